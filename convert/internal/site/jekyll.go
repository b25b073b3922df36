package site

import (
	"cmp"
	"path"
	"slices"
	"strings"

	"platen/convert/internal/link"
	"platen/convert/internal/name"
	"platen/convert/tree"
)

// findJekyll reads Jekyll's _config.yml: title, language, address, collections. The order is that of nav_order and parent
// in the pages' front matter.
func findJekyll(p *project) bool {
	file := p.present("_config.yml", "_config.yaml")
	if file == "" || p.present("_toc.yml") != "" {
		return false
	}
	v, _ := p.settings(file)
	p.File, p.Dialect, p.IndexLists = file, "auto", false
	p.on("attribute_lists", "liquid", "class_notes", "note_divs", "toc_marker", "definition_lists", "html_elements", "code_bars")
	p.Settings.Variables = map[string]string{}
	variables(p.Settings.Variables, "site.", map[string]any(v))
	p.set("title", v.first("title", "name"))
	p.set("lang", v.first("lang", "locale", "language"))
	p.set("description", v.str("description"))
	author := v.str("author")
	p.set("author", cmp.Or(author, v.in("author").str("name")))
	base := v.str("baseurl")
	p.Web.URL = webAddress(v.str("url"), base)
	p.Web.Folders = v.str("permalink") == "pretty" || strings.HasSuffix(v.str("permalink"), "/")
	p.Outside.Base = base
	if repo := v.str("repository"); strings.Count(repo, "/") == 1 {
		p.Outside.Repo = "https://github.com/" + repo + "/blob/HEAD/"
	}
	if dir := v.str("source"); dir != "" {
		p.Dir = p.folder(dir)
	}
	p.jekyllFolders(v)
	p.Addresses = link.Addresses{Of: jekyllAddresses(v), Prefixes: prefixOf(base), Folders: p.Web.Folders}
	p.unlisted = nil
	p.contents = func(g Guide) *List {
		items := jekyllTree(g)
		if items == nil {
			return nil
		}
		return &List{Items: items}
	}
	return true
}

// jekyllFolders leaves out what Jekyll does not make pages of.
func (p *project) jekyllFolders(v values) {
	keep := map[string]bool{"_posts": true}
	for _, c := range v.list("collections") {
		keep["_"+c] = true
	}
	for c := range v.in("collections") {
		keep["_"+c] = true
	}
	collections := v.str("collections_dir")
	exclude := parsePatterns("vendor/\nnode_modules/\nGemfile*\n")
	for _, s := range v.list("exclude") {
		exclude = append(exclude, parsePatterns(s)...)
	}
	include := v.list("include")
	p.excluded = func(page string) bool {
		for part := range strings.SplitSeq(page, "/") {
			if strings.HasPrefix(part, "_") && !keep[part] && !slices.Contains(include, part) {
				return true
			}
		}
		return exclude.match(page) || collections == "" && strings.HasPrefix(page, "_drafts/")
	}
}

// jekyllAddresses are the addresses of pages: collections without their underscore or by their permalink, posts by date.
func jekyllAddresses(v values) func(*tree.Page) []string {
	links := map[string]string{}
	for c, s := range v.in("collections") {
		if m, ok := s.(map[string]any); ok {
			links[c] = values(m).str("permalink")
		}
	}
	return func(q *tree.Page) []string {
		out := link.PageAddresses(q)
		dir, rest, ok := strings.Cut(q.Path, "/")
		if !ok || !strings.HasPrefix(dir, "_") {
			return out
		}
		collection, stem := dir[1:], name.Stem(rest)
		if collection == "posts" {
			base := path.Base(stem)
			if len(base) > 11 && base[4] == '-' && base[7] == '-' && base[10] == '-' {
				at := path.Join(base[:4], base[5:7], base[8:10], base[11:])
				out = append(out, at, base[11:], path.Join(q.Meta.String("category"), at), path.Join("news", at), path.Join("blog", at))
			}
			return out
		}
		if name.IsIndex(stem) {
			stem = path.Dir(stem)
		}
		ats := []string{path.Join(collection, stem)}
		if pattern := links[collection]; pattern != "" {
			at := strings.NewReplacer(":collection", collection, ":path", stem, ":name", path.Base(stem), ":title", path.Base(stem), ":output_ext", "").Replace(pattern)
			ats = append([]string{strings.TrimSuffix(strings.Trim(path.Clean("/"+at), "/"), ".html")}, ats...)
		}
		if q.Meta.String("permalink") != "" {
			return append(out, ats...)
		}
		return append(ats, out...)
	}
}

// jekyllTree is the order of nav_order, parent and grand_parent in front matter; nil when no page has one.
func jekyllTree(g Guide) []*Entry {
	titles := map[string]*Entry{}
	type child struct {
		e             *Entry
		parent, grand string
	}
	var kids []child
	var rest []*Entry
	any := false
	pages := slices.Clone(g.Pages)
	slices.SortStableFunc(pages, func(a, b *tree.Page) int {
		wa, oka := pageWeight(a)
		wb, okb := pageWeight(b)
		switch {
		case oka && okb && wa != wb:
			return cmp.Compare(wa, wb)
		case oka != okb:
			return b2i(okb) - b2i(oka)
		}
		return name.Compare(a.Path, b.Path)
	})
	for _, q := range pages {
		if q.Meta["nav_exclude"] == true {
			continue
		}
		e := pageEntry(q)
		parent := q.Meta.String("parent")
		if parent != "" || q.Meta["nav_order"] != nil {
			any = true
		}
		if parent != "" {
			kids = append(kids, child{e, parent, q.Meta.String("grand_parent")})
		} else {
			rest = append(rest, e)
		}
		key := q.Meta.String("grand_parent") + "\x00" + parent + "\x00" + q.Meta.String("title")
		if titles[key] == nil {
			titles[key] = e
		}
		if t := q.Meta.String("title"); titles[t] == nil {
			titles[t] = e
		}
	}
	if !any {
		return nil
	}
	for _, k := range kids {
		up := titles[k.grand+"\x00"+k.parent]
		if k.grand != "" {
			up = titles["\x00"+k.grand+"\x00"+k.parent]
		}
		if up == nil {
			up = titles["\x00\x00"+k.parent]
		}
		if up == nil {
			up = titles[k.parent]
		}
		if up == nil || up == k.e || inside(k.e, up, 0) {
			rest = append(rest, k.e)
			continue
		}
		up.Items = append(up.Items, k.e)
	}
	return rest
}

// inside reports whether an entry is below another one.
func inside(top, e *Entry, depth int) bool {
	for _, it := range top.Items {
		if it == e || depth < maxDepth && inside(it, e, depth+1) {
			return true
		}
	}
	return false
}
