package convert

import (
	"path"
	"strings"

	"platen/convert/tree"
)

// A siteURLs knows the addresses that a Docusaurus site gives to pages: without numbers, with slugs.
type siteURLs struct {
	dir   string                // the pages' folder, relative to the root
	base  string                // the site's baseUrl, "/" or "/name/"
	pages map[string]*tree.Page // by address, relative to the pages' folder, without slashes at its ends
	own   map[string]string     // addresses by Page.Path
}

func newSiteURLs(dir, base string, pages []*tree.Page) *siteURLs {
	u := &siteURLs{dir: dir, base: base, pages: make(map[string]*tree.Page, len(pages)), own: make(map[string]string, len(pages))}
	for _, p := range pages {
		at := plainPath(stem(p.Path))
		folder := path.Dir(at)
		switch slug := p.Meta.String("slug"); {
		case strings.HasPrefix(slug, "/"):
			at = path.Clean(strings.TrimLeft(slug, "/"))
		case slug != "":
			at = path.Join(folder, slug)
		case isIndex(p.Path):
			at = folder
		case p.Meta.String("id") != "":
			at = path.Join(folder, p.Meta.String("id"))
		case path.Base(at) == path.Base(folder): // guides/guides.md is the folder's page
			at = folder
		}
		u.own[p.Path] = at
		if u.pages[at] == nil {
			u.pages[at] = p
		}
	}
	return u
}

// rewrite turns the addresses that only Docusaurus knows into paths: @site/ is the project's folder, pathname:// a
// file that is no page.
func (u *siteURLs) rewrite(raw string) string {
	if rest, ok := strings.CutPrefix(raw, "pathname://"); ok {
		raw = rest
	}
	if rest, ok := strings.CutPrefix(raw, "@site/"); ok {
		if p, ok := relativeTo(u.dir, path.Clean(rest)); ok {
			return "/" + p
		}
	}
	if u.base != "" && u.base != "/" && strings.HasPrefix(raw, u.base) {
		return "/" + raw[len(u.base):]
	}
	return raw
}

// page finds the page at an address in a page at from, nil when there is none.
func (u *siteURLs) page(from, ref string) *tree.Page {
	if strings.HasPrefix(ref, "/") {
		at := path.Clean(strings.Trim(ref, "/"))
		if p := u.pages[at]; p != nil {
			return p
		}
		if _, rest, ok := strings.Cut(at, "/"); ok { // behind routeBasePath: /docs/intro
			return u.pages[rest]
		}
		return nil
	}
	ref = strings.TrimSuffix(ref, "/")
	for _, base := range [...]string{path.Dir(u.own[from]), u.own[from], path.Dir(plainPath(from))} {
		at := path.Join(base, ref)
		if p := u.pages[at]; p != nil {
			return p
		}
		if IsPage(at) {
			if p := u.pages[plainPath(stem(at))]; p != nil {
				return p
			}
		}
	}
	return nil
}
