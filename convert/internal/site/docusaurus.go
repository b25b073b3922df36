package site

import (
	"bytes"
	"path"
	"strings"

	"platen/convert/internal/js"
	"platen/convert/internal/link"
	"platen/convert/internal/name"
	"platen/convert/tree"
)

// findDocusaurus reads what can be known of docusaurus.config.js without running it: the title, the pages' folder, and
// whether the site has formulas; then the sidebars.
func findDocusaurus(p *project) bool {
	file := p.present("docusaurus.config.js", "docusaurus.config.ts", "docusaurus.config.mjs", "docusaurus.config.cjs")
	if file == "" {
		return false
	}
	p.File, p.Dir, p.Dialect, p.IndexLists, p.Drafts = file, p.folder("docs"), "docusaurus", false, true
	p.excluded = func(page string) bool { // parts of pages, which others import
		return strings.HasPrefix(page, "_") || strings.Contains(page, "/_")
	}
	text, ok := p.read(file)
	if !ok {
		return true
	}
	p.set("title", configString(text, "title"))
	p.set("lang", configString(text, "defaultLocale"))
	if bytes.Contains(text, []byte("remark-math")) {
		p.Dialect += "+math_dollars"
	}
	if i := bytes.Index(text, []byte("docs: {")); i >= 0 && p.Dir == "." {
		if dir := configString(text[i:min(len(text), i+1000)], "path"); dir != "" {
			p.Dir = p.folder(dir)
		}
	}
	p.sidebars()
	base := configString(text, "baseUrl")
	p.docusaurusWeb(text, base)
	p.Addresses = link.Addresses{Of: docusaurusAddresses, Rewrite: docusaurusPath(p.Dir, base), Prefixes: []string{"docs"}}
	return true
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

// sidebars reads the order of the pages. A file that computes it is not run: the folder's order is used then.
func (p *project) sidebars() {
	file, text, ok := p.readFirst("sidebars.json", "sidebars.js", "sidebars.ts", "sidebars.mjs", "sidebars.cjs")
	if !ok {
		return
	}
	root, err := js.Read(string(text))
	if err != nil {
		p.report(tree.Diag{Path: file, Severity: tree.Info, Code: tree.BadMetadata,
			Msg: "the sidebars are no plain list (" + err.Error() + "); the folder's order is used", Hint: "platen does not run the file"})
		return
	}
	if root.Kind == js.Object {
		p.contents = func(g Guide) *List { return docusaurusSidebars(root, file, g) }
	}
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
func docusaurusPath(dir, base string) func(string) string {
	return func(raw string) string {
		if rest, ok := strings.CutPrefix(raw, "pathname://"); ok {
			raw = rest
		}
		if rest, ok := strings.CutPrefix(raw, "@site/"); ok {
			if p, ok := name.RelativeTo(dir, path.Clean(rest)); ok {
				return "/" + p
			}
		}
		if base != "" && base != "/" && strings.HasPrefix(raw, base) {
			return "/" + raw[len(base):]
		}
		return raw
	}
}
