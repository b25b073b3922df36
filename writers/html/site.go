package html

import (
	"cmp"
	"net/url"
	"path"
	"strconv"
	"strings"

	"platen/convert/tree"
	"platen/writers/internal/markup"
	"platen/writers/internal/pages"
)

// A site is what all pages of one run share. It is not changed once newSite returns.
type site struct {
	w         *Writer
	book      *tree.Book
	single    bool // all pages in one file
	plain     bool // lone pages: no sidebar, breadcrumb or neighbours
	title     string
	stem      string     // start of the names of the shared files, "platen" for platen.css; "" when each page has all in it
	style     string     // the style sheet's text
	styleHash string     // of it, for pages that have it inside
	allows    *allowance // what the user's own HTML and style rules need
	entries   []*entry
	of        map[*tree.Page]*entry
	nav       *navNode
	moved     []moved
	home      *entry // the page at index.html, or nil
	images    map[*tree.Asset]string
	logo      shownFile
	icon      shownFile
	mermaid   bool                  // a page has diagrams that Brand.Mermaid draws
	search    bool                  // there is an index, and a box to search it
	base      string                // where the site will be, with a slash at its end; "" when nobody said
	fed       bool                  // there is a feed
	days      map[*tree.Page]string // of last changes, as Writer.Dates says
	tags      []*tag                // of the pages, by name
	tagOf     map[string]*tag
	fullNav   bool // the contents are short enough to stand whole in each page
}

// An entry is a page of the site.
type entry struct {
	i          int // place in site.entries
	page       *tree.Page
	out        string // output file, "guide/setup.html"
	href       string // out, percent-encoded
	dir        string // href's folder with its slash, "guide/"; "" at the top
	title      string // for navigation: HTML text
	plainTitle string
	number     string   // "2.1" for -N; "" when the chapter is not numbered
	prefix     string   // of ids in a single file
	former     []string // files at the page's former addresses
	nav        *navNode
	prev, next *entry
	depth      int  // in the contents, from 0
	unlisted   bool // named nowhere: not in the contents, the search or the sitemap, and not beside other pages
	mermaid    bool // it has diagrams that Brand.Mermaid draws
	fromRoot   bool // its links begin at the server's root: it is shown at addresses that are not there
}

// A navNode is a line of the contents, ready for print.
type navNode struct {
	kind   tree.NavKind
	title  string // HTML text
	plain  string
	number string
	to     *entry
	anchor string
	url    string // outside address
	parent *navNode
	items  []*navNode
	parts  []*navNode // the items that are parts
}

// newSite names the outputs and prepares the contents.
func newSite(w *Writer, b *tree.Book, report func(tree.Diag)) *site {
	s := &site{w: w, book: b, single: w.File != "", plain: b.Lone || w.File != "" && len(b.Pages) == 1, title: b.Title(), of: map[*tree.Page]*entry{}}
	s.names(report)
	s.nav = s.navNodes(b.Nav, &navNode{}, "")
	s.missing()
	var last *entry
	for _, e := range s.entries {
		if e.unlisted {
			continue
		}
		if e.prev = last; last != nil {
			last.next = e
		}
		last = e
	}
	s.style = styleSheet(w.Brand.Accent.rules() + w.CSS)
	s.styleHash, s.allows = cspHash(s.style), newAllowance(w)
	if !s.single && !s.plain {
		s.stem = s.freeStem("platen")
		s.search = !w.NoSearch
		if s.base = cmp.Or(w.BaseURL, s.project().URL); s.base != "" {
			s.base = strings.TrimRight(s.base, "/") + "/"
		}
		s.logo = s.brandFile(w.Brand.Logo, s.project().Logo, "logo")
		s.icon = s.brandFile(w.Brand.Icon, s.project().Icon, "icon")
	}
	if !s.single && !s.plain {
		s.formerNames(report)
	}
	s.days = s.changeDays()
	s.collectTags()
	s.fed = s.hasFeed()
	s.findMermaid(report)
	s.fullNav = s.nav.size() <= maxFullNav
	return s
}

// names gives each page its output file.
func (s *site) names(report func(tree.Diag)) {
	taken := map[string]*tree.Page{}
	folders := map[string]bool{} // folders that have an index page of their own
	for _, p := range s.book.Pages {
		if dir, file := path.Split(p.Path); strings.EqualFold(pages.Stem(file), "index") {
			folders[dir] = true
		}
	}
	prefixes := pages.Names{}
	for _, p := range s.book.Pages {
		out := s.w.File
		if !s.single {
			out = s.outName(p.Path, folders)
			if other := taken[strings.ToLower(out)]; other != nil {
				report(tree.Diag{Page: p, Severity: tree.Error, Code: tree.Clash,
					Msg: "its output " + out + " is also that of " + other.Path, Hint: "rename one of them"})
				continue
			}
			taken[strings.ToLower(out)] = p
		}
		href := string(markup.AppendPath(nil, out))
		e := &entry{page: p, out: out, href: href, dir: href[:strings.LastIndexByte(href, '/')+1], plainTitle: s.pageTitle(p)}
		e.title = string(markup.AppendText(nil, e.plainTitle))
		if s.single && len(s.book.Pages) > 1 {
			e.prefix = prefixes.Take(pagePrefix(p.Path), "")
		}
		if out == "index.html" {
			s.home = e
		}
		if !s.single && !s.book.Lone {
			e.unlisted = p.Meta["unlisted"] == true || out == errorPage
			if base, err := url.Parse(cmp.Or(s.w.BaseURL, s.project().URL)); out == errorPage && err == nil && base.Host != "" {
				e.fromRoot, e.dir = true, strings.TrimRight(base.EscapedPath(), "/")+"/"
			}
		}
		e.i = len(s.entries)
		s.entries = append(s.entries, e)
		s.of[p] = e
	}
}

// outName swaps the extension. A README in a folder without an index is the folder's index, as on
// the sites that show repositories.
func (s *site) outName(p string, folders map[string]bool) string {
	if p == "-" {
		return "index.html"
	}
	dir, file := path.Split(p)
	if isIndexName(pages.Stem(file)) && !folders[dir] && !s.book.Lone {
		return dir + "index.html"
	}
	if s.w.PrettyURLs && !s.book.Lone && !strings.EqualFold(pages.Stem(file), "index") && p != "404.md" {
		return dir + pages.Stem(file) + "/index.html"
	}
	return dir + pages.Stem(file) + ".html"
}

// errorPage is what servers show where there is no page.
const errorPage = "404.html"

func (s *site) pageTitle(p *tree.Page) string {
	if t := tree.PlainText(p.Title); t != "" {
		return t
	}
	if p.Path == "-" {
		return s.title
	}
	return pages.Stem(path.Base(p.Path))
}

// navNodes prepares the items under parent. The first line that leads to a page is the page's place.
func (s *site) navNodes(items []*tree.NavItem, parent *navNode, number string) *navNode {
	depth := 0
	for n := parent; n.parent != nil; n = n.parent {
		depth++
	}
	count := 0
	for _, it := range items {
		n := &navNode{kind: it.Kind, parent: parent, anchor: it.To.Anchor, url: it.To.URL}
		n.plain = tree.PlainText(it.Title)
		n.title = string(markup.AppendText(nil, n.plain))
		if it.Numbered {
			count++
			n.number = number + strconv.Itoa(count)
		}
		if n.to = s.of[it.To.Page]; n.to != nil && n.to.unlisted {
			s.navNodes(it.Items, parent, number)
			continue
		}
		if n.to != nil && n.to.nav == nil && n.anchor == "" {
			n.to.nav, n.to.number, n.to.depth = n, n.number, depth
			if n.title != "" {
				n.to.title = n.title
			}
		}
		if n.to != nil && n.title == "" {
			n.title, n.plain = n.to.title, n.to.plainTitle
		}
		if it.Kind != tree.NavSeparator && n.title == "" {
			continue
		}
		prefix := ""
		if n.number != "" {
			prefix = n.number + "."
		}
		if it.Kind == tree.NavPart {
			prefix = number
		}
		s.navNodes(it.Items, n, prefix)
		parent.items = append(parent.items, n)
		if n.kind == tree.NavPart {
			parent.parts = append(parent.parts, n)
		}
	}
	return parent
}

// missing appends the pages that the contents do not name, in reading order, so that each can be reached.
func (s *site) missing() {
	for _, e := range s.entries {
		if e.nav == nil && e.page != s.book.Index && e != s.home && !e.unlisted {
			e.nav = &navNode{title: e.title, plain: e.plainTitle, to: e, parent: s.nav}
			s.nav.items = append(s.nav.items, e.nav)
		}
	}
}

// maxFullNav is how many lines of contents each page can carry whole: some 10 KB.
const maxFullNav = 100

// size counts the lines below n.
func (n *navNode) size() int {
	count := len(n.items)
	for _, c := range n.items {
		count += c.size()
	}
	return count
}

// sharedFiles are the ends of the names of the files that pages share, and numberedFiles how those begin that there
// are several of, or that have an extension of their own.
var (
	sharedFiles   = []string{".css", ".js", "-search.js", "-index.js", "-contents.js", "-contents.html", diagramsFile, mermaidFile}
	numberedFiles = []string{"-index-", "-text-", "-logo.", "-icon."}
)

// freeStem returns the start of the shared files' names such that no page or asset at the top has one of them.
func (s *site) freeStem(name string) string {
	taken := map[string]bool{}
	for _, e := range s.entries {
		taken[strings.ToLower(e.out)] = true
	}
	for _, list := range [][]*tree.Asset{s.book.Assets, s.project().Files, s.w.Brand.Static} {
		for _, a := range list {
			taken[strings.ToLower(a.Path)] = true
		}
	}
	free := func(stem string) bool {
		for _, end := range sharedFiles {
			if taken[stem+end] {
				return false
			}
		}
		for name := range taken {
			for _, start := range numberedFiles {
				if strings.HasPrefix(name, stem+start) {
					return false
				}
			}
		}
		return true
	}
	stem := name
	for i := 2; !free(stem); i++ {
		stem = name + strconv.Itoa(i)
	}
	return stem
}

// rel appends the address of an encoded path from the site's top, seen from the current page.
func (p *printer) rel(to string) {
	if p.e.fromRoot {
		p.Raw(p.e.dir)
		p.Raw(to)
		return
	}
	p.Buf = markup.AppendRel(p.Buf, p.e.dir, to)
}

// pagePrefix makes the start of a page's ids in a single file from its path.
func pagePrefix(p string) string {
	return strings.Join(strings.Fields(strings.ReplaceAll(pages.Stem(p), "/", "-")), "-")
}

// isIndexName reports whether a page of this name is its folder's index page when there is no page index.
func isIndexName(stem string) bool {
	return strings.EqualFold(stem, "readme") || stem == "_index"
}
