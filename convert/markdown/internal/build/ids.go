package build

import (
	"fmt"
	"strconv"

	"platen/convert/tree"
)

// Claim takes an id that the author gave for node n. It returns false, with a diagnostic, when the page
// has that id already; the caller then leaves the id out.
func (c *Page) Claim(id string, n tree.Node, p tree.Pos) bool {
	if id == "" {
		return false
	}
	if _, taken := c.Tree.IDs[id]; taken {
		c.Report(p, tree.Warning, tree.DuplicateID, fmt.Sprintf("id %q is there twice", id), "the first one is kept; links lead there")
		return false
	}
	c.Tree.IDs[id] = n
	return true
}

// nameHeadings gives each heading its id: the author's if there is one, else the slug of its words.
// With an author's id the slug is an alias when no other node has it.
func (c *Page) nameHeadings() {
	seen := make(map[string]int, len(c.headings))
	for _, h := range c.headings {
		var node tree.Node = h
		if t := c.tabs[h]; t != nil {
			node = t
		}
		slug := c.Syntax.Slug(tree.PlainText(h.Inlines))
		if slug == "" {
			slug = "section"
		}
		n := seen[slug]
		seen[slug] = n + 1
		if n > 0 {
			slug = c.numbered(slug, n)
		}
		if h.Attr == nil {
			h.Attr = &tree.Attr{}
		}
		if h.Attr.ID != "" {
			if _, taken := c.Tree.IDs[slug]; !taken {
				h.Slug = slug
				h.Attr.Aliases = append(h.Attr.Aliases, slug)
				c.Tree.IDs[slug] = node
			}
			continue
		}
		base := slug
		for i := 1; ; i++ {
			if _, taken := c.Tree.IDs[slug]; !taken {
				break
			}
			slug = c.numbered(base, i)
		}
		h.Attr.ID, h.Slug = slug, slug
		c.Tree.IDs[slug] = node
	}
}

func (c *Page) numbered(slug string, n int) string {
	return slug + c.Syntax.Gap + strconv.Itoa(n)
}
