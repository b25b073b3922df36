package build

import (
	"strings"

	"platen/convert/markdown/internal/lex"
	"platen/convert/tree"
)

// close closes the innermost element and hands its node to the one around it. end is where its end tag is,
// 0 when it has none.
func (b *Builder) close(end tree.Pos) {
	b.Flush()
	c := b.Page
	f := b.stack[len(b.stack)-1]
	f.end = end
	if f.waiting != nil {
		f.Paragraph()
		f.settle(b.Page)
	}
	b.stack = b.stack[:len(b.stack)-1]
	up := b.Top()
	if f.meantAsText(b.inline) {
		b.placeholder(f.Tag.Raw, f.at, f.Kind)
		b.splice(f)
		return
	}
	if f.Kind == cleaned || f.Kind == Dropped || f.Kind == mediaElement && !f.shown {
		c.cleanedDiag(f.Pos, len(f.Tag.Raw), "<"+f.Tag.Name+">")
	}
	switch f.Kind {
	case Dropped:
		b.SpliceParts(f)
		b.KeepAnchors(f)
	case itemElement, termElement, definitionElement, cellElement, rowElement, sectionElement, colgroupElement, captionElement, summaryElement, figcaptionElement:
		p := &part{Frame: *f}
		if f.Kind != rowElement && f.Kind != sectionElement && f.Kind != colgroupElement {
			b.SpliceParts(&p.Frame)
			if f.Kind != termElement && f.Kind != summaryElement {
				p.Frame.Paragraph()
			}
		}
		p.attr = c.TagAttr(&f.Tag, f.Pos)
		if b.open(f.Kind.parent()) == nil {
			blocks := p.content()
			c.ownPart(p, blocks)
			for _, n := range blocks {
				b.AddBlock(n)
			}
			return
		}
		up.parts = append(up.parts, p)
	case paragraphElement:
		b.SpliceParts(f)
		if f.Blocks == nil {
			f.inlines = Trim(f.inlines)
			if id, _ := f.Tag.Get("id"); id != "" {
				a := &tree.Anchor{Pos: f.Pos, ID: CleanID(id)}
				if c.Claim(a.ID, a, f.Pos) {
					f.inlines = append([]tree.Inline{a}, f.inlines...)
				}
			}
			if len(f.inlines) > 0 {
				par := &tree.Paragraph{Pos: f.Pos, Inlines: f.inlines}
				if d := f.addressed(); d != nil {
					d.Blocks = []tree.Block{par}
					b.AddBlock(d)
					return
				}
				b.AddBlock(par)
			}
			return
		}
		b.anchor(&f.Tag, f.Pos)
		if d := f.addressed(); d != nil {
			f.Paragraph()
			d.Blocks = f.Blocks
			b.AddBlock(d)
			return
		}
		b.splice(f)
	case UnknownElement, Transparent, cleaned, mediaElement:
		b.anchor(&f.Tag, f.Pos)
		b.splice(f)
	default:
		b.element(f)
	}
}

// addressed returns a Div with the language, direction, place and conditions of a paragraph element, which a Paragraph cannot
// have itself; nil without any.
func (f *Frame) addressed() *tree.Div {
	var keys []tree.Key
	var own tree.Attr
	for _, a := range f.Tag.Attrs {
		if a.Name == "style" {
			styled(&own, a.Value)
		}
		if (a.Name == "align" || a.Name == "lang" || a.Name == "dir" || a.Name == "translate" || tree.IsCondition(a.Name)) && len(keys) < 20 {
			keys = append(keys, tree.Key{Name: a.Name, Value: a.Value})
		}
	}
	if own.Keys = append(keys, own.Keys...); own.Keys == nil && own.Classes == nil {
		return nil
	}
	return &tree.Div{Pos: f.Pos, Attr: &own}
}

// meantAsText reports whether an element without an end tag is a placeholder: an unknown name, or one that is
// not allowed and has no attributes ("the <object> that you choose"). inline says that it stands in a line.
func (f *Frame) meantAsText(inline bool) bool {
	if f.end != 0 {
		return false
	}
	return f.Kind == UnknownElement || (f.Kind == cleaned || f.Kind == mediaElement) && len(f.Tag.Attrs) == 0 || f.Kind == Dropped && inline
}

// splice hands all that an element holds to the one around it.
func (b *Builder) splice(f *Frame) {
	if f.Kind.Block() {
		f.Paragraph()
	}
	for _, n := range f.Blocks {
		b.AddBlock(n)
	}
	for _, n := range f.inlines {
		b.Add(n)
	}
	up := b.Top()
	up.parts = append(up.parts, f.parts...)
}

// KeepAnchors hands on only the anchors of an element that is dropped: links may lead there.
func (b *Builder) KeepAnchors(f *Frame) {
	keep := func(n tree.Node) bool {
		b.Page.unname(n)
		if a, ok := n.(*tree.Anchor); ok {
			b.Add(a)
		}
		for _, id := range tree.AttrOf(n).IDs() {
			a := &tree.Anchor{Pos: n.Position(), ID: id}
			b.Page.Tree.IDs[id] = a
			b.Add(a)
		}
		return true
	}
	for _, n := range f.Blocks {
		tree.Inspect(n, keep)
	}
	for _, n := range f.inlines {
		tree.Inspect(n, keep)
	}
}

// element makes the node of an element that has one.
func (b *Builder) element(f *Frame) {
	c := b.Page
	p := f.Pos
	if f.Kind != listElement && f.Kind != definitionsElement && f.Kind != tableElement && f.Kind != detailsElement && f.Kind != figureElement {
		b.SpliceParts(f)
	}
	for _, add := range c.Syntax.hooks.element {
		if add(b, f) {
			return
		}
	}
	switch f.Kind {
	case emphasis:
		b.anchor(&f.Tag, p)
		if name := iconClass(&f.Tag); name != "" && len(f.inlines) == 0 && f.Blocks == nil {
			b.Add(IconSpan(name, p))
			return
		}
		b.wrap(f, nil, func(in []tree.Inline) tree.Inline { return EmphasisNode(f.Tag.Name, p, in) })
	case CodeElement:
		b.anchor(&f.Tag, p)
		if pre := b.open(PreElement); pre != nil {
			pre.lang = languageClass(&f.Tag)
			b.splice(f)
			return
		}
		role := f.Tag.Name
		if role == "code" || role == "tt" {
			role = ""
		}
		b.wrap(f, nil, func(in []tree.Inline) tree.Inline { return codeNode(role, p, in) })
	case inlineElement:
		if len(f.inlines) == 0 && f.Blocks == nil {
			b.anchor(&f.Tag, p)
			return
		}
		n := &tree.InlineElement{Pos: p, Name: f.Tag.Name}
		n.Attr = c.TagAttr(&f.Tag, n)
		b.wrap(f, n.Attr, func(in []tree.Inline) tree.Inline {
			m := *n
			n.Attr = withoutIDs(n.Attr)
			m.Inlines = in
			c.Own(m.Attr, &m)
			return &m
		})
	case spanElement:
		if len(f.inlines) == 0 && f.Blocks == nil {
			b.anchor(&f.Tag, p)
			if name := iconClass(&f.Tag); name != "" {
				b.Add(IconSpan(name, p))
			}
			return
		}
		s := &tree.Span{Pos: p}
		s.Attr = c.TagAttr(&f.Tag, s)
		if s.Attr == nil {
			b.splice(f)
			return
		}
		b.wrap(f, s.Attr, func(in []tree.Inline) tree.Inline {
			m := *s
			s.Attr = withoutIDs(s.Attr)
			m.Inlines = in
			c.Own(m.Attr, &m)
			return &m
		})
	case anchorElement:
		href, _ := f.Tag.Get("href")
		title, _ := f.Tag.Get("title")
		l := &tree.Link{Pos: p, To: tree.Target{Raw: strings.TrimSpace(href)}, Title: title}
		l.Attr = c.TagAttr(&f.Tag, l, "title")
		if name, _ := f.Tag.Get("name"); name != "" && (l.Attr == nil || l.Attr.ID != CleanID(name)) {
			b.Anchor(name, p)
		}
		if len(f.inlines) == 0 && f.Blocks == nil {
			c.Own(l.Attr, l)
			b.Add(l)
			return
		}
		b.wrap(f, l.Attr, func(in []tree.Inline) tree.Inline {
			m := *l
			l.Attr = withoutIDs(l.Attr)
			m.Inlines = c.unlink(in)
			c.Own(m.Attr, &m)
			return &m
		})
	case DivElement:
		d := &tree.Div{Pos: p}
		if d.Attr = c.TagAttr(&f.Tag, d); d.Attr == nil {
			b.spliceBlocks(f)
			return
		}
		f.Paragraph()
		d.Blocks = f.Blocks
		b.AddBlock(d)
	case BlockElement:
		e := &tree.Element{Pos: p, Name: f.Tag.Name}
		e.Attr = c.TagAttr(&f.Tag, e)
		f.Paragraph()
		e.Blocks = f.Blocks
		b.AddBlock(e)
	case quoteElement:
		q := &tree.Quote{Pos: p}
		q.Attr = c.TagAttr(&f.Tag, q)
		f.Paragraph()
		q.Blocks = f.Blocks
		b.AddBlock(q)
	case headingElement:
		h := &tree.Heading{Pos: p, Level: int8(f.Tag.Name[1] - '0')}
		if h.Attr = c.TagAttr(&f.Tag, h); h.Attr == nil {
			h.Attr = &tree.Attr{}
		}
		h.Inlines = c.takeAnchors(f.flat(c), h)
		c.headings = append(c.headings, h)
		b.AddBlock(h)
	case PreElement:
		b.AddBlock(c.preBlock(f))
	case listElement:
		b.listNode(f)
	case definitionsElement:
		b.definitionsNode(f)
	case tableElement:
		b.tableNode(f)
	case detailsElement:
		d := &tree.Details{Pos: p}
		d.Attr = c.TagAttr(&f.Tag, d, "open")
		_, d.Open = f.Tag.Get("open")
		rest := f.takeParts(func(k *part) bool {
			if k.Kind != summaryElement || d.Summary != nil {
				return false
			}
			d.Summary = k.flat(c)
			d.Summary = c.partAnchor(k, d.Summary)
			return true
		})
		f.parts = rest
		b.SpliceParts(f)
		f.Paragraph()
		d.Blocks = f.Blocks
		b.AddBlock(d)
	case figureElement:
		g := &tree.Figure{Pos: p}
		g.Attr = c.TagAttr(&f.Tag, g)
		f.parts = f.takeParts(func(k *part) bool {
			if k.Kind != figcaptionElement || g.Caption != nil {
				return false
			}
			g.Caption = k.content()
			return true
		})
		b.SpliceParts(f)
		f.Paragraph()
		g.Blocks = f.Blocks
		b.AddBlock(g)
	default:
		b.splice(f)
	}
}

// partAnchor keeps the id of a part whose node cannot carry one.
func (c *Page) partAnchor(k *part, in []tree.Inline) []tree.Inline {
	if k.attr == nil || k.attr.ID == "" {
		return in
	}
	a := &tree.Anchor{Pos: k.Pos, ID: k.attr.ID}
	c.Tree.IDs[a.ID] = a
	return append([]tree.Inline{a}, in...)
}

// takeParts removes the parts that take accepts and returns the others.
func (f *Frame) takeParts(take func(*part) bool) []*part {
	var rest []*part
	for _, k := range f.parts {
		if !take(k) {
			rest = append(rest, k)
		}
	}
	return rest
}

// spliceBlocks hands on what a block element without a node of its own holds, as blocks.
func (b *Builder) spliceBlocks(f *Frame) {
	f.Paragraph()
	for _, n := range f.Blocks {
		b.AddBlock(n)
	}
	if len(f.Blocks) == 0 {
		b.Top().Paragraph()
	}
}

// wrap adds an inline element, around the words of each block when it holds blocks. The first node that is
// made takes the ids of attr; without one they become anchors.
func (b *Builder) wrap(f *Frame, attr *tree.Attr, node func([]tree.Inline) tree.Inline) {
	if f.Blocks == nil {
		if len(f.inlines) > 0 {
			b.Add(node(f.inlines))
		}
		return
	}
	f.Paragraph()
	used := false
	blocks := distribute(f.Blocks, func(in []tree.Inline) tree.Inline { used = true; return node(in) })
	for _, id := range attr.IDs() {
		if used {
			break
		}
		a := &tree.Anchor{Pos: f.Pos, ID: id}
		b.Page.Tree.IDs[id] = a
		b.Add(a)
	}
	for _, n := range blocks {
		b.AddBlock(n)
	}
}

func EmphasisNode(name string, p tree.Pos, in []tree.Inline) tree.Inline {
	switch name {
	case "b", "strong":
		return &tree.Strong{Pos: p, Inlines: in}
	case "sub":
		return &tree.Sub{Pos: p, Inlines: in}
	case "sup":
		return &tree.Sup{Pos: p, Inlines: in}
	case "s", "del", "strike":
		return &tree.Strike{Pos: p, Inlines: in}
	}
	return &tree.Emph{Pos: p, Inlines: in}
}

// codeNode makes code of words; what else stands in it (a link, emphasis) keeps its node around the code.
func codeNode(role string, p tree.Pos, in []tree.Inline) tree.Inline {
	plain := true
	for _, n := range in {
		switch n := n.(type) {
		case *tree.Text, *tree.Code:
		case *tree.Break:
			plain = plain && !n.Hard
		default:
			plain = false
		}
	}
	if plain {
		return &tree.Code{Pos: p, Role: role, S: tree.PlainText(in)}
	}
	out := make([]tree.Inline, 0, len(in))
	for _, n := range in {
		out = append(out, codeInside(role, n))
	}
	return &tree.Span{Pos: p, Inlines: out}
}

// codeInside makes the text under n code.
func codeInside(role string, n tree.Inline) tree.Inline {
	switch n := n.(type) {
	case *tree.Text:
		return &tree.Code{Pos: n.Pos, Role: role, S: n.S}
	case *tree.Emph, *tree.Strong, *tree.Strike, *tree.Link, *tree.Span, *tree.Sub, *tree.Sup, *tree.InlineElement:
		in := tree.Inlines(n)
		for i := range in {
			in[i] = codeInside(role, in[i])
		}
	}
	return n
}

// unlink takes links out of a link's words: links do not nest.
func (c *Page) unlink(in []tree.Inline) []tree.Inline {
	var out []tree.Inline
	for i, n := range in {
		l, ok := n.(*tree.Link)
		if ok && out == nil {
			out = append(make([]tree.Inline, 0, len(in)+4), in[:i]...)
		}
		switch n := n.(type) {
		case *tree.Link:
			for _, id := range l.Attr.IDs() {
				a := &tree.Anchor{Pos: l.Pos, ID: id}
				c.Tree.IDs[id] = a
				out = append(out, a)
			}
			out = append(out, c.unlink(l.Inlines)...)
			continue
		case *tree.Emph:
			n.Inlines = c.unlink(n.Inlines)
		case *tree.Strong:
			n.Inlines = c.unlink(n.Inlines)
		case *tree.Strike:
			n.Inlines = c.unlink(n.Inlines)
		case *tree.Sub:
			n.Inlines = c.unlink(n.Inlines)
		case *tree.Sup:
			n.Inlines = c.unlink(n.Inlines)
		case *tree.Span:
			n.Inlines = c.unlink(n.Inlines)
		case *tree.InlineElement:
			n.Inlines = c.unlink(n.Inlines)
		case *tree.RawInline:
			n.Inlines = c.unlink(n.Inlines)
		}
		if out != nil {
			out = append(out, n)
		}
	}
	if out != nil {
		return out
	}
	return in
}

// Image makes the node of <img>.
func (c *Page) Image(t *lex.Tag, p tree.Pos) *tree.Image {
	src, _ := t.Get("src")
	alt, has := t.Get("alt")
	title, _ := t.Get("title")
	im := &tree.Image{Pos: p, Src: tree.Target{Raw: strings.TrimSpace(src)}, Title: title, Alt: strings.Join(strings.Fields(alt), " ")}
	im.Decorative = has && im.Alt == ""
	im.Attr = c.TagAttr(t, im, "title")
	return im
}
