package pdf

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"io"
	"path"
	"slices"
	"strconv"
	"strings"
	"sync"

	"platen/convert/tree"
	"platen/writers/pdf/internal/img"
	"platen/writers/pdf/internal/pdfdoc"
	"platen/writers/pdf/internal/typeset"
)

// A picture is an image as it is set: its size on the sheet, or the words in place of it.
type picture struct {
	asset      *loaded // nil: words in place of it
	url        string  // of a remote image
	alt        string  // of the author's
	name       string  // what to say where there is none
	decorative bool
	w, h       float64
	links      []int32 // of those of the asset, 1-based in pageDoc.links; 0: it leads nowhere
}

// loaded is an image file of the book, decoded once.
type loaded struct {
	once  sync.Once
	asset *tree.Asset
	image *pdfdoc.Image
	w, h  float64  // points
	lost  []string // what of a drawing could not be drawn
	links []img.Link
	alt   string // what the file says of itself
	err   error
}

const pixel = 0.75 // points: 96 pixels are an inch

// load decodes an image when it is first used.
func (j *job) load(a *tree.Asset) *loaded {
	j.imageLock.Lock()
	l := j.images[a]
	if l == nil {
		l = &loaded{asset: a}
		j.images[a] = l
	}
	j.imageLock.Unlock()
	l.once.Do(func() { l.read(j) })
	return l
}

// loadData decodes an image that stands in its own address, in base64: no others get here. (RFC 2397)
func (j *job) loadData(u string) *loaded {
	j.imageLock.Lock()
	l := j.inline[u]
	if l == nil {
		l = &loaded{}
		j.inline[u] = l
	}
	j.imageLock.Unlock()
	l.once.Do(func() {
		_, body, _ := strings.Cut(u, ",")
		data, err := base64.StdEncoding.DecodeString(strings.TrimSpace(body))
		if err != nil {
			l.err = err
			return
		}
		l.decode(j, data)
	})
	return l
}

func (l *loaded) read(j *job) {
	r, err := l.asset.Open()
	if err != nil {
		l.err = err
		return
	}
	data, err := io.ReadAll(r)
	r.Close()
	if err != nil {
		l.err = err
		return
	}
	l.decode(j, data)
}

// decode puts a file's image into the document, as pixels or as a drawing.
func (l *loaded) decode(j *job, data []byte) {
	defer func() {
		if e := recover(); e != nil {
			l.err, l.image = fmt.Errorf("damaged: %v", e), nil
		}
	}()
	if looksLikeSVG(data) {
		l.drawing(j, data)
		return
	}
	shown := j.shown()
	defer decoding.take(img.Cost(data, shown))()
	r, err := img.DecodeShown(data, shown)
	if err != nil {
		l.err = err
		return
	}
	l.w, l.h = float64(max(r.W, r.FullW))*pixel, float64(max(r.H, r.FullH))*pixel
	l.image, l.err = j.out.AddImage(pixels(r))
}

// shown is the largest box that an image stands in, in pixels: as wide as the text, of sheets that are turned where some are.
func (j *job) shown() img.Shown {
	dpi := float64(j.w.ImageDPI)
	if dpi <= 0 {
		dpi = 220
	}
	j.turnedOnce.Do(func() {
		j.shownWide = j.geo.whole()
		for _, p := range j.pages {
			tree.InspectPage(p, func(n tree.Node) bool {
				if tree.AttrOf(n).HasClass("landscape") {
					j.shownWide = max(j.geo.whole(), j.geo.turned().whole())
				}
				return true
			})
		}
	})
	return img.Shown{W: j.shownWide * dpi / 72, H: j.geo.room() * 2 / 3 * dpi / 72}
}

// pixels is a raster as package pdfdoc takes it.
func pixels(r *img.Raster) pdfdoc.Pixels {
	px := pdfdoc.Pixels{W: r.W, H: r.H, Alpha: r.Alpha}
	switch {
	case r.JPEG != nil:
		px.JPEG, px.JPEGComponents = r.JPEG, 3
		if r.Gray {
			px.JPEGComponents = 1
		}
	case r.PNG != nil:
		px.PNG = &pdfdoc.PNG{Data: r.PNG.Data, Bits: r.PNG.Bits, Colors: r.PNG.Colors, Palette: r.PNG.Palette}
	case r.Gray:
		px.Gray = r.Pix
	default:
		px.RGB = r.Pix
	}
	return px
}

// looksLikeSVG reports whether the data begins as an SVG file does.
func looksLikeSVG(data []byte) bool {
	head := bytes.TrimLeft(data[:min(len(data), 1024)], "\xef\xbb\xbf \t\r\n")
	return bytes.HasPrefix(head, []byte("<")) && bytes.Contains(head, []byte("<svg"))
}

// picture finds an image's file and its size in a measure of the width.
func (m *measurer) picture(n *tree.Image, width float64, l look) *picture {
	p := &picture{alt: strings.TrimSpace(n.Alt), name: m.words.Image, decorative: n.Decorative}
	file, _, _ := strings.Cut(n.Src.Raw, "?")
	if s := path.Base(strings.TrimRight(file, "/")); !strings.HasPrefix(n.Src.Raw, "data:") && s != "." && s != "/" {
		p.name += " " + s
	}
	var a *loaded
	switch u := n.Src.URL; {
	case n.Src.Asset != nil:
		a = m.job.load(n.Src.Asset)
	case strings.HasPrefix(u, "data:"):
		a = m.job.loadData(u)
	case strings.HasPrefix(u, "https://"), strings.HasPrefix(u, "http://"):
		p.url = u
		return p
	default:
		return p
	}
	if a.err != nil {
		m.job.imageBad(m.doc.page, n, a.err, "its alternative text is shown")
		return p
	}
	if lost := slices.Concat(a.lost, m.stray(a, n)); len(lost) > 0 {
		m.job.report(tree.Diag{Page: m.doc.page, Pos: n.Position(), Severity: tree.Warning, Code: tree.DrawingParts,
			Msg: fmt.Sprintf("image %q: parts are not drawn: %s", n.Src.Raw, strings.Join(lost, ", ")), Hint: "show it as a PNG, or without them"})
	}
	if a.alt != "" {
		p.name = a.alt
	}
	p.asset, p.w, p.h = a, a.w, a.h
	w, h := dimension(n.Attr.Get("width"), m.full), dimension(n.Attr.Get("height"), 0)
	switch {
	case w > 0 && h > 0:
		p.w, p.h = w, h
	case w > 0:
		p.w, p.h = w, p.h*w/p.w
	case h > 0:
		p.w, p.h = p.w*h/p.h, h
	}
	if p.w > width {
		p.w, p.h = width, p.h*width/p.w
	}
	if top := m.job.geo.room() * 2 / 3; p.h > top {
		p.w, p.h = p.w*top/p.h, top
	}
	return p
}

// dimension reads a width or height as HTML has it; 0 when it says nothing.
func dimension(s string, of float64) float64 {
	s = strings.TrimSpace(s)
	if n, ok := strings.CutSuffix(s, "%"); ok {
		v, _ := strconv.ParseFloat(n, 64)
		return max(0, min(v, 100)) / 100 * of
	}
	v, err := strconv.ParseFloat(strings.TrimSuffix(s, "px"), 64)
	if err != nil || v <= 0 || v > 10000 {
		return 0
	}
	return v * pixel
}

// altText is the alternative text, never empty: the author's, or what the file says of itself, or its name.
func (p *picture) altText() string { return firstOf(p.alt, p.name) }

// leads makes a link's target the alternative text of a picture that is all the link shows, and says nothing itself.
func (p *picture) leads(to *linkTo) {
	if p.alt == "" && !p.decorative && (p.asset == nil || p.asset.alt == "") {
		p.name = firstOf(to.url, to.contents, p.name)
	}
}

// imageBad reports a file that cannot be shown, once a place.
func (j *job) imageBad(page *tree.Page, n *tree.Image, err error, hint string) {
	j.report(tree.Diag{Page: page, Pos: n.Position(), Severity: tree.Warning, Code: tree.ImageBad,
		Msg: fmt.Sprintf("image %q: %v", n.Src.Raw, err), Hint: hint})
}

// onlyImage returns the image that is all that a paragraph shows, and the link around it.
func onlyImage(list []tree.Inline) (*tree.Image, *tree.Link) {
	var found *tree.Image
	var link *tree.Link
	for _, n := range list {
		switch n := n.(type) {
		case *tree.Image:
			if found != nil {
				return nil, nil
			}
			found = n
		case *tree.Link:
			i, l := onlyImage(n.Inlines)
			if i == nil || l != nil || found != nil {
				return nil, nil
			}
			found, link = i, n
		case *tree.Anchor:
		case *tree.Break:
		case *tree.Text:
			if strings.TrimSpace(n.S) != "" {
				return nil, nil
			}
		default:
			return nil, nil
		}
	}
	return found, link
}

// imageBlock sets an image on lines of its own, with the caption under it, in a Figure.
func (m *measurer) imageBlock(n *tree.Image, link *tree.Link, parent int32, caption []tree.Block) {
	pic := m.picture(n, m.width, m.look)
	if pic.asset == nil {
		m.placeholder(pic, link, parent, caption)
		return
	}
	node, linked := parent, int32(0)
	if link != nil {
		if to, ok := m.target(&link.To); ok {
			pic.leads(&to)
			to.contents = pic.altText()
			node = m.newElem(m.newElem(parent, elem{typ: "P"}), elem{typ: "Link"})
			to.node = node
			linked = m.newLink(to)
		}
	}
	if !pic.decorative || len(caption) > 0 {
		node = m.newElem(node, elem{typ: "Figure", more: &elemMore{alt: pic.altText()}})
		if linked == 0 {
			m.drawingLinks(pic, n, node)
		}
	}
	s := slab{kind: slabImage, node: node, x: m.x, w: m.width, height: pic.h, base: min(pic.h, m.look.lead*0.8), more: &extra{image: pic, link: linked}}
	if pic.decorative && len(caption) == 0 {
		s.node = -1
	}
	switch m.align {
	case typeset.Center:
		s.x += (m.width - pic.w) / 2
	case typeset.Right:
		s.x += m.width - pic.w
	}
	if len(caption) > 0 {
		s.flags |= keepNext
	}
	m.add(s)
	m.caption(caption, node)
}

// placeholder is a frame with the alternative text.
func (m *measurer) placeholder(pic *picture, link *tree.Link, parent int32, caption []tree.Block) {
	old := m.state()
	m.width = min(m.width, 300)
	i := m.openBox(boxPlain, m.x, m.width, 8, m.th.rule)
	m.indent(10)
	m.narrow(10)
	l := m.look
	l.color, l.italic, l.size, l.lead = m.th.muted, true, m.th.note.size+0.5, m.th.note.lead+0.5
	to, ok := linkTo{url: pic.url}, pic.url != ""
	if link != nil {
		if t, good := m.target(&link.To); good {
			to, ok = t, true
			pic.leads(&to)
		}
	}
	fig := m.newElem(parent, elem{typ: "Figure", more: &elemMore{alt: pic.altText()}})
	node := fig
	ref0 := fig
	if ok {
		node = m.newElem(fig, elem{typ: "Link"})
		to.node, to.contents = node, pic.altText()
		ref0 = m.newRef(refer{node: node, link: m.newLink(to)})
		l.color = m.th.link
	}
	m.paragraph([]typeset.Inline{{Style: m.st.of(l), Text: pic.altText(), Ref: ref0}}, l, node, setting{keep: len(caption) > 0})
	m.closeBox(i, 8)
	m.restore(old)
	m.caption(caption, fig)
}

// anchorsOf lets the anchors among the inlines lead to the next slab.
func (m *measurer) anchorsOf(list []tree.Inline) {
	for _, n := range list {
		if a, ok := n.(*tree.Anchor); ok {
			m.dests = append(m.dests, a.ID)
		}
		a := tree.AttrOf(n)
		m.dests = append(m.dests, a.IDs()...)
		if a.HasClass("index") {
			m.indexBlock(a, tree.PlainText(tree.Inlines(n)))
		}
		m.anchorsOf(tree.Inlines(n))
	}
}

// caption sets a figure's caption.
func (m *measurer) caption(caption []tree.Block, parent int32) {
	if len(caption) == 0 {
		return
	}
	old := m.state()
	m.node = m.newElem(parent, elem{typ: "Caption"})
	m.look.size, m.look.lead, m.look.color = m.th.note.size+0.5, m.th.note.lead+0.5, m.th.muted
	m.space(4)
	m.blocks(caption)
	m.restore(old)
}

// figure is what it holds, and a caption.
func (m *measurer) figure(f *tree.Figure) {
	m.ids(f.Attr)
	m.countedID(f)
	caption := m.numberedCaption(f, f.Caption)
	m.space(m.th.para * 1.5)
	if len(f.Blocks) == 1 {
		if p, ok := f.Blocks[0].(*tree.Paragraph); ok {
			if img, link := onlyImage(p.Inlines); img != nil {
				m.anchorsOf(p.Inlines)
				m.imageBlock(img, link, m.node, caption)
				m.space(m.th.para * 1.5)
				return
			}
		}
	}
	old := m.node
	m.node = m.newElem(m.node, elem{typ: "Div"})
	m.blocks(f.Blocks)
	if n := len(m.flow.slabs); n > 0 && len(caption) > 0 {
		m.flow.slabs[n-1].flags |= keepSoft
	}
	m.gap = 0
	m.caption(caption, m.node)
	m.node = old
	m.space(m.th.para * 1.5)
}

// image draws the image of a slab.
func (e *emitter) image(d *pageDoc, s *slab, x, top float64) {
	pic := s.more.image
	switch {
	case s.node < 0:
		e.artifact(pdfdoc.Layout)
	case d.tokens[s.node] != nil:
		e.end()
	default:
		e.begin(d.out[s.node])
	}
	if f := s.more.formula; f != nil {
		low := e.sheet.h - top - s.height
		if !f.bare {
			d.out[s.node].Attrs().BBox = &[4]float64{x + f.x, low, x + f.x + f.width(), low + s.height}
		}
		e.formula(d, s.node, f, x+f.x, low+s.height-s.base, x+s.w)
		return
	}
	e.picture(pic, x, e.sheet.h-top-pic.h, d, s.node)
	if s.more.link > 0 {
		e.link(d, s.more.link, x, e.sheet.h-top-pic.h, x+pic.w, e.sheet.h-top)
	}
}

// aside draws an image beside the text, whose top is the slab's.
func (e *emitter) aside(d *pageDoc, b *beside, x, top float64) {
	if b.node < 0 {
		e.artifact(pdfdoc.Layout)
	} else {
		e.begin(d.out[b.node])
	}
	y := e.sheet.h - top - b.pic.h
	e.picture(b.pic, x+b.x, y, d, b.node)
	if b.link > 0 {
		e.link(d, b.link, x+b.x, y, x+b.x+b.pic.w, y+b.pic.h)
	}
}

// picture draws an image with its lower left corner at x, y.
func (e *emitter) picture(p *picture, x, y float64, d *pageDoc, node int32) {
	if node >= 0 {
		d.out[node].Attrs().BBox = &[4]float64{x, y, x + p.w, y + p.h}
	}
	if p.asset.image != nil {
		e.p.Image(p.asset.image, x, y, p.w, p.h)
	}
	if len(p.links) == 0 || node < 0 {
		return
	}
	kx, ky := p.w/p.asset.w, p.h/p.asset.h
	for i, n := range p.links {
		for _, b := range p.asset.links[i].Boxes {
			if n > 0 {
				e.link(d, n, x+b[0]*kx, y+p.h-b[3]*ky, x+b[2]*kx, y+p.h-b[1]*ky)
			}
		}
	}
	e.endLink()
}
