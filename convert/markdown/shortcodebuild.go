package markdown

import (
	"strings"

	"github.com/yuin/goldmark/ast"

	"platen/convert/tree"
)

// Build adds what a shortcode says, as far as its name tells; the others keep their content and are reported.
func (n *shortcodeBlock) Build(b *builder) {
	c := b.c
	p := c.nodePos(n)
	name := strings.ToLower(n.Name)
	if i := strings.LastIndexByte(name, '/'); i >= 0 {
		name = name[i+1:]
	}
	written := c.text[n.Start:n.Stop]
	switch name {
	case "highlight", "code", "mermaid":
		if ls := n.Lines(); ls.Len() > 0 {
			code := &tree.CodeBlock{Pos: p, Lang: language(c.clean(n.arg(0))), Text: c.codeBody(c.text[ls.At(0).Start:ls.At(0).Stop], &n.region, p)}
			if name == "mermaid" {
				code.Lang = name
			}
			if code.Lang == "" {
				code.Lang = language(c.clean(n.key("lang", "language")))
			}
			code.Info = code.Lang
			code.Title = c.clean(n.key("title", "file", "filename"))
			b.addBlock(code)
			return
		}
	case "figure", "img", "image":
		if src := n.key("src"); src != "" {
			b.shortcodeFigure(n, src)
			return
		}
	}
	if n.Void && !n.Closed {
		c.diag(p, tree.Warning, tree.Shortcode, short(written)+" is not known and is kept as text", "")
		b.addBlock(&tree.Paragraph{Pos: p, Inlines: plainWords(p, written)})
		return
	}
	title := plainWords(p, c.clean(n.key("title", "summary", "header", "heading", "name")))
	switch name {
	case "alert", "admonition", "callout", "notice", "hint", "pageinfo", "panel", "box", "message":
		kind := strings.ToLower(n.key("type", "color", "style", "kind", "icon"))
		if kind == "" && len(n.args) > 0 {
			kind = strings.ToLower(n.arg(0))
		}
		if title == nil {
			title = plainWords(p, c.clean(n.arg(1)))
		}
		if !isNoteName(kind) {
			kind = "note"
		}
		b.noteRegion(n, kind, title, nil)
		return
	case "details", "expand", "collapse", "spoiler", "accordion":
		if title == nil {
			title = plainWords(p, c.clean(n.arg(0)))
		}
		if title == nil {
			title = plainWords(p, "Details")
		}
		b.detailsRegion(n, title, false)
		return
	case "tabs", "tabpane", "tabbed":
		b.tabGroup(n, func(k ast.Node) bool {
			r, ok := k.(*shortcodeBlock)
			return ok && (r.Name == "tab" || r.Name == "tabitem")
		}, func(k ast.Node) []tree.Inline {
			r := k.(*shortcodeBlock)
			s := r.key("title", "name", "header", "label", "tabname")
			if s == "" {
				s = r.arg(0)
			}
			if s == "" {
				s = "Tab"
			}
			return plainWords(c.nodePos(r), c.clean(s))
		})
		return
	case "raw", "steps", "cards", "columns", "column", "row":
		b.children(n)
		return
	}
	if isNoteName(name) {
		if title == nil {
			title = plainWords(p, c.clean(n.arg(0)))
		}
		b.noteRegion(n, name, title, nil)
		return
	}
	c.diag(p, tree.Warning, tree.Shortcode, short(written)+" is not known; its content is kept", "")
	if title != nil {
		b.addBlock(&tree.Paragraph{Pos: p, Inlines: []tree.Inline{&tree.Strong{Pos: p, Inlines: title}}})
	}
	b.children(n)
}

func (b *builder) shortcodeFigure(n *shortcodeBlock, src string) {
	c := b.c
	p := c.nodePos(n)
	im := &tree.Image{Pos: p, Src: tree.Target{Raw: c.clean(src)}, Alt: c.clean(n.key("alt", "caption", "title"))}
	for _, k := range [...]string{"width", "height"} {
		if v := n.key(k); v != "" {
			if im.Attr == nil {
				im.Attr = &tree.Attr{}
			}
			im.Attr.Keys = append(im.Attr.Keys, tree.Key{Name: k, Value: c.clean(v)})
		}
	}
	para := &tree.Paragraph{Pos: p, Inlines: []tree.Inline{im}}
	caption := plainWords(p, c.clean(strings.TrimSpace(n.key("title")+" "+n.key("caption"))))
	if caption == nil {
		b.addBlock(para)
		return
	}
	b.addBlock(&tree.Figure{Pos: p, Blocks: []tree.Block{para}, Caption: []tree.Block{&tree.Paragraph{Pos: p, Inlines: caption}}})
}
