package markdown

// MDBook returns the dialect of mdBook.
func MDBook() *Dialect {
	d := GFM()
	d.Name = "mdbook"
	d.Doc = "mdBook: gfm with includes, hidden lines, heading attributes and definition lists"
	d.slug = mdbookSlug
	d.on.autolinks = false
	d.on.frontMatter = false
	d.on.headingAttributes = true
	d.on.definitionLists = true
	d.on.extraCells = true
	d.on.figures = true
	d.on.includes = true
	d.on.hiddenLines = true
	d.on.noteDivs = true
	d.on.quoteNotes = true
	return d
}
