package markup

import (
	"cmp"
	"strconv"

	"platen/convert/icon"
	"platen/convert/tree"
)

// icon prints the drawing of an icon, with its name for those who do not see it and its sign for those who copy it, and
// reports whether n is one. Books have the sign.
func (p *Printer) icon(n *tree.Span) bool {
	name := n.Attr.Get("data-icon")
	if name == "" || !n.Attr.HasClass("icon") {
		return false
	}
	i, ok := icon.Find(name)
	if !ok || i.Path == "" || tree.PlainText(n.Inlines) != i.Sign {
		return false
	}
	p.Raw("<span")
	if p.Form.Book {
		p.attr(n.Attr, "")
	} else {
		p.attr(n.Attr, "p-icon")
	}
	p.Raw(` role="img"`)
	p.Pair("aria-label", cmp.Or(n.Attr.Get("title"), i.Label))
	p.Raw(">")
	p.Aliases(n.Attr)
	if p.Form.Book {
		p.Inlines(n.Inlines)
	} else {
		size := strconv.Itoa(icon.Size)
		p.Raw(`<svg viewBox="0 0 ` + size + " " + size + `" aria-hidden="true"><path d="` + i.Path + `"/></svg><span>`)
		p.Inlines(n.Inlines)
		p.Raw("</span>")
	}
	p.Raw("</span>")
	return true
}
