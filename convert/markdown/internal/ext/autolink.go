package ext

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"platen/convert/markdown/internal/build"
	"platen/convert/markdown/internal/lex"
	"platen/convert/tree"
)

var Autolinks = build.Extension{
	Name: "autolinks", Doc: "Web and mail addresses are links without brackets",
	Parsers: func(p *build.Parsers) { p.Inline(450, urlGuard{}) },
	Text:    autolinks,
}

// autolinks adds the web and mail addresses in a range of the source as links, with the text before each,
// and returns the offset from which no more follow (GFM 0.29, 6.9). Goldmark's own extension looks at every
// word while it parses, and costs a fifth of the whole.
func autolinks(b *build.Builder, start, end int) int {
	s := b.Page.Text[start:end]
	if b.Page.InWords() || !strings.Contains(s, "://") && !strings.Contains(s, "www.") && strings.IndexByte(s, '@') < 0 {
		return start
	}
	done := 0
	for i := 0; i < len(s); i++ {
		var from, to int
		url := ""
		switch s[i] {
		case ':':
			if !strings.HasPrefix(s[i:], "://") {
				continue
			}
			if from = schemeStart(s, i, done); from < 0 {
				continue
			}
			if to = addressEnd(s, from, i+3, true, marksBefore(b.Page.Text, start+from)); to == 0 {
				continue
			}
			url = s[from:to]
		case 'w':
			if !strings.HasPrefix(s[i:], "www.") || !wwwStart(b.Page.Before(start+i)) {
				continue
			}
			from = i
			if to = addressEnd(s, from, i, false, marksBefore(b.Page.Text, start+i)); to == 0 {
				continue
			}
			url = "http://" + s[from:to]
		case '@':
			if from, to = mailAddress(s, i, done); to == 0 {
				continue
			}
			url = "mailto:" + s[from:to]
		default:
			continue
		}
		if from > done {
			b.Unescape(start+done, start+from)
		}
		p := b.Page.Pos(start + from)
		b.Add(&tree.Link{Pos: p, To: tree.Target{Raw: b.Page.Clean(lex.Unescaped(url))}, Inlines: []tree.Inline{&tree.Text{Pos: p, S: b.Page.Clean(lex.Unescaped(s[from:to]))}}})
		done = to
		i = to - 1
	}
	return start + done
}

// wwwStart reports whether an address without a scheme may begin behind r: a line's beginning, white space, or one of
// *_~( (GFM 0.29, 6.9). One with a scheme may begin behind all but a letter, as in cmark-gfm, which Chinese and Japanese text
// needs, and a <.
func wwwStart(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune("*_~(", r) }

// schemeStart is where the scheme begins that the colon at i ends, not before done; -1 when there is none, or behind a <.
func schemeStart(s string, i, done int) int {
	from := i
	for from > done && i-from < 6 && lex.IsLetter(s[from-1]) {
		from--
	}
	if from > 0 && s[from-1] == '<' {
		return -1
	}
	switch strings.ToLower(s[from:i]) {
	case "http", "https", "ftp":
		return from
	}
	return -1
}

// addressEnd is where the address that begins at from ends, its domain being at i; 0 when it is no address. It goes on to
// white space or < (GFM 0.29, 6.9), escapes included. short lets the domain have no period. marks are the marks of
// emphasis that stand before it: it ends at their like, when a sign or letter beyond ASCII follows.
func addressEnd(s string, from, i int, short bool, marks string) int {
	end := i
	dots, under, lastUnder := 0, false, false
	for ; end < len(s); end++ {
		c := s[end]
		switch {
		case c == '.':
			dots++
			lastUnder, under = under, false
		case c == '_':
			under = true
		case c == '\\' && end+1 < len(s) && lex.IsPunct(s[end+1]):
		case c == '-' || lex.IsLetter(c) || '0' <= c && c <= '9' || c >= 0x80:
		default:
			goto domain
		}
	}
domain:
	if end == i || under || lastUnder || dots == 0 && !short || !lex.IsLetter(s[i]) && (s[i] < '0' || s[i] > '9') && s[i] < 0x80 {
		return 0
	}
	for end < len(s) && !lex.IsSpace(s[end]) && s[end] != '<' {
		end++
	}
	if marks != "" {
		for at := i; at < end; at++ {
			n := strings.Index(s[at:end], marks)
			if n < 0 {
				break
			}
			at += n
			if next := at + len(marks); next < end && s[next] >= 0x80 {
				end = at
				break
			}
		}
	}
	if end = trimAddress(s, from, end); end <= i || !short && end <= i+len("www.") {
		return 0 // no host is left
	}
	return end
}

// marksBefore are the marks of emphasis right before s[i].
func marksBefore(s string, i int) string {
	from := i
	for from > 0 && s[from-1] == s[i-1] && strings.IndexByte("*_~", s[i-1]) >= 0 {
		from--
	}
	return s[from:i]
}

// trimAddress takes off punctuation that ends the sentence and not the address.
func trimAddress(s string, from, end int) int {
	opens := strings.Count(s[from:end], "(")
	closes := strings.Count(s[from:end], ")")
	for end > from {
		switch s[end-1] {
		case '?', '!', '.', ',', ':', '*', '_', '~', '\'', '"':
			if end--; escaped(s[from:], end-from) {
				end-- // the escape goes with its mark
			}
		case ')':
			if closes <= opens {
				return end
			}
			closes--
			end--
		case ';':
			i := end - 2
			for i > from && (lex.IsLetter(s[i]) || '0' <= s[i] && s[i] <= '9') {
				i--
			}
			if i == end-2 || s[i] != '&' {
				end--
				continue
			}
			end = i
		default:
			r, n := utf8.DecodeLastRuneInString(s[from:end])
			if !strings.ContainsRune("。，、；：！？）」』】》〉”’…", r) {
				return end
			}
			end -= n
		}
	}
	return 0
}

// escaped reports whether s[i] has a backslash of its own before it.
func escaped(s string, i int) bool {
	n := 0
	for n < i && s[i-1-n] == '\\' {
		n++
	}
	return n%2 == 1
}

// mailAddress returns the mail address around the @ at i, not reaching before done; to is 0 when there is none.
func mailAddress(s string, i, done int) (from, to int) {
	from = i
	for from > done && mailByte(s[from-1], true) {
		from--
	}
	if from == i || from > 0 && (s[from-1] == '/' || s[from-1] == ':' || s[from-1] == '\\' || s[from-1] >= 0x80) {
		return 0, 0
	}
	dots := 0
	to = i + 1
	for to < len(s) && mailByte(s[to], false) {
		if s[to] == '.' {
			if to+1 == len(s) || !mailByte(s[to+1], false) || s[to+1] == '.' || s[to-1] == '@' {
				break
			}
			dots++
		}
		to++
	}
	if dots == 0 || s[to-1] == '-' || s[to-1] == '_' {
		return 0, 0
	}
	if to < len(s) && (s[to] == '+' || s[to] == '@') { // name@host@host is no mail address (cmark-gfm)
		return 0, 0
	}
	return from, to
}

func mailByte(b byte, local bool) bool {
	return lex.IsLetter(b) || '0' <= b && b <= '9' || b == '.' || b == '-' || b == '_' || local && b == '+'
}

// urlGuard takes a web address before the parsers of marks see them: "https://x.org/Go_(game)_rules", "http://x.org/~a/~b".
// It stays text; autolinks makes the link.
type urlGuard struct{}

func (urlGuard) Trigger() []byte { return []byte(":.") }

// maxAddress is how long an address may be in which marks mean nothing, in bytes.
const maxAddress = 2000

func (urlGuard) Parse(parent ast.Node, r text.Reader, _ parser.Context) ast.Node {
	line, segment := r.PeekLine()
	src := r.Source()
	at := segment.Start
	if segment.Padding > 0 {
		return nil
	}
	from, domain := at-3, at-3
	if line[0] == ':' {
		if !bytes.HasPrefix(line, []byte("://")) {
			return nil
		}
		head := string(src[max(0, at-8):at])
		n := schemeStart(head, len(head), 0)
		if n < 0 {
			return nil
		}
		from, domain = at-len(head)+n, at+3
	} else {
		if from < 0 || string(src[from:at]) != "www" {
			return nil
		}
		before := rune('\n')
		if i, _ := r.Position(); from > parent.Lines().At(i).Start {
			before, _ = utf8.DecodeLastRune(src[:from])
		}
		if !wwwStart(before) {
			return nil
		}
	}
	s := string(src[from:min(segment.Stop, at+maxAddress)])
	end := addressEnd(s, 0, domain-from, line[0] == ':', marksBefore(string(src[max(0, from-3):from]), min(3, from)))
	end = min(end, outside(s))
	if from+end <= at {
		return nil
	}
	r.Advance(from + end - at)
	return ast.NewTextSegment(segment.WithStop(from + end))
}

// outside is where a bracket closes in s that was open before it, or a note's reference begins: there an address is left
// to the parsers of links and notes.
func outside(s string) int {
	depth := 0
	for i := range len(s) {
		switch s[i] {
		case '[':
			if i+1 < len(s) && s[i+1] == '^' {
				return i
			}
			depth++
		case ']':
			if depth--; depth < 0 {
				return i
			}
		}
	}
	return len(s)
}
