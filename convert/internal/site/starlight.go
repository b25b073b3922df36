package site

import (
	"path"
	"strings"

	"platen/convert/internal/js"
	"platen/convert/internal/link"
)

// findStarlight reads what astro.config.mjs writes out of Starlight: title, languages, sidebar.
func findStarlight(p *project) bool {
	file := p.present("astro.config.mjs", "astro.config.ts", "astro.config.js", "astro.config.mts")
	if file == "" || p.folder("src/content/docs") == "." {
		return false
	}
	p.File, p.Dialect, p.Dir, p.IndexLists, p.Drafts = file, "docusaurus", "src/content/docs", false, true
	config := p.eval(file)
	opts := config.Find("starlight")
	if opts == nil {
		opts = &js.Literal{Kind: js.Object}
	}
	p.set("title", starlightText(opts.Field("title")))
	p.set("description", opts.Str("description"))
	lang := opts.At("locales", "root", "lang").String()
	if lang == "" {
		lang = opts.Str("defaultLocale")
	}
	if lang != "root" {
		p.set("lang", lang)
	}
	base := config.Str("base")
	p.Web.URL, p.Web.Static = webAddress(config.Str("site"), base), []string{p.up() + "public"}
	p.Addresses = link.Addresses{Prefixes: prefixOf(base), Folders: true}
	if edit := opts.At("editLink", "baseUrl").String(); edit != "" {
		p.Web.EditURL = editAddress(strings.TrimRight(edit, "/") + "/" + p.Dir)
	}
	if bar := opts.Field("sidebar"); bar != nil {
		p.notWrittenOut(file, "sidebar", bar)
		p.contents = func(g Guide) *List {
			return &List{File: file, Base: "index.md", Items: starlightBar(bar, g, 0)}
		}
	}
	return true
}

// starlightText is a text, or the first of one for each language.
func starlightText(l *js.Literal) string {
	if l != nil && l.Kind == js.Object && len(l.Items) > 0 {
		return l.Items[0].String()
	}
	return l.String()
}

// starlightBar reads entries: slugs, links, groups of items or of a folder's pages.
func starlightBar(l *js.Literal, g Guide, depth int) (out []*Entry) {
	if l == nil || depth > maxDepth {
		return nil
	}
	for _, it := range l.Items {
		e := &Entry{Line: it.Line, Column: 1}
		switch it.Kind {
		case js.Text:
			e.Address = "/" + it.Text
		case js.Object:
			e.Title = starlightText(it.Field("label"))
			if slug := it.Field("slug"); slug != nil {
				e.Address = "/" + slug.String()
			}
			if to := it.Str("link"); to != "" {
				e.Address = to
			}
			e.Items = starlightBar(it.Field("items"), g, depth+1)
			auto := it.At("autogenerate", "directory").String()
			if auto == "" {
				auto = it.At("items", "autogenerate", "directory").String()
			}
			if auto != "" {
				e.Items = FolderOf(g, path.Clean(strings.Trim(auto, "/")))
			}
		default:
			continue
		}
		out = append(out, e)
	}
	return out
}

// FolderOf returns the entries of the pages in a folder, without those of the folders above.
func FolderOf(g Guide, dir string) []*Entry {
	all := g.Pages
	g.Pages = nil
	for _, p := range all {
		if dir == "." || strings.HasPrefix(p.Path, dir+"/") {
			g.Pages = append(g.Pages, p)
		}
	}
	return insideFolder(Folder(g), dir)
}

// insideFolder leaves out the folders above dir, which are entries alone on their level.
func insideFolder(out []*Entry, dir string) []*Entry {
	if dir == "." {
		return out
	}
	for range strings.Count(dir, "/") + 1 {
		if len(out) != 1 {
			break
		}
		head := out[0]
		if head.Page == nil {
			out = head.Items
		} else {
			out = append([]*Entry{{Page: head.Page, Address: head.Address, Title: head.Title}}, head.Items...)
		}
	}
	return out
}
