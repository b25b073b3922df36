package convert

import (
	"io/fs"
	"path"
	"slices"
	"strings"

	"platen/convert/tree"

	"go.yaml.in/yaml/v3"
)

// A tocFile is Jupyter Book's _toc.yml: root, then parts of chapters, chapters or sections; entries
// have a file, url or glob and may have a title and sections.
type tocFile struct {
	root *yaml.Node
	path string
}

// readToc reads _toc.yml, and the title and author from _config.yml beside it.
func (pr *project) readToc(fsys fs.FS, text []byte, report func(tree.Diag)) {
	if config, ok := readSmall(fsys, path.Join(pr.dir, "_config.yml"), report); ok {
		if root := yamlRoot(config, path.Join(pr.dir, "_config.yml"), report); root != nil {
			set(pr.meta, "title", scalar(root, "title"))
			set(pr.meta, "author", scalar(root, "author"))
			set(pr.meta, "copyright", scalar(root, "copyright"))
		}
	}
	if root := yamlRoot(text, pr.file, report); root != nil {
		pr.toc = &tocFile{root: root, path: pr.file}
	}
}

// yamlRoot parses a YAML file and returns its first node, nil when there is none.
func yamlRoot(text []byte, name string, report func(tree.Diag)) *yaml.Node {
	var doc yaml.Node
	if err := yaml.Unmarshal(text, &doc); err != nil {
		report(badProject(name, 0, "the file is not valid YAML: "+strings.TrimPrefix(err.Error(), "yaml: ")))
		return nil
	}
	if len(doc.Content) != 1 {
		return nil
	}
	return deref(doc.Content[0])
}

func (f *tocFile) contents(r *resolver) *contents {
	t := tocNav{r: r, c: &contents{from: "_toc.yml", base: "_toc.yml", path: f.path, at: map[*tree.NavItem]linePos{}}, left: maxEntries}
	switch f.root.Kind {
	case yaml.SequenceNode: // the form before version 0.11
		t.c.nav = t.entries(f.root, 0)
	case yaml.MappingNode:
		t.c.nav = t.entry(f.root, 0)
		if root := t.c.nav[0]; root.Kind == tree.NavChapter { // the root page's entries stand beside it
			root.Kind, root.Numbered = tree.NavFront, false
			t.c.nav = append(t.c.nav, root.Items...)
			root.Items = nil
		}
		t.c.nav = slices.DeleteFunc(t.c.nav, func(it *tree.NavItem) bool {
			return it.To.Raw == "" && len(it.Title) == 0 && len(it.Items) == 0
		})
	}
	if len(t.c.nav) == 0 {
		return nil
	}
	return t.c
}

type tocNav struct {
	r    *resolver
	c    *contents
	left int
}

func (t *tocNav) entries(seq *yaml.Node, depth int) (out []*tree.NavItem) {
	for _, n := range seq.Content {
		if t.left--; t.left < 0 || depth > maxDepth {
			return out
		}
		if n := deref(n); n.Kind == yaml.MappingNode {
			out = append(out, t.entry(n, depth)...)
		}
	}
	return out
}

// entry is a file, an address, a part or a pattern of files.
func (t *tocNav) entry(n *yaml.Node, depth int) []*tree.NavItem {
	it := &tree.NavItem{Numbered: true, Title: textInlines(scalar(n, "title"))}
	t.c.at[it] = linePos{n.Line, n.Column}
	switch {
	case scalar(n, "file") != "":
		it.To.Raw = scalar(n, "file")
	case scalar(n, "root") != "":
		it.To.Raw = scalar(n, "root")
	case scalar(n, "url") != "":
		it.To.Raw = scalar(n, "url")
	case scalar(n, "glob") != "":
		return t.glob(scalar(n, "glob"))
	case scalar(n, "caption") != "" || scalar(n, "part") != "":
		it.Kind, it.Numbered = tree.NavPart, false
		it.Title = textInlines(scalar(n, "caption") + scalar(n, "part"))
	}
	for _, key := range [...]string{"parts", "chapters", "sections", "subtrees", "entries"} {
		if v := mapValue(n, key); v != nil && v.Kind == yaml.SequenceNode {
			it.Items = append(it.Items, t.entries(v, depth+1)...)
		}
	}
	return []*tree.NavItem{it}
}

func (t *tocNav) glob(pattern string) (out []*tree.NavItem) {
	pattern = strings.TrimSuffix(strings.TrimSuffix(pattern, ".md"), "*") + "*"
	var pages []*tree.Page
	for _, p := range t.r.order {
		if ok, err := path.Match(pattern, stem(p.Path)); ok && err == nil {
			pages = append(pages, p)
		}
	}
	slices.SortStableFunc(pages, func(a, b *tree.Page) int { return comparePaths(a.Path, b.Path) })
	for _, p := range pages {
		out = append(out, pageItem(p))
	}
	return out
}
