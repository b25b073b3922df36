package markdown

import (
	"strings"

	"platen/convert/tree"
)

// noteOf is the kind of note that blocks are to a dialect that reads "**Note:** words" so, and the blocks of the note; "" for
// other blocks. In a quote the name may stand without marks: plain says so.
func (p *printer) noteOf(bs []tree.Block, plain bool) (kind string, rest []tree.Block) {
	if !p.f.labels || len(bs) == 0 {
		return "", nil
	}
	par, ok := bs[0].(*tree.Paragraph)
	if !ok || len(par.Inlines) == 0 {
		return "", nil
	}
	in := par.Inlines[1:]
	switch n := par.Inlines[0].(type) {
	case *tree.Strong:
		word, one := oneText(n.Inlines)
		name, colon := strings.CutSuffix(word, ":")
		if kind = noteLabel(name); !one || len(in) == 0 || kind == "" {
			return "", nil
		}
		t, ok := in[0].(*tree.Text)
		switch {
		case colon && ok:
			in = withText(strings.TrimLeft(t.S, " "), in[1:])
		case colon:
		case !ok || !strings.HasPrefix(t.S, ":"):
			return "", nil
		default:
			in = withText(strings.TrimLeft(t.S[1:], " "), in[1:])
		}
	case *tree.Text:
		name, words, colon := strings.Cut(n.S, ":")
		if kind = noteLabel(name); !plain || !colon || kind == "" {
			return "", nil
		}
		in = withText(strings.TrimLeft(words, " "), in)
	default:
		return "", nil
	}
	if len(in) > 0 {
		if _, ok := in[0].(*tree.Break); ok {
			in = in[1:]
		}
	}
	switch {
	case len(in) > 0:
		return kind, append([]tree.Block{&tree.Paragraph{Pos: par.Pos, Inlines: in}}, bs[1:]...)
	case len(bs) == 1:
		return "", nil
	}
	return kind, bs[1:]
}

// withText is inlines behind a text, which may be empty.
func withText(s string, in []tree.Inline) []tree.Inline {
	if s == "" {
		return in
	}
	return append([]tree.Inline{&tree.Text{S: s}}, in...)
}

// noteLabel is the kind of note that a word before a colon names.
func noteLabel(word string) string {
	switch word {
	case "Note", "Important", "Warning", "Tip", "Caution", "NOTE", "IMPORTANT", "WARNING", "TIP", "CAUTION":
		return strings.ToLower(word)
	}
	return ""
}

// noteDiv is the note that a <div> is by its class, to a dialect that reads it so, nil for others. A heading that it begins
// with is the title.
func (p *printer) noteDiv(b *tree.Div) *tree.Admonition {
	if !p.f.noteDivs || b.Attr == nil || len(b.Attr.Classes) == 0 {
		return nil
	}
	kind := noteClass(b.Attr.Classes[0])
	if kind == "" {
		return nil
	}
	a := &tree.Admonition{Kind: kind, Blocks: b.Blocks}
	rest := b.Attr.Classes[1:]
	if len(rest) > 0 && kind == "note" {
		if more := noteClass(rest[0]); more != "" {
			a.Kind, rest = more, rest[1:]
		}
	}
	if b.Attr.ID != "" || len(rest)+len(b.Attr.Keys) > 0 {
		a.Attr = &tree.Attr{ID: b.Attr.ID, Aliases: b.Attr.Aliases, Keys: b.Attr.Keys}
		if len(rest) > 0 {
			a.Attr.Classes = rest
		}
	}
	if len(b.Blocks) > 1 {
		if h, ok := b.Blocks[0].(*tree.Heading); ok {
			a.Title, a.Blocks = h.Inlines, b.Blocks[1:]
		}
	}
	return a
}

// noteClass is the kind of note that a class names.
func noteClass(s string) string {
	switch s = strings.ToLower(s); s {
	case "note", "tip", "info", "warning", "danger", "caution", "important", "hint", "attention", "error", "success", "seealso",
		"warn", "alert", "notice", "secondary", "todo", "example", "bug", "failure", "question", "abstract":
		return s
	}
	return ""
}
