package html

import (
	"bytes"
	"cmp"
	"fmt"
	"html/template"
	"io"
	"slices"

	"platen/convert/tree"
	"platen/writers/internal/markup"
	"platen/writers/internal/words"
)

// A Template lays out pages instead of the writer's own frame. It is safe for concurrent use.
type Template struct {
	t    *template.Template
	text string
}

// ParseTemplate reads a template in the language of the standard library's html/template. What it can print is
// described in the manual, "Steer the HTML". An error names the line, and a field that there is not.
func ParseTemplate(name, text string) (*Template, error) {
	t, err := template.New(name).Funcs(boundedFuncs()).Parse(text)
	if err != nil {
		return nil, err
	}
	countSteps(t)
	sample := templatePage{Meta: tree.Meta{}, Words: words.For("en"), Prev: &templateLink{}, Next: &templateLink{}}
	if err := t.Execute(&boundedWriter{w: io.Discard, bytes: templateBytes, steps: sampleSteps}, sample); err != nil {
		return nil, err
	}
	return &Template{t, text}, nil
}

// templatePage is what a template sees.
type templatePage struct {
	Title, Guide, Lang string
	Dir                string // "ltr" or "rtl"
	Root               string // way to the top, "../"; "" at the top
	Path               string // the page's source, "guide/setup.md"; "" for one that has none
	URL                string // the page's file from the site's top, "guide/setup.html"
	Address            string // whole address of the page, with a base address
	EditURL            string // where the source can be changed; "" when nobody said
	Home               bool   // the page is the site's first
	Prev, Next         *templateLink
	Crumbs, TOC, Nav   []templateLink // the way to the page, its headings, the lines of the contents that the sidebar has
	Words              *words.Words
	Lone               bool // the page stands for itself: no contents, no neighbours
	Meta               tree.Meta

	Head                   template.HTML // everything that has to be in the head
	Header, Contents       template.HTML
	Search, Theme          template.HTML // parts of the header, to lay out another one
	Announcement, Edit     template.HTML
	Breadcrumb, OnThisPage template.HTML
	Main                   template.HTML // with its main element
	Neighbours, Footer     template.HTML
}

// A templateLink is a line of the contents as a template sees it.
type templateLink struct {
	Title   string
	URL     string // from the current page; "" leads nowhere
	Current bool   // the page itself
	Items   []templateLink
}

func (p *printer) templateLink(e *entry) *templateLink {
	if e == nil {
		return nil
	}
	return &templateLink{Title: e.plainTitle, URL: p.relTo(e, "")}
}

// relTo is the address of a page, seen from the current one.
func (p *printer) relTo(e *entry, anchor string) string {
	start := len(p.Buf)
	p.rel(e.href)
	if anchor != "" {
		p.Buf = markup.AppendFragment(p.Buf, anchor)
	}
	s := string(p.Buf[start:])
	p.Buf = p.Buf[:start]
	return s
}

// templateCrumbs are the lines of the contents above the page.
func (p *printer) templateCrumbs() []templateLink {
	var out []templateLink
	if p.e.nav != nil {
		for n := p.e.nav.parent; n != nil && n.parent != nil; n = n.parent {
			out = append(out, p.templateLine(n))
		}
	}
	slices.Reverse(out)
	return out
}

// templateLine is a line of the contents without those below it.
func (p *printer) templateLine(n *navNode) templateLink {
	t := templateLink{Title: n.plain, URL: n.url}
	switch to := cmp.Or(n.to, firstPage(n)); {
	case n.to != nil:
		t.URL, t.Current = p.relTo(n.to, n.anchor), n == p.e.nav
	case n.kind != tree.NavPart && n.url == "" && to != nil:
		t.URL = p.relTo(to, "")
	}
	return t
}

// templateNav are the lines of the contents that the sidebar has: the way to the page, and what is beside and below it.
func (p *printer) templateNav(parent *navNode) []templateLink {
	onPath := map[*navNode]bool{}
	for n := p.e.nav; n != nil; n = n.parent {
		onPath[n] = true
	}
	var list func(parent *navNode) []templateLink
	list = func(parent *navNode) []templateLink {
		var out []templateLink
		for _, n := range parent.items {
			if n.kind == tree.NavSeparator {
				continue
			}
			t := p.templateLine(n)
			if onPath[n] || n.kind == tree.NavPart {
				t.Items = list(n)
			}
			out = append(out, t)
		}
		return out
	}
	return list(parent)
}

// templateTOC are the headings of a page.
func templateTOC(sections []*tree.Section) []templateLink {
	var out []templateLink
	for _, s := range sections {
		if s.Heading != nil && tree.PlainText(s.Title) != "" {
			out = append(out, templateLink{Title: tree.PlainText(s.Title), URL: string(markup.AppendFragment(nil, s.Heading.Attr.ID)), Items: templateTOC(s.Sections)})
		}
	}
	return out
}

// A frame is what makes a page of its pieces. A nil piece is left out.
type frame struct {
	title, lang            string
	header, contents       func()
	breadcrumb, onThisPage func()
	main                   func()
	edit                   func()
	neighbours, footer     func()
}

// layOut prints a page.
func (p *printer) layOut(f frame) {
	f.lang = markup.Lang(f.lang)
	if p.s.w.Template != nil {
		p.templated(f)
		return
	}
	start := len(p.Buf)
	p.Raw("<!DOCTYPE html>\n<html")
	p.Pair("lang", f.lang)
	if words.RightToLeft(f.lang) {
		p.Raw(` dir="rtl"`)
	}
	p.Raw("><head>")
	p.head(f.title)
	p.Raw("</head><body>\n")
	f.header()
	if f.contents != nil {
		f.contents()
	}
	p.Raw(`<div class="p-body`)
	if f.contents == nil {
		p.Raw(" p-lone")
	}
	p.Raw("\">\n")
	for _, piece := range []func(){f.breadcrumb, f.onThisPage, f.main, f.edit, f.neighbours, f.footer} {
		if piece != nil {
			piece()
		}
	}
	p.Raw("</div>\n</body></html>\n")
	p.policy(start)
}

// templated prints a page by the user's template.
func (p *printer) templated(f frame) {
	start := len(p.Buf)
	piece := func(print func()) template.HTML {
		if print == nil {
			return ""
		}
		print()
		s := template.HTML(p.Buf[start:])
		p.Buf = p.Buf[:start]
		return s
	}
	dir := "ltr"
	if words.RightToLeft(f.lang) {
		dir = "rtl"
	}
	meta := tree.Meta{}
	for _, m := range []tree.Meta{p.s.book.Meta, p.Page.Meta} {
		for k, v := range m {
			meta[k] = v
		}
	}
	data := templatePage{
		Title: f.title, Guide: p.s.title, Lang: f.lang, Dir: dir, Root: string(piece(func() { p.rel("") })), Address: p.s.address(p.e), Lone: f.contents == nil, Meta: meta,
		URL: p.e.out, EditURL: p.editURL(), Home: p.e == p.s.home || p.e.out == "index.html", Words: p.Words,
		Prev: p.templateLink(p.e.prev), Next: p.templateLink(p.e.next),
		Head: piece(func() { p.head(f.title) }), Header: piece(f.header), Contents: piece(f.contents), Breadcrumb: piece(f.breadcrumb),
		OnThisPage: piece(f.onThisPage), Main: piece(f.main), Neighbours: piece(f.neighbours), Footer: piece(f.footer), Edit: piece(f.edit),
	}
	if p.s.of[p.Page] != nil {
		data.Path = p.Page.Path
	}
	if !p.s.plain && !p.s.single {
		data.Crumbs, data.TOC, data.Nav = p.templateCrumbs(), templateTOC(p.tocSections()), p.templateNav(p.s.nav)
		data.Theme, data.Announcement = piece(p.themeSwitch), piece(p.announcement)
		if p.s.search {
			data.Search = piece(p.searchBox)
		}
	}
	most := templateBytes
	for _, piece := range []template.HTML{data.Head, data.Header, data.Contents, data.Breadcrumb, data.OnThisPage, data.Main, data.Neighbours, data.Footer, data.Edit, data.Theme, data.Announcement, data.Search} {
		most += 8 * len(piece)
	}
	b := bytes.NewBuffer(p.Buf)
	if err := p.s.w.Template.t.Execute(&boundedWriter{w: b, bytes: most, steps: templateSteps}, data); err != nil {
		panic(fmt.Sprintf("the template fails: %v", err))
	}
	p.Buf = b.Bytes()
	p.policy(start)
}
