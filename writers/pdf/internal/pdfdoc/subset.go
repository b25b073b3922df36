package pdfdoc

import (
	"encoding/binary"
	"errors"
	"slices"
)

// errGlyf says that a font's outlines are damaged.
var errGlyf = errors.New("the font's outlines are damaged")

// tabler is what the subsetter needs of a face.
type tabler interface {
	Table(tag string) []byte
	Glyphs() int
	Alias(g uint16) uint16
	Composed(g uint16) (data []byte, advance uint16, ok bool)
	Cubic() bool
	Outline(g uint16) ([]byte, error)
}

// subset returns a TrueType font that holds only the glyphs of ids and what those are made of. Glyphs keep
// their numbers, so that the codes of a page, which are glyph numbers, need no map; its cmap says so too.
func subset(f tabler, ids []uint16) ([]byte, error) {
	be := binary.BigEndian
	own := outlines(f)
	at := func(g int) ([]byte, error) {
		if d, _, ok := f.Composed(uint16(g)); ok {
			return d, nil
		}
		return own(int(f.Alias(uint16(g))))
	}
	most := f.Glyphs()
	for _, g := range ids {
		most = max(most, int(g))
	}
	keep, err := closure(ids, most+1, at)
	if err != nil {
		return nil, err
	}
	n := int(keep[len(keep)-1]) + 1
	drawn, err := outlineTables(f, keep, at)
	if err != nil {
		return nil, err
	}
	head, hhea, maxp := slices.Clone(f.Table("head")), slices.Clone(f.Table("hhea")), slices.Clone(f.Table("maxp"))
	if f.Cubic() { // OpenType: maxp, version 1.0
		maxp = make([]byte, 32)
		be.PutUint32(maxp, 0x00010000)
		be.PutUint16(maxp[6:], uint16(drawn.points))
		be.PutUint16(maxp[8:], uint16(drawn.contours))
		be.PutUint16(maxp[14:], 2)
		be.PutUint16(head[52:], 0)
	}
	be.PutUint16(head[50:], 1)
	be.PutUint32(head[8:], 0)
	be.PutUint16(hhea[34:], uint16(n))
	be.PutUint16(maxp[4:], uint16(n))
	post := make([]byte, 32)
	copy(post, f.Table("post"))
	be.PutUint32(post, 0x00030000)
	t := map[string][]byte{
		"head": head, "hhea": hhea, "maxp": maxp, "loca": drawn.loca, "glyf": drawn.glyf, "hmtx": widths(f, keep),
		"cmap": identityCmap(ids), "post": post, "name": {0, 0, 0, 0, 0, 6},
	}
	for _, k := range [...]string{"cvt ", "fpgm", "prep", "OS/2"} {
		if x := f.Table(k); x != nil {
			t[k] = x
		}
	}
	return sfnt(t), nil
}

// glyphTables are the tables loca and glyf, and the largest glyph's size.
type glyphTables struct {
	loca, glyf       []byte
	points, contours int // of an outline that was made of cubic curves
}

// outlineTables puts the outlines of the glyphs keep, in order, into tables; at finds one.
func outlineTables(f tabler, keep []uint16, at func(g int) ([]byte, error)) (*glyphTables, error) {
	be := binary.BigEndian
	n := int(keep[len(keep)-1]) + 1
	t := &glyphTables{loca: make([]byte, 0, 4*n+4)}
	k := 0
	for g := range n {
		t.loca = be.AppendUint32(t.loca, uint32(len(t.glyf)))
		if int(keep[k]) == g {
			d, err := at(g)
			if err != nil {
				return nil, err
			}
			if f.Cubic() && len(d) > 10 && be.Uint16(d) != 0xffff {
				n := int(be.Uint16(d))
				t.contours, t.points = max(t.contours, n), max(t.points, int(be.Uint16(d[8+2*n:]))+1)
			}
			t.glyf = append(t.glyf, d...)
			for len(t.glyf)%4 != 0 {
				t.glyf = append(t.glyf, 0)
			}
			k++
		}
	}
	t.loca = be.AppendUint32(t.loca, uint32(len(t.glyf)))
	if len(t.glyf) == 0 {
		t.glyf = []byte{0, 0, 0, 0} // some readers take an empty table for a missing one
	}
	return t, nil
}

// widths returns the table hmtx of the glyphs keep; the others have no width.
func widths(f tabler, keep []uint16) []byte {
	be := binary.BigEndian
	hmtx := f.Table("hmtx")
	nh := int(be.Uint16(f.Table("hhea")[34:]))
	out := make([]byte, 4*(int(keep[len(keep)-1])+1))
	for _, g := range keep {
		if _, w, ok := f.Composed(g); ok {
			be.PutUint16(out[4*int(g):], w)
			continue
		}
		i := int(f.Alias(g))
		lsb := 4*i + 2
		if i >= nh {
			i, lsb = nh-1, 4*nh+2*(i-nh)
		}
		if i >= 0 && 4*i+2 <= len(hmtx) {
			copy(out[4*int(g):], hmtx[4*i:4*i+2])
		}
		if lsb+2 <= len(hmtx) {
			copy(out[4*int(g)+2:], hmtx[lsb:lsb+2])
		}
	}
	return out
}

// outlines returns a function that finds a glyph's description.
func outlines(f tabler) func(g int) ([]byte, error) {
	if f.Cubic() {
		made := map[int][]byte{}
		return func(g int) ([]byte, error) {
			if d, ok := made[g]; ok {
				return d, nil
			}
			d, err := f.Outline(uint16(g))
			made[g] = d
			return d, err
		}
	}
	be := binary.BigEndian
	head, loca, glyf := f.Table("head"), f.Table("loca"), f.Table("glyf")
	long := be.Uint16(head[50:]) != 0
	return func(g int) ([]byte, error) {
		var a, b uint64
		if long {
			if 4*g+8 > len(loca) {
				return nil, errGlyf
			}
			a, b = uint64(be.Uint32(loca[4*g:])), uint64(be.Uint32(loca[4*g+4:]))
		} else {
			if 2*g+4 > len(loca) {
				return nil, errGlyf
			}
			a, b = 2*uint64(be.Uint16(loca[2*g:])), 2*uint64(be.Uint16(loca[2*g+2:]))
		}
		if a > b || b > uint64(len(glyf)) {
			return nil, errGlyf
		}
		return glyf[a:b], nil
	}
}

// closure adds glyph 0 and the parts of composite glyphs; the result is sorted.
func closure(ids []uint16, glyphs int, at func(int) ([]byte, error)) ([]uint16, error) {
	be := binary.BigEndian
	seen := make([]bool, glyphs)
	var keep []uint16
	add := func(g uint16) {
		if int(g) < glyphs && !seen[g] {
			seen[g] = true
			keep = append(keep, g)
		}
	}
	add(0)
	for _, g := range ids {
		add(g)
	}
	for i := 0; i < len(keep); i++ {
		d, err := at(int(keep[i]))
		if err != nil {
			return nil, err
		}
		if len(d) < 12 || int16(be.Uint16(d)) >= 0 {
			continue
		}
		for p := 10; p+4 <= len(d); { // OpenType: glyf, composite description
			flags := be.Uint16(d[p:])
			add(be.Uint16(d[p+2:]))
			p += 6
			if flags&1 != 0 {
				p += 2
			}
			switch {
			case flags&8 != 0:
				p += 2
			case flags&0x40 != 0:
				p += 4
			case flags&0x80 != 0:
				p += 8
			}
			if flags&0x20 == 0 {
				break
			}
		}
	}
	slices.Sort(keep)
	return keep, nil
}

// identityCmap maps the code g to the glyph g. (OpenType: cmap, format 4)
func identityCmap(ids []uint16) []byte {
	be := binary.BigEndian
	type seg struct{ from, to uint16 }
	var segs []seg
	for _, g := range ids {
		if n := len(segs); n > 0 && segs[n-1].to+1 == g {
			segs[n-1].to = g
		} else if g != 0xffff {
			segs = append(segs, seg{g, g})
		}
	}
	n := len(segs) + 1
	sr, es := 1, 0
	for sr*2 <= n {
		sr *= 2
		es++
	}
	b := []byte{0, 0, 0, 1, 0, 3, 0, 1, 0, 0, 0, 12}
	for _, v := range [...]int{4, 16 + 8*n, 0, 2 * n, 2 * sr, es, 2*n - 2*sr} {
		b = be.AppendUint16(b, uint16(v))
	}
	for _, s := range segs {
		b = be.AppendUint16(b, s.to)
	}
	b = append(b, 0xff, 0xff, 0, 0)
	for _, s := range segs {
		b = be.AppendUint16(b, s.from)
	}
	b = append(b, 0xff, 0xff)
	b = append(b, make([]byte, 2*(n-1))...) // deltas
	b = append(b, 0, 1)
	return append(b, make([]byte, 2*n)...) // offsets
}

// sfnt puts tables together. (OpenType: font file)
func sfnt(t map[string][]byte) []byte {
	be := binary.BigEndian
	names := make([]string, 0, len(t))
	size := 12
	for k, v := range t {
		names = append(names, k)
		size += 16 + (len(v)+3)&^3
	}
	slices.Sort(names)
	sr, es := 1, 0
	for sr*2 <= len(names) {
		sr *= 2
		es++
	}
	b := be.AppendUint32(make([]byte, 0, size), 0x00010000)
	for _, v := range [...]int{len(names), sr * 16, es, len(names)*16 - sr*16} {
		b = be.AppendUint16(b, uint16(v))
	}
	off, headAt := 12+16*len(names), 0
	for _, k := range names {
		if k == "head" {
			headAt = off
		}
		b = append(b, k...)
		b = be.AppendUint32(b, checksum(t[k]))
		b = be.AppendUint32(b, uint32(off))
		b = be.AppendUint32(b, uint32(len(t[k])))
		off += (len(t[k]) + 3) &^ 3
	}
	for _, k := range names {
		b = append(b, t[k]...)
		for len(b)%4 != 0 {
			b = append(b, 0)
		}
	}
	be.PutUint32(b[headAt+8:], 0xb1b0afba-checksum(b))
	return b
}

func checksum(b []byte) (s uint32) {
	for len(b) >= 4 {
		s += binary.BigEndian.Uint32(b)
		b = b[4:]
	}
	var last [4]byte
	copy(last[:], b)
	return s + binary.BigEndian.Uint32(last[:])
}
