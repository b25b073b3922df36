package epub

import (
	"strings"

	"platen/convert/tree"
	"platen/writers/internal/markup"
	"platen/writers/internal/words"
)

// A printer prints the pages of a volume, one after the other.
type printer struct {
	markup.Printer
	v      *volume
	e      *entry
	starts []start // of sheets that have no mark yet
}

// start prepares for a page.
func (p *printer) start(e *entry, report func(tree.Diag)) {
	p.e, p.Place = e, p
	p.Form = markup.Form{XML: true, Book: true, RemoteLinks: true, Math: markup.MathML}
	p.Start(e.page, p.v.book.Lang(e.page), report)
	if p.v.w.NumberSections {
		p.Number(e.number)
	}
	e.marks, p.starts, p.Before = nil, e.starts, nil
	if p.starts != nil {
		p.Before = func(b tree.Block) {
			if at, ok := e.place[b]; ok {
				p.passed(at)
			}
		}
	}
}

// document prints a whole page.
func (p *printer) document() {
	p.open(p.e.title, p.Lang, "bodymatter", p.e.dir)
	if p.v.lone {
		p.byline()
	}
	p.Raw(`<main class="p-main">` + "\n")
	p.passed(-1)
	if p.Titleless() {
		p.Raw(`<h1 class="p-vh">`)
		p.Text(p.e.title)
		p.Raw("</h1>\n")
	}
	p.Body()
	p.passed(len(p.e.place))
	p.Raw("</main>\n")
	if rights := p.v.meta("rights", "copyright"); p.v.lone && rights != "" {
		p.Raw(`<footer class="p-by">`)
		p.Text(rights)
		p.Raw("</footer>\n")
	}
	p.Raw("</body></html>\n")
}

// open prints what stands before the content of a document in the folder dir. kind is the part of the book that it is,
// a name of the Structural Semantics Vocabulary.
func (p *printer) open(title, lang, kind, dir string) {
	p.Raw(`<?xml version="1.0" encoding="UTF-8"?>` + "\n" + `<!DOCTYPE html>` + "\n" + `<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"`)
	p.Pair("lang", lang)
	p.Pair("xml:lang", lang)
	if words.RightToLeft(lang) {
		p.Raw(` dir="rtl"`)
	}
	p.Raw("><head><title>")
	p.Text(title)
	p.Raw(`</title><meta name="viewport" content="width=device-width"/><link rel="stylesheet" type="text/css" href="`)
	p.Buf = markup.AppendRel(p.Buf, dir, styleName)
	p.Raw(`"/></head>` + "\n<body")
	if kind != "" {
		p.Pair("epub:type", kind)
	}
	p.Raw(">\n")
}

// byline says of a handout who wrote it and when.
func (p *printer) byline() {
	var parts []string
	for _, s := range []string{strings.Join(p.v.metas("author", "authors"), ", "), p.v.meta("date"), p.v.version()} {
		if s != "" {
			parts = append(parts, s)
		}
	}
	if len(parts) > 0 {
		p.Raw(`<header class="p-by">`)
		p.Text(strings.Join(parts, " · "))
		p.Raw("</header>\n")
	}
}

// Target prints the address of a live target, as attribute content.
func (p *printer) Target(t *tree.Target) {
	switch {
	case t.Page != nil:
		e := p.v.of[t.Page]
		if e != p.e || t.Anchor == "" {
			p.Buf = markup.AppendRel(p.Buf, p.e.dir, e.href)
		}
		if t.Anchor != "" {
			p.Buf = appendFragment(p.Buf, t.Anchor)
		}
	case t.Asset != nil:
		p.Buf = markup.AppendRel(p.Buf, p.e.dir, string(markup.AppendPath(nil, p.v.images[t.Asset].name)))
	default:
		p.Buf = markup.AppendURL(p.Buf, t.URL)
	}
}

// appendFragment appends "#" and the id as it stands in the page, percent-encoded: programs that check books decode
// a fragment before they look for it.
func appendFragment(b []byte, id string) []byte { return markup.AppendFragment(b, markup.CleanID(id)) }

// Dead reports whether the target leads nowhere from inside a book: out of the guide without a server's name, to a page
// or a file that the book does not have.
func (p *printer) Dead(t *tree.Target) bool {
	switch {
	case t.Page != nil:
		e := p.v.of[t.Page]
		return e == nil || e.out
	case t.Asset != nil:
		return true
	}
	return !t.Whole()
}

// Image reports whether the book has the file's image.
func (p *printer) Image(a *tree.Asset) (data string, ok bool) { return "", p.v.images[a] != nil }
