package ledger

import (
	"errors"
	"slices"
	"strings"
	"unicode"

	"platen/convert/tree"
	"platen/writers/internal/pdffile"
)

// A pdfReader reads a PDF by its structure tree: what assistive technology reads. (ISO 32000-1, 14.7)
type pdfReader struct {
	f     *pdffile.File
	fonts map[pdffile.Ref]pdffile.Font
	dests map[string]bool

	pages map[pdffile.Ref]*pdffile.Content // the last few
	order []pdffile.Ref

	*account
	depth  int // of lists
	apart  []pdfNote
	tables []pdfTable
	code   *strings.Builder // the line so far, in a block of code
	codeAt int
	y      float64
	last   bool // a run came before in this element
	ids    map[string]tree.Pos
}

// A pdfNote is a footnote with its number.
type pdfNote struct {
	number string
	tables []pdfTable
	*account
}

// A pdfTable is the shape of a table: its columns.
type pdfTable struct{ cols int }

// openPDF reads the objects of a file.
func openPDF(data []byte) (*pdfReader, error) {
	f, err := pdffile.Open(data)
	if err != nil {
		return nil, err
	}
	r := &pdfReader{f: f, fonts: map[pdffile.Ref]pdffile.Font{}, dests: map[string]bool{}, pages: map[pdffile.Ref]*pdffile.Content{}}
	r.names(f.Dict(f.Dict(f.Root["Names"])["Dests"]), 0)
	return r, nil
}

// names gathers the named destinations. (ISO 32000-1, 7.9.6)
func (r *pdfReader) names(node pdffile.Dict, depth int) {
	if node == nil || depth > 50 {
		return
	}
	list, _ := r.f.Resolve(node["Names"])
	if a, ok := list.(pdffile.Array); ok {
		for i := 0; i+1 < len(a); i += 2 {
			if s, ok := a[i].(pdffile.String); ok {
				r.dests[string(s)] = true
			}
		}
	}
	kids, _ := r.f.Resolve(node["Kids"])
	if a, ok := kids.(pdffile.Array); ok {
		for _, k := range a {
			r.names(r.f.Dict(k), depth+1)
		}
	}
}

// kids returns what an element holds.
func (r *pdfReader) kids(e pdffile.Dict) pdffile.Array {
	o, _ := r.f.Resolve(e["K"])
	switch o := o.(type) {
	case pdffile.Array:
		return o
	case nil:
		return nil
	default:
		return pdffile.Array{e["K"]}
	}
}

// sections returns the elements below the document: a section for what stands before the body, and one for each
// page of the source and each title of the contents without one.
func (r *pdfReader) sections() ([]pdffile.Dict, error) {
	root := r.f.Dict(r.f.Root["StructTreeRoot"])
	if root == nil {
		return nil, errors.New("it has no structure tree")
	}
	var out []pdffile.Dict
	for _, k := range r.kids(root) {
		doc := r.f.Dict(k)
		for _, s := range r.kids(doc) {
			if d := r.f.Dict(s); d != nil && d["S"] != pdffile.Name("Index") { // which is the writer's
				out = append(out, d)
			}
		}
	}
	return out, nil
}

// section returns the account of a section.
func (r *pdfReader) section(e pdffile.Dict) (*account, []pdfTable, error) {
	r.account, r.depth, r.apart, r.tables = &account{anchors: r.ids}, 0, nil, nil
	err := r.children(e)
	r.space()
	slices.SortStableFunc(r.apart, func(a, b pdfNote) int {
		if len(a.number) != len(b.number) {
			return len(a.number) - len(b.number)
		}
		return strings.Compare(a.number, b.number)
	})
	for _, n := range r.apart {
		n.space()
		r.notes = append(r.notes, n.account)
		r.tables = append(r.tables, n.tables...)
	}
	return r.account, r.tables, err
}

// spanElements do not end a word.
var spanElements = map[pdffile.Name]bool{"Span": true, "Strong": true, "Em": true, "Sub": true, "Link": true, "Reference": true, "Quote": true}

func (r *pdfReader) children(e pdffile.Dict) error {
	for _, k := range r.kids(e) {
		if err := r.kid(e, k); err != nil {
			return err
		}
	}
	return nil
}

func (r *pdfReader) kid(e pdffile.Dict, k pdffile.Object) error {
	if id, ok := k.(int); ok {
		return r.marked(e["Pg"], id)
	}
	d := r.f.Dict(k)
	switch {
	case d == nil:
		return nil
	case d["Type"] == pdffile.Name("MCR"):
		id, _ := d["MCID"].(int)
		page := d["Pg"]
		if page == nil {
			page = e["Pg"]
		}
		return r.marked(page, id)
	case d["Type"] == pdffile.Name("OBJR"):
		return nil
	}
	return r.element(d)
}

func (r *pdfReader) element(e pdffile.Dict) error {
	typ, _ := e["S"].(pdffile.Name)
	inline := spanElements[typ] || typ == "Code" && !r.blockCode(e)
	if !inline {
		r.space()
		r.last = false
		defer func() { r.space(); r.last = false }()
	}
	switch typ {
	case "L":
		r.depth++
		defer func() { r.depth-- }()
	case "LI":
		r.fact(Items, itoa(r.depth), 0)
	case "Lbl":
		if s, ok := e["ActualText"].(pdffile.String); ok {
			r.add(s.Text(), 0)
			return nil
		}
	case "Table":
		r.tables = append(r.tables, pdfTable{r.columns(e)})
	case "TD", "TH":
		r.fact(Cells, "", 0)
	case "Aside", "Admonition":
		r.fact(Notes, "", 0)
	case "Figure":
		return r.figure(e)
	case "Formula":
		alt, _ := e["Alt"].(pdffile.String)
		r.fact(Formulas, texKey(alt.Text()), 0)
		return nil
	case "Note", "FENote":
		return r.note(e)
	case "Reference":
		return r.reference(e)
	case "Link":
		if key, ok := r.target(e); ok {
			r.fact(Links, key, 0)
		}
	case "Code":
		if !inline {
			return r.codeBlock(e)
		}
	}
	return r.children(e)
}

// blocks are the elements in which Code is a block.
var pdfBlocks = map[pdffile.Object]bool{pdffile.Name("Sect"): true, pdffile.Name("LBody"): true, pdffile.Name("TD"): true, pdffile.Name("TH"): true,
	pdffile.Name("Aside"): true, pdffile.Name("Admonition"): true, pdffile.Name("BlockQuote"): true, pdffile.Name("Div"): true, pdffile.Name("Note"): true,
	pdffile.Name("FENote"): true, pdffile.Name("Tab"): true, pdffile.Name("TabGroup"): true, pdffile.Name("Details"): true, pdffile.Name("Document"): true,
	pdffile.Name("Caption"): true, pdffile.Name("Figure"): true, pdffile.Name("Procedure"): true}

func (r *pdfReader) blockCode(e pdffile.Dict) bool { return pdfBlocks[r.f.Dict(e["P"])["S"]] }

// columns counts the columns of a table's first row.
func (r *pdfReader) columns(e pdffile.Dict) int {
	for _, k := range r.kids(e) {
		d := r.f.Dict(k)
		switch d["S"] {
		case pdffile.Name("TR"):
			n := 0
			for _, c := range r.kids(d) {
				span := 1
				a, _ := r.f.Resolve(r.f.Dict(c)["A"])
				list, ok := a.(pdffile.Array)
				if !ok {
					list = pdffile.Array{a}
				}
				for _, o := range list {
					if v, ok := r.f.Dict(o)["ColSpan"].(int); ok {
						span = v
					}
				}
				n += span
			}
			return n
		case pdffile.Name("THead"), pdffile.Name("TBody"), pdffile.Name("TFoot"):
			if n := r.columns(d); n > 0 {
				return n
			}
		}
	}
	return 0
}

// figure reads an image: its alternative text. Words in place of the image are the same again.
func (r *pdfReader) figure(e pdffile.Dict) error {
	alt, _ := e["Alt"].(pdffile.String)
	for _, k := range r.kids(e) {
		if d := r.f.Dict(k); d["S"] == pdffile.Name("Link") {
			if key, ok := r.target(d); ok {
				r.fact(Links, key, 0)
			}
		}
	}
	r.fact(Images, altKey(alt.Text()), 0)
	for _, k := range r.kids(e) {
		if d := r.f.Dict(k); d["S"] == pdffile.Name("Caption") {
			if err := r.element(d); err != nil {
				return err
			}
		}
	}
	return nil
}

// note reads a footnote into an account of its own.
func (r *pdfReader) note(e pdffile.Dict) error {
	outer, depth, tables := r.account, r.depth, r.tables
	n := pdfNote{account: &account{anchors: outer.anchors}}
	r.account, r.depth, r.tables = n.account, 0, nil
	var err error
	for _, k := range r.kids(e) {
		if d := r.f.Dict(k); n.number == "" && d["S"] == pdffile.Name("Lbl") {
			n.number, err = r.text(d)
		} else if err == nil {
			err = r.kid(e, k)
		}
	}
	n.tables = r.tables
	r.account, r.depth, r.tables = outer, depth, tables
	r.apart = append(r.apart, n)
	return err
}

// text returns the words of an element, which are taken from the account.
func (r *pdfReader) text(e pdffile.Dict) (string, error) {
	a := r.account
	r.account = &account{}
	last := r.last
	err := r.children(e)
	r.space()
	var b strings.Builder
	for _, w := range r.account.words {
		b.WriteString(w.s)
	}
	r.account, r.last = a, last
	return b.String(), err
}

// reference reads a reference to a footnote.
func (r *pdfReader) reference(e pdffile.Dict) error {
	r.space()
	s, err := r.text(e)
	r.fact(Footnotes, "reference "+s, 0)
	return err
}

// target says where a Link element leads, by its annotation. (ISO 32000-1, 14.8.4.4.2)
func (r *pdfReader) target(e pdffile.Dict) (string, bool) {
	for _, k := range r.kids(e) {
		d := r.f.Dict(k)
		if d["Type"] != pdffile.Name("OBJR") {
			continue
		}
		a := r.f.Dict(d["Obj"])
		if s, ok := a["Dest"].(pdffile.String); ok {
			return "page " + string(s), true
		}
		if s, ok := r.f.Dict(a["A"])["URI"].(pdffile.String); ok {
			return urlKey(string(s)), true
		}
	}
	return "", false
}

// codeBlock reads a block of code, a fact for each line that is drawn.
func (r *pdfReader) codeBlock(e pdffile.Dict) error {
	r.code = &strings.Builder{}
	err := r.children(e)
	r.codeLine()
	r.code = nil
	return err
}

// codeLine ends a line of code.
func (r *pdfReader) codeLine() {
	if key := inkOf(r.code.String()); key != "" {
		r.facts = append(r.facts, fact{kind: CodeLines, key: key, at: r.codeAt})
	}
	r.code.Reset()
}

// inkOf is a line of code without its spaces.
func inkOf(s string) string {
	return strings.Map(func(r rune) rune {
		if classOf(r) == classSpace || classOf(r) == classNone {
			return -1
		}
		return r
	}, s)
}

// keepPages is how many pages' contents stay in memory: those of a chapter with footnotes.
const keepPages = 48

func (r *pdfReader) content(page pdffile.Object) (*pdffile.Content, error) {
	ref, ok := page.(pdffile.Ref)
	if !ok {
		return &pdffile.Content{}, nil
	}
	if c := r.pages[ref]; c != nil {
		return c, nil
	}
	c, err := r.f.Page(r.f.Dict(ref), r.fonts)
	if err != nil {
		return nil, err
	}
	if len(r.order) >= keepPages {
		delete(r.pages, r.order[0])
		r.order = r.order[1:]
	}
	r.pages[ref] = c
	r.order = append(r.order, ref)
	return c, nil
}

// marked adds the text of marked content.
func (r *pdfReader) marked(page pdffile.Object, id int) error {
	c, err := r.content(page)
	if err != nil {
		return err
	}
	for _, run := range c.Marked[id] {
		if run.Text == "" {
			continue
		}
		if r.last && run.Y != r.y {
			r.broken()
		}
		r.y, r.last = run.Y, true
		if r.code != nil {
			if r.code.Len() == 0 {
				r.codeAt = r.here()
			}
			r.code.WriteString(run.Text)
			r.add(run.Text, 0)
			continue
		}
		r.add(logical(run.Text), 0)
	}
	return nil
}

// broken ends a line. A hyphen there may be one that was put in.
func (r *pdfReader) broken() {
	r.lineEnd()
	if r.code != nil {
		r.codeLine()
		return
	}
	if n := len(r.account.words); n > 0 {
		switch w := &r.account.words[n-1]; w.s {
		case "-", "‐", "\u00ad":
			w.may, w.soft = true, true
		}
	}
}

// logical puts right-to-left words, which are drawn from left to right, into reading order.
func logical(s string) string {
	rtl := false
	for _, c := range s {
		if c >= 0x590 && unicode.In(c, unicode.Hebrew, unicode.Arabic, unicode.Syriac, unicode.Thaana, unicode.Nko) {
			rtl = true
			break
		}
	}
	if !rtl {
		return s
	}
	words := strings.Split(s, " ")
	for i, w := range words {
		r := []rune(w)
		if slices.ContainsFunc(r, func(c rune) bool {
			return c >= 0x590 && unicode.In(c, unicode.Hebrew, unicode.Arabic, unicode.Syriac, unicode.Thaana, unicode.Nko)
		}) {
			slices.Reverse(r)
			words[i] = string(r)
		}
	}
	return strings.Join(words, " ")
}
