package dita

import (
	"context"
	"io"
	"testing"

	"platen/convert/tree"
	"platen/writers/internal/testkit"
)

type discard struct{}

func (discard) Create(string) (io.WriteCloser, error) { return discard{}, nil }
func (discard) Write(b []byte) (int, error)           { return len(b), nil }
func (discard) Close() error                          { return nil }

// BenchmarkWrite writes each guide to nowhere; bytes are those of the sources.
func BenchmarkWrite(b *testing.B) {
	for _, g := range testkit.Guides(b) {
		b.Run(g.Name, func(b *testing.B) {
			book := g.Load(b)
			n := 0
			for _, p := range book.Pages {
				for _, s := range p.Sources {
					n += len(s.Text)
				}
			}
			b.SetBytes(int64(n))
			b.ReportAllocs()
			for b.Loop() {
				if err := new(Writer).Write(context.Background(), discard{}, book, func(tree.Diag) {}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
