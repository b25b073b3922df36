package pdfdoc

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"math"
	"slices"

	"platen/writers/pdf/internal/typeset"
)

// A Form is a drawing being made: its content is operators of a content stream, in the drawing's own coordinates.
type Form struct {
	// BBox is the drawing's box: left, bottom, right, top.
	BBox [4]float64
	// Plain says that it takes the colour from where it is drawn, and is no group of its own.
	Plain bool
	// Content is the content stream so far. Text goes through Text, so that its fonts are known.
	Content []byte

	ts     typeset.TextState
	images []*Image
	shades [][]byte
	alphas []int
}

// Text adds the runs of a line with its baseline's left end at x, y.
func (f *Form) Text(l *typeset.Line, x, y float64) {
	f.ts.Reset()
	for i := range l.Runs {
		f.Content = l.Runs[i].AppendText(f.Content, &f.ts, x+l.X+l.Runs[i].X, y)
	}
	f.ts.Reset()
}

// Image puts an image into the drawing.
func (f *Form) Image(im *Image, x, y, w, h float64) {
	if !slices.Contains(f.images, im) {
		f.images = append(f.images, im)
	}
	f.Content = appendImage(f.Content, im, x, y, w, h)
}

// Shading keeps a shading dictionary ("<</ShadingType 2 …>>", without references to other objects) and returns
// the name to use with the operator sh.
func (f *Form) Shading(dict []byte) string {
	f.shades = append(f.shades, dict)
	return fmt.Sprintf("Sh%d", len(f.shades)-1)
}

// Opacity sets the opacity (0 to 1) of what is filled and stroked next.
func (f *Form) Opacity(fill, stroke float64) {
	a := int(math.Round(fill*100))*1000 + int(math.Round(stroke*100))
	if !slices.Contains(f.alphas, a) {
		f.alphas = append(f.alphas, a)
	}
	f.Content = fmt.Appendf(f.Content, "/A%d gs\n", a)
}

// AddForm keeps a drawing for the document; it is put on pages with [Page.Image]. The same drawing is kept once.
func (d *Doc) AddForm(f *Form) *Image {
	im := &Image{
		W: f.BBox[2] - f.BBox[0], H: f.BBox[3] - f.BBox[1],
		form: true, plain: f.Plain, bbox: f.BBox, content: f.Content, used: f.ts.Used, images: f.images, shades: f.shades, alphas: f.alphas,
	}
	h := sha256.New()
	h.Write([]byte("form"))
	if f.Plain {
		h.Write([]byte("plain"))
	}
	for _, v := range f.BBox {
		h.Write(binary.BigEndian.AppendUint64(nil, math.Float64bits(v)))
	}
	h.Write(f.Content)
	for _, s := range f.shades {
		h.Write(s)
		h.Write([]byte{0})
	}
	for _, x := range f.images {
		h.Write(x.key[:])
	}
	h.Sum(im.key[:0])
	return d.keep(im)
}

// addForm writes a form XObject with its own resources. (ISO 32000-1, 8.10)
func (w *file) addForm(im *Image) {
	b := fmt.Appendf(nil, "/Type/XObject/Subtype/Form/BBox[")
	for _, v := range im.bbox {
		b = append(typeset.AppendNum(b, v, 3), ' ')
	}
	b = append(b, ']')
	if !im.plain {
		b = append(b, "/Group<</Type/Group/S/Transparency/CS/DeviceRGB>>"...)
	}
	b = append(b, "/Resources<<"...)
	if len(im.used) > 0 {
		b = append(b, "/Font<<"...)
		used := map[string]bool{}
		for f := range im.used {
			used[f.Resource()] = true
		}
		for _, u := range w.fonts {
			if used[u.face.Resource()] {
				b = fmt.Appendf(b, "/%s %d 0 R", u.face.Resource(), u.num)
			}
		}
		b = append(b, ">>"...)
	}
	if len(im.images) > 0 {
		b = append(b, "/XObject<<"...)
		for _, x := range im.images {
			b = fmt.Appendf(b, "/%s %d 0 R", x.name, x.num)
		}
		b = append(b, ">>"...)
	}
	if len(im.shades) > 0 {
		b = append(b, "/Shading<<"...)
		for i, s := range im.shades {
			b = fmt.Appendf(b, "/Sh%d %s", i, s)
		}
		b = append(b, ">>"...)
	}
	if len(im.alphas) > 0 {
		b = append(b, "/ExtGState<<"...)
		for _, a := range im.alphas {
			b = fmt.Appendf(b, "/A%d<</ca ", a)
			b = typeset.AppendNum(b, float64(a/1000)/100, 2)
			b = append(b, "/CA "...)
			b = typeset.AppendNum(b, float64(a%1000)/100, 2)
			b = append(b, ">>"...)
		}
		b = append(b, ">>"...)
	}
	b = append(b, ">>"...)
	w.o[im.num] = object{dict: b, stream: im.content, flate: true}
}
