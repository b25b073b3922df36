package dita

import (
	"strings"
	"unicode/utf8"

	"platen/convert/tree"
)

// label prints a line that names what follows.
func (p *pageWriter) label(class, id string, inlines []tree.Inline) {
	p.line()
	p.start("p", "id", id, "outputclass", class)
	p.styled("b", inlines, inText)
	p.end("p")
}

// paragraph prints a p, or what says more: the image that it is, the lines that it is made of.
func (p *pageWriter) paragraph(b *tree.Paragraph) {
	if len(b.Inlines) == 0 {
		return
	}
	if img, ok := b.Inlines[0].(*tree.Image); ok && len(b.Inlines) == 1 {
		if _, _, ok := p.imageSource(img); ok {
			p.imageBlock(img)
			return
		}
	}
	id, inlines := p.lead(b.Inlines)
	if !hasHardBreak(inlines) {
		p.inlineBlock("p", id, inlines, inText)
		return
	}
	lines := splitLines(inlines)
	extra := p.extra
	print := func(name string, inlines []tree.Inline, r room) {
		p.extra = extra
		p.inlineBlock(name, id, inlines, r)
		id = ""
	}
	if n := boldStart(lines[0]); n > 0 {
		print("p", lines[0][:n], inText)
		inlines, lines[0] = inlines[n+1:], lines[0][n+1:]
	} else if len(lines) > 1 && isLabel(lines[0]) {
		print("p", lines[0], inText)
		inlines, lines = inlines[len(lines[0])+1:], lines[1:]
	}
	if len(lines) > 1 && !hasImage(inlines) && p.short(lines) {
		print("lines", inlines, inLines)
		return
	}
	for _, l := range lines {
		print("p", l, inText)
	}
}

// longLine is how many letters a line of verse or of an address has at most.
const longLine = 60

// short reports whether lines are meant as such: none is long or a sentence.
func (p *pageWriter) short(lines [][]tree.Inline) bool {
	for _, l := range lines {
		text := tree.PlainText(l)
		if utf8.RuneCountInString(text) > longLine || len(sentences(l)) > 1 || ends(text) && len(strings.Fields(text)) > 3 {
			return false
		}
	}
	return true
}

func (p *pageWriter) inlineBlock(name, id string, inlines []tree.Inline, r room) {
	p.line()
	p.start(name, "id", id)
	p.inlines(inlines, r)
	p.flushNotes()
	p.end(name)
}

// lead returns the id for the element around inlines, which is that of an anchor they begin with or of a
// block around them, and the inlines without the anchor.
func (p *pageWriter) lead(inlines []tree.Inline) (string, []tree.Inline) {
	if len(p.ids) > 0 {
		id := p.ids[0]
		p.ids = p.ids[1:]
		return id, inlines
	}
	if len(inlines) > 0 {
		if a, ok := inlines[0].(*tree.Anchor); ok {
			return p.elemID(a.ID), inlines[1:]
		}
	}
	return "", inlines
}

func hasHardBreak(inlines []tree.Inline) bool {
	for _, n := range inlines {
		switch n := n.(type) {
		case *tree.Text, *tree.Code, *tree.Link:
		case *tree.Break:
			if n.Hard {
				return true
			}
		default:
			if hasHardBreak(tree.Inlines(n)) {
				return true
			}
		}
	}
	return false
}

func hasImage(inlines []tree.Inline) bool {
	for _, n := range inlines {
		if _, ok := n.(*tree.Image); ok || hasImage(tree.Inlines(n)) {
			return true
		}
	}
	return false
}

// splitLines cuts at the hard breaks.
func splitLines(inlines []tree.Inline) [][]tree.Inline {
	var lines [][]tree.Inline
	from := 0
	for i, n := range inlines {
		if br, ok := n.(*tree.Break); ok && br.Hard {
			lines = append(lines, inlines[from:i])
			from = i + 1
		}
	}
	return append(lines, inlines[from:])
}

// boldStart returns where the first line in the source ends of a line that has more of them, when it is nothing but bold
// words and anchors: the name of what the others say, "**Name**  <a name="x"></a>". It is 0 for others.
func boldStart(line []tree.Inline) int {
	for i, n := range line {
		switch n := n.(type) {
		case *tree.Strong:
			if i > 0 {
				return 0
			}
			continue
		case *tree.Anchor:
		case *tree.Text:
			if strings.TrimSpace(n.S) != "" {
				return 0
			}
		case *tree.Break:
			if i > 1 && i+1 < len(line) {
				return i
			}
			return 0
		default:
			return 0
		}
		if i == 0 {
			return 0
		}
	}
	return 0
}

// isLabel reports whether a line is one bold or code word group, which names what follows.
func isLabel(line []tree.Inline) bool {
	if len(line) != 1 {
		return false
	}
	switch line[0].(type) {
	case *tree.Strong, *tree.Emph, *tree.Code:
		return true
	}
	return false
}
