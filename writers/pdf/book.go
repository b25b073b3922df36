package pdf

import (
	"fmt"
	"net/url"
	"strconv"
	"strings"

	"platen/convert/tree"
)

// A unit is what the body of the book is made of, in order: a page, or a title of the contents without one.
type unit struct {
	page    *tree.Page
	title   []tree.Inline // of a group or part without a page, or the contents' title of the page
	level   int           // depth in the contents
	opens   bool          // starts a sheet and has a large title
	chapter string        // the running head
	number  string        // of a title without a page
	id      string        // destination of a group's title
	part    bool          // the title of a part, on a page of its own
}

// units lists the body of the book in reading order.
func units(b *tree.Book, numbers *tree.Numbers) []unit {
	var out []unit
	seen := map[*tree.Page]bool{}
	if b.Index != nil {
		seen[b.Index] = true
	}
	groups := 0
	var walk func(items []*tree.NavItem, level int, part bool, chapter string)
	walk = func(items []*tree.NavItem, level int, part bool, chapter string) {
		for _, it := range items {
			opens := level == 0 || part
			u := unit{title: it.Title, level: level, opens: opens, chapter: chapter}
			if opens || chapter == "" {
				u.chapter = tree.PlainText(it.Title)
			}
			inner := level + 1
			switch p := it.To.Page; {
			case it.Kind == tree.NavSeparator:
				continue
			case p != nil && !seen[p]:
				seen[p] = true
				u.page = p
				if s := tree.PlainText(p.Title); opens && s != "" {
					u.chapter = s
				}
				out = append(out, u)
			case p != nil, it.Kind == tree.NavDraft, it.To.URL != "", it.To.Asset != nil:
				inner = level + 1
			case len(it.Items) > 0:
				groups++
				u.id = "group-" + strconv.Itoa(groups)
				u.part = it.Kind == tree.NavPart && level == 0
				if numbers != nil {
					u.number = numbers.Item(it)
				}
				out = append(out, u)
			}
			walk(it.Items, inner, it.Kind == tree.NavPart && level == 0, u.chapter)
		}
	}
	walk(b.Nav, 0, false, "")
	for _, p := range b.Pages {
		if !seen[p] {
			seen[p] = true
			out = append(out, unit{page: p, opens: true, chapter: tree.PlainText(p.Title)})
		}
	}
	return out
}

// frontBlocks are the blocks of the contents page that stand on no page of the body: all but its title and
// the contents lists themselves.
func frontBlocks(b *tree.Book) []tree.Block {
	if b.Index == nil {
		return nil
	}
	inBook := map[*tree.Page]bool{}
	var pages func(items []*tree.NavItem)
	pages = func(items []*tree.NavItem) {
		for _, it := range items {
			if it.To.Page != nil {
				inBook[it.To.Page] = true
			}
			pages(it.Items)
		}
	}
	pages(b.Nav)
	var out []tree.Block
	title := false
	for _, n := range b.Index.Blocks {
		switch n := n.(type) {
		case *tree.Heading:
			if !title && n.Level == 1 {
				title = true
				continue
			}
		case *tree.List:
			if contentsList(n, inBook) {
				continue
			}
		case *tree.Rule:
			continue
		}
		out = append(out, n)
	}
	// A heading over a contents list has nothing left below it.
	kept := out[:0]
	for i, n := range out {
		if _, ok := n.(*tree.Heading); ok {
			if i+1 == len(out) {
				continue
			}
			if _, next := out[i+1].(*tree.Heading); next {
				continue
			}
		}
		kept = append(kept, n)
	}
	return kept
}

// contentsList reports whether each item of the list is a link into the book, or a group of such.
func contentsList(l *tree.List, inBook map[*tree.Page]bool) bool {
	links := 0
	for _, it := range l.Items {
		for _, b := range it.Blocks {
			switch b := b.(type) {
			case *tree.Paragraph:
				if len(b.Inlines) == 1 {
					if k, ok := b.Inlines[0].(*tree.Link); ok && inBook[k.To.Page] {
						links++
					}
				}
			case *tree.List:
				if !contentsList(b, inBook) {
					return false
				}
				links++
			default:
				return false
			}
		}
	}
	return links > 0 && links >= len(l.Items)
}

// destName is the named destination of an id of the page, and of the page itself when id is "".
func (m *measurer) destName(id string) string { return destName(m.doc.page, id) }

func destName(p *tree.Page, id string) string {
	if p == nil {
		return id
	}
	if id == "" {
		return p.Path
	}
	return p.Path + "#" + id
}

func (m *measurer) tabDest(t *tree.Tab) string {
	if t.Attr != nil && t.Attr.ID != "" {
		return m.destName(t.Attr.ID)
	}
	m.doc.made++
	id := "tab:" + strconv.Itoa(m.doc.made)
	m.dests = append(m.dests, id)
	return m.destName(id)
}

func (m *measurer) noteDest(n *tree.Footnote) string {
	return m.destName("fn:" + strconv.Itoa(n.Number))
}

// target is where a link leads in this file, or on the web; false: it is no link here.
func (m *measurer) target(t *tree.Target) (linkTo, bool) {
	switch {
	case t.Page != nil:
		if !m.job.inFile[t.Page] {
			return linkTo{}, false
		}
		return linkTo{dest: destName(t.Page, t.Anchor), page: true}, true
	case t.Guide != nil:
		return linkTo{url: otherFile(t)}, true
	case t.URL != "" && hasScheme(t.URL):
		return linkTo{url: t.URL}, true
	}
	return linkTo{}, false
}

// otherFile is the address of a page in the file of another guide of the set, from where this file lies unless it is known
// where that is on the web. Viewers go to a name behind nameddest. (RFC 8118, 3)
func otherFile(t *tree.Target) string {
	file := url.PathEscape(t.Guide.Name + ".pdf")
	to := t.Guide.Address("pdf", file)
	if to == "" {
		to = t.Guide.Way("pdf", "", file)
	}
	if t.Front {
		return to
	}
	return to + "#nameddest=" + strings.ReplaceAll(url.PathEscape(destName(&tree.Page{Path: t.Peer}, t.Anchor)), "&", "%26")
}

// hasScheme reports whether the address is one that leads somewhere from a file on its own.
func hasScheme(u string) bool {
	s, _, ok := strings.Cut(u, ":")
	switch strings.ToLower(s) {
	case "http", "https", "mailto", "tel":
		return ok
	}
	return false
}

// pageText is "(page 12)" for a link whose target the last pass found on another sheet.
func (m *measurer) pageText(link int32) string {
	j := m.job
	to, ok := j.destSheet[m.doc.links[link-1].dest]
	if !ok {
		return ""
	}
	if from, ok := j.linkSheet[linkKey{m.doc.serial, link}]; ok && from == to {
		return ""
	}
	page := strconv.Itoa(to + 1)
	if n := j.numberOf[m.doc.links[link-1].dest]; n != "" {
		return "(" + fmt.Sprintf(m.words.SectionOnPage, n, page) + ")"
	}
	return "(" + strings.ToLower(m.words.Page) + "\u00a0" + page + ")"
}
