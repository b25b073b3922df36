package markdown

// VitePress returns the dialect of VitePress and VuePress.
func VitePress() *Dialect {
	d := GFM()
	d.Name = "vitepress"
	d.Doc = "VitePress and VuePress: gfm with ::: containers, code groups and code titles, heading attributes, emoji"
	d.on.headingAttributes = true
	d.on.extraCells = true
	d.on.figures = true
	d.on.emoji = true
	d.on.fencedDivs = true
	d.on.codeMeta = true
	d.on.imageSizes = true
	return d
}
