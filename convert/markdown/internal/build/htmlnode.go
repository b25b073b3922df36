package build

import (
	"slices"
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
		c.leftOut(&f.Tag, f.Pos)
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
				p.gather(c)
			}
		}
		p.attr = c.TagAttr(&f.Tag, f.Pos)
		if b.open(f.Kind.parent()) == nil {
			blocks := p.content()
			c.ownPart(p, blocks)
			for _, n := range spaced(blocks, up.tight) {
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
		if f.Kind == UnknownElement && b.unknown(&f.Tag, f.Pos, f) {
			return
		}
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
		if (a.Name == "align" || a.Name == "lang" || a.Name == "dir" || a.Name == "translate" || tree.IsCondition(a.Name) || tree.IsChoice(a.Name)) && len(keys) < 20 {
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
			b.Add(c.IconSpan(name, p))
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
		b.inlineNode(f)
	case spanElement:
		b.spanNode(f)
	case anchorElement:
		b.linkNode(f)
	case DivElement:
		b.divNode(f)
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
		b.headingNode(f)
	case PreElement:
		b.AddBlock(c.preBlock(f))
	case listElement:
		b.listNode(f)
	case definitionsElement:
		b.definitionsNode(f)
	case tableElement:
		b.tableNode(f)
	case detailsElement:
		b.detailsNode(f)
	case figureElement:
		b.figureNode(f)
	default:
		b.splice(f)
	}
}

// inlineNode adds an inline element of its own name.
func (b *Builder) inlineNode(f *Frame) {
	c, p := b.Page, f.Pos
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
}

// spanNode adds a span with attributes.
func (b *Builder) spanNode(f *Frame) {
	c, p := b.Page, f.Pos
	if len(f.inlines) == 0 && f.Blocks == nil {
		b.anchor(&f.Tag, p)
		if name := iconClass(&f.Tag); name != "" {
			b.Add(c.IconSpan(name, p))
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
}

// linkNode adds a link.
func (b *Builder) linkNode(f *Frame) {
	c, p := b.Page, f.Pos
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
		if k := slices.IndexFunc(in, isLink); k >= 0 {
			return c.linkBefore(&m, in, k)
		}
		m.Inlines = c.unlink(in)
		c.Own(m.Attr, &m)
		return &m
	})
}

func isLink(n tree.Inline) bool {
	l, ok := n.(*tree.Link)
	return ok && l.To.Raw != ""
}

// linkBefore ends a link where another one begins, the k-th of what is in it: links do not nest, and the second one is
// where a reader gets to. (HTML, 13.2.6.4.7, a start tag whose tag name is "a")
func (c *Page) linkBefore(l *tree.Link, in []tree.Inline, k int) tree.Inline {
	s := &tree.Span{Pos: l.Pos, Inlines: in}
	if before := c.unlink(in[:k:k]); strings.TrimSpace(tree.PlainText(before)) != "" {
		l.Inlines = before
		c.Own(l.Attr, l)
		s.Inlines = append([]tree.Inline{l}, in[k:]...)
		return s
	}
	s.Attr = l.Attr
	c.Own(s.Attr, s)
	return s
}

// divNode adds a container with attributes.
func (b *Builder) divNode(f *Frame) {
	c, p := b.Page, f.Pos
	d := &tree.Div{Pos: p}
	if d.Attr = c.TagAttr(&f.Tag, d); d.Attr == nil {
		b.spliceBlocks(f)
		return
	}
	f.Paragraph()
	d.Blocks = c.gathered(f.Blocks)
	b.AddBlock(d)
}

// headingNode adds a heading.
func (b *Builder) headingNode(f *Frame) {
	c, p := b.Page, f.Pos
	h := &tree.Heading{Pos: p, Level: int8(f.Tag.Name[1] - '0')}
	if h.Attr = c.TagAttr(&f.Tag, h); h.Attr == nil {
		h.Attr = &tree.Attr{}
	}
	h.Inlines = c.takeAnchors(f.flat(c), h)
	c.headings = append(c.headings, h)
	b.AddBlock(h)
}

// detailsNode adds a disclosure.
func (b *Builder) detailsNode(f *Frame) {
	c, p := b.Page, f.Pos
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
	d.Blocks = c.gathered(f.Blocks)
	b.AddBlock(d)
}

// figureNode adds a figure.
func (b *Builder) figureNode(f *Frame) {
	c, p := b.Page, f.Pos
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

// Hand hands on what an element holds, its words as node makes them; nil leaves them as they are.
func (b *Builder) Hand(f *Frame, node func([]tree.Inline) tree.Inline) {
	if node == nil || f.Blocks == nil && len(f.inlines) == 0 {
		b.splice(f)
		return
	}
	b.SpliceParts(f)
	b.wrap(f, nil, node)
}

// Take is what an element holds, for a node of its own: its words, or its blocks.
func (b *Builder) Take(f *Frame) ([]tree.Inline, []tree.Block) {
	b.SpliceParts(f)
	if f.Blocks == nil {
		return Trim(f.inlines), nil
	}
	f.Paragraph()
	return nil, f.Blocks
}

// HasBlocks reports whether there are blocks in an element.
func (f *Frame) HasBlocks() bool { return f.Blocks != nil }

// leftOut reports an element that does not come into the tree: as something of the site's, or as not allowed.
func (c *Page) leftOut(t *lex.Tag, p tree.Pos) {
	switch {
	case isSlot(t):
	case isSetup(t):
		c.Report(p, tree.Info, tree.MDXCode, "<"+t.Name+"> is the page's program for the site and is left out", "")
	default:
		c.cleanedDiag(p, len(t.Raw), "<"+t.Name+">")
	}
}

// isSlot reports whether a tag is the template of a slot: its content is what a component of Vue shows there.
func isSlot(t *lex.Tag) bool {
	for i := range t.Attrs {
		if n := t.Attrs[i].Name; t.Name == "template" && (strings.HasPrefix(n, "#") || strings.HasPrefix(n, "v-slot")) {
			return true
		}
	}
	return false
}

// isSetup reports whether a tag begins what Vue or Svelte runs and shows the page with.
func isSetup(t *lex.Tag) bool {
	if t.Name != "script" && t.Name != "style" {
		return false
	}
	_, setup := t.Get("setup")
	_, scoped := t.Get("scoped")
	return setup || scoped
}
