package markdown

// MyST returns the dialect of Jupyter Book and of Sphinx with MyST.
func MyST() *Dialect {
	d := GFM()
	d.Name = "myst"
	d.Doc = "MyST, as Jupyter Book and Sphinx read it: gfm with directives, roles, labels, definition lists and ::: fences"
	d.on.attributeLists = true
	d.on.codeMeta = true
	d.on.definitionLists = true
	d.on.extraCells = true
	d.on.fencedDivs = true
	d.on.markdownInHTML = true
	d.on.mathDollars = true
	d.on.myst = true
	d.on.tabs = true
	return d
}
