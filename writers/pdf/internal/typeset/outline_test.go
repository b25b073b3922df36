package typeset

import (
	"encoding/binary"
	"errors"
	"math"
	"os"
	"testing"
)

// cubic.otf and cubic.ttc hold a ring at 一 and a square at 二, of our own drawing: radius 400 and 300 around 500, 380.
func TestCubicOutlines(t *testing.T) {
	for _, name := range []string{"cubic.otf", "cubic.ttc"} {
		data, err := os.ReadFile("testdata/" + name)
		if err != nil {
			t.Fatal(err)
		}
		f, err := Load(name, data)
		if err != nil {
			t.Fatal(err)
		}
		if !f.Cubic() || !f.Has('一') || !f.Has('二') || f.Has('三') || f.Advance(2) != 1000 {
			t.Errorf("%s: cubic %v, 一 %v, 二 %v, 三 %v, %d wide", name, f.Cubic(), f.Has('一'), f.Has('二'), f.Has('三'), f.Advance(2))
		}
		if b, err := f.Outline(1); err != nil || len(b) != 0 {
			t.Errorf("%s: the space has an outline of %d bytes: %v", name, len(b), err)
		}
		if _, err := f.Outline(99); err == nil {
			t.Errorf("%s: a glyph that is not there has an outline", name)
		}
		b, err := f.Outline(2)
		if err != nil {
			t.Fatal(err)
		}
		be := binary.BigEndian
		at := func(i int) int { return int(int16(be.Uint16(b[2*i:]))) }
		if at(0) != 2 || at(1) != 100 || at(2) != -20 || at(3) != 900 || at(4) != 780 {
			t.Errorf("%s: %d contours in %d %d %d %d", name, at(0), at(1), at(2), at(3), at(4))
		}
		for i, v := range vertices(t, b) {
			r := math.Hypot(v.x-500, v.y-380)
			want := 400.0
			if i > at(5) {
				want = 300
			}
			if v.on && math.Abs(r-want) > 1.5 || !v.on && (r < want || r > 1.1*want) {
				t.Errorf("%s: point %d is %.1f from the middle, want %.0f", name, i, r, want)
			}
		}
	}
}

// vertices reads a simple glyph.
func vertices(t *testing.T, b []byte) []vertex {
	t.Helper()
	be := binary.BigEndian
	n := int(be.Uint16(b))
	points := int(be.Uint16(b[8+2*n:])) + 1
	b = b[12+2*n:]
	flags, b := b[:points], b[points:]
	out := make([]vertex, points)
	read := func(short, same byte, set func(i int, v float64)) {
		v := 0
		for i, f := range flags {
			switch {
			case f&short != 0 && f&same != 0:
				v, b = v+int(b[0]), b[1:]
			case f&short != 0:
				v, b = v-int(b[0]), b[1:]
			case f&same == 0:
				v, b = v+int(int16(be.Uint16(b))), b[2:]
			}
			set(i, float64(v))
		}
	}
	read(2, 16, func(i int, v float64) { out[i].x, out[i].on = v, flags[i]&1 != 0 })
	read(4, 32, func(i int, v float64) { out[i].y = v })
	if len(b) != 0 {
		t.Errorf("%d bytes are left", len(b))
	}
	return out
}

func TestNoOutlines(t *testing.T) {
	data, err := os.ReadFile("testdata/cubic.otf")
	if err != nil {
		t.Fatal(err)
	}
	for i := 12; i+4 < len(data); i += 16 {
		if string(data[i:i+4]) == "CFF " {
			copy(data[i:], "CBDT")
			break
		}
	}
	if _, err := Load("pictures.ttf", data); !errors.Is(err, ErrNoOutlines) {
		t.Errorf("a font of pictures: %v", err)
	}
}
