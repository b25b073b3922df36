package markdown

// AWS returns the dialect of the AWS documentation on GitHub: gfm with bold-word notes, tab groups
// between ------ lines, heading attributes and definition lists.
func AWS() *Dialect {
	d := GFM()
	d.Name = "aws"
	d.Doc = "gfm with **Note** paragraphs, ------ tab groups and <a name> anchors, as AWS guides have them"
	d.on.boldNotes = true
	d.on.tabs = true
	d.on.fenceAnchors = true
	d.on.extraCells = true
	d.on.figures = true
	d.on.pageBreaks = true
	return d
}
