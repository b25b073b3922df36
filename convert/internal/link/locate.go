package link

import (
	"path"
	"strings"

	"platen/convert/internal/name"
	"platen/convert/tree"
)

// A Place is what a path leads to.
type Place struct {
	Page    *tree.Page
	asset   *tree.Asset
	peer    string // root-relative path of a Markdown file outside the conversion
	near    string // the real spelling, when the path's differs from it in case only
	foreign bool   // a page-like file that is there but not in the book
	folder  bool   // a folder without an index page
	escapes bool   // leads out of the source root
}

func (p Place) found() bool { return p.Page != nil || p.asset != nil || p.peer != "" }

// Locate finds the place of ref, a path without anchor as written in a page at from.
func (r *Resolver) Locate(from, ref string) Place {
	plain := Unescape(ref)
	pl := r.locate(from, plain, ref)
	if pl.found() {
		return pl
	}
	if strings.IndexByte(plain, '\\') >= 0 {
		slashed := strings.ReplaceAll(plain, `\`, "/")
		if pl := r.locate(from, slashed, slashed); pl.found() {
			switch {
			case pl.Page != nil:
				pl.near = pl.Page.Path
			case pl.asset != nil:
				pl.near = pl.asset.Path
			}
			return pl
		}
	}
	return pl
}

func (r *Resolver) locate(from, plain, ref string) Place {
	rooted := strings.HasPrefix(plain, "/")
	if !rooted && r.byAddress {
		if p := r.addressed(from, plain); p != nil {
			return Place{Page: p}
		}
	}
	at := Join(from, plain)
	if !rooted || len(r.roots) == 1 {
		if p := r.page(at); p != nil {
			return Place{Page: p}
		}
		if plain != ref {
			if p := r.page(Join(from, ref)); p != nil {
				return Place{Page: p, near: p.Path}
			}
		}
		if p := r.habit(at); p != nil {
			return Place{Page: p}
		}
	}
	if rooted {
		if pl := r.rooted(from, at); pl.found() {
			return pl
		}
	}
	last := r.file(from, at, strings.HasSuffix(plain, "/"))
	if last.found() {
		return last
	}
	if !r.Lone && !rooted && !r.byAddress {
		if p := r.addressed(from, plain); p != nil {
			return Place{Page: p}
		}
	}
	if pl := r.site(from, plain); pl.found() {
		return pl
	}
	if pl := r.respelled(at); pl.found() {
		return pl
	}
	if p := r.translated(at); p != nil {
		return Place{Page: p}
	}
	if !last.foreign && !last.escapes {
		last.folder = r.isFolder(at)
	}
	return last
}

// rooted finds the place of an address from the site's top; at is what is behind its slash.
func (r *Resolver) rooted(from, at string) Place {
	for _, root := range r.rootsFor(from) {
		in := path.Join(root, at)
		if p := r.page(in); p != nil {
			return Place{Page: p}
		}
		if p := r.habit(in); p != nil && (in != "." || root == "") {
			return Place{Page: p}
		}
		if !r.Lone {
			if p := r.sited().page(in); p != nil {
				return Place{Page: p}
			}
		}
	}
	return Place{}
}

// site finds what only the site's maker puts where the address says: a file that is copied to the site's top, a page
// behind the path of the site itself, what a page served as a folder has beside it.
func (r *Resolver) site(from, plain string) Place {
	if at, ok := siteJoin(from, plain); ok {
		if p := r.page(at); p != nil {
			return Place{Page: p}
		}
		if p := r.habit(at); p != nil {
			return Place{Page: p}
		}
		if a := r.assets.Get(at); a != nil {
			return Place{asset: a}
		}
	}
	if a := r.assets.Static(plain); a != nil {
		return Place{asset: r.assets.Use(a)}
	}
	if !strings.HasPrefix(plain, "/") || r.Lone {
		return Place{}
	}
	for _, prefix := range r.prefixes() {
		if rest, ok := strings.CutPrefix(plain, "/"+prefix); ok && rest != plain && (rest == "" || rest[0] == '/') {
			at := strings.Trim(path.Clean(rest), "/")
			if at == "" || at == "." {
				at = "."
			}
			if pl := r.rooted(from, at); pl.found() {
				return pl
			}
			if a := r.assets.Get(at); a != nil {
				return Place{asset: a}
			}
			if a := r.assets.Static(rest); a != nil {
				return Place{asset: r.assets.Use(a)}
			}
		}
	}
	return Place{}
}

// prefixes are what rooted addresses may begin with before the part that says where in the guide: the path of the site,
// and the name of the pages' folder.
func (r *Resolver) prefixes() []string {
	if r.Name == "" {
		return r.Addresses.Prefixes
	}
	return append(r.Addresses.Prefixes[:len(r.Addresses.Prefixes):len(r.Addresses.Prefixes)], r.Name)
}

// respelled finds what differs from a path in case only.
func (r *Resolver) respelled(at string) Place {
	key := name.Fold(at)
	p := r.folded()[key]
	if p == nil && !name.IsPage(at) {
		for _, ext := range name.PageExtensions {
			if p = r.folded()[key+ext]; p != nil {
				break
			}
		}
	}
	if p != nil {
		return Place{Page: p, near: p.Path}
	}
	if a := r.assets.Fold(at); a != nil {
		return Place{asset: a, near: a.Path}
	}
	return Place{}
}
