package link

import (
	"path"
	"strings"

	"platen/convert/internal/name"
	"platen/convert/tree"
)

// A Redirect is where an old address of the site leads now.
type Redirect struct {
	from    string // the old path, relative to the pages' folder: its address is relative to that
	address string
}

// Redirects are the old addresses of a site, by redirectKey.
type Redirects map[string]Redirect

// NewRedirects reads old addresses and new ones: "/old.html" and "new/page.html#id" of book.toml, "old.md" and "new.md"
// of mkdocs.yml, whose new paths start from the pages' folder.
func NewRedirects(list map[string]string, fromTop bool) Redirects {
	out := make(Redirects, len(list))
	for old, address := range list {
		to := Redirect{from: path.Clean(strings.TrimLeft(old, "/")), address: address}
		if kind, _, _ := Classify(address); fromTop && kind == Relative && !strings.HasPrefix(address, "/") {
			to.address = "/" + address
		}
		out[redirectKey(to.from)] = to
	}
	return out
}

// Moved resolves the new address of an old one; ok is false when it leads nowhere.
func (r *Resolver) Moved(old string) (t tree.Target, ok bool) {
	to, ok := r.Redirects[redirectKey(path.Clean(strings.TrimLeft(old, "/")))]
	if !ok {
		return t, false
	}
	switch kind, _, clean := Classify(to.address); kind {
	case Absolute:
		t.URL = CleanURL(clean)
		return t, true
	case Relative:
		ref, id := to.Place("")
		if t.Page = r.Locate(to.from, ref).Page; t.Page == nil {
			return t, false
		}
		t.Anchor, _ = r.anchor(t.Page, id)
		return t, true
	}
	return t, false
}

// redirectKey makes the forms of a path equal that sites have for one page: old.md, old.html, old/, old/index.html.
func redirectKey(p string) string {
	switch path.Ext(p) {
	case ".html", ".htm", ".md":
		p = name.Stem(p)
	}
	if p = strings.TrimSuffix(p, "/index"); p == "index" {
		return "."
	}
	return p
}

// redirected returns where the old address ref leads that a page at from links to.
func (r *Resolver) redirected(from, ref string) (Redirect, bool) {
	if len(r.Redirects) == 0 {
		return Redirect{}, false
	}
	to, ok := r.Redirects[redirectKey(Join(from, Unescape(ref)))]
	return to, ok
}

// Place is the new address as a path and an anchor; the link's own anchor counts when the address has none.
func (to Redirect) Place(anchor string) (string, string) {
	ref, id, has := CutRef(to.address)
	if !has {
		id = anchor
	}
	return ref, id
}
