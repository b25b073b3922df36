package link

import (
	"path"
	"strings"

	"platen/convert/internal/name"
	"platen/convert/tree"
)

// Addresses are those that a site gives to the pages of a guide.
type Addresses struct {
	// Of returns the addresses of a page on the site, relative to the guide's top, without slashes at their ends: its own
	// first, then others that lead there. Nil: those that front matter says.
	Of func(p *tree.Page) []string
	// Prefixes are what rooted addresses may begin with before the guide's part: the path of the site, "name/docs".
	Prefixes []string
	// Rewrite makes a path of an address that only the site's maker understands; may be nil.
	Rewrite func(raw string) string
	// Folders says that relative addresses start from the page's own address, served as a folder: /a/b/ for a/b.md.
	Folders bool
	// Wiki says that an address is a page's name, wherever the page is.
	Wiki bool
}

// PageAddresses returns the addresses that a page's path and front matter give it.
func PageAddresses(p *tree.Page) []string {
	at := name.Stem(p.Path)
	folder := path.Dir(at)
	if name.IsIndex(p.Path) {
		at = folder
	}
	var out []string
	for _, key := range [...]string{"permalink", "url", "slug", "id"} {
		s := p.Meta.String(key)
		switch {
		case s == "" || strings.ContainsAny(s, ":{"):
		case strings.HasPrefix(s, "/"):
			out = append(out, cleanAddress(s))
		case key == "slug" || key == "id":
			out = append(out, path.Join(folder, cleanAddress(s)))
		default:
			out = append(out, cleanAddress(s))
		}
	}
	out = append(out, at)
	for _, key := range [...]string{"aliases", "alias", "redirect_from", "redirects"} {
		for _, s := range metaStrings(p.Meta[key]) {
			if strings.HasPrefix(s, "/") {
				out = append(out, cleanAddress(s))
			} else if s != "" && !strings.Contains(s, ":") {
				out = append(out, path.Join(folder, cleanAddress(s)))
			}
		}
	}
	return out
}

// metaStrings returns a value of front matter that is a string or a list of them.
func metaStrings(v any) []string {
	switch v := v.(type) {
	case string:
		return []string{v}
	case []any:
		var out []string
		for _, e := range v {
			if s, ok := e.(string); ok {
				out = append(out, s)
			}
		}
		return out
	case []string:
		return v
	}
	return nil
}

// cleanAddress is an address on a site without what does not tell it from others: slashes at its ends, .html, index.
func cleanAddress(s string) string {
	s = strings.Trim(path.Clean("/"+s), "/")
	s = strings.TrimSuffix(strings.TrimSuffix(s, ".html"), ".htm")
	if s == "index" {
		return "."
	}
	if s = strings.TrimSuffix(s, "/index"); s == "" {
		return "."
	}
	return s
}

// A siteMap knows the pages by their addresses.
type siteMap struct {
	pages  map[string]*tree.Page
	folded map[string]*tree.Page
	own    map[string]string // by Page.Path
}

func (r *Resolver) siteMap() *siteMap {
	m := &siteMap{pages: make(map[string]*tree.Page, 2*len(r.order)), own: make(map[string]string, len(r.order)), folded: map[string]*tree.Page{}}
	of := r.Addresses.Of
	if of == nil {
		of = PageAddresses
	}
	all := make([][]string, len(r.order))
	for i, p := range r.order {
		all[i] = of(p)
		if len(all[i]) > 0 {
			m.own[p.Path] = all[i][0]
			m.add(all[i][0], p)
		}
	}
	for i, p := range r.order {
		for _, at := range all[i] {
			m.add(at, p)
		}
	}
	return m
}

func (m *siteMap) add(at string, p *tree.Page) {
	if m.pages[at] == nil {
		m.pages[at] = p
	}
	if key := name.Fold(at); m.folded[key] == nil {
		m.folded[key] = p
	}
}

// page returns the page at an address, nil when there is none.
func (m *siteMap) page(at string) *tree.Page {
	if strings.HasPrefix(at, "..") {
		return nil
	}
	at = cleanAddress(at)
	if p := m.pages[at]; p != nil || name.IsPage(at) {
		return p
	}
	return m.folded[name.Fold(at)]
}

// addressed finds the page that a relative address leads to on a site which serves the page at from under its own address.
func (r *Resolver) addressed(from, ref string) *tree.Page {
	m := r.sited()
	own, ok := m.own[from]
	if !ok {
		return nil
	}
	slash := strings.HasSuffix(ref, "/")
	ref = strings.TrimSuffix(ref, "/")
	folder := path.Dir(own)
	if name.IsIndex(from) {
		folder = own
	}
	bases := [...]string{own, folder, path.Dir(from)}
	if !r.byAddress && !slash {
		bases = [...]string{folder, own, path.Dir(from)}
	}
	for _, base := range bases {
		at := path.Join(base, ref)
		if name.IsPage(at) {
			if p := m.pages[name.Stem(at)]; p != nil {
				return p
			}
		} else if p := m.page(at); p != nil {
			return p
		}
	}
	return nil
}

// allFolders returns the folders that addresses and paths of pages are in.
func (r *Resolver) allFolders() map[string]bool {
	out := map[string]bool{}
	add := func(at string) {
		for dir := path.Dir(at); dir != "." && !out[dir]; dir = path.Dir(dir) {
			out[dir] = true
		}
	}
	for at := range r.sited().pages {
		add(at)
	}
	for _, p := range r.order {
		add(p.Path)
	}
	return out
}
