package markdown

// Docusaurus returns the dialect of Docusaurus: MDX with its notes, tabs and code titles.
func Docusaurus() *Dialect {
	d := GFM()
	d.Name = "docusaurus"
	d.Doc = "Docusaurus: gfm with ::: notes, MDX components and comments, <Tabs>, code titles and marks"
	d.on.headingAttributes = true
	d.on.extraCells = true
	d.on.figures = true
	d.on.fencedDivs = true
	d.on.anyNote = true
	d.on.jsx = true
	d.on.codeMeta = true
	return d
}
