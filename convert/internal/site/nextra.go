package site

import (
	"path"
	"strings"

	"platen/convert/internal/js"
	"platen/convert/tree"
)

// findNextra reads Nextra's _meta files: the order and the titles of the pages in each folder.
func findNextra(p *project) bool {
	config := p.present("next.config.js", "next.config.mjs", "next.config.ts", "theme.config.tsx", "theme.config.jsx", "theme.config.js", "theme.config.ts", "package.json")
	for _, dir := range [...]string{"content", "pages", "src/content", "src/pages", "docs", "."} {
		file := p.meta(dir)
		if file == "" || config == "" && dir != "." {
			continue
		}
		p.File, p.Dialect, p.Dir, p.IndexLists = file, "docusaurus", p.folder(dir), false
		p.Web.Static = []string{p.up() + "public"}
		p.excluded = func(page string) bool { return strings.HasPrefix(path.Base(page), "_") }
		p.contents = func(g Guide) *List {
			root := &folderNode{}
			for _, q := range g.Pages {
				root.add(q, q.Path)
			}
			n := nextraNav{p: p, dir: p.Dir, at: p.at}
			return &List{File: file, Base: "index.md", Items: n.items(root, ".", 0)}
		}
		return true
	}
	return false
}

// meta returns the _meta file of a folder, "" for none.
func (p *project) meta(dir string) string {
	return p.present(path.Join(dir, "_meta.js"), path.Join(dir, "_meta.ts"), path.Join(dir, "_meta.tsx"), path.Join(dir, "_meta.jsx"),
		path.Join(dir, "_meta.json"), path.Join(dir, "_meta.global.js"), path.Join(dir, "_meta.global.ts"), path.Join(dir, "_meta.global.tsx"))
}

type nextraNav struct {
	p       *project
	dir, at string
}

// items returns the entries of a folder: those that its _meta file names in that order, then the others.
func (n *nextraNav) items(f *folderNode, dir string, depth int) (out []*Entry) {
	if depth > maxDepth {
		return nil
	}
	base := strings.TrimPrefix(strings.TrimPrefix(n.dir, n.at), "/")
	if base == "" {
		base = "."
	}
	meta := &js.Literal{}
	file := n.p.meta(path.Join(base, dir))
	if file != "" {
		meta = n.p.eval(file)
	}
	return n.listed(f, meta, dir, depth)
}

func (n *nextraNav) listed(f *folderNode, meta *js.Literal, dir string, depth int) (out []*Entry) {
	done := map[string]bool{}
	add := func(key string, v *js.Literal) {
		e := &Entry{}
		if v != nil {
			e.Line, e.Column = v.Line, 1
			e.Title = firstText(v, v.Field("title"))
			if v.Str("type") == "separator" {
				if e.Title != "" {
					out = append(out, &Entry{Kind: tree.NavPart, Plain: true, Title: e.Title})
				}
				return
			}
			e.Address = v.Str("href")
		}
		done[key] = true
		hidden := v != nil && v.Str("display") == "hidden"
		kid := f.byKey[key]
		if key == "index" && f.index != nil {
			e.Page, e.Address = f.index, f.index.Path
		}
		if kid != nil {
			if head := pageOf(kid); head != nil {
				e.Page, e.Address = head, head.Path
			}
			if v != nil && v.At("items") != nil && v.At("items").Kind == js.Object {
				e.Items = n.listed(kid, v.Field("items"), path.Join(dir, key), depth+1)
			} else {
				e.Items = n.items(kid, path.Join(dir, key), depth+1)
			}
			if e.Title == "" && e.Page == nil {
				e.Title = FolderTitle(key)
			}
		}
		if !hidden && (e.Page != nil || e.Address != "" || len(e.Items) > 0) {
			out = append(out, e)
		}
	}
	for i, key := range meta.Fields {
		if key != "*" {
			add(key, meta.Items[i])
		}
	}
	if f.index != nil && !done["index"] && dir == "." {
		out = append([]*Entry{pageEntry(f.index)}, out...)
	}
	f.sort()
	for _, k := range f.kids {
		if !done[k.name] {
			add(k.name, nil)
		}
	}
	return out
}

// pageOf is the page that an entry of a folder's tree leads to.
func pageOf(f *folderNode) *tree.Page {
	if f.page != nil {
		return f.page
	}
	return f.index
}
