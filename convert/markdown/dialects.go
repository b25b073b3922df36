package markdown

// A row is a dialect: the extensions of its base, with some more and without others.
type row struct {
	name, base  string
	plus, minus string // names of extensions
	doc         string
	slug        string // the rule for ids; "": as the base
}

// table has all dialects. One that stands on another follows it.
func table() []row {
	return []row{
		{name: "commonmark", doc: "CommonMark 0.31.2 and nothing else", slug: "github"},
		{name: "gfm", base: "commonmark", doc: "GitHub Flavored Markdown with footnotes, alerts and front matter",
			plus: "alerts autolinks dita_elements footnotes front_matter math_dollars math_fences strikethrough tables task_lists theme_images"},
		{name: "aws", base: "gfm", doc: "gfm with **Note** paragraphs, ------ tab groups and <a name> anchors, as AWS guides have them",
			plus:  "bold_notes extra_cells fence_anchors figures label_notes page_breaks spaced_bold tabs",
			minus: "math_dollars"},
		{name: "auto", base: "aws", doc: "what a project file says; else gfm and aws with heading attributes and definition lists",
			plus:  "cjk_emphasis code_meta definition_lists heading_attributes heading_ids image_sizes markdown_in_html",
			minus: "spaced_bold"},
		{name: "mdbook", base: "gfm", doc: "mdBook: gfm with includes, hidden lines, heading attributes and definition lists",
			plus:  "components definition_lists extra_cells figures heading_attributes hidden_lines includes label_notes note_divs quote_notes smart",
			minus: "autolinks front_matter math_dollars", slug: "mdbook"},
		{name: "mkdocs", base: "gfm", doc: "MkDocs: !!! notes, === tabs, snippets, attribute lists, keys, marks, as mkdocs.yml turns them on",
			plus: "abbreviations admonitions attribute_lists callouts cjk_emphasis code_attributes code_bars content_tabs critic definition_lists double_tildes emoji " +
				"extra_cells figures four_space_lists heading_attributes html_elements icons inserts keys label_notes markdown_in_html marks slash_blocks snippets " +
				"spaced_addresses " +
				"subscript superscript toc_marker",
			minus: "autolinks math_dollars", slug: "mkdocs"},
		{name: "docusaurus", base: "gfm", doc: "Docusaurus: gfm with ::: notes, MDX components and comments, <Tabs>, code titles and marks",
			plus:  "any_note code_meta extra_cells fenced_divs figures heading_attributes heading_ids jsx label_notes",
			minus: "math_dollars", slug: "docusaurus"},
		{name: "vitepress", base: "gfm", doc: "VitePress and VuePress: gfm with ::: containers, code groups and code titles, heading attributes, emoji",
			plus: "attribute_lists callouts code_imports components label_notes toc_marker " +
				"cjk_emphasis code_meta double_tildes emoji extra_cells fenced_divs figures heading_attributes image_sizes",
			minus: "math_dollars", slug: "vitepress"},
		{name: "docfx", base: "gfm", doc: "DocFX and Microsoft Learn: gfm with [!INCLUDE], ::: images, code, zones and columns, tabs under # [Title](#tab/name)",
			plus:  "docfx extra_cells fenced_divs heading_attributes label_notes markdown_in_html tabs",
			minus: "math_dollars"},
		{name: "myst", base: "gfm", doc: "MyST, as Jupyter Book and Sphinx read it: gfm with directives, roles, labels, definition lists and ::: fences",
			plus: "attribute_lists bracketed_spans code_meta definition_lists extra_cells fenced_divs label_notes markdown_in_html math_dollars myst tabs", slug: "myst"},
		{name: "pandoc", base: "gfm", doc: "pandoc: fenced divs, bracketed spans, attributes, captions, line blocks, inline notes, math, lists with letters",
			plus: "all_symbols_escapable attribute_lists bracketed_spans cjk_emphasis code_bars code_meta definition_lists extra_cells fancy_lists fenced_divs figures heading_attributes " +
				"implicit_figures implicit_header_references inline_notes line_blocks math_dollars page_breaks raw_attributes smart subscript superscript table_captions tilde_definitions title_block",
			minus: "alerts autolinks", slug: "pandoc"},
	}
}

// Auto returns the dialect for pages of which nothing is known: gfm, the rules of aws, heading attributes
// and definition lists.
func Auto() *Dialect { return dialect("auto") }

// AWS returns the dialect of the AWS documentation on GitHub.
func AWS() *Dialect { return dialect("aws") }

// CommonMark returns the dialect of CommonMark 0.31.2 without any extension.
func CommonMark() *Dialect { return dialect("commonmark") }

// DocFX returns the dialect of Microsoft's DocFX, in which Microsoft Learn is written.
func DocFX() *Dialect { return dialect("docfx") }

// Docusaurus returns the dialect of Docusaurus: MDX with its notes, tabs and code titles.
func Docusaurus() *Dialect { return dialect("docusaurus") }

// GFM returns the dialect of GitHub: CommonMark with tables, task lists, strikethrough, autolinks,
// footnotes, alerts and front matter.
func GFM() *Dialect { return dialect("gfm") }

// MDBook returns the dialect of mdBook.
func MDBook() *Dialect { return dialect("mdbook") }

// MkDocs returns the dialect of MkDocs with the Python-Markdown extensions that its guides use.
func MkDocs() *Dialect { return dialect("mkdocs") }

// MyST returns the dialect of Jupyter Book and of Sphinx with MyST.
func MyST() *Dialect { return dialect("myst") }

// Pandoc returns the dialect of pandoc's Markdown, as far as technical guides use it.
func Pandoc() *Dialect { return dialect("pandoc") }

// VitePress returns the dialect of VitePress and VuePress.
func VitePress() *Dialect { return dialect("vitepress") }
