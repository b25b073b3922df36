package convert

import (
	"slices"
	"strings"

	"platen/convert/near"
	"platen/convert/tree"
)

// contents is a book's contents list as it was found.
type contents struct {
	from string          // what it was read from: "index.md", "mkdocs.yml"; "" for the folder's order
	base string          // the path, relative to the pages' folder, that its links start from
	nav  []*tree.NavItem // targets have Raw only
	page *tree.Page      // the contents file as a page, for positions; nil for YAML
	own  bool            // page is a page of the book
	at   map[*tree.NavItem]linePos
	path string // of the file, relative to the root
}

// A linePos is a place in a file that is no page.
type linePos struct{ line, column int }

// resolve sets the targets of the contents list and reports what is missing. Links of index.md are
// reported by the walk over that page.
func (c *contents) resolve(r *resolver, report func(tree.Diag)) {
	near := near.Suggester{Budget: suggestBudget}
	var visit func(items []*tree.NavItem)
	visit = func(items []*tree.NavItem) {
		for _, it := range items {
			if it.To.Raw != "" && it.To.Dead() {
				var self *tree.Page
				if c.own {
					self = c.page
				}
				f := r.resolve(&it.To, self, c.base, &near)
				it.To.Asset, it.To.Peer = nil, ""
				if f.code == tree.DeadLink {
					f.code = tree.ContentsMissing
				}
				if f.code != "" && !c.own {
					report(c.diag(it, f))
				}
			}
			visit(it.Items)
		}
	}
	visit(c.nav)
}

func (c *contents) diag(it *tree.NavItem, f fault) tree.Diag {
	if c.page != nil {
		return faultDiag(c.page, it.Pos, it.To.Raw, "contents entry ", f)
	}
	at := c.at[it]
	return tree.Diag{Path: c.path, Line: at.line, Column: at.column, Severity: f.severity, Code: f.code,
		Msg: "contents entry " + quoteRaw(it.To.Raw) + ": " + f.msg, Hint: f.hint}
}

// eachNav visits all items, parents first.
func eachNav(items []*tree.NavItem, f func(*tree.NavItem)) {
	for _, it := range items {
		f(it)
		eachNav(it.Items, f)
	}
}

// readingOrder returns the pages: the contents page, those of the list by first mention, then the others.
func readingOrder(c *contents, pages []*tree.Page) (order []*tree.Page, listed int) {
	seen := make(map[*tree.Page]bool, len(pages))
	add := func(p *tree.Page) {
		if p != nil && !seen[p] {
			seen[p] = true
			order = append(order, p)
		}
	}
	if c.own {
		add(c.page)
	}
	eachNav(c.nav, func(it *tree.NavItem) { add(it.To.Page) })
	listed = len(order)
	rest := slices.Clone(pages)
	slices.SortStableFunc(rest, func(a, b *tree.Page) int { return comparePaths(a.Path, b.Path) })
	for _, p := range rest {
		add(p)
	}
	return order, listed
}

// indexContents reads the contents list of an index page: its lists of links to pages. The lists get
// the class "contents". It returns nil when the page is no contents list but, say, a home page.
func indexContents(p *tree.Page, r *resolver, total int) *contents {
	c := &contents{from: p.Path, base: p.Path, page: p, own: true, path: p.Path}
	links := map[*tree.Link]bool{}
	pages := map[*tree.Page]bool{}
	named := false
	var lists []*tree.List
	var heading *tree.Heading
	for _, b := range p.Blocks {
		switch b := b.(type) {
		case *tree.Heading:
			heading = b
		case *tree.List:
			l := linkList{r: r, from: p.Path, links: links, pages: pages}
			items, ok := l.items(b)
			if !ok || l.toPages == 0 {
				continue
			}
			lists = append(lists, b)
			if heading != nil && isContentsWord(tree.PlainText(heading.Inlines)) {
				named = true
			} else if heading != nil && heading.Level > 1 {
				items = []*tree.NavItem{{Pos: heading.Pos, Kind: tree.NavPart, Title: titleInlines(heading.Inlines), Items: items}}
				heading = nil
			}
			c.nav = append(c.nav, items...)
		}
	}
	delete(pages, p)
	if len(lists) == 0 || !named && 2*len(pages) < total-1 {
		return nil
	}
	if len(c.nav) == 1 && c.nav[0].Kind == tree.NavPart {
		c.nav = c.nav[0].Items
	}
	for _, l := range lists {
		if l.Attr == nil {
			l.Attr = &tree.Attr{}
		}
		l.Attr.Classes = append(l.Attr.Classes, "contents")
	}
	r.contents = links
	return c
}

// isContentsWord reports whether a heading announces the contents list.
func isContentsWord(s string) bool {
	switch strings.ToLower(strings.Trim(s, " :.")) {
	case "contents", "table of contents", "content", "toc", "topics", "in this guide", "summary", "chapters", "index", "pages",
		"inhalt", "inhaltsverzeichnis", "sommaire", "table des matières", "contenido", "índice", "indice", "sommario",
		"conteúdo", "inhoud", "spis treści", "содержание", "оглавление", "目次", "目录", "目錄", "목차", "içindekiler", "obsah", "innehåll":
		return true
	}
	return false
}

// linkList reads lists whose items begin with links.
type linkList struct {
	r       *resolver
	from    string
	links   map[*tree.Link]bool
	pages   map[*tree.Page]bool
	toPages int
}

// items returns a list's items as contents; ok is false when an item has no link and no list under it.
func (l *linkList) items(list *tree.List) (out []*tree.NavItem, ok bool) {
	for _, it := range list.Items {
		n := &tree.NavItem{Pos: it.Pos, Numbered: true}
		for i, b := range it.Blocks {
			switch b := b.(type) {
			case *tree.Paragraph:
				if i > 0 {
					continue
				}
				if link := leadingLink(b.Inlines); link != nil {
					n.Pos, n.To.Raw, n.Title = link.Pos, link.To.Raw, titleInlines(link.Inlines)
					l.count(link)
				} else {
					n.Title = titleInlines(b.Inlines)
				}
			case *tree.List:
				under, ok := l.items(b)
				if !ok {
					return nil, false
				}
				n.Items = append(n.Items, under...)
			}
		}
		if n.To.Raw == "" && len(n.Items) == 0 {
			if len(n.Title) > 0 {
				return nil, false
			}
			continue
		}
		out = append(out, n)
	}
	return out, true
}

// count notes where the link leads.
func (l *linkList) count(link *tree.Link) {
	l.links[link] = true
	kind, _, clean := classify(link.To.Raw)
	if kind != relative {
		return
	}
	ref, _, _ := cutRef(clean)
	if ref == "" {
		return
	}
	if IsPage(ref) {
		l.toPages++
	}
	if pl := l.r.locate(l.from, ref); pl.page != nil {
		if !IsPage(ref) {
			l.toPages++
		}
		l.pages[pl.page] = true
	}
}

// leadingLink returns the link that inlines begin with, if they do; it may be bold.
func leadingLink(in []tree.Inline) *tree.Link {
	for _, n := range in {
		switch n := n.(type) {
		case *tree.Link:
			return n
		case *tree.Strong:
			return leadingLink(n.Inlines)
		case *tree.Emph:
			return leadingLink(n.Inlines)
		case *tree.Anchor, *tree.Break:
		case *tree.Text:
			if strings.TrimSpace(n.S) != "" {
				return nil
			}
		default:
			return nil
		}
	}
	return nil
}

// comparePaths is the order of pages that nothing else orders: a folder's index page first, then by
// name, numbers by value, a page before the folder of its name.
func comparePaths(a, b string) int {
	for {
		x, restA, dirA := strings.Cut(a, "/")
		y, restB, dirB := strings.Cut(b, "/")
		if x != y || !dirA || !dirB {
			kx, ky := x, y
			if !dirA {
				kx = stem(x)
			}
			if !dirB {
				ky = stem(y)
			}
			ix, iy := !dirA && isIndex(x), !dirB && isIndex(y)
			if ix != iy {
				if ix {
					return -1
				}
				return 1
			}
			if d := compareNatural(kx, ky); d != 0 {
				return d
			}
			if dirA != dirB {
				if dirB {
					return -1
				}
				return 1
			}
			return strings.Compare(a, b)
		}
		a, b = restA, restB
	}
}

// compareNatural compares names without regard to case, runs of digits by value.
func compareNatural(a, b string) int {
	x, y := strings.ToLower(a), strings.ToLower(b)
	for x != "" && y != "" {
		dx, dy := digits(x), digits(y)
		if dx > 0 && dy > 0 {
			nx, ny := strings.TrimLeft(x[:dx], "0"), strings.TrimLeft(y[:dy], "0")
			if len(nx) != len(ny) {
				return len(nx) - len(ny)
			}
			if d := strings.Compare(nx, ny); d != 0 {
				return d
			}
			x, y = x[dx:], y[dy:]
			continue
		}
		if x[0] != y[0] {
			return int(x[0]) - int(y[0])
		}
		x, y = x[1:], y[1:]
	}
	if d := len(x) - len(y); d != 0 {
		return d
	}
	return strings.Compare(a, b)
}

func digits(s string) int {
	n := 0
	for n < len(s) && s[n] >= '0' && s[n] <= '9' {
		n++
	}
	return n
}
