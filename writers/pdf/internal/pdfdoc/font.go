package pdfdoc

import (
	"cmp"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"slices"
	"strconv"

	"platen/writers/pdf/internal/typeset"
)

// A usedFont is a face with the glyphs that the document shows.
type usedFont struct {
	face *typeset.Face
	used *typeset.Glyphs
	num  int
}

// usedFonts merges what pages and forms use, in the order of the faces' names. A file that was loaded twice is one font.
func (d *Doc) usedFonts() ([]*usedFont, error) {
	m := map[string]*usedFont{}
	var bad error
	add := func(us map[*typeset.Face]*typeset.Glyphs) {
		for f, g := range us {
			u := m[f.Resource()]
			if u == nil {
				u = &usedFont{face: f, used: &typeset.Glyphs{}}
				m[f.Resource()] = u
			} else if !u.face.Same(f) {
				bad = fmt.Errorf("fonts %s and %s have the same check sum", u.face.Name(), f.Name())
			}
			u.used.Merge(g)
		}
	}
	for _, p := range d.pages {
		add(p.ts.Used)
	}
	for _, f := range d.forms {
		add(f.used)
	}
	fs := make([]*usedFont, 0, len(m))
	for _, u := range m {
		fs = append(fs, u)
	}
	slices.SortFunc(fs, func(a, b *usedFont) int {
		return cmp.Or(cmp.Compare(a.face.Descriptor().PostScript, b.face.Descriptor().PostScript), cmp.Compare(a.face.Resource(), b.face.Resource()))
	})
	return fs, bad
}

// addFont writes the objects of a composite font with TrueType outlines. (ISO 32000-1, 9.7)
func (w *file) addFont(u *usedFont) error {
	ids := u.used.IDs()
	data, err := subset(u.face, ids)
	if err != nil {
		return fmt.Errorf("font %s: %w", u.face.Name(), err)
	}
	ds := u.face.Descriptor()
	name := subsetTag(ds.PostScript, ids) + "+" + ds.PostScript
	m := u.face.Metrics()
	file := w.addStream(fmt.Appendf(nil, "/Length1 %d", len(data)), data)
	flags := 4 // symbolic: the codes are glyph numbers
	if ds.Fixed {
		flags |= 1
	}
	if ds.Serif {
		flags |= 2
	}
	if ds.Italic {
		flags |= 64
	}
	desc := fmt.Appendf(nil, "<</Type/FontDescriptor/FontName/%s/Flags %d/FontBBox[%d %d %d %d]/ItalicAngle ", name, flags, ds.BBox[0], ds.BBox[1], ds.BBox[2], ds.BBox[3])
	desc = typeset.AppendNum(desc, ds.ItalicAngle, 2)
	desc = fmt.Appendf(desc, "/Ascent %d/Descent %d/CapHeight %d/XHeight %d/StemV %d/FontFile2 %d 0 R>>", m.Ascent, -m.Descent, m.CapHeight, m.XHeight, ds.StemV, file)
	dn := w.add(desc)
	cid := fmt.Appendf(nil, "<</Type/Font/Subtype/CIDFontType2/BaseFont/%s/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/FontDescriptor %d 0 R/CIDToGIDMap/Identity/DW 1000/W[", name, dn)
	cid = appendWidths(cid, u.face, ids)
	cn := w.add(append(cid, "]>>"...))
	tu := w.addStream(nil, toUnicode(u, ids))
	w.set(u.num, fmt.Appendf(nil, "<</Type/Font/Subtype/Type0/BaseFont/%s/Encoding/Identity-H/DescendantFonts[%d 0 R]/ToUnicode %d 0 R>>", name, cn, tu))
	return nil
}

// subsetTag is the six letters before a subset's name, by its content.
func subsetTag(name string, ids []uint16) string {
	b := []byte(name)
	for _, g := range ids {
		b = binary.BigEndian.AppendUint16(b, g)
	}
	h := sha256.Sum256(b)
	t := make([]byte, 6)
	for i := range t {
		t[i] = 'A' + h[i]%26
	}
	return string(t)
}

// appendWidths writes the W array: runs of neighbouring glyphs.
func appendWidths(b []byte, f *typeset.Face, ids []uint16) []byte {
	for i := 0; i < len(ids); {
		b = strconv.AppendUint(b, uint64(ids[i]), 10)
		b = append(b, '[')
		for j := i; ; j++ {
			b = strconv.AppendInt(b, int64(f.Advance(ids[j])), 10)
			if j+1 == len(ids) || ids[j+1] != ids[j]+1 {
				i = j + 1
				break
			}
			b = append(b, ' ')
		}
		b = append(b, ']')
	}
	return b
}

// toUnicode is the map from glyphs to text. (ISO 32000-1, 9.10.3)
func toUnicode(u *usedFont, ids []uint16) []byte {
	b := []byte("/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n" +
		"/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n")
	type pair struct {
		g uint16
		t string
	}
	var ps []pair
	for _, g := range ids {
		if t := u.used.Text(u.face, g); t != "" && g != 0 {
			ps = append(ps, pair{g, t})
		}
	}
	for len(ps) > 0 {
		n := min(100, len(ps))
		b = strconv.AppendInt(b, int64(n), 10)
		b = append(b, " beginbfchar\n"...)
		for _, p := range ps[:n] {
			b = fmt.Appendf(b, "<%04X> <", p.g)
			b = append(typeset.AppendUTF16Hex(b, p.t), ">\n"...)
		}
		b = append(b, "endbfchar\n"...)
		ps = ps[n:]
	}
	return append(b, "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend"...)
}
