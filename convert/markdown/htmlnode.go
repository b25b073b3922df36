package markdown

import (
	"strings"

	"platen/convert/tree"
)

// close closes the innermost element and hands its node to the one around it. end is where its end tag is,
// 0 when it has none.
func (b *builder) close(end tree.Pos) {
	b.flush()
	c := b.c
	f := b.stack[len(b.stack)-1]
	f.end = end
	if f.waiting != nil {
		f.paragraph()
		f.settle(b.c)
	}
	b.stack = b.stack[:len(b.stack)-1]
	up := b.top()
	if f.meantAsText(b.inline) {
		b.placeholder(f.tag.raw, f.at, f.kind)
		b.splice(f)
		return
	}
	if f.kind == cleaned || f.kind == dropped || f.kind == mediaElement && !f.shown {
		c.cleanedDiag(f.pos, len(f.tag.raw), "<"+f.tag.name+">")
	}
	switch f.kind {
	case dropped:
		b.spliceParts(f)
		b.keepAnchors(f)
	case itemElement, termElement, definitionElement, cellElement, rowElement, sectionElement, colgroupElement, captionElement, summaryElement, figcaptionElement:
		p := &part{frame: *f}
		if f.kind != rowElement && f.kind != sectionElement && f.kind != colgroupElement {
			b.spliceParts(&p.frame)
			if f.kind != termElement && f.kind != summaryElement {
				p.frame.paragraph()
			}
		}
		p.attr = c.tagAttr(&f.tag, f.pos)
		if b.open(f.kind.parent()) == nil {
			blocks := p.content()
			c.ownPart(p, blocks)
			for _, n := range blocks {
				b.addBlock(n)
			}
			return
		}
		up.parts = append(up.parts, p)
	case paragraphElement:
		b.spliceParts(f)
		if f.blocks == nil {
			f.inlines = trim(f.inlines)
			if id, _ := f.tag.get("id"); id != "" {
				a := &tree.Anchor{Pos: f.pos, ID: cleanID(id)}
				if c.claim(a.ID, a, f.pos) {
					f.inlines = append([]tree.Inline{a}, f.inlines...)
				}
			}
			if len(f.inlines) > 0 {
				par := &tree.Paragraph{Pos: f.pos, Inlines: f.inlines}
				if d := f.addressed(); d != nil {
					d.Blocks = []tree.Block{par}
					b.addBlock(d)
					return
				}
				b.addBlock(par)
			}
			return
		}
		b.anchor(&f.tag, f.pos)
		if d := f.addressed(); d != nil {
			f.paragraph()
			d.Blocks = f.blocks
			b.addBlock(d)
			return
		}
		b.splice(f)
	case unknownElement, transparent, cleaned, mediaElement:
		b.anchor(&f.tag, f.pos)
		b.splice(f)
	default:
		b.element(f)
	}
}

// addressed returns a Div with the language, direction, place and conditions of a paragraph element, which a Paragraph cannot
// have itself; nil without any.
func (f *frame) addressed() *tree.Div {
	var keys []tree.Key
	var own tree.Attr
	for _, a := range f.tag.attrs {
		if a.name == "style" {
			styled(&own, a.value)
		}
		if (a.name == "align" || a.name == "lang" || a.name == "dir" || a.name == "translate" || tree.IsCondition(a.name)) && len(keys) < 20 {
			keys = append(keys, tree.Key{Name: a.name, Value: a.value})
		}
	}
	if own.Keys = append(keys, own.Keys...); own.Keys == nil && own.Classes == nil {
		return nil
	}
	return &tree.Div{Pos: f.pos, Attr: &own}
}

// meantAsText reports whether an element without an end tag is a placeholder: an unknown name, or one that is
// not allowed and has no attributes ("the <object> that you choose"). inline says that it stands in a line.
func (f *frame) meantAsText(inline bool) bool {
	if f.end != 0 {
		return false
	}
	return f.kind == unknownElement || (f.kind == cleaned || f.kind == mediaElement) && len(f.tag.attrs) == 0 || f.kind == dropped && inline
}

// splice hands all that an element holds to the one around it.
func (b *builder) splice(f *frame) {
	if f.kind.block() {
		f.paragraph()
	}
	for _, n := range f.blocks {
		b.addBlock(n)
	}
	for _, n := range f.inlines {
		b.add(n)
	}
	up := b.top()
	up.parts = append(up.parts, f.parts...)
}

// keepAnchors hands on only the anchors of an element that is dropped: links may lead there.
func (b *builder) keepAnchors(f *frame) {
	keep := func(n tree.Node) bool {
		b.c.unname(n)
		if a, ok := n.(*tree.Anchor); ok {
			b.add(a)
		}
		for _, id := range tree.AttrOf(n).IDs() {
			a := &tree.Anchor{Pos: n.Position(), ID: id}
			b.c.p.IDs[id] = a
			b.add(a)
		}
		return true
	}
	for _, n := range f.blocks {
		tree.Inspect(n, keep)
	}
	for _, n := range f.inlines {
		tree.Inspect(n, keep)
	}
}

// element makes the node of an element that has one.
func (b *builder) element(f *frame) {
	c := b.c
	p := f.pos
	if f.kind != listElement && f.kind != definitionsElement && f.kind != tableElement && f.kind != detailsElement && f.kind != figureElement {
		b.spliceParts(f)
	}
	for _, add := range c.s.hooks.element {
		if add(b, f) {
			return
		}
	}
	switch f.kind {
	case emphasis:
		b.anchor(&f.tag, p)
		if name := iconClass(&f.tag); name != "" && len(f.inlines) == 0 && f.blocks == nil {
			b.add(iconSpan(name, p))
			return
		}
		b.wrap(f, nil, func(in []tree.Inline) tree.Inline { return emphasisNode(f.tag.name, p, in) })
	case codeElement:
		b.anchor(&f.tag, p)
		if pre := b.open(preElement); pre != nil {
			pre.lang = languageClass(&f.tag)
			b.splice(f)
			return
		}
		role := f.tag.name
		if role == "code" || role == "tt" {
			role = ""
		}
		b.wrap(f, nil, func(in []tree.Inline) tree.Inline { return codeNode(role, p, in) })
	case inlineElement:
		if len(f.inlines) == 0 && f.blocks == nil {
			b.anchor(&f.tag, p)
			return
		}
		n := &tree.InlineElement{Pos: p, Name: f.tag.name}
		n.Attr = c.tagAttr(&f.tag, n)
		b.wrap(f, n.Attr, func(in []tree.Inline) tree.Inline {
			m := *n
			n.Attr = withoutIDs(n.Attr)
			m.Inlines = in
			c.own(m.Attr, &m)
			return &m
		})
	case spanElement:
		if len(f.inlines) == 0 && f.blocks == nil {
			b.anchor(&f.tag, p)
			if name := iconClass(&f.tag); name != "" {
				b.add(iconSpan(name, p))
			}
			return
		}
		s := &tree.Span{Pos: p}
		s.Attr = c.tagAttr(&f.tag, s)
		if s.Attr == nil {
			b.splice(f)
			return
		}
		b.wrap(f, s.Attr, func(in []tree.Inline) tree.Inline {
			m := *s
			s.Attr = withoutIDs(s.Attr)
			m.Inlines = in
			c.own(m.Attr, &m)
			return &m
		})
	case anchorElement:
		href, _ := f.tag.get("href")
		title, _ := f.tag.get("title")
		l := &tree.Link{Pos: p, To: tree.Target{Raw: strings.TrimSpace(href)}, Title: title}
		l.Attr = c.tagAttr(&f.tag, l, "title")
		if name, _ := f.tag.get("name"); name != "" && (l.Attr == nil || l.Attr.ID != cleanID(name)) {
			b.anchorNamed(name, p)
		}
		if len(f.inlines) == 0 && f.blocks == nil {
			c.own(l.Attr, l)
			b.add(l)
			return
		}
		b.wrap(f, l.Attr, func(in []tree.Inline) tree.Inline {
			m := *l
			l.Attr = withoutIDs(l.Attr)
			m.Inlines = c.unlink(in)
			c.own(m.Attr, &m)
			return &m
		})
	case divElement:
		d := &tree.Div{Pos: p}
		if d.Attr = c.tagAttr(&f.tag, d); d.Attr == nil {
			b.spliceBlocks(f)
			return
		}
		f.paragraph()
		d.Blocks = f.blocks
		b.addBlock(d)
	case blockElement:
		e := &tree.Element{Pos: p, Name: f.tag.name}
		e.Attr = c.tagAttr(&f.tag, e)
		f.paragraph()
		e.Blocks = f.blocks
		b.addBlock(e)
	case quoteElement:
		q := &tree.Quote{Pos: p}
		q.Attr = c.tagAttr(&f.tag, q)
		f.paragraph()
		q.Blocks = f.blocks
		b.addBlock(q)
	case headingElement:
		h := &tree.Heading{Pos: p, Level: int8(f.tag.name[1] - '0')}
		if h.Attr = c.tagAttr(&f.tag, h); h.Attr == nil {
			h.Attr = &tree.Attr{}
		}
		h.Inlines = c.takeAnchors(f.flat(c), h)
		c.headings = append(c.headings, h)
		b.addBlock(h)
	case preElement:
		b.addBlock(c.preBlock(f))
	case listElement:
		b.listNode(f)
	case definitionsElement:
		b.definitionsNode(f)
	case tableElement:
		b.tableNode(f)
	case detailsElement:
		d := &tree.Details{Pos: p}
		d.Attr = c.tagAttr(&f.tag, d, "open")
		_, d.Open = f.tag.get("open")
		rest := f.takeParts(func(k *part) bool {
			if k.kind != summaryElement || d.Summary != nil {
				return false
			}
			d.Summary = k.flat(c)
			d.Summary = c.partAnchor(k, d.Summary)
			return true
		})
		f.parts = rest
		b.spliceParts(f)
		f.paragraph()
		d.Blocks = f.blocks
		b.addBlock(d)
	case figureElement:
		g := &tree.Figure{Pos: p}
		g.Attr = c.tagAttr(&f.tag, g)
		f.parts = f.takeParts(func(k *part) bool {
			if k.kind != figcaptionElement || g.Caption != nil {
				return false
			}
			g.Caption = k.content()
			return true
		})
		b.spliceParts(f)
		f.paragraph()
		g.Blocks = f.blocks
		b.addBlock(g)
	default:
		b.splice(f)
	}
}

// partAnchor keeps the id of a part whose node cannot carry one.
func (c *conv) partAnchor(k *part, in []tree.Inline) []tree.Inline {
	if k.attr == nil || k.attr.ID == "" {
		return in
	}
	a := &tree.Anchor{Pos: k.pos, ID: k.attr.ID}
	c.p.IDs[a.ID] = a
	return append([]tree.Inline{a}, in...)
}

// takeParts removes the parts that take accepts and returns the others.
func (f *frame) takeParts(take func(*part) bool) []*part {
	var rest []*part
	for _, k := range f.parts {
		if !take(k) {
			rest = append(rest, k)
		}
	}
	return rest
}

// spliceBlocks hands on what a block element without a node of its own holds, as blocks.
func (b *builder) spliceBlocks(f *frame) {
	f.paragraph()
	for _, n := range f.blocks {
		b.addBlock(n)
	}
	if len(f.blocks) == 0 {
		b.top().paragraph()
	}
}

// wrap adds an inline element, around the words of each block when it holds blocks. The first node that is
// made takes the ids of attr; without one they become anchors.
func (b *builder) wrap(f *frame, attr *tree.Attr, node func([]tree.Inline) tree.Inline) {
	if f.blocks == nil {
		if len(f.inlines) > 0 {
			b.add(node(f.inlines))
		}
		return
	}
	f.paragraph()
	used := false
	blocks := distribute(f.blocks, func(in []tree.Inline) tree.Inline { used = true; return node(in) })
	for _, id := range attr.IDs() {
		if used {
			break
		}
		a := &tree.Anchor{Pos: f.pos, ID: id}
		b.c.p.IDs[id] = a
		b.add(a)
	}
	for _, n := range blocks {
		b.addBlock(n)
	}
}

func emphasisNode(name string, p tree.Pos, in []tree.Inline) tree.Inline {
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
func (c *conv) unlink(in []tree.Inline) []tree.Inline {
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
				c.p.IDs[id] = a
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

// image makes the node of <img>.
func (c *conv) image(t *tag, p tree.Pos) *tree.Image {
	src, _ := t.get("src")
	alt, has := t.get("alt")
	title, _ := t.get("title")
	im := &tree.Image{Pos: p, Src: tree.Target{Raw: strings.TrimSpace(src)}, Title: title, Alt: strings.Join(strings.Fields(alt), " ")}
	im.Decorative = has && im.Alt == ""
	im.Attr = c.tagAttr(t, im, "title")
	return im
}
