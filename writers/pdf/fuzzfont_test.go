package pdf

import (
	"bytes"
	"context"
	"encoding/binary"
	"os"
	"slices"
	"testing"

	"platen/convert/tree"
	"platen/fonts"
)

// FuzzFont writes a page with a font that is damaged: bytes of one of its tables replaced, the file cut off, as it is or in a
// collection, or another kind of file by its first bytes. The page comes out whatever the font has.
func FuzzFont(f *testing.F) {
	symbols, _ := fonts.Lookup("Noto Sans Symbols")
	good := symbols.Regular.Data()
	for table := range uint8(16) {
		f.Add(table, uint32(0), []byte{0xff, 0xff}, uint32(0), uint8(0))
	}
	f.Add(uint8(3), uint32(4), []byte{0, 0, 0, 1}, uint32(5000), uint8(1))
	f.Add(uint8(0), uint32(0), []byte("x"), uint32(0), uint8(2))
	f.Add(uint8(0), uint32(0), []byte("OTTO"), uint32(0), uint8(3))
	b := &tree.Book{Name: "a", Pages: []*tree.Page{{Path: "a.md", Blocks: []tree.Block{&tree.Paragraph{Inlines: []tree.Inline{&tree.Text{S: "words \u2625 \u2660 \u26bf"}}}}}}}
	f.Fuzz(func(t *testing.T, table uint8, at uint32, patch []byte, cut uint32, form uint8) {
		data := bytes.Clone(good)
		entry := data[12+16*(int(table)%int(binary.BigEndian.Uint16(data[4:]))):]
		from, n := binary.BigEndian.Uint32(entry[8:]), binary.BigEndian.Uint32(entry[12:])
		switch form % 4 {
		case 1: // the table's entry itself
			copy(entry[4:16], patch)
		case 3:
			copy(data, patch)
		default:
			copy(data[from+at%max(n, 1):], patch)
		}
		if cut > 0 {
			data = data[:int(cut)%len(data)]
		}
		if form%4 == 2 { // a collection of one
			head := binary.BigEndian.AppendUint32([]byte("ttcf\x00\x01\x00\x00\x00\x00\x00\x01"), 16)
			data = slices.Concat(head, data)
		}
		w := &Writer{File: "a.pdf", Fallback: []File{{Name: "x.ttf", Data: data}}}
		w.Write(context.Background(), discarded{}, b, func(d tree.Diag) {
			if d.Code == tree.PageFailed {
				t.Errorf("%s\n%s", d.Msg, d.Trace)
			}
		})
	})
}

// FuzzFontFile writes a page with a file that may be a font: outlines of PostScript (CFF), a collection, one with variations, cut
// off anywhere; as a fallback and as the font of the page.
func FuzzFontFile(f *testing.F) {
	for _, name := range []string{"cubic.otf", "cubic.ttc", "vary.ttf"} {
		data, err := os.ReadFile("internal/typeset/testdata/" + name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
		for _, n := range []int{4, 2, 1} {
			f.Add(data[:len(data)*n/5])
		}
	}
	b := &tree.Book{Name: "a", Pages: []*tree.Page{{Path: "a.md", Blocks: []tree.Block{&tree.Paragraph{Inlines: []tree.Inline{&tree.Text{S: "words A \u2625 \u65e5"}}}}}}}
	f.Fuzz(func(t *testing.T, data []byte) {
		for _, w := range []*Writer{{File: "a.pdf", Fallback: []File{{Name: "x.otf", Data: data}}}, {File: "a.pdf", ThemeFile: File{Name: "theme.yaml", Data: []byte("fonts: {text: x.otf}\n")}, ThemeFiles: map[string][]byte{"x.otf": data}}} {
			w.Write(context.Background(), discarded{}, b, func(d tree.Diag) {
				if d.Code == tree.PageFailed {
					t.Errorf("%s\n%s", d.Msg, d.Trace)
				}
			})
		}
	})
}

// FuzzTheme reads theme files: what is in them is an error with its place, or a design with which a page comes out.
func FuzzTheme(f *testing.F) {
	for _, s := range []string{"base: print\nmargin: [20, 30]\n", "body: {size: 11, lead: 14}\nheader: [\"{title}\", \"{chapter}\"]\ncover: x.png\n", "colors: &a {b: *a}\n", "page: {width: 1e308, height: -1}", "body: {size: 0.0001, font: x.ttf#Bold}\n"} {
		f.Add([]byte(s))
	}
	b := &tree.Book{Name: "a", Pages: []*tree.Page{{Path: "a.md", Blocks: []tree.Block{&tree.Paragraph{Inlines: []tree.Inline{&tree.Text{S: "words"}}}}}}}
	f.Fuzz(func(t *testing.T, data []byte) {
		w := &Writer{File: "a.pdf", ThemeFile: File{Name: "theme.yaml", Data: data}}
		w.Write(context.Background(), discarded{}, b, func(d tree.Diag) {
			if d.Code == tree.PageFailed {
				t.Errorf("%s\n%s", d.Msg, d.Trace)
			}
		})
	})
}
