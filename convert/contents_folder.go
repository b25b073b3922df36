package convert

import (
	"cmp"
	"path"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

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
	root.categories(r)
	c := &contents{}
	if p := root.index; p != nil {
		c.nav = append(c.nav, pageItem(p))
	}
	c.nav = append(c.nav, root.items("")...)
	return c
}

// categories reads Docusaurus's _category_ files: a folder's title and place.
func (f *folderNode) categories(r *resolver) {
	for _, name := range r.assets.others {
		switch path.Base(name) {
		case "_category_.json", "_category_.yml", "_category_.yaml":
		default:
			continue
		}
		full := path.Join(r.dir, name)
		ignore := func(tree.Diag) {}
		text, ok := readSmall(r.fsys, full, ignore)
		if !ok {
			continue
		}
		at := f
		for part := range strings.SplitSeq(path.Dir(name), "/") {
			if at = at.byKey[part]; at == nil {
				break
			}
		}
		root := yamlRoot(text, full, ignore) // JSON is YAML too
		if at == nil || root == nil {
			continue
		}
		at.label = scalar(root, "label")
		if n, err := strconv.ParseFloat(scalar(root, "position"), 64); err == nil {
			at.place = &n
		}
	}
}

type folderNode struct {
	name  string
	label string     // from _category_.json
	place *float64   // from _category_.json
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
			it.Title = textInlines(cmp.Or(k.label, head.Meta.String("sidebar_label")))
		} else {
			it.Title = textInlines(cmp.Or(k.label, folderTitle(k.name)))
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
	if f.place != nil {
		return *f.place, true
	}
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

// folderTitle makes words of a folder's name: "02-user_guide" is "User guide".
func folderTitle(name string) string {
	s := strings.NewReplacer("-", " ", "_", " ").Replace(name)
	if n := digits(s); n > 0 && n < len(s) && (s[n] == ' ' || s[n] == '.') {
		s = s[n+1:]
	}
	s = strings.TrimSpace(s)
	r, n := utf8.DecodeRuneInString(s)
	if n == 0 {
		return name
	}
	return string(unicode.ToUpper(r)) + s[n:]
}
