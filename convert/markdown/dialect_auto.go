package markdown

// Auto returns the dialect for pages of which nothing is known: gfm, the rules of aws, heading attributes
// and definition lists.
func Auto() *Dialect {
	d := AWS()
	d.Name = "auto"
	d.Doc = "what a project file says; else gfm and aws with heading attributes and definition lists"
	d.on.headingAttributes = true
	d.on.definitionLists = true
	d.on.markdownInHTML = true
	d.on.codeMeta = true
	d.on.imageSizes = true
	return d
}
