package epub

import (
	"slices"
	"strconv"

	"platen/convert/tree"
	"platen/writers/internal/markup"
)

// A line of the contents leads to a page or a heading in it, or is a label over other lines.
type line struct {
	title  string
	number string
	to     *entry // nil for a label
	anchor string
	items  []*line
}

// href is where the line leads, from the folder of the publication.
func (l *line) href() string {
	if l.anchor == "" {
		return l.to.href
	}
	return string(appendFragment([]byte(l.to.href), l.anchor))
}

// A lister makes the contents. Their lines are in the order of the text, as EPUB 3.3 has it (7.4.2): what leads back
// is left out, and so are labels over nothing and what leads out of the book.
type lister struct {
	v      *volume
	listed map[*entry]bool
	inside map[*entry]map[tree.Node]int // pages of which the guide lists places itself: their nodes in order
	page   int                          // place of the last line: its page,
	at     int                          // and its node in the page
}

// contents makes the lines from what the guide says, then the pages that it does not name.
func (v *volume) contents() []*line {
	l := &lister{v: v, listed: map[*entry]bool{}, inside: map[*entry]map[tree.Node]int{}, page: -1}
	l.order(v.book.Nav)
	var lines []*line
	if v.book.Index != nil && !v.lone && !names(v.book.Nav, v.book.Index) {
		lines = append(lines, l.add(&line{title: v.entries[0].title, to: v.entries[0]})...)
	}
	if !v.lone {
		lines = append(lines, l.items(v.book.Nav, "")...)
	}
	for _, e := range v.entries {
		if !l.listed[e] {
			lines = append(lines, l.add(&line{title: e.title, to: e})...)
		}
	}
	return lines
}

// names reports whether a line of the contents leads to the page itself.
func names(items []*tree.NavItem, p *tree.Page) bool {
	return slices.ContainsFunc(items, func(it *tree.NavItem) bool { return it.To.Page == p && it.To.Anchor == "" || names(it.Items, p) })
}

func (l *lister) items(items []*tree.NavItem, number string) []*line {
	var out []*line
	count := 0
	for _, it := range items {
		n := &line{title: tree.PlainText(it.Title), to: l.v.of[it.To.Page], anchor: it.To.Anchor}
		below := ""
		if it.Numbered {
			count++
			n.number = number + strconv.Itoa(count)
			below = n.number + "."
		}
		if it.Kind == tree.NavPart {
			below = number
		}
		if n.to != nil && n.title == "" {
			n.title = n.to.title
		}
		kept := l.add(n)
		items := l.items(it.Items, below)
		switch {
		case len(kept) > 0:
			n.items = append(n.items, items...)
			out = append(out, n)
		case n.title != "" && len(items) > 0: // a label over them
			n.to, n.items = nil, items
			out = append(out, n)
		default:
			out = append(out, items...)
		}
	}
	return out
}

// add returns the line with the headings of its page below it, or nothing when it leads back or out.
func (l *lister) add(n *line) []*line {
	e := n.to
	if e == nil || n.title == "" {
		return nil
	}
	at := 0
	if n.anchor != "" {
		at = l.inside[e][e.page.IDs[n.anchor]]
	}
	if e.i < l.page || e.i == l.page && at <= l.at {
		return nil
	}
	l.page, l.at, l.listed[e] = e.i, at, true
	if n.anchor == "" {
		e.number = n.number
		if depth := l.v.depth(); depth > 0 && l.inside[e] == nil {
			n.items = headings(e, tree.NewOutline(e.page).Root, depth)
		}
	}
	return []*line{n}
}

// depth is how many levels of headings stand below a page.
func (v *volume) depth() int {
	switch {
	case v.w.TOC != 0:
		return v.w.TOC
	case v.lone:
		return 2
	}
	return 1
}

// headings are the lines of a page's sections.
func headings(e *entry, s *tree.Section, depth int) []*line {
	var out []*line
	for _, c := range s.Sections {
		switch {
		case c.Heading == nil:
			continue
		case c.Level == 1:
			out = append(out, headings(e, c, depth)...)
			continue
		}
		n := &line{title: tree.PlainText(c.Title), to: e}
		if c.Level > depth+1 || n.title == "" || c.Heading.Attr == nil || c.Heading.Attr.ID == "" {
			continue
		}
		n.anchor = c.Heading.Attr.ID
		if n.number = c.Number; e.number != "" && c.Number != "" {
			n.number = e.number + "." + c.Number
		}
		n.items = headings(e, c, depth)
		out = append(out, n)
	}
	return out
}

// order numbers the nodes of the pages that lines lead into.
func (l *lister) order(items []*tree.NavItem) {
	for _, it := range items {
		if e := l.v.of[it.To.Page]; e != nil && it.To.Anchor != "" && l.inside[e] == nil {
			m := map[tree.Node]int{}
			tree.InspectPage(e.page, func(n tree.Node) bool {
				m[n] = len(m) + 1
				return true
			})
			l.inside[e] = m
		}
		l.order(it.Items)
	}
}

// label is the line's text, with its number where the headings have theirs.
func (v *volume) label(l *line) string {
	if v.w.NumberSections && l.number != "" {
		return l.number + " " + l.title
	}
	return l.title
}

// shown are the lines whose pages could be made; the lines below others move up.
func shown(lines []*line) []*line {
	var out []*line
	for _, l := range lines {
		items := shown(l.items)
		switch {
		case l.to != nil && l.to.failed:
			out = append(out, items...)
		case l.to == nil && len(items) == 0:
		default:
			c := *l
			c.items = items
			out = append(out, &c)
		}
	}
	return out
}

// list prints lines as nested lists.
func (p *printer) list(lines []*line) {
	if len(lines) == 0 {
		return
	}
	p.Raw("<ol>\n")
	for _, l := range lines {
		p.Raw("<li>")
		if l.to == nil {
			p.Raw("<span>")
			p.Text(p.v.label(l))
			p.Raw("</span>")
		} else {
			p.Raw(`<a href="`)
			p.Raw(l.href())
			p.Raw(`">`)
			p.Text(p.v.label(l))
			p.Raw("</a>")
		}
		p.list(l.items)
		p.Raw("</li>\n")
	}
	p.Raw("</ol>\n")
}

// navDocument makes the contents that reading systems show, and the places that they know by name.
func (v *volume) navDocument() file {
	p := &printer{v: v}
	p.open(v.words.Contents, v.lang, "", "")
	p.Raw(`<main><nav epub:type="toc" role="doc-toc" id="toc"`)
	p.Pair("aria-label", v.words.Contents)
	p.Raw("><h1>")
	p.Text(v.words.Contents)
	p.Raw("</h1>\n")
	p.list(shown(v.lines))
	p.Raw("</nav></main>\n" + `<nav epub:type="landmarks" id="landmarks" hidden="hidden"`)
	p.Pair("aria-label", v.words.Links)
	p.Raw("><ol>\n")
	mark := func(kind, href, title string) {
		p.Raw("<li><a")
		p.Pair("epub:type", kind)
		p.Raw(` href="` + href + `">`)
		p.Text(title)
		p.Raw("</a></li>\n")
	}
	if !v.lone {
		mark("cover", coverName, v.title)
		mark("titlepage", titleName, v.title)
		if v.book.Index == nil {
			mark("toc", contentsName, v.words.Contents)
		} else {
			mark("toc", v.entries[0].href, v.words.Contents)
		}
	}
	body := v.body()
	mark("bodymatter", body.href, body.title)
	p.Raw("</ol></nav>\n")
	p.pageList()
	p.Raw("</body></html>\n")
	return packed(navName, p.Finish())
}

// body is the page with which the text begins.
func (v *volume) body() *entry {
	var first *entry
	for _, e := range v.entries {
		if e.failed {
			continue
		}
		if first == nil {
			first = e
		}
		if e.page != v.book.Index {
			return e
		}
	}
	return first
}

// ncx makes the contents for reading systems of EPUB 2.
func (v *volume) ncx() file {
	lines := shown(v.lines)
	p := &printer{v: v}
	p.Raw(`<?xml version="1.0" encoding="UTF-8"?>` + "\n" + `<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/" version="2005-1"`)
	p.Pair("xml:lang", v.lang)
	p.Raw(`><head><meta name="dtb:uid"`)
	p.Pair("content", v.identifier())
	p.Raw(`/><meta name="dtb:depth" content="`)
	p.Int(levels(lines))
	total, most := v.pageCounts()
	p.Raw(`"/><meta name="dtb:totalPageCount" content="`)
	p.Int(total)
	p.Raw(`"/><meta name="dtb:maxPageNumber" content="`)
	p.Int(most)
	p.Raw(`"/></head>` + "\n<docTitle><text>")
	p.Text(v.title)
	p.Raw("</text></docTitle>\n<navMap>\n")
	n := 0
	p.points(lines, &n)
	p.Raw("</navMap>\n")
	p.pageTargets()
	p.Raw("</ncx>\n")
	return packed(ncxName, p.Finish())
}

func levels(lines []*line) int {
	n := 0
	for _, l := range lines {
		n = max(n, 1+levels(l.items))
	}
	return n
}

func (p *printer) points(lines []*line, n *int) {
	for _, l := range lines {
		*n++
		p.Raw(`<navPoint id="n`)
		p.Int(*n)
		p.Raw(`"><navLabel><text>`)
		p.Text(p.v.label(l))
		p.Raw(`</text></navLabel><content src="`)
		to := l
		for to.to == nil { // a label leads to what is first below it
			to = to.items[0]
		}
		p.Raw(to.href())
		p.Raw(`"/>`)
		p.points(l.items, n)
		p.Raw("</navPoint>\n")
	}
}

// contentsPage is the page with the whole contents of a guide that has none: with what the guide has not written yet and
// what lies elsewhere.
func (v *volume) contentsPage() file {
	p := &printer{v: v}
	p.open(v.words.Contents, v.lang, "frontmatter", "")
	p.Raw(`<main class="p-main"><h1>`)
	p.Text(v.words.Contents)
	p.Raw("</h1>\n<nav")
	p.Pair("aria-label", v.words.Contents)
	p.Raw(">\n")
	p.all(v.book.Nav, "")
	p.Raw("</nav></main>\n</body></html>\n")
	return packed(contentsName, p.Finish())
}

func (p *printer) all(items []*tree.NavItem, number string) {
	open, count := false, 0
	for _, it := range items {
		title, below := tree.PlainText(it.Title), ""
		e := p.v.of[it.To.Page]
		if title == "" && e != nil {
			title = e.title
		}
		if it.Numbered {
			count++
			n := number + strconv.Itoa(count)
			if below = n + "."; p.v.w.NumberSections {
				title = n + " " + title
			}
		}
		if it.Kind == tree.NavPart {
			below = number
		}
		if it.Kind == tree.NavSeparator || title == "" {
			continue
		}
		if !open {
			p.Raw("<ol>\n")
			open = true
		}
		p.Raw("<li>")
		href := ""
		switch {
		case e != nil && !e.failed:
			href = (&line{to: e, anchor: it.To.Anchor}).href()
		case it.To.Whole():
			href = string(markup.AppendURL(nil, it.To.URL))
		}
		if href != "" {
			p.Raw(`<a href="` + href + `">`)
			p.Text(title)
			p.Raw("</a>")
		} else {
			p.Raw("<span>")
			p.Text(title)
			p.Raw("</span>")
		}
		p.all(it.Items, below)
		p.Raw("</li>\n")
	}
	if open {
		p.Raw("</ol>\n")
	}
}
