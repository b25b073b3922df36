package site

import "path"

// findDocsify recognises Docsify by its sidebar, the contents list.
func findDocsify(p *project) bool {
	file := p.present("_sidebar.md", "docs/_sidebar.md")
	if file == "" || p.present("SUMMARY.md") != "" {
		return false
	}
	p.ContentsFile, p.Dir, p.IndexLists = file, path.Dir(file), false
	p.excluded = func(page string) bool {
		switch path.Base(page) {
		case "_sidebar.md", "_navbar.md", "_coverpage.md", "_404.md":
			return true
		}
		return false
	}
	return true
}
