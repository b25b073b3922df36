package site

import (
	"path"
	"slices"
	"strings"

	"platen/convert/internal/name"
	"platen/convert/tree"

	"go.yaml.in/yaml/v3"
)

// findJupyterBook reads Jupyter Book's _toc.yml, and the title and author from _config.yml beside it.
func findJupyterBook(p *project) bool {
	file, text, ok := p.readFirst("_toc.yml", "docs/_toc.yml")
	if !ok {
		return false
	}
	p.File, p.Dir, p.Dialect, p.IndexLists, p.Labels = file, path.Dir(file), "myst", false, true
	config := path.Join(p.Dir, "_config.yml")
	if text, ok := p.read(config); ok {
		if root := p.yaml(text, config); root != nil {
			p.set("title", scalar(root, "title"))
			p.set("author", scalar(root, "author"))
			p.set("copyright", scalar(root, "copyright"))
			sphinx := mapValue(mapValue(root, "sphinx"), "config")
			p.set("lang", scalar(sphinx, "language"))
			p.yamlMacros(mapValue(mapValue(mapValue(sphinx, "mathjax3_config"), "tex"), "macros"))
			if words := mapValue(mapValue(root, "parse"), "myst_substitutions"); words != nil {
				p.Settings.Substitutions = stringMap(words)
			} else {
				p.Settings.Substitutions = stringMap(mapValue(sphinx, "myst_substitutions"))
			}
			p.Web.URL = webAddress(scalar(mapValue(root, "html"), "baseurl"), "")
			if repo := scalar(mapValue(root, "repository"), "url"); repo != "" {
				p.Outside.Repo = strings.TrimRight(repo, "/") + "/blob/HEAD/"
			}
			exclude := parsePatterns("_build/\n")
			if list := mapValue(root, "exclude_patterns"); list != nil {
				for _, n := range list.Content {
					exclude = append(exclude, parsePatterns(deref(n).Value)...)
				}
			}
			p.excluded = exclude.match
		}
	}
	if root := p.yaml(text, file); root != nil {
		p.contents = func(g Guide) *List { return jupyterToc(root, file, g) }
	}
	return true
}

// jupyterToc reads _toc.yml: root, then parts of chapters, chapters or sections; entries have a file, url or glob and may
// have a title and sections.
func jupyterToc(root *yaml.Node, file string, g Guide) *List {
	t := tocReader{g: g, left: maxEntries}
	l := &List{File: file, Base: "_toc.yml"}
	switch root.Kind {
	case yaml.SequenceNode: // the form before version 0.11
		l.Items = t.entries(root, 0)
	case yaml.MappingNode:
		l.Items = t.entry(root, 0)
		if first := l.Items[0]; first.Kind == tree.NavChapter { // the root page's entries stand beside it
			first.Kind, first.Plain = tree.NavFront, true
			l.Items = append(l.Items, first.Items...)
			first.Items = nil
		}
		l.Items = slices.DeleteFunc(l.Items, func(e *Entry) bool {
			return e.Address == "" && e.Title == "" && len(e.Items) == 0
		})
	}
	return l
}

type tocReader struct {
	g    Guide
	left int // entries
}

func (t *tocReader) entries(seq *yaml.Node, depth int) (out []*Entry) {
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
func (t *tocReader) entry(n *yaml.Node, depth int) []*Entry {
	e := &Entry{Title: scalar(n, "title"), Line: n.Line, Column: n.Column}
	switch {
	case scalar(n, "file") != "":
		e.Address = scalar(n, "file")
	case scalar(n, "root") != "":
		e.Address = scalar(n, "root")
	case scalar(n, "url") != "":
		e.Address = scalar(n, "url")
	case scalar(n, "glob") != "":
		return t.glob(scalar(n, "glob"))
	case scalar(n, "caption") != "" || scalar(n, "part") != "":
		e.Kind, e.Plain = tree.NavPart, true
		e.Title = scalar(n, "caption") + scalar(n, "part")
	}
	for _, key := range [...]string{"parts", "chapters", "sections", "subtrees", "entries"} {
		if v := mapValue(n, key); v != nil && v.Kind == yaml.SequenceNode {
			e.Items = append(e.Items, t.entries(v, depth+1)...)
		}
	}
	return []*Entry{e}
}

func (t *tocReader) glob(pattern string) (out []*Entry) {
	pattern = strings.TrimSuffix(strings.TrimSuffix(pattern, ".md"), "*") + "*"
	var pages []*tree.Page
	for _, p := range t.g.Pages {
		if ok, err := path.Match(pattern, name.Stem(p.Path)); ok && err == nil {
			pages = append(pages, p)
		}
	}
	slices.SortStableFunc(pages, func(a, b *tree.Page) int { return name.Compare(a.Path, b.Path) })
	for _, p := range pages {
		out = append(out, pageEntry(p))
	}
	return out
}

// stringMap is a mapping whose values are scalars.
func stringMap(n *yaml.Node) map[string]string {
	if n = deref(n); n == nil || n.Kind != yaml.MappingNode {
		return nil
	}
	out := map[string]string{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		if v := deref(n.Content[i+1]); v.Kind == yaml.ScalarNode {
			out[n.Content[i].Value] = v.Value
		}
	}
	return out
}
