package convert

import (
	"context"
	"fmt"
	"strings"

	"platen/convert/internal/asset"
	"platen/convert/tree"
)

// Diagrams draws the code blocks of some languages. A zero Diagrams draws none.
type Diagrams struct {
	Languages []string // as code fences name them: "mermaid"
	Shown     []string // languages whose code all outputs draw when they are looked at: it is not reported as code that stays
	// Draw returns the SVG of a diagram's source, or an error that says in one line what went wrong. It is called
	// from many goroutines.
	Draw func(ctx context.Context, language, source string) ([]byte, error)
}

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
func (l *loader) diagrams(ctx context.Context, a *asset.Set) error {
	if l.opts.Diagrams.Draw == nil {
		return nil
	}
	made := asset.NewDrawings(a)
	return l.parallel(ctx, func(i int) {
		p := l.pages[i]
		if p == nil {
			return
		}
		m := diagramMaker{ctx: ctx, d: &l.opts.Diagrams, page: p, made: made, report: l.diags[i].Add}
		m.visit = func(n tree.Node) bool { return blockLists(n, m.blocks, m.visit) }
		p.Blocks = m.blocks(p.Blocks)
		for _, n := range p.Notes {
			m.visit(n)
		}
	})
}

type diagramMaker struct {
	ctx    context.Context
	d      *Diagrams
	page   *tree.Page
	made   *asset.Drawings
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
		drawn, err := m.made.Draw(m.ctx, m.d.Draw, lang, code.Text)
		if err != nil {
			if m.ctx.Err() == nil {
				m.report(tree.Diag{Page: m.page, Pos: code.Pos, Severity: tree.Warning, Code: tree.DiagramFailed,
					Msg: fmt.Sprintf("the %s diagram was not drawn: %v", lang, err), Hint: "it stays code"})
			}
			continue
		}
		blocks[i] = m.figure(code, lang, drawn)
	}
	return blocks
}

// figure shows a drawing in the place of its source.
func (m *diagramMaker) figure(code *tree.CodeBlock, lang string, drawn *tree.Asset) *tree.Figure {
	alt := code.Title
	if alt == "" {
		alt = diagramWords(lang, code.Text)
	}
	im := &tree.Image{Pos: code.Pos, Src: tree.Target{Raw: drawn.Path, Asset: drawn}, Alt: alt}
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
