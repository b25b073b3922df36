package pdfdoc

import (
	"bytes"
	"encoding/binary"
	"hash/adler32"
	"strconv"
	"sync"

	"platen/writers/pdf/internal/typeset"
)

// A Page is one page. It is used by one goroutine at a time.
type Page struct {
	W, H float64
	// Bleed is how far pictures go over the page's edge, Slug how much paper there is around it.
	Bleed, Slug float64

	b      []byte
	z      []byte // its content so far, deflated
	sum    uint32 // of what is deflated (Adler-32)
	ts     typeset.TextState
	marked []*Elem // by MCID
	open   *Elem
	nest   bool // marked content is open
	links  []*link
	dests  []dest
	images map[*Image]struct{}
	closed bool
}

type dest struct {
	name string
	x, y float64
	e    *Elem
}

type link struct {
	x1, y1, x2, y2 float64
	to             LinkTo
	contents       string
	quads          [][4]float64
	e              *Elem
	num, key       int
}

// A LinkTo is where a link leads: an address, or the name of a destination of this document.
type LinkTo struct{ URI, Dest string }

// NewPage adds a page; sizes of 0 are the document's.
func (d *Doc) NewPage(w, h float64) *Page {
	if w <= 0 || h <= 0 {
		w, h = d.o.PageW, d.o.PageH
	}
	p := &Page{W: w, H: h}
	d.pages = append(d.pages, p)
	return p
}

// An Artifact is a kind of content that is no part of the text.
type Artifact uint8

// What an artifact is for. (ISO 32000-1, 14.8.2.2)
const (
	NoKind Artifact = iota
	Header
	Footer
	Layout
	Background
)

// Begin opens content that belongs to e. What was open is closed. A nil e is an artifact.
func (p *Page) Begin(e *Elem) {
	if e == nil {
		p.BeginArtifact(Layout)
		return
	}
	if p.nest {
		p.End()
	}
	if p.b == nil {
		p.begin()
	}
	p.b = append(p.b, '/')
	p.b = append(p.b, e.Type...)
	p.b = append(p.b, " <</MCID "...)
	p.b = strconv.AppendInt(p.b, int64(len(p.marked)), 10)
	p.b = append(p.b, ">> BDC\n"...)
	p.marked = append(p.marked, e)
	p.open, p.nest = e, true
}

// BeginArtifact opens content that is no part of the text. What was open is closed.
func (p *Page) BeginArtifact(kind Artifact) {
	if p.nest {
		p.End()
	}
	if p.b == nil {
		p.begin()
	}
	p.b = append(p.b, [...]string{
		NoKind:     "/Artifact BMC\n",
		Header:     "/Artifact <</Type/Pagination/Subtype/Header/Attached[/Top]>> BDC\n",
		Footer:     "/Artifact <</Type/Pagination/Subtype/Footer/Attached[/Bottom]>> BDC\n",
		Layout:     "/Artifact <</Type/Layout>> BDC\n",
		Background: "/Artifact <</Type/Background>> BDC\n",
	}[kind]...)
	p.open, p.nest = nil, true
}

// End closes what Begin or BeginArtifact opened.
func (p *Page) End() {
	if p.nest {
		p.b = append(p.b, "EMC\n"...)
	}
	p.open, p.nest = nil, false
}

// artifact runs draw as an artifact, in the middle of whatever is open.
func (p *Page) artifact(draw func()) {
	e, nest := p.open, p.nest
	if nest && e == nil { // in an artifact already
		draw()
		return
	}
	p.BeginArtifact(Layout)
	draw()
	p.End()
	if nest {
		p.Begin(e)
	}
}

// Line shows the runs from..to (to excluded) of a line, whose measure begins at x and whose baseline is at y.
// Lines under and through the text are drawn, as artifacts; boxes are the caller's to draw.
func (p *Page) Line(l *typeset.Line, x, y float64, from, to int) {
	x += l.X
	for i := from; i < to; i++ {
		r := &l.Runs[i]
		if r.Box != nil || r.Style == nil {
			continue
		}
		if r.Mark {
			p.artifact(func() { p.hook(x+r.X, y, r.Style) })
			continue
		}
		p.b = r.AppendText(p.b, &p.ts, x+r.X, y)
	}
	p.decorate(l, x, y, from, to)
}

// hook draws the sign ↪ in the size of a style.
func (p *Page) hook(x, y float64, st *typeset.Style) {
	u := st.Size / 1000
	var q Path
	q.MoveTo(x+230*u, y+480*u)
	q.CurveTo(x+20*u, y+480*u, x+20*u, y+230*u, x+230*u, y+230*u)
	q.LineTo(x+760*u, y+230*u)
	q.MoveTo(x+600*u, y+360*u)
	q.LineTo(x+760*u, y+230*u)
	q.LineTo(x+600*u, y+100*u)
	p.Path(&q, nil, &st.Color, 62*u)
}

// decorate draws lines under and through neighbouring runs of a style.
func (p *Page) decorate(l *typeset.Line, x, y float64, from, to int) {
	for i := from; i < to; {
		st := l.Runs[i].Style
		j := i + 1
		if st == nil || l.Runs[i].Box != nil || !st.Underline && !st.Strike {
			i = j
			continue
		}
		x1, x2 := l.Runs[i].X, l.Runs[i].X+l.Runs[i].Width
		for j < to && l.Runs[j].Style == st && l.Runs[j].Box == nil {
			x1, x2 = min(x1, l.Runs[j].X), max(x2, l.Runs[j].X+l.Runs[j].Width)
			j++
		}
		x2 = min(x2, l.Width) // no line under a space that hangs out
		m, s := st.Face.Metrics(), st.Size/1000
		p.artifact(func() {
			if st.Underline {
				h := float64(m.UnderlineSize) * s
				p.Rect(x+x1, y+st.Rise+float64(m.UnderlinePos)*s-h/2, x2-x1, h, st.Color)
			}
			if st.Strike {
				h := float64(m.StrikeSize) * s
				p.Rect(x+x1, y+st.Rise+float64(m.StrikePos)*s-h/2, x2-x1, h, st.Color)
			}
		})
		i = j
	}
}

// Link makes an area of the page lead somewhere; e is the Link element it belongs to, contents says where it leads.
func (p *Page) Link(e *Elem, x1, y1, x2, y2 float64, to LinkTo, contents string) {
	to.Dest = destName(to.Dest)
	p.links = append(p.links, &link{x1: x1, y1: y1, x2: x2, y2: y2, to: to, contents: contents, e: e})
}

// LinkArea is Link for a link over several lines: one annotation, so that readers meet it once. Each rectangle is
// left, bottom, right, top; there has to be one at least.
func (p *Page) LinkArea(e *Elem, areas [][4]float64, to LinkTo, contents string) {
	to.Dest = destName(to.Dest)
	a := areas[0]
	for _, q := range areas[1:] {
		a = [4]float64{min(a[0], q[0]), min(a[1], q[1]), max(a[2], q[2]), max(a[3], q[3])}
	}
	l := &link{x1: a[0], y1: a[1], x2: a[2], y2: a[3], to: to, contents: contents, e: e}
	if len(areas) > 1 {
		l.quads = areas
	}
	p.links = append(p.links, l)
}

// Close ends the page: its content is compressed and can no longer be added to. It is optional; pages that are
// not closed are when the document is written. Closing keeps memory low.
func (p *Page) Close() {
	if p.closed {
		return
	}
	p.End()
	p.deflate(true)
	p.closed = true
}

// Flush closes what is open and compresses the content so far; more may follow. It keeps memory low where a page
// has to wait for its last parts, a running head for instance.
func (p *Page) Flush() {
	p.End()
	if len(p.b) > 0 {
		p.deflate(false)
	}
}

// deflate moves the content so far to the page's compressed stream, whose last part it is when end is set. The
// parts are one stream: only its end has the check sum. (RFC 1950, 2.2; RFC 1951, 2.3)
func (p *Page) deflate(end bool) {
	b, _ := buffers.Get().(*bytes.Buffer)
	if b == nil {
		b = new(bytes.Buffer)
	}
	b.Reset()
	if p.z == nil {
		b.Write([]byte{0x78, 0x9c})
		p.sum = 1
	}
	deflatePart(b, p.b, end)
	if p.sum == 1 {
		p.sum = adler32.Checksum(p.b)
	} else {
		p.sum = adler(p.sum, p.b)
	}
	if end {
		b.Write(binary.BigEndian.AppendUint32(nil, p.sum))
	}
	p.z = append(p.z[:len(p.z):len(p.z)], b.Bytes()...)
	buffers.Put(b)
	if content := p.b; content != nil {
		p.b = nil
		contents.Put(&content)
	}
}

// adler goes on with an Adler-32 check sum. (RFC 1950, 8.2)
func adler(sum uint32, b []byte) uint32 {
	const mod, most = 65521, 5552
	s1, s2 := sum&0xffff, sum>>16
	for len(b) > 0 {
		q := b[:min(len(b), most)]
		b = b[len(q):]
		for _, c := range q {
			s1 += uint32(c)
			s2 += s1
		}
		s1, s2 = s1%mod, s2%mod
	}
	return s2<<16 | s1
}

// buffers and contents are used again by later pages.
var buffers, contents sync.Pool

// begin gives the page a buffer for its content.
func (p *Page) begin() {
	if b, _ := contents.Get().(*[]byte); b != nil {
		p.b = (*b)[:0]
	} else {
		p.b = make([]byte, 0, 16<<10)
	}
}
