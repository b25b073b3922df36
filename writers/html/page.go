package html

import (
	"context"
	"net/url"

	"platen/convert/tree"
	"platen/writers"
	"platen/writers/internal/words"
)

// document prints a whole page.
func (p *printer) document() {
	f := frame{title: p.e.plainTitle, lang: p.s.book.Lang(p.page), footer: p.footer}
	f.main = func() {
		p.mainStart()
		p.pageTitle()
		p.body()
		p.raw("</main>\n")
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
	p.raw(`<meta charset="utf-8">` + "\n<title>")
	p.text(title)
	if s := p.s.title; s != title && s != "" {
		p.raw(" – ")
		p.text(s)
	}
	p.raw("</title>\n" + `<meta name="viewport" content="width=device-width,initial-scale=1"><meta name="color-scheme" content="light dark">` + "\n")
	for _, name := range []string{"description", "author"} {
		s := p.page.Meta.String(name)
		if s == "" && (p.s.plain || p.e.out == "index.html") {
			s = p.s.book.Meta.String(name)
		}
		if s != "" {
			p.raw("<meta")
			p.pair("name", name)
			p.pair("content", s)
			p.raw(">\n")
		}
	}
	p.published(title)
	if p.e.unlisted {
		p.raw(`<meta name="robots" content="noindex">` + "\n")
	}
	p.styles()
	if p.s.stem != "" {
		p.brandHead()
	}
}

// styles prints the links to what the pages share, or the style sheet itself.
func (p *printer) styles() {
	if p.s.stem != "" {
		p.raw(`<link rel="stylesheet" href="`)
		p.rel(p.s.stem)
		p.raw(".css\">\n" + `<script src="`)
		p.rel(p.s.stem)
		p.raw(".js\"></script>\n")
	} else {
		p.raw("<style>")
		p.raw(p.s.style)
		p.raw("</style>\n")
	}
	for _, u := range p.s.w.StyleSheets {
		p.raw(`<link rel="stylesheet" href="`)
		if remoteURL(u) {
			p.buf = appendURL(p.buf, u)
		} else {
			p.rel(string(appendURL(nil, u)))
		}
		p.raw("\">\n")
	}
}

func (p *printer) skipLink() {
	p.raw(`<a class="p-skip"`)
	p.pair("href", "#"+p.own(idMain))
	p.raw(">")
	p.text(p.words.SkipToContent)
	p.raw("</a>\n")
}

// htmlLang mends the shapes that people write: "en_US".
func htmlLang(lang string) string {
	b := []byte(lang)
	for i, c := range b {
		if c == '_' {
			b[i] = '-'
		}
	}
	if s := string(b); validLang(s) {
		return s
	}
	return "en"
}

func rightToLeft(lang string) bool {
	switch lang[:2] {
	case "ar", "he", "fa", "ur", "yi":
		return len(lang) == 2 || lang[2] == '-'
	}
	return false
}

func (p *printer) mainStart() {
	p.raw(`<main class="p-main"`)
	p.pair("id", p.own(idMain))
	p.raw(">\n")
}

// pageTitle prints a level-1 heading for a page that has none; sighted readers have the page itself.
func (p *printer) pageTitle() {
	for _, s := range p.outline.Root.Sections {
		if s.Level == 1 {
			return
		}
	}
	p.raw(`<h1 class="p-vh">`)
	p.text(p.e.plainTitle)
	p.raw("</h1>\n")
}

func (p *printer) header() {
	p.skipLink()
	p.announcement()
	p.raw(`<header class="p-top"><a class="p-menu"`)
	p.pair("href", "#"+p.own(idNav))
	p.raw(">")
	p.text(p.words.Contents)
	p.raw(`</a><a class="p-home" href="`)
	p.homeAddress()
	p.raw(`">`)
	if p.s.logo.href != "" {
		p.raw(`<img src="`)
		p.rel(p.s.logo.href)
		p.raw(`" alt="" height="32">`)
	}
	p.raw("<span>")
	p.text(p.s.title)
	p.raw("</span></a>\n")
	p.headerLinks()
	p.versions()
	if p.s.search {
		p.searchBox()
	}
	p.themeSwitch()
	p.raw("</header>\n")
}

// themeSwitch prints the button between light and dark. The style sheet shows it where there are scripts.
func (p *printer) themeSwitch() {
	p.raw(`<button type="button" class="p-theme" aria-pressed="false"`)
	p.pair("aria-label", p.words.DarkTheme)
	p.pair("title", p.words.DarkTheme)
	p.raw("></button>")
}

// searchBox prints the box and the place of its results, an ARIA combobox. The style sheet shows it
// where there are scripts.
func (p *printer) searchBox() {
	hits := p.own(idHits)
	p.raw(`<div class="p-find" role="search"><input type="text" role="combobox" aria-expanded="false" aria-autocomplete="list"`)
	p.pair("aria-controls", hits)
	p.pair("aria-label", p.words.Search)
	p.pair("placeholder", p.words.Search)
	p.raw(` aria-keyshortcuts="/" autocomplete="off" spellcheck="false" enterkeyhint="search"><div class="p-hits"><div role="status"></div><div role="listbox" hidden`)
	p.pair("id", hits)
	p.pair("aria-label", p.words.Search)
	p.raw("></div></div></div>\n")
}

func (p *printer) homeAddress() { p.rel("index.html") }

// metaLine joins the book's metadata of these names.
func (p *printer) metaLine(names ...string) string {
	line := ""
	for _, name := range names {
		s := p.s.book.Meta.String(name)
		if s == "" && p.s.plain {
			s = p.page.Meta.String(name)
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
		p.raw(`<header class="p-by">`)
		p.text(line)
		p.raw("</header>\n")
	}
}

func (p *printer) footer() {
	own := p.s.w.Brand.Footer
	if len(own) == 0 && len(p.s.project().Footer) > 0 && p.metaLine("rights") == "" {
		own = p.s.project().Footer
	}
	if len(own) > 0 && !p.s.plain {
		p.raw(`<footer class="p-foot">`)
		if line := p.metaLine("version", "date"); line != "" && !p.s.single && len(p.s.w.Brand.Footer) == 0 {
			p.text(line)
			p.raw(" · ")
		}
		p.inlines(own)
		p.raw("</footer>\n")
		return
	}
	names := []string{"version", "date", "rights", "copyright"}
	if p.s.plain || p.s.single {
		names = names[2:] // the rest is in the byline
	}
	if line := p.metaLine(names...); line != "" {
		p.raw(`<footer class="p-foot">`)
		p.text(line)
		p.raw("</footer>\n")
	}
}

// contentsPage makes the index.html of a guide that has no page for it: its title and its contents.
func (s *site) contentsPage(report func(tree.Diag)) []byte {
	page := &tree.Page{Path: "index.md", Title: []tree.Inline{&tree.Text{S: s.title}}}
	return s.listPage(page, s.title, report)
}

// listPage makes a page at the top that has the whole contents.
func (s *site) listPage(page *tree.Page, title string, report func(tree.Diag)) []byte {
	out := stem(page.Path) + ".html"
	e := &entry{page: page, out: out, href: out, plainTitle: title}
	p := &printer{}
	p.start(s, e, report)
	p.layOut(frame{title: title, lang: s.book.Lang(nil), header: p.header, contents: p.sidebar, footer: p.footer, main: func() {
		p.mainStart()
		p.raw("<h1>")
		p.text(title)
		p.raw("</h1>\n")
		p.allContents(s.nav)
		p.raw("</main>\n")
	}})
	return p.finish()
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
		p.raw("<h1>")
		p.text(w.NoPage)
		p.raw("</h1>\n<p><a href=\"")
		p.homeAddress()
		p.raw(`">`)
		p.text(s.title)
		p.raw("</a></p>\n</main>\n")
	}})
	return p.finish()
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
			return create(out, s.w.File, data)
		})
	}
	data, err := s.bookPage(ctx, report)
	if err != nil {
		return err
	}
	return create(out, s.w.File, data)
}

// bookPage prints all pages below the book's title. Each page's headings move down by one level.
func (s *site) bookPage(ctx context.Context, report func(tree.Diag)) ([]byte, error) {
	bodies := make([][]byte, len(s.entries))
	index := map[*entry]int{}
	for i, e := range s.entries {
		index[e] = i
	}
	err := s.eachEntry(ctx, func(p *printer, e *entry) error {
		defer func() {
			if r := recover(); r != nil {
				report(failure(e.page, r))
			}
		}()
		p.start(s, e, report)
		p.shift = 1
		p.raw(`<section class="p-page"`)
		p.pair("id", e.prefix)
		p.raw(">\n")
		if h := p.titleless(); h {
			p.raw("<h2>")
			p.text(e.plainTitle)
			p.raw("</h2>\n")
		}
		p.body()
		p.raw("</section>\n")
		bodies[index[e]] = append([]byte(nil), p.finish()...)
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
		p.raw("<h1>")
		p.text(s.title)
		p.raw("</h1>\n")
		p.raw(`<nav class="p-contents"`)
		p.pair("aria-label", p.words.Contents)
		p.raw(">\n")
		p.allContents(s.nav)
		p.raw("</nav>\n")
		for _, b := range bodies {
			p.buf = append(p.buf, b...)
		}
		p.raw("</main>\n")
	}})
	return p.finish(), nil
}

// titleless reports whether the page has no level-1 heading of its own.
func (p *printer) titleless() bool {
	for _, s := range p.outline.Root.Sections {
		if s.Level == 1 {
			return false
		}
	}
	return true
}
