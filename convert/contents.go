package convert

import (
	"cmp"
	"context"
	"path"
	"slices"
	"strings"

	"platen/convert/internal/link"
	"platen/convert/internal/name"
	"platen/convert/internal/site"
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

// findContents reads the contents list: the project's, else SUMMARY.md, else an index page that is one,
// else the folder's order.
func (l *loader) findContents(ctx context.Context, s *site.Site, r *link.Resolver, others []string) *contents {
	g := site.Guide{FS: l.src.FS, Dir: s.Dir, Pages: r.Pages(), Others: others, Index: r.Index}
	if list := s.Contents(g); list != nil {
		return listContents(list, r)
	}
	if s.ContentsFile != "" {
		if c := l.readSummary(ctx, s.ContentsFile); c != nil {
			return c
		}
	}
	if p := r.Index("."); p != nil && s.IndexLists {
		if c := indexContents(p, r); c != nil {
			return c
		}
	}
	c := &contents{}
	c.nav = c.items(site.Folder(g), r)
	return c
}

// begin puts the project's home page first, when the contents do not have it.
func (c *contents) begin(r *link.Resolver, home string) {
	if home == "" {
		return
	}
	for _, p := range r.Pages() {
		if p.Path != home {
			continue
		}
		found := false
		eachNav(c.nav, func(it *tree.NavItem) {
			found = found || it.To.Page == p || it.To.Raw != "" && r.Locate(c.base, it.To.Raw).Page == p
		})
		if !found {
			c.nav = append([]*tree.NavItem{{Kind: tree.NavFront, To: tree.Target{Raw: p.Path, Page: p}}}, c.nav...)
		}
	}
}

// listContents makes contents of a list that a project's file has.
func listContents(list *site.List, r *link.Resolver) *contents {
	c := &contents{from: path.Base(cmp.Or(list.File, ".")), base: list.Base, path: list.File, at: map[*tree.NavItem]linePos{}}
	c.nav = c.items(list.Items, r)
	if list.File == "" { // from front matter
		c.from = ""
	}
	return c
}

// items makes contents entries of a project's.
func (c *contents) items(entries []*site.Entry, r *link.Resolver) []*tree.NavItem {
	var out []*tree.NavItem
	for _, e := range entries {
		it := &tree.NavItem{Kind: e.Kind, Numbered: !e.Plain, Title: textInlines(e.Title), To: tree.Target{Raw: e.Address, Page: e.Page}}
		if e.Line > 0 {
			c.at[it] = linePos{e.Line, e.Column}
		}
		if e.Folder && e.Page != nil {
			it.Items = listedIn(e.Page, r)
		}
		if len(it.Items) == 0 {
			it.Items = c.items(e.Items, r)
		}
		out = append(out, it)
	}
	return out
}

// listedIn returns the pages that a page's first list of links names, as contents.
func listedIn(p *tree.Page, r *link.Resolver) []*tree.NavItem {
	for _, b := range p.Blocks {
		list, ok := b.(*tree.List)
		if !ok {
			continue
		}
		l := linkList{r: r, from: p.Path, links: map[*tree.Link]bool{}, pages: map[*tree.Page]bool{}}
		items, ok := l.items(list)
		if !ok || len(l.pages) == 0 {
			continue
		}
		finder := near.Suggester{}
		eachNav(items, func(it *tree.NavItem) {
			if it.To.Raw != "" {
				r.Resolve(&it.To, p, p.Path, &finder)
				it.To.Asset, it.To.Peer, it.To.Guide = nil, "", nil
			}
		})
		return slices.DeleteFunc(items, func(it *tree.NavItem) bool { return it.To.Dead() && len(it.Items) == 0 })
	}
	return nil
}

func textInlines(s string) []tree.Inline {
	if s == "" {
		return nil
	}
	return []tree.Inline{&tree.Text{S: s}}
}

// resolve sets the targets of the contents list and reports what is missing. Links of index.md are
// reported by the walk over that page.
func (c *contents) resolve(r *link.Resolver, report func(tree.Diag)) {
	finder := near.Suggester{Budget: suggestBudget}
	var visit func(items []*tree.NavItem)
	visit = func(items []*tree.NavItem) {
		for _, it := range items {
			if it.To.Raw != "" && it.To.Dead() {
				var self *tree.Page
				if c.own {
					self = c.page
				}
				f := r.Resolve(&it.To, self, c.base, &finder)
				if g := it.To.Guide; g != nil {
					f = c.abroad(it)
				}
				it.To.Asset, it.To.Peer, it.To.Guide = nil, "", nil
				if f.Code == tree.DeadLink {
					f.Code = tree.ContentsMissing
				}
				if f.Code != "" && !c.own {
					report(c.diag(it, f))
				}
			}
			visit(it.Items)
		}
	}
	visit(c.nav)
}

// abroad makes a line that leads into another guide one to that guide's address, and says where it cannot be one.
func (c *contents) abroad(it *tree.NavItem) link.Fault {
	file := strings.TrimSuffix(it.To.Peer, path.Ext(it.To.Peer)) + ".html"
	if it.To.Index {
		file = path.Join(path.Dir(file), "index.html")
	}
	if it.To.URL = it.To.Guide.Address("html", file); it.To.URL != "" {
		return link.Fault{}
	}
	return link.Fault{Code: tree.LinkOutside, Severity: tree.Info, Msg: "a line of the contents that leads to another guide is no link", Hint: "with --base-url it is one"}
}

func (c *contents) diag(it *tree.NavItem, f link.Fault) tree.Diag {
	if c.page != nil {
		return faultDiag(c.page, it.Pos, it.To.Raw, "contents entry ", f)
	}
	at := c.at[it]
	return tree.Diag{Path: c.path, Line: at.line, Column: at.column, Severity: f.Severity, Code: f.Code,
		Msg: "contents entry " + quoteRaw(it.To.Raw) + ": " + f.Msg, Hint: f.Hint}
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
	slices.SortStableFunc(rest, func(a, b *tree.Page) int { return name.Compare(a.Path, b.Path) })
	for _, p := range rest {
		add(p)
	}
	return order, listed
}

// indexContents reads the contents list of an index page: its lists of links to pages. The lists get
// the class "contents". It returns nil when the page is no contents list but, say, a home page.
func indexContents(p *tree.Page, r *link.Resolver) *contents {
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
	if len(lists) == 0 || !named && 2*len(pages) < len(r.Pages())-1 {
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
	r.Contents = links
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
	r       *link.Resolver
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
func (l *linkList) count(n *tree.Link) {
	l.links[n] = true
	kind, _, clean := link.Classify(n.To.Raw)
	if kind != link.Relative {
		return
	}
	ref, _, _ := link.CutRef(clean)
	if ref == "" {
		return
	}
	if IsPage(ref) {
		l.toPages++
	}
	if pl := l.r.Locate(l.from, ref); pl.Page != nil {
		if !IsPage(ref) {
			l.toPages++
		}
		l.pages[pl.Page] = true
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
