package pdf

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"io"
	"math/rand/v2"
	"testing"

	"platen/convert/tree"
	"platen/fonts"
	"platen/writers"
	"platen/writers/pdf/internal/typeset"
)

// TestDamagedFonts changes bytes in each table of a fallback font: the page comes out each time, with the next font where
// the damage is found, and nothing panics.
func TestDamagedFonts(t *testing.T) {
	symbols, _ := fonts.Lookup("Noto Sans Symbols")
	good := symbols.Regular.Data()
	b := &tree.Book{Name: "a", Pages: []*tree.Page{{Path: "a.md", Blocks: []tree.Block{&tree.Paragraph{Inlines: []tree.Inline{&tree.Text{S: "words \u2625 \u2660 \u26bf"}}}}}}}
	r := rand.New(rand.NewPCG(1, 2))
	found := 0
	for i := range int(binary.BigEndian.Uint16(good[4:])) {
		entry := good[12+16*i:]
		at, n := int(binary.BigEndian.Uint32(entry[8:])), int(binary.BigEndian.Uint32(entry[12:]))
		for range 3 {
			data := bytes.Clone(good)
			for range 4 {
				data[at+r.IntN(min(n, 64))] = byte(r.IntN(256))
			}
			told := false
			w := &Writer{File: "a.pdf", Fallback: []File{{Name: "x.ttf", Data: data}}}
			err := w.Write(context.Background(), discarded{}, b, func(d tree.Diag) {
				told = told || d.Code == tree.FontDamaged
				if d.Code == tree.PageFailed {
					t.Errorf("table %s: %s", entry[:4], d.Msg)
				}
			})
			if err != nil && !errors.Is(err, typeset.ErrNotFont) {
				continue // its header, its licence: refused by name
			}
			if told {
				found++
			}
		}
	}
	if found < 5 {
		t.Errorf("damage is found %d times", found)
	}
	if f, err := typeset.Load("x.ttf", good); err != nil || f.Check() != nil {
		t.Errorf("the font as it is: %v, %v", err, f.Check())
	}
}

type discarded struct{ io.Writer }

func (discarded) Create(string) (io.WriteCloser, error) { return discarded{io.Discard}, nil }

func (discarded) Close() error { return nil }

var _ writers.Output = discarded{}
