package html

import (
	"bytes"
	"fmt"
	"html/template"
	"io"

	"platen/convert/tree"
)

// A Template lays out pages instead of the writer's own frame. It is safe for concurrent use.
type Template struct{ t *template.Template }

// ParseTemplate reads a template in the language of the standard library's html/template. What it can print is
// described in the manual, "Steer the HTML". An error names the line, and a field that there is not.
func ParseTemplate(name, text string) (*Template, error) {
	t, err := template.New(name).Parse(text)
	if err != nil {
		return nil, err
	}
	if err := t.Execute(io.Discard, templatePage{Meta: tree.Meta{}}); err != nil {
		return nil, err
	}
	return &Template{t}, nil
}

// templatePage is what a template sees.
type templatePage struct {
	Title, Guide, Lang string
	Dir                string // "ltr" or "rtl"
	Root               string // way to the top, "../"; "" at the top
	Address            string // whole address of the page, with a base address
	Lone               bool   // the page stands for itself: no contents, no neighbours
	Meta               tree.Meta

	Head                   template.HTML // everything that has to be in the head
	Header, Contents       template.HTML
	Breadcrumb, OnThisPage template.HTML
	Main                   template.HTML // with its main element
	Neighbours, Footer     template.HTML
}

// A frame is what makes a page of its pieces. A nil piece is left out.
type frame struct {
	title, lang            string
	header, contents       func()
	breadcrumb, onThisPage func()
	main                   func()
	neighbours, footer     func()
}

// layOut prints a page.
func (p *printer) layOut(f frame) {
	f.lang = htmlLang(f.lang)
	if p.s.w.Template != nil {
		p.templated(f)
		return
	}
	p.raw("<!DOCTYPE html>\n<html")
	p.pair("lang", f.lang)
	if rightToLeft(f.lang) {
		p.raw(` dir="rtl"`)
	}
	p.raw("><head>")
	p.head(f.title)
	p.raw("</head><body>\n")
	f.header()
	if f.contents != nil {
		f.contents()
	}
	p.raw(`<div class="p-body`)
	if f.contents == nil {
		p.raw(" p-lone")
	}
	p.raw("\">\n")
	for _, piece := range []func(){f.breadcrumb, f.onThisPage, f.main, f.neighbours, f.footer} {
		if piece != nil {
			piece()
		}
	}
	p.raw("</div>\n</body></html>\n")
}

// templated prints a page by the user's template.
func (p *printer) templated(f frame) {
	start := len(p.buf)
	piece := func(print func()) template.HTML {
		if print == nil {
			return ""
		}
		print()
		s := template.HTML(p.buf[start:])
		p.buf = p.buf[:start]
		return s
	}
	dir := "ltr"
	if rightToLeft(f.lang) {
		dir = "rtl"
	}
	meta := tree.Meta{}
	for _, m := range []tree.Meta{p.s.book.Meta, p.page.Meta} {
		for k, v := range m {
			meta[k] = v
		}
	}
	data := templatePage{
		Title: f.title, Guide: p.s.title, Lang: f.lang, Dir: dir, Root: string(appendRel(nil, p.e.dir, "")), Address: p.s.address(p.e), Lone: f.contents == nil, Meta: meta,
		Head: piece(func() { p.head(f.title) }), Header: piece(f.header), Contents: piece(f.contents), Breadcrumb: piece(f.breadcrumb),
		OnThisPage: piece(f.onThisPage), Main: piece(f.main), Neighbours: piece(f.neighbours), Footer: piece(f.footer),
	}
	b := bytes.NewBuffer(p.buf)
	if err := p.s.w.Template.t.Execute(b, data); err != nil {
		panic(fmt.Sprintf("the template fails: %v", err))
	}
	p.buf = b.Bytes()
}
