package convert

import (
	"bytes"
	"context"
	"crypto/sha256"
	"fmt"
	"io"
	"strings"
	"sync"

	"platen/convert/tree"
)

// Diagrams draws the code blocks of some languages. A zero Diagrams draws none.
type Diagrams struct {
	Languages []string // as code fences name them: "mermaid"
	// Draw returns the SVG of a diagram's source, or an error that says in one line what went wrong. It is called
	// from many goroutines.
	Draw func(ctx context.Context, language, source string) ([]byte, error)
}

// maxDiagram is how large a drawn diagram may be, in bytes.
const maxDiagram = 8 << 20

// draws returns the language of Languages that a code block is in, "" when it is drawn by none.
func (d *Diagrams) draws(lang string) string {
	for _, l := range d.Languages {
		if strings.EqualFold(l, lang) || strings.EqualFold(l, "dot") && strings.EqualFold(lang, "graphviz") {
			return l
		}
	}
	return ""
}

// diagrams draws the diagrams of all pages. A code block becomes a figure with the drawing, which is a file of the book;
// its description is the block's title, else its source. Where drawing fails the code stays.
func (l *loader) diagrams(ctx context.Context, a *assets) error {
	if l.opts.Diagrams.Draw == nil {
		return nil
	}
	made := &drawings{assets: a, bySource: map[string]*drawing{}}
	return l.parallel(ctx, func(i int) {
		p := l.pages[i]
		if p == nil {
			return
		}
		m := diagramMaker{ctx: ctx, d: &l.opts.Diagrams, page: p, made: made, report: l.diags[i].add}
		m.visit = func(n tree.Node) bool { return blockLists(n, m.blocks, m.visit) }
		p.Blocks = m.blocks(p.Blocks)
		for _, n := range p.Notes {
			m.visit(n)
		}
	})
}

// drawings are the diagrams of a book, each drawn once.
type drawings struct {
	assets *assets

	mu       sync.Mutex
	bySource map[string]*drawing
}

type drawing struct {
	once  sync.Once
	asset *tree.Asset
	err   error
}

type diagramMaker struct {
	ctx    context.Context
	d      *Diagrams
	page   *tree.Page
	made   *drawings
	report func(tree.Diag)
	visit  func(tree.Node) bool
}

func (m *diagramMaker) blocks(blocks []tree.Block) []tree.Block {
	for i, b := range blocks {
		code, ok := b.(*tree.CodeBlock)
		if !ok {
			m.visit(b)
			continue
		}
		lang := m.d.draws(code.Lang)
		if lang == "" || strings.TrimSpace(code.Text) == "" || m.ctx.Err() != nil {
			continue
		}
		asset, err := m.made.draw(m.ctx, m.d, lang, code.Text)
		if err != nil {
			if m.ctx.Err() == nil {
				m.report(tree.Diag{Page: m.page, Pos: code.Pos, Severity: tree.Warning, Code: tree.DiagramFailed,
					Msg: fmt.Sprintf("the %s diagram was not drawn: %v", lang, err), Hint: "it stays code"})
			}
			continue
		}
		blocks[i] = m.figure(code, lang, asset)
	}
	return blocks
}

// figure shows a drawing in the place of its source.
func (m *diagramMaker) figure(code *tree.CodeBlock, lang string, asset *tree.Asset) *tree.Figure {
	alt := code.Title
	if alt == "" {
		alt = diagramWords(lang, code.Text)
	}
	im := &tree.Image{Pos: code.Pos, Src: tree.Target{Raw: asset.Path, Asset: asset}, Alt: alt}
	f := &tree.Figure{Pos: code.Pos, Attr: code.Attr, Blocks: []tree.Block{&tree.Paragraph{Pos: code.Pos, Inlines: []tree.Inline{im}}}}
	if code.Title != "" {
		f.Caption = []tree.Block{&tree.Paragraph{Pos: code.Pos, Tight: true, Inlines: textInlines(code.Title)}}
	}
	rename(m.page, code, f)
	return f
}

// maxDiagramWords is how many bytes of a diagram's source describe it.
const maxDiagramWords = 300

// diagramWords describes a diagram by its source.
func diagramWords(lang, source string) string {
	s := strings.Join(strings.Fields(source), " ")
	if len(s) > maxDiagramWords {
		s = strings.ToValidUTF8(s[:maxDiagramWords], "") + "…"
	}
	return "Diagram (" + lang + "): " + s
}

// draw draws a diagram, or returns the drawing of the same source.
func (ds *drawings) draw(ctx context.Context, d *Diagrams, lang, source string) (*tree.Asset, error) {
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
		svg, err := d.Draw(ctx, lang, source)
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

// cleanDrawing makes sure that a program's output is an SVG, and leaves out what comes before and behind it.
func cleanDrawing(svg []byte) ([]byte, error) {
	if len(svg) > maxDiagram {
		return nil, fmt.Errorf("the drawing has %d bytes, over the limit of %d", len(svg), maxDiagram)
	}
	start, end := bytes.Index(svg, []byte("<svg")), bytes.LastIndex(svg, []byte("</svg>"))
	if start < 0 || end < start {
		return nil, fmt.Errorf("the program wrote no SVG")
	}
	svg = svg[start : end+len("</svg>")]
	if _, _, ok := svgSize(svg); !ok {
		return nil, fmt.Errorf("the program wrote no SVG")
	}
	return append(svg, '\n'), nil
}

// made adds a file that was made while reading.
func (a *assets) made(name string, data []byte) *tree.Asset {
	f := &assetFile{used: true}
	f.Path, f.Size, f.MIME = name, int64(len(data)), "image/svg+xml"
	f.W, f.H, _ = svgSize(data)
	f.Open = func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(data)), nil }
	a.mu.Lock()
	defer a.mu.Unlock()
	a.known[name] = f
	return &f.Asset
}
