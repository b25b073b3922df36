package tree

import "io"

// A Node is any part of a page. Only this package can add kinds of node.
type Node interface {
	// Position returns where the node's source begins.
	Position() Pos
	node()
}

// A Block is a node that stands on lines of its own.
type Block interface {
	Node
	block()
}

// An Inline is a node that flows inside a line.
type Inline interface {
	Node
	inline()
}

// A Book is one conversion: pages in reading order and their contents list.
type Book struct {
	Name   string     // short name for output files: "guide" makes guide.pdf; never empty, no separators
	Meta   Meta       // title, lang, author, date, version …, after precedence is applied
	Pages  []*Page    // reading order: first mention in Nav, then pages outside Nav
	Nav    []*NavItem // nested contents; nil for pages without a contents list
	Index  *Page      // the page that Nav was read from and that is itself a page (index.md), else nil; it is in Pages too
	Assets []*Asset   // files inside the source root that pages link to or show, by Path
	Lone   bool       // single pages given on their own, not a guide
	Site   *Site      // what the project says about its web site; nil for nothing
}

// A Site is what a guide's project says about its web site. Outputs that are none pass it over.
type Site struct {
	URL         string     // where the pages are, "https://example.com/docs/"; "" when it is not said
	EditURL     string     // address of a page's source, {path} standing for Page.Path
	Logo, Icon  *Asset     // in Files too
	StyleSheets []*Asset   // in Files too
	Footer      []Inline   // the copyright line
	Redirects   []Redirect // former addresses
	Files       []*Asset   // that the site has and no page links to
}

// A Redirect is a former address of a page.
type Redirect struct {
	From string // file, relative to the top: "old/index.html"
	To   Target
}

// Title returns the book's title as plain text: Meta["title"], else the first page's title, else Name.
func (b *Book) Title() string {
	if s := b.Meta.String("title"); s != "" {
		return s
	}
	if len(b.Pages) > 0 {
		p := b.Pages[0]
		if b.Index != nil {
			p = b.Index
		}
		if s := PlainText(p.Title); s != "" {
			return s
		}
	}
	return b.Name
}

// Lang returns the page's language as a BCP 47 tag: its own, else the book's, else "en".
func (b *Book) Lang(p *Page) string {
	if p != nil && p.Lang != "" {
		return p.Lang
	}
	if s := b.Meta.String("lang"); s != "" {
		return s
	}
	return "en"
}

// NavKind says what a line of the contents is.
type NavKind int8

// The kinds of contents lines. Only Chapter, Front and Back lead to pages.
const (
	NavChapter   NavKind = iota // a page of the body, or a group of pages when To is empty
	NavPart                     // a heading over the chapters that are its Items
	NavFront                    // a page before the numbered chapters (mdBook prefix chapter)
	NavBack                     // a page after them (mdBook suffix chapter)
	NavDraft                    // a chapter without a page yet
	NavSeparator                // a rule between chapters; no title, no items
)

// A NavItem is one line of the contents.
type NavItem struct {
	Pos      // in the contents file
	Kind     NavKind
	Numbered bool // takes part in section numbers
	Title    []Inline
	To       Target // a page, an anchor in one, an outside address, or nothing
	Items    []*NavItem
}

// A Page is one source file.
type Page struct {
	Path    string          // slash-separated, relative to the source root, "guide/setup.md"; "-" for standard input
	Meta    Meta            // front matter
	Title   []Inline        // front matter title, else first level-1 heading, else contents' title, else stem
	Lang    string          // BCP 47; "" means the book's
	Blocks  []Block         // the content
	Notes   []*Footnote     // in order of first reference
	IDs     map[string]Node // every id and alias of the page, to the node that carries it
	Sources []Source        // the page's own text, then what it includes; for positions
}

// An Asset is a file inside the source root that is no page: an image, a download.
type Asset struct {
	Path string // slash-separated, relative to the source root
	MIME string // "image/png"; "application/octet-stream" when unknown
	Size int64  // bytes
	W, H int    // pixels, from the image's header; 0 when unknown or no image
	// Open returns the content; limits on size and pixels were checked before.
	Open func() (io.ReadCloser, error)
}

// An Attr carries what the author hung on a node. A nil *Attr is empty.
type Attr struct {
	ID      string
	Aliases []string // further ids that must work as well
	Classes []string
	Keys    []Key // source order, names lower case
}

// A Key is one name="value" pair.
type Key struct{ Name, Value string }

// Get returns the value of the key, or "". It accepts a nil Attr.
func (a *Attr) Get(name string) string {
	if a != nil {
		for _, k := range a.Keys {
			if k.Name == name {
				return k.Value
			}
		}
	}
	return ""
}

// HasClass reports whether the class is there. It accepts a nil Attr.
func (a *Attr) HasClass(name string) bool {
	if a != nil {
		for _, c := range a.Classes {
			if c == name {
				return true
			}
		}
	}
	return false
}

// IDs returns the id and the aliases, without empty ones. It accepts a nil Attr.
func (a *Attr) IDs() []string {
	if a == nil || a.ID == "" && len(a.Aliases) == 0 {
		return nil
	}
	if a.ID == "" {
		return a.Aliases
	}
	return append([]string{a.ID}, a.Aliases...)
}

// A Target is where a link, an image or a contents line leads. The reader sets Raw;
// package convert sets exactly one of Page, Asset, Peer and URL, or none when the target is dead.
type Target struct {
	Raw    string // as written, after Markdown's own unescaping
	Page   *Page  // a page of this book
	Anchor string // id within Page (a key of Page.IDs) or Peer; "" is the top
	Asset  *Asset // a file of this book
	Peer   string // slash-separated path, relative to the linking page's folder, of a Markdown page that is not part of this conversion
	URL    string // an address outside of the book: with an allowed scheme, or relative to the page's output, see Whole
}

// Whole reports whether URL has a scheme. One that has none leads out of a guide whose own address on the web is not
// known: "../other/page.html", "/other/". It means something in files that lie where the guide's do, and nowhere else.
func (t *Target) Whole() bool {
	for i := 0; i < len(t.URL); i++ {
		switch c := t.URL[i]; {
		case c == ':':
			return i > 0
		case c == '/' || c == '?' || c == '#':
			return false
		}
	}
	return false
}

// Dead reports whether the target leads nowhere: writers print the link's text, and no link.
func (t *Target) Dead() bool {
	return t.Page == nil && t.Asset == nil && t.Peer == "" && t.URL == ""
}

// Blocks.
type (
	// Paragraph: Tight means no space around it (items of tight lists, table cells).
	Paragraph struct {
		Pos
		Tight   bool
		Inlines []Inline
	}
	// Heading: Level is 1 to 6 as written. Attr is never nil and Attr.ID is unique in the page.
	// Generated headings were not in the source: convert adds one to a page without a level-1 heading.
	// Slug is the id that its words make; Attr.ID is another one where the author gave one.
	Heading struct {
		Pos
		Level     int8
		Generated bool
		Slug      string
		Attr      *Attr
		Inlines   []Inline
	}
	// CodeBlock: Text ends in a newline unless it is empty.
	CodeBlock struct {
		Pos
		Attr   *Attr
		Lang   string   // first word of the info string, as written; "" when none
		Info   string   // the whole info string
		Title  string   // file name or caption
		Start  int      // number of the first line; 0 means lines are not numbered
		Marks  [][2]int // highlighted line ranges, 1-based, inclusive, in their order and apart
		Hidden [][2]int // line ranges that readers see only on demand (mdBook), likewise
		Text   string
	}
	// Quote is a block quotation.
	Quote struct {
		Pos
		Attr   *Attr
		Blocks []Block
	}
	// Admonition: Kind is note, tip, important, warning, caution, danger or the author's word in lower case.
	Admonition struct {
		Pos
		Attr   *Attr
		Kind   string
		Title  []Inline // nil: the writer's word for Kind in the page's language
		Blocks []Block
	}
	// List: Items is never empty.
	List struct {
		Pos
		Ordered bool
		Tight   bool
		Style   ListStyle
		Attr    *Attr
		Start   int // first number of an ordered list
		Items   []*ListItem
	}
	// Procedure is a titled sequence of steps. Steps is ordered and never nil.
	Procedure struct {
		Pos
		Attr  *Attr
		Title []Inline // may be empty when the page's heading is the title
		Intro []Block
		Steps *List
	}
	// DefinitionList: Items is never empty.
	DefinitionList struct {
		Pos
		Attr  *Attr
		Items []*Definition
	}
	// TabGroup holds alternatives of which a reader wants one. Tabs is never empty.
	TabGroup struct {
		Pos
		Attr *Attr
		Tabs []*Tab
	}
	// Table: every row spans len(Cols) columns once ColSpan and RowSpan are counted.
	Table struct {
		Pos
		Attr    *Attr
		Caption []Block
		Cols    []Column // never empty
		Head    []*Row
		Bodies  []*Body // nearly always one
		Foot    []*Row
	}
	// Figure: Blocks hold an image's paragraph, code or a table.
	Figure struct {
		Pos
		Attr    *Attr
		Blocks  []Block
		Caption []Block
	}
	// Details is a disclosure; writers that cannot fold print it open.
	Details struct {
		Pos
		Attr    *Attr
		Open    bool
		Summary []Inline
		Blocks  []Block
	}
	// MathBlock is a displayed formula.
	MathBlock struct {
		Pos
		Attr *Attr
		TeX  string
	}
	// Rule is a thematic break.
	Rule struct{ Pos }
	// Div is a block container known by its id and classes only.
	Div struct {
		Pos
		Attr   *Attr
		Blocks []Block
	}
	// Element is an HTML block element without a node of its own. Name is lower case.
	Element struct {
		Pos
		Name   string
		Attr   *Attr
		Blocks []Block
	}
	// RawBlock is HTML kept as written; the reader makes it only where raw HTML is allowed.
	// Blocks is the same content as nodes, for writers of other formats.
	RawBlock struct {
		Pos
		HTML   string
		Blocks []Block
	}
)

// Parts of blocks: nodes that are neither Block nor Inline.
type (
	// ListItem is an item of a List.
	ListItem struct {
		Pos
		Task   Task
		Attr   *Attr
		Blocks []Block
	}
	// Definition is a group of terms and their definitions.
	Definition struct {
		Pos
		Terms  []*Term
		Bodies [][]Block
	}
	// Term is one term of a Definition.
	Term struct {
		Pos
		Attr    *Attr
		Inlines []Inline
	}
	// Tab is one alternative of a TabGroup.
	Tab struct {
		Pos
		Attr   *Attr // ID is the tab's own anchor
		Title  []Inline
		Blocks []Block
	}
	// Body is a group of rows.
	Body struct {
		Pos
		Rows []*Row
	}
	// Row is a row of a Table.
	Row struct {
		Pos
		Attr  *Attr
		Cells []*Cell
	}
	// Cell: ColSpan and RowSpan are at least 1. Align AlignDefault means the column's.
	Cell struct {
		Pos
		Scope   Scope // what the cell heads
		Align   Align
		ColSpan int32
		RowSpan int32
		Attr    *Attr
		Blocks  []Block
	}
	// Footnote is a note that NoteRefs share. Number is its place in Page.Notes, from 1.
	Footnote struct {
		Pos
		Label  string // as written
		Number int
		Refs   int // how many NoteRefs lead here, at least 1
		Blocks []Block
	}
)

// A Column describes a column of a Table.
type Column struct {
	Align Align
	Width float32 // share of the table's width, 0 to 1; 0 means by content
}

// Inlines.
type (
	// Text is words as read: no markup, no line ends.
	Text struct {
		Pos
		S string
	}
	// Emph is emphasis.
	Emph struct {
		Pos
		Inlines []Inline
	}
	// Strong is strong emphasis.
	Strong struct {
		Pos
		Inlines []Inline
	}
	// Strike is struck-out text.
	Strike struct {
		Pos
		Inlines []Inline
	}
	// Sub is subscript.
	Sub struct {
		Pos
		Inlines []Inline
	}
	// Sup is superscript.
	Sup struct {
		Pos
		Inlines []Inline
	}
	// Code: Role is "" (code), "kbd", "samp" or "var".
	Code struct {
		Pos
		Role string
		S    string
	}
	// Link: Inlines hold no other Link.
	Link struct {
		Pos
		Attr    *Attr
		To      Target
		Title   string
		Inlines []Inline
	}
	// Image: Alt is plain text; empty Alt with Decorative set is decoration, without it is missing.
	Image struct {
		Pos
		Attr       *Attr // width and height as Keys, as written
		Src        Target
		Dark       Target // the same image for dark screens; no Raw when there is none
		Title      string
		Alt        string
		Decorative bool // the author wrote alt=""
	}
	// Break is a line end: Hard breaks the line, soft is a space.
	Break struct {
		Pos
		Hard bool
	}
	// Math is an inline formula.
	Math struct {
		Pos
		TeX string
	}
	// NoteRef is a reference to a footnote; Note is never nil.
	NoteRef struct {
		Pos
		Note *Footnote
		N    int // which reference to Note this is, from 1
	}
	// Anchor is a place with a name: <a name>, <span id></span>.
	Anchor struct {
		Pos
		ID string
	}
	// Span is an inline container known by its attributes: an abbreviation is a Span with a title key.
	Span struct {
		Pos
		Attr    *Attr
		Inlines []Inline
	}
	// InlineElement is an HTML inline element without a node of its own. Name is lower case.
	InlineElement struct {
		Pos
		Name    string
		Attr    *Attr
		Inlines []Inline
	}
	// RawInline is HTML kept as written; the reader makes it only where raw HTML is allowed.
	// Inlines is the same content as nodes, for writers of other formats.
	RawInline struct {
		Pos
		HTML    string
		Inlines []Inline
	}
)

// Align is a cell's or column's alignment.
type Align int8

// Alignments.
const (
	AlignDefault Align = iota
	AlignLeft
	AlignCenter
	AlignRight
)

// Scope says what a table cell heads.
type Scope int8

// Scopes.
const (
	ScopeNone Scope = iota // a data cell
	ScopeCol
	ScopeRow
)

// Task is a list item's check box.
type Task int8

// Check boxes.
const (
	NoTask Task = iota
	Todo
	Done
)

// ListStyle is how an ordered list counts.
type ListStyle int8

// Styles of ordered lists; writers number decimal unless they can do as asked.
const (
	Decimal ListStyle = iota
	LowerAlpha
	UpperAlpha
	LowerRoman
	UpperRoman
)

func (*Paragraph) block()      {}
func (*Heading) block()        {}
func (*CodeBlock) block()      {}
func (*Quote) block()          {}
func (*Admonition) block()     {}
func (*List) block()           {}
func (*Procedure) block()      {}
func (*DefinitionList) block() {}
func (*TabGroup) block()       {}
func (*Table) block()          {}
func (*Figure) block()         {}
func (*Details) block()        {}
func (*MathBlock) block()      {}
func (*Rule) block()           {}
func (*Div) block()            {}
func (*Element) block()        {}
func (*RawBlock) block()       {}

func (*Text) inline()          {}
func (*Emph) inline()          {}
func (*Strong) inline()        {}
func (*Strike) inline()        {}
func (*Sub) inline()           {}
func (*Sup) inline()           {}
func (*Code) inline()          {}
func (*Link) inline()          {}
func (*Image) inline()         {}
func (*Break) inline()         {}
func (*Math) inline()          {}
func (*NoteRef) inline()       {}
func (*Anchor) inline()        {}
func (*Span) inline()          {}
func (*InlineElement) inline() {}
func (*RawInline) inline()     {}
