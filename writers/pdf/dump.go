package pdf

import (
	"context"
	"fmt"
	"strings"

	"platen/convert/tree"
)

// Structure returns the structure tree of what Write would make, as indented text: an element a line, its words
// in quotes below it, in reading order. It is for tests and for people; it leaves out what depends on the sheets.
func (w *Writer) Structure(ctx context.Context, b *tree.Book, report func(tree.Diag)) (string, error) {
	var out strings.Builder
	groups := [][]*tree.Page{b.Pages}
	if b.Lone {
		groups = nil
		for _, p := range b.Pages {
			groups = append(groups, []*tree.Page{p})
		}
	}
	for _, pages := range groups {
		j, err := w.newJob(b, pages, report)
		if err != nil {
			return "", err
		}
		t := j.tools()
		level := 0
		for i, u := range j.units {
			if err := ctx.Err(); err != nil {
				return "", err
			}
			if doc := j.measure(t, u, i); doc != nil {
				newDumper(doc, &level).write(&out)
			}
		}
		j.reportMissing()
	}
	return out.String(), nil
}

// A dumper gathers what each element holds: words and elements, in the order in which they are drawn.
type dumper struct {
	doc   *pageDoc
	items [][]dumpItem // by element; the last is the section itself
	shown []bool
	level *int
}

type dumpItem struct {
	elem  int32 // -1: text
	text  string
	fresh bool // the text starts a line of code
}

func newDumper(doc *pageDoc, level *int) *dumper {
	d := &dumper{doc: doc, items: make([][]dumpItem, len(doc.elems)+1), shown: make([]bool, len(doc.elems)), level: level}
	d.flow(doc.flow, 0, len(doc.flow.slabs))
	for i := range doc.elems {
		d.attach(int32(i))
	}
	return d
}

// attach puts an element into its parent, when it is not there.
func (d *dumper) attach(n int32) {
	if d.shown[n] {
		return
	}
	d.shown[n] = true
	p := d.doc.elems[n].parent
	if p >= 0 {
		d.attach(p)
	} else {
		p = int32(len(d.doc.elems))
	}
	d.items[p] = append(d.items[p], dumpItem{elem: n})
}

func (d *dumper) text(n int32, s string, fresh bool) {
	if n < 0 {
		return
	}
	d.attach(n)
	list := d.items[n]
	if k := len(list) - 1; k >= 0 && list[k].elem < 0 && !fresh {
		list[k].text += s
		return
	}
	d.items[n] = append(list, dumpItem{-1, s, fresh})
}

func (d *dumper) flow(f *flow, from, to int) {
	for i := from; i < to; i++ {
		s := &f.slabs[i]
		if e := s.more; e != nil {
			if e.beside != nil && e.beside.node >= 0 {
				d.attach(e.beside.node)
			}
			for _, l := range e.labels {
				d.attach(l.node)
				if l.line != nil {
					for _, r := range l.line.Runs {
						d.text(l.node, r.Text, false)
					}
				}
			}
			if e.row != nil {
				d.attach(e.row.node)
				for _, c := range e.row.cells {
					d.attach(c.node)
					d.flow(c.flow, c.from, c.to)
				}
			}
		}
		if s.line != nil {
			if i > from && s.kind == slabLine && f.slabs[i-1].line != nil && f.slabs[i-1].line.Hard && f.slabs[i-1].node == s.node {
				d.text(s.node, "\n", false)
			}
			for k := range s.line.Runs {
				r := &s.line.Runs[k]
				if q := d.doc.ref(r.Ref); !r.Mark && q.node >= 0 {
					d.text(q.node, r.Text, s.kind == slabCode && k == 0 && s.flags&continued == 0)
				}
			}
		} else if s.node >= 0 && s.kind != slabRow {
			d.attach(s.node)
		}
		if s.more != nil {
			for _, n := range s.more.notes {
				f := d.doc.notes[n].flow
				d.flow(f, 0, len(f.slabs))
			}
		}
	}
}

func (d *dumper) write(b *strings.Builder) {
	b.WriteString("Sect\n")
	d.elems(b, int32(len(d.doc.elems)), 1)
}

func (d *dumper) elems(b *strings.Builder, n int32, depth int) {
	for _, it := range d.items[n] {
		indent := strings.Repeat("  ", depth)
		if it.elem < 0 {
			if s := strings.TrimRight(it.text, " "); s != "" {
				fmt.Fprintf(b, "%s%q\n", indent, s)
			}
			continue
		}
		e := &d.doc.elems[it.elem]
		typ := e.typ
		if typ == "H" {
			*d.level = max(1, min(int(e.level), *d.level+1, 6))
			typ = headingTypes[*d.level-1]
		}
		b.WriteString(indent + typ)
		if m := e.more; m != nil {
			for _, a := range []struct{ name, value string }{{"alt", m.alt}, {"actual", m.actual}, {"id", m.id}, {"scope", m.scope}, {"list", m.list}} {
				if a.value != "" {
					fmt.Fprintf(b, " %s=%q", a.name, a.value)
				}
			}
			if m.colSpan > 1 {
				fmt.Fprintf(b, " colspan=%d", m.colSpan)
			}
			if m.rowSpan > 1 {
				fmt.Fprintf(b, " rowspan=%d", m.rowSpan)
			}
		}
		for i := range d.doc.links {
			if l := &d.doc.links[i]; l.node == it.elem {
				fmt.Fprintf(b, " to=%q", firstOf(l.url, l.dest))
				break
			}
		}
		b.WriteByte('\n')
		d.elems(b, it.elem, depth+1)
	}
}
