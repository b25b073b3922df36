package ext

import (
	"bytes"
	"strings"

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
			from = i
			for from > done && lex.IsLetter(s[from-1]) {
				from--
			}
			scheme := strings.ToLower(s[from:i])
			if scheme != "http" && scheme != "https" && scheme != "ftp" || !linkStart(b, start+from) {
				continue
			}
			if to = addressEnd(s, from, i+3, true); to == 0 {
				continue
			}
			url = s[from:to]
		case 'w':
			if !strings.HasPrefix(s[i:], "www.") || !linkStart(b, start+i) {
				continue
			}
			from = i
			if to = addressEnd(s, from, i, false); to == 0 {
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

// linkStart reports whether an address may begin at the offset: behind nothing, white space, a quotation mark or
// one of *_~(.
func linkStart(b *build.Builder, at int) bool {
	if at == 0 {
		return true
	}
	switch b.Page.Text[at-1] {
	case ' ', '\t', '\n', '*', '_', '~', '(', '"', '\'':
		return true
	}
	return false
}

// addressEnd is where the address that begins at from ends, its domain being at i; 0 when it is no address.
// short lets the domain have no period.
func addressEnd(s string, from, i int, short bool) int {
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
		case c == '-' || lex.IsLetter(c) || '0' <= c && c <= '9' || c >= 0x80:
		default:
			goto domain
		}
	}
domain:
	if end == i || under || lastUnder || dots == 0 && !short || !lex.IsLetter(s[i]) && (s[i] < '0' || s[i] > '9') && s[i] < 0x80 {
		return 0
	}
	for end < len(s) && !lex.IsSpace(s[end]) && s[end] != '<' && s[end] != '\\' {
		end++
	}
	return trimAddress(s, from, end)
}

// trimAddress takes off punctuation that ends the sentence and not the address.
func trimAddress(s string, from, end int) int {
	opens := strings.Count(s[from:end], "(")
	closes := strings.Count(s[from:end], ")")
	for end > from {
		switch s[end-1] {
		case '?', '!', '.', ',', ':', '*', '_', '~', '\'', '"':
			end--
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
			return end
		}
	}
	return 0
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
	if to < len(s) && s[to] == '+' {
		return 0, 0
	}
	return from, to
}

func mailByte(b byte, local bool) bool {
	return lex.IsLetter(b) || '0' <= b && b <= '9' || b == '.' || b == '-' || b == '_' || local && b == '+'
}

// urlGuard keeps emphasis marks inside of web addresses from being read as such: "http://x.org/~a/~b".
type urlGuard struct{}

func (urlGuard) Trigger() []byte { return []byte("*_~") }

func (urlGuard) Parse(_ ast.Node, block text.Reader, _ parser.Context) ast.Node {
	line, segment := block.PeekLine()
	n := lex.Run(line, line[0])
	if n == len(line) || lex.IsSpace(line[n]) || lex.IsPunct(line[n]) && line[n] != '/' {
		return nil
	}
	before := block.Source()[max(0, segment.Start-1000):segment.Start]
	if i := bytes.LastIndexAny(before, " \t\n<>()[]\"'"); i >= 0 {
		before = before[i+1:]
	}
	before = bytes.TrimLeft(before, "*_~")
	if !bytes.HasPrefix(before, []byte("http://")) && !bytes.HasPrefix(before, []byte("https://")) && !bytes.HasPrefix(before, []byte("www.")) {
		return nil
	}
	block.Advance(n)
	return ast.NewTextSegment(segment.WithStop(segment.Start + n))
}
