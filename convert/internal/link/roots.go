package link

import (
	"cmp"
	"path"
	"slices"
	"strings"

	"platen/convert/internal/name"
	"platen/convert/tree"
)

// maxSurvey is how many links are looked at to find out how a guide's links are meant.
const maxSurvey = 4000

// maxRoots is how many folders are tried as the root of a site.
const maxRoots = 40

// Survey finds out how the guide's own links are meant: from which folder those start that begin with a slash, and whether
// relative ones start from the page's file or from its address. What makes most of them alive wins.
func (r *Resolver) Survey() {
	r.roots = append([]string{""}, r.rootFolders()...)
	r.byAddress = false
	alive := make(map[string]int, len(r.roots))
	files, folders, left := 0, 0, maxSurvey
	for _, p := range r.order {
		r.Outside.Site = r.Outside.Site || siteMeta(p.Meta)
		for n := range tree.Preorder(p) {
			l, ok := n.(*tree.Link)
			if !ok || left <= 0 {
				continue
			}
			kind, _, clean := Classify(r.address(l.To.Raw))
			ref, _, _ := CutRef(clean)
			if kind != Relative || ref == "" {
				continue
			}
			left--
			if at := Unescape(ref); at[0] != '/' {
				if r.isPageAt(Join(p.Path, at)) {
					files++
				} else if m := r.sited(); m.page(path.Join(m.own[p.Path], at)) != nil {
					folders++
				}
				continue
			}
			for _, root := range r.roots {
				if at := path.Join(root, Join("", Unescape(ref))); r.isPageAt(at) || r.sited().page(at) != nil {
					alive[root]++
					r.Outside.Site = r.Outside.Site || !name.IsPage(at)
				}
			}
		}
		if left <= 0 {
			break
		}
	}
	r.byAddress = folders > files || r.Addresses.Folders && folders == files
	slices.SortStableFunc(r.roots, func(a, b string) int { return cmp.Compare(alive[b], alive[a]) })
}

// siteMeta reports whether front matter has what only makers of sites read.
func siteMeta(m tree.Meta) bool {
	for _, key := range [...]string{"id", "slug", "permalink", "layout", "weight", "sidebar_position", "sidebar_label", "nav_order", "sidebarTitle", "linkTitle"} {
		if m[key] != nil {
			return true
		}
	}
	return false
}

// Reading says in words what Survey found: "" when links are what they seem.
func (r *Resolver) Reading() string {
	var parts []string
	if root := r.roots[0]; root != "" {
		parts = append(parts, `"/" is `+root+"/")
	}
	if r.byAddress {
		parts = append(parts, "relative links start from a page's address")
	}
	return strings.Join(parts, ", ")
}

// isPageAt reports whether a page of the guide is at a path, or has it as a site's address.
func (r *Resolver) isPageAt(at string) bool {
	return r.pages[at] != nil || at != "." && r.habit(at) != nil
}

// rootFolders returns the folders inside the pages' folder that a site may have as its top: the one that all pages are in,
// one for each language, those that site makers name so.
func (r *Resolver) rootFolders() []string {
	seen := map[string]bool{}
	var out []string
	add := func(dir string) {
		if dir != "." && dir != "" && !seen[dir] && len(out) < maxRoots {
			seen[dir] = true
			out = append(out, dir)
		}
	}
	common := ""
	for i, p := range r.order {
		dir := path.Dir(p.Path)
		if i == 0 {
			common = dir
		}
		for common != "." && dir != common && !strings.HasPrefix(dir, common+"/") {
			common = path.Dir(common)
		}
		at := ""
		for part := range strings.SplitSeq(dir, "/") {
			if !rootName(part) && !Language(part) {
				break
			}
			at = path.Join(at, part)
			add(at)
		}
	}
	add(common)
	return out
}

// rootName reports whether site makers have pages in folders of this name.
func rootName(s string) bool {
	switch s {
	case "src", "source", "content", "docs", "doc", "documentation", "pages", "site", "website", "latest", "current", "i18n":
		return true
	}
	return false
}

// rootsFor returns the roots for a page: that of its own language first.
func (r *Resolver) rootsFor(from string) []string {
	if len(r.roots) < 2 {
		return r.roots
	}
	best := ""
	for _, root := range r.roots {
		if root != "" && strings.HasPrefix(from, root+"/") && len(root) > len(best) && Language(path.Base(root)) {
			best = root
		}
	}
	if best == "" || best == r.roots[0] {
		return r.roots
	}
	return append([]string{best}, r.roots...)
}

// Language reports whether a folder's name is a language's: "de", "pt-br", "zh_CN".
func Language(s string) bool {
	base, region, more := strings.Cut(strings.ReplaceAll(strings.ToLower(s), "_", "-"), "-")
	if more && (len(region) < 2 || len(region) > 4) {
		return false
	}
	return len(base) == 2 && strings.Contains(" ar az be bg bn bs ca cs da de el en eo es et eu fa fi fr ga gl he hi hr hu hy id is it ja ka kk km kn ko lt lv mk ml mr ms my nb ne nl nn no pa pl ps pt ro ru si sk sl sq sr sv sw ta te tg th tl tr uk ur uz vi yo zh ", " "+base+" ") ||
		base == "yue"
}

// translated finds the page of another language when a path leads to none in its own: sites show the main language's then.
func (r *Resolver) translated(at string) *tree.Page {
	parts := strings.Split(at, "/")
	for i, part := range parts[:len(parts)-1] {
		if !Language(part) {
			continue
		}
		for _, root := range r.roots {
			lang := path.Base(root)
			if lang == part || !Language(lang) {
				continue
			}
			other := slices.Clone(parts)
			other[i] = lang
			if p := r.pageOrHabit(path.Join(other...)); p != nil {
				return p
			}
		}
	}
	return nil
}

func (r *Resolver) pageOrHabit(at string) *tree.Page {
	if p := r.page(at); p != nil {
		return p
	}
	if at == "." {
		return nil
	}
	return r.habit(at)
}
