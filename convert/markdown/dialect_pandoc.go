package markdown

// Pandoc returns the dialect of pandoc's Markdown, as far as technical guides use it.
func Pandoc() *Dialect {
	d := GFM()
	d.Name = "pandoc"
	d.Doc = "pandoc: fenced divs, bracketed spans, attributes, captions, line blocks, inline notes, math, lists with letters"
	d.on.alerts = false
	d.on.autolinks = false
	d.on.headingAttributes = true
	d.on.definitionLists = true
	d.on.attributeLists = true
	d.on.extraCells = true
	d.on.figures = true
	d.on.pageBreaks = true
	d.on.fencedDivs = true
	d.on.codeMeta = true
	d.on.mathDollars = true
	d.on.bracketedSpans = true
	d.on.fancyLists = true
	d.on.implicitFigures = true
	d.on.inlineNotes = true
	d.on.lineBlocks = true
	d.on.rawAttributes = true
	d.on.subscript = true
	d.on.superscript = true
	d.on.tableCaptions = true
	d.on.titleBlock = true
	return d
}
