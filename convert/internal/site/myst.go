package site

import (
	"path"
	"slices"
	"strings"

	"platen/convert/internal/name"
	"platen/convert/tree"

	"go.yaml.in/yaml/v3"
)

// findMyst reads MyST's myst.yml: title, authors, language and the contents.
func findMyst(p *project) bool {
	file, text, ok := p.readFirst("myst.yml", "myst.yaml", "docs/myst.yml")
	if !ok {
		return false
	}
	p.File, p.Dir, p.Dialect, p.IndexLists, p.Labels = file, p.folder(path.Dir(file)), "myst", false, true
	root := p.yaml(text, file)
	project := mapValue(root, "project")
	p.set("title", scalar(project, "title"))
	if p.Meta.String("title") == "" {
		p.set("title", scalar(mapValue(root, "site"), "title"))
	}
	p.set("description", scalar(project, "description"))
	p.set("lang", firstScalar(project, "language", "lang"))
	p.set("copyright", scalar(project, "copyright"))
	p.Settings.Substitutions = stringMap(mapValue(project, "substitutions"))
	p.yamlMacros(mapValue(project, "math"))
	var authors []any
	if list := mapValue(project, "authors"); list != nil && list.Kind == yaml.SequenceNode {
		for _, n := range list.Content {
			if n = deref(n); n.Kind == yaml.ScalarNode {
				authors = append(authors, n.Value)
			} else if s := scalar(n, "name"); s != "" {
				authors = append(authors, s)
			}
		}
	}
	if len(authors) == 1 {
		p.Meta["author"] = authors[0]
	} else if len(authors) > 1 {
		p.Meta["author"] = authors
	}
	exclude := parsePatterns("_build/\n")
	switch list := mapValue(project, "exclude"); {
	case list == nil:
	case list.Kind == yaml.SequenceNode:
		for _, n := range list.Content {
			exclude = append(exclude, parsePatterns(deref(n).Value)...)
		}
	default:
		exclude = append(exclude, parsePatterns(list.Value)...)
	}
	p.excluded = exclude.match
	if toc := mapValue(project, "toc"); toc != nil && toc.Kind == yaml.SequenceNode {
		p.contents = func(g Guide) *List {
			m := mystNav{g: g, left: maxEntries}
			return &List{File: file, Base: "myst.yml", Items: m.entries(toc, 0)}
		}
	}
	return true
}

type mystNav struct {
	g    Guide
	left int // entries
}

// entries reads a list of entries: a file, an address or a pattern, with a title and children.
func (m *mystNav) entries(list *yaml.Node, depth int) (out []*Entry) {
	for _, n := range list.Content {
		if m.left--; m.left < 0 || depth > maxDepth {
			return out
		}
		if n = deref(n); n.Kind != yaml.MappingNode || scalar(n, "hidden") == "true" {
			continue
		}
		e := &Entry{Title: scalar(n, "title"), Address: firstScalar(n, "file", "url"), Line: n.Line, Column: n.Column}
		if pattern := firstScalar(n, "pattern", "glob"); pattern != "" {
			out = append(out, m.pattern(pattern)...)
			continue
		}
		if kids := mapValue(n, "children"); kids != nil && kids.Kind == yaml.SequenceNode {
			e.Items = m.entries(kids, depth+1)
		}
		out = append(out, e)
	}
	return out
}

func (m *mystNav) pattern(pattern string) (out []*Entry) {
	ps := parsePatterns("/" + strings.TrimPrefix(name.Clean(pattern), "/"))
	var pages []*tree.Page
	for _, q := range m.g.Pages {
		if ps.match(q.Path) {
			pages = append(pages, q)
		}
	}
	slices.SortStableFunc(pages, func(a, b *tree.Page) int { return name.Compare(a.Path, b.Path) })
	for _, q := range pages {
		out = append(out, pageEntry(q))
	}
	return out
}
