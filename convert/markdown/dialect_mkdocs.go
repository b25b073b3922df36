package markdown

// MkDocs returns the dialect of MkDocs with the Python-Markdown extensions that its guides use.
func MkDocs() *Dialect {
	d := GFM()
	d.Name = "mkdocs"
	d.Doc = "MkDocs: !!! notes, === tabs, attribute lists, definition lists"
	d.slug = mkdocsSlug
	d.gap = "_"
	d.on.autolinks = false
	d.on.headingAttributes = true
	d.on.definitionLists = true
	d.on.extraCells = true
	d.on.admonitions = true
	d.on.contentTabs = true
	d.on.attributeLists = true
	return d
}
