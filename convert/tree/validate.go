package tree

import (
	"errors"
	"fmt"
)

// Validate checks the invariants that node types state and returns all breaches, joined, or nil.
// Writers may rely on them; the reader's tests and fuzz targets prove them.
func Validate(p *Page) error {
	v := &validator{page: p, notes: map[*Footnote]bool{}, ids: map[string]bool{}}
	for i, n := range p.Notes {
		v.notes[n] = true
		if n.Number != i+1 {
			v.errorf(n, "footnote %q has number %d at place %d", n.Label, n.Number, i+1)
		}
	}
	InspectPage(p, func(n Node) bool { v.node(n); return true })
	for id, n := range p.IDs {
		if n == nil {
			v.errs = append(v.errs, fmt.Errorf("id %q leads to no node", id))
		}
		if !v.ids[id] {
			v.errs = append(v.errs, fmt.Errorf("id %q is in no node", id))
		}
	}
	return errors.Join(v.errs...)
}

type validator struct {
	page  *Page
	notes map[*Footnote]bool
	ids   map[string]bool
	errs  []error
}

func (v *validator) errorf(n Node, format string, args ...any) {
	p := v.page.At(n.Position())
	v.errs = append(v.errs, fmt.Errorf("%s:%d:%d: %T: %s", p.Path, p.Line, p.Column, n, fmt.Sprintf(format, args...)))
}

func (v *validator) id(n Node, id string) {
	switch {
	case id == "":
		v.errorf(n, "empty id")
	case v.ids[id]:
		v.errorf(n, "id %q is there twice", id)
	case v.page.IDs[id] == nil:
		v.errorf(n, "id %q is not in Page.IDs", id)
	}
	v.ids[id] = true
}

func (v *validator) node(n Node) {
	for _, id := range AttrOf(n).IDs() {
		v.id(n, id)
	}
	switch n := n.(type) {
	case *Heading:
		if n.Level < 1 || n.Level > 6 {
			v.errorf(n, "level %d", n.Level)
		}
		if n.Attr == nil || n.Attr.ID == "" {
			v.errorf(n, "no id")
		}
	case *CodeBlock:
		if n.Text != "" && n.Text[len(n.Text)-1] != '\n' {
			v.errorf(n, "text does not end in a newline")
		}
		if !apart(n.Marks) || !apart(n.Hidden) || !apart(n.Added) || !apart(n.Removed) || !apart(n.Focus) {
			v.errorf(n, "ranges of lines that are not in their order or overlap")
		}
	case *List:
		if len(n.Items) == 0 {
			v.errorf(n, "no items")
		}
	case *Procedure:
		if n.Steps == nil || !n.Steps.Ordered {
			v.errorf(n, "no ordered steps")
		}
	case *DefinitionList:
		if len(n.Items) == 0 {
			v.errorf(n, "no items")
		}
	case *TabGroup:
		if len(n.Tabs) == 0 {
			v.errorf(n, "no tabs")
		}
	case *Table:
		v.table(n)
	case *Link:
		Inspect(&Span{Inlines: n.Inlines}, func(m Node) bool {
			if _, ok := m.(*Link); ok {
				v.errorf(n, "a link in a link")
			}
			return true
		})
	case *NoteRef:
		if n.Note == nil || !v.notes[n.Note] {
			v.errorf(n, "its footnote is not in Page.Notes")
		}
	case *Anchor:
		v.id(n, n.ID)
	}
}

// table checks that every row spans all columns.
func (v *validator) table(t *Table) {
	cols := len(t.Cols)
	if cols == 0 {
		v.errorf(t, "no columns")
		return
	}
	groups := [][]*Row{t.Head}
	for _, b := range t.Bodies {
		groups = append(groups, b.Rows)
	}
	for _, rows := range append(groups, t.Foot) {
		down := make([]int32, cols) // how many more rows each column is taken from above
		for _, r := range rows {
			at := 0
			for _, c := range r.Cells {
				for at < cols && down[at] > 0 {
					at++
				}
				if c.ColSpan < 1 || c.RowSpan < 1 {
					v.errorf(c, "spans %d×%d", c.ColSpan, c.RowSpan)
					return
				}
				for i := 0; i < int(c.ColSpan); i++ {
					if at >= cols || down[at] > 0 {
						v.errorf(c, "cell passes the %d columns or overlaps another", cols)
						return
					}
					down[at] = c.RowSpan
					at++
				}
			}
			for i := range down {
				if down[i] == 0 {
					v.errorf(r, "row leaves column %d empty", i+1)
					return
				}
				down[i]--
			}
		}
	}
}
