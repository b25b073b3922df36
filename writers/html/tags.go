package html

import (
	"slices"
	"strings"

	"platen/convert/tree"
	"platen/writers"
	"platen/writers/internal/markup"
	"platen/writers/internal/pages"
	"platen/writers/internal/words"
)

// tagsFile is the list of pages by their tags, at the site's top.
const tagsFile = "tags.html"

// A tag is one of the site's: the pages that have it, in their order.
type tag struct {
	name, id string
	pages    []*entry
}

// collectTags finds the tags of the pages in the order of their names; none when the site has no list of them, or a page of
// its own in that place.
func (s *site) collectTags() {
	if !s.w.Tags || s.single || s.plain || s.has(tagsFile) {
		return
	}
	by := map[string]*tag{}
	for _, e := range s.entries {
		if e.out == tagsFile {
			return
		}
		if e.unlisted {
			continue
		}
		for _, name := range tagsOf(e.page) {
			key := strings.ToLower(name)
			if by[key] == nil {
				by[key] = &tag{name: name}
				s.tags = append(s.tags, by[key])
			}
			by[key].pages = append(by[key].pages, e)
		}
	}
	slices.SortFunc(s.tags, func(a, b *tag) int { return strings.Compare(strings.ToLower(a.name), strings.ToLower(b.name)) })
	taken := pages.Names{idMain: 2, idNav: 2, idHits: 2}
	for _, t := range s.tags {
		t.id = taken.Take("tag-"+strings.Join(strings.Fields(strings.ToLower(t.name)), "-"), "")
	}
	s.tagOf = by
}

// writeTags writes the list.
func (s *site) writeTags(out writers.Output, report func(tree.Diag)) error {
	if len(s.tags) == 0 {
		return nil
	}
	title := words.For(s.book.Lang(nil)).Tags
	page := &tree.Page{Path: "tags.md", Title: []tree.Inline{&tree.Text{S: title}}}
	e := &entry{page: page, out: tagsFile, href: tagsFile, plainTitle: title}
	p := &printer{}
	p.start(s, e, report)
	p.layOut(frame{title: title, lang: s.book.Lang(nil), header: p.header, contents: p.sidebar, footer: p.footer, main: func() {
		p.mainStart()
		p.Raw("<h1>")
		p.Text(title)
		p.Raw("</h1>\n")
		for _, t := range s.tags {
			p.Raw("<h2")
			p.Pair("id", t.id)
			p.Raw(">")
			p.Text(t.name)
			p.Raw("</h2>\n<ul>\n")
			for _, e := range t.pages {
				p.Raw(`<li><a href="`)
				p.rel(e.href)
				p.Raw(`">`)
				p.Raw(e.title)
				p.Raw("</a></li>\n")
			}
			p.Raw("</ul>\n")
		}
		p.Raw("</main>\n")
	}})
	return pages.Put(out, tagsFile, p.Finish())
}

// tagLinks prints the tags of the page, which lead to the list.
func (p *printer) tagLinks() {
	if len(p.s.tags) == 0 || p.e.unlisted {
		return
	}
	list := tagsOf(p.Page)
	if len(list) == 0 {
		return
	}
	p.Raw(`<nav class="p-tags"`)
	p.Pair("aria-label", p.Words.Tags)
	p.Raw(">")
	for _, name := range list {
		t := p.s.tagOf[strings.ToLower(name)]
		if t == nil {
			continue
		}
		p.Raw(`<a rel="tag" href="`)
		p.rel(tagsFile)
		p.Buf = markup.AppendFragment(p.Buf, t.id)
		p.Raw(`">`)
		p.Text(t.name)
		p.Raw("</a>")
	}
	p.Raw("</nav>\n")
}
