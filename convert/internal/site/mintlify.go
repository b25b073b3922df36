package site

import (
	"strings"

	"platen/convert/internal/link"
	"platen/convert/tree"

	"go.yaml.in/yaml/v3"
)

// findMintlify reads Mintlify's docs.json, or the older mint.json: name and navigation.
func findMintlify(p *project) bool {
	file, text, ok := p.readFirst("docs.json", "mint.json")
	if !ok {
		return false
	}
	root := p.yaml(text, file)
	nav := mapValue(root, "navigation")
	if nav == nil {
		return false
	}
	p.File, p.Dialect, p.IndexLists = file, "docusaurus", false
	p.set("title", scalar(root, "name"))
	p.set("description", scalar(root, "description"))
	p.excluded = func(page string) bool {
		return strings.HasPrefix(page, "snippets/") || strings.Contains(page, "/snippets/") || strings.HasPrefix(page, "_snippets/")
	}
	p.Addresses = link.Addresses{Folders: false}
	p.contents = func(Guide) *List {
		m := mintlifyNav{left: maxEntries}
		return &List{File: file, Base: "index.md", Items: m.entries(nav, 0)}
	}
	return true
}

type mintlifyNav struct{ left int }

// entries reads pages, groups, tabs and whatever else holds them.
func (m *mintlifyNav) entries(n *yaml.Node, depth int) (out []*Entry) {
	if n = deref(n); n == nil || depth > maxDepth {
		return nil
	}
	switch n.Kind {
	case yaml.SequenceNode:
		for _, c := range n.Content {
			if m.left--; m.left < 0 {
				return out
			}
			out = append(out, m.entry(deref(c), depth)...)
		}
	case yaml.MappingNode:
		for _, key := range [...]string{"languages", "versions", "products", "tabs", "dropdowns", "anchors", "groups", "pages", "menu"} {
			if v := mapValue(n, key); v != nil {
				if (key == "languages" || key == "versions") && v.Kind == yaml.SequenceNode && len(v.Content) > 0 {
					out = append(out, m.entries(first(v), depth+1)...)
					continue
				}
				out = append(out, m.entries(v, depth+1)...)
			}
		}
	}
	return out
}

// first is the default one of languages or versions, else the first.
func first(list *yaml.Node) *yaml.Node {
	for _, n := range list.Content {
		if scalar(deref(n), "default") == "true" {
			return deref(n)
		}
	}
	return deref(list.Content[0])
}

func (m *mintlifyNav) entry(n *yaml.Node, depth int) []*Entry {
	e := &Entry{Line: n.Line, Column: n.Column}
	if n.Kind == yaml.ScalarNode {
		if e.Address = n.Value; !strings.Contains(e.Address, "://") {
			e.Address = "/" + strings.TrimLeft(e.Address, "/")
		}
		return []*Entry{e}
	}
	if n.Kind != yaml.MappingNode || scalar(n, "hidden") == "true" {
		return nil
	}
	e.Items = m.entries(n, depth+1)
	if root := scalar(n, "root"); root != "" {
		e.Address = "/" + strings.TrimLeft(root, "/")
	}
	switch title := firstScalar(n, "group", "tab", "dropdown", "anchor", "product", "item"); {
	case title == "" || len(e.Items) == 0 && e.Address == "":
		return e.Items
	case scalar(n, "group") == "":
		e.Kind, e.Plain, e.Title = tree.NavPart, true, title
	default:
		e.Title = title
	}
	return []*Entry{e}
}
