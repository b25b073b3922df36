package html

import (
	"fmt"
	"path"
	"strconv"
	"strings"

	"platen/convert/tree"
)

func itoa(n int) string { return strconv.Itoa(n) }

func (p *printer) inlines(inlines []tree.Inline) {
	for _, n := range inlines {
		p.inline(n)
	}
}

func (p *printer) inline(n tree.Inline) {
	switch n := n.(type) {
	case *tree.Text:
		p.text(n.S)
	case *tree.Emph:
		p.span("em", n.Inlines)
	case *tree.Strong:
		p.span("strong", n.Inlines)
	case *tree.Strike:
		p.span("del", n.Inlines)
	case *tree.Sub:
		p.span("sub", n.Inlines)
	case *tree.Sup:
		p.span("sup", n.Inlines)
	case *tree.Code:
		name := "code"
		switch n.Role {
		case "kbd", "samp", "var":
			name = n.Role
		}
		p.buf = append(append(append(p.buf, '<'), name...), '>')
		if p.inCell {
			p.jointed(n.S)
		} else {
			p.text(n.S)
		}
		p.buf = append(append(append(p.buf, '<', '/'), name...), '>')
	case *tree.Link:
		p.link(n)
	case *tree.Image:
		p.image(n)
	case *tree.Break:
		if n.Hard {
			p.raw("<br>")
		}
		p.raw("\n")
	case *tree.Math:
		p.raw(`<code class="p-math">`)
		p.text(n.TeX)
		p.raw("</code>")
	case *tree.NoteRef:
		p.noteRef(n)
	case *tree.Anchor:
		p.anchor(n.ID)
	case *tree.Span:
		name := "span"
		if n.Attr.Get("title") != "" {
			name = "abbr"
		}
		p.element(name, n.Attr, n.Inlines)
	case *tree.InlineElement:
		p.inlineElement(n)
	case *tree.RawInline:
		p.raw(n.HTML)
	default:
		panic(fmt.Sprintf("html: no case for a %T", n))
	}
}

// shortCode is the longest code in a cell that never breaks, in bytes.
const shortCode = 12

// jointed prints code such that it may break behind / . _ - and :, and before a letter or digit only.
func (p *printer) jointed(s string) {
	if len(s) <= shortCode {
		p.text(s)
		return
	}
	start, words := 0, false
	for i := 0; i+1 < len(s); i++ {
		if words && strings.IndexByte("/._-:", s[i]) >= 0 && wordByte(s[i+1]) {
			p.text(s[start : i+1])
			p.raw("<wbr>")
			start, words = i+1, false
		}
		words = words || wordByte(s[i])
	}
	p.text(s[start:])
}

func wordByte(c byte) bool {
	return c >= 0x80 || c >= '0' && c <= '9' || c|0x20 >= 'a' && c|0x20 <= 'z'
}

func (p *printer) span(name string, inlines []tree.Inline) {
	p.buf = append(append(append(p.buf, '<'), name...), '>')
	p.inlines(inlines)
	p.buf = append(append(append(p.buf, '<', '/'), name...), '>')
}

func (p *printer) element(name string, a *tree.Attr, inlines []tree.Inline) {
	p.raw("<")
	p.raw(name)
	p.attr(a, "")
	p.raw(">")
	p.aliases(a)
	p.inlines(inlines)
	p.raw("</")
	p.raw(name)
	p.raw(">")
}

// inlineNames are the elements without a node of their own that are printed, and what as.
// What is not here is printed as its content.
var inlineNames = map[string]string{
	"abbr": "abbr", "acronym": "abbr", "b": "b", "bdi": "bdi", "bdo": "bdi", "big": "span", "cite": "cite", "del": "del",
	"dfn": "dfn", "em": "em", "i": "i", "ins": "ins", "kbd": "kbd", "code": "code", "mark": "mark", "q": "q", "s": "s",
	"samp": "samp", "small": "small", "span": "span", "strike": "s", "strong": "strong", "sub": "sub", "sup": "sup",
	"tt": "code", "u": "u", "var": "var",
}

func (p *printer) inlineElement(n *tree.InlineElement) {
	if n.Name == "wbr" {
		p.raw("<wbr>")
		return
	}
	name := inlineNames[n.Name]
	switch {
	case name == "" && n.Attr != nil && (n.Attr.ID != "" || len(n.Attr.Classes) > 0):
		name = "span"
	case name == "":
		p.aliases(n.Attr)
		p.inlines(n.Inlines)
		return
	case name == "dfn" && p.inDfn: // HTML, 4.5.8: no dfn in a dfn
		name = "i"
	}
	was := p.inDfn
	p.inDfn = was || name == "dfn"
	p.element(name, n.Attr, n.Inlines)
	p.inDfn = was
}

func (p *printer) link(n *tree.Link) {
	if p.inLink || p.dead(&n.To) {
		if n.Attr == nil && n.Title == "" {
			p.inlines(n.Inlines)
			return
		}
		p.raw("<span")
		p.attr(n.Attr, "")
		p.title(n.Attr, n.Title)
		p.raw(">")
		p.aliases(n.Attr)
		p.inlines(n.Inlines)
		p.raw("</span>")
		return
	}
	p.aliases(n.Attr)
	p.raw("<a")
	p.attr(n.Attr, "")
	p.href(&n.To)
	p.title(n.Attr, n.Title)
	if !p.hasName(n.Inlines) {
		p.pair("aria-label", linkName(&n.To))
	}
	p.raw(">")
	p.inLink = true
	p.inlines(n.Inlines)
	p.inLink = false
	p.raw("</a>")
}

// title prints a title attribute when the author's attributes have none.
func (p *printer) title(a *tree.Attr, title string) {
	if title != "" && a.Get("title") == "" {
		p.pair("title", title)
	}
}

// hasName reports whether a link's content says where it leads.
func (p *printer) hasName(inlines []tree.Inline) bool {
	for _, n := range inlines {
		switch n := n.(type) {
		case *tree.Text:
			if strings.TrimSpace(n.S) != "" {
				return true
			}
		case *tree.Image:
			return true // it gets an alternative text
		case *tree.Code, *tree.Math, *tree.NoteRef, *tree.RawInline:
			return true
		default:
			if p.hasName(tree.Inlines(n)) {
				return true
			}
		}
	}
	return false
}

// linkName is the name of a link that has no text.
func linkName(t *tree.Target) string {
	switch {
	case t.Raw != "":
		return t.Raw
	case t.Page != nil:
		return t.Page.Path
	case t.Asset != nil:
		return t.Asset.Path
	}
	return t.Peer + t.URL
}

// peerName is the output of a page that another run converts.
func peerName(p string) string { return strings.TrimSuffix(p, path.Ext(p)) + ".html" }

func (p *printer) noteRef(n *tree.NoteRef) {
	if p.noIDs {
		return
	}
	p.raw("<sup")
	p.pair("id", p.refID(n.Note, n.N))
	p.raw(">")
	if !p.inLink {
		p.raw(`<a role="doc-noteref"`)
		p.pair("href", "#"+p.own("fn"+itoa(n.Note.Number)))
		p.raw(">")
	}
	p.int(n.Note.Number)
	if !p.inLink {
		p.raw("</a>")
	}
	p.raw("</sup>")
}
