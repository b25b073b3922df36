package img

import (
	"bytes"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"runtime"
	"testing"
)

// TestCost compares what a file is said to take with what decoding it allocates.
func TestCost(t *testing.T) {
	const w, h = 1000, 800
	encode := func(m image.Image, f func(b *bytes.Buffer, m image.Image) error) []byte {
		var b bytes.Buffer
		if err := f(&b, m); err != nil {
			t.Fatal(err)
		}
		return b.Bytes()
	}
	asPNG := func(b *bytes.Buffer, m image.Image) error { return png.Encode(b, m) }
	clear := image.NewNRGBA(image.Rect(0, 0, w, h))
	deep := image.NewNRGBA64(image.Rect(0, 0, w, h))
	plain := image.NewGray(image.Rect(0, 0, w, h))
	flat := image.NewPaletted(image.Rect(0, 0, w, h), color.Palette{color.Black, color.Transparent})
	for name, tt := range map[string]struct {
		data []byte
		want int
	}{
		"alpha":   {encode(clear, asPNG), w * h * 8},
		"16 bits": {encode(deep, asPNG), w * h * 16},
		"gray":    {encode(plain, asPNG), 0},
		"JPEG":    {encode(clear, func(b *bytes.Buffer, m image.Image) error { return jpeg.Encode(b, m, nil) }), w * h * 6},
		"GIF":     {encode(flat, func(b *bytes.Buffer, m image.Image) error { return gif.Encode(b, m, nil) }), w * h * 8},
		"none":    {[]byte("\x89PNG\r\n"), 0},
	} {
		if got := Cost(tt.data, Shown{}); got != tt.want {
			t.Errorf("%s: %d, want %d", name, got, tt.want)
		}
		if tt.want == 0 {
			continue
		}
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		if _, err := Decode(tt.data); err != nil {
			t.Fatal(err)
		}
		runtime.ReadMemStats(&after)
		if n := after.TotalAlloc - before.TotalAlloc; n > uint64(tt.want)*3/2 {
			t.Errorf("%s: %d bytes for %d", name, n, tt.want)
		}
	}
}
