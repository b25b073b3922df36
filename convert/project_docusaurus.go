package convert

import (
	"bytes"
	"io/fs"

	"platen/convert/internal/js"
	"platen/convert/tree"
)

// readDocusaurus reads what can be known of docusaurus.config.js without running it: the title, the pages' folder, and
// whether the site has formulas; then the sidebars.
func (pr *project) readDocusaurus(fsys fs.FS, report func(tree.Diag)) {
	text, ok := readSmall(fsys, pr.file, report)
	if !ok {
		return
	}
	set(pr.meta, "title", configString(text, "title"))
	set(pr.meta, "lang", configString(text, "defaultLocale"))
	pr.baseURL = configString(text, "baseUrl")
	if bytes.Contains(text, []byte("remark-math")) {
		pr.dialect += "+math_dollars"
	}
	if i := bytes.Index(text, []byte("docs: {")); i >= 0 && pr.dir == "." {
		if dir := configString(text[i:min(len(text), i+1000)], "path"); dir != "" {
			pr.dir = subFolder(fsys, dir)
		}
	}
	pr.readSidebars(fsys, report)
}

// readSidebars reads the order of the pages. A file that computes it is not run: the folder's order is used then.
func (pr *project) readSidebars(fsys fs.FS, report func(tree.Diag)) {
	name, text, ok := firstFile(fsys, report, "sidebars.json", "sidebars.js", "sidebars.ts", "sidebars.mjs", "sidebars.cjs")
	if !ok {
		return
	}
	root, err := js.Read(string(text))
	if err != nil {
		report(tree.Diag{Path: name, Severity: tree.Info, Code: tree.BadMetadata,
			Msg: "the sidebars are no plain list (" + err.Error() + "); the folder's order is used", Hint: "platen does not run the file"})
		return
	}
	if root.Kind == js.Object {
		pr.sidebars = &sidebars{path: name, root: root}
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

// dropDrafts leaves pages out whose front matter says that they are drafts, as the site does.
func (l *loader) dropDrafts() {
	for i, p := range l.pages {
		if p != nil && p.Meta["draft"] == true {
			l.report(tree.Diag{Page: p, Pos: 1, Severity: tree.Info, Code: tree.NotInContents, Msg: "the page is a draft and is left out"})
			l.pages[i], l.diags[i] = nil, findings{}
		}
	}
}
