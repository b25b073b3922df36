// Package pixels reads the pixels of decoded images row by row, and scales images down in whole numbers: the same bytes on
// every processor.
package pixels

import (
	"image"
	"image/color"
)

// A RowReader fills dst with the pixels of an image's row y, counted from its top: R G B A without premultiplication.
type RowReader func(y int, dst []byte)

// Rows returns the reader of an image's rows.
func Rows(m image.Image) RowReader {
	b := m.Bounds()
	if m, ok := m.(*image.NRGBA); ok {
		return func(y int, dst []byte) { copy(dst, m.Pix[m.PixOffset(b.Min.X, b.Min.Y+y):]) }
	}
	at := pixelReader(m)
	return func(y int, dst []byte) {
		for x := range b.Dx() {
			c := at(b.Min.X+x, b.Min.Y+y)
			p := dst[4*x : 4*x+4 : 4*x+4]
			p[0], p[1], p[2], p[3] = c.R, c.G, c.B, c.A
		}
	}
}

// pixelReader returns a function that reads a pixel without premultiplication.
func pixelReader(m image.Image) func(x, y int) color.NRGBA {
	switch m := m.(type) {
	case *image.NRGBA64: // a value, not the interface that At returns: that one is allocated for each pixel
		return func(x, y int) color.NRGBA {
			c := m.NRGBA64At(x, y)
			return color.NRGBA{uint8(c.R >> 8), uint8(c.G >> 8), uint8(c.B >> 8), uint8(c.A >> 8)}
		}
	case *image.Paletted:
		palette := make([]color.NRGBA, 256)
		for i, c := range m.Palette {
			palette[i] = color.NRGBAModel.Convert(c).(color.NRGBA)
		}
		return func(x, y int) color.NRGBA { return palette[m.ColorIndexAt(x, y)] }
	case *image.Gray:
		return func(x, y int) color.NRGBA { v := m.GrayAt(x, y).Y; return color.NRGBA{v, v, v, 255} }
	case *image.RGBA:
		return func(x, y int) color.NRGBA {
			c := m.RGBAAt(x, y)
			if c.A == 255 {
				return color.NRGBA(c)
			}
			return color.NRGBAModel.Convert(c).(color.NRGBA)
		}
	case *image.YCbCr:
		return func(x, y int) color.NRGBA {
			c := m.YCbCrAt(x, y)
			r, g, b := color.YCbCrToRGB(c.Y, c.Cb, c.Cr)
			return color.NRGBA{r, g, b, 255}
		}
	}
	return func(x, y int) color.NRGBA { return color.NRGBAModel.Convert(m.At(x, y)).(color.NRGBA) }
}

// A sum is what the pixels below one of a smaller image add up to: the colours weighted with their coverage.
type sum struct{ r, g, b, a uint64 }

// fraction is what one pixel of the larger image counts on a side, the unit of cuts. A whole pixel weighs fraction × fraction, so
// that the sums of 100 million pixels fit 64 bits; all is in whole numbers, which are the same on each processor.
const fraction = 256

// cuts returns where each of the n pixels of a smaller side begins on one of size pixels, and where the last ends.
func cuts(size, n int) []int {
	list := make([]int, n+1)
	for i := range list {
		list[i] = int((2*int64(i)*int64(size)*fraction + int64(n)) / int64(2*n))
	}
	return list
}

// Smaller scales an image down to w × h pixels, both at least 1: each pixel is the mean of those that it covers, by how much of each.
func Smaller(m image.Image, w, h int) *image.NRGBA {
	b := m.Bounds()
	out := image.NewNRGBA(image.Rect(0, 0, w, h))
	xs, ys := cuts(b.Dx(), w), cuts(b.Dy(), h)
	read, row := Rows(m), make([]byte, 4*b.Dx())
	sums, have := make([]sum, w), -1
	for y := range h {
		clear(sums)
		for v := ys[y] / fraction; v*fraction < ys[y+1]; v++ {
			if v != have { // a row that two fraction is still there
				read(v, row)
				have = v
			}
			addRow(sums, xs, row, uint64(min((v+1)*fraction, ys[y+1])-max(v*fraction, ys[y])))
		}
		for x, s := range sums {
			if s.a > 0 {
				all := uint64(xs[x+1]-xs[x]) * uint64(ys[y+1]-ys[y])
				p := out.Pix[y*out.Stride+4*x:][:4]
				p[0], p[1], p[2], p[3] = mean(s.r, s.a), mean(s.g, s.a), mean(s.b, s.a), mean(s.a, all)
			}
		}
	}
	return out
}

func mean(sum, n uint64) uint8 { return uint8((sum + n/2) / n) }

// addRow adds a row of pixels, each with the weight k, to the sums of the pixels that it falls in.
func addRow(sums []sum, xs []int, row []byte, k uint64) {
	for x := range sums {
		from, to := xs[x], xs[x+1]
		s := &sums[x]
		for u := from / fraction; u*fraction < to; u++ {
			wide := fraction
			if u*fraction < from || (u+1)*fraction > to {
				wide = min((u+1)*fraction, to) - max(u*fraction, from)
			}
			p := row[4*u : 4*u+4 : 4*u+4]
			a := k * uint64(wide) * uint64(p[3])
			s.r += a * uint64(p[0])
			s.g += a * uint64(p[1])
			s.b += a * uint64(p[2])
			s.a += a
		}
	}
}
