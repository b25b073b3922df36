package markdown

import (
	"slices"
	"strings"

	"platen/convert/tree"
)

var bracketedSpans = extn{
	Name: "bracketed_spans", Doc: "Words with attributes: [words]{.class #id} (pandoc)",
	Inlines: (*conv).spans,
	Heading: func(_ *conv, h *tree.Heading) { unnumbered(h) },
}

// spans makes spans of [words]{.class #id key="value"} and takes {=format} behind code (pandoc). Goldmark has left
// the brackets as text, for no address follows them.
func (c *conv) spans(in []tree.Inline) []tree.Inline {
	found := false
	for i, n := range in {
		if t, ok := n.(*tree.Text); ok && (strings.Contains(t.S, "]{") || i > 0 && strings.HasPrefix(t.S, "{=")) {
			found = true
			break
		}
	}
	if !found {
		return in
	}
	out := make([]tree.Inline, 0, len(in)+4)
	var open []int // where in out the brackets are that wait for their end
	for _, n := range in {
		t, ok := n.(*tree.Text)
		if !ok {
			out = append(out, n)
			continue
		}
		s, p := t.S, t.Pos
		if len(out) > 0 {
			if code, ok := out[len(out)-1].(*tree.Code); ok && code.Role == "" && strings.HasPrefix(s, "{=") {
				if format, rest, ok := strings.Cut(s[2:], "}"); ok && isFormat(format) {
					if format == "html" || format == "html5" {
						out = append(out[:len(out)-1], c.fragmentInlines(code.S, int(code.Pos)-1-c.base)...)
					}
					p += tree.Pos(len(s) - len(rest))
					s = rest
				}
			}
		}
		text := func(end int) {
			if end > 0 {
				out = append(out, c.nodes.text(p, s[:end]))
			}
			s, p = s[end:], p+tree.Pos(end)
		}
		for {
			i := strings.IndexAny(s, "[]")
			if i < 0 {
				break
			}
			if s[i] == '[' {
				text(i)
				open = append(open, len(out))
				text(1)
				continue
			}
			w, size := readAttrs(s[i+1:])
			if len(open) == 0 || size == 0 || w.words != nil {
				if len(open) > 0 {
					open = open[:len(open)-1]
				}
				text(i + 1)
				continue
			}
			text(i)
			from := open[len(open)-1]
			open = open[:len(open)-1]
			kids := slices.Clone(out[from+1:])
			out = append(out[:from], c.span(out[from].Position(), kids, &w)...)
			s, p = s[1+size:], p+tree.Pos(1+size)
		}
		text(len(s))
	}
	return joinTexts(out)
}

func isFormat(s string) bool {
	return s != "" && strings.Trim(s, "abcdefghijklmnopqrstuvwxyz0123456789_") == ""
}

// joinTexts joins text nodes that touch.
func joinTexts(in []tree.Inline) []tree.Inline {
	out := in[:0]
	for _, n := range in {
		if t, ok := n.(*tree.Text); ok && len(out) > 0 {
			if last, ok := out[len(out)-1].(*tree.Text); ok {
				last.S += t.S
				continue
			}
		}
		out = append(out, n)
	}
	return out
}

// span is what attributes make of words: keys, marks and underlined words have nodes of their own.
func (c *conv) span(p tree.Pos, in []tree.Inline, w *written) []tree.Inline {
	attr := &tree.Attr{}
	name := ""
	for _, class := range w.classes {
		switch class {
		case "kbd":
			if len(in) > 0 {
				in = []tree.Inline{&tree.Code{Pos: p, Role: "kbd", S: tree.PlainText(in)}}
			}
		case "mark", "highlight":
			name = "mark"
		case "underline", "ul":
			name = "u"
		default:
			attr.Classes = append(attr.Classes, c.clean(class))
		}
	}
	for _, k := range w.keys {
		if allowedAttr(k.Name) {
			attr.Keys = append(attr.Keys, tree.Key{Name: k.Name, Value: c.clean(k.Value)})
		}
	}
	id := c.clean(cleanID(w.id))
	if len(in) == 0 {
		a := &tree.Anchor{Pos: p, ID: id}
		if c.claim(id, a, p) {
			return []tree.Inline{a}
		}
		return nil
	}
	var n tree.Inline
	if name != "" {
		n = &tree.InlineElement{Pos: p, Name: name, Attr: attr, Inlines: in}
	} else {
		n = &tree.Span{Pos: p, Attr: attr, Inlines: in}
	}
	if c.claim(id, n, p) {
		attr.ID = id
	}
	if attr.ID == "" && attr.Classes == nil && attr.Keys == nil {
		if name == "" {
			return in
		}
		n.(*tree.InlineElement).Attr = nil
	}
	return []tree.Inline{n}
}

// unnumbered takes {-} off a heading's end: it is pandoc's short form of {.unnumbered}.
func unnumbered(h *tree.Heading) {
	if n := len(h.Inlines); n > 0 {
		if t, ok := h.Inlines[n-1].(*tree.Text); ok && strings.HasSuffix(t.S, " {-}") {
			t.S = strings.TrimRight(strings.TrimSuffix(t.S, "{-}"), " ")
			h.Attr.Classes = append(h.Attr.Classes, "unnumbered")
		}
	}
}
