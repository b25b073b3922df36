package site

import (
	"path"
	"strings"

	"platen/convert/internal/js"
	"platen/convert/internal/link"
)

// findDocsify recognises Docsify by its sidebar, the contents list, or by its settings in index.html.
func findDocsify(p *project) bool {
	side := p.present("_sidebar.md", "docs/_sidebar.md")
	dir := "."
	if side != "" {
		dir = path.Dir(side)
	}
	var html string
	for _, d := range [...]string{dir, ".", "docs"} {
		if text, ok := p.read(path.Join(d, "index.html")); ok && strings.Contains(string(text), "$docsify") {
			html, dir = string(text), d
			break
		}
	}
	if side == "" && html == "" || p.present("SUMMARY.md") != "" {
		return false
	}
	p.ContentsFile, p.Dir, p.IndexLists = side, p.folder(dir), false
	p.docsify(html)
	p.excluded = func(page string) bool {
		switch path.Base(page) {
		case "_sidebar.md", "_navbar.md", "_coverpage.md", "_404.md", "_footer.md":
			return true
		}
		return false
	}
	p.Addresses = link.Addresses{Rewrite: func(raw string) string { // addresses of a page of scripts
		if rest, ok := strings.CutPrefix(raw, "#/"); ok {
			return "/" + strings.Replace(rest, "?id=", "#", 1)
		}
		return strings.Replace(raw, "?id=", "#", 1)
	}}
	return true
}

// docsify reads the settings that index.html writes out.
func (p *project) docsify(html string) {
	_, rest, ok := strings.Cut(html, "$docsify")
	if !ok {
		return
	}
	if rest = strings.TrimLeft(rest, " \t\r\n"); !strings.HasPrefix(rest, "=") {
		return
	}
	rest, _, _ = strings.Cut(rest, "</script>")
	config := js.Eval("index.html", "export default "+rest[1:], nil)
	p.set("title", strings.TrimSpace(config.Str("name")))
	if home := config.Str("homepage"); home != "" && !strings.Contains(home, ":") {
		p.Home = home
	}
	if repo := config.Str("repo"); strings.Count(repo, "/") == 1 {
		p.Outside.Repo = "https://github.com/" + repo + "/blob/HEAD/"
	}
}
