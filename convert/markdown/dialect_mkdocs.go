package markdown

// MkDocs returns the dialect of MkDocs with the Python-Markdown extensions that its guides use.
func MkDocs() *Dialect {
	d := GFM()
	d.Name = "mkdocs"
	d.Doc = "MkDocs: !!! notes, === tabs, snippets, attribute lists, keys, marks, as mkdocs.yml turns them on"
	d.slug = mkdocsSlug
	d.gap = "_"
	d.on.autolinks = false
	d.on.headingAttributes = true
	d.on.definitionLists = true
	d.on.extraCells = true
	d.on.figures = true
	d.on.admonitions = true
	d.on.contentTabs = true
	d.on.attributeLists = true
	d.on.codeAttributes = true
	d.on.abbreviations = true
	d.on.callouts = true
	d.on.critic = true
	d.on.doubleTildes = true
	d.on.emoji = true
	d.on.fourSpaceLists = true
	d.on.icons = true
	d.on.inserts = true
	d.on.keys = true
	d.on.markdownInHTML = true
	d.on.marks = true
	d.on.slashBlocks = true
	d.on.snippets = true
	d.on.subscript = true
	d.on.superscript = true
	d.on.tableOfContents = true
	return d
}
