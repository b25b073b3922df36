package convert

import (
	"path"
	"strings"
)

// A redirect is where an old address of the site leads now.
type redirect struct {
	from    string // the old path, relative to the pages' folder: its address is relative to that
	address string
}

// newRedirects reads old addresses and new ones: "/old.html" and "new/page.html#id" of book.toml, "old.md" and "new.md"
// of mkdocs.yml, whose new paths start from the pages' folder.
func newRedirects(list map[string]string, fromTop bool) map[string]redirect {
	out := make(map[string]redirect, len(list))
	for old, address := range list {
		to := redirect{from: path.Clean(strings.TrimLeft(old, "/")), address: address}
		if kind, _, _ := classify(address); fromTop && kind == relative && !strings.HasPrefix(address, "/") {
			to.address = "/" + address
		}
		out[redirectKey(to.from)] = to
	}
	return out
}

// redirectKey makes the forms of a path equal that sites have for one page: old.md, old.html, old/, old/index.html.
func redirectKey(p string) string {
	switch path.Ext(p) {
	case ".html", ".htm", ".md":
		p = stem(p)
	}
	if p = strings.TrimSuffix(p, "/index"); p == "index" {
		return "."
	}
	return p
}

// redirected returns where the old address ref leads that a page at from links to.
func (r *resolver) redirected(from, ref string) (redirect, bool) {
	if len(r.redirects) == 0 {
		return redirect{}, false
	}
	to, ok := r.redirects[redirectKey(join(from, unescape(ref)))]
	return to, ok
}

// place is the new address as a path and an anchor; the link's own anchor counts when the address has none.
func (to redirect) place(anchor string) (string, string) {
	ref, id, has := cutRef(to.address)
	if !has {
		id = anchor
	}
	return ref, id
}
