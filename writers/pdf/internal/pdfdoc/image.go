package pdfdoc

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"sort"
	"strconv"

	"platen/writers/pdf/internal/typeset"
)

// A PNG is the compressed data of a PNG image without alpha and interlacing, taken as it is. (ISO 32000-1, 7.4.4.4)
type PNG struct {
	Data    []byte // zlib
	Bits    int    // a sample: 1, 2, 4 or 8
	Colors  int    // samples a pixel: 1 or 3
	Palette []byte // RGB triples; nil: Data holds gray or RGB
}

// Pixels are an image's data, as PDF takes them. Exactly one of Gray, RGB, JPEG and PNG is set.
type Pixels struct {
	W, H int
	// Gray has a byte a pixel, RGB three, row by row from the top.
	Gray, RGB []byte
	// JPEG is a whole baseline or progressive file of 8 bits with JPEGComponents 1 (gray) or 3 (RGB, as YCbCr).
	JPEG           []byte
	JPEGComponents int
	PNG            *PNG
	// Alpha, if set, has a byte a pixel: 0 is clear.
	Alpha []byte
}

// An Image is a picture, or a drawing that is kept as such, ready to be put on pages.
type Image struct {
	// W and H are pixels, or points for a drawing.
	W, H float64

	key  [32]byte
	name string
	px   Pixels // Gray, RGB and Alpha are packed
	gray bool   // of packed pixels: one sample each
	pix  packedRows
	mask packedRows
	num  int

	form  bool
	inner bool // no page shows it
	drawn Form
	used  map[*typeset.Face]*typeset.Glyphs
}

// AddImage keeps an image for the document; the same pixels are kept once. It may be called from any goroutine.
func (d *Doc) AddImage(px Pixels) (*Image, error) {
	n := px.W * px.H
	switch {
	case px.W <= 0 || px.H <= 0:
		return nil, errors.New("an image without pixels")
	case px.JPEG != nil && px.JPEGComponents != 1 && px.JPEGComponents != 3:
		return nil, fmt.Errorf("a JPEG of %d components", px.JPEGComponents)
	case px.JPEG == nil && px.PNG == nil && len(px.Gray) != n && len(px.RGB) != 3*n, px.Alpha != nil && len(px.Alpha) != n:
		return nil, fmt.Errorf("pixels do not fill %d × %d", px.W, px.H)
	}
	h := sha256.New()
	var hd [36]byte
	for i, v := range [...]int{px.W, px.H, len(px.Gray), len(px.RGB), len(px.JPEG), len(px.Alpha), px.JPEGComponents} {
		binary.BigEndian.PutUint32(hd[4*i:], uint32(v))
	}
	h.Write(hd[:])
	h.Write(px.Gray)
	h.Write(px.RGB)
	h.Write(px.JPEG)
	if px.PNG != nil {
		h.Write([]byte{byte(px.PNG.Bits), byte(px.PNG.Colors)})
		h.Write(px.PNG.Palette)
		h.Write(px.PNG.Data)
	}
	h.Write(px.Alpha)
	im := &Image{W: float64(px.W), H: float64(px.H), px: px, gray: px.Gray != nil}
	h.Sum(im.key[:0])
	d.mu.Lock()
	old := d.images[im.key]
	d.mu.Unlock()
	if old != nil {
		return old, nil
	}
	im.pack()
	return d.keep(im), nil
}

// packedRows are samples, filtered and compressed.
type packedRows struct {
	data  []byte
	parms string
}

// pack compresses the samples, so that an image takes no more memory than in the file.
func (im *Image) pack() {
	p := &im.px
	switch {
	case p.Gray != nil:
		im.pix = packRows(p.Gray, p.W, 1)
	case p.RGB != nil:
		im.pix = packRows(p.RGB, p.W, 3)
	}
	if p.Alpha != nil {
		im.mask = packRows(p.Alpha, p.W, 1)
	}
	p.Gray, p.RGB, p.Alpha = nil, nil, nil
}

func (d *Doc) keep(im *Image) *Image {
	im.name = fmt.Sprintf("X%x", im.key[:8])
	d.mu.Lock()
	defer d.mu.Unlock()
	if old := d.images[im.key]; old != nil {
		return old
	}
	d.images[im.key] = im
	if im.form {
		d.forms = append(d.forms, im)
	}
	return im
}

// Image puts an image on the page; x, y is its lower left corner.
func (p *Page) Image(im *Image, x, y, w, h float64) {
	p.use(im)
	p.b = appendImage(p.b, im, x, y, w, h)
}

// use notes an image that the page shows.
func (p *Page) use(im *Image) {
	if p.images == nil {
		p.images = map[*Image]struct{}{}
	}
	p.images[im] = struct{}{}
}

func appendImage(b []byte, im *Image, x, y, w, h float64) []byte {
	if im.form {
		w, h = w/im.W, h/im.H
		x, y = x-im.drawn.BBox[0]*w, y-im.drawn.BBox[1]*h
	}
	b = append(b, "q "...)
	for _, v := range [...]float64{w, 0, 0, h} {
		b = append(typeset.AppendNum(b, v, 5), ' ')
	}
	b = append(typeset.AppendNum(b, x, 2), ' ')
	b = append(typeset.AppendNum(b, y, 2), " cm /"...)
	b = append(b, im.name...)
	return append(b, " Do Q\n"...)
}

// addImages writes the images in the order of their content's hash.
func (w *file) addImages(d *Doc) (all []*Image) {
	for _, im := range d.images {
		all = append(all, im)
	}
	sort.Slice(all, func(i, j int) bool { return string(all[i].key[:]) < string(all[j].key[:]) })
	for _, im := range all {
		im.num = w.add(nil)
	}
	for _, im := range all {
		if im.form {
			w.addForm(im)
			continue
		}
		bits := 8
		if im.px.PNG != nil {
			bits = im.px.PNG.Bits
		}
		dict := fmt.Appendf(nil, "/Type/XObject/Subtype/Image/Width %d/Height %d/BitsPerComponent %d/ColorSpace", im.px.W, im.px.H, bits)
		cs := "/DeviceRGB"
		if p := im.px.PNG; p != nil && p.Palette != nil {
			cs = fmt.Sprintf("[/Indexed/DeviceRGB %d<%x>]", len(p.Palette)/3-1, p.Palette)
		} else if p != nil && p.Colors == 1 {
			cs = "/DeviceGray"
		}
		if im.gray || im.px.JPEG != nil && im.px.JPEGComponents == 1 {
			cs = "/DeviceGray"
		}
		dict = append(dict, cs...)
		if im.mask.data != nil {
			m := w.add(nil)
			w.o[m] = object{dict: fmt.Appendf(nil, "/Type/XObject/Subtype/Image/Width %d/Height %d/BitsPerComponent 8/ColorSpace/DeviceGray%s", im.px.W, im.px.H, im.mask.parms),
				stream: im.mask.data, packed: true}
			dict = fmt.Appendf(dict, "/SMask %d 0 R", m)
		}
		switch {
		case im.px.JPEG != nil:
			w.o[im.num] = object{dict: append(dict, "/Filter/DCTDecode"...), stream: im.px.JPEG}
		case im.px.PNG != nil:
			p := im.px.PNG
			dict = fmt.Appendf(dict, "/Filter/FlateDecode/DecodeParms<</Predictor 15/Colors %d/BitsPerComponent %d/Columns %d>>", p.Colors, p.Bits, im.px.W)
			w.o[im.num] = object{dict: dict, stream: p.Data}
		default:
			w.o[im.num] = object{dict: append(dict, im.pix.parms...), stream: im.pix.data, packed: true}
		}
	}
	return all
}

// packRows filters pixels for better compression, and compresses them. (PNG, 9: Sub or Up, whichever is nearer to zero by row)
func packRows(px []byte, width, comps int) packedRows {
	n := width * comps
	var z bytes.Buffer
	out := newDeflater(&z)
	row := make([]byte, n+1)
	prev := make([]byte, n)
	for i := 0; i+n <= len(px); i += n {
		filterRow(row, px[i:i+n], prev, comps)
		out.Write(row) // into memory: no errors
		prev = px[i : i+n]
	}
	out.Close()
	deflaters.Put(out)
	return packedRows{z.Bytes(), "/DecodeParms<</Predictor 15/Colors " + strconv.Itoa(comps) + "/BitsPerComponent 8/Columns " + strconv.Itoa(width) + ">>"}
}

// filterRow writes a row with its filter's number before it.
func filterRow(out, row, prev []byte, comps int) {
	none, sub, up := 0, 0, 0
	for k, v := range row {
		l := byte(0)
		if k >= comps {
			l = row[k-comps]
		}
		none += dist(v)
		sub += dist(v - l)
		up += dist(v - prev[k])
	}
	switch {
	case up <= sub && up <= none:
		out[0] = 2
		for k, v := range row {
			out[k+1] = v - prev[k]
		}
	case sub <= none:
		out[0] = 1
		for k, v := range row {
			l := byte(0)
			if k >= comps {
				l = row[k-comps]
			}
			out[k+1] = v - l
		}
	default:
		out[0] = 0
		copy(out[1:], row)
	}
}

func dist(v byte) int {
	if v < 128 {
		return int(v)
	}
	return 256 - int(v)
}
