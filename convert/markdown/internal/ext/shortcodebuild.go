package ext

import (
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"

	"platen/convert/markdown/internal/build"
	"platen/convert/markdown/internal/lex"
	"platen/convert/tree"
)

// Build adds what a shortcode says, as far as its name tells; the others keep their content and are reported.
func (n *shortcodeBlock) Build(b *build.Builder) {
	c := b.Page
	p := c.PosOf(n)
	name := strings.ToLower(n.Name)
	if i := strings.LastIndexByte(name, '/'); i >= 0 {
		name = name[i+1:]
	}
	written := c.Text[n.Start:n.Stop]
	if n.whole(b, name) {
		return
	}
	if gitbook(b, n, name) {
		return
	}
	if n.Void && !n.Closed {
		c.Report(p, tree.Warning, tree.Shortcode, lex.Short(written)+" is not known and is kept as text", "")
		b.AddBlock(&tree.Paragraph{Pos: p, Inlines: build.PlainWords(p, written)})
		return
	}
	title := markdownWords(b, p, c.Clean(n.key("title", "summary", "header", "heading", "question", "name")))
	switch name {
	case "alert", "admonition", "callout", "notice", "hint", "pageinfo", "panel", "box", "message":
		kind := strings.ToLower(n.key("type", "color", "style", "kind", "icon"))
		if kind == "" && len(n.args) > 0 {
			kind = strings.ToLower(n.arg(0))
		}
		if title == nil {
			title = build.PlainWords(p, c.Clean(n.arg(1)))
		}
		if !lex.IsNoteName(kind) {
			kind = "note"
		}
		b.NoteRegion(n, kind, title, nil)
		return
	case "details", "expand", "collapse", "spoiler", "accordion":
		if title == nil {
			title = build.PlainWords(p, c.Clean(n.arg(0)))
		}
		if title == nil {
			title = build.PlainWords(p, "Details")
		}
		b.DetailsRegion(n, title, false)
		return
	case "tabs", "tabpane", "tabbed":
		b.TabGroup(n, func(k ast.Node) bool {
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
			return build.PlainWords(c.PosOf(r), c.Clean(s))
		})
		return
	case "raw", "steps", "cards", "columns", "column", "row":
		b.Children(n)
		return
	}
	if lex.IsNoteName(name) {
		if title == nil {
			title = build.PlainWords(p, c.Clean(n.arg(0)))
		}
		b.NoteRegion(n, name, title, nil)
		return
	}
	c.Report(p, tree.Warning, tree.Shortcode, lex.Short(written)+" is not known; its content is kept", "")
	n.words(b, title)
	b.Children(n)
}

// words adds what a shortcode that is not known says in its parameters.
func (n *shortcodeBlock) words(b *build.Builder, title []tree.Inline) {
	c, p := b.Page, b.Page.PosOf(n)
	if title != nil {
		b.AddBlock(&tree.Paragraph{Pos: p, Inlines: []tree.Inline{&tree.Strong{Pos: p, Inlines: title}}})
	}
	for _, name := range wordAttrs {
		if words := markdownWords(b, p, c.Clean(n.key(name))); words != nil {
			b.AddBlock(&tree.Paragraph{Pos: p, Inlines: words})
		}
	}
	said := tree.PlainText(title)
	for _, arg := range n.args {
		if v := c.Clean(arg); v != said && readsAsWords("", v) {
			b.AddBlock(&tree.Paragraph{Pos: p, Inlines: markdownWords(b, p, v)})
		}
	}
	for _, k := range n.keys {
		if v := c.Clean(k.Value); v != said && readsAsWords(k.Name, v) && !slices.Contains(wordAttrs, k.Name) {
			b.AddBlock(&tree.Paragraph{Pos: p, Inlines: markdownWords(b, p, v)})
		}
	}
}

// whole adds a shortcode that holds code, or is an image; false for others.
func (n *shortcodeBlock) whole(b *build.Builder, name string) bool {
	c := b.Page
	p := c.PosOf(n)
	switch name {
	case "highlight", "code", "mermaid":
		if ls := n.Lines(); ls.Len() > 0 {
			code := &tree.CodeBlock{Pos: p, Lang: build.Language(c.Clean(n.arg(0))), Text: codeBody(c, c.Text[ls.At(0).Start:ls.At(0).Stop], &n.Region, p)}
			if name == "mermaid" {
				code.Lang = name
			}
			if code.Lang == "" {
				code.Lang = build.Language(c.Clean(n.key("lang", "language")))
			}
			code.Info = code.Lang
			code.Title = c.Clean(n.key("title", "file", "filename"))
			b.AddBlock(code)
			return true
		}
	case "figure", "img", "image":
		if src := n.key("src"); src != "" {
			shortcodeFigure(b, n, src)
			return true
		}
	}
	return false
}

func shortcodeFigure(b *build.Builder, n *shortcodeBlock, src string) {
	c := b.Page
	p := c.PosOf(n)
	im := &tree.Image{Pos: p, Src: tree.Target{Raw: c.Clean(src)}, Alt: c.Clean(n.key("alt", "caption", "title"))}
	for _, k := range [...]string{"width", "height"} {
		if v := n.key(k); v != "" {
			if im.Attr == nil {
				im.Attr = &tree.Attr{}
			}
			im.Attr.Keys = append(im.Attr.Keys, tree.Key{Name: k, Value: c.Clean(v)})
		}
	}
	para := &tree.Paragraph{Pos: p, Inlines: []tree.Inline{im}}
	caption := build.PlainWords(p, c.Clean(strings.TrimSpace(n.key("title")+" "+n.key("caption"))))
	if caption == nil {
		b.AddBlock(para)
		return
	}
	b.AddBlock(&tree.Figure{Pos: p, Blocks: []tree.Block{para}, Caption: []tree.Block{&tree.Paragraph{Pos: p, Inlines: caption}}})
}
