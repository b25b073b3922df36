package site

import (
	"io/fs"
	"path"
	"strings"

	"go.yaml.in/yaml/v3"
)

// findDocfx reads the contents of DocFX's toc.yml.
func findDocfx(p *project) bool {
	file, text, ok := p.readFirst("toc.yml", "TOC.yml")
	if !ok {
		return false
	}
	p.File, p.Dialect, p.IndexLists = file, "docfx", false
	p.docfxMade()
	p.excluded = func(page string) bool { return strings.Contains("/"+page, "/includes/") }
	if root := p.yaml(text, file); root != nil {
		t := docfxToc{p: p, root: root, file: file, left: maxEntries}
		p.contents = func(Guide) *List {
			return &List{File: file, Base: file, Items: t.entries(root, "", 0, 0)}
		}
		if home := homeEntry(root); home != nil {
			p.set("title", firstScalar(home, "name", "title"))
		}
	}
	return true
}

// docfxMade reads from docfx.json into which folders DocFX puts pages about source code.
func (p *project) docfxMade() {
	file, text, ok := p.readFirst("docfx.json")
	if !ok {
		return
	}
	list := mapValue(p.yaml(text, file), "metadata") // JSON is YAML
	if list == nil || list.Kind != yaml.SequenceNode {
		return
	}
	for _, n := range list.Content {
		n = deref(n)
		dest := scalar(n, "dest")
		if dest == "" {
			dest = scalar(n, "output")
		}
		if dest = path.Clean(dest); fs.ValidPath(dest) && dest != "." {
			p.Outside.Made = append(p.Outside.Made, dest)
		}
	}
}

// A docfxToc reads toc.yml: entries with a name, maybe an href and items under it. An href that is a folder or another
// toc.yml stands for the entries of that file.
type docfxToc struct {
	p    *project
	root *yaml.Node
	file string
	left int // entries
}

// maxTocs is how deep files of contents may lead to each other.
const maxTocs = 8

// isToc reports whether a path is a file of contents.
func isToc(p string) bool { return strings.EqualFold(path.Base(p), "toc.yml") }

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

// entries reads a list, or what has it under items; dir is the folder of its file, relative to the first one's.
func (t *docfxToc) entries(n *yaml.Node, dir string, depth, tocs int) (out []*Entry) {
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

func (t *docfxToc) entry(n *yaml.Node, dir string, depth, tocs int) *Entry {
	e := &Entry{Title: firstScalar(n, "name", "title"), Line: n.Line, Column: n.Column}
	href := firstScalar(n, "topicHref", "homepage", "href")
	toc := firstScalar(n, "tocHref", "href")
	if isToc(toc) || strings.HasSuffix(toc, "/") && !strings.Contains(toc, "://") && !strings.HasPrefix(toc, "/") {
		e.Items = t.other(path.Join(dir, toc), depth, tocs)
	}
	switch {
	case href == "" || href == toc && len(e.Items) > 0:
	case strings.HasPrefix(href, "~/"):
		e.Address = "/" + href[2:]
	case strings.Contains(href, "://") || strings.HasPrefix(href, "/"):
		e.Address = href
	default:
		e.Address = path.Join(dir, href)
	}
	if items := mapValue(n, "items"); items != nil {
		e.Items = append(e.Items, t.entries(items, dir, depth+1, tocs)...)
	}
	return e
}

// other reads the entries of another file of contents.
func (t *docfxToc) other(file string, depth, tocs int) []*Entry {
	if tocs >= maxTocs || !fs.ValidPath(path.Join(path.Dir(t.file), file)) {
		return nil
	}
	dir := file
	if isToc(file) {
		dir = path.Dir(file)
	}
	dir = strings.TrimPrefix(dir, "./")
	for _, base := range [...]string{"toc.yml", "TOC.yml"} {
		full := path.Join(path.Dir(t.file), dir, base)
		if text, ok := t.p.read(full); ok {
			if root := t.p.yaml(text, full); root != nil {
				return t.entries(root, dir, depth+1, tocs+1)
			}
		}
	}
	return nil
}
