package markdown

// Auto returns the dialect for pages of which nothing is known: gfm, the rules of aws, heading attributes,
// definition lists, and MkDocs' notes and tabs, which nobody writes by accident.
func Auto() *Dialect {
	d := AWS()
	d.Name = "auto"
	d.Doc = "what a project file says; else gfm and aws with heading attributes, definition lists, !!! notes and === tabs"
	d.on.headingAttributes = true
	d.on.definitionLists = true
	d.on.markdownInHTML = true
	d.on.admonitions = true
	d.on.contentTabs = true
	d.on.codeMeta = true
	return d
}
