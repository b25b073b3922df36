package pdf

import "platen/writers/pdf/internal/typeset"

// A color is 0xRRGGBB.
type color uint32

// A typeSize is a font size and the distance of its lines.
type typeSize struct{ size, lead float64 }

// A theme is all that is seen: sizes, colours, distances. Every number of the design stands here.
type theme struct {
	name         string
	family       string // of the text: "sans", "serif"
	justify      bool
	left, right  float64 // margins
	top, bottom  float64
	body, table  typeSize
	small        typeSize // a wide table's cells
	note         typeSize // footnotes, captions
	code         typeSize
	tableCode    float64 // size of code in cells, as a share of the cell's
	inlineCode   float64 // size of code in text, as a share of the text's
	title        typeSize
	handoutTitle typeSize
	chapter      typeSize
	headings     [5]heading // levels 2 to 6
	chapterSpace float64    // below a chapter's title
	para         float64    // between paragraphs
	item         float64    // between items of a tight list
	hang         float64    // of a bullet
	pad          float64    // of a code box
	radius       float64
	cellPad      float64
	smallPad     float64
	ink, muted   color
	ground       color // raised
	rule, link   color
	accent       color
	kinds        map[string]color // admonitions
	syntax       [6]color         // by highlight.Kind
	pageRefs     bool             // "(page 12)" after links
	headSize     float64
	headTop      float64   // baseline of the running head, from the top
	footBottom   float64   // baseline of the foot, from the bottom
	header       [3]string // left, in the middle, right
	footer       [3]string
	leftHeader   *[3]string // of left pages; nil: the others', turned over
	leftFooter   *[3]string
	sides        bool    // left and right pages differ
	inner, outer float64 // margins of them; 0: as those of the left and the right
	rightOnly    bool    // chapters begin on right pages
	bleed        float64 // how far pictures go over the paper's edge
	crop         bool    // marks where the paper is cut
	cover        string  // file of the image before the title page
	watermark    string  // across each page, behind the text
	formulaLeft  bool    // displayed formulas stand at the left, not in the middle
	fonts        themeFonts
	pageSize     string // of a theme file; "" leaves it to the writer
	margin       string
}

// heading is how a level looks.
type heading struct {
	typeSize
	above, below float64
	italic       bool
}

const mm = 72 / 25.4

// screenTheme is the default.
func screenTheme() *theme {
	return &theme{
		name: "screen", family: "sans", justify: true,
		left: 24 * mm, right: 24 * mm, top: 26 * mm, bottom: 28 * mm,
		body: typeSize{10.25, 14.5}, table: typeSize{9.25, 12.5}, small: typeSize{8, 10.75},
		note: typeSize{8.5, 11.5}, code: typeSize{8.75, 12.5}, tableCode: 0.92, inlineCode: 0.92,
		title: typeSize{34, 38}, handoutTitle: typeSize{22, 26}, chapter: typeSize{24, 28},
		headings: [5]heading{
			{typeSize{17, 22}, 21, 9, false},
			{typeSize{13.5, 18}, 16, 7, false},
			{typeSize{11.5, 15}, 13, 5, false},
			{typeSize{10.25, 14.5}, 10, 4, false},
			{typeSize{10.25, 14.5}, 10, 4, true},
		},
		chapterSpace: 36, para: 6, item: 3, hang: 14, pad: 2 * mm, radius: 1.5 * mm, cellPad: 4, smallPad: 2.5,
		ink: 0x1b1f24, muted: 0x57606a, ground: 0xf6f7f9, rule: 0xd5d9de, link: 0x0b57a4, accent: 0x0b57a4,
		kinds: map[string]color{
			"note": 0x0b57a4, "info": 0x0b57a4, "tip": 0x1a6b3c, "hint": 0x1a6b3c, "important": 0x5b3a9a,
			"warning": 0x8a4b00, "attention": 0x8a4b00, "caution": 0xa3211b, "danger": 0xa3211b, "error": 0xa3211b,
		},
		syntax:   [6]color{0x1b1f24, 0x8b2252, 0x0b57a4, 0x1a6b3c, 0x8a4b00, 0x57606a},
		headSize: 8, headTop: 17 * mm, footBottom: 14 * mm,
		header: [3]string{"{title}", "", "{chapter}"}, footer: [3]string{"", "", "{Page} {page} {of} {pages}"},
	}
}

// printTheme is for paper: a serif text face, and page numbers after links.
func printTheme() *theme {
	t := screenTheme()
	t.name, t.family, t.pageRefs = "print", "serif", true
	return t
}

// kind is the colour of an admonition.
func (t *theme) kind(kind string) color {
	if c, ok := t.kinds[kind]; ok {
		return c
	}
	return t.kinds["note"]
}

// typeset is the colour as package typeset has it.
func (c color) typeset() typeset.Color {
	return typeset.Color{R: uint8(c >> 16), G: uint8(c >> 8), B: uint8(c)}
}

// tint is 6 % of the colour on white.
func (c color) tint() color { return c.mix(0.06) }

// mix is share of the colour on white.
func (c color) mix(share float64) color {
	ch := func(shift uint) color {
		v := float64(c >> shift & 0xff)
		return color(255-(255-v)*share+0.5) << shift
	}
	return ch(16) | ch(8) | ch(0)
}

// scale changes the type sizes and their distances for another body size.
func (t *theme) scale(size float64) {
	if size <= 0 || size == t.body.size {
		return
	}
	k := size / t.body.size
	for _, s := range []*typeSize{&t.body, &t.table, &t.small, &t.note, &t.code, &t.title, &t.handoutTitle, &t.chapter} {
		s.size *= k
		s.lead *= k
	}
	for i := range t.headings {
		h := &t.headings[i]
		h.size *= k
		h.lead *= k
		h.above *= k
		h.below *= k
	}
	for _, v := range []*float64{&t.chapterSpace, &t.para, &t.item, &t.hang, &t.pad, &t.cellPad, &t.smallPad} {
		*v *= k
	}
}
