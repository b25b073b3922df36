package markdown

import (
	"strconv"
	"strings"

	"platen/convert/tree"
)

// preBlock makes a code block of <pre>: line breaks are line ends, markup in it is left out.
func (c *conv) preBlock(f *frame) tree.Block {
	code := &tree.CodeBlock{Pos: f.pos}
	code.Attr = c.tagAttr(&f.tag, code)
	var s strings.Builder
	anchor := func(id string) {
		if code.Attr == nil {
			code.Attr = &tree.Attr{}
		}
		if code.Attr.ID == "" {
			code.Attr.ID = id
		} else {
			code.Attr.Aliases = append(code.Attr.Aliases, id)
		}
		c.p.IDs[id] = code
	}
	var walk func(n tree.Node) bool
	walk = func(n tree.Node) bool {
		for _, id := range tree.AttrOf(n).IDs() {
			anchor(id)
		}
		c.unname(n)
		switch n := n.(type) {
		case *tree.Text:
			s.WriteString(n.S)
		case *tree.Code:
			s.WriteString(n.S)
		case *tree.Image:
			s.WriteString(n.Alt)
		case *tree.Break:
			s.WriteByte('\n')
		case *tree.Anchor:
			anchor(n.ID)
		case *tree.CodeBlock:
			s.WriteString(n.Text)
		}
		tree.Children(n, walk)
		if _, ok := n.(tree.Block); ok && s.Len() > 0 && !strings.HasSuffix(s.String(), "\n") {
			s.WriteByte('\n')
		}
		return true
	}
	for _, n := range f.blocks {
		walk(n)
	}
	for _, n := range f.inlines {
		walk(n)
	}
	text := strings.TrimPrefix(s.String(), "\n")
	if text != "" && !strings.HasSuffix(text, "\n") {
		text += "\n"
	}
	code.Text = text
	code.Lang, code.Info = f.lang, f.lang
	return code
}

// languageClass is the language that class="language-x" names.
func languageClass(t *tag) string {
	class, _ := t.get("class")
	for _, s := range strings.Fields(class) {
		if l, ok := strings.CutPrefix(s, "language-"); ok {
			return l
		}
	}
	return ""
}

// listNode makes a list of <ul> and <ol>.
func (b *builder) listNode(f *frame) {
	c := b.c
	l := &tree.List{Pos: f.pos, Ordered: f.tag.name == "ol", Tight: true, Start: 0}
	if l.Ordered {
		l.Start = 1
		if s, ok := f.tag.get("start"); ok {
			if n, err := strconv.Atoi(strings.TrimSpace(s)); err == nil && n >= 0 && n < 1e9 {
				l.Start = n
			}
		}
		s, _ := f.tag.get("type")
		l.Style = listStyle(s)
	}
	f.paragraph()
	if len(f.blocks) > 0 {
		l.Items = append(l.Items, &tree.ListItem{Pos: f.blocks[0].Position(), Blocks: f.blocks})
	}
	for _, k := range f.parts {
		it := &tree.ListItem{Pos: k.pos, Attr: k.attr, Blocks: k.blocks}
		if k.kind != itemElement {
			it.Attr = nil
			it.Blocks = k.content()
			c.ownPart(k, it.Blocks)
		} else {
			c.own(it.Attr, it)
		}
		l.Items = append(l.Items, it)
	}
	for _, it := range l.Items {
		for _, blk := range it.Blocks {
			if p, ok := blk.(*tree.Paragraph); ok && !p.Tight {
				l.Tight = false
			}
		}
	}
	if len(l.Items) == 0 {
		b.anchor(&f.tag, f.pos)
		return
	}
	l.Attr = c.tagAttr(&f.tag, l, "start", "type")
	b.addBlock(l)
}

func listStyle(s string) tree.ListStyle {
	switch s {
	case "a":
		return tree.LowerAlpha
	case "A":
		return tree.UpperAlpha
	case "i":
		return tree.LowerRoman
	case "I":
		return tree.UpperRoman
	}
	return tree.Decimal
}

// ownPart makes the anchor that part.content put in front the owner of the part's id.
func (c *conv) ownPart(k *part, blocks []tree.Block) {
	if k.attr == nil || k.attr.ID == "" || len(blocks) == 0 {
		return
	}
	if p, ok := blocks[0].(*tree.Paragraph); ok && len(p.Inlines) > 0 {
		c.p.IDs[k.attr.ID] = p.Inlines[0]
	}
}

// definitionsNode makes a definition list of <dl>.
func (b *builder) definitionsNode(f *frame) {
	c := b.c
	l := &tree.DefinitionList{Pos: f.pos}
	f.paragraph()
	for _, n := range f.blocks {
		b.addBlock(n)
	}
	var cur *tree.Definition
	for _, k := range f.parts {
		if cur == nil || k.kind == termElement && len(cur.Bodies) > 0 {
			cur = &tree.Definition{Pos: k.pos}
			l.Items = append(l.Items, cur)
		}
		if k.kind == termElement {
			t := &tree.Term{Pos: k.pos, Attr: k.attr, Inlines: k.flat(c)}
			c.own(t.Attr, t)
			cur.Terms = append(cur.Terms, t)
			continue
		}
		body := k.content()
		c.ownPart(k, body)
		cur.Bodies = append(cur.Bodies, body)
	}
	if len(l.Items) == 0 {
		b.anchor(&f.tag, f.pos)
		return
	}
	l.Attr = c.tagAttr(&f.tag, l)
	b.addBlock(l)
}
