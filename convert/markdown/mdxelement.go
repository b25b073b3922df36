package markdown

import (
	"slices"
	"strings"
)

// Build adds the element.
func (n *element) Build(b *builder) {
	c := b.c
	t, ok := c.tagOf(c.text[n.Start:n.Stop])
	if !ok { // a fragment
		b.children(n)
		return
	}
	lower := strings.ToLower(n.Name)
	c.within(lower, func() {
		if !isComponent(n.Name) && elementOf(lower) != unknownElement {
			b.jsxElement(n, t)
			return
		}
		b.component(n, &t)
	})
}

// jsxElement adds an HTML element as the tags in HTML do.
func (b *builder) jsxElement(n *element, t tag) {
	c := b.c
	b.startTag(t, n.Start)
	kind := elementOf(t.name)
	if kind == ruleElement || kind == imageElement || kind == ignoredVoid || kind == cleanedVoid || kind == breakElement {
		return
	}
	f := b.top()
	for k := n.FirstChild(); k != nil; k = k.NextSibling() {
		if k == n.FirstChild() && n.HasTitle { // the words of <td>words</td>
			for in := k.FirstChild(); in != nil; in = in.NextSibling() {
				b.node(in)
			}
			continue
		}
		b.block(k)
	}
	if i := slices.Index(b.stack, f); i >= 0 {
		b.closeTo(i + 1)
		b.close(c.pos(n.Stop))
	}
}
