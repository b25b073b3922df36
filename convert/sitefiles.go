package convert

import (
	"maps"
	"path"
	"slices"
	"strings"

	"platen/convert/internal/asset"
	"platen/convert/internal/link"
	"platen/convert/internal/site"
	"platen/convert/tree"
)

// wellKnown are files that hosts, browsers and crawlers ask for at the top of a site.
func wellKnown() []string {
	return []string{"CNAME", "robots.txt", "favicon.svg", "favicon.png", "favicon.ico", "apple-touch-icon.png", "humans.txt", "ads.txt", ".nojekyll", "_redirects", "_headers", ".well-known/security.txt"}
}

// site collects what there is for the book's web site; nil for nothing.
func (l *loader) site(s *site.Site, r *link.Resolver, files *asset.Set) *tree.Site {
	web := &s.Web
	c := siteFiles{files: files, folders: append([]string{""}, web.Static...)}
	out := &tree.Site{URL: web.URL, EditURL: web.EditURL, Footer: Inlines(web.Copyright)}
	named := func(name, what string) *tree.Asset {
		if name == "" {
			return nil
		}
		if kind, _, _ := link.Classify(name); kind != link.Relative {
			web.Unused = append(web.Unused, site.Unused{Key: what, Hint: "it lies on another server"})
			return nil
		}
		if a := c.find(path.Clean(strings.TrimLeft(link.Unescape(name), "/"))); a != nil {
			return a
		}
		l.report(tree.Diag{Path: s.File, Severity: tree.Warning, Code: tree.ImageMissing, Msg: what + ": there is no file " + quoteRaw(name)})
		return nil
	}
	out.Logo, out.Icon = named(web.Logo, "logo"), named(web.Icon, "favicon")
	for _, name := range web.Styles {
		if a := named(name, "style sheet"); a != nil {
			out.StyleSheets = append(out.StyleSheets, a)
		}
	}
	for _, name := range wellKnown() {
		if a := c.find(name); a != nil && out.Icon == nil && strings.HasPrefix(name, "favicon.") {
			out.Icon = a
		}
	}
	out.Files = c.found
	for _, old := range slices.Sorted(maps.Keys(s.Redirects)) {
		if from := site.FormerFile(old, web.Folders); from != "" {
			if to, ok := r.Moved(old); ok {
				out.Redirects = append(out.Redirects, tree.Redirect{From: from, To: to})
			}
		}
	}
	for _, u := range web.Unused {
		l.report(tree.Diag{Path: s.File, Line: u.Line, Severity: tree.Info, Code: tree.SettingUnused, Msg: u.Key + " is not taken over", Hint: u.Hint})
	}
	if out.URL == "" && out.EditURL == "" && len(out.Footer) == 0 && len(out.Redirects) == 0 && len(out.Files) == 0 {
		return nil
	}
	return out
}

// siteFiles finds files for a site's top, each once.
type siteFiles struct {
	files   *asset.Set
	folders []string // relative to the pages' folder
	found   []*tree.Asset
}

// find returns the file of that name in the first of the folders that has it, as one at the site's top; nil when there
// is none.
func (c *siteFiles) find(name string) *tree.Asset {
	for _, dir := range c.folders {
		f := c.files.Find(path.Join(dir, name))
		if f == nil || c.files.LeftOut(f) != "" {
			continue
		}
		a := &f.Asset
		if dir != "" {
			copied := *a
			copied.Path = name
			a = &copied
		}
		for _, b := range c.found {
			if b.Path == a.Path {
				return b
			}
		}
		c.found = append(c.found, a)
		return a
	}
	return nil
}
