package pandoc

import (
	"strconv"
	"strings"

	"platen/convert/tree"
)

func (r *reader) inlines(vs []any) []tree.Inline {
	r.deeper()
	defer r.higher()
	var out []tree.Inline
	var words []byte // that stand behind out
	settle := func() {
		if len(words) > 0 {
			out = append(out, &tree.Text{S: string(words)})
			words = words[:0]
		}
	}
	more := func(ns []tree.Inline) {
		for _, n := range ns {
			if t, ok := n.(*tree.Text); ok {
				words = append(words, t.S...)
				continue
			}
			settle()
			out = append(out, n)
		}
	}
	for _, v := range vs {
		t, c := node(v)
		switch t {
		case "Str":
			words = append(words, strings.Map(printable, passing(c))...)
		case "Space":
			words = append(words, ' ')
		case "SoftBreak":
			settle()
			out = append(out, &tree.Break{})
		case "LineBreak":
			settle()
			out = append(out, &tree.Break{Hard: true})
		case "Quoted":
			open, shut := "“", "”"
			if kind(part(c, 0)) == "SingleQuote" {
				open, shut = "‘", "’"
			}
			words = append(words, open...)
			more(r.inlines(list(part(c, 1))))
			words = append(words, shut...)
		case "Cite":
			more(r.inlines(list(part(c, 1))))
		case "Note":
			settle()
			out = append(out, r.note(v.(*element)))
		default:
			if n := r.inline(t, c); n != nil {
				settle()
				out = append(out, n)
			}
		}
	}
	settle()
	return out
}

// printable drops what no page can hold.
func printable(r rune) rune {
	switch {
	case r == '\n' || r == '\t' || r == '\r':
		return ' '
	case r < ' ' || r == 0x7f || r >= 0x80 && r < 0xa0:
		return -1
	}
	return r
}

func (r *reader) inline(t string, c any) tree.Inline {
	switch t {
	case "Emph":
		return &tree.Emph{Inlines: r.inlines(list(c))}
	case "Strong":
		return &tree.Strong{Inlines: r.inlines(list(c))}
	case "Strikeout":
		return &tree.Strike{Inlines: r.inlines(list(c))}
	case "Superscript":
		return &tree.Sup{Inlines: r.inlines(list(c))}
	case "Subscript":
		return &tree.Sub{Inlines: r.inlines(list(c))}
	case "Underline":
		return &tree.InlineElement{Name: "u", Inlines: r.inlines(list(c))}
	case "SmallCaps":
		return &tree.Span{Attr: &tree.Attr{Classes: []string{"smallcaps"}}, Inlines: r.inlines(list(c))}
	case "Code":
		return r.code(c)
	case "Math":
		return &tree.Math{TeX: text(part(c, 1))}
	case "RawInline":
		return r.rawInline(text(part(c, 0)), text(part(c, 1)))
	case "Link":
		l := &tree.Link{To: tree.Target{Raw: text(part(part(c, 2), 0))}, Title: text(part(part(c, 2), 1))}
		if r.linked { // links do not nest
			s := &tree.Span{}
			s.Attr = some(r.attr(part(c, 0), s))
			s.Inlines = r.inlines(list(part(c, 1)))
			return s
		}
		l.Attr = some(r.attr(part(c, 0), l))
		r.linked = true
		l.Inlines = r.inlines(list(part(c, 1)))
		r.linked = false
		return l
	case "Image":
		im := &tree.Image{Src: tree.Target{Raw: text(part(part(c, 2), 0))}, Title: text(part(part(c, 2), 1)), Alt: tree.PlainText(r.plain(list(part(c, 1))))}
		a := r.attr(part(c, 0), im)
		_, im.Decorative = take(a, "decorative")
		im.Dark.Raw, _ = take(a, "dark")
		im.Attr = some(a)
		return im
	case "Span":
		return r.span(c)
	}
	r.lost(t, "is left out")
	return nil
}

func (r *reader) code(c any) tree.Inline {
	n := &tree.Code{S: strings.Map(printable, text(part(c, 1)))}
	for _, v := range list(part(part(c, 0), 1)) {
		switch text(v) {
		case "kbd":
			n.Role = "kbd"
		case "sample":
			n.Role = "samp"
		case "variable":
			n.Role = "var"
		}
	}
	if text(part(part(c, 0), 0)) == "" {
		return n
	}
	s := &tree.Span{Inlines: []tree.Inline{n}}
	a := r.attr(part(c, 0), s)
	s.Attr = some(&tree.Attr{ID: a.ID})
	return s
}

func (r *reader) rawInline(format, s string) tree.Inline {
	if strings.HasPrefix(format, "html") {
		if strings.EqualFold(strings.ReplaceAll(strings.ReplaceAll(s, " ", ""), "/", ""), "<br>") {
			return &tree.Break{Hard: true}
		}
		if r.AllowHTML {
			return &tree.RawInline{HTML: s}
		}
		r.lost("raw HTML", "is left out")
		return nil
	}
	r.lost("raw "+format, "is code")
	return &tree.Code{S: strings.Map(printable, s)}
}

// note is a reference to a footnote. Notes of the same content are one.
func (r *reader) note(e *element) tree.Inline {
	n := r.notes[e.raw]
	if n == nil {
		number := strconv.Itoa(len(r.page.Notes) + 1)
		n = &tree.Footnote{Label: number, Number: len(r.page.Notes) + 1}
		r.page.Notes = append(r.page.Notes, n)
		r.notes[e.raw] = n
		was := r.linked
		r.linked = false
		n.Blocks = r.blocks(list(e.c))
		r.linked = was
	}
	n.Refs++
	return &tree.NoteRef{Note: n, N: n.Refs}
}

func (r *reader) span(c any) tree.Inline {
	in := list(part(c, 1))
	if len(in) == 0 {
		id := strings.Join(strings.Fields(text(part(part(c, 0), 0))), "-")
		if id == "" || r.page.IDs[id] != nil {
			return nil
		}
		a := &tree.Anchor{ID: id}
		r.page.IDs[id] = a
		return a
	}
	s := &tree.Span{}
	a := r.attr(part(c, 0), s)
	s.Inlines = r.inlines(in)
	if name, ok := take(a, "element"); ok && isInlineElement(name) {
		e := &tree.InlineElement{Name: name, Attr: some(a), Inlines: s.Inlines}
		if a.ID != "" {
			r.page.IDs[a.ID] = e
		}
		return e
	}
	s.Attr = some(a)
	return s
}

func isInlineElement(name string) bool {
	switch name {
	case "u", "ins", "mark", "small", "cite", "q", "dfn", "bdi", "bdo", "ruby", "rt", "rp", "time":
		return true
	}
	return false
}
