package json

import (
	"strings"

	"platen/convert/tree"
)

func (p *printer) inlines(ns []tree.Inline) {
	for _, n := range ns {
		p.inline(n)
	}
}

// wrapped prints inlines in a type that has nothing else.
func (p *printer) wrapped(t string, ns []tree.Inline) {
	p.node(t, func() { p.list(func() { p.inlines(ns) }) })
}

// span prints inlines in a Span.
func (p *printer) span(a *tree.Attr, classes []string, ns []tree.Inline, pairs ...tree.Key) {
	p.node("Span", func() {
		p.raw("[")
		p.attr(a, classes, pairs...)
		p.raw(",")
		p.list(func() { p.inlines(ns) })
		p.raw("]")
	})
}

func (p *printer) math(kind, tex string) {
	p.node("Math", func() {
		p.raw(`[{"t":"` + kind + `"},`)
		p.string(tex)
		p.raw("]")
	})
}

func (p *printer) inline(n tree.Inline) {
	switch n := n.(type) {
	case *tree.Text:
		p.text(n.S)
	case *tree.Emph:
		p.wrapped("Emph", n.Inlines)
	case *tree.Strong:
		p.wrapped("Strong", n.Inlines)
	case *tree.Strike:
		p.wrapped("Strikeout", n.Inlines)
	case *tree.Sub:
		p.wrapped("Subscript", n.Inlines)
	case *tree.Sup:
		p.wrapped("Superscript", n.Inlines)
	case *tree.Code:
		var classes []string
		if n.Role != "" {
			classes = []string{map[string]string{"kbd": "kbd", "samp": "sample", "var": "variable"}[n.Role]}
		}
		p.node("Code", func() {
			p.raw("[")
			p.attr(nil, classes)
			p.raw(",")
			p.string(n.S)
			p.raw("]")
		})
	case *tree.Link:
		p.linked("Link", n.Attr, n.Inlines, p.address(&n.To), n.Title)
	case *tree.Image:
		a := n.Attr
		var pairs []tree.Key
		if n.Decorative {
			pairs = append(pairs, tree.Key{Name: "decorative", Value: "true"})
		}
		if n.Dark.Raw != "" {
			pairs = append(pairs, tree.Key{Name: "dark", Value: p.address(&n.Dark)})
		}
		var alt []tree.Inline
		if n.Alt != "" {
			alt = []tree.Inline{&tree.Text{S: n.Alt}}
		}
		p.linked("Image", a, alt, p.image(&n.Src), n.Title, pairs...)
	case *tree.Break:
		if n.Hard {
			p.empty("LineBreak")
		} else {
			p.empty("SoftBreak")
		}
	case *tree.Math:
		p.math("InlineMath", n.TeX)
	case *tree.NoteRef:
		p.node("Note", func() { p.list(func() { p.blocks(n.Note.Blocks) }) })
	case *tree.Anchor:
		p.anchors([]string{n.ID})
	case *tree.Span:
		if n.Attr == nil {
			p.inlines(n.Inlines)
			return
		}
		p.span(n.Attr, nil, n.Inlines)
	case *tree.InlineElement:
		if n.Name == "u" && n.Attr == nil {
			p.wrapped("Underline", n.Inlines)
			return
		}
		p.span(n.Attr, nil, n.Inlines, tree.Key{Name: "element", Value: n.Name})
	case *tree.RawInline:
		p.node("RawInline", func() {
			p.raw(`["html",`)
			p.string(n.HTML)
			p.raw("]")
		})
	default:
		panic("json: no case for an inline")
	}
}

// linked prints a link or an image.
func (p *printer) linked(t string, a *tree.Attr, ns []tree.Inline, to, title string, pairs ...tree.Key) {
	p.node(t, func() {
		p.raw("[")
		p.attr(a, nil, pairs...)
		p.raw(",")
		p.list(func() { p.inlines(ns) })
		p.raw(",[")
		p.string(to)
		p.raw(",")
		p.string(title)
		p.raw("]]")
	})
}

// text prints words with Space between them.
func (p *printer) text(s string) {
	for s != "" {
		i := strings.IndexAny(s, " \t\n")
		if i < 0 {
			i = len(s)
		}
		if i > 0 {
			p.next()
			p.raw(`{"t":"Str","c":`)
			p.string(s[:i])
			p.raw("}")
			p.comma = true
		}
		n := len(s)
		if s = strings.TrimLeft(s[i:], " \t\n"); len(s) < n-i {
			p.empty("Space")
		}
	}
}
