package build

import (
	"fmt"
	"slices"
	"strings"

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

// nameHeadings gives each heading its id: the author's if there is one, else the slug of its words by the dialect's rule.
// With an author's id the slug is an alias when no other node has it. So is GitHub's slug, for links that were written
// with the pages' view on GitHub at hand.
func (c *Page) nameHeadings() {
	rule, seen := &c.Syntax.Slug, make(map[string]int, len(c.headings))
	terms := c.terms
	for _, h := range c.headings {
		for len(terms) > 0 && terms[0].Pos < h.Pos {
			c.nameTerm(terms[0], seen)
			terms = terms[1:]
		}
		var node tree.Node = h
		if t := c.tabs[h]; t != nil {
			node = t
		}
		slug := titleSlug(rule, titleWords(rule, h.Inlines, c.shortcodes[h]), seen)
		if h.Attr == nil {
			h.Attr = &tree.Attr{}
		}
		if h.Attr.ID != "" {
			c.alias(h, slug, node)
			continue
		}
		slug = c.free(rule, slug)
		h.Attr.ID, h.Slug = slug, slug
		c.Tree.IDs[slug] = node
	}
	for _, t := range terms {
		c.nameTerm(t, seen)
	}
	c.aliases()
	for _, h := range c.headings {
		if s := c.written[h]; s != "" {
			if id := rule.Of(strings.TrimSpace(s)); strings.Trim(id, "-") != "" && c.Tree.IDs[id] == nil {
				h.Attr.Aliases = append(h.Attr.Aliases, id)
				c.Tree.IDs[id] = h
			}
		}
	}
}

// titleSlug is the id that a title makes by a rule, with its number when they made it before.
func titleSlug(rule *Slug, title string, seen map[string]int) string {
	s := rule.Of(title)
	n := seen[s]
	seen[s] = n + 1
	switch {
	case s == "" && n == 0 && rule.Gap == "-":
		s = "section" // the tools have an empty id, which nothing can lead to
	case s == "" && rule.Empty == "" && rule.CountOn:
		s = rule.numbered(s, n+1)
	case s == "":
		s = rule.numbered(rule.Empty, n)
	case n > 0:
		s = rule.numbered(s, n)
	}
	return s
}

// free is slug, or the first of slug's numbers that no node of the page has.
func (c *Page) free(rule *Slug, slug string) string {
	base := slug
	for i := 1; ; i++ {
		if _, taken := c.Tree.IDs[slug]; !taken {
			return slug
		}
		slug = rule.numbered(base, i)
	}
}

// alias adds a slug to a heading with an id of its own, when no node has it.
func (c *Page) alias(h *tree.Heading, slug string, node tree.Node) {
	if _, taken := c.Tree.IDs[slug]; taken {
		return
	}
	h.Slug = slug
	h.Attr.Aliases = append(h.Attr.Aliases, slug)
	c.Tree.IDs[slug] = node
}

// aliases adds GitHub's ids where they are others and no node has them.
func (c *Page) aliases() {
	if c.Syntax.Slug.Name == "github" {
		return
	}
	rule := SlugNamed("github", "")
	seen := make(map[string]int, len(c.headings))
	for _, h := range c.headings {
		words := rule.Of(titleWords(&rule, h.Inlines, c.shortcodes[h]))
		n := seen[words]
		seen[words] = n + 1
		if strings.Trim(words, "-") == "" {
			continue
		}
		if n > 0 {
			words = rule.numbered(words, n)
		}
		if _, taken := c.Tree.IDs[words]; taken {
			continue
		}
		var node tree.Node = h
		if t := c.tabs[h]; t != nil {
			node = t
		}
		h.Attr.Aliases = append(h.Attr.Aliases, words)
		c.Tree.IDs[words] = node
	}
}

// nameTerm gives a term of a definition list the id of its words (mdBook 0.5).
func (c *Page) nameTerm(t *tree.Term, seen map[string]int) {
	rule := &c.Syntax.Slug
	if !rule.Terms || len(t.Inlines) == 0 || slices.ContainsFunc(t.Inlines, isAnchor) {
		return
	}
	id := c.free(rule, titleSlug(rule, titleWords(rule, t.Inlines, nil), seen))
	a := &tree.Anchor{Pos: t.Pos, ID: id}
	t.Inlines = append([]tree.Inline{a}, t.Inlines...)
	c.Tree.IDs[id] = a
}

func isAnchor(n tree.Inline) bool {
	_, ok := n.(*tree.Anchor)
	return ok
}

// A shortcode is a name for a sign, as it stands in a heading.
type shortcode struct{ source, text string } // ":rocket:", "🚀"

// titleWords is what a rule makes ids of: the words of a title, with shortcodes by their names or without them, and with
// or without what stands for images.
func titleWords(rule *Slug, words []tree.Inline, codes []shortcode) string {
	if len(words) == 1 && len(codes) == 0 {
		if t, ok := words[0].(*tree.Text); ok {
			return t.S
		}
	}
	text := tree.Words(words, rule.Alt)
	if rule.Trim || rule.Alt {
		text = strings.TrimSpace(text)
	}
	for _, sc := range codes {
		by := ""
		if rule.Emoji {
			by = sc.source
		}
		text = strings.Replace(text, sc.text, by, 1)
	}
	return text
}

// HeadingIDs returns the ids that a rule makes of the headings of a page.
func HeadingIDs(slug string, p *tree.Page) map[*tree.Heading]string {
	rule, seen, ids := SlugNamed(slug, ""), map[string]int{}, map[*tree.Heading]string{}
	tree.InspectPage(p, func(n tree.Node) bool {
		if h, ok := n.(*tree.Heading); ok {
			ids[h] = titleSlug(&rule, titleWords(&rule, undrawn(h.Inlines), nil), seen)
		}
		return true
	})
	return ids
}

// undrawn is inlines with formulas as they were read: a book's are drawn, and their words are others.
func undrawn(in []tree.Inline) []tree.Inline {
	out := in
	for i, n := range in {
		if m, ok := n.(*tree.Math); ok {
			if &out[0] == &in[0] {
				out = append([]tree.Inline(nil), in...)
			}
			out[i] = &tree.Math{Pos: m.Pos, TeX: m.TeX}
		}
	}
	return out
}
