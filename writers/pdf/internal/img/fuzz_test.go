package img

import (
	"bytes"
	"encoding/base64"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"testing"
)

// FuzzDecode reads PNG, JPEG, GIF and WebP files: an error, or pixels for all of the size that is told.
func FuzzDecode(f *testing.F) {
	m := image.NewPaletted(image.Rect(0, 0, 7, 5), color.Palette{color.White, color.Black, color.Transparent})
	for i := range m.Pix {
		m.Pix[i] = uint8(i % 3)
	}
	deep := image.NewNRGBA64(m.Rect)
	for _, encode := range []func(b *bytes.Buffer) error{
		func(b *bytes.Buffer) error { return png.Encode(b, m) }, func(b *bytes.Buffer) error { return png.Encode(b, deep) }, func(b *bytes.Buffer) error { return png.Encode(b, image.NewGray16(m.Rect)) },
		func(b *bytes.Buffer) error { return jpeg.Encode(b, deep, nil) }, func(b *bytes.Buffer) error { return jpeg.Encode(b, image.NewGray(m.Rect), nil) }, func(b *bytes.Buffer) error { return gif.Encode(b, m, nil) },
	} {
		var b bytes.Buffer
		if err := encode(&b); err != nil {
			f.Fatal(err)
		}
		f.Add(b.Bytes())
		f.Add(b.Bytes()[:b.Len()*2/3])
	}
	for _, s := range []string{"UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA==", "UklGRiQAAABXRUJQVlA4IBgAAAAwAQCdASoBAAEAAwA0JaQAA3AA/vuUAAA="} {
		b, err := base64.StdEncoding.DecodeString(s)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(b)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		cfg, _, err := image.DecodeConfig(bytes.NewReader(data))
		if err != nil || cfg.Width*cfg.Height > 1<<20 {
			return // the reader has asked before
		}
		for _, s := range []Shown{{}, {W: 2, H: 2}} {
			r, err := DecodeShown(data, s)
			if err == nil && (r.W <= 0 || r.H <= 0) {
				t.Errorf("%d × %d pixels", r.W, r.H)
			}
		}
	})
}
