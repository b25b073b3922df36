package markdown

import (
	"strings"

	"github.com/yuin/goldmark/ast"

	"platen/convert/internal/js"
	"platen/convert/tree"
)

// component adds what a component of MDX says: tabs, notes, code and images are known by the names that site tools
// give them; of others the content is kept, with the title, and reported.
func (b *builder) component(n *element, t *tag) {
	c := b.c
	p := c.nodePos(n)
	name := strings.ToLower(n.Name)
	switch name {
	case "tabs", "tabgroup", "codegroup", "codetabs", "tabbed":
		b.componentTabs(n, t)
		return
	case "codeblock":
		b.componentCode(n, t)
		return
	case "details", "accordion", "collapse", "collapsible", "expandable":
		title := c.attrWords(t, p, "summary", "title", "label")
		if title == nil {
			title = plainWords(p, "Details")
		}
		b.detailsRegion(n, title, false)
		return
	case "admonition", "callout", "aside", "alert":
		kind := "note"
		for _, key := range [...]string{"type", "kind", "variant", "intent"} {
			if v, ok := t.get(key); ok && v != "" {
				kind = strings.ToLower(v)
				break
			}
		}
		b.noteRegion(n, kind, c.attrWords(t, p, "title"), nil)
		return
	case "note", "tip", "info", "warning", "danger", "caution", "important", "hint":
		b.noteRegion(n, name, c.attrWords(t, p, "title"), nil)
		return
	case "img", "image", "themedimage", "idealimage", "zoom":
		if src, ok := t.get("src"); ok && src != "" {
			im := c.image(t, p)
			b.addBlock(&tree.Paragraph{Pos: p, Inlines: []tree.Inline{im}})
			b.children(n)
			return
		}
	case "tabitem", "tab":
	case "head": // of the site's HTML page
		c.mdxDiag(&n.region, p, "<"+n.Name+"> is left out")
		return
	default:
		if !n.Void {
			c.mdxDiag(&n.region, p, "<"+short(n.Name)+"> is a component that is not known; its content is kept")
		} else {
			c.mdxDiag(&n.region, p, "<"+short(n.Name)+"> is a component that is not known; the words of its title and text are all that is kept")
		}
	}
	if id, ok := t.get("id"); ok {
		b.anchorNamed(id, p)
	}
	if title := c.attrWords(t, p, "title", "label", "heading", "header", "name", "caption"); title != nil {
		var in tree.Inline = &tree.Strong{Pos: p, Inlines: title}
		if href, ok := t.get("href"); ok && href != "" {
			in = &tree.Link{Pos: p, To: tree.Target{Raw: href}, Inlines: []tree.Inline{in}}
		} else if to, ok := t.get("to"); ok && to != "" {
			in = &tree.Link{Pos: p, To: tree.Target{Raw: to}, Inlines: []tree.Inline{in}}
		}
		b.addBlock(&tree.Paragraph{Pos: p, Inlines: []tree.Inline{in}})
	}
	if words := c.attrWords(t, p, "description", "text", "subtitle"); words != nil {
		b.addBlock(&tree.Paragraph{Pos: p, Inlines: words})
	}
	b.children(n)
}

func (c *conv) mdxDiag(n *region, p tree.Pos, msg string) {
	c.diags = append(c.diags, tree.Diag{Page: c.p, Pos: p, End: p + tree.Pos(n.Stop-n.Start), Severity: tree.Info, Code: tree.MDXCode, Msg: msg})
}

// attrWords are the words of the first of the attributes that a tag has.
func (c *conv) attrWords(t *tag, p tree.Pos, names ...string) []tree.Inline {
	for _, name := range names {
		if v, _ := t.get(name); v != "" {
			return plainWords(p, v)
		}
	}
	return nil
}

// isTab reports whether a region is a tab of <Tabs>.
func isTab(k ast.Node) bool {
	n, ok := k.(*element)
	if !ok {
		return false
	}
	switch strings.ToLower(n.Name) {
	case "tabitem", "tab", "tabs.tab", "codegroupitem", "codetab", "tabpanel":
		return true
	}
	return false
}

// componentTabs adds a tab group. The labels may stand in the group's values, as Docusaurus 2 had them; a group of
// code blocks has theirs.
func (b *builder) componentTabs(n *element, t *tag) {
	c := b.c
	for k := n.FirstChild(); k != nil; k = k.NextSibling() {
		if isTab(k) {
			labels := tabLabels(t)
			b.tabGroup(n, isTab, func(k ast.Node) []tree.Inline { return c.tabLabel(k.(*element), labels) })
			return
		}
	}
	b.codeGroup(n)
}

func (c *conv) tabLabel(n *element, labels map[string]string) []tree.Inline {
	p := c.nodePos(n)
	t, _ := c.tagOf(c.text[n.Start:n.Stop])
	value, _ := t.get("value")
	if s := labels[value]; s != "" {
		return plainWords(p, s)
	}
	if title := c.attrWords(&t, p, "label", "title", "header", "name", "value"); title != nil {
		return title
	}
	return plainWords(p, "Tab")
}

// tabLabels reads values={[{label: 'A', value: 'a'}]}.
func tabLabels(t *tag) map[string]string {
	v, _ := t.get("values")
	out := map[string]string{}
	for part := range strings.SplitSeq(v, "}") {
		if label, value := stringField(part, "label"), stringField(part, "value"); label != "" && value != "" {
			out[value] = label
		}
	}
	return out
}

// stringField is the string of a key in an object literal.
func stringField(s, key string) string {
	i := strings.Index(s, key)
	if i < 0 {
		return ""
	}
	_, s, ok := strings.Cut(s[i+len(key):], ":")
	if s = strings.TrimSpace(s); !ok || s == "" {
		return ""
	}
	text, _, _ := js.String(s)
	return text
}

// componentCode adds <CodeBlock language="js" title="a.js">.
func (b *builder) componentCode(n *element, t *tag) {
	c := b.c
	code := &tree.CodeBlock{Pos: c.nodePos(n)}
	code.Lang, _ = t.get("language")
	if class, ok := t.get("class"); ok && code.Lang == "" {
		code.Lang = strings.TrimPrefix(class, "language-")
	}
	code.Lang = language(code.Lang)
	code.Info = code.Lang
	if ls := n.Lines(); ls.Len() > 0 {
		code.Text = c.codeBody(c.text[ls.At(0).Start:ls.At(0).Stop], &n.region, code.Pos)
	}
	c.codeMeta(code)
	title, _ := t.get("title")
	code.Title = title
	if _, ok := t.get("showlinenumbers"); ok {
		code.Start = 1
	}
	if v, ok := t.get("metastring"); ok {
		code.Info += " " + v
		meta := &tree.CodeBlock{Info: "x " + v, Lang: "x"}
		c.codeMeta(meta)
		code.Marks = joinRanges(append(code.Marks, meta.Marks...))
	}
	b.addBlock(code)
}

// codeBody is the code between tags: a template literal, or lines without their common indentation.
func (c *conv) codeBody(s string, n *region, p tree.Pos) string {
	body := strings.TrimSpace(s)
	if strings.HasPrefix(body, "{") && strings.HasSuffix(body, "}") {
		if text, ok := exprText(body); ok {
			body = strings.Trim(text, "\n")
		} else {
			c.mdxDiag(n, p, "the expression "+short(body)+" is kept as code")
		}
		return c.clean(body) + "\n"
	}
	lines := strings.Split(strings.TrimRight(strings.TrimLeft(s, "\n"), " \t\n"), "\n")
	common := -1
	for _, l := range lines {
		if t := strings.TrimLeft(l, " \t"); t != "" && (common < 0 || len(l)-len(t) < common) {
			common = len(l) - len(t)
		}
	}
	for i, l := range lines {
		lines[i] = l[min(max(common, 0), len(l)-len(strings.TrimLeft(l, " \t"))):]
	}
	return c.clean(strings.Join(lines, "\n")) + "\n"
}
