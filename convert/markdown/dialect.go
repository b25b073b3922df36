package markdown

import (
	"fmt"
	"slices"
	"strings"

	"platen/convert/near"
)

// A Dialect says which syntax is on. Each has a file of its own, dialect_<name>.go, with a function that
// returns it. A Dialect is not changed once it is made, and may be used by many readers.
type Dialect struct {
	Name string // "gfm"
	Doc  string // one sentence for `platen list dialects`
	on   features
	slug func(title string) string // a heading's id from its words
	gap  string                    // between a slug and its number, when it is there already
}

// features are the extensions and forms that dialects choose from.
type features struct {
	alerts, autolinks, boldNotes, definitionLists, emoji, footnotes, frontMatter        bool
	headingAttributes, strikethrough, tables, tabs, taskLists                           bool
	fenceAnchors                                                                        bool // <a name> behind a closing fence
	extraCells                                                                          bool // keep the cells that a row has too many
	admonitions, attributeLists, contentTabs, includes, hiddenLines, quoteNotes         bool
	anyNote, codeMeta, fencedDivs, jsx, liquid, shortcodes                              bool
	codeAttributes                                                                      bool
	abbreviations, critic, icons, inserts, keys, marks, smart, smartSymbols             bool
	classNotes                                                                          bool
	imageSizes                                                                          bool
	bracketedSpans, fancyLists, figures, implicitFigures                                bool
	inlineNotes, lineBlocks, rawAttributes, tableCaptions, titleBlock                   bool
	mathBackslash, mathDollars, mathDouble, mathFences                                  bool
	callouts, docfx, doubleTildes, fourSpaceLists, noteDivs, slashBlocks                bool
	markdownInHTML, myst, pageBreaks, snippets, subscript, superscript, tableOfContents bool
	themeImages                                                                         bool
}

// An Extension is a part of a dialect that `-f NAME+ext-ext` turns on and off.
type Extension struct {
	Name string // "footnotes"
	Doc  string // one sentence
	on   func(*features) *bool
}

// Extensions returns all extensions, sorted by name.
func Extensions() []Extension {
	return []Extension{
		{"abbreviations", "Abbreviations and what they mean: *[HTML]: HyperText Markup Language", func(f *features) *bool { return &f.abbreviations }},
		{"admonitions", "MkDocs notes: !!! note \"Title\" and ??? with an indented body", func(f *features) *bool { return &f.admonitions }},
		{"alerts", "GitHub alerts: a quote that starts with [!NOTE]", func(f *features) *bool { return &f.alerts }},
		{"any_note", "The word behind ::: names a note, whatever it is (Docusaurus)", func(f *features) *bool { return &f.anyNote }},
		{"attribute_lists", "Attributes in {: #id .class } after headings, links, images and blocks", func(f *features) *bool { return &f.attributeLists }},
		{"autolinks", "Web and mail addresses are links without brackets", func(f *features) *bool { return &f.autolinks }},
		{"bold_notes", "A line **Note** (Important, Warning, Tip, Caution) with a hard break starts a note", func(f *features) *bool { return &f.boldNotes }},
		{"bracketed_spans", "Words with attributes: [words]{.class #id} (pandoc)", func(f *features) *bool { return &f.bracketedSpans }},
		{"callouts", "A quote that starts with [!kind] and maybe a title is a note, whatever the kind (Obsidian)", func(f *features) *bool { return &f.callouts }},
		{"class_notes", "A paragraph or quote beside {: .note } is a note (kramdown)", func(f *features) *bool { return &f.classNotes }},
		{"code_attributes", "Code titles, line numbers and marks: title= linenums= hl_lines= and {.class} behind a fence (MkDocs)", func(f *features) *bool { return &f.codeAttributes }},
		{"code_meta", "Titles, marked lines and line numbers behind a code fence's language: title=\"a.js\" {1,3-5}", func(f *features) *bool { return &f.codeMeta }},
		{"content_tabs", "MkDocs tabs: === \"Title\" with an indented body", func(f *features) *bool { return &f.contentTabs }},
		{"critic", "Critic Markup: {++added++} {--deleted--} {~~old~>new~~} {==marked==} {>>comment<<}", func(f *features) *bool { return &f.critic }},
		{"definition_lists", "A term, then its definition on a line that starts with a colon", func(f *features) *bool { return &f.definitionLists }},
		{"docfx", "DocFX: [!INCLUDE], ::: images, code, zones and columns, [!div] and [!VIDEO], tabs under # [Title](#tab/name)", func(f *features) *bool { return &f.docfx }},
		{"double_tildes", "Struck-out text stands in two tildes only, not in one", func(f *features) *bool { return &f.doubleTildes }},
		{"emoji", "Shortcodes such as :rocket:", func(f *features) *bool { return &f.emoji }},
		{"extra_cells", "A table row's surplus cells are kept in its last column", func(f *features) *bool { return &f.extraCells }},
		{"fancy_lists", "Ordered lists with letters and Roman numbers, (1), #. and (@) (pandoc)", func(f *features) *bool { return &f.fancyLists }},
		{"fence_anchors", "Anchors may stand behind a closing code fence (AWS)", func(f *features) *bool { return &f.fenceAnchors }},
		{"fenced_divs", "Notes and containers between ::: lines (Docusaurus, VitePress, pandoc)", func(f *features) *bool { return &f.fencedDivs }},
		{"figures", "A lone image with a title is a figure, and the title its caption", func(f *features) *bool { return &f.figures }},
		{"footnotes", "References [^1] and their notes", func(f *features) *bool { return &f.footnotes }},
		{"four_space_lists", "Code in lists is indented by four columns for each level, whatever the marker (Python-Markdown)", func(f *features) *bool { return &f.fourSpaceLists }},
		{"front_matter", "YAML between --- lines or TOML between +++ lines at the top", func(f *features) *bool { return &f.frontMatter }},
		{"heading_attributes", "Attributes in {#id .class} at a heading's end", func(f *features) *bool { return &f.headingAttributes }},
		{"hidden_lines", "Lines that start with # in Rust code are hidden (mdBook)", func(f *features) *bool { return &f.hiddenLines }},
		{"icons", "Shortcodes of icons such as :material-account: are shown as the icon's name", func(f *features) *bool { return &f.icons }},
		{"image_sizes", "Images with a size behind the address: ![words](a.png =300x200)", func(f *features) *bool { return &f.imageSizes }},
		{"implicit_figures", "A lone image is a figure, and its description the caption (pandoc)", func(f *features) *bool { return &f.implicitFigures }},
		{"includes", "Files included by {{#include file}} (mdBook)", func(f *features) *bool { return &f.includes }},
		{"inline_notes", "Footnotes where they are referred to: ^[words] (pandoc)", func(f *features) *bool { return &f.inlineNotes }},
		{"inserts", "Inserted text in ^^carets^^", func(f *features) *bool { return &f.inserts }},
		{"jsx", "MDX: components, {expressions}, import and export lines", func(f *features) *bool { return &f.jsx }},
		{"keys", "Keys: ++ctrl+alt+del++", func(f *features) *bool { return &f.keys }},
		{"line_blocks", "Lines behind | stay lines (pandoc)", func(f *features) *bool { return &f.lineBlocks }},
		{"liquid", "Tags of Jekyll: {% note %} … {% endnote %}", func(f *features) *bool { return &f.liquid }},
		{"markdown_in_html", "Markdown inside of HTML elements with the attribute markdown", func(f *features) *bool { return &f.markdownInHTML }},
		{"marks", "Highlighted text in ==equals signs==", func(f *features) *bool { return &f.marks }},
		{"math_backslash", "Formulas behind a backslash and a parenthesis or bracket, as TeX has them", func(f *features) *bool { return &f.mathBackslash }},
		{"math_dollars", "Formulas in $…$ and $$…$$; prices stay prices", func(f *features) *bool { return &f.mathDollars }},
		{"math_double_backslash", "Formulas behind two backslashes, and between $$, as mdBook has them for MathJax", func(f *features) *bool { return &f.mathDouble }},
		{"math_fences", "A formula in a code fence with the language math (GitHub)", func(f *features) *bool { return &f.mathFences }},
		{"myst", "MyST: directives in fences such as ```{note}, roles such as {ref}`label`, labels (name)= (Jupyter Book, Sphinx)", func(f *features) *bool { return &f.myst }},
		{"note_divs", "A <div class=\"warning\"> is a note, one of the class hidden is left out (mdBook)", func(f *features) *bool { return &f.noteDivs }},
		{"page_breaks", "A paragraph \\newpage or \\pagebreak starts a page of the PDF (pandoc)", func(f *features) *bool { return &f.pageBreaks }},
		{"quote_notes", "A quote that starts with **Note** is a note (mdBook)", func(f *features) *bool { return &f.quoteNotes }},
		{"raw_attributes", "HTML in code marked {=html} (pandoc)", func(f *features) *bool { return &f.rawAttributes }},
		{"shortcodes", "Shortcodes of Hugo: {{< note >}} … {{< /note >}}", func(f *features) *bool { return &f.shortcodes }},
		{"slash_blocks", "Notes, tabs and containers between /// lines (PyMdown Extensions)", func(f *features) *bool { return &f.slashBlocks }},
		{"smart", "Straight quotes, hyphens and dots as curly quotes, dashes and ellipses", func(f *features) *bool { return &f.smart }},
		{"smart_symbols", "Signs in ASCII: (c) (tm) +/- --> 1/2", func(f *features) *bool { return &f.smartSymbols }},
		{"snippets", "Files included by --8<-- \"file\" (MkDocs)", func(f *features) *bool { return &f.snippets }},
		{"strikethrough", "Struck-out text in ~~tildes~~", func(f *features) *bool { return &f.strikethrough }},
		{"subscript", "Subscript between single tildes: H~2~O", func(f *features) *bool { return &f.subscript }},
		{"superscript", "Superscript between single carets: 2^10^", func(f *features) *bool { return &f.superscript }},
		{"table_captions", "A paragraph that begins with \"Table:\" or a colon beside a table is its caption (pandoc)", func(f *features) *bool { return &f.tableCaptions }},
		{"tables", "Pipe tables", func(f *features) *bool { return &f.tables }},
		{"tabs", "Tab groups: ------ and #### [ Title ] (AWS)", func(f *features) *bool { return &f.tabs }},
		{"task_lists", "Items that start with [ ] or [x]", func(f *features) *bool { return &f.taskLists }},
		{"theme_images", "Of two images for light and dark screens (#gh-dark-mode-only, #only-dark) make one that has both", func(f *features) *bool { return &f.themeImages }},
		{"title_block", "Title, authors and date behind % at the top (pandoc)", func(f *features) *bool { return &f.titleBlock }},
		{"toc_marker", "A line [TOC] is replaced by a list of the page's headings", func(f *features) *bool { return &f.tableOfContents }},
	}
}

// Dialects returns all dialects, sorted by name.
func Dialects() []*Dialect {
	return []*Dialect{Auto(), AWS(), CommonMark(), DocFX(), Docusaurus(), GFM(), MDBook(), MkDocs(), MyST(), Pandoc(), VitePress()}
}

// ParseDialect returns the dialect that spec names: "gfm", "auto+emoji", "commonmark+footnotes-tables".
// An empty spec is auto. The error for an unknown name says which one may be meant.
func ParseDialect(spec string) (*Dialect, error) {
	end := strings.IndexAny(spec, "+-")
	if end < 0 {
		end = len(spec)
	}
	d, err := dialectByName(spec[:end])
	if err != nil {
		return nil, err
	}
	exts := Extensions()
	for rest := spec[end:]; rest != ""; {
		on := rest[0] == '+'
		name := rest[1:]
		if end := strings.IndexAny(name, "+-"); end >= 0 {
			name = name[:end]
		}
		rest = rest[1+len(name):]
		i := slices.IndexFunc(exts, func(e Extension) bool { return e.Name == name })
		if i < 0 {
			var names []string
			for _, e := range exts {
				names = append(names, e.Name)
			}
			return nil, unknown("extension", name, names)
		}
		*exts[i].on(&d.on) = on
	}
	return d, nil
}

func dialectByName(name string) (*Dialect, error) {
	if name == "" {
		return Auto(), nil
	}
	var names []string
	for _, d := range Dialects() {
		if d.Name == name {
			return d, nil
		}
		names = append(names, d.Name)
	}
	return nil, unknown("dialect", name, names)
}

// Extensions returns the names of the extensions that are on, sorted.
func (d *Dialect) Extensions() []string {
	var names []string
	for _, e := range Extensions() {
		on := d.on
		if *e.on(&on) {
			names = append(names, e.Name)
		}
	}
	return names
}

// unknown makes the error for a name that is none of names.
func unknown(what, name string, names []string) error {
	if best := near.Suggest(name, names); best != "" {
		return fmt.Errorf("unknown %s %q; did you mean %q?", what, name, best)
	}
	return fmt.Errorf("unknown %s %q; there are %s", what, name, strings.Join(names, ", "))
}
