package markdown

import (
	"strings"

	"platen/convert/tree"
)

// part prints an element that holds blocks: on its line as HTML where it holds tight paragraphs, else on lines of Markdown.
func (p *printer) part(name, attrs string, bs []tree.Block) {
	if len(bs) == 0 {
		p.line("<" + name + attrs + "></" + name + ">")
		return
	}
	if hasTight(bs) {
		if s, ok := p.htmlBlocks(bs); ok {
			p.text("<" + name + attrs + ">" + s + "</" + name + ">")
			return
		}
	}
	p.line("<" + name + attrs + ">")
	p.cells++
	p.inside(bs)
	p.cells--
	p.line("</" + name + ">")
}

// labelled prints an element that holds inlines.
func (p *printer) labelled(name, attrs string, ns []tree.Inline) {
	if s, ok := p.htmlInlines(ns); ok {
		p.text("<" + name + attrs + ">" + s + "</" + name + ">")
		return
	}
	p.line("<" + name + attrs + ">")
	p.blank()
	p.text(p.inlines(ns, place{}))
	p.blank()
	p.line("</" + name + ">")
}

func hasTight(bs []tree.Block) bool {
	for _, b := range bs {
		if par, ok := b.(*tree.Paragraph); ok && par.Tight {
			return true
		}
	}
	return false
}

// htmlBlocks returns blocks as HTML without blank lines; ok is false when one has no form as HTML.
func (p *printer) htmlBlocks(bs []tree.Block) (string, bool) {
	var b strings.Builder
	for i, n := range bs {
		s, ok := p.htmlBlock(n)
		if par, tight := n.(*tree.Paragraph); tight && par.Tight && i > 0 {
			if prev, tight := bs[i-1].(*tree.Paragraph); tight && prev.Tight {
				ok = false
			}
		}
		if !ok {
			return "", false
		}
		b.WriteString(s)
	}
	return b.String(), true
}

func (p *printer) htmlBlock(n tree.Block) (string, bool) {
	wrap := func(name, attrs string, bs []tree.Block) (string, bool) {
		s, ok := p.htmlBlocks(bs)
		return "<" + name + attrs + ">" + s + "</" + name + ">", ok
	}
	switch n := n.(type) {
	case *tree.Paragraph:
		s, ok := p.htmlInlines(n.Inlines)
		if !n.Tight {
			s = "<p>" + s + "</p>"
		}
		return s, ok
	case *tree.List:
		name, attrs := "ul", ""
		if n.Ordered {
			name = "ol"
			if n.Start != 1 {
				attrs = ` start="` + itoa(n.Start) + `"`
			}
			if n.Style != tree.Decimal {
				attrs += ` type="` + [...]string{"1", "a", "A", "i", "I"}[n.Style] + `"`
			}
		}
		var b strings.Builder
		for _, it := range n.Items {
			if it.Task != tree.NoTask {
				return "", false
			}
			s, ok := wrap("li", attributes(it.Attr), it.Blocks)
			if !ok {
				return "", false
			}
			b.WriteString(s)
		}
		return "<" + name + attrs + attributes(n.Attr) + ">" + b.String() + "</" + name + ">", true
	case *tree.CodeBlock:
		if n.Title != "" || n.Marks != nil || n.Focus != nil || n.Start != 0 || n.Info != n.Lang || strings.ContainsAny(n.Lang, ` "&<`) {
			return "", false
		}
		lang := ""
		if n.Lang != "" {
			lang = ` class="language-` + n.Lang + `"`
		}
		return "<pre" + attributes(n.Attr) + "><code" + lang + ">" + strings.ReplaceAll(htmlText(n.Text, p.f.mdx), "\n", "&#10;") + "</code></pre>", true
	case *tree.Quote:
		return wrap("blockquote", attributes(n.Attr), n.Blocks)
	case *tree.Div:
		return wrap("div", attributes(n.Attr), n.Blocks)
	case *tree.Element:
		return wrap(n.Name, attributes(n.Attr), n.Blocks)
	case *tree.Table:
		return p.htmlTable(n)
	case *tree.Details:
		words, ok := p.htmlInlines(n.Summary)
		if len(n.Summary) > 0 {
			words = "<summary>" + words + "</summary>"
		}
		s, all := p.htmlBlocks(n.Blocks)
		return "<details" + attributes(n.Attr) + openly(n) + ">" + words + s + "</details>", ok && all
	case *tree.Rule:
		return "<hr />", true
	}
	return "", false
}

// htmlInlines returns inlines as HTML; ok is false when one has no form as HTML.
func (p *printer) htmlInlines(ns []tree.Inline) (string, bool) { return p.htmlWords(ns, false) }

func (p *printer) htmlWords(ns []tree.Inline, within bool) (string, bool) {
	var b strings.Builder
	for i, n := range ns {
		s, ok := p.htmlInline(n)
		if !ok {
			return "", false
		}
		if (i == 0 || i == len(ns)-1) && s == "\n" && !within {
			return "", false
		}
		b.WriteString(s)
	}
	if s := b.String(); !strings.Contains(s, "\n\n") {
		return s, true
	}
	return "", false
}

func (p *printer) htmlInline(n tree.Inline) (string, bool) {
	wrap := func(name, attrs string) (string, bool) {
		s, ok := p.htmlWords(tree.Inlines(n), true)
		return "<" + name + attrs + ">" + s + "</" + name + ">", ok
	}
	switch n := n.(type) {
	case *tree.Text:
		return spaces(htmlText(n.S, p.f.mdx)), !strings.Contains(n.S, "\n")
	case *tree.Emph:
		return wrap("em", "")
	case *tree.Strong:
		return wrap("strong", "")
	case *tree.Strike:
		return wrap("del", "")
	case *tree.Sub:
		return wrap("sub", "")
	case *tree.Sup:
		return wrap("sup", "")
	case *tree.Code:
		name := n.Role
		if name == "" {
			name = "code"
		}
		return "<" + name + ">" + spaces(htmlText(n.S, p.f.mdx)) + "</" + name + ">", !strings.Contains(n.S, "\n")
	case *tree.Link:
		attrs := ` href="` + quoted(p.address(&n.To)) + `"`
		if n.Title != "" {
			attrs += ` title="` + quoted(n.Title) + `"`
		}
		return wrap("a", attrs+attributes(n.Attr))
	case *tree.Image:
		t := tokens{p: p}
		m := *n
		if m.Attr == nil {
			m.Attr = &tree.Attr{}
		}
		t.image(&m)
		return t.list[0].s, true
	case *tree.Break:
		if n.Hard {
			return "<br />", true
		}
		if p.f.mdx { // words on several lines are paragraphs there
			return " ", true
		}
		return "\n", true
	case *tree.Anchor:
		return anchor(n.ID), true
	case *tree.Span:
		if attributes(n.Attr) == "" {
			return p.htmlWords(n.Inlines, true)
		}
		return wrap("span", attributes(n.Attr))
	case *tree.InlineElement:
		return wrap(n.Name, attributes(n.Attr))
	}
	return "", false
}

// spaces keeps blanks in a row from becoming one, as they do between tags.
func spaces(s string) string {
	if !strings.Contains(s, "  ") {
		return s
	}
	var b strings.Builder
	for i := range len(s) {
		if s[i] == ' ' && (i > 0 && s[i-1] == ' ' || i+1 < len(s) && s[i+1] == ' ') {
			b.WriteString("&#32;")
			continue
		}
		b.WriteByte(s[i])
	}
	return b.String()
}

// htmlText escapes text for HTML. In MDX words between tags are Markdown: what marks words up is a reference there.
func htmlText(s string, mdx bool) string {
	var b strings.Builder
	for i := range len(s) {
		switch c := s[i]; {
		case c == '<':
			b.WriteString("&lt;")
		case c == '&' && (mdx || isEntity(s[i:]) || i+1 < len(s) && isLetter(s[i+1])): // some names need no semicolon in HTML
			b.WriteString("&amp;")
		case mdx && isPunct(c) && strings.IndexByte("*_`[]{}\\~$|:#>+-", c) >= 0:
			b.WriteString("&#" + itoa(int(c)) + ";")
		default:
			b.WriteByte(c)
		}
	}
	return b.String()
}

// quoted escapes the value of an attribute.
func quoted(s string) string {
	var b strings.Builder
	for i := range len(s) {
		switch c := s[i]; c {
		case '"':
			b.WriteString("&quot;")
		case '<':
			b.WriteString("&lt;")
		case '\n':
			b.WriteString("&#10;")
		case '&':
			if isEntity(s[i:]) || i+1 < len(s) && (isLetter(s[i+1]) || s[i+1] == '#') {
				b.WriteString("&amp;")
				continue
			}
			b.WriteByte(c)
		default:
			b.WriteByte(c)
		}
	}
	return b.String()
}

// anchor is a place with a name.
func anchor(id string) string { return `<a id="` + quoted(id) + `"></a>` }

// attributes returns attributes as a tag has them, with a space before each.
func attributes(a *tree.Attr) string {
	if a == nil {
		return ""
	}
	var b strings.Builder
	add := func(name, value string) { b.WriteString(" " + name + `="` + quoted(value) + `"`) }
	if a.ID != "" {
		add("id", a.ID)
	}
	if len(a.Classes) > 0 {
		add("class", strings.Join(a.Classes, " "))
	}
	for _, k := range a.Keys {
		add(k.Name, k.Value)
	}
	return b.String()
}
