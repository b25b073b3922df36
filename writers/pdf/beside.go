package pdf

import (
	"math"
	"strings"

	"platen/convert/tree"
	"platen/writers/pdf/internal/typeset"
)

// A beside is an image at one side of the column, with text on the other.
type beside struct {
	pic    *picture
	x      float64 // of the image
	node   int32   // -1: it is decorative
	link   int32
	left   bool
	w, h   float64 // what it takes of the column, with the space around it
	flow   *flow
	from   int  // the slab that it stands at
	placed bool // it stands there
}

const (
	besideGap   = 14  // between an image and the text beside it
	besideLeast = 110 // width of the text beside an image
)

// sideOf says on which side of the text an image is to stand: by its attribute align, or by a class.
func sideOf(a *tree.Attr) (side string) {
	switch s := strings.ToLower(a.Get("align")); s {
	case "left", "right":
		return s
	}
	if a != nil {
		for _, c := range a.Classes {
			switch strings.ReplaceAll(strings.ToLower(c), "_", "-") {
			case "float-left", "align-left", "alignleft":
				return "left"
			case "float-right", "align-right", "alignright":
				return "right"
			}
		}
	}
	return ""
}

// setBeside takes the image that stands beside the text out of a paragraph and begins it. Without such a one, or where
// there is no room for text beside it, the paragraph stays as it is.
func (m *measurer) setBeside(list []tree.Inline) []tree.Inline {
	for i := range list {
		img, link := onlyImage(list[i : i+1])
		if img == nil || sideOf(img.Attr) == "" || m.cells > 0 || m.inNote > 0 || m.rtl {
			continue
		}
		pic := m.picture(img, m.width, m.look)
		if pic.asset == nil || m.width-pic.w-besideGap < besideLeast {
			return list
		}
		m.clearBeside()
		m.anchorsOf(list[i : i+1])
		b := &beside{pic: pic, node: m.node, left: sideOf(img.Attr) == "left", w: pic.w + besideGap, h: pic.h + 4, flow: m.flow, x: m.x}
		if !b.left {
			b.x += m.width - pic.w
		}
		if link != nil {
			if to, ok := m.target(&link.To); ok {
				pic.leads(&to)
				to.contents = pic.altText()
				b.node = m.newElem(m.newElem(b.node, elem{typ: "P"}), elem{typ: "Link"})
				to.node = b.node
				b.link = m.newLink(to)
			}
		}
		if pic.decorative {
			b.node = -1
		} else {
			b.node = m.newElem(b.node, elem{typ: "Figure", more: &elemMore{alt: pic.altText()}})
		}
		m.beside = b
		rest := append(append([]tree.Inline{}, list[:i]...), list[i+1:]...)
		if len(rest) > i { // a space or line end behind the image
			switch t := rest[i].(type) {
			case *tree.Break:
				rest = append(rest[:i], rest[i+1:]...)
			case *tree.Text:
				if i == 0 {
					rest[i] = &tree.Text{Pos: t.Pos, S: strings.TrimLeft(t.S, " ")}
				}
			}
		}
		return rest
	}
	return list
}

// remains is how much of the image is still to come beside the next slab.
func (b *beside) remains(gap float64) float64 {
	if !b.placed {
		return b.h
	}
	return b.h - b.flow.height(b.from, len(b.flow.slabs)) - gap
}

// narrowed changes how a paragraph is set where an image stands beside it.
func (m *measurer) narrowed(o *typeset.Options, lead float64) {
	b := m.beside
	if b == nil || b.flow != m.flow {
		return
	}
	rest := b.remains(m.gap)
	if rest <= 1 {
		m.clearBeside()
		return
	}
	n := int(math.Ceil(rest / lead))
	x, w, whole := 0.0, max(leastWidth, m.width-b.w), m.width
	if b.left {
		x = b.w
	}
	o.Alike = n
	o.Widths = func(line int) (float64, float64) {
		if line < n {
			return x, w
		}
		return 0, whole
	}
}

// besideList narrows all of a block that stands beside an image; done widens it again.
func (m *measurer) besideList() (done func()) {
	b := m.beside
	if b == nil || b.flow != m.flow || b.remains(m.gap) <= 1 {
		m.clearBeside()
		return func() {}
	}
	old := m.state()
	m.beside, m.hung = nil, b
	if b.left {
		m.indent(b.w)
	} else {
		m.narrow(b.w)
	}
	return func() {
		m.restore(old)
		m.beside, m.hung = b, nil
	}
}

// hang lets the image at hand stand at a slab that is about to be added.
func (m *measurer) hang(s *slab) {
	b := m.hung
	if b == nil {
		b = m.beside
	}
	if b == nil || b.placed || b.flow != m.flow {
		m.hung = nil
		return
	}
	b.placed, b.from = true, len(m.flow.slabs)
	s.ex().beside = b
	m.hung = nil
}

// clearBeside ends the text beside an image: what follows stands below it. No page break divides the image.
func (m *measurer) clearBeside() {
	b := m.beside
	if b == nil {
		return
	}
	m.beside = nil
	if b.flow != m.flow {
		return
	}
	if !b.placed {
		m.hung = b
		m.add(slab{kind: slabSpace, node: -1, x: m.x, w: m.width, height: b.h})
	}
	h := 0.0
	for i := b.from; i < len(m.flow.slabs) && h < b.h; i++ {
		s := &m.flow.slabs[i]
		if i > b.from {
			h += s.gap
		}
		if h += s.total(); h < b.h-0.01 {
			s.flags |= keepNext
		}
	}
	if h < b.h-0.01 {
		gap := m.gap
		m.gap = 0
		m.add(slab{kind: slabSpace, node: -1, x: m.x, w: m.width, height: b.h - h})
		m.gap = gap
	}
}
