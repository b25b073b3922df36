package site

import (
	"bytes"
	"cmp"
	"path"
	"strings"

	"platen/convert/internal/js"
	"platen/convert/internal/link"
	"platen/convert/internal/name"
	"platen/convert/tree"
)

// findDocusaurus reads what docusaurus.config.js writes out: the title, the pages' folder, where the pages are on the site,
// and whether it has formulas; then the sidebars. A folder with sidebars alone is one too.
func findDocusaurus(p *project) bool {
	file := p.present("docusaurus.config.js", "docusaurus.config.ts", "docusaurus.config.mjs", "docusaurus.config.cjs")
	bars := p.present("sidebars.json", "sidebars.js", "sidebars.ts", "sidebars.mjs", "sidebars.cjs")
	if file == "" && bars == "" {
		return false
	}
	p.File, p.Dialect, p.IndexLists, p.Drafts = cmp.Or(file, bars), "docusaurus", false, true
	p.excluded = func(page string) bool { // parts of pages, which others import
		return strings.HasPrefix(page, "_") || strings.Contains(page, "/_")
	}
	text, _ := p.read(p.File)
	config := p.eval(p.File)
	docs := docsOptions(config)
	p.docusaurusDir(docs.Str("path"))
	p.set("title", cmp.Or(config.Str("title"), configString(text, "title")))
	p.set("description", config.Str("tagline"))
	p.set("lang", cmp.Or(config.At("i18n", "defaultLocale").String(), configString(text, "defaultLocale")))
	if bytes.Contains(text, []byte("remark-math")) {
		p.Dialect += "+math_dollars"
		p.scriptMacros(string(text))
	}
	if path := docs.Str("sidebarPath"); path != "" && p.present(name.Clean(path)) != "" {
		bars = name.Clean(path)
	}
	p.sidebars(bars)
	base := cmp.Or(config.Str("baseUrl"), configString(text, "baseUrl"))
	p.docusaurusWeb(text, base)
	route := "docs"
	if r := docs.Field("routeBasePath"); r != nil {
		route = strings.Trim(r.String(), "/")
	}
	p.Outside.FromTop = true
	p.Addresses = link.Addresses{Of: docusaurusAddresses, Rewrite: docusaurusPath(p.up(), base), Prefixes: append(prefixOf(base), prefixOf(route)...)}
	return true
}

// docsOptions are the options of the pages: of the preset, else of the plugin. Never nil.
func docsOptions(config *js.Literal) *js.Literal {
	var find func(l *js.Literal, depth int) *js.Literal
	find = func(l *js.Literal, depth int) *js.Literal {
		if l == nil || depth > maxDepth {
			return nil
		}
		if d := l.Field("docs"); d != nil && d.Kind == js.Object {
			return d
		}
		if l.Kind == js.List && len(l.Items) == 2 && strings.Contains(l.Items[0].String(), "content-docs") {
			return l.Items[1]
		}
		for _, it := range l.Items {
			if d := find(it, depth+1); d != nil {
				return d
			}
		}
		return nil
	}
	for _, key := range [...]string{"presets", "plugins"} {
		if d := find(config.Field(key), 0); d != nil {
			return d
		}
	}
	return &js.Literal{}
}

// docusaurusDir finds the pages' folder: the one that the configuration names, else docs, here or beside.
func (p *project) docusaurusDir(dir string) {
	if dir != "" {
		p.Dir = p.outer(dir)
		return
	}
	if p.Dir = p.folder("docs"); p.Dir == "." && p.at != "." {
		if beside := p.beside("docs"); beside != "" {
			p.Dir = beside
		}
	}
}

// docusaurusWeb reads what the configuration writes out about the site's address, its sources and its look.
func (p *project) docusaurusWeb(text []byte, base string) {
	w := &p.Web
	w.Static = []string{p.up() + "static"}
	w.URL, w.Icon, w.Copyright = webAddress(configString(text, "url"), base), configString(text, "favicon"), configString(text, "copyright")
	if i := bytes.Index(text, []byte("logo: {")); i >= 0 {
		w.Logo = configString(text[i:min(len(text), i+400)], "src")
	}
	if edit := configString(text, "editUrl"); edit != "" { // paths are from the project's folder
		w.EditURL = editAddress(strings.TrimRight(edit, "/") + "/" + strings.TrimPrefix(p.Dir, "."))
	}
	if bytes.Contains(text, []byte("customCss:")) {
		w.leave(0, "customCss", "--css adds rules")
	}
	w.Folders = !bytes.Contains(text, []byte("trailingSlash: false"))
	if w.URL != "" && w.Folders {
		w.leave(0, "trailingSlash", "--pretty-urls keeps addresses that end in a slash")
	}
}

// sidebars reads the order of the pages. What a file computes is not known; when that is all, the folder's order is used.
func (p *project) sidebars(file string) {
	if file == "" {
		return
	}
	root := p.eval(file)
	if root.Kind != js.Object || len(root.Items) == 0 {
		p.report(tree.Diag{Path: file, Severity: tree.Info, Code: tree.BadMetadata,
			Msg: "the sidebars are no plain list; the folder's order is used", Hint: "platen does not run the file"})
		return
	}
	p.notWrittenOut(file, "sidebars", root)
	p.contents = func(g Guide) *List { return docusaurusSidebars(root, file, g) }
}

// configString is the string that the first line "key: 'value'," of a configuration gives to a key, "" for none.
func configString(text []byte, key string) string {
	for line := range bytes.Lines(text) {
		line = bytes.TrimSpace(line)
		rest, ok := bytes.CutPrefix(line, []byte(key+":"))
		if !ok {
			continue
		}
		rest = bytes.TrimSpace(rest)
		if len(rest) < 2 || rest[0] != '\'' && rest[0] != '"' && rest[0] != '`' {
			continue
		}
		if end := bytes.IndexByte(rest[1:], rest[0]); end > 0 && bytes.IndexByte(rest[1:1+end], '\\') < 0 {
			return string(rest[1 : 1+end])
		}
	}
	return ""
}

// docusaurusAddresses are the addresses that Docusaurus gives to a page: without numbers, with slugs.
func docusaurusAddresses(p *tree.Page) []string {
	at := plainPath(name.Stem(p.Path))
	folder := path.Dir(at)
	own := at
	switch slug := p.Meta.String("slug"); {
	case strings.HasPrefix(slug, "/"):
		own = path.Clean(strings.TrimLeft(slug, "/"))
	case slug != "":
		own = path.Join(folder, slug)
	case name.IsIndex(p.Path):
		own = folder
	case p.Meta.String("id") != "":
		own = path.Join(folder, p.Meta.String("id"))
	case path.Base(at) == path.Base(folder): // guides/guides.md is the folder's page
		own = folder
	}
	return append([]string{own}, link.PageAddresses(p)...)
}

// docusaurusPath turns the addresses that only Docusaurus knows into paths: @site/ is the project's folder, pathname:// a
// file that is no page.
func docusaurusPath(up, base string) func(string) string {
	return func(raw string) string {
		if rest, ok := strings.CutPrefix(raw, "pathname://"); ok {
			raw = rest
		}
		if rest, ok := strings.CutPrefix(raw, "@site/"); ok {
			return "/" + up + path.Clean(rest)
		}
		if base != "" && base != "/" && strings.HasPrefix(raw, base) {
			return "/" + raw[len(base):]
		}
		return raw
	}
}
