package build

import (
	"strings"

	"github.com/yuin/goldmark/ast"

	"platen/convert/tree"
)

// heading converts a heading. Anchors inside it become its id and aliases, so that no anchor stands in a
// heading's words.
func (c *Page) heading(n *ast.Heading) *tree.Heading {
	h := c.nodes.headings.make()
	h.Pos, h.Level, h.Attr = c.PosOf(n), int8(n.Level), c.nodes.attrs.make()
	for _, a := range n.Attributes() {
		c.attribute(h.Attr, h, strings.ToLower(string(a.Name)), a.Value)
	}
	if h.Attr.ID != "" {
		c.explicit = h
	}
	c.inHeading, c.codes = true, nil
	h.Inlines = c.takeAnchors(c.Inlines(n), h)
	c.inHeading = false
	if len(c.codes) > 0 {
		if c.shortcodes == nil {
			c.shortcodes = map[*tree.Heading][]shortcode{}
		}
		c.shortcodes[h] = c.codes
	}
	if c.Syntax.Slug.Written && h.Attr.ID == "" {
		c.keepWritten(h, n)
	}
	for _, f := range c.Syntax.heading {
		f(c, h)
	}
	h.Inlines = Trim(h.Inlines)
	c.headings = append(c.headings, h)
	if d, ok := c.Context.(*definitions); ok && d.headings != nil {
		if c.made == nil {
			c.made = map[*ast.Heading]*tree.Heading{}
		}
		c.made[n] = h
	}
	return h
}

// keepWritten keeps the source of a heading with tags in it.
func (c *Page) keepWritten(h *tree.Heading, n *ast.Heading) {
	if n.Lines().Len() != 1 {
		return
	}
	line := n.Lines().At(0)
	if s := c.Text[line.Start:line.Stop]; strings.Contains(s, "</") && !strings.ContainsAny(s, "[{`") {
		if c.written == nil {
			c.written = map[*tree.Heading]string{}
		}
		c.written[h] = s
	}
}

// Unnamed says that words of the heading at hand do not count for its id.
func (c *Page) Unnamed(words string) {
	if c.inHeading {
		c.codes = append(c.codes, shortcode{text: words})
	}
}

// attribute adds one attribute of a {…} list.
func (c *Page) attribute(a *tree.Attr, n tree.Node, name string, value any) {
	s := attrText(value)
	switch {
	case name == "id":
		if a.ID == "" && c.Claim(s, n, n.Position()) {
			a.ID = s
		}
	case name == "class":
		a.Classes = append(a.Classes, strings.Fields(s)...)
	case AllowedAttr(name):
		a.Keys = append(a.Keys, tree.Key{Name: name, Value: s})
	}
}

func attrText(v any) string {
	switch v := v.(type) {
	case []byte:
		return string(v)
	case string:
		return v
	}
	return ""
}

// AllowedAttr reports whether writers may print an author's attribute.
func AllowedAttr(name string) bool {
	switch name {
	case "title", "lang", "dir", "align", "width", "height", "colspan", "rowspan", "scope", "start", "type", "open", "datetime", "cite", "abbr", "translate", "entry", "data-icon":
		return true
	}
	return tree.IsCondition(name) || tree.IsChoice(name)
}

// takeAnchors takes the anchors out of a heading's inlines and makes them its id and aliases.
func (c *Page) takeAnchors(inlines []tree.Inline, h *tree.Heading) []tree.Inline {
	out := inlines[:0]
	for _, n := range inlines {
		switch n := n.(type) {
		case *tree.Anchor:
			c.addID(h, n.ID)
			continue
		case *tree.Text:
			if k := len(out); k > 0 {
				if last, ok := out[k-1].(*tree.Text); ok {
					last.S = c.join(last, n)
					continue
				}
			}
		case *tree.Emph:
			n.Inlines = c.takeAnchors(n.Inlines, h)
		case *tree.Strong:
			n.Inlines = c.takeAnchors(n.Inlines, h)
		case *tree.Link:
			n.Inlines = c.takeAnchors(n.Inlines, h)
		case *tree.Strike:
			n.Inlines = c.takeAnchors(n.Inlines, h)
		case *tree.Span:
			n.Inlines = c.takeAnchors(n.Inlines, h)
		}
		out = append(out, n)
	}
	return out
}

// addID gives the heading an id that is claimed already: its own if it has none yet, else an alias.
func (c *Page) addID(h *tree.Heading, id string) {
	if h.Attr.ID == "" {
		h.Attr.ID = id
	} else {
		h.Attr.Aliases = append(h.Attr.Aliases, id)
	}
	c.Tree.IDs[id] = h
}
