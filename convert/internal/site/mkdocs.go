package site

import (
	"io/fs"
	"path"
	"strings"

	"go.yaml.in/yaml/v3"
)

// findMkdocs reads mkdocs.yml as nodes: its tags (!!python/name, !ENV) need not be known.
func findMkdocs(p *project) bool {
	name, text, ok := p.readFirst("mkdocs.yml", "mkdocs.yaml", "properdocs.yml")
	if !ok {
		return false
	}
	p.File, p.Dialect, p.IndexLists, p.RedirectsFromTop = name, "mkdocs", false, true
	// MkDocs leaves these out by itself.
	exclude, notInNav := parsePatterns(".*\n/templates/\n"), patterns(nil)
	dir := "docs"
	if root := p.yaml(text, name); root != nil {
		root = p.inherit(root)
		p.mkdocsExtensions(root)
		p.set("title", scalar(root, "site_name"))
		p.set("author", scalar(root, "site_author"))
		p.set("description", scalar(root, "site_description"))
		p.Web.Copyright = scalar(root, "copyright")
		if theme := mapValue(root, "theme"); theme != nil {
			if lang := scalar(theme, "language"); lang != "" {
				p.Meta["lang"] = lang
			} else {
				p.set("lang", scalar(theme, "locale"))
			}
		}
		if s := scalar(root, "docs_dir"); s != "" {
			dir = s
		}
		if nav := mapValue(root, "nav"); nav != nil {
			p.contents = func(g Guide) *List { return mkdocsNav(nav, name, g) }
		}
		p.mkdocsPlugins(root)
		p.mkdocsWeb(root, dir)
		for _, key := range [...]string{"exclude_docs", "draft_docs"} {
			exclude = append(exclude, parsePatterns(scalar(root, key))...)
		}
		notInNav = parsePatterns(scalar(root, "not_in_nav"))
	}
	p.Dir = p.folder(dir)
	p.excluded, p.unlisted = exclude.match, notInNav.match
	return true
}

// maxInherited is how many project files can build on each other.
const maxInherited = 10

// inherit adds to a project file what the file that it names under INHERIT says and it does not.
func (p *project) inherit(root *yaml.Node) *yaml.Node {
	out := root
	for range maxInherited {
		name := scalar(root, "INHERIT")
		if name == "" || !fs.ValidPath(path.Clean(name)) {
			break
		}
		name = path.Clean(name)
		text, ok := p.read(name)
		if !ok {
			break
		}
		if root = p.yaml(text, name); root == nil {
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
func (p *project) mkdocsExtensions(root *yaml.Node) {
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
		p.turn(e.extension, on, e.on)
	}
	if list := mapValue(root, "extra_javascript"); list != nil {
		var names []string
		for _, n := range list.Content {
			names = append(names, scalarValue(deref(n)))
		}
		docs := scalar(root, "docs_dir")
		if docs == "" {
			docs = "docs"
		}
		p.scriptFiles(names, docs, ".")
	}
	blocks := false
	for name := range listed {
		blocks = blocks || strings.HasPrefix(name, "pymdownx.blocks.")
	}
	p.turn("slash_blocks", blocks, true)
	p.mkdocsSlugs(listed["toc"])
	_, include := listed["markdown_include.include"]
	p.Settings.NoIncludeMarks = !include
	snippets := listed["pymdownx.snippets"]
	switch base := mapValue(snippets, "base_path"); {
	case base == nil:
	case base.Kind == yaml.SequenceNode:
		for _, n := range base.Content {
			p.snippetFolder(deref(n))
		}
	default:
		p.snippetFolder(base)
	}
	if list := mapValue(snippets, "auto_append"); list != nil {
		for _, n := range list.Content {
			p.Settings.SnippetsAppended = append(p.Settings.SnippetsAppended, scalarValue(deref(n)))
		}
	}
	p.Settings.DedentSnippets = scalar(snippets, "dedent_subsections") == "true"
}

// mkdocsSlugs takes over how the toc extension makes ids: a function of its own or one of pymdownx.slugs, named by a tag of
// Python's.
func (p *project) mkdocsSlugs(toc *yaml.Node) {
	p.Settings.SlugSeparator = scalar(toc, "separator")
	by := mapValue(toc, "slugify")
	if by == nil {
		return
	}
	name := by.LongTag() + by.Value
	for _, s := range [...]struct{ name, slug string }{
		{"slugify_unicode", "mkdocs-unicode"},
		{"uslugify_cased", "pymdownx-cased"}, {"uslugify", "pymdownx"},
		{"pymdownx.slugs.gfm", "pymdownx"}, {"pymdownx.slugs.slugify", "pymdownx-cased"},
	} {
		if strings.Contains(name, s.name) {
			p.Settings.Slug = s.slug
			break
		}
	}
	if c := scalar(mapValue(by, "kwds"), "case"); p.Settings.Slug == "pymdownx-cased" && strings.Contains(name, "slugs.slugify") && c != "" {
		p.Settings.Slug = "pymdownx" // lower, lower-ascii, fold
	}
}

// snippetFolder adds a folder for snippets. "!relative $config_dir/x" is x.
func (p *project) snippetFolder(n *yaml.Node) {
	name := n.Value
	if rest, ok := strings.CutPrefix(name, "$config_dir"); ok || n.Tag == "!relative" {
		name = strings.TrimPrefix(rest, "/")
	}
	name = path.Clean(strings.ReplaceAll(name, "\\", "/"))
	if fs.ValidPath(name) {
		p.Settings.SnippetFolders = append(p.Settings.SnippetFolders, name)
	}
}

// extensionName is an extension's name without the package that Python-Markdown's own ones may be named with.
func extensionName(s string) string { return strings.TrimPrefix(s, "markdown.extensions.") }

// mkdocsPlugins reads what plugins are told that moves pages: the redirects plugin's list.
func (p *project) mkdocsPlugins(root *yaml.Node) {
	plugins := mapValue(root, "plugins")
	p.Settings.NoIncludeTags = true
	if plugins == nil {
		return
	}
	for _, n := range plugins.Content {
		switch pluginName(deref(n)) {
		case "mkdocstrings":
			p.turn("api_blocks", true, false)
		case "include-markdown", "include_markdown", "macros":
			p.Settings.NoIncludeTags = false
		}
		if pluginName(deref(n)) == "macros" {
			p.turn("variables", true, false)
			p.Settings.Variables = mkdocsVariables(root)
		}
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
		p.Redirects = make(map[string]string, len(list.Content)/2)
		for i := 0; i+1 < len(list.Content); i += 2 {
			p.Redirects[list.Content[i].Value] = scalarValue(deref(list.Content[i+1]))
		}
	}
}

// pluginName is the name of a plugin in a list of them, or in a mapping.
func pluginName(n *yaml.Node) string {
	if n.Kind == yaml.MappingNode && len(n.Content) > 0 {
		return n.Content[0].Value
	}
	return n.Value
}

// mkdocsVariables are the values that the macros plugin knows by name: those under extra, and a few of the file itself.
func mkdocsVariables(root *yaml.Node) map[string]string {
	out := map[string]string{}
	var extra map[string]any
	if n := mapValue(root, "extra"); n != nil && n.Decode(&extra) == nil {
		variables(out, "", extra)
	}
	for _, key := range [...]string{"site_name", "site_url", "site_author", "site_description", "repo_url", "repo_name"} {
		if s := scalar(root, key); s != "" {
			out["config."+key] = s
		}
	}
	return out
}
