package source

import (
	"strings"

	"platen/convert/markdown/internal/lex"
	"platen/convert/tree"
)

// A template is what a page's text is read by before it is Markdown: the tags of a site's maker.
type template struct {
	x     *Text
	first string // bytes that a tag can begin with
	// tag does what the tag at the beginning of s asks for and returns its length, 0 when it stays as it is.
	tag func(t *template, s string, at tree.Pos) int

	file *included
	code bool            // what is looked at is code
	none map[string]bool // marks that do not come any more in the text
}

// fill adds a file with its tags done.
func (t *template) fill(f *included) {
	before := *t
	defer func() { t.file, t.code = before.file, before.code }()
	t.file = f
	t.text(f.text, f.base)
}

// text adds a text with its tags done. Code is followed line by line, so that what is escaped there can be told from words.
func (t *template) text(text string, at tree.Pos) {
	fence, none := fenceLine{}, t.none
	t.none = map[string]bool{}
	defer func() { t.none = none }()
	for i := 0; i < len(text); {
		end := len(text)
		if n := strings.IndexByte(text[i:], '\n'); n >= 0 {
			end = i + n + 1
		}
		fenced := fence.in(strings.TrimLeft(strings.TrimSpace(text[i:end]), "> "))
		i = t.line(text, i, end, at, fenced)
	}
}

// line adds text[i:end], which is a line, and returns the offset behind it; a tag in it may end on a later one.
func (t *template) line(text string, i, end int, at tree.Pos, fenced bool) int {
	done, span, lost := i, 0, end
	if !strings.ContainsAny(text[i:end], t.first) {
		t.x.emit(text[i:end], at+tree.Pos(i))
		return end
	}
	for i < end {
		c := text[i]
		switch {
		case c == '`' && !fenced:
			n := lex.Run([]byte(text[i:end]), '`')
			if span == n {
				span = 0
			} else if span == 0 && n < lost {
				if span = n; !strings.Contains(text[i+n:end], text[i:i+n]) {
					span, lost = 0, n
				}
			}
			i += n
			continue
		case c == '\\' && span == 0 && !fenced && i+1 < end && strings.IndexByte(t.first, text[i+1]) >= 0:
			i += 2
			continue
		case strings.IndexByte(t.first, c) < 0:
			i++
			continue
		}
		t.x.emit(text[done:i], at+tree.Pos(done))
		done = i
		t.code = fenced || span > 0
		n := t.tag(t, text[i:], at+tree.Pos(i))
		if n == 0 {
			n = 1
			if i+1 < end && text[i+1] == c {
				n = 2
			}
			t.x.emit(text[i:i+n], at+tree.Pos(i))
		}
		i += n
		done = i
	}
	if done < end {
		t.x.emit(text[done:end], at+tree.Pos(done))
		done = end
	}
	return done
}

// literal adds a tag that is shown: a backslash keeps it from being read as one.
func (t *template) literal(s string, at tree.Pos) {
	if !t.code {
		t.x.emit(`\`, at)
	}
	t.x.emit(s, at)
}

// address makes a path one that can stand in a link.
func address(s string) string {
	return strings.NewReplacer(" ", "%20", "(", "%28", ")", "%29", "<", "%3C", ">", "%3E", "\n", "").Replace(s)
}

// between returns what is between the tag that s begins with and the one that ends it, and the length of all; find
// returns the length of that tag where one begins.
func (t *template) between(word, s string, size int, mark string, find func(string) int) (inside string, all int) {
	if t.none[word] {
		return "", 0
	}
	for i := size; ; {
		n := strings.Index(s[i:], mark)
		if n < 0 {
			t.none[word] = true
			return "", 0
		}
		i += n
		if n := find(s[i:]); n > 0 {
			return s[size:i], i + n
		}
		i += len(mark)
	}
}

// Remarks leaves out what stands between %% and %% (Obsidian).
func Remarks(x *Text) {
	if !strings.Contains(x.text, "%%") {
		return
	}
	t := &template{x: x, first: "%", tag: func(t *template, s string, _ tree.Pos) int {
		if t.code || !strings.HasPrefix(s, "%%") {
			return 0
		}
		_, all := t.between("%%", s, 2, "%%", func(string) int { return 2 })
		return all
	}}
	x.rewrite(t.fill)
}
