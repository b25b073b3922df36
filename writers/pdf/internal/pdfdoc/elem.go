package pdfdoc

// An Elem is a structure element. Its fields may be set until the document is written. A guide has hundreds of
// thousands of them. (ISO 32000-1, 14.7.2, 14.8)
type Elem struct {
	// Type is a standard structure type, "P", "H1", "LI", or one of our own: "Aside", "Admonition", "TabGroup",
	// "Tab", "Procedure", "Title", "Subtitle", "Strong", "Em", "Details", "Sub".
	Type string
	// More is what most elements lack; nil for those.
	More *More

	parent *Elem
	kids   []*Elem // as they were made
	order  []kid   // as they come on the pages; the final order once settled
	num    int32
	page   int32 // of the first content, -1 for none
	shown  bool  // it or what is in it has content
	linked bool  // an annotation belongs to it
	math   bool  // Type is of MathML; in PDF 2.0 only
}

// More is attributes that few elements have.
type More struct {
	// Alt describes a figure or a formula in words; ActualText is the text it stands for.
	Alt, ActualText string
	// Expansion is what an abbreviation stands for.
	Expansion string
	// Lang differs from the document's.
	Lang string
	// ID is unique in the document. A Note has to have one and is given one if it has none.
	ID string
	// Scope of a TH: "Column", "Row" or "Both"; ColSpan and RowSpan of a cell, 0 is 1.
	Scope            string
	ColSpan, RowSpan int
	// ListNumbering of an L: "Disc", "Decimal", "None" and so on.
	ListNumbering string
	// BBox is the place of a Figure on its page.
	BBox *[4]float64
	// Title is for people who look at the structure.
	Title string
	// Headers are the IDs of a cell's header cells.
	Headers []string
	// Summary of a Table.
	Summary string
	// Ref is the name of the destination whose element this one refers to; in PDF 2.0 only.
	Ref string
	// Placement is "Block" or "Inline".
	Placement string
	// MathML are attributes of an element of it: names and values in turn.
	MathML []string
}

// Attrs returns the element's further attributes, made when there are none.
func (e *Elem) Attrs() *More {
	if e.More == nil {
		e.More = &More{}
	}
	return e.More
}

// id is the element's ID, "" for none.
func (e *Elem) id() string {
	if e.More == nil {
		return ""
	}
	return e.More.ID
}

// A kid is what an element holds: another element; or when e is nil, marked content of a page or, where mcid is
// negative, the page's annotation -1-mcid.
type kid struct {
	e          *Elem
	page, mcid int32
}

// roles maps our own structure types to standard ones. (ISO 32000-1, 14.8.4)
var roles = [...][2]string{
	{"Aside", "Sect"},
	{"Admonition", "Sect"},
	{"TabGroup", "Div"},
	{"Tab", "Div"},
	{"Procedure", "Sect"},
	{"Title", "P"},
	{"Subtitle", "P"},
	{"Strong", "Span"},
	{"Em", "Span"},
	{"Details", "Sect"},
	{"Sub", "Span"},
	{"FENote", "Note"},
}

// NewElem adds an element below parent, after those that are there; nil means the document itself.
func (d *Doc) NewElem(parent *Elem, typ string) *Elem {
	if parent == nil {
		parent = d.root
	}
	e := &Elem{Type: typ, parent: parent, page: -1}
	parent.kids = append(parent.kids, e)
	return e
}

// NewMath is [Doc.NewElem] for an element of MathML. (ISO 32000-2, 14.8.6.3)
func (d *Doc) NewMath(parent *Elem, typ string) *Elem {
	e := d.NewElem(parent, typ)
	e.math = true
	return e
}

// arrange decides the order of what each element holds, from the order of content on the pages.
func (d *Doc) arrange() {
	for n, p := range d.pages {
		for id, e := range p.marked {
			if e.page < 0 {
				e.page = int32(n)
			}
			e.order = append(e.order, kid{page: int32(n), mcid: int32(id)})
			for e != nil && !e.shown {
				e.shown = true
				if e.parent != nil && e.parent.page >= 0 { // others take their children as they were made
					e.parent.order = append(e.parent.order, kid{e: e})
				}
				e = e.parent
			}
		}
		for _, l := range p.links {
			l.e.linked = true
		}
	}
	d.root.settle()
	for n, p := range d.pages {
		for i, l := range p.links {
			l.e.order = append(l.e.order, kid{page: int32(n), mcid: int32(-1 - i)})
		}
	}
}

// settle makes the final order: an element with content of its own holds it and its children as they come on the
// pages; others hold their children as they were made.
func (e *Elem) settle() {
	switch {
	case e.page < 0:
		e.order = make([]kid, 0, len(e.kids)+1)
		for _, k := range e.kids {
			e.order = append(e.order, kid{e: k})
		}
	case len(e.kids) > 0:
		e.order = e.withUnseen()
	}
	e.kids = nil
	n := 0
	for _, k := range e.order {
		if k.e != nil {
			k.e.settle()
			if len(k.e.order) == 0 && !k.e.keepEmpty() {
				continue
			}
		}
		e.order[n] = k
		n++
	}
	e.order = e.order[:n]
}

// withUnseen puts children that the order lacks, which have no content or came before the element's own,
// behind the sibling that was made before them.
func (e *Elem) withUnseen() []kid {
	seen := make(map[*Elem]bool, len(e.kids))
	for _, k := range e.order {
		if k.e != nil {
			seen[k.e] = true
		}
	}
	if len(seen) == len(e.kids) {
		return e.order
	}
	after := map[*Elem][]*Elem{}
	var last *Elem
	for _, k := range e.kids {
		if seen[k] {
			last = k
		} else {
			after[last] = append(after[last], k)
		}
	}
	out := make([]kid, 0, len(e.order)+len(e.kids))
	for _, u := range after[nil] {
		out = append(out, kid{e: u})
	}
	for _, k := range e.order {
		out = append(out, k)
		if k.e != nil {
			for _, u := range after[k.e] {
				out = append(out, kid{e: u})
			}
		}
	}
	return out
}

// keepEmpty reports whether an element means something with nothing in it.
func (e *Elem) keepEmpty() bool {
	switch e.Type {
	case "TD", "TH", "TR", "Figure", "Formula", "LBody":
		return true
	}
	m := e.More
	return e.linked || e.math || m != nil && (m.ActualText != "" || m.Alt != "" || m.ID != "")
}
