package markdown

// A form is how a dialect writes what dialects write in different ways. The zero value is CommonMark's.
type form struct {
	front      bool   // metadata between --- lines
	tables     bool   // tables of pipes
	strike     bool   // ~~struck~~
	tasks      bool   // - [x]
	notes      bool   // [^1]
	links      bool   // bare addresses are links
	alerts     bool   // > [!NOTE]
	admonition string // "bang": !!! note "Title"; "label": :::note[Title]; "words": ::: note Title; "divs": ::: {.note}; "braces": :::{note} Title
	tabs       string // "equals": === "Title"; "jsx": <Tabs>; "rules": ------ and #### [ Title ]; "headings": # [Title](#tab/1); "set": {tab-set}; "code": a group of code
	math       string // "read": $x$ is a formula; "written": it is one where the project says so
	ids        string // of headings, "braces": {#id}
	code       string // what stands behind a fence: "mkdocs", "docusaurus", "vitepress", "myst"
	defs       bool   // a definition behind a colon
	spaces     bool   // two spaces break a line, a backslash does not
	wide       bool   // parts of an item are four columns in
	smart      bool   // -- and ... become signs
	figures    bool   // an image alone in its paragraph is a figure
	hidden     bool   // a line of Rust behind # is hidden
	mdx        bool   // braces and angle brackets are code
	spaced     bool   // ** words ** are strong
	extra      bool   // further cells of a row are part of the last one
	marks      string // further characters that mark words up
	labels     bool   // a paragraph that begins with **Note:** is a note
	includes   bool   // {{#include file}} is an order even in code
	bars       bool   // a bar in code does not end a cell
	termIDs    bool   // terms have ids of their own
	noteDivs   bool   // a <div class="note"> is a note
	colons     bool   // ::: begins a block
	refs       bool   // [words] may be the name of a heading
	fancy      bool   // lists have letters and Roman numbers, too
	symbols    bool   // a backslash before a blank is one that does not break
	unquoted   bool   // tabs do not stand in quotes
	xrefs      bool   // addresses xref:name are looked up
}

// formOf returns the form of a dialect; that of gfm is the default, ok is false for one that has none.
func formOf(dialect string) (f form, ok bool) {
	gfm := form{front: true, tables: true, strike: true, tasks: true, notes: true, links: true, alerts: true, math: "read"}
	defer func() {
		more := dialect != "commonmark" && dialect != "gfm" && dialect != ""
		f.extra, f.labels = more, more && dialect != "pandoc"
	}()
	switch dialect {
	case "commonmark":
		return form{}, true
	case "", "gfm":
		return gfm, true
	case "aws":
		f = gfm
		f.math, f.tabs, f.spaced = "written", "rules", true
	case "docfx":
		f = gfm
		f.math, f.tabs, f.ids, f.marks = "written", "headings", "braces", ":"
		f.colons, f.xrefs, f.unquoted = true, true, true
	case "mkdocs":
		f = gfm
		f.links, f.math, f.ids, f.code, f.defs, f.admonition, f.tabs = false, "written", "braces", "mkdocs", true, "bang", "equals"
		f.spaces, f.wide, f.marks = true, true, "^=+{:"
		f.bars = true
	case "mdbook":
		f = gfm
		f.front, f.links, f.math, f.ids, f.defs, f.smart, f.hidden = false, false, "written", "braces", true, true, true
		f.noteDivs, f.termIDs, f.includes = true, true, true
	case "docusaurus":
		f = gfm
		f.math, f.ids, f.code, f.admonition, f.tabs, f.mdx = "written", "braces", "docusaurus", "label", "jsx", true
		f.alerts, f.colons = false, true
	case "vitepress":
		f = gfm
		f.math, f.ids, f.code, f.admonition, f.tabs, f.marks = "written", "braces", "vitepress", "words", "code", "{:"
		f.colons = true
	case "pandoc":
		f = gfm
		f.alerts, f.links, f.ids, f.defs, f.admonition, f.smart, f.marks, f.figures = false, false, "braces", true, "divs", true, "^{", true
		f.colons, f.refs, f.fancy, f.symbols, f.bars = true, true, true, true, true
	case "myst":
		f = gfm
		f.defs, f.admonition, f.tabs, f.code, f.marks, f.colons = true, "braces", "set", "myst", "{", true
		f.unquoted = true
	default:
		return gfm, false
	}
	return f, true
}

// Dialects returns the dialects that a Writer can print, the default first.
func Dialects() []string {
	return []string{"gfm", "aws", "commonmark", "docfx", "docusaurus", "mdbook", "mkdocs", "myst", "pandoc", "vitepress"}
}
