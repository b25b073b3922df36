package convert

import (
	"bytes"
	"io/fs"

	"platen/convert/tree"
)

// readDocusaurus reads what can be known of docusaurus.config.js without running it: the title, and whether the
// site has formulas.
func (pr *project) readDocusaurus(fsys fs.FS, report func(tree.Diag)) {
	text, ok := readSmall(fsys, pr.file, report)
	if !ok {
		return
	}
	set(pr.meta, "title", configString(text, "title"))
	set(pr.meta, "lang", configString(text, "defaultLocale"))
	if bytes.Contains(text, []byte("remark-math")) {
		pr.dialect += "+math_dollars"
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
