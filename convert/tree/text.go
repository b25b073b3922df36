package tree

import "strings"

// PlainText returns the words of inlines: breaks are spaces, images their alternative text, references nothing.
func PlainText(inlines []Inline) string {
	if len(inlines) == 1 {
		if t, ok := inlines[0].(*Text); ok {
			return t.S
		}
	}
	var b strings.Builder
	plainText(&b, inlines)
	return strings.TrimSpace(b.String())
}

func plainText(b *strings.Builder, inlines []Inline) {
	for _, n := range inlines {
		switch n := n.(type) {
		case *Text:
			b.WriteString(n.S)
		case *Code:
			b.WriteString(n.S)
		case *Math:
			b.WriteString(n.TeX)
		case *Image:
			b.WriteString(n.Alt)
		case *Break:
			b.WriteByte(' ')
		case *NoteRef, *Anchor:
		default:
			plainText(b, Inlines(n))
		}
	}
}
