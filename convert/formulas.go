package convert

import (
	"context"
	"maps"
	"slices"
	"strconv"
	"strings"

	"platen/convert/internal/formula"
	"platen/convert/tree"
)

// formulas draws the formulas of all pages, numbers those that have a label, and turns references to labels into links.
func (l *loader) formulas(ctx context.Context, project map[string]string) error {
	for _, name := range slices.Sorted(maps.Keys(project)) {
		l.macros.Define(name, project[name], 0)
	}
	found := make([]*pageFormulas, len(l.pages))
	err := l.parallel(ctx, func(i int) {
		if p := l.pages[i]; p != nil {
			found[i] = findFormulas(p)
		}
	})
	if err != nil {
		return err
	}
	l.equations = equations{}
	for _, f := range found {
		if f == nil {
			continue
		}
		for _, e := range f.equations {
			l.equations.add(e)
		}
	}
	return l.parallel(ctx, func(i int) {
		if f := found[i]; f != nil {
			l.drawFormulas(f, l.diags[i].Add)
		}
		if p := l.pages[i]; p != nil && len(l.equations) > 0 {
			c := citer{equations: l.equations, page: p, report: l.diags[i].Add}
			tree.InspectPage(p, c.node)
		}
	})
}

// pageFormulas are the formulas of a page in reading order.
type pageFormulas struct {
	page      *tree.Page
	nodes     []tree.Node
	tex       []string // with numbers in place of labels
	equations []equation
}

func findFormulas(p *tree.Page) *pageFormulas {
	f := &pageFormulas{page: p}
	number := 0
	tree.InspectPage(p, func(n tree.Node) bool {
		switch n := n.(type) {
		case *tree.Math:
			f.nodes, f.tex = append(f.nodes, n), append(f.tex, n.TeX)
		case *tree.MathBlock:
			f.nodes, f.tex = append(f.nodes, n), append(f.tex, f.number(n, &number))
		}
		return true
	})
	if len(f.nodes) == 0 {
		return nil
	}
	return f
}

// number gives the equations of a block their numbers: those with a label, and a block that has an id. Numbers count from 1 in
// each page; what has a \tag is called that.
func (f *pageFormulas) number(b *tree.MathBlock, last *int) string {
	if !strings.Contains(b.TeX, `\label`) {
		if b.Attr == nil || b.Attr.ID == "" || strings.Contains(b.TeX, `\begin{align`) || strings.Contains(b.TeX, `\begin{gather`) {
			return b.TeX
		}
		number, ok := tagOf(b.TeX)
		if !ok {
			*last++
			number = strconv.Itoa(*last)
		}
		f.equations = append(f.equations, equation{label: b.Attr.ID, page: f.page, id: b.Attr.ID, number: number})
		if ok {
			return b.TeX
		}
		return insideOf(b.TeX) + `\tag{` + number + `}`
	}
	rows := strings.SplitAfter(b.TeX, `\\`)
	for i, row := range rows {
		before, rest, ok := strings.Cut(row, `\label`)
		rest = strings.TrimLeft(rest, " ")
		label, after, closed := strings.Cut(strings.TrimPrefix(rest, "{"), "}")
		if !ok || !closed || label == "" || !strings.HasPrefix(rest, "{") {
			continue
		}
		number, tagged := tagOf(row)
		tag := ""
		if !tagged {
			*last++
			number = strconv.Itoa(*last)
			tag = `\tag{` + number + `}`
		}
		rows[i] = before + tag + after
		f.equations = append(f.equations, equation{label: label, page: f.page, id: f.name(b, label), number: number})
	}
	return strings.Join(rows, "")
}

// insideOf takes the environment off that numbers an equation anyhow: with a number of ours in it, it is none.
func insideOf(tex string) string {
	s := strings.TrimSpace(tex)
	for _, name := range []string{"equation*", "equation", "displaymath"} {
		if in, ok := strings.CutPrefix(s, `\begin{`+name+`}`); ok {
			if in, ok := strings.CutSuffix(in, `\end{`+name+`}`); ok {
				return in
			}
		}
	}
	return tex
}

// tagOf is what \tag calls an equation.
func tagOf(tex string) (string, bool) {
	_, rest, ok := strings.Cut(tex, `\tag`)
	s, _, closed := strings.Cut(strings.TrimPrefix(strings.TrimPrefix(rest, "*"), "{"), "}")
	return s, ok && closed
}

// name makes a label an id of the page, that of its block where it has none.
func (f *pageFormulas) name(b *tree.MathBlock, label string) string {
	id := strings.Join(strings.Fields(label), "-")
	if _, ok := f.page.IDs[id]; ok {
		return id
	}
	if b.Attr == nil {
		b.Attr = &tree.Attr{}
	}
	if b.Attr.ID == "" {
		b.Attr.ID = id
	} else {
		b.Attr.Aliases = append(b.Attr.Aliases, id)
	}
	if f.page.IDs != nil {
		f.page.IDs[id] = b
	}
	return id
}

// drawFormulas draws the formulas of a page. Macros that one defines hold from there on.
func (l *loader) drawFormulas(f *pageFormulas, report func(tree.Diag)) {
	macros := l.macros.Clone()
	defineAll(macros, f.page.Meta["macros"])
	defineAll(macros, f.page.Meta["math"])
	for i, n := range f.nodes {
		tex, err := l.equations.refer(f.page, f.tex[i])
		if err == nil {
			tex, err = macros.Expand(tex)
		}
		_, display := n.(*tree.MathBlock)
		drawn := &tree.Formula{} // definitions alone show nothing
		if err == nil && tex != "" {
			drawn, err = l.engine.Draw(tex, display)
		}
		if err != nil {
			report(tree.Diag{Page: f.page, Pos: fault(f.page, n, err.Error()), Severity: tree.Warning, Code: tree.MathUnknown,
				Msg: "the formula is not drawn: " + err.Error(), Hint: "it stays TeX; define the command as a macro, or write it otherwise"})
			continue
		}
		switch n := n.(type) {
		case *tree.Math:
			n.Drawn = drawn
		case *tree.MathBlock:
			n.Drawn = drawn
		}
	}
}

// defineAll adds the macros of a page's metadata: by name, each a text or a list of a text and the number of its arguments.
func defineAll(m *formula.Macros, v any) {
	list, ok := v.(map[string]any)
	if !ok {
		return
	}
	for _, name := range slices.Sorted(maps.Keys(list)) {
		switch v := list[name].(type) {
		case string:
			m.Define(name, v, 0)
		case []any:
			if len(v) > 0 {
				if body, ok := v[0].(string); ok {
					m.Define(name, body, 0)
				}
			}
		}
	}
}

// fault is where the command that a message names stands, else where the formula does.
func fault(p *tree.Page, n tree.Node, msg string) tree.Pos {
	pos := n.Position()
	_, rest, ok := strings.Cut(msg, `"\`)
	name, _, closed := strings.Cut(rest, `"`)
	if !ok || !closed {
		return pos
	}
	for _, s := range p.Sources {
		at := int(pos - s.Base)
		if pos < s.Base || at > len(s.Text) {
			continue
		}
		text := s.Text[at:]
		text = text[:min(len(text), 40000)]
		for from := 0; ; {
			i := strings.Index(text[from:], `\`+name)
			if i < 0 {
				break
			}
			end := from + i + 1 + len(name)
			if end == len(text) || text[end] < 'A' || text[end] > 'Z' && text[end] < 'a' || text[end] > 'z' {
				return pos + tree.Pos(from+i)
			}
			from = end
		}
	}
	return pos
}
