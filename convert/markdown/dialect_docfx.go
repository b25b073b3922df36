package markdown

// DocFX returns the dialect of Microsoft's DocFX, in which Microsoft Learn is written.
func DocFX() *Dialect {
	d := GFM()
	d.Name = "docfx"
	d.Doc = "DocFX and Microsoft Learn: gfm with [!INCLUDE], ::: images, code, zones and columns, tabs under # [Title](#tab/name)"
	d.on.docfx = true
	d.on.extraCells = true
	d.on.fencedDivs = true
	d.on.headingAttributes = true
	d.on.markdownInHTML = true
	d.on.tabs = true
	return d
}
