package convert

import (
	"io/fs"
	"path"
	"strings"

	"platen/convert/tree"

	"go.yaml.in/yaml/v3"
)

// docfxToc reads DocFX's toc.yml: entries with a name, maybe an href and items under it. An href that is a
// folder or another toc.yml stands for the entries of that file.
type docfxToc struct {
	fsys   fs.FS
	report func(tree.Diag)
	root   *yaml.Node
	path   string
	left   int // entries
	c      *contents
}

// maxTocs is how deep files of contents may lead to each other.
const maxTocs = 8

// isToc reports whether a path is a file of contents.
func isToc(p string) bool { return strings.EqualFold(path.Base(p), "toc.yml") }

// readDocfx reads the contents of the root's toc.yml.
func (pr *project) readDocfx(fsys fs.FS, name string, text []byte, report func(tree.Diag)) {
	if root := yamlRoot(text, name, report); root != nil {
		pr.docfx = &docfxToc{fsys: fsys, report: report, root: root, path: name, left: maxEntries}
		if home := homeEntry(root); home != nil {
			set(pr.meta, "title", firstScalar(home, "name", "title"))
		}
	}
}

// homeEntry returns the first entry when it leads to the site's home page, index.yml, which is no Markdown: its name
// is the guide's.
func homeEntry(n *yaml.Node) *yaml.Node {
	if n.Kind == yaml.MappingNode {
		if n = mapValue(n, "items"); n == nil {
			return nil
		}
	}
	if n.Kind != yaml.SequenceNode || len(n.Content) == 0 {
		return nil
	}
	first := deref(n.Content[0])
	if first.Kind != yaml.MappingNode || path.Base(scalar(first, "href")) != "index.yml" || mapValue(first, "items") != nil {
		return nil
	}
	return first
}

func (t *docfxToc) contents() *contents {
	t.c = &contents{from: path.Base(t.path), base: t.path, path: t.path, at: map[*tree.NavItem]linePos{}}
	if t.c.nav = t.entries(t.root, "", 0, 0); len(t.c.nav) == 0 {
		return nil
	}
	return t.c
}

// entries reads a list, or what has it under items; dir is the folder of its file, relative to the first one's.
func (t *docfxToc) entries(n *yaml.Node, dir string, depth, tocs int) (out []*tree.NavItem) {
	if n.Kind == yaml.MappingNode {
		if n = mapValue(n, "items"); n == nil {
			return nil
		}
	}
	if n.Kind != yaml.SequenceNode || depth > maxDepth {
		return nil
	}
	for _, e := range n.Content {
		if t.left--; t.left < 0 {
			break
		}
		if e = deref(e); e.Kind == yaml.MappingNode && (tocs > 0 || depth > 0 || e != homeEntry(t.root)) {
			out = append(out, t.entry(e, dir, depth, tocs))
		}
	}
	return out
}

func (t *docfxToc) entry(n *yaml.Node, dir string, depth, tocs int) *tree.NavItem {
	it := &tree.NavItem{Numbered: true, Title: textInlines(firstScalar(n, "name", "title"))}
	t.c.at[it] = linePos{n.Line, n.Column}
	href := firstScalar(n, "topicHref", "homepage", "href")
	toc := firstScalar(n, "tocHref", "href")
	if isToc(toc) || strings.HasSuffix(toc, "/") && !strings.Contains(toc, "://") && !strings.HasPrefix(toc, "/") {
		it.Items = t.file(path.Join(dir, toc), depth, tocs)
	}
	switch {
	case href == "" || href == toc && len(it.Items) > 0:
	case strings.HasPrefix(href, "~/"):
		it.To.Raw = "/" + href[2:]
	case strings.Contains(href, "://") || strings.HasPrefix(href, "/"):
		it.To.Raw = href
	default:
		it.To.Raw = path.Join(dir, href)
	}
	if items := mapValue(n, "items"); items != nil {
		it.Items = append(it.Items, t.entries(items, dir, depth+1, tocs)...)
	}
	return it
}

// firstScalar returns the first value of an entry that is there.
func firstScalar(n *yaml.Node, keys ...string) string {
	for _, k := range keys {
		if s := scalar(n, k); s != "" {
			return s
		}
	}
	return ""
}

// file reads the entries of another file of contents.
func (t *docfxToc) file(name string, depth, tocs int) []*tree.NavItem {
	if tocs >= maxTocs || !fs.ValidPath(path.Join(path.Dir(t.path), name)) {
		return nil
	}
	dir := name
	if isToc(name) {
		dir = path.Dir(name)
	}
	dir = strings.TrimPrefix(dir, "./")
	for _, base := range [...]string{"toc.yml", "TOC.yml"} {
		file := path.Join(path.Dir(t.path), dir, base)
		if text, ok := readSmall(t.fsys, file, t.report); ok {
			if root := yamlRoot(text, file, t.report); root != nil {
				return t.entries(root, dir, depth+1, tocs+1)
			}
		}
	}
	return nil
}
