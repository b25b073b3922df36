package ext

import (
	"strings"

	"platen/convert/markdown/internal/build"
	"platen/convert/tree"
)

// gitbook adds what a block of GitBook says; false when it is none.
func gitbook(b *build.Builder, n *shortcodeBlock, name string) bool {
	switch name {
	case "code":
		if !n.Void {
			gitbookCode(b, n)
			return true
		}
	case "embed", "file", "content-ref":
		c := b.Page
		p := c.PosOf(n)
		to := c.Clean(strings.TrimSpace(n.key("url", "src")))
		if to == "" {
			return false
		}
		if name != "content-ref" || n.FirstChild() == nil {
			link := &tree.Link{Pos: p, To: tree.Target{Raw: to}, Inlines: build.PlainWords(p, to)}
			b.AddBlock(&tree.Paragraph{Pos: p, Inlines: []tree.Inline{link}})
		}
		b.Children(n)
		return true
	case "stepper":
		gitbookSteps(b, n)
		return true
	}
	return false
}

// gitbookCode adds the code between the tags {% code title="a.js" %}, which is in a fence, with the title.
func gitbookCode(b *build.Builder, n *shortcodeBlock) {
	inner := build.Builder{Page: b.Page}
	inner.Children(n)
	title := b.Page.Clean(n.key("title"))
	for _, k := range inner.Finish().Blocks {
		if code, ok := k.(*tree.CodeBlock); ok {
			if code.Title == "" {
				code.Title, title = title, ""
			}
			if n.key("linenumbers") == "true" && code.Start == 0 {
				code.Start = 1
			}
		}
		b.AddBlock(k)
	}
}

// gitbookSteps adds the steps between the tags {% stepper %} as an ordered list.
func gitbookSteps(b *build.Builder, n *shortcodeBlock) {
	c := b.Page
	list := &tree.List{Pos: c.PosOf(n), Ordered: true, Start: 1}
	for k := n.FirstChild(); k != nil; k = k.NextSibling() {
		inner := build.Builder{Page: c}
		step, ok := k.(*shortcodeBlock)
		if ok = ok && step.Name == "step"; ok {
			inner.Children(step)
		} else {
			inner.Block(k)
		}
		blocks := inner.Finish().Blocks
		if last := len(list.Items) - 1; !ok && last >= 0 {
			list.Items[last].Blocks = append(list.Items[last].Blocks, blocks...)
		} else if len(blocks) > 0 {
			list.Items = append(list.Items, &tree.ListItem{Pos: c.PosOf(k), Blocks: blocks})
		}
	}
	if len(list.Items) > 0 {
		b.AddBlock(list)
	}
}
