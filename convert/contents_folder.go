package convert

import (
	"cmp"
	"path"
	"slices"
	"strings"

	"platen/convert/tree"
)

// folderContents orders the pages as the folders have them: an index page leads its folder, pages and
// folders are sorted by the weight in their front matter, then by name. A page and a folder of the same
// name are one entry.
func folderContents(pages []*tree.Page, r *resolver) *contents {
	root := &folderNode{}
	for _, p := range pages {
		root.add(p, p.Path)
	}
	c := &contents{}
	if p := root.index; p != nil {
		c.nav = append(c.nav, pageItem(p))
	}
	c.nav = append(c.nav, root.items("")...)
	return c
}

type folderNode struct {
	name  string
	page  *tree.Page // the page of a leaf, or the page of the folder's name
	index *tree.Page
	kids  []*folderNode
	byKey map[string]*folderNode
}

func (f *folderNode) add(p *tree.Page, rest string) {
	name, rest, more := strings.Cut(rest, "/")
	if !more && isIndex(name) && (f.index == nil || strings.EqualFold(stem(name), "index")) {
		if f.index != nil {
			f.kid("readme").page = f.index
		}
		f.index = p
		return
	}
	if !more {
		f.kid(stem(name)).page = p
		return
	}
	f.kid(name).add(p, rest)
}

func (f *folderNode) kid(name string) *folderNode {
	if k := f.byKey[name]; k != nil {
		return k
	}
	k := &folderNode{name: name}
	if f.byKey == nil {
		f.byKey = map[string]*folderNode{}
	}
	f.byKey[name] = k
	f.kids = append(f.kids, k)
	return k
}

// items returns the entries under the folder, without its own index page.
func (f *folderNode) items(dir string) []*tree.NavItem {
	slices.SortStableFunc(f.kids, func(a, b *folderNode) int {
		wa, oka := a.weight()
		wb, okb := b.weight()
		switch {
		case oka && okb && wa != wb:
			return cmp.Compare(wa, wb)
		case oka != okb:
			if oka {
				return -1
			}
			return 1
		}
		return compareNatural(a.name, b.name)
	})
	var out []*tree.NavItem
	for _, k := range f.kids {
		sub := path.Join(dir, k.name)
		it := &tree.NavItem{Numbered: true}
		head := cmp.Or(k.page, k.index)
		if head != nil {
			it = pageItem(head)
		} else {
			it.Title = []tree.Inline{&tree.Text{S: k.name}}
		}
		if k.page != nil && k.index != nil {
			it.Items = append(it.Items, pageItem(k.index))
		}
		it.Items = append(it.Items, k.items(sub)...)
		if head != nil || len(it.Items) > 0 {
			out = append(out, it)
		}
	}
	return out
}

func (f *folderNode) weight() (float64, bool) {
	for _, p := range [...]*tree.Page{f.page, f.index} {
		if p == nil {
			continue
		}
		for _, key := range [...]string{"weight", "sidebar_position", "nav_order", "order"} {
			switch v := p.Meta[key].(type) {
			case int:
				return float64(v), true
			case int64:
				return float64(v), true
			case float64:
				return v, true
			}
		}
	}
	return 0, false
}

// pageItem is an entry for a page; its title is filled in later.
func pageItem(p *tree.Page) *tree.NavItem {
	return &tree.NavItem{Numbered: true, To: tree.Target{Raw: p.Path, Page: p}}
}
