package build

import (
	"slices"
	"strings"

	"platen/convert/markdown/internal/lex"
	"platen/convert/tree"
)

// TagAttr returns the cleaned attributes of an HTML element for node n, nil when there are none. It claims
// the id. Attributes named in but have a field of their own.
func (c *Page) TagAttr(t *lex.Tag, n tree.Node, but ...string) *tree.Attr {
	if len(t.Attrs) == 0 && t.Name != "center" {
		return nil
	}
	var a tree.Attr
	if t.Name == "center" {
		a.Keys = append(a.Keys, tree.Key{Name: "align", Value: "center"})
	}
	for i := range t.Attrs {
		name, value := t.Attrs[i].Name, t.Attrs[i].Value
		switch {
		case slices.Contains(but, name):
		case name == "id":
			if id := CleanID(value); id != "" && c.Claim(id, n, n.Position()) {
				a.ID = id
			}
		case name == "class":
			a.Classes = append(a.Classes, strings.Fields(value)...)
		case name == "style":
			styled(&a, value)
		case AllowedAttr(name) && len(a.Keys) < 20:
			a.Keys = append(a.Keys, tree.Key{Name: name, Value: value})
		}
	}
	if a.ID == "" && a.Classes == nil && a.Keys == nil {
		return nil
	}
	return &a
}

// Own makes n the node of the ids in a.
func (c *Page) Own(a *tree.Attr, n tree.Node) {
	if a == nil {
		return
	}
	if a.ID != "" {
		c.Tree.IDs[a.ID] = n
	}
	for _, id := range a.Aliases {
		c.Tree.IDs[id] = n
	}
}

// withoutIDs is a without its ids, for the second node that an element is split into.
func withoutIDs(a *tree.Attr) *tree.Attr {
	if a == nil || a.ID == "" && a.Aliases == nil {
		return a
	}
	return &tree.Attr{Classes: a.Classes, Keys: a.Keys}
}

// HeadingWords are the words of a heading that becomes the title of a block. The ids that its author gave it are anchors.
func (c *Page) HeadingWords(h *tree.Heading) []tree.Inline {
	c.unname(h)
	var out []tree.Inline
	for _, id := range h.Attr.IDs() {
		a := &tree.Anchor{Pos: h.Pos, ID: id}
		c.Tree.IDs[id] = a
		out = append(out, a)
	}
	return append(out, h.Inlines...)
}

// unname forgets a heading or tab that does not come into the tree as such: it needs no id.
func (c *Page) unname(n tree.Node) {
	switch n := n.(type) {
	case *tree.Heading:
		if i := slices.Index(c.headings, n); i >= 0 {
			c.headings = slices.Delete(c.headings, i, i+1)
		}
	case *tree.Tab:
		for i, h := range c.headings {
			if c.tabs[h] == n {
				c.headings = slices.Delete(c.headings, i, i+1)
				return
			}
		}
	}
}
