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
	var b strings.Builder
	plainText(&b, inlines, alt)
	return b.String()
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
