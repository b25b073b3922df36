package epub

import (
	"strconv"

	"platen/convert/tree"
)

// A start is where sheets of the edition on paper begin in a page, in the order of the page.
type start struct {
	labels []string
	at     int // place of its block among those of the page; -1 is the page's beginning
}

// A pageMark is a mark of a sheet in an entry's document.
type pageMark struct {
	label, id string
}

// paper gives the pages their marks of the edition on paper, which is among the sheets that the writer was given when one of
// them has these pages. They may be of another reading of the source: pages are found by their paths, blocks by their
// positions where the blocks themselves are others.
func (v *volume) paper() {
	byPath := map[string]*entry{}
	for _, e := range v.entries {
		byPath[e.page.Path] = e
	}
	for _, s := range v.w.Sheets {
		if len(s.Starts) == 0 || byPath[s.Starts[0].Page.Path] == nil {
			continue
		}
		v.source = s.File
		of := map[*entry][]tree.SheetStart{}
		for _, st := range s.Starts {
			if e := byPath[st.Page.Path]; e != nil {
				of[e] = append(of[e], st)
			}
		}
		for e, list := range of {
			e.setStarts(list)
		}
		return
	}
}

// setStarts puts the starts in the order of the page. One that leads back, as a sheet with a further part of a wide table
// does, stands with the next.
func (e *entry) setStarts(list []tree.SheetStart) {
	own, byPos := map[tree.Block]int{}, map[tree.Pos]int{}
	e.place = own
	tree.InspectPage(e.page, func(n tree.Node) bool {
		if b, ok := n.(tree.Block); ok {
			if _, known := byPos[b.Position()]; !known {
				byPos[b.Position()] = len(own)
			}
			own[b] = len(own)
		}
		return true
	})
	var wait []string
	last := -2
	for _, st := range list {
		wait = append(wait, st.Label)
		at, ok := -1, !st.End
		if st.Block != nil {
			if at, ok = own[st.Block]; !ok && st.Block.Position() != 0 {
				at, ok = byPos[st.Block.Position()]
			}
		}
		if ok && at > last {
			e.starts = append(e.starts, start{wait, at})
			wait, last = nil, at
		}
	}
	if wait != nil {
		e.starts = append(e.starts, start{wait, len(own)})
	}
}

// passed prints the marks of the sheets that begin at the place in the page or before it and have none yet.
func (p *printer) passed(at int) {
	for len(p.starts) > 0 && p.starts[0].at <= at {
		for _, l := range p.starts[0].labels {
			id := p.Own("page-" + l)
			p.e.marks = append(p.e.marks, pageMark{l, id})
			p.Raw(`<span epub:type="pagebreak" role="doc-pagebreak"`)
			p.Pair("id", id)
			p.Pair("title", l) // its name; aria-label is for roles that HTML knows, in the eyes of checkers
			p.Raw("></span>")
		}
		p.starts = p.starts[1:]
	}
}

// pageList prints the list of sheets for the document with the contents; nothing without sheets.
func (p *printer) pageList() {
	if !p.v.paged() {
		return
	}
	p.Raw(`<nav epub:type="page-list" role="doc-pagelist" id="page-list" hidden="hidden"`)
	p.Pair("aria-label", p.v.words.AllPages)
	p.Raw("><ol>\n")
	p.v.eachMark(func(e *entry, m pageMark) {
		p.Raw(`<li><a href="`)
		p.Raw(e.href)
		p.Buf = appendFragment(p.Buf, m.id)
		p.Raw(`">`)
		p.Text(m.label)
		p.Raw("</a></li>\n")
	})
	p.Raw("</ol></nav>\n")
}

// pageTargets prints it for reading systems of EPUB 2.
func (p *printer) pageTargets() {
	if !p.v.paged() {
		return
	}
	p.Raw("<pageList><navLabel><text>")
	p.Text(p.v.words.AllPages)
	p.Raw("</text></navLabel>\n")
	n := 0
	p.v.eachMark(func(e *entry, m pageMark) {
		n++
		p.Raw(`<pageTarget type="normal" id="s`)
		p.Int(n)
		p.Raw(`"`)
		p.Pair("value", m.label)
		p.Raw("><navLabel><text>")
		p.Text(m.label)
		p.Raw(`</text></navLabel><content src="`)
		p.Raw(e.href)
		p.Buf = appendFragment(p.Buf, m.id)
		p.Raw(`"/></pageTarget>` + "\n")
	})
	p.Raw("</pageList>\n")
}

// pageCounts is how many sheets are marked and the highest number of one.
func (v *volume) pageCounts() (total, most int) {
	v.eachMark(func(_ *entry, m pageMark) {
		total++
		if n, err := strconv.Atoi(m.label); err == nil {
			most = max(most, n)
		}
	})
	return total, most
}

// paged reports whether a page that could be made has a mark.
func (v *volume) paged() bool {
	total, _ := v.pageCounts()
	return total > 0
}

func (v *volume) eachMark(do func(*entry, pageMark)) {
	for _, e := range v.entries {
		if e.failed {
			continue
		}
		for _, m := range e.marks {
			do(e, m)
		}
	}
}
