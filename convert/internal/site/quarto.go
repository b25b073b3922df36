package site

import (
	"path"
	"strings"

	"platen/convert/internal/link"
	"platen/convert/internal/name"
	"platen/convert/tree"

	"go.yaml.in/yaml/v3"
)

// findQuarto reads Quarto's _quarto.yml: title, language, and the sidebar of a website or the chapters of a book.
func findQuarto(p *project) bool {
	file, text, ok := p.readFirst("_quarto.yml", "_quarto.yaml")
	if !ok {
		return false
	}
	p.File, p.Dialect, p.IndexLists = file, "pandoc", false
	p.on("shortcodes")
	p.on("quarto")
	p.excluded = func(page string) bool { // parts, which pages include
		return strings.HasPrefix(page, "_") || strings.Contains(page, "/_") || strings.EqualFold(page, "README.md")
	}
	root := p.yaml(text, file)
	book, web := mapValue(root, "book"), mapValue(root, "website")
	for _, m := range [...]*yaml.Node{book, web, mapValue(root, "project"), root} {
		for _, key := range [...]string{"title", "description", "author", "lang", "site-url", "repo-url"} {
			switch s := scalar(m, key); {
			case s == "":
			case key == "site-url":
				p.Web.URL = webAddress(s, "")
			case key == "repo-url":
				p.Outside.Repo = strings.TrimRight(s, "/") + "/blob/HEAD/"
			case p.Meta.String(key) == "":
				p.Meta[key] = s
			}
		}
	}
	p.Outside.HTML = true
	p.Addresses = link.Addresses{}
	p.contents = func(g Guide) *List {
		q := quartoNav{g: g, left: maxEntries}
		l := &List{File: file, Base: "_quarto.yml"}
		switch {
		case book != nil:
			l.Items = q.entries(mapValue(book, "chapters"), 0)
			if more := q.entries(mapValue(book, "appendices"), 0); len(more) > 0 {
				l.Items = append(l.Items, &Entry{Kind: tree.NavPart, Plain: true, Title: "Appendices", Items: more})
			}
		case web != nil:
			l.Items = q.sidebars(mapValue(web, "sidebar"))
			if len(l.Items) == 0 {
				navbar := mapValue(web, "navbar")
				l.Items = append(q.entries(mapValue(navbar, "left"), 0), q.entries(mapValue(navbar, "right"), 0)...)
				if len(l.Items) < 2 {
					return nil
				}
			}
		}
		return l
	}
	return true
}

type quartoNav struct {
	g    Guide
	left int // entries
}

// sidebars reads one sidebar, or a list of them.
func (q *quartoNav) sidebars(n *yaml.Node) []*Entry {
	switch {
	case n == nil:
		return nil
	case n.Kind == yaml.MappingNode:
		return q.entries(mapValue(n, "contents"), 0)
	case n.Kind != yaml.SequenceNode:
		return nil
	}
	var out []*Entry
	for _, bar := range n.Content {
		bar = deref(bar)
		items := q.entries(mapValue(bar, "contents"), 0)
		if title := scalar(bar, "title"); title != "" && len(n.Content) > 1 && len(items) > 0 {
			items = []*Entry{{Kind: tree.NavPart, Plain: true, Title: title, Items: items, Line: bar.Line, Column: bar.Column}}
		}
		out = append(out, items...)
	}
	return out
}

// entries reads pages, sections and parts; "auto" is the folder's order.
func (q *quartoNav) entries(n *yaml.Node, depth int) (out []*Entry) {
	if n == nil || depth > maxDepth {
		return nil
	}
	if n.Kind == yaml.ScalarNode {
		return q.auto(n.Value)
	}
	if n.Kind != yaml.SequenceNode {
		return nil
	}
	for _, it := range n.Content {
		if q.left--; q.left < 0 {
			return out
		}
		it = deref(it)
		if it.Kind == yaml.ScalarNode {
			switch s := it.Value; {
			case strings.Trim(s, "-") == "":
				out = append(out, &Entry{Kind: tree.NavSeparator, Plain: true})
			case s == "auto" || strings.ContainsAny(s, "*?"):
				out = append(out, q.auto(s)...)
			default:
				out = append(out, &Entry{Address: s, Line: it.Line, Column: it.Column})
			}
			continue
		}
		e := &Entry{Title: firstScalar(it, "text", "section", "part"), Address: firstScalar(it, "href", "file"), Line: it.Line, Column: it.Column}
		if auto := scalar(it, "auto"); auto != "" {
			out = append(out, q.auto(auto)...)
			continue
		}
		if name.IsPage(e.Title) && e.Address == "" { // a section or a part that is a page
			e.Title, e.Address = "", e.Title
		}
		for _, key := range [...]string{"contents", "chapters", "menu"} {
			e.Items = append(e.Items, q.entries(mapValue(it, key), depth+1)...)
		}
		if scalar(it, "part") != "" && e.Address == "" {
			e.Kind, e.Plain = tree.NavPart, true
		}
		if e.Title != "" || e.Address != "" || len(e.Items) > 0 {
			out = append(out, e)
		}
	}
	return out
}

// auto is a folder's pages in its order: "auto", "guide", "guide/*".
func (q *quartoNav) auto(s string) []*Entry {
	dir := strings.Trim(strings.TrimRight(s, "*.qmd"), "/")
	if s == "auto" || s == "true" || dir == "" {
		return Folder(q.g)
	}
	return FolderOf(q.g, path.Clean(dir))
}
