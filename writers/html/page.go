package html

import (
	"context"
	"net/url"

	"platen/convert/tree"
	"platen/writers"
	"platen/writers/internal/markup"
	"platen/writers/internal/pages"
	"platen/writers/internal/words"
)

// document prints a whole page.
func (p *printer) document() {
	f := frame{title: p.e.plainTitle, lang: p.s.book.Lang(p.Page), footer: p.footer}
	f.main = func() {
		p.mainStart()
		p.pageTitle()
		p.Body()
		p.tagLinks()
		p.Raw("</main>\n")
	}
	if p.s.plain { // a page that stands for itself
		f.header, f.breadcrumb = p.skipLink, p.byline
		if p.s.w.TOC > 0 {
			f.onThisPage = p.onThisPage
		}
	} else {
		f.header, f.contents, f.breadcrumb, f.onThisPage, f.edit, f.neighbours = p.header, p.sidebar, p.breadcrumb, p.onThisPage, p.edit, p.neighbours
	}
	p.layOut(f)
}

// head prints what stands in the head.
func (p *printer) head(title string) {
	p.Raw(`<meta charset="utf-8">` + "\n<title>")
	p.Text(title)
	if s := p.s.title; s != title && s != "" {
		p.Raw(" – ")
		p.Text(s)
	}
	p.Raw("</title>\n" + `<meta name="viewport" content="width=device-width,initial-scale=1"><meta name="color-scheme" content="light dark">` + "\n" + policyMark)
	for _, name := range []string{"description", "author"} {
		s := p.Page.Meta.String(name)
		if s == "" && (p.s.plain || p.e.out == "index.html") {
			s = p.s.book.Meta.String(name)
		}
		if s != "" {
			p.Raw("<meta")
			p.Pair("name", name)
			p.Pair("content", s)
			p.Raw(">\n")
		}
	}
	p.published(title)
	p.alternates()
	if p.e.unlisted {
		p.Raw(`<meta name="robots" content="noindex">` + "\n")
	}
	if p.s.w.Markdown != nil && p.s.of[p.Page] == p.e && !p.e.unlisted && !p.s.plain && !p.s.single {
		p.Raw(`<link rel="alternate" type="text/markdown" href="`)
		p.rel(string(markup.AppendPath(nil, p.e.beside())))
		p.Raw("\">\n")
	}
	p.styles()
	if p.s.stem != "" {
		p.brandHead()
	}
}

// styles prints the links to what the pages share, or the style sheet itself.
func (p *printer) styles() {
	if p.s.stem != "" {
		p.Raw(`<link rel="stylesheet" href="`)
		p.rel(p.s.stem)
		p.Raw(".css\">\n" + `<script src="`)
		p.rel(p.s.stem)
		p.Raw(".js\"></script>\n")
		p.mermaidHead()
	} else {
		p.Raw("<style>")
		p.Raw(p.s.style)
		p.Raw("</style>\n")
	}
	for _, u := range p.s.w.StyleSheets {
		p.Raw(`<link rel="stylesheet" href="`)
		if markup.RemoteURL(u) {
			p.Buf = markup.AppendURL(p.Buf, u)
		} else {
			p.rel(string(markup.AppendURL(nil, u)))
		}
		p.Raw("\">\n")
	}
}

func (p *printer) skipLink() {
	p.Raw(`<a class="p-skip"`)
	p.Pair("href", "#"+p.Own(idMain))
	p.Raw(">")
	p.Text(p.Words.SkipToContent)
	p.Raw("</a>\n")
}

func (p *printer) mainStart() {
	p.Raw(`<main class="p-main"`)
	p.Pair("id", p.Own(idMain))
	p.Raw(">\n")
}

// pageTitle prints a level-1 heading for a page that has none; sighted readers have the page itself.
func (p *printer) pageTitle() {
	if !p.Titleless() {
		return
	}
	p.Raw(`<h1 class="p-vh">`)
	p.Text(p.e.plainTitle)
	p.Raw("</h1>\n")
}

func (p *printer) header() {
	p.skipLink()
	p.announcement()
	p.Raw(`<header class="p-top"><a class="p-menu"`)
	p.Pair("href", "#"+p.Own(idNav))
	p.Raw("><span>")
	p.Text(p.Words.Contents)
	p.Raw(`</span></a><a class="p-home" href="`)
	p.homeAddress()
	p.Raw(`">`)
	if p.s.logo.href != "" {
		p.Raw(`<img src="`)
		p.rel(p.s.logo.href)
		p.Raw(`" alt="" height="32">`)
	}
	p.Raw("<span>")
	p.Text(p.s.title)
	p.Raw("</span></a>\n")
	p.headerLinks()
	p.versions()
	p.siblings()
	if p.s.search {
		p.searchBox()
	}
	p.themeSwitch()
	p.Raw("</header>\n")
	p.partTabs()
}

// themeSwitch prints the button between light and dark. The style sheet shows it where there are scripts.
func (p *printer) themeSwitch() {
	p.Raw(`<button type="button" class="p-theme" aria-pressed="false"`)
	p.Pair("aria-label", p.Words.DarkTheme)
	p.Pair("title", p.Words.DarkTheme)
	p.Raw("></button>")
}

// searchBox prints the box and the place of its results, an ARIA combobox. The style sheet shows it
// where there are scripts.
func (p *printer) searchBox() {
	hits := p.Own(idHits)
	p.Raw(`<div class="p-find" role="search"><input type="text" role="combobox" aria-expanded="false" aria-autocomplete="list"`)
	p.Pair("aria-controls", hits)
	p.Pair("aria-label", p.Words.Search)
	p.Pair("placeholder", p.Words.Search)
	p.Raw(` aria-keyshortcuts="/" autocomplete="off" spellcheck="false" enterkeyhint="search"><div class="p-hits"><div role="status"></div><div role="listbox" hidden`)
	p.Pair("id", hits)
	p.Pair("aria-label", p.Words.Search)
	p.Raw("></div></div></div>\n")
}

func (p *printer) homeAddress() { p.rel("index.html") }

// metaLine joins the book's metadata of these names.
func (p *printer) metaLine(names ...string) string {
	line := ""
	for _, name := range names {
		s := p.s.book.Meta.String(name)
		if s == "" && p.s.plain {
			s = p.Page.Meta.String(name)
		}
		if s == "" {
			continue
		}
		if line != "" {
			line += " · "
		}
		line += s
	}
	return line
}

// byline is the header of a page that stands for itself: who, when, which version.
func (p *printer) byline() {
	if line := p.metaLine("author", "date", "version"); line != "" {
		p.Raw(`<header class="p-by">`)
		p.Text(line)
		p.Raw("</header>\n")
	}
}

func (p *printer) footer() {
	own := p.s.w.Brand.Footer
	if len(own) == 0 && len(p.s.project().Footer) > 0 && p.metaLine("rights") == "" {
		own = p.s.project().Footer
	}
	if len(own) > 0 && !p.s.plain {
		p.Raw(`<footer class="p-foot">`)
		if line := p.metaLine("version", "date"); line != "" && !p.s.single && len(p.s.w.Brand.Footer) == 0 {
			p.Text(line)
			p.Raw(" · ")
		}
		p.Inlines(own)
		p.Raw("</footer>\n")
		return
	}
	names := []string{"version", "date", "rights", "copyright"}
	if p.s.plain || p.s.single {
		names = names[2:] // the rest is in the byline
	}
	if line := p.metaLine(names...); line != "" {
		p.Raw(`<footer class="p-foot">`)
		p.Text(line)
		p.Raw("</footer>\n")
	}
}

// contentsPage makes the index.html of a guide that has no page for it: its title and its contents.
func (s *site) contentsPage(report func(tree.Diag)) []byte {
	page := &tree.Page{Path: "index.md", Title: []tree.Inline{&tree.Text{S: s.title}}}
	return s.listPage(page, s.title, report)
}

// listPage makes a page at the top that has the whole contents.
func (s *site) listPage(page *tree.Page, title string, report func(tree.Diag)) []byte {
	out := pages.Stem(page.Path) + ".html"
	e := &entry{page: page, out: out, href: out, plainTitle: title}
	p := &printer{}
	p.start(s, e, report)
	p.layOut(frame{title: title, lang: s.book.Lang(nil), header: p.header, contents: p.sidebar, footer: p.footer, main: func() {
		p.mainStart()
		p.Raw("<h1>")
		p.Text(title)
		p.Raw("</h1>\n")
		p.allContents(s.nav)
		p.Raw("</main>\n")
	}})
	return p.Finish()
}

// noPage makes what servers show where there is no page.
func (s *site) noPage(report func(tree.Diag)) []byte {
	w := words.For(s.book.Lang(nil))
	page := &tree.Page{Path: "404.md", Title: []tree.Inline{&tree.Text{S: w.NoPage}}}
	e := &entry{page: page, out: errorPage, href: errorPage, plainTitle: w.NoPage, unlisted: true}
	if u, err := url.Parse(s.base); err == nil {
		e.fromRoot, e.dir = true, u.EscapedPath()
	}
	p := &printer{}
	p.start(s, e, report)
	p.layOut(frame{title: w.NoPage, lang: s.book.Lang(nil), header: p.header, contents: p.sidebar, footer: p.footer, main: func() {
		p.mainStart()
		p.Raw("<h1>")
		p.Text(w.NoPage)
		p.Raw("</h1>\n<p><a href=\"")
		p.homeAddress()
		p.Raw(`">`)
		p.Text(s.title)
		p.Raw("</a></p>\n</main>\n")
	}})
	return p.Finish()
}

// writeSingle writes the whole book into one file.
func (s *site) writeSingle(ctx context.Context, out writers.Output, report func(tree.Diag)) error {
	if err := s.copyAssets(ctx, out, report); err != nil {
		return err
	}
	if len(s.entries) == 0 {
		return nil
	}
	if s.plain {
		return s.eachEntry(ctx, func(p *printer, e *entry) error {
			data := s.renderPage(p, e, report)
			if data == nil {
				return nil
			}
			return pages.Put(out, s.w.File, data)
		})
	}
	data, err := s.bookPage(ctx, report)
	if err != nil {
		return err
	}
	return pages.Put(out, s.w.File, data)
}

// bookPage prints all pages below the book's title. Each page's headings move down by one level.
func (s *site) bookPage(ctx context.Context, report func(tree.Diag)) ([]byte, error) {
	bodies, styles, kept := make([][]byte, len(s.entries)), make([][]string, len(s.entries)), make([]bool, len(s.entries))
	index := map[*entry]int{}
	for i, e := range s.entries {
		index[e] = i
	}
	err := s.eachEntry(ctx, func(p *printer, e *entry) error {
		pages.Try(e.page, notWritten, report, func() {
			p.start(s, e, report)
			p.Shift = 1
			p.Raw(`<section class="p-page"`)
			p.Pair("id", e.prefix)
			p.Raw(">\n")
			if p.Titleless() {
				p.Raw("<h2>")
				p.Text(e.plainTitle)
				p.Raw("</h2>\n")
			}
			p.Body()
			p.Raw("</section>\n")
			i := index[e]
			bodies[i], styles[i], kept[i] = append([]byte(nil), p.Finish()...), p.Styles, p.KeptHTML
		})
		return nil
	})
	if err != nil {
		return nil, err
	}
	page := &tree.Page{Path: s.w.File, Title: []tree.Inline{&tree.Text{S: s.title}}}
	p := &printer{}
	p.start(s, &entry{page: page, out: s.w.File, plainTitle: s.title}, report)
	p.layOut(frame{title: s.title, lang: s.book.Lang(nil), header: p.skipLink, breadcrumb: p.byline, footer: p.footer, main: func() {
		p.mainStart()
		p.Raw("<h1>")
		p.Text(s.title)
		p.Raw("</h1>\n")
		p.Raw(`<nav class="p-contents"`)
		p.Pair("aria-label", p.Words.Contents)
		p.Raw(">\n")
		p.allContents(s.nav)
		p.Raw("</nav>\n")
		for i, b := range bodies {
			p.Buf = append(p.Buf, b...)
			p.KeptHTML = p.KeptHTML || kept[i]
			for _, s := range styles[i] {
				p.Styled(s)
			}
		}
		p.Raw("</main>\n")
	}})
	return p.Finish(), nil
}
