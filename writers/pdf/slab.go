package pdf

import (
	"slices"
	"sort"

	"platen/convert/tree"
	"platen/writers/pdf/internal/pdfdoc"
	"platen/writers/pdf/internal/typeset"
)

// slabKind says what a slab shows.
type slabKind uint8

const (
	slabLine  slabKind = iota // a line of text
	slabCode                  // a line of a code block
	slabImage                 // a picture or its placeholder
	slabRow                   // a row of a table
	slabRule                  // a thematic break
	slabSpace                 // nothing but height
)

// slabFlags steer the page breaks around a slab.
type slabFlags uint16

const (
	keepNext    slabFlags = 1 << iota // no page break after it: a heading, a label, a table's header
	keepSoft                          // better no page break after it: widows and orphans
	landscape                         // stands on a page turned on its side
	continued                         // a code line that continues the one above
	keepFirst                         // the first line of a block that is worth two lines of a page's foot
	breakBefore                       // begins a page
	across                            // stands over all columns, at the top of the page
)

// A slab is a piece of a column that no page break divides, but for table rows taller than a page.
// From top to bottom it is gap, pad, height, after.
type slab struct {
	kind   slabKind
	flags  slabFlags
	node   int32   // the structure element of its content, in pageDoc.elems; -1 for none
	x, w   float64 // from the column's left
	gap    float64 // space above; not at the top of a sheet
	pad    float64 // space above inside boxes
	height float64
	after  float64 // space below inside boxes
	base   float64 // the first baseline, below the content's top
	line   *typeset.Line
	more   *extra // nil for most
}

// total is the slab's height without its gap.
func (s *slab) total() float64 { return s.pad + s.height + s.after }

// extra holds what few slabs have.
type extra struct {
	labels  []label      // list markers, term marks
	dests   []string     // ids of the page that lead here
	marks   []mark       // bookmarks that lead here
	starts  []tree.Block // that begin here, the outermost first; nil among them is the page
	notes   []int32      // footnotes referred to in the line, in order: index in pageDoc.notes
	row     *row         // kind slabRow
	image   *picture     // kind slabImage
	formula *setFormula  // kind slabImage, in place of image
	link    int32        // of an image: 1-based in pageDoc.links
	icon    string       // a note's kind: its icon is drawn before the line
	number  string       // a code line's number
	tint    bool         // a marked code line
	texts   []artText    // words outside the structure: "continued"
	tails   []label      // after the line: a page number of the contents
	leader  [2]float64   // dots from … to
	accent  bool         // of a rule: in colour
	rtl     bool         // its page runs from right to left
	beside  *beside      // an image that stands beside the text from here on
}

// A label is a list item's marker, drawn on the slab's first baseline.
type label struct {
	node int32
	x    float64
	line *typeset.Line
	task int8    // 1 an empty check box, 2 a ticked one: drawn, with ActualText
	box  float64 // the check box's width
}

// artText is text that is no content: drawn as an artifact on the slab's baseline.
type artText struct {
	x    float64
	line *typeset.Line
}

// A mark is a bookmark, and a line of the contents when its level is asked for.
type mark struct {
	level  int
	title  string // its number included
	number string
	dest   string // name of the destination
}

// ex returns the slab's extra, made when it is not there.
func (s *slab) ex() *extra {
	if s.more == nil {
		s.more = &extra{}
	}
	return s.more
}

// boxKind says how a box looks.
type boxKind uint8

const (
	boxCode boxKind = iota
	boxNote
	boxQuote
	boxTab
	boxDetails
	boxPlain
)

// A box is the ground behind a run of slabs. Where a page break divides it, it stays open.
type box struct {
	kind        boxKind
	from, to    int // slabs of the flow
	x, w        float64
	top, bottom float64 // top: below the first slab's top (without gap); bottom: below the last slab's content
	color       color   // the bar, for a note
	rtl         bool    // the bar is on the right
	up          int     // the box that it stands in, from 1; 0: none
}

// A tableSpan is a table in a flow: its header rows come again at the top of each sheet that it continues on.
type tableSpan struct {
	from, to int // slabs of the flow; the first head ones are the header
	head     int
	note     *artText // "(continued)"
	x, w     float64
	noteH    float64
}

// A flow is a column of slabs.
type flow struct {
	slabs  []slab
	boxes  []box
	tables []tableSpan

	mirrored bool // for a right-to-left page
	nested   bool // the boxes know which they stand in
}

// nest notes which box each stands in. Boxes are in the order in which they begin, and one ends before that around it.
func (f *flow) nest() {
	f.nested = true
	at := 0
	for i := range f.boxes {
		b := &f.boxes[i]
		for at > 0 && f.boxes[at-1].to <= b.from {
			at = f.boxes[at-1].up
		}
		b.up = at
		at = i + 1
	}
}

// around calls f with the boxes that begin before slab i and may go on behind it, inner ones first, until it returns false.
func (f *flow) around(i int, do func(b *box) bool) {
	if !f.nested {
		for k := len(f.boxes) - 1; k >= 0; k-- {
			if b := &f.boxes[k]; b.from < i && b.to > i && !do(b) {
				return
			}
		}
		return
	}
	k := sort.Search(len(f.boxes), func(k int) bool { return f.boxes[k].from >= i })
	for ; k > 0; k = f.boxes[k-1].up {
		if b := &f.boxes[k-1]; b.to > i && !do(b) {
			return
		}
	}
}

// boxesOn are the boxes behind slabs lo to hi, outer ones first.
func (f *flow) boxesOn(lo, hi int) []*box {
	var out []*box
	f.around(lo, func(b *box) bool {
		out = append(out, b)
		return true
	})
	slices.Reverse(out)
	k := 0
	if f.nested {
		k = sort.Search(len(f.boxes), func(k int) bool { return f.boxes[k].from >= lo })
	}
	for ; k < len(f.boxes) && f.boxes[k].from <= hi; k++ {
		if b := &f.boxes[k]; b.from >= lo && b.to > lo {
			out = append(out, b)
		}
	}
	return out
}

// height of slabs from..to as a column of their own.
func (f *flow) height(from, to int) float64 {
	h := 0.0
	for i := from; i < to; i++ {
		s := &f.slabs[i]
		if i > from {
			h += s.gap
		}
		h += s.total()
	}
	return h
}

// A row is a table row. A piece of a row that was split shows the slabs from..to of each cell.
type row struct {
	node    int32
	cells   []cell
	head    bool
	headEnd bool    // the last row of the header: a heavier rule below
	last    bool    // of its table: a rule below
	first   bool    // of the body
	x, w    float64 // of the table
	top     float64 // padding
}

// A cell stands in a row. Its flow's x is relative to the cell's left edge.
type cell struct {
	node     int32
	x, w     float64
	flow     *flow
	from, to int
	height   float64 // of its slabs
	down     float64 // further height that it may take from the rows below, for row spans
}

// An elem is a structure element of a page of the book, made into a pdfdoc.Elem when the sheets are known.
type elem struct {
	parent int32 // -1: the page's section
	level  int8  // of a heading, not capped
	typ    string
	more   *elemMore // nil for most
}

// elemMore holds what few elements have.
type elemMore struct {
	alt, actual string
	id          string
	scope       string // TH
	list        string // L: ListNumbering
	lang        string
	expansion   string         // of an abbreviation
	ref         string         // of a TOCI: the destination that its line leads to
	math        *tree.MathNode // of a Formula: it becomes elements
	colSpan     int32
	rowSpan     int32
}

// A refer is what a run of text belongs to, when that is more than a structure element.
type refer struct {
	node    int32 // -1: an artifact
	link    int32 // 1-based in pageDoc.links; 0 none
	note    int32 // 1-based in pageDoc.notes: the run refers to it
	pageOf  int32 // 1-based in pageDoc.links: the run is the "(page n)" after that link
	picture *picture
	formula *setFormula
	anchors []string // ids that lead to the run
}

// A linkTo is where a link leads: an address, or a name in this file.
type linkTo struct {
	node     int32
	url      string
	dest     string
	page     bool // into the text of the book: "(page 12)" may follow it
	contents string
}

// A noteFlow is a footnote.
type noteFlow struct {
	flow   *flow
	used   bool    // it is placed behind a line that refers to it
	refers []int32 // footnotes that it refers to itself
}

// A pageDoc is a page of the book, measured.
type pageDoc struct {
	page    *tree.Page
	serial  int // in the book
	flow    *flow
	elems   []elem
	refs    []refer
	links   []linkTo
	notes   []noteFlow
	chapter string           // the running head's
	level   int              // of the page in the contents: 0 for a chapter
	opens   bool             // a chapter: its title starts a page and is large
	begins  bool             // its first slab starts a page
	part    bool             // it is the title of a part and nothing else
	made    int              // destinations that the writer named
	index   []indexMark      // places that the index names
	out     []*pdfdoc.Elem   // made of elems
	tokens  map[int32]tokens // of the formulas among elems
}
