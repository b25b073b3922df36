package typeset

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode"
	"unicode/utf16"

	"github.com/go-text/typesetting/font"
)

// Errors of [Load].
var (
	ErrDamaged    = errors.New("the file is damaged")
	ErrNotFont    = errors.New("not a TrueType or OpenType font file")
	ErrNoOutlines = errors.New("it has no outlines (tables glyf, CFF and CFF2), only pictures perhaps")
)

// A Face is one font file, with TrueType or PostScript outlines. It is immutable and safe for concurrent use.
// What shaping needs is parsed when the face is first used.
type Face struct {
	name   string
	part   int // in a collection, from 0
	ps     string
	res    string
	data   []byte
	tab    map[string][]byte
	upem   float64
	glyphs int
	nHMtx  int
	hmtx   []byte
	m      Metrics
	desc   Descriptor

	source   func() []byte       // of a face of [Lazy]: the file
	covers   *unicode.RangeTable // of a face of [Lazy]: its runes, nil when that is not said
	openOnce sync.Once

	once sync.Once
	font *font.Font
	dash uint16 // the glyph of the hyphen
	bad  error

	bold      bool // semibold or more
	styles    bool // bold and slanted text is made of it where there is no other face
	cubic     bool // its outlines are PostScript's, with curves of the third order
	curves    *font.Face
	curveOnce sync.Once

	textOnce sync.Once
	text     *glyphTexts
}

// Metrics are in 1/1000 em; Descent is positive.
type Metrics struct {
	Ascent, Descent, CapHeight, XHeight int
	// UnderlinePos is the middle of the line, below the baseline when negative; StrikePos is above it.
	UnderlinePos, UnderlineSize, StrikePos, StrikeSize int
}

// A Descriptor is what a PDF font descriptor says of a face, in 1/1000 em. (ISO 32000-1, 9.8)
type Descriptor struct {
	PostScript           string
	BBox                 [4]int
	ItalicAngle          float64
	StemV                int
	Fixed, Serif, Italic bool
}

// Load reads a font file, or the first font of a collection. The data must not change as long as the face is used.
// A file that cannot be used gives an error that names it.
func Load(name string, data []byte) (*Face, error) { return LoadPart(name, data, "") }

// LoadPart reads the font of a collection that part numbers, from 1.
func LoadPart(name string, data []byte, part string) (*Face, error) {
	f := &Face{name: name, data: data}
	if part != "" {
		n, err := strconv.Atoi(part)
		if err != nil || n < 1 {
			return nil, fmt.Errorf("font %s: no part %q: a number in a collection, from 1", name, part)
		}
		f.part = n - 1
	}
	if err := f.read(); err != nil {
		return nil, fmt.Errorf("font %s: %w", name, err)
	}
	return f, nil
}

// Lazy returns a face that is in the program: data is called, and the file read, when something of it is first asked for.
// bold says what the file says, and covers the runes that it has, so that it is not read for others, or nil. A file that cannot be used is a fault of the program, and panics.
func Lazy(name string, bold bool, covers *unicode.RangeTable, data func() []byte) *Face {
	return &Face{name: name, bold: bold, covers: covers, source: data}
}

// open reads the file of a lazy face, once.
func (f *Face) open() *Face {
	if f.source != nil {
		f.openOnce.Do(f.readLazy)
	}
	return f
}

func (f *Face) readLazy() {
	f.data = f.source()
	if err := f.read(); err != nil {
		panic(fmt.Sprintf("font %s: %v", f.name, err))
	}
}

// MakeStyles allows bold and slanted text to be made of the face, as a fallback, where it is not bold or slanted itself.
// It must be called before the face is used.
func (f *Face) MakeStyles() { f.styles = true }

// Bold reports whether the face is semibold or more.
func (f *Face) Bold() bool { return f.bold }

// Name is the name given to [Load].
func (f *Face) Name() string { return f.name }

// Metrics returns the face's measures.
func (f *Face) Metrics() Metrics { return f.open().m }

// Descriptor returns what a PDF has to say of the face.
func (f *Face) Descriptor() Descriptor { return f.open().desc }

// Resource is the face's name among a PDF's resources; it depends on the file's bytes only.
func (f *Face) Resource() string { return f.open().res }

// Same reports whether both faces are of the same file.
func (f *Face) Same(o *Face) bool {
	return f == o || f.part == o.part && bytes.Equal(f.open().data, o.open().data)
}

// Glyphs is the number of glyphs of the face.
func (f *Face) Glyphs() int { return f.open().glyphs }

// Table returns one table of the font file, nil where it has none. It must not be changed.
func (f *Face) Table(tag string) []byte { return f.open().tab[tag] }

// Advance is a glyph's width in 1/1000 em as the PDF states it, rounded to the nearest integer.
func (f *Face) Advance(g uint16) int {
	h := f.open().hmtx
	if int(g) >= f.glyphs {
		if i := f.composed(g); i >= 0 {
			return f.composedAdvance(i)
		}
		g = f.Alias(g)
	}
	i := min(int(g), f.nHMtx-1)
	if i < 0 || 4*i+2 > len(h) {
		return 0
	}
	return int(math.Round(float64(binary.BigEndian.Uint16(h[4*i:])) * 1000 / f.upem))
}

// softHyphen is a glyph number past the face's own that stands for its hyphen, read as a soft hyphen; 0: it has none.
func (f *Face) softHyphen() uint16 {
	if f.parse() != nil || f.dash == 0 || f.glyphs >= 0xffff {
		return 0
	}
	return uint16(f.glyphs)
}

// Alias is the glyph of the file that g shows: g itself, but for the soft hyphen.
func (f *Face) Alias(g uint16) uint16 {
	if int(g) == f.glyphs && g == f.softHyphen() {
		return f.dash
	}
	return g
}

// Has reports whether the face has a glyph for the rune, and, if it is one of the program's, the forms that text of its script
// needs: one that the user names is taken as it is.
func (f *Face) Has(r rune) bool {
	if f.lacks(r) || f.parse() != nil {
		return false
	}
	g, ok := f.font.Cmap.Lookup(r)
	return ok && g != 0 && (f.source == nil || canSet(f.font, r))
}

// lacks reports whether the face is known to have no glyph for the rune, without reading its file.
func (f *Face) lacks(r rune) bool { return f.covers != nil && !unicode.Is(f.covers, r) }

// read reads what is needed of the file at once. Errors say why the face cannot be used.
func (f *Face) read() error {
	if err := f.readTables(); err != nil {
		return err
	}
	if err := f.readMetrics(); err != nil {
		return err
	}
	if err := f.mayEmbed(); err != nil {
		return err
	}
	switch bold := f.describe(); {
	case f.source == nil:
		f.bold = bold
	case f.bold != bold: // it is known from the start, and others may be looking at it now
		return fmt.Errorf("bold is %t", bold)
	}
	return nil
}

// readTables finds the tables of the file. (OpenType: font file)
func (f *Face) readTables() error {
	be := binary.BigEndian
	b, base := f.data, 0
	if len(b) < 12 {
		return ErrNotFont
	}
	if string(b[:4]) == "ttcf" {
		at := 12 + 4*f.part
		if len(b) < at+4 || f.part >= int(be.Uint32(b[8:])) {
			return errors.New("the collection has no such font")
		}
		if base = int(be.Uint32(b[at:])); base < 0 || base+12 > len(b) {
			return ErrNotFont
		}
	} else if f.part > 0 {
		return errors.New("the file is no collection of fonts")
	}
	switch string(b[base : base+4]) {
	case "\x00\x01\x00\x00", "true", "OTTO":
	default:
		return ErrNotFont
	}
	f.tab = map[string][]byte{}
	for i := range int(be.Uint16(b[base+4:])) {
		p := base + 12 + 16*i
		if p+16 > len(b) {
			return ErrNotFont
		}
		off, n := int(be.Uint32(b[p+8:])), int(be.Uint32(b[p+12:]))
		if off < 0 || n < 0 || off+n > len(b) {
			return fmt.Errorf("table %q lies outside the file", b[p:p+4])
		}
		f.tab[string(b[p:p+4])] = b[off : off+n : off+n]
	}
	for _, t := range [...]struct {
		name string
		n    int
	}{{"head", 54}, {"hhea", 36}, {"maxp", 6}, {"hmtx", 4}, {"cmap", 4}} {
		if x := f.tab[t.name]; len(x) < t.n {
			return fmt.Errorf("table %q is missing or too short", t.name)
		}
	}
	f.hmtx = f.tab["hmtx"]
	if len(f.tab["glyf"]) == 0 || len(f.tab["loca"]) < 4 {
		if f.tab["CFF "] == nil && f.tab["CFF2"] == nil {
			return ErrNoOutlines
		}
		f.cubic = true
	}
	return nil
}

// readMetrics reads the sizes of the face, in 1/1000 em.
func (f *Face) readMetrics() error {
	be := binary.BigEndian
	head, hhea, os2, post := f.tab["head"], f.tab["hhea"], f.tab["OS/2"], f.tab["post"]
	f.upem = float64(be.Uint16(head[18:]))
	if f.upem < 16 {
		return errors.New("impossible units per em")
	}
	f.glyphs = int(be.Uint16(f.tab["maxp"][4:]))
	f.nHMtx = int(be.Uint16(hhea[34:]))
	s := func(t []byte, at int) int {
		if at+2 > len(t) {
			return 0
		}
		return int(math.Round(float64(int16(be.Uint16(t[at:]))) * 1000 / f.upem))
	}
	f.m = Metrics{Ascent: s(hhea, 4), Descent: -s(hhea, 6), UnderlinePos: s(post, 8), UnderlineSize: s(post, 10)}
	f.m.StrikeSize, f.m.StrikePos = s(os2, 26), s(os2, 28)
	if len(os2) >= 90 && be.Uint16(os2) >= 2 {
		f.m.XHeight, f.m.CapHeight = s(os2, 86), s(os2, 88)
	}
	fill := func(p *int, v int) {
		if *p <= 0 {
			*p = v
		}
	}
	fill(&f.m.CapHeight, 700)
	fill(&f.m.XHeight, 500)
	fill(&f.m.UnderlineSize, 50)
	fill(&f.m.StrikeSize, f.m.UnderlineSize)
	fill(&f.m.StrikePos, f.m.XHeight*6/10)
	if f.m.UnderlinePos >= 0 {
		f.m.UnderlinePos = -100
	}
	f.desc.BBox = [4]int{s(head, 36), s(head, 38), s(head, 40), s(head, 42)}
	return nil
}

// mayEmbed looks whether the face's rights let a part of it be embedded. (OpenType: OS/2, fsType)
func (f *Face) mayEmbed() error {
	be := binary.BigEndian
	if os2 := f.tab["OS/2"]; len(os2) >= 10 {
		switch rights := be.Uint16(os2[8:]); {
		case rights&0xf == 2:
			return errors.New("its licence forbids to embed it (OS/2 fsType: restricted)")
		case rights&0x200 != 0:
			return errors.New("its licence allows to embed pictures only, no outlines (OS/2 fsType)")
		case rights&0x100 != 0:
			return errors.New("its licence forbids to embed a part of it (OS/2 fsType: no subsetting)")
		}
	}
	return nil
}

// describe fills in the font's descriptor, and its names in a PDF, and returns whether it is semibold or more.
func (f *Face) describe() (bold bool) {
	be := binary.BigEndian
	head, os2, post := f.tab["head"], f.tab["OS/2"], f.tab["post"]
	if len(post) >= 16 {
		f.desc.ItalicAngle = float64(int32(be.Uint32(post[4:]))) / 65536
		f.desc.Fixed = be.Uint32(post[12:]) != 0
	}
	weight := 400
	if len(os2) >= 8 {
		weight = int(be.Uint16(os2[4:]))
	}
	f.desc.StemV = 10 + max(0, weight-50)/5 // the usual estimate from the weight class
	f.desc.Italic = f.desc.ItalicAngle != 0 || be.Uint16(head[44:])&2 != 0
	f.desc.Serif = strings.Contains(strings.ToLower(f.name), "serif")
	f.ps = f.postScript()
	f.desc.PostScript = f.ps
	f.res = fmt.Sprintf("F%08x", crc32.ChecksumIEEE(f.data))
	if f.part > 0 {
		f.res += fmt.Sprintf("p%d", f.part)
	}
	return weight >= 600
}

// postScript reads name 6, and keeps only what a PDF name may hold without escapes.
func (f *Face) postScript() string {
	be := binary.BigEndian
	t := f.tab["name"]
	name := ""
	if len(t) >= 6 {
		str := int(be.Uint16(t[4:]))
		for i := range int(be.Uint16(t[2:])) {
			p := 6 + 12*i
			if p+12 > len(t) {
				break
			}
			if be.Uint16(t[p+6:]) != 6 {
				continue
			}
			o, n := str+int(be.Uint16(t[p+10:])), int(be.Uint16(t[p+8:]))
			if o+n > len(t) {
				continue
			}
			if raw := t[o : o+n]; be.Uint16(t[p:]) == 1 {
				name = string(raw)
			} else {
				u := make([]uint16, n/2)
				for i := range u {
					u[i] = be.Uint16(raw[2*i:])
				}
				name = string(utf16.Decode(u))
			}
			break
		}
	}
	if name == "" {
		name = f.name
	}
	name = strings.Map(func(r rune) rune {
		if r == '-' || r == '_' || '0' <= r && r <= '9' || 'A' <= r && r <= 'Z' || 'a' <= r && r <= 'z' {
			return r
		}
		return -1
	}, name)
	if name == "" {
		return "Font"
	}
	return name
}

// parse makes what shaping needs, once.
func (f *Face) parse() error {
	f.open()
	f.once.Do(func() {
		defer func() {
			if e := recover(); e != nil {
				f.bad = fmt.Errorf("font %s: %w: %v", f.name, ErrDamaged, e)
			}
		}()
		tags := []string{"GDEF", "GPOS", "GSUB", "OS/2", "cmap", "head", "hhea", "hmtx", "maxp", "post"} // sorted
		if f.tab["GPOS"] == nil {
			tags = nil
		}
		face, err := f.parsed(tags)
		if err != nil {
			f.bad = fmt.Errorf("font %s: %w", f.name, err)
			return
		}
		f.font = face.Font
		if g, ok := f.font.Cmap.Lookup('-'); ok && int(g) < f.glyphs {
			f.dash = uint16(g)
		}
	})
	return f.bad
}

// parsed reads the tables given, all of them when there are none. The outlines are needed for shaping only to place
// marks in fonts that do not say where marks go; parsing them takes most of the time and memory.
func (f *Face) parsed(tags []string) (*font.Face, error) {
	if tags == nil {
		tags = slices.Sorted(maps.Keys(f.tab))
	}
	faces, err := font.ParseTTC(bytes.NewReader(f.file(tags)))
	if err != nil {
		return nil, err
	}
	return faces[0], nil
}

// file is a font file with some of the tables, whose names are sorted.
func (f *Face) file(tags []string) []byte {
	be := binary.BigEndian
	var names []string
	size := 12
	for _, t := range tags {
		if x := f.tab[t]; x != nil {
			names = append(names, t)
			size += 16 + (len(x)+3)&^3
		}
	}
	b := make([]byte, 0, size)
	b = be.AppendUint32(b, 0x00010000)
	b = be.AppendUint16(b, uint16(len(names)))
	b = append(b, 0, 0, 0, 0, 0, 0)
	off := 12 + 16*len(names)
	for _, t := range names {
		b = append(b, t...)
		b = be.AppendUint32(b, 0)
		b = be.AppendUint32(b, uint32(off))
		b = be.AppendUint32(b, uint32(len(f.tab[t])))
		off += (len(f.tab[t]) + 3) &^ 3
	}
	for _, t := range names {
		b = append(b, f.tab[t]...)
		for len(b)%4 != 0 {
			b = append(b, 0)
		}
	}
	return b
}
