package pdf

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"

	"platen/convert/tree"
	"platen/fonts"
	"platen/writers/internal/pages"
	"platen/writers/internal/words"
	"platen/writers/pdf/internal/pdfdoc"
	"platen/writers/pdf/internal/typeset"
)

// A job makes one file.
type job struct {
	w      *Writer
	th     *theme
	out    *pdfdoc.Doc
	geo    geometry
	set    *typeset.Set
	std    pdfdoc.Standard
	book   *tree.Book
	pages  []*tree.Page
	inFile map[*tree.Page]bool
	lone   bool
	lang   string
	words  *words.Words
	refs   bool // "(page 12)" after links
	// numbers of a book's sections, when they are asked for; nil: none, or a handout's own
	numbers *tree.Numbers
	// figures and tables that have a number, and those of each list in order
	counted         map[tree.Node]*counted
	figures, tables []*counted
	report          func(tree.Diag)

	shaperLock sync.Mutex
	shapers    []*typeset.Shaper
	imageLock  sync.Mutex
	images     map[*tree.Asset]*loaded
	shapes     map[*tree.FormulaShape]*pdfdoc.Image
	inline     map[string]*loaded // by their data: addresses
	logo       *loaded
	turnedOnce sync.Once
	shownWide  float64 // how wide an image may be shown
	cover      *loaded // of the theme

	units []unit
	// Of the last pass, for "(page 12)": the sheets of destinations and of links, and what the sheets are called.
	destSheet map[string]int
	linkSheet map[linkKey]int
	numberOf  map[string]string // of the sections at destinations
	linkAt    map[linkKey]int   // of the pass at hand
	lastMarks []foundMark       // of the last pass, for a handout's contents

	front     []*pageDoc // title page, what follows it, contents
	body      []*pageDoc
	sheets    []*sheet // all of them
	firstBody int
	dests     map[string]place
	order     []string // names of dests, by place
	marks     []foundMark
	starts    starts // for those who ask
}

// A place is where a destination is.
type place struct {
	sheet int
	x, y  float64 // from the upper left
	elem  *pdfdoc.Elem
}

// A foundMark is a bookmark with its place.
type foundMark struct {
	mark
	doc   *pageDoc
	sheet int
}

func (w *Writer) newJob(b *tree.Book, pages []*tree.Page, report func(tree.Diag)) (*job, error) {
	j := &job{w: w, book: b, pages: pages, lone: b.Lone, images: map[*tree.Asset]*loaded{}, shapes: map[*tree.FormulaShape]*pdfdoc.Image{}, inline: map[string]*loaded{}, inFile: map[*tree.Page]bool{}}
	var lock sync.Mutex
	seen := map[string]bool{}
	j.report = func(d tree.Diag) { // once, whatever the number of passes
		key := fmt.Sprint(d.Code, d.Pos, d.Msg)
		if d.Page != nil {
			key += d.Page.Path
		}
		lock.Lock()
		defer lock.Unlock()
		if !seen[key] && report != nil {
			seen[key] = true
			report(d)
		}
	}
	var err error
	if j.th, err = w.theme(); err != nil {
		return nil, err
	}
	if j.std, err = w.standard(); err != nil {
		return nil, err
	}
	th := j.th
	if j.geo, err = w.geometry(th); err != nil {
		return nil, err
	}
	if j.geo.head(th) == 0 || j.geo.foot(th) == 0 {
		j.report(tree.Diag{Severity: tree.Info, Code: tree.NoRoom, Msg: "the margin has no room for the running head or foot, which is left out", Hint: "--margin 9mm and more leaves room"})
	}
	switch w.PageRefs {
	case "", "auto":
		j.refs = th.pageRefs
	case "on":
		j.refs = true
	case "off":
	default:
		return nil, fmt.Errorf("no choice %q for page references: auto, on or off", w.PageRefs)
	}
	if j.set, err = fontSet(w, th, j.report); err != nil {
		return nil, err
	}
	j.set.NoPrivate = j.std.Modern()
	j.out = pdfdoc.New(pdfdoc.Options{Title: j.title(), Lang: b.Lang(j.alone()), Author: j.meta("author"),
		Subject: firstOf(j.meta("subject"), j.meta("description")), Keywords: j.meta("keywords"),
		Authors: j.metas("author"), Topics: j.topics(), Description: j.meta("description"),
		Publisher: firstOf(j.meta("publisher"), j.meta("organization")), Rights: firstOf(j.meta("rights"), j.meta("copyright")),
		Date: j.date(), Standard: j.std, PageW: j.geo.w, PageH: j.geo.h})
	if len(w.Logo.Data) > 0 {
		j.logo = &loaded{}
		j.logo.decode(j, w.Logo.Data)
		if j.logo.err != nil {
			return nil, fmt.Errorf("logo %s: %w", w.Logo.Name, j.logo.err)
		}
	}
	if err := j.readCover(); err != nil {
		return nil, err
	}
	for _, p := range pages {
		j.inFile[p] = true
	}
	j.lang = b.Lang(j.alone())
	j.words = words.For(j.lang)
	if b.Lone {
		for _, p := range pages {
			j.units = append(j.units, unit{page: p, chapter: tree.PlainText(p.Title)})
		}
	} else {
		if w.NumberSections {
			j.numbers = tree.NewNumbers(b)
		}
		j.units = units(b, j.numbers)
	}
	j.countCaptions()
	j.useInstalled()
	return j, nil
}

// readCover reads the image that the theme has for a book's cover.
func (j *job) readCover() error {
	name := j.th.cover
	if name == "" || j.lone {
		return nil
	}
	j.cover = &loaded{}
	data := j.w.ThemeFiles[name]
	if data == nil {
		return fmt.Errorf("theme %s: the cover %s is not at hand", j.w.ThemeFile.Name, name)
	}
	if j.cover.decode(j, data); j.cover.err != nil {
		return fmt.Errorf("theme %s: cover %s: %w", j.w.ThemeFile.Name, name, j.cover.err)
	}
	return nil
}

// alone is the page of a handout, nil for a book.
func (j *job) alone() *tree.Page {
	if j.lone && len(j.pages) > 0 {
		return j.pages[0]
	}
	return nil
}

// faces are those of the program, each read once when it is used.
var faces = sync.OnceValue(func() map[string]*typeset.Family {
	out := map[string]*typeset.Family{}
	for i, f := range fonts.Families() {
		fam := &typeset.Family{}
		for _, s := range []struct {
			to   **typeset.Face
			file fonts.File
		}{{&fam.Regular, f.Regular}, {&fam.Bold, f.Bold}, {&fam.Italic, f.Italic}, {&fam.BoldItalic, f.BoldItalic}} {
			if s.file != (fonts.File{}) {
				*s.to = typeset.Lazy(s.file.Name, s.file.Bold(), s.file.Coverage(), s.file.Data)
			}
		}
		out[[]string{"sans", "serif", "mono", "emoji", "symbols2", "symbols", "math"}[i]] = fam
	}
	return out
})

// fontSet is the faces that the file may use.
func fontSet(w *Writer, th *theme, report func(tree.Diag)) (*typeset.Set, error) {
	fam := faces()
	s := &typeset.Set{Families: fam}
	if err := th.fonts.load(w, s); err != nil {
		return nil, err
	}
	for _, file := range w.Fallback {
		f, err := typeset.Load(file.Name, file.Data)
		if err == nil {
			err = f.Check()
		}
		if errors.Is(err, typeset.ErrDamaged) {
			report(tree.Diag{Severity: tree.Warning, Code: tree.FontDamaged, Msg: err.Error(), Hint: "the next font is used in its place"})
			continue
		}
		if err != nil {
			return nil, err
		}
		f.MakeStyles()
		s.Fallback = append(s.Fallback, f)
	}
	for _, name := range []string{"sans", "mono", "serif", "symbols2", "symbols", "math", "emoji"} {
		s.Fallback = append(s.Fallback, fam[name].Regular)
	}
	s.Emoji = fam["emoji"].Regular
	return s, nil
}

// run makes the document.
func (j *job) run(ctx context.Context) (*pdfdoc.Doc, error) {
	again := j.refs || j.lone && (j.contentsDepth() > 0 || len(j.figures)+len(j.tables) > 0)
	for pass := 0; again && pass < 3; pass++ { // page numbers in the text need the pages first
		s := &stream{job: j, dry: true}
		if err := s.run(ctx); err != nil {
			return nil, err
		}
		if !j.numberPages() {
			break
		}
	}
	s := &stream{job: j}
	if err := s.run(ctx); err != nil {
		return nil, err
	}
	s.back()
	s.front()
	if err := s.finish(ctx); err != nil {
		return nil, err
	}
	j.reportMissing()
	j.reportMade()
	j.reportThemeStyles()
	return j.out, nil
}

// tools are what a worker has.
type tools struct {
	sh *typeset.Shaper
	st *styles
}

func (j *job) tools() *tools {
	t := &tools{sh: typeset.NewShaper(j.set, j.lang), st: newStyles(j.set)}
	j.shaperLock.Lock()
	j.shapers = append(j.shapers, t.sh)
	j.shaperLock.Unlock()
	return t
}

// measure measures one unit. One that cannot be measured is reported and left out.
func (j *job) measure(t *tools, u unit, serial int) (doc *pageDoc) {
	if !pages.Try(u.page, "the page could not be set", j.report, func() { doc = j.measured(t, u, serial) }) {
		return nil
	}
	return doc
}

// measured is measure for a page that has no faults.
func (j *job) measured(t *tools, u unit, serial int) *pageDoc {
	m := j.measurer(t, u.page, serial)
	m.doc.chapter, m.doc.level, m.doc.opens = u.chapter, u.level, u.opens
	m.doc.begins = u.opens
	if u.page == nil {
		m.dests = append(m.dests, u.id)
		if m.doc.part = u.part; u.part {
			m.pad = max(0, j.geo.h/3-j.geo.top)
		}
		m.headingText(title{inlines: u.title, number: u.number, level: u.level + 1, dest: u.id, chapter: u.opens, part: u.part})
		if u.part {
			m.gap, m.pad = 0, 18
			m.add(slab{kind: slabRule, node: -1, w: min(48*mm, m.width), height: 2, more: &extra{accent: true}})
		}
		m.settle()
		return m.doc
	}
	m.dests = append(m.dests, "")
	if j.w.Sheets != nil {
		m.starts = append(m.starts, nil)
	}
	blocks := u.page.Blocks
	if j.lone {
		m.across(func() { blocks = m.titleBlock(blocks) })
	}
	m.blocks(blocks)
	for _, n := range u.page.Notes { // footnotes that nothing refers to
		if i := m.noteIndex(n); !m.doc.notes[i].used {
			m.space(m.th.para)
			from := len(m.flow.slabs)
			m.add(slab{kind: slabSpace, node: -1, x: m.x, w: m.width})
			m.flow.slabs[from].ex().notes = m.doc.withRefers(nil, i)
		}
	}
	m.settle()
	return m.doc
}

// measurer begins a page of the book.
func (j *job) measurer(t *tools, p *tree.Page, serial int) *measurer {
	m := &measurer{job: j, th: j.th, sh: t.sh, st: t.st, node: -1, notes: map[*tree.Footnote]int32{}, lang: j.lang, words: j.words}
	m.doc = &pageDoc{page: p, serial: serial, flow: &flow{}}
	m.flow = m.doc.flow
	m.width = j.geo.measure()
	m.full = m.width
	m.look = look{size: j.th.body.size, lead: j.th.body.lead, color: j.th.ink, serif: j.th.family == "serif"}
	m.tagCode, m.pageRefs = true, j.refs
	if p != nil {
		m.outline = tree.NewOutline(p)
		m.sections(m.outline.Root)
		m.lang = j.book.Lang(p)
		m.words = words.For(m.lang)
	}
	m.rtl = words.RightToLeft(m.lang)
	return m
}

// locate finds the destinations and bookmarks of a sheet.
func (j *job) locate(s *sheet, n int) {
	for i := range s.items {
		if !s.items[i].artifact {
			j.locateSlab(s.items[i].doc, s.items[i].slab, n, s.items[i].x, s.items[i].y)
		}
	}
	for i := range s.notes {
		j.locateSlab(s.notes[i].doc, s.notes[i].slab, n, s.notes[i].x, s.notes[i].y)
	}
}

// settleLinks finds a place for links whose anchor came to nothing: the top of its page.
func (j *job) settleLinks() {
	for _, d := range slices.Concat(j.front, j.body) {
		for i := range d.links {
			to := d.links[i].dest
			if to == "" {
				continue
			}
			if _, ok := j.dests[to]; ok {
				continue
			}
			page, _, _ := strings.Cut(to, "#")
			at, ok := j.dests[page]
			if !ok && len(j.order) > 0 {
				at = j.dests[j.order[0]]
			}
			j.setDest(to, at)
		}
	}
}

// setDest notes where a destination is; the first of equal names wins.
func (j *job) setDest(name string, at place) {
	if _, ok := j.dests[name]; !ok {
		j.dests[name] = at
		j.order = append(j.order, name)
	}
}

func (j *job) locateSlab(d *pageDoc, s *slab, sheet int, x, y float64) {
	if j.linkAt != nil && s.line != nil {
		for i := range s.line.Runs {
			if q := d.ref(s.line.Runs[i].Ref); q.link > 0 {
				j.linkAt[linkKey{d.serial, q.link}] = sheet
			}
		}
	}
	if s.more == nil {
		return
	}
	e := s.more
	at := place{sheet: sheet, x: x + s.x, y: y + s.pad}
	if s.node >= 0 && int(s.node) < len(d.out) {
		at.elem = d.out[s.node]
	}
	for _, id := range e.dests {
		name := destName(d.page, id)
		j.setDest(name, at)
	}
	for _, m := range e.marks {
		j.setDest(m.dest, at)
		j.marks = append(j.marks, foundMark{m, d, sheet})
	}
	if e.row == nil {
		return
	}
	for _, c := range e.row.cells {
		h := y + s.pad + e.row.top
		for k := c.from; k < c.to; k++ {
			q := &c.flow.slabs[k]
			if k > c.from {
				h += q.gap
			}
			j.locateSlab(d, q, sheet, x+s.x+c.x, h)
			h += q.total()
		}
	}
}

// sections notes for each sheet of the body the first section that begins on it, or the one that goes on.
func (j *job) sections() {
	k, last := 0, ""
	for i, s := range j.sheets {
		first := ""
		for ; k < len(j.marks) && j.marks[k].sheet <= i; k++ {
			switch m := j.marks[k]; {
			case m.sheet < j.firstBody:
			case m.level == 1:
				last = ""
			case m.level == 2:
				if last = m.title; first == "" {
					first = last
				}
			}
		}
		s.section = firstOf(first, last)
	}
}

// A linkKey is a link of a page of the book: it has the same number in each pass.
type linkKey struct {
	serial int
	link   int32
}

// numberPages notes on which sheets links and their targets are, and reports whether that differs from the last pass.
func (j *job) numberPages() bool {
	dests := make(map[string]int, len(j.dests))
	for name, at := range j.dests {
		dests[name] = at.sheet
	}
	same := maps.Equal(dests, j.destSheet) && maps.Equal(j.linkAt, j.linkSheet)
	same = same && len(j.marks) == len(j.lastMarks)
	j.destSheet, j.linkSheet, j.lastMarks = dests, j.linkAt, j.marks
	j.numberOf = map[string]string{}
	for _, k := range j.marks {
		if k.number != "" {
			j.numberOf[k.dest] = k.number
		}
	}
	return !same
}
