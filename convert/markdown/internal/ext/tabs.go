package ext

import (
	"strings"

	"platen/convert/markdown/internal/build"
	"platen/convert/tree"
)

var Tabs = build.Extension{
	Name: "tabs", Doc: "Tab groups: ------ and #### [ Title ] (AWS)",
	Blocks: tabGroups,
}

// tabTitle returns the title of a tab: a heading of level 4 "[ Console ]".
func tabTitle(b tree.Block) (*tree.Heading, bool) {
	h, ok := b.(*tree.Heading)
	if !ok || h.Level != 4 || len(h.Inlines) == 0 {
		return nil, false
	}
	first, ok := h.Inlines[0].(*tree.Text)
	last, ok2 := h.Inlines[len(h.Inlines)-1].(*tree.Text)
	if !ok || !ok2 || !strings.HasPrefix(first.S, "[") || !strings.HasSuffix(strings.TrimRight(last.S, " "), "]") {
		return nil, false
	}
	return h, strings.TrimSpace(strings.Trim(tree.PlainText(h.Inlines), "[] ")) != ""
}

// tabGroups gathers tab groups: a rule and a tab's title start each tab, a rule or a heading above level 4 ends
// the last one.
func tabGroups(c *build.Page, blocks []tree.Block) []tree.Block {
	starts := func(i int) bool {
		if i+1 >= len(blocks) {
			return false
		}
		if _, ok := blocks[i].(*tree.Rule); !ok {
			return false
		}
		_, ok := tabTitle(blocks[i+1])
		return ok
	}
	first := 0
	for first < len(blocks) && !starts(first) {
		first++
	}
	if first >= len(blocks) {
		return blocks
	}
	out := blocks[:first:first]
	for i := first; i < len(blocks); {
		if !starts(i) {
			out = append(out, blocks[i])
			i++
			continue
		}
		g := &tree.TabGroup{Pos: blocks[i].Position()}
		for i < len(blocks) && starts(i) {
			h := blocks[i+1].(*tree.Heading)
			end := i + 2
			for end < len(blocks) && !endsTab(blocks[end]) {
				end++
			}
			g.Tabs = append(g.Tabs, tab(c, h, blocks[i+2:end:end]))
			i = end
		}
		if i < len(blocks) {
			if _, ok := blocks[i].(*tree.Rule); ok {
				i++
			}
		}
		out = append(out, g)
	}
	return out
}

func endsTab(b tree.Block) bool {
	switch b := b.(type) {
	case *tree.Rule:
		return true
	case *tree.Heading:
		return b.Level < 4
	}
	return false
}

// tab makes a tab of its heading and body. The heading still gets its id in the page's order; the tab has it.
func tab(c *build.Page, h *tree.Heading, body []tree.Block) *tree.Tab {
	first := h.Inlines[0].(*tree.Text)
	first.S = strings.TrimLeft(first.S[1:], " ")
	last := h.Inlines[len(h.Inlines)-1].(*tree.Text)
	last.S = strings.TrimRight(strings.TrimSuffix(strings.TrimRight(last.S, " "), "]"), " ")
	title := h.Inlines
	if first.S == "" {
		title = title[1:]
	}
	if n := len(title); n > 0 && last.S == "" && title[n-1] == tree.Inline(last) {
		title = title[:n-1]
	}
	h.Inlines = title
	t := &tree.Tab{Pos: h.Pos, Attr: h.Attr, Title: title, Blocks: body}
	c.Becomes(h, t)
	c.Own(t.Attr, t)
	return t
}
