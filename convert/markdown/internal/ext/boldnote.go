package ext

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"github.com/yuin/goldmark/parser"

	"platen/convert/markdown/internal/build"
	"platen/convert/markdown/internal/lex"
	"platen/convert/tree"
)

var BoldNotes = build.Extension{
	Name: "bold_notes", Doc: "A line **Note** (Important, Warning, Tip, Caution) with a hard break starts a note",
	Inlines:   dropUnfound,
	Paragraph: splitNotes,
	Blocks:    loneNotes,
}

// noteKind returns the kind that a word at the start of a note names, "" for other words.
func noteKind(word string) string {
	switch word {
	case "Note", "Important", "Warning", "Tip", "Caution":
		return strings.ToLower(word)
	}
	return ""
}

// boldNote returns the kind of note that starts at in[i]: a bold word at the beginning of a line, with a hard
// break behind it.
func boldNote(in []tree.Inline, i int) string {
	s, ok := in[i].(*tree.Strong)
	if !ok || i+1 >= len(in) || len(s.Inlines) != 1 {
		return ""
	}
	if br, ok := in[i+1].(*tree.Break); !ok || !br.Hard {
		return ""
	}
	if i > 0 {
		if _, ok := in[i-1].(*tree.Break); !ok {
			return ""
		}
	}
	t, ok := s.Inlines[0].(*tree.Text)
	if !ok {
		return ""
	}
	return noteKind(strings.TrimSuffix(t.S, ":"))
}

// splitNotes adds a paragraph, split where bold-word notes start in it. A note goes to the paragraph's end; it
// often stands lazily, without a blank line, at column 0 below a list item's last paragraph, and then it is
// part of that item (741 notes in the EC2 guide).
func splitNotes(b *build.Builder, p *tree.Paragraph) bool {
	in := p.Inlines
	start := 0
	kind, at := "", p.Pos
	emit := func(end int) {
		part := in[start:end]
		if n := len(part); n > 0 && end < len(in) {
			if _, ok := part[n-1].(*tree.Break); ok {
				part = part[:n-1]
			}
		}
		if kind == "" {
			if len(part) > 0 {
				p.Inlines = part[:len(part):len(part)]
				b.AddBlock(p)
			}
			return
		}
		body := &tree.Paragraph{Pos: at, Inlines: part[:len(part):len(part)]}
		n := &tree.Admonition{Pos: at, Kind: kind}
		if len(part) > 0 {
			body.Pos = part[0].Position()
			n.Blocks = []tree.Block{body}
		}
		b.AddBlock(n)
	}
	for i := range in {
		if k := boldNote(in, i); k != "" {
			emit(i)
			kind, at, start = k, in[i].Position(), i+2
		}
	}
	if kind == "" {
		return false
	}
	emit(len(in))
	return true
}

// loneNotes makes notes of bold words that are a paragraph of their own: the paragraph below is the note, with the
// list that it announces.
func loneNotes(_ *build.Page, blocks []tree.Block) []tree.Block {
	lone := func(i int) string {
		p, ok := blocks[i].(*tree.Paragraph)
		if !ok || len(p.Inlines) != 1 || i+1 == len(blocks) {
			return ""
		}
		s, ok := p.Inlines[0].(*tree.Strong)
		if !ok || len(s.Inlines) != 1 {
			return ""
		}
		if _, ok := blocks[i+1].(*tree.Paragraph); !ok {
			return ""
		}
		t, ok := s.Inlines[0].(*tree.Text)
		if !ok {
			return ""
		}
		return noteKind(strings.TrimSuffix(t.S, ":"))
	}
	var out []tree.Block
	for i := 0; i < len(blocks); i++ {
		kind := lone(i)
		if kind == "" {
			if out != nil {
				out = append(out, blocks[i])
			}
			continue
		}
		if out == nil {
			out = append(make([]tree.Block, 0, len(blocks)), blocks[:i]...)
		}
		end := i + 2
		if end < len(blocks) && announces(blocks[i+1].(*tree.Paragraph)) {
			if _, ok := blocks[end].(*tree.List); ok {
				end++
			}
		}
		out = append(out, &tree.Admonition{Pos: blocks[i].Position(), Kind: kind, Blocks: blocks[i+1 : end : end]})
		i = end - 1
	}
	if out != nil {
		return out
	}
	return blocks
}

// announces reports whether a paragraph ends in a colon.
func announces(p *tree.Paragraph) bool {
	return strings.HasSuffix(tree.PlainText(p.Inlines), ":")
}

var LabelNotes = build.Extension{
	Name: "label_notes", Doc: "A paragraph that starts with **Note:**, or a quote with that or Note:, is a note",
	Quote:     labelQuote,
	Paragraph: labelParagraph,
}

// label is the kind of note that the words at the beginning of a line name, with a colon behind the name, and the inlines
// after it. Only bold words are a label, unless plain is set.
func label(in []tree.Inline, plain bool) (kind string, rest []tree.Inline) {
	if len(in) == 0 {
		return "", nil
	}
	switch n := in[0].(type) {
	case *tree.Strong:
		word, ok := textAt(n.Inlines, 0)
		if !ok || len(n.Inlines) != 1 || len(in) < 2 {
			return "", nil
		}
		name, colon := strings.CutSuffix(word.S, ":")
		if kind = labelKind(name); kind == "" {
			return "", nil
		}
		if colon {
			if _, ok := in[1].(*tree.Break); ok {
				return kind, in[2:]
			}
			return kind, in[1:]
		}
		if t, ok := textAt(in, 1); ok && strings.HasPrefix(t.S, ":") {
			return kind, withoutStart(in[1:], 1)
		}
	case *tree.Text:
		name, _, colon := strings.Cut(n.S, ":")
		if kind = labelKind(name); plain && colon && kind != "" {
			return kind, withoutStart(in, len(name)+1)
		}
	}
	return "", nil
}

// labelKind is noteKind for a word that may be in capitals.
func labelKind(word string) string {
	for i := range len(word) {
		if 'a' <= word[i] && word[i] <= 'z' { // as in most words: no capitals need to be made
			return noteKind(word)
		}
	}
	if kind := strings.ToLower(word); strings.ToUpper(word) == word && alertKind(kind) != "" {
		return kind
	}
	return noteKind(word)
}

// withoutStart is in without the first n bytes of the text that it begins with.
func withoutStart(in []tree.Inline, n int) []tree.Inline {
	t := *in[0].(*tree.Text)
	t.Pos, t.S = t.Pos+tree.Pos(n), t.S[n:]
	if words := strings.TrimLeft(t.S, " "); words != t.S {
		t.Pos, t.S = t.Pos+tree.Pos(len(t.S)-len(words)), words
	}
	if t.S == "" {
		return in[1:]
	}
	return append([]tree.Inline{&t}, in[1:]...)
}

// labelQuote returns the note that a quote is when it starts with **Note:** or Note:, else nil.
func labelQuote(c *build.Page, q *tree.Quote) tree.Block {
	if len(q.Blocks) == 0 {
		return nil
	}
	if n, ok := q.Blocks[0].(*tree.Admonition); ok && n.Attr == nil && n.Title == nil {
		if at := c.Offset(n.Pos); at < 0 || at+2 > len(c.Text) || c.Text[at:at+2] != "**" {
			return nil
		}
		n.Pos, n.Attr, n.Blocks = q.Pos, q.Attr, append(n.Blocks, q.Blocks[1:]...) // its first paragraph was one
		return n
	}
	p, ok := q.Blocks[0].(*tree.Paragraph)
	if !ok {
		return nil
	}
	kind, rest := label(p.Inlines, true)
	if kind == "" {
		return nil
	}
	blocks := q.Blocks
	if p.Inlines = build.Trim(rest); len(p.Inlines) == 0 {
		if blocks = blocks[1:]; len(blocks) == 0 {
			return nil
		}
	}
	return &tree.Admonition{Pos: q.Pos, Attr: q.Attr, Kind: kind, Blocks: blocks}
}

// labelParagraph adds the note that a paragraph is when it starts with **Note:** and goes on. In a tight list such words
// are terms.
func labelParagraph(b *build.Builder, p *tree.Paragraph) bool {
	if p.Tight {
		return false
	}
	kind, rest := label(p.Inlines, false)
	if rest = build.Trim(rest); kind == "" || len(rest) == 0 {
		return false
	}
	n := &tree.Admonition{Pos: p.Pos, Kind: kind, Blocks: []tree.Block{p}}
	p.Pos, p.Inlines = rest[0].Position(), rest
	b.AddBlock(n)
	return true
}

// notFound is what the generator of AWS guides puts in place of an image's missing description.
const notFound = "[Image NOT FOUND]"

// unfoundKey is where it stands whether a page has such words.
var unfoundKey = parser.NewContextKey()

// dropUnfound drops them.
func dropUnfound(c *build.Page, in []tree.Inline) []tree.Inline {
	has, known := c.Context.Get(unfoundKey).(bool)
	if !known {
		has = strings.Contains(c.Text, strings.Trim(notFound, "[]"))
		c.Context.Set(unfoundKey, has)
	}
	if has {
		unfound(in)
	}
	return in
}

// unfound drops such words. An image beside words of its own says nothing then.
func unfound(in []tree.Inline) {
	for _, n := range in {
		im, ok := n.(*tree.Image)
		if !ok {
			unfound(tree.Inlines(n))
			continue
		}
		if im.Alt != notFound {
			continue
		}
		im.Alt = ""
		im.Decorative = strings.TrimSpace(tree.PlainText(in)) != ""
	}
}

var SpacedBold = build.Extension{
	Name: "spaced_bold", Doc: "Bold words with blanks inside of the signs: ** words ** (AWS)",
	Parsers: func(p *build.Parsers) { p.SpacedBold = true },
	Inlines: trimBold,
	Seen: build.Sign{Starts: "*", Look: func(s *build.Sight) { // the lines of an API's parameters
		line := bytes.TrimRight(s.Line, "\r")
		if i := bytes.Index(line, []byte(" **   <a name=")); bytes.HasPrefix(line, []byte("** ")) && i > 2 {
			s.Found()
		}
	}, Page: func(src []byte) int { // the export escapes each full stop
		return bytes.Index(src, []byte(` **\.`))
	}},
}

// trimBold moves blanks at the ends of bold words out of them.
func trimBold(_ *build.Page, in []tree.Inline) []tree.Inline {
	for i, n := range in {
		s, ok := n.(*tree.Strong)
		if !ok || len(s.Inlines) == 0 {
			continue
		}
		if t, ok := s.Inlines[0].(*tree.Text); ok && strings.HasPrefix(t.S, " ") {
			t.S = strings.TrimLeft(t.S, " ")
			if before, ok := textAt(in, i-1); ok && !strings.HasSuffix(before.S, " ") {
				before.S += " "
			}
			if t.S == "" {
				s.Inlines = s.Inlines[1:]
			}
		}
		if len(s.Inlines) == 0 {
			continue
		}
		if t, ok := s.Inlines[len(s.Inlines)-1].(*tree.Text); ok && strings.HasSuffix(t.S, " ") {
			t.S = strings.TrimRight(t.S, " ")
			if after, ok := textAt(in, i+1); ok && beginsWord(after.S) {
				after.S = " " + after.S
			}
			if t.S == "" {
				s.Inlines = s.Inlines[:len(s.Inlines)-1]
			}
		}
	}
	return in
}

// beginsWord reports whether s begins with a letter or a digit.
func beginsWord(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return lex.IsWord(r)
}

// textAt is the text at a place, if there is one.
func textAt(in []tree.Inline, i int) (*tree.Text, bool) {
	if i < 0 || i >= len(in) {
		return nil, false
	}
	t, ok := in[i].(*tree.Text)
	return t, ok
}
