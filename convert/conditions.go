package convert

import (
	"fmt"
	"slices"
	"strings"

	"platen/convert/tree"
)

// Conditions choose among text that is for some readers only. Where none is chosen, all of it stays.
type Conditions struct {
	Include []tree.Condition // of a condition with one of these names, text without any of its values is left out
	Exclude []tree.Condition // text is left out when all its values of a condition are among these
	Formats []string         // that are made, by name; nil is not known
	Keep    bool             // the outputs have conditions themselves: that nothing is chosen is no finding
}

// rejects returns the condition for which a node with these attributes is left out, "" when it stays.
func (c *Conditions) rejects(a *tree.Attr) string {
	if a == nil || len(a.Keys) == 0 || len(c.Include)+len(c.Exclude) == 0 {
		return ""
	}
	for _, k := range a.Conditions() {
		if versions := valuesOf(c.Include, "moniker"); k.Name == "range" && a.HasClass("moniker") && len(versions) > 0 {
			if expr := a.Get("data-range"); !slices.ContainsFunc(versions, func(v string) bool { return monikerIn(v, expr) }) {
				return "versions " + expr
			}
			continue
		}
		wanted, unwanted := valuesOf(c.Include, k.Name), valuesOf(c.Exclude, k.Name)
		none := len(wanted) > 0 && !slices.ContainsFunc(k.Values, func(v string) bool { return slices.Contains(wanted, v) })
		all := len(unwanted) > 0 && !slices.ContainsFunc(k.Values, func(v string) bool { return !slices.Contains(unwanted, v) })
		if none || all {
			return k.Name + "=" + strings.Join(k.Values, " ")
		}
	}
	return ""
}

func valuesOf(list []tree.Condition, name string) []string {
	var out []string
	for _, c := range list {
		if c.Name == name {
			out = append(out, c.Values...)
		}
	}
	return out
}

// apply leaves out of a page what the conditions reject, and reports it.
func (c *Conditions) apply(p *tree.Page, choice *chooser, report func(tree.Diag)) {
	f := &conditionFilter{c: c, choice: choice, page: p, report: report}
	f.visit = f.node
	p.Blocks = f.blocks(p.Blocks)
	for _, n := range p.Notes {
		f.node(n)
	}
	if f.dropped {
		f.settle()
	}
}

type conditionFilter struct {
	c       *Conditions
	choice  *chooser
	page    *tree.Page
	report  func(tree.Diag)
	visit   func(tree.Node) bool
	dropped bool
}

// node looks into the block lists and inlines under n.
func (f *conditionFilter) node(n tree.Node) bool {
	switch n := n.(type) {
	case *tree.List:
		n.Items = keepParts(f, n.Items)
		for _, it := range n.Items {
			f.node(it)
		}
	case *tree.TabGroup:
		n.Tabs = keepParts(f, n.Tabs)
		for _, t := range n.Tabs {
			f.node(t)
		}
	case *tree.Body:
		for _, r := range n.Rows {
			if slices.ContainsFunc(r.Cells, func(c *tree.Cell) bool { return c.RowSpan > 1 }) {
				tree.Children(n, f.visit)
				return true
			}
		}
		n.Rows = keepParts(f, n.Rows)
		tree.Children(n, f.visit)
	case *tree.Table:
		n.Caption = f.blocks(n.Caption)
		for _, rows := range [][]*tree.Row{n.Head, n.Foot} {
			for _, r := range rows {
				f.node(r)
			}
		}
		for _, b := range n.Bodies {
			f.node(b)
		}
	case *tree.Figure:
		n.Blocks, n.Caption = f.blocks(n.Blocks), f.blocks(n.Caption)
	default:
		f.inlinesOf(n)
		blockLists(n, f.blocks, f.visit)
	}
	return true
}

// keepParts are the parts of a node that stay.
func keepParts[N tree.Node](f *conditionFilter, nodes []N) []N {
	return slices.DeleteFunc(nodes, func(n N) bool { return f.drop(n) })
}

// drop reports whether a node is left out, and says so.
func (f *conditionFilter) drop(n tree.Node) bool {
	a := tree.AttrOf(n)
	if a == nil {
		return false
	}
	why := f.choice.hides(a)
	if why == "" {
		why = f.c.rejects(a)
	}
	if why == "" {
		return false
	}
	f.forget(n)
	if !strings.Contains(why, " is left out of ") {
		why += " is left out"
	}
	d := tree.Diag{Page: f.page, Pos: n.Position(), Severity: tree.Info, Code: tree.LeftOut, Msg: "text for " + why}
	if strings.HasPrefix(why, "content-hidden") || strings.HasPrefix(why, "hidden") {
		d.Msg = "text that is " + why
	}
	if strings.HasPrefix(why, "hidden") {
		d.Hint = "--include-if hidden=true keeps it"
	}
	f.report(d)
	return true
}

// forget takes the ids of what is left out away from the page.
func (f *conditionFilter) forget(n tree.Node) {
	f.dropped = true
	tree.Inspect(n, func(n tree.Node) bool {
		for _, id := range tree.AttrOf(n).IDs() {
			delete(f.page.IDs, id)
		}
		if a, ok := n.(*tree.Anchor); ok {
			delete(f.page.IDs, a.ID)
		}
		return true
	})
}

// blocks are the blocks that stay. A heading that is left out takes its section with it.
func (f *conditionFilter) blocks(blocks []tree.Block) []tree.Block {
	kept := 0
	level := int8(0) // of the heading whose section is left out
	for i, b := range blocks {
		if h, ok := b.(*tree.Heading); ok && level > 0 && h.Level <= level {
			level = 0
		}
		if level > 0 {
			f.forget(b)
			continue
		}
		if f.drop(b) {
			if h, ok := b.(*tree.Heading); ok {
				level = h.Level
			}
			continue
		}
		f.beside(blocks, i)
		f.node(b)
		switch b := b.(type) {
		case *tree.List:
			if len(b.Items) == 0 {
				continue
			}
		case *tree.TabGroup:
			if len(b.Tabs) == 0 {
				continue
			}
		}
		if kept != i {
			blocks[kept] = b
		}
		kept++
	}
	clear(blocks[kept:])
	return blocks[:kept]
}

// beside reports text for one kind of reader right before text for another, when none was chosen.
func (f *conditionFilter) beside(blocks []tree.Block, i int) {
	if i+1 < len(blocks) && !f.c.Keep {
		f.sideBySide(blocks[i], blocks[i+1])
	}
}

func (f *conditionFilter) sideBySide(a, b tree.Node) {
	first := tree.AttrOf(a).Conditions()
	if len(first) == 0 {
		return
	}
	second := tree.AttrOf(b).Conditions()
	if len(second) == 0 || first[0].Name != second[0].Name || slices.Equal(first[0].Values, second[0].Values) ||
		valuesOf(f.c.Include, first[0].Name) != nil || f.c.rejects(tree.AttrOf(b)) != "" || !slices.Contains(tree.ConditionNames(), first[0].Name) {
		return
	}
	f.report(tree.Diag{Page: f.page, Pos: b.Position(), Severity: tree.Warning, Code: tree.ConditionsOpen,
		Msg:  fmt.Sprintf("text for %s=%s stands beside text for %s", first[0].Name, strings.Join(first[0].Values, " "), strings.Join(second[0].Values, " ")),
		Hint: fmt.Sprintf("choose with --include-if %s=%s", first[0].Name, first[0].Values[0])})
}

// inlinesOf filters the inlines that n holds.
func (f *conditionFilter) inlinesOf(n tree.Node) {
	switch n := n.(type) {
	case *tree.Paragraph:
		n.Inlines = f.inlines(n.Inlines)
	case *tree.Heading:
		n.Inlines = f.inlines(n.Inlines)
	case *tree.Admonition:
		n.Title = f.inlines(n.Title)
	case *tree.Details:
		n.Summary = f.inlines(n.Summary)
	case *tree.Term:
		n.Inlines = f.inlines(n.Inlines)
	case *tree.Tab:
		n.Title = f.inlines(n.Title)
	case *tree.Emph:
		n.Inlines = f.inlines(n.Inlines)
	case *tree.Strong:
		n.Inlines = f.inlines(n.Inlines)
	case *tree.Strike:
		n.Inlines = f.inlines(n.Inlines)
	case *tree.Link:
		n.Inlines = f.inlines(n.Inlines)
	case *tree.Span:
		n.Inlines = f.inlines(n.Inlines)
	case *tree.InlineElement:
		n.Inlines = f.inlines(n.Inlines)
	}
}

func (f *conditionFilter) inlines(list []tree.Inline) []tree.Inline {
	kept := 0
	for i, n := range list {
		switch n.(type) {
		case *tree.Text, *tree.Break, *tree.Code: // they have no attributes, and most lists nothing else
		default:
			if f.drop(n) {
				continue
			}
			if i+1 < len(list) && !f.c.Keep {
				f.sideBySide(n, list[i+1])
			}
			f.inlinesOf(n)
		}
		if kept != i {
			list[kept] = n
		}
		kept++
	}
	clear(list[kept:])
	return list[:kept]
}

// settle counts the references to footnotes anew: those whose references are all left out go with them.
func (f *conditionFilter) settle() {
	had := map[*tree.Footnote]bool{}
	for _, n := range f.page.Notes {
		had[n] = n.Refs > 0
		n.Refs = 0
	}
	var notes []*tree.Footnote
	var visit func(n tree.Node) bool
	visit = func(n tree.Node) bool {
		if r, ok := n.(*tree.NoteRef); ok {
			r.Note.Refs++
			r.N = r.Note.Refs
			if r.Note.Refs == 1 {
				notes = append(notes, r.Note)
				tree.Inspect(r.Note, visit)
			}
		}
		return true
	}
	for _, b := range f.page.Blocks {
		tree.Inspect(b, visit)
	}
	for _, n := range f.page.Notes {
		switch {
		case n.Refs > 0:
		case had[n]:
			f.forget(n)
		default:
			notes = append(notes, n)
		}
	}
	for i, n := range notes {
		n.Number = i + 1
	}
	f.page.Notes = notes
}
