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
	return noteKind(t.S)
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
		return noteKind(t.S)
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
