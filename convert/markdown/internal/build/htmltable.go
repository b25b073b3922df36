package build

import (
	"fmt"
	"strconv"
	"strings"

	"platen/convert/markdown/internal/lex"
	"platen/convert/markdown/internal/limit"
	"platen/convert/tree"
)

// tableParts are the parts of a <table>, sorted by what they are.
type tableParts struct {
	c       *Page
	caption []tree.Block
	before  []tree.Block // browsers put what stands between rows before the table
	groups  []rowGroup
	loose   int // the group of rows outside of thead, tbody and tfoot, -1 for none
}

// outside takes what stands in a part that holds rows or cells only.
func (t *tableParts) outside(f *Frame) {
	f.Paragraph()
	t.before = append(t.before, f.Blocks...)
	f.Blocks = nil
}

// row takes a row.
func (t *tableParts) row(k *part, g *rowGroup) {
	t.outside(&k.Frame)
	g.rows = append(g.rows, k)
	for _, e := range k.parts {
		if e.Kind != cellElement {
			t.before = append(t.before, t.c.strayPart(e)...)
		}
	}
}

// looseGroup is the group of rows outside of thead, tbody and tfoot.
func (t *tableParts) looseGroup() *rowGroup {
	if t.loose < 0 {
		t.groups = append(t.groups, rowGroup{name: "tbody"})
		t.loose = len(t.groups) - 1
	}
	return &t.groups[t.loose]
}

// take takes a part of the table.
func (t *tableParts) take(k *part) {
	switch k.Kind {
	case captionElement:
		if t.caption == nil {
			t.caption = k.content()
			t.c.ownPart(k, t.caption)
			return
		}
		t.before = append(t.before, t.c.strayPart(k)...)
	case ColElement, colgroupElement:
		t.outside(&k.Frame)
		t.before = append(t.before, t.c.partID(k)...)
	case sectionElement:
		t.outside(&k.Frame)
		t.before = append(t.before, t.c.partID(k)...)
		g := rowGroup{name: k.Tag.Name}
		t.loose = -1
		for _, r := range k.parts {
			if r.Kind == rowElement {
				t.row(r, &g)
			} else {
				t.before = append(t.before, t.c.strayPart(r)...)
			}
		}
		t.groups = append(t.groups, g)
	case rowElement:
		t.row(k, t.looseGroup())
	case cellElement:
		g := t.looseGroup()
		if n := len(g.rows); n == 0 || g.rows[n-1].Tag.Name != "" {
			g.rows = append(g.rows, &part{Frame: Frame{Kind: rowElement, Pos: k.Pos}})
		}
		r := g.rows[len(g.rows)-1]
		r.parts = append(r.parts, k)
	default:
		t.before = append(t.before, t.c.strayPart(k)...)
	}
}

// tableNode makes a table of <table>: a grid in which every place is taken once, whatever the spans say.
func (b *Builder) tableNode(f *Frame) {
	c := b.Page
	t := &tree.Table{Pos: f.Pos}
	parts := tableParts{c: c, loose: -1}
	parts.outside(f)
	for _, k := range f.parts {
		parts.take(k)
	}
	t.Caption = parts.caption
	before, groups := parts.before, parts.groups
	for _, n := range before {
		b.AddBlock(n)
	}
	cols := 0
	for i := range groups {
		groups[i].build(c)
		cols = max(cols, groups[i].cols)
	}
	if cols == 0 {
		for _, n := range t.Caption {
			b.AddBlock(n)
		}
		b.anchor(&f.Tag, f.Pos)
		for i := range groups {
			for _, r := range groups[i].out {
				for _, id := range r.Attr.IDs() {
					a := &tree.Anchor{Pos: r.Pos, ID: id}
					c.Tree.IDs[id] = a
					b.Add(a)
				}
			}
		}
		return
	}
	t.Cols = make([]tree.Column, cols)
	short := shortRows{cols: cols}
	for i := range groups {
		g := &groups[i]
		c.countCells(len(g.out)*cols, g.pos())
		g.fill(&short)
		switch {
		case len(g.out) == 0:
		case g.name == "thead":
			t.Head = append(t.Head, g.out...)
		case g.name == "tfoot":
			t.Foot = append(t.Foot, g.out...)
		default:
			t.Bodies = append(t.Bodies, &tree.Body{Pos: g.out[0].Pos, Rows: g.out})
		}
	}
	short.report(c)
	headRow(t)
	scopes(t)
	t.Attr = c.TagAttr(&f.Tag, t)
	b.AddBlock(t)
}

// partID is the id of a part without a node, as a line that the table takes.
func (c *Page) partID(k *part) []tree.Block {
	in := c.partAnchor(k, nil)
	if in == nil {
		return nil
	}
	return []tree.Block{&tree.Paragraph{Pos: k.Pos, Tight: true, Inlines: in}}
}

// strayPart is the content of a part that stands where it has no meaning.
func (c *Page) strayPart(k *part) []tree.Block {
	blocks := k.content()
	c.ownPart(k, blocks)
	return blocks
}

// A rowGroup is a thead, tbody or tfoot while its grid is made.
type rowGroup struct {
	name string
	rows []*part
	out  []*tree.Row
	cols int
}

func (g *rowGroup) pos() tree.Pos {
	if len(g.rows) > 0 {
		return g.rows[0].Pos
	}
	return 0
}

// build places the cells of the group's rows. Spans are cut where they leave the group or run into a cell
// that hangs down from above.
func (g *rowGroup) build(c *Page) {
	var down []int32
	for i, r := range g.rows {
		row := &tree.Row{Pos: r.Pos, Attr: r.attr}
		c.Own(row.Attr, row)
		at := 0
		skip := func() {
			for at < len(down) && down[at] > 0 {
				down[at]--
				at++
			}
		}
		for _, k := range r.parts {
			if k.Kind != cellElement {
				continue
			}
			skip()
			cell := &tree.Cell{Pos: k.Pos, Attr: cellAttr(k.attr), ColSpan: 1, RowSpan: 1, Blocks: k.Blocks}
			c.Own(cell.Attr, cell)
			if k.Tag.Name == "th" {
				cell.Scope = tree.ScopeCol
				if s, _ := k.Tag.Get("scope"); strings.HasPrefix(strings.ToLower(s), "row") {
					cell.Scope = tree.ScopeRow
				}
			}
			if s, ok := k.Tag.Get("align"); ok {
				cell.Align = alignOf(s)
			}
			left := len(g.rows) - i
			rows := span(&k.Tag, "rowspan")
			if rows == 0 || rows > left {
				rows = left
			}
			cell.RowSpan = int32(rows)
			want := max(1, span(&k.Tag, "colspan"))
			if at+want > c.Syntax.Limits.Columns {
				panic(&limit.Error{Limit: "limit-columns", Value: c.Syntax.Limits.Columns, Line: c.lineOf(k.Pos), What: fmt.Sprintf("a table with %d columns", at+want)})
			}
			n := 0
			for ; n < want; n++ {
				if at == len(down) {
					down = append(down, 0)
				}
				if down[at] > 0 {
					break
				}
				down[at] = int32(rows) - 1
				at++
			}
			cell.ColSpan = int32(n)
			row.Cells = append(row.Cells, cell)
		}
		for at < len(down) {
			if down[at] > 0 {
				down[at]--
			}
			at++
		}
		g.out = append(g.out, row)
	}
	g.cols = len(down)
}

// fill adds empty cells so that each row spans all columns.
func (g *rowGroup) fill(short *shortRows) {
	cols := short.cols
	down := make([]int32, cols)
	for _, r := range g.out {
		cells := r.Cells
		r.Cells = nil
		few, has := len(cells) > 0, 0
		for at := 0; at < cols; {
			if down[at] > 0 {
				down[at]--
				at++
				has++
				continue
			}
			var cell *tree.Cell
			if len(cells) > 0 {
				cell, cells = cells[0], cells[1:]
			} else {
				cell = &tree.Cell{Pos: r.Pos, ColSpan: 1, RowSpan: 1}
				if few {
					few = false
					short.add(r.Pos, has)
				}
			}
			r.Cells = append(r.Cells, cell)
			has += int(cell.ColSpan)
			for range cell.ColSpan {
				down[at] = cell.RowSpan - 1
				at++
			}
		}
	}
}

// span reads colspan or rowspan; 1 when it is not there or no number.
func span(t *lex.Tag, name string) int {
	s, ok := t.Get(name)
	if !ok {
		return 1
	}
	n, err := strconv.Atoi(strings.TrimSpace(s))
	if err != nil || n < 0 {
		return 1
	}
	return min(n, 1000)
}

// cellAttr is a without what a cell has fields for.
func cellAttr(a *tree.Attr) *tree.Attr {
	if a == nil {
		return nil
	}
	keys := a.Keys[:0]
	for _, k := range a.Keys {
		switch k.Name {
		case "colspan", "rowspan", "scope", "align":
		default:
			keys = append(keys, k)
		}
	}
	a.Keys = keys
	if len(keys) == 0 {
		a.Keys = nil
	}
	if a.ID == "" && a.Classes == nil && a.Keys == nil {
		return nil
	}
	return a
}

func alignOf(s string) tree.Align {
	switch strings.ToLower(s) {
	case "left":
		return tree.AlignLeft
	case "center", "middle":
		return tree.AlignCenter
	case "right":
		return tree.AlignRight
	}
	return tree.AlignDefault
}

// headRow makes the first row the head when there is none and all its cells are headers.
func headRow(t *tree.Table) {
	if len(t.Head) > 0 || len(t.Bodies) == 0 {
		return
	}
	rows := t.Bodies[0].Rows
	for _, cell := range rows[0].Cells {
		if cell.Scope == tree.ScopeNone || cell.RowSpan > 1 {
			return
		}
	}
	t.Head = rows[:1:1]
	if t.Bodies[0].Rows = rows[1:]; len(rows) == 1 {
		t.Bodies = t.Bodies[1:]
	}
}

// scopes tells header cells that head their row from those that head their column.
func scopes(t *tree.Table) {
	for _, b := range t.Bodies {
		for _, r := range b.Rows {
			all := true
			for _, cell := range r.Cells {
				all = all && cell.Scope != tree.ScopeNone
			}
			if !all && r.Cells[0].Scope == tree.ScopeCol {
				r.Cells[0].Scope = tree.ScopeRow
			}
		}
	}
}
