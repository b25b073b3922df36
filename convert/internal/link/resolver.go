// Package link finds what the addresses in a book mean: pages, anchors, files, or what lies outside.
package link

import (
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"

	"platen/convert/internal/asset"
	"platen/convert/internal/name"
	"platen/convert/tree"
)

// A Resolver finds what addresses mean in one book. It is safe for concurrent use once it is made and has surveyed.
type Resolver struct {
	Name      string              // of the pages' folder
	Lone      bool                // the pages stand alone: their siblings are no part of the book
	Start     *tree.Page          // what the root folder shows when it has no index page: the first page
	Addresses Addresses           // those that the site gives to its pages
	Redirects Redirects           // old addresses
	Contents  map[*tree.Link]bool // the links of index.md that make the contents list: a dead one is contents-missing
	Outside   Outside             // where what is no part of the guide is found
	Labels    bool                // an address may be the id of something in any page (MyST)
	Others    Others              // the other guides of the set; nil for none

	fsys fs.FS // nil: nothing can be looked up but pages (standard input)
	dir  string

	pages  map[string]*tree.Page // by Page.Path
	index  map[string]*tree.Page // by folder: its index.md, else its README.md
	order  []*tree.Page
	assets *asset.Set

	roots     []string // folders that rooted addresses may start from, the likeliest first; "" is the pages' folder
	byAddress bool     // relative addresses start from the page's address, not from its file

	folded  func() map[string]*tree.Page // pages by name.Fold of Path
	hints   hints
	sited   func() *siteMap                // pages by their addresses
	named   func() map[string][]*tree.Page // pages by the last part of their names, for wikis
	folders func() map[string]bool         // all folders of addresses
}

// New returns a resolver for the pages of the folder dir of a source root.
func New(fsys fs.FS, dir string, pages []*tree.Page, assets *asset.Set) *Resolver {
	r := &Resolver{fsys: fsys, dir: dir, order: pages, pages: make(map[string]*tree.Page, len(pages)), index: map[string]*tree.Page{},
		assets: assets}
	for _, p := range pages {
		r.pages[p.Path] = p
		if !name.IsIndex(p.Path) {
			continue
		}
		folder := path.Dir(p.Path)
		if r.index[folder] == nil || strings.EqualFold(name.Stem(path.Base(p.Path)), "index") {
			r.index[folder] = p
		}
	}
	r.folded = sync.OnceValue(func() map[string]*tree.Page {
		m := make(map[string]*tree.Page, len(pages))
		for _, p := range slices.Backward(pages) {
			m[name.Fold(p.Path)] = p
		}
		return m
	})
	r.hints.init(r)
	r.sited = sync.OnceValue(r.siteMap)
	r.named = sync.OnceValue(r.names)
	r.folders = sync.OnceValue(r.allFolders)
	r.roots = []string{""}
	return r
}

// address is an address as written, without what only the site's maker knows. "~/" is the source folder (DocFX).
func (r *Resolver) address(raw string) string {
	if strings.HasPrefix(raw, "~/") {
		return raw[1:]
	}
	if r.Addresses.Rewrite != nil {
		return r.Addresses.Rewrite(raw)
	}
	return raw
}

// Join returns the path that ref means in a page at from: relative to the pages' folder, cleaned;
// it begins with "../" or is ".." when it leads out of that.
func Join(from, ref string) string {
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
	if strings.HasPrefix(ref, "/") || name.IsIndex(from) {
		return "", false
	}
	return Join(name.Stem(from)+"/", ref), true
}

// isClean reports quickly that path.Clean would change nothing: a plain name.
func isClean(s string) bool {
	return s != "" && s[0] != '.' && strings.IndexByte(s, '/') < 0
}

func (r *Resolver) page(p string) *tree.Page { return r.pages[p] }

// Pages are the book's pages in the order of their paths.
func (r *Resolver) Pages() []*tree.Page { return r.order }

// Index returns the index page of a folder, nil when it has none.
func (r *Resolver) Index(dir string) *tree.Page { return r.index[dir] }

// Dir is the pages' folder, relative to the source root.
func (r *Resolver) Dir() string { return r.dir }

// habit finds pages by the addresses that sites give them: a folder, a name without extension, page.html.
func (r *Resolver) habit(p string) *tree.Page {
	if q := r.index[p]; q != nil {
		return q
	}
	if p == "." {
		return r.Start
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
	for _, ext := range name.PageExtensions {
		if q := r.pages[base+ext]; q != nil {
			return q
		}
	}
	return nil
}

// file finds a file that is no page of the book.
func (r *Resolver) file(from, p string, slash bool) Place {
	full := path.Join(r.dir, p)
	if name.Leaves(full) && !name.Readable(r.fsys, full) {
		if r.Lone && name.IsPage(p) {
			return Place{peer: p, escapes: true}
		}
		return Place{escapes: true}
	}
	if r.fsys == nil {
		if r.Lone && name.IsPage(p) {
			return Place{peer: p}
		}
		return Place{}
	}
	if name.IsPage(p) {
		if info, err := statFile(r.fsys, full); err == nil && !info.IsDir() {
			if r.Lone {
				return Place{peer: p}
			}
			return Place{foreign: true}
		}
		return Place{}
	}
	if a := r.assets.Get(p); a != nil && !slash {
		return Place{asset: a}
	}
	if !r.Lone {
		return Place{}
	}
	// A lone page's siblings may be linked as sites do.
	base := strings.TrimSuffix(strings.TrimSuffix(p, ".html"), ".htm")
	for _, try := range [...]string{base + ".md", base + ".markdown", base + ".mdx", base + "/index.md", base + "/README.md"} {
		if info, err := statFile(r.fsys, path.Join(r.dir, try)); err == nil && info.Mode().IsRegular() {
			return Place{peer: try}
		}
	}
	return Place{}
}

func statFile(fsys fs.FS, p string) (fs.FileInfo, error) {
	if !name.Readable(fsys, p) {
		return nil, fs.ErrInvalid
	}
	return fs.Stat(fsys, p)
}

func (r *Resolver) isFolder(p string) bool {
	if r.fsys == nil {
		return false
	}
	info, err := statFile(r.fsys, path.Join(r.dir, p))
	return err == nil && info.IsDir()
}

// CutRef splits an address into its path and its anchor; the query is dropped.
func CutRef(s string) (ref, anchor string, hasAnchor bool) {
	ref, anchor, hasAnchor = strings.Cut(s, "#")
	ref, _, _ = strings.Cut(ref, "?")
	return ref, anchor, hasAnchor
}

// PeerPath turns a path relative to the pages' folder into one relative to the linking page's folder.
// A colon in its first element does not make it look like a scheme.
func PeerPath(from, p string) string {
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
