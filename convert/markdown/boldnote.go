package markdown

import (
	"strings"

	"platen/convert/tree"
)

var boldNotes = extn{
	Name: "bold_notes", Doc: "A line **Note** (Important, Warning, Tip, Caution) with a hard break starts a note",
	Inlines:   dropUnfound,
	Paragraph: (*builder).splitNotes,
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
func (b *builder) splitNotes(p *tree.Paragraph) bool {
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
				b.addBlock(p)
			}
			return
		}
		body := &tree.Paragraph{Pos: at, Inlines: part[:len(part):len(part)]}
		n := &tree.Admonition{Pos: at, Kind: kind}
		if len(part) > 0 {
			body.Pos = part[0].Position()
			n.Blocks = []tree.Block{body}
		}
		b.addBlock(n)
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
func loneNotes(_ *conv, blocks []tree.Block) []tree.Block {
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
