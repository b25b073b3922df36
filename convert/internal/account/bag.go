package account

import (
	"html"
	"net/url"
	"strings"

	"platen/convert/tree"
)

// A bag is what a tree has.
type bag struct {
	words   map[string]int  // in text, code, titles and alternative texts
	loose   map[string]bool // in attributes, addresses, names: lower case
	address map[string]int
	lines   map[string]bool // of code, without spaces
	dark    map[string]bool // addresses of images for dark screens
	kinds   map[string]int  // of notes without a title
	all     strings.Builder // all text, without spaces
	text    string
}

func bagOf(p *tree.Page) *bag {
	b := &bag{words: map[string]int{}, loose: map[string]bool{}, address: map[string]int{}, lines: map[string]bool{}, kinds: map[string]int{}, dark: map[string]bool{}}
	tree.InspectPage(p, func(n tree.Node) bool {
		b.node(n)
		b.attr(tree.AttrOf(n))
		return true
	})
	for k, v := range p.Meta {
		b.free(k)
		if s, ok := v.(string); ok {
			b.free(s)
		}
	}
	b.text = b.all.String()
	return b
}

func (b *bag) node(n tree.Node) {
	switch n := n.(type) {
	case *tree.Text:
		b.add(n.S)
	case *tree.Code:
		b.add(n.S)
		b.lines[squeeze(n.S)] = true
	case *tree.CodeBlock:
		b.add(n.Text)
		b.add("\n" + n.Title)
		b.free(n.Info)
		for line := range strings.Lines(n.Text) {
			b.lines[squeeze(line)] = true
		}
	case *tree.Math:
		b.add(n.TeX)
	case *tree.MathBlock:
		b.add(n.TeX)
		for line := range strings.Lines(n.TeX) {
			b.lines[squeeze(line)] = true
		}
	case *tree.Link:
		b.target(&n.To)
		b.add(n.Title)
	case *tree.Image:
		b.target(&n.Src)
		b.target(&n.Dark)
		if n.Dark.Raw != "" {
			b.dark[address(n.Dark.Raw)] = true
		}
		b.add(n.Alt)
		b.add(n.Title)
	case *tree.Admonition:
		b.free(n.Kind)
		if n.Title == nil {
			b.kinds[n.Kind]++
		}
	case *tree.Footnote:
		b.free(n.Label)
	case *tree.Anchor:
		b.free(n.ID)
	case *tree.Element:
		b.free(n.Name)
	case *tree.InlineElement:
		b.free(n.Name)
	case *tree.RawBlock:
		b.raw(n.HTML)
	case *tree.RawInline:
		b.raw(n.HTML)
	}
}

// raw adds HTML that stayed as it is.
func (b *bag) raw(s string) {
	b.free(s)
	b.all.WriteString(squeeze(s))
}

func (b *bag) attr(a *tree.Attr) {
	if a == nil {
		return
	}
	b.free(a.ID)
	for _, s := range a.Aliases {
		b.free(s)
	}
	for _, s := range a.Classes {
		b.free(s)
	}
	for _, k := range a.Keys {
		b.free(k.Name)
		b.free(k.Value)
		if k.Name == "href" || k.Name == "src" || strings.ContainsAny(k.Value, "/.") {
			b.address[address(k.Value)]++
		}
	}
}

// add adds text that readers see.
func (b *bag) add(s string) {
	eachWord(s, func(w string, _ int) { b.words[w]++ })
	b.all.WriteString(squeeze(s))
}

// free adds what stands somewhere else than in the text.
func (b *bag) free(s string) {
	eachWord(s, func(w string, _ int) { b.loose[strings.ToLower(w)] = true })
}

func (b *bag) hasLoose(w string) bool { return b.loose[strings.ToLower(w)] }

func (b *bag) target(t *tree.Target) {
	if t.Raw == "" {
		return
	}
	b.free(t.Raw)
	if u, err := url.PathUnescape(t.Raw); err == nil && u != t.Raw { // the page may have written blanks
		b.free(u)
	}
	b.address[address(t.Raw)]++
}

// takeAddress takes one use of an address out of the bag. One that is in the text is no address in this dialect.
func (b *bag) takeAddress(s string) bool {
	term := ""
	if strings.HasPrefix(s, "#") && strings.Contains(s, " ") { // MyST leads to a term by its words
		term = address("#term-" + strings.ToLower(strings.ReplaceAll(s[1:], " ", "-")))
	}
	s = address(s)
	if name, rest, ok := strings.Cut(s, ":"); ok && (name == "project" || name == "path") {
		s = rest // MyST's sign of what the address is
	}
	for _, form := range [...]string{s, term, "http://" + s, "https://" + s, "mailto:" + s} {
		if form != "" && b.address[form] > 0 {
			b.address[form]--
			return true
		}
	}
	if _, merged := b.address[s]; merged && len(b.dark) > 0 { // a link around two images that became one
		return true
	}
	for _, sign := range [...]string{"(", "<", `"`, "'", ":", "=", "["} {
		if strings.Contains(b.text, sign+s) {
			return true
		}
	}
	return s == ""
}

// hasCode reports whether a line of code, or a piece of it in prose, is in the tree.
func (b *bag) hasCode(line string) bool {
	if strings.Contains(line, `\|`) && b.hasCode(strings.ReplaceAll(line, `\|`, "|")) { // in a table
		return true
	}
	if strings.Contains(line, "|") && strings.Contains(b.text, squeeze(strings.ReplaceAll(line, "|", ""))) { // cells
		return true
	}
	s := squeeze(escaped.Replace(line))
	if s == "" || b.lines[s] || strings.Contains(b.text, s) {
		return true
	}
	if pieces := filledIn.Split(line, -1); len(pieces) > 1 {
		for _, p := range pieces {
			if !strings.Contains(b.text, squeeze(p)) {
				return false
			}
		}
		return true
	}
	return isPunct(s[0]) && (len(s) == 1 && s == "#" || b.lines[s[1:]]) // mdBook's mark of lines that are seen on demand
}

// escaped is how a page shows a shortcode of Hugo's instead of calling it.
var escaped = strings.NewReplacer("{{</*", "{{<", "*/>}}", ">}}", "{{%/*", "{{%", "*/%}}", "%}}")

// address is an address without the differences in how it may be written.
func address(s string) string {
	s = html.UnescapeString(strings.TrimSpace(s))
	if strings.IndexByte(s, '%') >= 0 {
		if u, err := url.PathUnescape(s); err == nil {
			s = u
		}
	}
	return squeeze(strings.ReplaceAll(s, `\`, ""))
}
