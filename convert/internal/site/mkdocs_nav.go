package site

import (
	"path"
	"slices"
	"strings"

	"platen/convert/internal/name"
	"platen/convert/tree"

	"go.yaml.in/yaml/v3"
)

// mkdocsNav reads the nav of mkdocs.yml.
func mkdocsNav(nav *yaml.Node, file string, g Guide) *List {
	if nav.Kind != yaml.SequenceNode {
		return nil
	}
	m := navReader{g: g, left: maxEntries}
	return &List{File: file, Base: "mkdocs.yml", Items: m.sequence(nav, 0)}
}

type navReader struct {
	g    Guide
	left int // entries
}

func (m *navReader) sequence(seq *yaml.Node, depth int) (out []*Entry) {
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
					out = append(out, &Entry{Title: title, Items: m.sequence(v, depth+1), Line: n.Content[i].Line, Column: n.Content[i].Column})
				}
			}
		}
	}
	return out
}

// entry is a page, an address or a folder.
func (m *navReader) entry(title string, n *yaml.Node) *Entry {
	e := &Entry{Title: title, Address: n.Value, Line: n.Line, Column: n.Column}
	if n.Tag == "!!null" {
		e.Address = ""
	}
	if dir, ok := strings.CutSuffix(n.Value, "/"); ok && !strings.Contains(n.Value, ":") {
		m.folder(e, path.Clean(strings.TrimLeft(dir, "/")))
	}
	return e
}

// folder fills an entry for a folder: its index page, and its files.
func (m *navReader) folder(e *Entry, dir string) {
	files := below(m.g.Pages, dir)
	if len(files) == 0 {
		return
	}
	e.Folder = true
	if e.Page = m.g.Index(dir); e.Page == nil {
		e.Address = ""
		if e.Title == "" {
			e.Title = FolderTitle(path.Base(dir))
		}
	}
	slices.SortStableFunc(files, func(a, b *tree.Page) int { return name.Compare(a.Path, b.Path) })
	root := &folderNode{}
	for _, p := range files {
		root.add(p, strings.TrimPrefix(strings.TrimPrefix(p.Path, dir), "/"))
	}
	e.Items = root.items()
}

// below returns the pages in a folder and in the folders of it.
func below(pages []*tree.Page, dir string) (out []*tree.Page) {
	for _, p := range pages {
		if dir == "." || strings.HasPrefix(p.Path, dir+"/") {
			out = append(out, p)
		}
	}
	return out
}
