package markup

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"platen/convert/tree"
)

func itoa(n int) string { return strconv.Itoa(n) }

func (p *Printer) Inlines(inlines []tree.Inline) {
	for _, n := range inlines {
		p.inline(n)
	}
}

func (p *Printer) inline(n tree.Inline) {
	switch n := n.(type) {
	case *tree.Text:
		if p.longest > 0 {
			p.narrowed(n.S)
		} else {
			p.Text(n.S)
		}
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
		p.Buf = append(append(p.Buf, '<'), name...)
		p.leftToRight()
		p.Raw(">")
		if p.inCell && p.longest > 0 && len(n.S) > shortCode {
			p.broken(n.S)
		} else if p.inCell {
			p.jointed(n.S)
		} else {
			p.Text(n.S)
		}
		p.Buf = append(append(append(p.Buf, '<', '/'), name...), '>')
	case *tree.Link:
		p.link(n)
	case *tree.Image:
		p.image(n)
	case *tree.Break:
		if n.Hard {
			p.Raw("<br")
			p.Empty()
		}
		p.Raw("\n")
	case *tree.Math:
		p.math(n)
	case *tree.NoteRef:
		p.noteRef(n)
	case *tree.Anchor:
		p.Anchor(n.ID)
	case *tree.Span:
		if p.icon(n) {
			return
		}
		name := "span"
		if n.Attr.Get("title") != "" {
			name = "abbr"
		}
		p.element(name, n.Attr, n.Inlines)
	case *tree.InlineElement:
		p.inlineElement(n)
	case *tree.RawInline:
		if p.Form.XML {
			p.Inlines(n.Inlines)
		} else {
			p.KeptHTML = true
			p.Raw(n.HTML)
		}
	default:
		panic(fmt.Sprintf("markup: no case for a %T", n))
	}
}

// shortCode is the longest code in a cell that never breaks, in bytes.
const shortCode = 12

// jointed prints code such that it may break behind / . _ - and :, and before a letter or digit only.
func (p *Printer) jointed(s string) {
	if len(s) <= shortCode {
		p.Text(s)
		return
	}
	start, words := 0, false
	for i := 0; i+1 < len(s); i++ {
		if words && strings.IndexByte("/._-:", s[i]) >= 0 && wordByte(s[i+1]) {
			p.Text(s[start : i+1])
			p.Raw("<wbr")
			p.Empty()
			start, words = i+1, false
		}
		words = words || wordByte(s[i])
	}
	p.Text(s[start:])
}

// narrowed prints the words of a book's table such that none is longer than its column has room for.
func (p *Printer) narrowed(s string) {
	for len(s) > 0 {
		i := strings.IndexAny(s, " \n") + 1
		if i == 0 {
			i = len(s)
		}
		if utf8.RuneCountInString(s[:i]) <= p.longest+1 {
			p.Text(s[:i])
		} else {
			p.broken(s[:i])
		}
		s = s[i:]
	}
}

// broken prints a long word or code that may break at its joints, and anywhere where there are none.
func (p *Printer) broken(s string) {
	start, n, words := 0, 0, false
	for i, r := range s {
		switch {
		case r == ' ' || r == '\n' || r >= 0x2e80: // a line may end here as it is
			n, words = 0, false
			continue
		case unicode.IsMark(r):
			continue
		case n >= p.longest, words && strings.IndexByte("/._-:|=,&?", s[i-1]) >= 0 && wordByte(s[i]):
			p.Text(s[start:i])
			p.Raw("<wbr")
			p.Empty()
			start, n, words = i, 0, false
		}
		n++
		words = words || wordByte(s[i])
	}
	p.Text(s[start:])
}

func wordByte(c byte) bool {
	return c >= 0x80 || c >= '0' && c <= '9' || c|0x20 >= 'a' && c|0x20 <= 'z'
}

func (p *Printer) span(name string, inlines []tree.Inline) {
	p.Buf = append(append(append(p.Buf, '<'), name...), '>')
	p.Inlines(inlines)
	p.Buf = append(append(append(p.Buf, '<', '/'), name...), '>')
}

func (p *Printer) element(name string, a *tree.Attr, inlines []tree.Inline) {
	p.Raw("<")
	p.Raw(name)
	p.attr(a, "")
	p.Raw(">")
	p.Aliases(a)
	p.Inlines(inlines)
	p.Raw("</")
	p.Raw(name)
	p.Raw(">")
}

// inlineNames are the elements without a node of their own that are printed, and what as.
// What is not here is printed as its content.
var inlineNames = map[string]string{
	"abbr": "abbr", "acronym": "abbr", "b": "b", "bdi": "bdi", "bdo": "bdi", "big": "span", "cite": "cite", "del": "del",
	"dfn": "dfn", "em": "em", "i": "i", "ins": "ins", "kbd": "kbd", "code": "code", "mark": "mark", "q": "q", "s": "s",
	"samp": "samp", "small": "small", "span": "span", "strike": "s", "strong": "strong", "sub": "sub", "sup": "sup",
	"tt": "code", "u": "u", "var": "var",
}

// Known reports whether the element, which has no node of its own, is printed and not its content alone.
func Known(name string) bool { return inlineNames[name] != "" }

func (p *Printer) inlineElement(n *tree.InlineElement) {
	if n.Name == "wbr" {
		p.Raw("<wbr")
		p.Empty()
		return
	}
	name := inlineNames[n.Name]
	switch {
	case name == "" && n.Attr != nil && (n.Attr.ID != "" || len(n.Attr.Classes) > 0):
		name = "span"
	case name == "":
		p.Aliases(n.Attr)
		p.Inlines(n.Inlines)
		return
	case name == "dfn" && p.inDfn: // HTML, 4.5.8: no dfn in a dfn
		name = "i"
	}
	was := p.inDfn
	p.inDfn = was || name == "dfn"
	p.element(name, n.Attr, n.Inlines)
	p.inDfn = was
}

func (p *Printer) link(n *tree.Link) {
	if p.inLink || p.Place.Dead(&n.To) {
		if n.Attr == nil && n.Title == "" {
			p.Inlines(n.Inlines)
			return
		}
		p.Raw("<span")
		p.attr(n.Attr, "")
		p.title(n.Attr, n.Title)
		p.Raw(">")
		p.Aliases(n.Attr)
		p.Inlines(n.Inlines)
		p.Raw("</span>")
		return
	}
	if n.Shows != "" && p.media(n) {
		return
	}
	p.anchor(n)
}

// anchor prints a link that leads somewhere.
func (p *Printer) anchor(n *tree.Link) {
	p.Aliases(n.Attr)
	p.Raw("<a")
	p.attr(n.Attr, "")
	p.Href(&n.To)
	p.title(n.Attr, n.Title)
	if !p.hasName(n.Inlines) {
		p.Pair("aria-label", linkName(&n.To))
	}
	p.Raw(">")
	p.inLink = true
	p.Inlines(n.Inlines)
	p.inLink = false
	p.Raw("</a>")
}

// title prints a title attribute when the author's attributes have none.
func (p *Printer) title(a *tree.Attr, title string) {
	if title != "" && a.Get("title") == "" {
		p.Pair("title", title)
	}
}

// hasName reports whether a link's content says where it leads.
func (p *Printer) hasName(inlines []tree.Inline) bool {
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

func (p *Printer) noteRef(n *tree.NoteRef) {
	if p.NoIDs {
		return
	}
	p.Raw("<sup")
	p.Pair("id", p.refID(n.Note, n.N))
	p.Raw(">")
	if !p.inLink {
		p.Raw(`<a role="doc-noteref"`)
		if p.Form.Book {
			p.Raw(` epub:type="noteref"`)
		}
		p.Pair("href", "#"+p.Own("fn"+itoa(n.Note.Number)))
		p.Raw(">")
	}
	p.Int(n.Note.Number)
	if !p.inLink {
		p.Raw("</a>")
	}
	p.Raw("</sup>")
}
