package ext

import (
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"

	"platen/convert/internal/js"
	"platen/convert/markdown/internal/build"
	"platen/convert/markdown/internal/lex"
	"platen/convert/tree"
)

// component adds what a component of MDX says: tabs, notes, code and images are known by the names that site tools
// give them; of others the content is kept, with the title, and reported.
func component(b *build.Builder, n *element, t *lex.Tag) {
	c := b.Page
	p := c.PosOf(n)
	name := strings.ToLower(n.Name)
	switch name {
	case "tabs", "tabgroup", "codegroup", "codetabs", "tabbed":
		componentTabs(b, n, t)
		return
	case "codeblock":
		componentCode(b, n, t)
		return
	case "details", "accordion", "collapse", "collapsible", "expandable":
		title := attrWords(c, t, p, titleAttrs...)
		if title == nil {
			title = build.PlainWords(p, "Details")
		}
		b.DetailsRegion(n, title, false)
		return
	case "admonition", "callout", "aside", "alert":
		kind := "note"
		for _, key := range [...]string{"type", "kind", "variant", "intent"} {
			if v, ok := t.Get(key); ok && v != "" {
				kind = strings.ToLower(v)
				break
			}
		}
		b.NoteRegion(n, kind, attrWords(c, t, p, titleAttrs...), nil)
		return
	case "note", "tip", "info", "warning", "danger", "caution", "important", "hint":
		b.NoteRegion(n, name, attrWords(c, t, p, titleAttrs...), nil)
		return
	case "img", "image", "themedimage", "idealimage", "zoom", "illustration", "staticimage":
		if src, ok := t.Get("src"); ok && src != "" {
			im := c.Image(t, p)
			b.AddBlock(&tree.Paragraph{Pos: p, Inlines: []tree.Inline{im}})
			b.Children(n)
			return
		}
	case "listing":
		componentListing(b, n, t)
		return
	case "badge":
		p := c.PosOf(n)
		if words := attrWords(c, t, p, "text"); words != nil && n.Void && !n.HasTitle {
			b.AddBlock(&tree.Paragraph{Pos: p, Inlines: words})
			return
		}
	case "steps":
		if componentSteps(b, n) {
			return
		}
	case "tabitem", "tab", "step", "template": // of a slot
	case "head": // of the site's HTML page
		mdxDiag(c, &n.Region, p, "<"+n.Name+"> is left out")
		return
	default:
		if isField(name) && componentField(b, n, t) {
			return
		}
		what := "its content is kept"
		switch {
		case !n.Void:
		case !n.HasTitle && !saysSomething(t):
			what = "it is left out"
		default:
			what = "the words of its title and text are all that is kept"
		}
		mdxDiag(c, &n.Region, p, "<"+lex.Short(n.Name)+"> is a component that is not known; "+what)
	}
	componentWords(b, n, t)
}

// titleAttrs and wordAttrs are the attributes in which components have their titles and what is said below.
var (
	titleAttrs = []string{"title", "label", "heading", "header", "question", "summary", "name", "caption"}
	wordAttrs  = []string{"description", "text", "subtitle", "tagline", "answer", "message", "abstract"}
)

// otherWords are the values of a tag's attributes, in the order written, that read like words and are not said already:
// what nobody has listed is better said in an odd place than lost.
func otherWords(t *lex.Tag, said []tree.Inline, names ...string) []string {
	var out []string
	for _, a := range t.Attrs {
		if readsAsWords(a.Name, a.Value) && !slices.Contains(names, a.Name) && a.Value != tree.PlainText(said) {
			out = append(out, a.Value)
		}
	}
	return out
}

// readsAsWords reports whether an attribute, its name in lower case, holds what readers would see: a value of several
// words without signs of code, or a value of any kind in a label.
func readsAsWords(name, value string) bool {
	switch name {
	case "class", "classname", "style", "rel", "sandbox", "sizes", "id", "key", "ref", "slot":
		return false
	}
	if strings.HasPrefix(name, ":") || strings.HasPrefix(name, "@") || strings.HasPrefix(name, "v-") || strings.ContainsAny(value, "{}=;<>|_/#") {
		return false
	}
	isLetter := func(r rune) bool { return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= 0x80 }
	if !strings.ContainsFunc(value, isLetter) {
		return false
	}
	return strings.Contains(strings.TrimSpace(value), " ") || strings.HasSuffix(name, "label") || strings.HasSuffix(name, "title")
}

// saysSomething reports whether a component without content leaves words or an address.
func saysSomething(t *lex.Tag) bool {
	for _, name := range slices.Concat(titleAttrs, wordAttrs, []string{"src"}) {
		if v, _ := t.Get(name); v != "" {
			return true
		}
	}
	return address(t) != "" || len(otherWords(t, nil)) > 0
}

// componentWords adds the title, the address and the words of a component, and what is in it.
func componentWords(b *build.Builder, n *element, t *lex.Tag) {
	c, p := b.Page, b.Page.PosOf(n)
	if id, ok := t.Get("id"); ok {
		b.Anchor(id, p)
	}
	href := address(t)
	if src, _ := t.Get("src"); href == "" {
		href = src
	}
	title := attrWords(c, t, p, titleAttrs...)
	others := otherWords(t, title, wordAttrs...)
	if title != nil {
		title = []tree.Inline{&tree.Strong{Pos: p, Inlines: title}}
	} else if href != "" && n.HasTitle && n.ChildCount() == 1 { // <Button href="x">words</Button>
		title = c.RegionTitle(&n.Region)
	} else if href != "" && n.FirstChild() == nil {
		title = build.PlainWords(p, href)
	}
	if title != nil && href != "" {
		title = []tree.Inline{&tree.Link{Pos: p, To: tree.Target{Raw: href}, Inlines: title}}
	}
	if title != nil {
		b.AddBlock(&tree.Paragraph{Pos: p, Inlines: title})
	}
	for _, name := range wordAttrs {
		if words := attrWords(c, t, p, name); words != nil {
			b.AddBlock(&tree.Paragraph{Pos: p, Inlines: words})
		}
	}
	for _, words := range others {
		b.AddBlock(&tree.Paragraph{Pos: p, Inlines: build.PlainWords(p, words)})
	}
	b.Children(n)
}

// inlineComponent adds what a component without content says in a line: its words, its link, or its image.
func inlineComponent(b *build.Builder, t *lex.Tag, p tree.Pos) {
	c := b.Page
	name := lex.Short(strings.TrimRight(strings.Fields(t.Raw)[0][1:], "/>"))
	if id, ok := t.Get("id"); ok {
		b.Anchor(id, p)
	}
	words := attrWords(c, t, p, "text", "label", "title", "children", "content")
	if others := otherWords(t, words); others != nil {
		words = build.PlainWords(p, strings.TrimSpace(tree.PlainText(words)+" "+strings.Join(others, " ")))
	}
	href := address(t)
	switch src, _ := t.Get("src"); {
	case src != "" && isImageName(strings.ToLower(name)):
		b.Add(c.Image(t, p))
		return
	case src != "" && href == "":
		href = src
	}
	switch {
	case href != "":
		if words == nil {
			words = build.PlainWords(p, href)
		}
		b.Add(&tree.Link{Pos: p, To: tree.Target{Raw: href}, Inlines: words})
	case words != nil:
		for _, in := range words {
			b.Add(in)
		}
		c.Unnamed(tree.PlainText(words))
		if strings.EqualFold(name, "badge") {
			return
		}
	}
	what := " is left out"
	if words != nil {
		what = " is a component that is not known; its words are kept"
	}
	c.ReportFor(p, len(t.Raw), tree.Info, tree.MDXCode, "<"+name+">"+what, "")
}

// address is where a component leads, "" when it leads nowhere.
func address(t *lex.Tag) string {
	for _, name := range [...]string{"href", "to", "url", "link"} {
		if v, _ := t.Get(name); strings.TrimSpace(v) != "" {
			return v
		}
	}
	return ""
}

// isImageName reports whether a component of that name, in lower case, shows the image of its src.
func isImageName(name string) bool {
	switch name {
	case "img", "image", "themedimage", "idealimage", "zoom", "illustration", "staticimage":
		return true
	}
	return false
}

func mdxDiag(c *build.Page, n *build.Region, p tree.Pos, msg string) {
	c.ReportFor(p, n.Stop-n.Start, tree.Info, tree.MDXCode, msg, "")
}

// attrWords are the words of the first of the attributes that a tag has.
func attrWords(c *build.Page, t *lex.Tag, p tree.Pos, names ...string) []tree.Inline {
	for _, name := range names {
		if v, _ := t.Get(name); v != "" {
			return build.PlainWords(p, v)
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
func componentTabs(b *build.Builder, n *element, t *lex.Tag) {
	c := b.Page
	for k := n.FirstChild(); k != nil; k = k.NextSibling() {
		if isTab(k) {
			labels := tabLabels(t)
			b.TabGroup(n, isTab, func(k ast.Node) []tree.Inline { return tabLabel(c, k.(*element), labels) })
			return
		}
	}
	codeGroup(b, n)
}

func tabLabel(c *build.Page, n *element, labels map[string]string) []tree.Inline {
	p := c.PosOf(n)
	t, _ := c.TagOf(c.Text[n.Start:n.Stop])
	value, _ := t.Get("value")
	if s := labels[value]; s != "" {
		return build.PlainWords(p, s)
	}
	if title := attrWords(c, &t, p, "label", "title", "heading", "header", "name", "value"); title != nil {
		return title
	}
	return build.PlainWords(p, "Tab")
}

// tabLabels reads values={[{label: 'A', value: 'a'}]}.
func tabLabels(t *lex.Tag) map[string]string {
	v, _ := t.Get("values")
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
func componentCode(b *build.Builder, n *element, t *lex.Tag) {
	c := b.Page
	code := &tree.CodeBlock{Pos: c.PosOf(n)}
	code.Lang, _ = t.Get("language")
	if class, ok := t.Get("class"); ok && code.Lang == "" {
		code.Lang = strings.TrimPrefix(class, "language-")
	}
	code.Lang = build.Language(code.Lang)
	code.Info = code.Lang
	if ls := n.Lines(); ls.Len() > 0 {
		code.Text = codeBody(c, c.Text[ls.At(0).Start:ls.At(0).Stop], &n.Region, code.Pos)
	}
	codeMeta(c, code)
	title, _ := t.Get("title")
	code.Title = title
	if _, ok := t.Get("showlinenumbers"); ok {
		code.Start = 1
	}
	if v, ok := t.Get("metastring"); ok {
		code.Info += " " + v
		meta := &tree.CodeBlock{Info: "x " + v, Lang: "x"}
		codeMeta(c, meta)
		code.Marks = lex.JoinRanges(append(code.Marks, meta.Marks...))
		code.Focus = lex.JoinRanges(append(code.Focus, meta.Focus...))
	}
	b.AddBlock(code)
}

// codeBody is the code between tags: a template literal, or lines without their common indentation.
func codeBody(c *build.Page, s string, n *build.Region, p tree.Pos) string {
	body := strings.TrimSpace(s)
	if strings.HasPrefix(body, "{") && strings.HasSuffix(body, "}") {
		if text, ok := lex.ExprText(body); ok {
			body = strings.Trim(text, "\n")
		} else {
			mdxDiag(c, n, p, "the expression "+lex.Short(body)+" is kept as code")
		}
		return c.Clean(body) + "\n"
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
	return c.Clean(strings.Join(lines, "\n")) + "\n"
}
