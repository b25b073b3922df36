package epub

import (
	"bytes"
	"context"
	"encoding/base64"
	"hash/crc32"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"testing"
	"testing/fstest"

	"encoding/binary"

	"platen/convert"
	"platen/convert/tree"
)

// noise fills an image with colours that do not pack, so that less pixels are less bytes.
func noise(set func(x, y int, c color.Color), w, h int) {
	n := uint32(1)
	for y := range h {
		for x := range w {
			n = n*1664525 + 1013904223
			set(x, y, color.NRGBA{uint8(n >> 24), uint8(n >> 16), uint8(n >> 8), uint8(n>>20 | 0x80)})
		}
	}
}

func asPNG(t *testing.T, m image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, m); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// webpFile is an image of 64 × 32 pixels in lossless WebP.
const webpFile = "UklGRiQAAABXRUJQVlA4TBcAAAAvP8AHAAdQjyKXp/8BICH8P69G9D/1AQA="

// TestImageLimit scales images down that are over the limit, each in its kind, and leaves the others as they are.
func TestImageLimit(t *testing.T) {
	r := image.Rect(0, 0, 200, 100)
	full, gray, alpha := image.NewRGBA(r), image.NewGray(r), image.NewNRGBA(r)
	noise(func(x, y int, c color.Color) {
		q := color.NRGBAModel.Convert(c).(color.NRGBA)
		q.A = 255
		full.Set(x, y, q)
	}, 200, 100)
	noise(gray.Set, 200, 100)
	noise(alpha.Set, 200, 100)
	var photo bytes.Buffer
	if err := jpeg.Encode(&photo, full, &jpeg.Options{Quality: 95}); err != nil {
		t.Fatal(err)
	}
	exif := []byte("\xff\xe1\x00\x0cExif\x00\x00MM\x00*")
	turned := append(append(bytes.Clone(photo.Bytes()[:2]), exif...), photo.Bytes()[2:]...)
	gamma := binary.BigEndian.AppendUint32([]byte("\x00\x00\x00\x04gAMA\x00\x00\xb1\x8f"), crc32.ChecksumIEEE([]byte("gAMA\x00\x00\xb1\x8f")))
	coloured := asPNG(t, full)
	coloured = append(append(bytes.Clone(coloured[:33]), gamma...), coloured[33:]...)
	files := map[string][]byte{"full.png": coloured, "gray.png": asPNG(t, gray), "alpha.png": asPNG(t, alpha), "photo.jpg": turned,
		"flat.png": asPNG(t, image.NewGray(image.Rect(0, 0, 60, 60))), "drawing.svg": []byte(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 900 900"><path d="M0 0h9v9z"/></svg>`)}
	m := fstest.MapFS{"a.md": {Data: []byte("# A\n\n![a](full.png) ![b](gray.png) ![c](alpha.png) ![d](photo.jpg) ![e](flat.png) ![f](drawing.svg)\n")}}
	for name, data := range files {
		m[name] = &fstest.MapFile{Data: data}
	}
	b, err := convert.Load(context.Background(), convert.Source{FS: m, Name: "g", Pages: []string{"a.md"}}, convert.Options{}, func(tree.Diag) {})
	if err != nil {
		t.Fatal(err)
	}
	out, found := made(t, &Writer{ImageLimit: 80}, b)
	if len(found) > 0 {
		t.Error(found)
	}
	f := open(t, out["a.epub"])
	for name, kind := range map[string]string{"full.png": "*image.RGBA", "gray.png": "*image.Gray", "alpha.png": "*image.NRGBA", "photo.jpg": "*image.YCbCr"} {
		data := []byte(f.text(t, "media/"+name))
		got, _, err := image.Decode(bytes.NewReader(data))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if s := got.Bounds().Size(); s != image.Pt(80, 40) || len(data) >= len(files[name]) {
			t.Errorf("%s has %v pixels and %d bytes of %d", name, s, len(data), len(files[name]))
		}
		if k := typeName(got); k != kind {
			t.Errorf("%s is a %s, want %s", name, k, kind)
		}
	}
	if s := f.text(t, "media/photo.jpg"); s[2:2+len(exif)] != string(exif) {
		t.Error("the photograph has lost how it stands")
	}
	if s := f.text(t, "media/full.png"); s[33:33+len(gamma)] != string(gamma) {
		t.Error("the image has lost what its colours mean")
	}
	for _, name := range []string{"flat.png", "drawing.svg"} {
		if f.text(t, "media/"+name) != string(files[name]) {
			t.Errorf("%s is changed", name)
		}
	}
	out, _ = made(t, &Writer{}, b)
	f = open(t, out["a.epub"])
	for name, data := range files {
		if f.text(t, "media/"+name) != string(data) {
			t.Errorf("%s is changed without a limit", name)
		}
	}
}

func typeName(m image.Image) string {
	switch m.(type) {
	case *image.RGBA:
		return "*image.RGBA"
	case *image.Gray:
		return "*image.Gray"
	case *image.NRGBA:
		return "*image.NRGBA"
	case *image.YCbCr:
		return "*image.YCbCr"
	}
	return "another"
}

// TestShrinkKinds says what becomes of each kind of WebP, and keeps what cannot be made smaller.
func TestShrinkKinds(t *testing.T) {
	v := &volume{w: &Writer{ImageLimit: 100}}
	head := func(kind string, flags byte) []byte {
		b := make([]byte, headBytes)
		copy(b, "RIFF\x00\x00\x00\x00WEBP"+kind)
		b[20] = flags
		return b
	}
	for _, tt := range []struct {
		mime, kind string
		flags      byte
		w, h       int
		as         string
		ok         bool
	}{
		{"image/webp", "VP8 ", 0, 101, 9, "image/jpeg", true},
		{"image/webp", "VP8L", 0, 9, 101, "image/png", true},
		{"image/webp", "VP8X", 0x10, 101, 9, "image/png", true},
		{"image/webp", "VP8X", 0x02, 101, 9, "image/webp", false},
		{"image/webp", "VP8 ", 0, 100, 100, "image/webp", false},
		{"image/gif", "", 0, 900, 900, "image/gif", false},
		{"image/png", "", 0, 0, 0, "image/png", false},
		{"image/jpeg", "", 0, 20_000, 20_000, "image/jpeg", false},
	} {
		if as, ok := v.shrinks(tt.mime, head(tt.kind, tt.flags), tt.w, tt.h); as != tt.as || ok != tt.ok {
			t.Errorf("%s %q %d: got %s %v", tt.mime, tt.kind, tt.flags, as, ok)
		}
	}
	data, _ := base64.StdEncoding.DecodeString(webpFile)
	if small, err := shrink(data, "image/png", 16); err != nil {
		t.Error(err)
	} else if m, err := png.Decode(bytes.NewReader(small)); err != nil || m.Bounds().Dx() != 16 || m.Bounds().Dy() != 8 {
		t.Errorf("the WebP image came to %v", err)
	}
	if _, err := shrink([]byte("\x89PNG\r\n\x1a\nxxxx"), "image/png", 10); err == nil || err == errKept {
		t.Errorf("a damaged image: %v", err)
	}
}

func FuzzShrink(f *testing.F) {
	m := image.NewNRGBA(image.Rect(0, 0, 9, 5))
	noise(m.Set, 9, 5)
	var b bytes.Buffer
	if err := png.Encode(&b, m); err != nil {
		f.Fatal(err)
	}
	f.Add(b.Bytes(), true)
	b.Reset()
	if err := jpeg.Encode(&b, m, nil); err != nil {
		f.Fatal(err)
	}
	f.Add(b.Bytes(), false)
	data, _ := base64.StdEncoding.DecodeString(webpFile)
	f.Add(data, true)
	f.Fuzz(func(t *testing.T, data []byte, isPNG bool) {
		if cfg, _, err := image.DecodeConfig(bytes.NewReader(data)); err != nil || cfg.Width*cfg.Height > 1<<16 {
			return
		}
		mime := map[bool]string{true: "image/png", false: "image/jpeg"}[isPNG]
		small, err := shrink(data, mime, 4)
		if err != nil {
			return
		}
		if cfg, _, err := image.DecodeConfig(bytes.NewReader(small)); err != nil || imageType(small, false) != mime || max(cfg.Width, cfg.Height) > 4 {
			t.Errorf("%v, %v", cfg, err)
		}
	})
}
