package build

import (
	"strconv"
	"strings"

	"platen/convert/markdown/internal/lex"
	"platen/convert/tree"
)

// preBlock makes a code block of <pre>: line breaks are line ends, markup in it is left out.
func (c *Page) preBlock(f *Frame) tree.Block {
	code := &tree.CodeBlock{Pos: f.Pos}
	code.Attr = c.TagAttr(&f.Tag, code)
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
		c.Tree.IDs[id] = code
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
	for _, n := range f.Blocks {
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
func languageClass(t *lex.Tag) string {
	class, _ := t.Get("class")
	for _, s := range strings.Fields(class) {
		if l, ok := strings.CutPrefix(s, "language-"); ok {
			return l
		}
	}
	return ""
}

// listNode makes a list of <ul> and <ol>.
func (b *Builder) listNode(f *Frame) {
	c := b.Page
	l := &tree.List{Pos: f.Pos, Ordered: f.Tag.Name == "ol", Tight: true, Start: 0}
	if l.Ordered {
		l.Start = 1
		if s, ok := f.Tag.Get("start"); ok {
			if n, err := strconv.Atoi(strings.TrimSpace(s)); err == nil && n >= 0 && n < 1e9 {
				l.Start = n
			}
		}
		s, _ := f.Tag.Get("type")
		l.Style = listStyle(s)
	}
	f.Paragraph()
	if len(f.Blocks) > 0 {
		l.Items = append(l.Items, &tree.ListItem{Pos: f.Blocks[0].Position(), Blocks: f.Blocks})
	}
	for _, k := range f.parts {
		it := &tree.ListItem{Pos: k.Pos, Attr: k.attr, Blocks: k.Blocks}
		if k.Kind != itemElement {
			it.Attr = nil
			it.Blocks = k.content()
			c.ownPart(k, it.Blocks)
		} else {
			c.Own(it.Attr, it)
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
		b.anchor(&f.Tag, f.Pos)
		return
	}
	l.Attr = c.TagAttr(&f.Tag, l, "start", "type")
	b.AddBlock(l)
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
func (c *Page) ownPart(k *part, blocks []tree.Block) {
	if k.attr == nil || k.attr.ID == "" || len(blocks) == 0 {
		return
	}
	if p, ok := blocks[0].(*tree.Paragraph); ok && len(p.Inlines) > 0 {
		c.Tree.IDs[k.attr.ID] = p.Inlines[0]
	}
}

// definitionsNode makes a definition list of <dl>.
func (b *Builder) definitionsNode(f *Frame) {
	c := b.Page
	l := &tree.DefinitionList{Pos: f.Pos}
	f.Paragraph()
	for _, n := range f.Blocks {
		b.AddBlock(n)
	}
	var cur *tree.Definition
	for _, k := range f.parts {
		if cur == nil || k.Kind == termElement && len(cur.Bodies) > 0 {
			cur = &tree.Definition{Pos: k.Pos}
			l.Items = append(l.Items, cur)
		}
		if k.Kind == termElement {
			t := &tree.Term{Pos: k.Pos, Attr: k.attr, Inlines: k.flat(c)}
			c.Own(t.Attr, t)
			cur.Terms = append(cur.Terms, t)
			continue
		}
		body := k.content()
		c.ownPart(k, body)
		cur.Bodies = append(cur.Bodies, loosened(body))
	}
	if len(l.Items) == 0 {
		b.anchor(&f.Tag, f.Pos)
		return
	}
	l.Attr = c.TagAttr(&f.Tag, l)
	b.AddBlock(l)
}
