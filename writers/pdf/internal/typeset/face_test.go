package typeset

import (
	"testing"

	"platen/fonts"
)

func TestLoad(t *testing.T) {
	for _, f := range fonts.Families() {
		x, err := Load(f.Regular.Name, f.Regular.Data())
		if err != nil {
			t.Fatal(err)
		}
		m := x.Metrics()
		if m.Ascent < 700 || m.Descent < 150 || m.CapHeight < 500 || m.XHeight < 300 {
			t.Errorf("%s: %+v", x.Name(), m)
		}
		if d := x.Descriptor(); d.PostScript != f.Regular.Name || d.Fixed != f.Mono {
			t.Errorf("%s: %+v", x.Name(), d)
		}
	}
	for _, b := range [][]byte{nil, []byte("short"), make([]byte, 100), append([]byte{0, 1, 0, 0, 0, 9}, make([]byte, 30)...)} {
		if _, err := Load("x", b); err == nil {
			t.Errorf("%q is no font, and no error", b)
		}
	}
}

func TestLoadDamaged(t *testing.T) {
	f, _ := fonts.Lookup("Source Code Pro")
	good := f.Regular.Data()
	for n := 0; n < len(good); n += 9973 {
		if x, err := Load("cut", good[:n]); err == nil {
			x.Has('a')
		}
		b := append([]byte(nil), good...)
		for k := n; k < min(n+40, len(b)); k++ {
			b[k] ^= 0xff
		}
		if x, err := Load("bent", b); err == nil {
			x.Has('a')
			x.GlyphText(5)
			x.Advance(5)
		}
	}
}

func BenchmarkParse(b *testing.B) {
	f, _ := fonts.Lookup("Source Sans 3")
	data := f.Regular.Data()
	for b.Loop() {
		x, _ := Load("x", data)
		x.Has('a')
	}
}

func BenchmarkGlyphText(b *testing.B) {
	f, _ := fonts.Lookup("Source Sans 3")
	data := f.Regular.Data()
	for b.Loop() {
		x, _ := Load("x", data)
		x.GlyphText(5)
	}
}

// A face of the program has the letters of a script only with the forms that they take in words: single letters of Arabic in
// a font for formulas are none. The user's own fonts are taken as they are.
func TestHas(t *testing.T) {
	f, _ := fonts.Lookup("Noto Sans Math")
	own, err := Load(f.Regular.Name, f.Regular.Data())
	if err != nil || !own.Has('ب') {
		t.Error(err, own.Has('ب'))
	}
	x := Lazy(f.Regular.Name, f.Regular.Bold(), nil, f.Regular.Data)
	for r, want := range map[rune]bool{'∑': true, 0x1ee00: true, 'ب': false, 'म': false} {
		if x.Has(r) != want {
			t.Errorf("%c: %t, want %t", r, !want, want)
		}
	}
}

func TestWithoutPrivate(t *testing.T) {
	for in, want := range map[string]string{"plain": "plain", "a\ue000b": "a\ufffdb", "\U000f0001\U0010fffd": "\ufffd\ufffd", "é漢\ufb01": "é漢\ufb01"} {
		if got := WithoutPrivate(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}
