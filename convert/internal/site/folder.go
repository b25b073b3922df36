package site

import (
	"cmp"
	"path"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"platen/convert/internal/name"
	"platen/convert/tree"
)

// Folder orders the pages as the folders have them: an index page leads its folder, pages and folders are sorted by the
// weight in their front matter, then by name. A page and a folder of the same name are one entry.
func Folder(g Guide) []*Entry {
	root := &folderNode{}
	for _, p := range g.Pages {
		root.add(p, p.Path)
	}
	root.categories(g)
	var out []*Entry
	if root.index != nil {
		out = append(out, pageEntry(root.index))
	}
	return append(out, root.items()...)
}

// categories reads Docusaurus's _category_ files: a folder's title and place.
func (f *folderNode) categories(g Guide) {
	for _, file := range g.Others {
		switch path.Base(file) {
		case "_category_.json", "_category_.yml", "_category_.yaml":
		default:
			continue
		}
		full := path.Join(g.Dir, file)
		text, _ := readFile(g.FS, full)
		if text == nil {
			continue
		}
		at := f
		for part := range strings.SplitSeq(path.Dir(file), "/") {
			if at = at.byKey[part]; at == nil {
				break
			}
		}
		root := yamlRoot(text, full, func(tree.Diag) {})
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
	file, rest, more := strings.Cut(rest, "/")
	if !more && name.IsIndex(file) && (f.index == nil || strings.EqualFold(name.Stem(file), "index")) {
		if f.index != nil {
			f.kid("readme").page = f.index
		}
		f.index = p
		return
	}
	if !more {
		f.kid(name.Stem(file)).page = p
		return
	}
	f.kid(file).add(p, rest)
}

func (f *folderNode) kid(key string) *folderNode {
	if k := f.byKey[key]; k != nil {
		return k
	}
	k := &folderNode{name: key}
	if f.byKey == nil {
		f.byKey = map[string]*folderNode{}
	}
	f.byKey[key] = k
	f.kids = append(f.kids, k)
	return k
}

// sort orders what is in the folder, by weight and then by name.
func (f *folderNode) sort() {
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
		return name.CompareNatural(a.name, b.name)
	})
}

// items returns the entries under the folder, without its own index page.
func (f *folderNode) items() []*Entry {
	f.sort()
	var out []*Entry
	for _, k := range f.kids {
		e := &Entry{}
		head := cmp.Or(k.page, k.index)
		if head != nil {
			e = pageEntry(head)
			e.Title = cmp.Or(k.label, head.Meta.String("sidebar_label"), sidebarLabel(head))
		} else {
			e.Title = cmp.Or(k.label, FolderTitle(k.name))
		}
		if k.page != nil && k.index != nil {
			e.Items = append(e.Items, pageEntry(k.index))
		}
		e.Items = append(e.Items, k.items()...)
		if head != nil || len(e.Items) > 0 {
			out = append(out, e)
		}
	}
	return out
}

func (f *folderNode) weight() (float64, bool) {
	if f.place != nil {
		return *f.place, true
	}
	for _, p := range [...]*tree.Page{f.page, f.index} {
		if p != nil {
			if w, ok := pageWeight(p); ok {
				return w, ok
			}
		}
	}
	return 0, false
}

// pageWeight is the place that front matter gives a page among its neighbours.
func pageWeight(p *tree.Page) (float64, bool) {
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
	if side, ok := p.Meta["sidebar"].(map[string]any); ok { // Starlight
		if v, ok := side["order"].(int); ok {
			return float64(v), true
		}
	}
	return 0, false
}

// sidebarLabel is what front matter of Starlight and Mintlify calls a page in the contents.
func sidebarLabel(p *tree.Page) string {
	if side, ok := p.Meta["sidebar"].(map[string]any); ok {
		s, _ := side["label"].(string)
		return s
	}
	return p.Meta.String("sidebarTitle")
}

// pageEntry is an entry for a page, without a title of its own.
func pageEntry(p *tree.Page) *Entry { return &Entry{Page: p, Address: p.Path} }

// FolderTitle makes words of a folder's name: "02-user_guide" is "User guide".
func FolderTitle(folder string) string {
	s := strings.NewReplacer("-", " ", "_", " ").Replace(folder)
	if n := name.Digits(s); n > 0 && n < len(s) && (s[n] == ' ' || s[n] == '.') {
		s = s[n+1:]
	}
	s = strings.TrimSpace(s)
	r, n := utf8.DecodeRuneInString(s)
	if n == 0 {
		return folder
	}
	return string(unicode.ToUpper(r)) + s[n:]
}
