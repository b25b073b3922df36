package convert

import (
	"cmp"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"

	"platen/convert/near"
	"platen/convert/tree"
)

// A resolver finds what addresses mean in one book. It is safe for concurrent use once made.
type resolver struct {
	fsys  fs.FS // nil: nothing can be looked up but pages (standard input)
	dir   string
	name  string // of the pages' folder
	lone  bool
	start *tree.Page // what the root folder shows when it has no index page: the first page

	pages  map[string]*tree.Page // by Page.Path
	index  map[string]*tree.Page // by folder: its index.md, else its README.md
	order  []*tree.Page
	assets *assets

	site *siteURLs // of a Docusaurus project, else nil

	// redirects are old addresses and what they lead to now, by redirectKey.
	redirects map[string]redirect

	// contents holds the links of index.md that make the contents list: a dead one is contents-missing.
	contents map[*tree.Link]bool

	folded func() map[string]*tree.Page // pages by foldKey of Path
	paths  func() []string              // all page paths, for suggestions
}

func newResolver(fsys fs.FS, dir string, pages []*tree.Page, others []string, opts *Options) *resolver {
	r := &resolver{fsys: fsys, dir: dir, order: pages, pages: make(map[string]*tree.Page, len(pages)), index: map[string]*tree.Page{},
		assets: newAssets(fsys, dir, others, opts)}
	for _, p := range pages {
		r.pages[p.Path] = p
		if !isIndex(p.Path) {
			continue
		}
		folder := path.Dir(p.Path)
		if r.index[folder] == nil || strings.EqualFold(stem(path.Base(p.Path)), "index") {
			r.index[folder] = p
		}
	}
	r.folded = sync.OnceValue(func() map[string]*tree.Page {
		m := make(map[string]*tree.Page, len(pages))
		for _, p := range slices.Backward(pages) {
			m[foldKey(p.Path)] = p
		}
		return m
	})
	r.paths = sync.OnceValue(func() []string {
		s := make([]string, len(pages))
		for i, p := range pages {
			s[i] = p.Path
		}
		return s
	})
	return r
}

// A place is what a path leads to.
type place struct {
	page    *tree.Page
	asset   *tree.Asset
	peer    string // root-relative path of a Markdown file outside the conversion
	near    string // the real spelling, when the path's differs from it in case only
	foreign bool   // a page-like file that is there but not in the book
	folder  bool   // a folder without an index page
	escapes bool   // leads out of the source root
}

func (p place) found() bool { return p.page != nil || p.asset != nil || p.peer != "" }

// locate finds the place of ref, a path without anchor as written in a page at from.
func (r *resolver) locate(from, ref string) place {
	plain := unescape(ref)
	if p := r.page(join(from, plain)); p != nil {
		return place{page: p}
	}
	if plain != ref {
		if p := r.page(join(from, ref)); p != nil {
			return place{page: p, near: p.Path}
		}
	}
	at := join(from, plain)
	if p := r.habit(at); p != nil {
		return place{page: p}
	}
	if pl := r.file(from, at, strings.HasSuffix(plain, "/")); pl.found() || pl.foreign || pl.escapes {
		return pl
	}
	if p := r.folded()[foldKey(at)]; p != nil {
		return place{page: p, near: p.Path}
	}
	if a := r.assets.fold(at); a != nil {
		return place{asset: a, near: a.Path}
	}
	if strings.IndexByte(plain, '\\') >= 0 {
		if pl := r.locate(from, strings.ReplaceAll(plain, `\`, "/")); pl.found() {
			switch {
			case pl.page != nil:
				pl.near = pl.page.Path
			case pl.asset != nil:
				pl.near = pl.asset.Path
			}
			return pl
		}
	}
	if at, ok := siteJoin(from, plain); ok {
		if p := r.page(at); p != nil {
			return place{page: p}
		}
		if p := r.habit(at); p != nil {
			return place{page: p}
		}
		if a := r.assets.get(at); a != nil {
			return place{asset: a}
		}
	}
	if a := r.assets.static(plain); a != nil {
		return place{asset: r.assets.use(a)}
	}
	// Absolute links of sites begin with the name of the pages' folder: /docs/setup.
	if first, rest, ok := strings.Cut(strings.TrimLeft(plain, "/"), "/"); ok && plain[0] == '/' && first != "" && first == r.name {
		if pl := r.locate(from, "/"+rest); pl.found() {
			return pl
		}
	}
	if r.site != nil {
		if p := r.site.page(from, plain); p != nil {
			return place{page: p}
		}
	}
	return place{folder: r.isFolder(at)}
}

// address is an address as written, without what only the site's maker knows. "~/" is the source folder (DocFX).
func (r *resolver) address(raw string) string {
	if strings.HasPrefix(raw, "~/") {
		return raw[1:]
	}
	if r.site != nil {
		return r.site.rewrite(raw)
	}
	return raw
}

// join returns the path that ref means in a page at from: relative to the pages' folder, cleaned;
// it begins with "../" or is ".." when it leads out of that.
func join(from, ref string) string {
	if strings.HasPrefix(ref, "/") {
		return path.Clean(strings.TrimLeft(ref, "/"))
	}
	i := strings.LastIndexByte(from, '/')
	if i < 0 {
		if isClean(ref) {
			return ref
		}
		return path.Clean(ref)
	}
	return path.Join(from[:i], ref)
}

// siteJoin returns the path that ref means on a site that serves the page x.md as x/: authors write
// links, in HTML above all, from there.
func siteJoin(from, ref string) (string, bool) {
	if strings.HasPrefix(ref, "/") || isIndex(from) {
		return "", false
	}
	return join(stem(from)+"/", ref), true
}

// isClean reports quickly that path.Clean would change nothing: a plain name.
func isClean(s string) bool {
	return s != "" && s[0] != '.' && strings.IndexByte(s, '/') < 0
}

func (r *resolver) page(p string) *tree.Page { return r.pages[p] }

// habit finds pages by the addresses that sites give them: a folder, a name without extension, page.html.
func (r *resolver) habit(p string) *tree.Page {
	if q := r.index[p]; q != nil {
		return q
	}
	if p == "." {
		return r.start
	}
	if strings.HasSuffix(p, "..") {
		return nil
	}
	base := p
	switch ext := path.Ext(p); ext {
	case ".html", ".htm":
		base = strings.TrimSuffix(p, ext)
		if path.Base(base) == "index" {
			if q := r.index[path.Dir(base)]; q != nil {
				return q
			}
		}
	}
	for _, ext := range [...]string{".md", ".markdown", ".mdown", ".mdx"} {
		if q := r.pages[base+ext]; q != nil {
			return q
		}
	}
	return nil
}

// file finds a file that is no page of the book.
func (r *resolver) file(from, p string, slash bool) place {
	full := path.Join(r.dir, p)
	if p == ".." || strings.HasPrefix(p, "../") {
		if full == ".." || strings.HasPrefix(full, "../") {
			if r.lone && IsPage(p) {
				return place{peer: p, escapes: true}
			}
			return place{escapes: true}
		}
	}
	if r.fsys == nil {
		if r.lone && IsPage(p) {
			return place{peer: p}
		}
		return place{}
	}
	if IsPage(p) {
		if info, err := statFile(r.fsys, full); err == nil && !info.IsDir() {
			if r.lone {
				return place{peer: p}
			}
			return place{foreign: true}
		}
		return place{}
	}
	if a := r.assets.get(p); a != nil && !slash {
		return place{asset: a}
	}
	if !r.lone {
		return place{}
	}
	// A lone page's siblings may be linked as sites do.
	base := strings.TrimSuffix(strings.TrimSuffix(p, ".html"), ".htm")
	for _, try := range [...]string{base + ".md", base + ".markdown", base + ".mdx", base + "/index.md", base + "/README.md"} {
		if info, err := statFile(r.fsys, path.Join(r.dir, try)); err == nil && info.Mode().IsRegular() {
			return place{peer: try}
		}
	}
	return place{}
}

func statFile(fsys fs.FS, p string) (fs.FileInfo, error) {
	if !fs.ValidPath(p) {
		return nil, fs.ErrInvalid
	}
	return fs.Stat(fsys, p)
}

func (r *resolver) isFolder(p string) bool {
	if r.fsys == nil {
		return false
	}
	info, err := statFile(r.fsys, path.Join(r.dir, p))
	return err == nil && info.IsDir()
}

// cutRef splits an address into its path and its anchor; the query is dropped.
func cutRef(s string) (ref, anchor string, hasAnchor bool) {
	ref, anchor, hasAnchor = strings.Cut(s, "#")
	ref, _, _ = strings.Cut(ref, "?")
	return ref, anchor, hasAnchor
}

// peerPath turns a path relative to the pages' folder into one relative to the linking page's folder.
// A colon in its first element does not make it look like a scheme.
func peerPath(from, p string) string {
	dir := path.Dir(from)
	if dir == "." {
		if strings.Contains(p, ":") {
			return "./" + p
		}
		return p
	}
	a, b := strings.Split(dir, "/"), strings.Split(p, "/")
	i := 0
	for i < len(a) && i < len(b)-1 && a[i] == b[i] {
		i++
	}
	s := strings.Repeat("../", len(a)-i) + strings.Join(b[i:], "/")
	if i == len(a) && strings.Contains(s, ":") {
		return "./" + s
	}
	return s
}

// A fault is what is wrong with an address; without a code there is nothing.
type fault struct {
	code     tree.DiagCode
	severity tree.Severity
	msg      string // after `link to "x": `
	hint     string
}

// resolve sets the target of a link in a page at from (self is that page, nil for a contents file)
// and returns what there is to say about it; a zero code is nothing.
func (r *resolver) resolve(t *tree.Target, self *tree.Page, from string, s *near.Suggester) fault {
	kind, scheme, clean := classify(r.address(t.Raw))
	switch kind {
	case outside:
		if scheme == "//" {
			clean = "https:" + clean
		}
		t.URL = cleanURL(clean)
		return addressFault(scheme, clean)
	case badControl:
		return fault{tree.BadScheme, tree.Warning, "the address holds control characters", ""}
	case badHost:
		return fault{tree.BadAddress, tree.Warning, "it has no host that could be reached", ""}
	case badScheme, dataURL:
		return fault{tree.BadScheme, tree.Warning, fmt.Sprintf("addresses with %q are not allowed", scheme+colon(scheme)), ""}
	}
	ref, anchor, _ := cutRef(clean)
	if ref == "" {
		if self == nil || clean == "" {
			return fault{tree.DeadLink, tree.Warning, "the address is empty", ""}
		}
		if id, ok := r.anchor(self, anchor); ok {
			t.Page, t.Anchor = self, id
			return fault{}
		}
		return fault{tree.AnchorMissing, tree.Warning, "no such anchor", r.suggestAnchor(self, anchor, self, s)}
	}
	pl := r.locate(from, ref)
	if to, ok := r.redirected(from, ref); ok && !pl.found() && self != nil {
		switch kind, _, clean := classify(to.address); kind {
		case outside:
			t.URL = cleanURL(clean)
			return fault{}
		case relative:
			ref, anchor = to.place(anchor)
			pl, from = r.locate(to.from, ref), to.from
		}
	}
	if !pl.found() && clean != ref { // a name with # or ? in it
		if p := r.page(join(from, clean)); p != nil {
			pl, anchor = place{page: p}, ""
		}
	}
	switch {
	case pl.page != nil:
		t.Page = pl.page
		id, ok := r.anchor(pl.page, anchor)
		if !ok {
			if p := r.page(join(from, clean)); p != nil {
				t.Page = p
				return fault{}
			}
			return fault{tree.AnchorMissing, tree.Warning, "no such anchor", r.suggestAnchor(pl.page, anchor, self, s)}
		}
		t.Anchor = id
	case pl.asset != nil:
		t.Asset = pl.asset
	case pl.peer != "":
		t.Peer, t.Anchor = peerPath(from, pl.peer), unescape(anchor)
		return fault{tree.LinkOutside, tree.Info, "the page is not part of this conversion", ""}
	case pl.escapes:
		return fault{tree.OutsideRoot, tree.Warning, "the path leads out of the source folder", ""}
	case pl.foreign:
		return fault{tree.DeadLink, tree.Warning, "the page is not part of this guide", ""}
	case pl.folder:
		return fault{tree.DeadLink, tree.Warning, "the folder has no index page", ""}
	default:
		return fault{tree.DeadLink, tree.Warning, "no such " + noun(ref), cmp.Or(hostHint(ref), r.suggestPath(from, ref, s))}
	}
	if pl.near != "" {
		return fault{tree.LinkCase, tree.Warning, "the file is spelled " + quote(pl.near), ""}
	}
	return fault{}
}

func colon(scheme string) string {
	if strings.ContainsAny(scheme, `/\`) {
		return ""
	}
	return ":"
}

func noun(ref string) string {
	if ext := path.Ext(ref); IsPage(ref) || ext == "" || ext == ".html" {
		return "page"
	}
	return "file"
}

func quote(s string) string { return `"` + s + `"` }

// anchor returns the id that a fragment means in p. Matching is exact; percent-encoding is undone when
// the fragment as written is no id. "#" and "#top" are the page's top. What browsers look for in a page's text
// (URL Fragment Text Directives) is no part of the id, nor is the prefix that GitHub gives to ids.
func (r *resolver) anchor(p *tree.Page, fragment string) (string, bool) {
	fragment, _, _ = strings.Cut(fragment, ":~:")
	if fragment == "" {
		return "", true
	}
	if _, ok := p.IDs[fragment]; ok {
		return fragment, true
	}
	if plain := unescape(fragment); plain != fragment {
		if _, ok := p.IDs[plain]; ok {
			return plain, true
		}
	}
	if own, ok := strings.CutPrefix(fragment, "user-content-"); ok && p.IDs[own] != nil {
		return own, true
	}
	return "", fragment == "top"
}

func didYouMean(s string) string {
	if s == "" {
		return ""
	}
	return "did you mean " + quote(s) + "?"
}

// suggestAnchor looks for a like id in the page, then for the same id in other pages.
func (r *resolver) suggestAnchor(p *tree.Page, fragment string, self *tree.Page, s *near.Suggester) string {
	if s.Budget <= 0 {
		return ""
	}
	name := unescape(fragment)
	s.Budget -= 20 * len(p.IDs)
	ids := make([]string, 0, len(p.IDs))
	for id := range p.IDs {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	if c := s.Nearest(name, ids); c != "" {
		return didYouMean(c)
	}
	s.Budget -= 10 * len(r.order)
	for _, q := range r.order {
		if _, ok := q.IDs[name]; ok && q != p {
			if q == self {
				return didYouMean("#" + name)
			}
			return didYouMean(q.Path + "#" + name)
		}
	}
	return ""
}

// suggestPath looks for a page with a like path, or with the same name in another folder.
func (r *resolver) suggestPath(from, ref string, s *near.Suggester) string {
	if s.Budget <= 0 {
		return ""
	}
	want := join(from, unescape(ref))
	paths := r.paths()
	if noun(ref) == "file" {
		paths = r.assets.others
	} else if path.Ext(want) != "" {
		want = stem(want) + ".md"
	} else {
		want += ".md"
	}
	if len(paths) == 0 {
		return ""
	}
	rel := func(p string) string { return didYouMean(peerPath(from, p)) }
	base := foldKey(path.Base(want))
	s.Budget -= 10 * len(paths)
	for _, p := range paths {
		if foldKey(path.Base(p)) == base && base != "index.md" && base != "readme.md" {
			return rel(p)
		}
	}
	if c := s.Within(len(stem(path.Base(want)))/4+1, want, paths); c != "" {
		return rel(c)
	}
	return ""
}
