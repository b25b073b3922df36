package convert

import (
	"io/fs"
	"path"
	"strings"

	"platen/convert/tree"

	"go.yaml.in/yaml/v3"
)

// readMkdocs reads mkdocs.yml as nodes: its tags (!!python/name, !ENV) need not be known.
func (pr *project) readMkdocs(fsys fs.FS, text []byte, report func(tree.Diag)) {
	f := &mkdocsFile{path: pr.file}
	// MkDocs leaves these out by itself.
	f.exclude = parsePatterns(".*\n/templates/\n")
	pr.mkdocs = f
	dir := "docs"
	if root := yamlRoot(text, pr.file, report); root != nil {
		root = inherit(fsys, root, report)
		pr.mkdocsExtensions(root)
		set(pr.meta, "title", scalar(root, "site_name"))
		set(pr.meta, "author", scalar(root, "site_author"))
		set(pr.meta, "description", scalar(root, "site_description"))
		set(pr.meta, "copyright", scalar(root, "copyright"))
		if theme := mapValue(root, "theme"); theme != nil {
			if lang := scalar(theme, "language"); lang != "" {
				pr.meta["lang"] = lang
			} else {
				set(pr.meta, "lang", scalar(theme, "locale"))
			}
		}
		if s := scalar(root, "docs_dir"); s != "" {
			dir = s
		}
		f.nav = mapValue(root, "nav")
		pr.mkdocsPlugins(root)
		for _, key := range [...]string{"exclude_docs", "draft_docs"} {
			f.exclude = append(f.exclude, parsePatterns(scalar(root, key))...)
		}
		f.notInNav = parsePatterns(scalar(root, "not_in_nav"))
	}
	pr.dir = subFolder(fsys, dir)
}

// mapValue returns the value of a key, nil when it is not there.
func mapValue(m *yaml.Node, key string) *yaml.Node {
	if m == nil || m.Kind != yaml.MappingNode {
		return nil
	}
	for i := 0; i+1 < len(m.Content); i += 2 {
		if m.Content[i].Value == key {
			return deref(m.Content[i+1])
		}
	}
	return nil
}

func deref(n *yaml.Node) *yaml.Node {
	for n != nil && n.Kind == yaml.AliasNode {
		n = n.Alias
	}
	return n
}

func scalar(m *yaml.Node, key string) string {
	return scalarValue(mapValue(m, key))
}

// scalarValue is the text of a value. Of an environment variable it is the default: "!ENV [NAME, 'Docs']".
func scalarValue(v *yaml.Node) string {
	switch {
	case v == nil || v.Tag == "!!null":
	case v.Tag == "!ENV" && v.Kind == yaml.SequenceNode && len(v.Content) > 1:
		return scalarValue(deref(v.Content[len(v.Content)-1]))
	case v.Tag == "!ENV":
	case v.Kind == yaml.ScalarNode:
		return v.Value
	}
	return ""
}

// maxInherited is how many project files can build on each other.
const maxInherited = 10

// inherit adds to a project file what the file that it names under INHERIT says and it does not.
func inherit(fsys fs.FS, root *yaml.Node, report func(tree.Diag)) *yaml.Node {
	out := root
	for range maxInherited {
		name := scalar(root, "INHERIT")
		if name == "" || !fs.ValidPath(path.Clean(name)) {
			break
		}
		name = path.Clean(name)
		text, ok := readSmall(fsys, name, report)
		if !ok {
			break
		}
		if root = yamlRoot(text, name, report); root == nil {
			break
		}
		out = underlay(out, root, 0)
	}
	return out
}

// maxMerged is how deep mappings of project files are joined.
const maxMerged = 4

// underlay returns the mapping a with the keys of b that it does not have; mappings in it are joined alike.
func underlay(a, b *yaml.Node, depth int) *yaml.Node {
	if a.Kind != yaml.MappingNode || b.Kind != yaml.MappingNode || depth > maxMerged {
		return a
	}
	out := *a
	out.Content = append([]*yaml.Node(nil), a.Content...)
	at := map[string]int{}
	for i := 0; i+1 < len(out.Content); i += 2 {
		at[out.Content[i].Value] = i + 1
	}
	for i := 0; i+1 < len(b.Content); i += 2 {
		if k, ok := at[b.Content[i].Value]; ok {
			out.Content[k] = underlay(deref(out.Content[k]), deref(b.Content[i+1]), depth+1)
			continue
		}
		out.Content = append(out.Content, b.Content[i], b.Content[i+1])
	}
	return &out
}

// mkdocsExtensions turns on what markdown_extensions lists, and off what the dialect has and the list does not. Forms
// that nobody writes by accident (notes, tabs, snippets, attributes) stay on in any case.
func (pr *project) mkdocsExtensions(root *yaml.Node) {
	listed := map[string]*yaml.Node{}
	list := mapValue(root, "markdown_extensions")
	if list != nil {
		for _, n := range list.Content {
			switch n = deref(n); {
			case list.Kind == yaml.SequenceNode && n.Kind == yaml.ScalarNode:
				listed[extensionName(n.Value)] = n
			case list.Kind == yaml.SequenceNode && n.Kind == yaml.MappingNode && len(n.Content) > 1:
				listed[extensionName(n.Content[0].Value)] = deref(n.Content[1])
			case list.Kind == yaml.MappingNode && n.Kind == yaml.ScalarNode:
				listed[extensionName(n.Value)] = mapValue(list, n.Value)
			}
		}
	}
	for _, e := range [...]struct {
		extension string
		on        bool // in the dialect
		by        string
	}{
		{"autolinks", false, "pymdownx.magiclink"},
		{"critic", true, "pymdownx.critic"},
		{"emoji", true, "pymdownx.emoji"},
		{"inserts", true, "pymdownx.caret"},
		{"keys", true, "pymdownx.keys"},
		{"math_backslash", false, "pymdownx.arithmatex"},
		{"math_dollars", false, "pymdownx.arithmatex"},
		{"marks", true, "pymdownx.mark"},
		{"smart", false, "smarty"},
		{"smart_symbols", false, "pymdownx.smartsymbols"},
		{"subscript", true, "pymdownx.tilde"},
		{"superscript", true, "pymdownx.caret"},
	} {
		_, on := listed[e.by]
		pr.turn(e.extension, on, e.on)
	}
	blocks := false
	for name := range listed {
		blocks = blocks || strings.HasPrefix(name, "pymdownx.blocks.")
	}
	pr.turn("slash_blocks", blocks, true)
	snippets := listed["pymdownx.snippets"]
	switch base := mapValue(snippets, "base_path"); {
	case base == nil:
	case base.Kind == yaml.SequenceNode:
		for _, n := range base.Content {
			pr.snippetFolder(deref(n))
		}
	default:
		pr.snippetFolder(base)
	}
	if list := mapValue(snippets, "auto_append"); list != nil {
		for _, n := range list.Content {
			pr.settings.SnippetsAppended = append(pr.settings.SnippetsAppended, scalarValue(deref(n)))
		}
	}
	pr.settings.DedentSnippets = scalar(snippets, "dedent_subsections") == "true"
}

// snippetFolder adds a folder for snippets. "!relative $config_dir/x" is x.
func (pr *project) snippetFolder(n *yaml.Node) {
	name := n.Value
	if rest, ok := strings.CutPrefix(name, "$config_dir"); ok || n.Tag == "!relative" {
		name = strings.TrimPrefix(rest, "/")
	}
	name = path.Clean(strings.ReplaceAll(name, "\\", "/"))
	if fs.ValidPath(name) {
		pr.settings.SnippetFolders = append(pr.settings.SnippetFolders, name)
	}
}

// extensionName is an extension's name without the package that Python-Markdown's own ones may be named with.
func extensionName(s string) string { return strings.TrimPrefix(s, "markdown.extensions.") }

// mkdocsPlugins reads what plugins are told that moves pages: the redirects plugin's list.
func (pr *project) mkdocsPlugins(root *yaml.Node) {
	plugins := mapValue(root, "plugins")
	if plugins == nil {
		return
	}
	settings := []*yaml.Node{plugins}
	if plugins.Kind == yaml.SequenceNode {
		settings = plugins.Content
	}
	for _, n := range settings {
		list := mapValue(mapValue(deref(n), "redirects"), "redirect_maps")
		if list == nil || list.Kind != yaml.MappingNode {
			continue
		}
		pr.redirects = make(map[string]string, len(list.Content)/2)
		for i := 0; i+1 < len(list.Content); i += 2 {
			pr.redirects[list.Content[i].Value] = scalarValue(deref(list.Content[i+1]))
		}
	}
}
