package markdown

import (
	"bytes"
	"context"
	"testing"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
)

// benchPages returns the pages of the guides at hand.
func benchPages(b *testing.B) (pages [][]byte, size int64) {
	guidePages(b, func(_ string, src []byte) {
		pages = append(pages, src)
		size += int64(len(src))
	})
	if len(pages) == 0 {
		b.Skip("no guide")
	}
	return pages, size
}

func BenchmarkRead(b *testing.B) {
	pages, size := benchPages(b)
	r := &Reader{}
	b.SetBytes(size)
	b.ReportAllocs()
	for b.Loop() {
		for _, src := range pages {
			if _, err := r.Read(context.Background(), "page.md", src, nil); err != nil {
				b.Fatal(err)
			}
		}
	}
}

// BenchmarkGoldmark is the unit that reading is measured in: goldmark alone, parse and render.
func BenchmarkGoldmark(b *testing.B) {
	pages, size := benchPages(b)
	md := goldmark.New(goldmark.WithExtensions(extension.GFM))
	b.SetBytes(size)
	b.ReportAllocs()
	for b.Loop() {
		for _, src := range pages {
			var out bytes.Buffer
			if err := md.Convert(src, &out); err != nil {
				b.Fatal(err)
			}
		}
	}
}
