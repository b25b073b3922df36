// Package formula draws the formulas of a book: from TeX to shapes, MathML and a line of Unicode. The layout is that of
// MathJax, by a module that ports it; no other package knows of it.
package formula

import (
	"errors"
	"fmt"
	"strings"
	"sync"

	mathjax "github.com/d2lang/mathjax-go"

	"platen/convert/tree"
)

// An Engine draws formulas, each once: the same TeX has the same drawing. It may be used from many goroutines. The zero
// value is ready; nothing is set up before the first formula.
type Engine struct {
	lock     sync.Mutex
	known    map[string]*drawing
	outlines map[string]*tree.FormulaShape
	once     sync.Once
	script   map[string]rune
}

type drawing struct {
	once    sync.Once
	formula *tree.Formula
	err     error
}

// maxKnown is how many formulas an engine keeps. A book of more distinct ones draws the rest where they stand.
const maxKnown = 50000

var errSize = errors.New("the formula is too large")

// Draw returns the drawing of a formula whose macros are expanded (see [Macros.Expand]). The error is a sentence for the
// author: what of the TeX is not known, or which limit it is above.
func (g *Engine) Draw(tex string, display bool) (*tree.Formula, error) {
	key := "i" + tex
	if display {
		key = "d" + tex
	}
	g.lock.Lock()
	d := g.known[key]
	if d == nil {
		d = &drawing{}
		if g.known == nil {
			g.known = map[string]*drawing{}
		}
		if len(g.known) < maxKnown {
			g.known[key] = d
		}
	}
	g.lock.Unlock()
	d.once.Do(func() { d.formula, d.err = g.make(tex, display) })
	return d.formula, d.err
}

// outline is the one outline of a path.
func (g *Engine) outline(path string, sign bool) *tree.FormulaShape {
	g.lock.Lock()
	defer g.lock.Unlock()
	o := g.outlines[path]
	if o == nil {
		if g.outlines == nil {
			g.outlines = map[string]*tree.FormulaShape{}
		}
		path = strings.Clone(path) // the drawing is not kept for it
		o = &tree.FormulaShape{Path: path, Sign: sign}
		g.outlines[path] = o
	}
	return o
}

// make draws one formula.
func (g *Engine) make(tex string, display bool) (f *tree.Formula, err error) {
	defer func() {
		if e := recover(); e != nil { // in the module
			f, err = nil, errors.New("the formula cannot be drawn")
		}
	}()
	if err := limit(tex); err != nil {
		return nil, err
	}
	g.once.Do(g.scripts)
	w := rewrite(tex, display)
	root, err := render(w.String(), display)
	if err != nil {
		return nil, err
	}
	return g.read(root, display, w)
}

// render calls the module.
func render(tex string, display bool) (*element, error) {
	o := mathjax.DefaultOptions()
	o.Display = true
	if !display { // else the module makes scripts of all that stands above and below
		tex = `\textstyle ` + tex
	}
	svg, err := mathjax.RenderWithOptions(tex, o)
	if err != nil {
		return nil, errors.New("the formula cannot be drawn")
	}
	root, err := parse(svg)
	if err != nil {
		return nil, err
	}
	if e := root.find(func(e *element) bool { return e.kind() == "merror" }); e != nil {
		return nil, errors.New(sentence(e.get("data-mjx-error")))
	}
	return root, nil
}

// sentence makes words of what the engine says.
func sentence(s string) string {
	if name, ok := strings.CutPrefix(s, "Undefined control sequence "); ok {
		return fmt.Sprintf("\"%s\" is no command that is known", name)
	}
	if s == "" {
		return "the formula cannot be drawn"
	}
	return strings.ToLower(s[:1]) + s[1:]
}

// scripts finds out the outlines of the letters of \mathcal.
func (g *Engine) scripts() {
	g.script = map[string]rune{}
	for i, r := range scripts {
		root, err := render(`\mathcal{`+string(rune('A'+i))+`}`, false)
		if err != nil {
			return
		}
		if e := root.find(func(e *element) bool { return e.tag == "path" }); e != nil {
			g.script[strings.Clone(e.get("d"))] = r
		}
	}
}

// read makes a formula of the engine's drawing.
func (g *Engine) read(root *element, display bool, w *writer) (*tree.Formula, error) {
	f := &tree.Formula{}
	box := numbers(root.get("viewBox"))
	math := root.find(func(e *element) bool { return e.kind() == "math" })
	if math == nil {
		return nil, errSVG
	}
	if k := math.kids; !display && len(k) == 1 && k[0].kind() == "mstyle" && k[0].get("transform") == "" { // see render
		math = &element{tag: math.tag, attrs: math.attrs, kids: k[0].kids}
	}
	b := &builder{script: g.script, aligns: w.aligns, made: map[*element]*node{}}
	f.MathML = b.math(math, display)
	d := &drawer{Engine: g, lines: w.lines, bars: w.bars, nodes: b.made}
	d.draw(math, pen{m: matrix{1, 0, 0, 1, 0, 0}})
	if len(box) < 4 && d.table != nil { // see drawer.draw
		box = numbers(d.table.get("viewBox"))
		if len(box) == 4 {
			box[2] = 2 * box[0]
		}
		if d.label != nil {
			if l := numbers(d.label.get("viewBox")); len(l) > 0 {
				f.SideWidth = l[0]
			}
		}
	}
	if len(box) < 4 {
		return nil, errSVG
	}
	f.Width, f.Height, f.Depth = box[2], -box[1], box[3]+box[1]
	if f.Width > maxEm*1000 || f.Height > maxEm*1000 || f.Depth > maxEm*1000 || f.Width < 0 || len(d.out) > maxMarks {
		return nil, errSize
	}
	f.Marks, f.Side = d.out, d.side
	f.Number = b.number.String()
	f.Linear = linear(f.MathML)
	if hasTable(f.MathML) {
		f.Rows = rows(f.MathML)
	}
	if d.table == nil {
		f.Breaks = breaks(math)
	}
	return f, nil
}

// breaks are the places before the relations of a formula, those in groups left out.
func breaks(math *element) []float64 {
	var out []float64
	for _, k := range math.kids {
		if k.kind() != "mo" || len(k.kids) == 0 {
			continue
		}
		x := transform(k.get("transform"))[4]
		b := builder{}
		if n := b.token("mo", k); n != nil && strings.ContainsAny(words(n), strings.ReplaceAll(relations, ":", "")) && x > 0 {
			out = append(out, x)
		}
	}
	return out
}
