package tree

import "strings"

// PlainText returns the words of inlines: breaks are spaces, images their alternative text, references nothing.
func PlainText(inlines []Inline) string {
	if len(inlines) == 1 {
		if t, ok := inlines[0].(*Text); ok {
			return t.S
		}
	}
	return strings.TrimSpace(Words(inlines, true))
}

// Words is the text of inlines as PlainText has it, with the white space at its ends, and with or without the
// alternative texts of images.
func Words(inlines []Inline, alt bool) string {
	n := textSize(inlines, alt)
	if n == 0 {
		return ""
	}
	var b strings.Builder
	b.Grow(n)
	plainText(&b, inlines, alt)
	return b.String()
}

// textSize is how many bytes plainText writes: a text is one allocation.
func textSize(inlines []Inline, alt bool) int {
	size := 0
	for _, n := range inlines {
		switch n := n.(type) {
		case *Text:
			size += len(n.S)
		case *Code:
			size += len(n.S)
		case *Math:
			size += len(n.Drawn.Words(n.TeX))
		case *Image:
			if alt {
				size += len(n.Alt)
			}
		case *Break:
			size++
		case *NoteRef, *Anchor:
		default:
			size += textSize(Inlines(n), alt)
		}
	}
	return size
}

func plainText(b *strings.Builder, inlines []Inline, alt bool) {
	for _, n := range inlines {
		switch n := n.(type) {
		case *Text:
			b.WriteString(n.S)
		case *Code:
			b.WriteString(n.S)
		case *Math:
			b.WriteString(n.Drawn.Words(n.TeX))
		case *Image:
			if alt {
				b.WriteString(n.Alt)
			}
		case *Break:
			b.WriteByte(' ')
		case *NoteRef, *Anchor:
		default:
			plainText(b, Inlines(n), alt)
		}
	}
}
