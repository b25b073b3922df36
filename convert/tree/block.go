package tree

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

		Added, Removed [][2]int // line ranges that a change brings and takes away, likewise
		Focus          [][2]int // line ranges that readers are led to, likewise; where there are some, the other lines may be dimmed
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
		Attr  *Attr
		TeX   string
		Drawn *Formula // nil: it is shown as TeX
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
