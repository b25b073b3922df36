package convert

import (
	"path"
	"slices"
	"strings"

	"platen/convert/near"
	"platen/convert/tree"

	"go.yaml.in/yaml/v3"
)

// A mkdocsFile is what mkdocs.yml says about pages.
type mkdocsFile struct {
	nav      *yaml.Node
	exclude  patterns
	notInNav patterns
	path     string
}

// contents returns the nav; nil when there is none.
func (f *mkdocsFile) contents(r *resolver) *contents {
	if f.nav == nil || f.nav.Kind != yaml.SequenceNode {
		return nil
	}
	m := mkdocsNav{r: r, c: &contents{from: "mkdocs.yml", base: "mkdocs.yml", path: f.path, at: map[*tree.NavItem]linePos{}}, left: maxEntries}
	m.c.nav = m.sequence(f.nav, 0)
	if len(m.c.nav) == 0 {
		return nil
	}
	return m.c
}

// maxEntries and maxDepth bound a contents list in YAML, whose aliases could make it endless.
const (
	maxEntries = 100_000
	maxDepth   = 32
)

type mkdocsNav struct {
	r    *resolver
	c    *contents
	left int
}

func (m *mkdocsNav) sequence(seq *yaml.Node, depth int) (out []*tree.NavItem) {
	for _, n := range seq.Content {
		if m.left--; m.left < 0 || depth > maxDepth {
			return out
		}
		switch n := deref(n); n.Kind {
		case yaml.ScalarNode:
			out = append(out, m.entry("", n))
		case yaml.MappingNode:
			for i := 0; i+1 < len(n.Content); i += 2 {
				title, v := n.Content[i].Value, deref(n.Content[i+1])
				switch v.Kind {
				case yaml.ScalarNode:
					out = append(out, m.entry(title, v))
				case yaml.SequenceNode:
					it := &tree.NavItem{Numbered: true, Title: textInlines(title), Items: m.sequence(v, depth+1)}
					m.c.at[it] = linePos{n.Content[i].Line, n.Content[i].Column}
					out = append(out, it)
				}
			}
		}
	}
	return out
}

func textInlines(s string) []tree.Inline {
	if s == "" {
		return nil
	}
	return []tree.Inline{&tree.Text{S: s}}
}

// entry is a page, an address or a folder.
func (m *mkdocsNav) entry(title string, n *yaml.Node) *tree.NavItem {
	it := &tree.NavItem{Numbered: true, Title: textInlines(title)}
	m.c.at[it] = linePos{n.Line, n.Column}
	it.To.Raw = n.Value
	if n.Tag == "!!null" {
		it.To.Raw = ""
	}
	if dir, ok := strings.CutSuffix(n.Value, "/"); ok && schemeLen(n.Value) == 0 {
		m.folder(it, path.Clean(strings.TrimLeft(dir, "/")))
	}
	return it
}

// folder fills an entry for a folder: its index page's list, else its files.
func (m *mkdocsNav) folder(it *tree.NavItem, dir string) {
	var files []*tree.Page
	for _, p := range m.r.order {
		if dir == "." || strings.HasPrefix(p.Path, dir+"/") {
			files = append(files, p)
		}
	}
	if len(files) == 0 {
		return
	}
	if p := m.r.index[dir]; p != nil {
		it.To.Page = p
		if items := listedIn(p, m.r); len(items) > 0 {
			it.Items = items
			return
		}
	} else {
		it.To.Raw = ""
		if len(it.Title) == 0 {
			it.Title = textInlines(folderTitle(path.Base(dir)))
		}
	}
	slices.SortStableFunc(files, func(a, b *tree.Page) int { return comparePaths(a.Path, b.Path) })
	root := &folderNode{}
	for _, p := range files {
		root.add(p, strings.TrimPrefix(strings.TrimPrefix(p.Path, dir), "/"))
	}
	it.Items = root.items(dir)
}

// listedIn returns the pages that a page's first list of links names, as contents.
func listedIn(p *tree.Page, r *resolver) []*tree.NavItem {
	for _, b := range p.Blocks {
		list, ok := b.(*tree.List)
		if !ok {
			continue
		}
		l := linkList{r: r, from: p.Path, links: map[*tree.Link]bool{}, pages: map[*tree.Page]bool{}}
		items, ok := l.items(list)
		if !ok || len(l.pages) == 0 {
			continue
		}
		near := near.Suggester{}
		eachNav(items, func(it *tree.NavItem) {
			if it.To.Raw != "" {
				r.resolve(&it.To, p, p.Path, &near)
				it.To.Asset, it.To.Peer = nil, ""
			}
		})
		return slices.DeleteFunc(items, func(it *tree.NavItem) bool { return it.To.Dead() && len(it.Items) == 0 })
	}
	return nil
}
