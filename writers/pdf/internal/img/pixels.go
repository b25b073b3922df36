package img

import (
	"image"
	"math"

	"platen/writers/internal/pixels"
)

// samples turns any image into 8-bit gray or RGB samples and, where it is not opaque, coverage.
func samples(m image.Image) *Raster {
	b := m.Bounds()
	w, h := b.Dx(), b.Dy()
	if k := int(math.Ceil(math.Sqrt(float64(w) * float64(h) / maxKept))); k > 1 {
		r := samples(pixels.Smaller(m, max(1, w/k), max(1, h/k)))
		r.FullW, r.FullH = w, h
		return r
	}
	r := &Raster{W: w, H: h, Pix: make([]byte, w*h*3), Alpha: make([]byte, w*h)}
	gray, opaque := true, true
	read, row := pixels.Rows(m), make([]byte, 4*w)
	for y := range h {
		read(y, row)
		pix, alpha := r.Pix[3*w*y:3*w*(y+1)], r.Alpha[w*y:w*(y+1)]
		for x := range alpha {
			p, q := row[4*x:4*x+4:4*x+4], pix[3*x:3*x+3:3*x+3]
			gray = gray && p[0] == p[1] && p[1] == p[2]
			opaque = opaque && p[3] == 255
			q[0], q[1], q[2], alpha[x] = p[0], p[1], p[2], p[3]
		}
	}
	if opaque {
		r.Alpha = nil
	}
	if gray {
		r.Gray = true
		for i := range w * h {
			r.Pix[i] = r.Pix[3*i]
		}
		r.Pix = r.Pix[:w*h]
	}
	return r
}
