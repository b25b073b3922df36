package asset

import (
	"bytes"
	"context"
	"crypto/sha256"
	"fmt"
	"io"
	"sync"

	"platen/convert/internal/svg"
	"platen/convert/tree"
)

// maxDiagram is how large a drawn diagram may be, in bytes.
const maxDiagram = 8 << 20

// Drawings are the diagrams of a book, each drawn once.
type Drawings struct {
	assets *Set

	mu       sync.Mutex
	bySource map[string]*drawing
}

// NewDrawings returns drawings that become files of assets.
func NewDrawings(assets *Set) *Drawings {
	return &Drawings{assets: assets, bySource: map[string]*drawing{}}
}

type drawing struct {
	once  sync.Once
	asset *tree.Asset
	err   error
}

// Draw draws a diagram with the program draw, or returns the drawing of the same source.
func (ds *Drawings) Draw(ctx context.Context, draw func(ctx context.Context, lang, source string) ([]byte, error), lang, source string) (*tree.Asset, error) {
	sum := sha256.Sum256([]byte(lang + "\x00" + source))
	name := fmt.Sprintf("_files/diagram-%x.svg", sum[:8])
	ds.mu.Lock()
	dr := ds.bySource[name]
	if dr == nil {
		dr = &drawing{}
		ds.bySource[name] = dr
	}
	ds.mu.Unlock()
	dr.once.Do(func() {
		svg, err := draw(ctx, lang, source)
		if err == nil {
			svg, err = cleanDrawing(svg)
		}
		if err != nil {
			dr.err = err
			return
		}
		dr.asset = ds.assets.made(name, svg)
	})
	return dr.asset, dr.err
}

// cleanDrawing makes sure that a program's output is an SVG, and leaves out what comes before and behind it
// and what could run code or load something: a page may make a program write that.
func cleanDrawing(out []byte) ([]byte, error) {
	if len(out) > maxDiagram {
		return nil, fmt.Errorf("the drawing has %d bytes, over the limit of %d", len(out), maxDiagram)
	}
	start, end := bytes.Index(out, []byte("<svg")), bytes.LastIndex(out, []byte("</svg>"))
	if start < 0 || end < start {
		return nil, fmt.Errorf("the program wrote no SVG")
	}
	out = out[start : end+len("</svg>")]
	if _, _, ok := svgSize(out); !ok {
		return nil, fmt.Errorf("the program wrote no SVG")
	}
	clean, _, err := svg.Clean(append(out, '\n'))
	return clean, err
}

// made adds a file that was made while reading.
func (s *Set) made(name string, data []byte) *tree.Asset {
	f := &File{used: true, data: data}
	f.Path, f.Size, f.MIME = name, int64(len(data)), "image/svg+xml"
	f.W, f.H, _ = svgSize(data)
	f.Open = func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(data)), nil }
	s.mu.Lock()
	defer s.mu.Unlock()
	s.known[name] = f
	return &f.Asset
}
