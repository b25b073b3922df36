package pdfdoc

import (
	"fmt"
	"slices"
	"strconv"

	"platen/writers/pdf/internal/typeset"
)

// A place is where a destination is.
type place struct {
	page int
	x, y float64
	e    *Elem // what is there; nil: unknown
}

// destinations collects the pages' destinations; the first of equal names wins.
func (d *Doc) destinations() map[string]place {
	if d.dests != nil {
		return d.dests
	}
	d.dests = map[string]place{}
	for i, p := range d.pages {
		for _, t := range p.dests {
			if _, ok := d.dests[t.name]; !ok {
				d.dests[t.name] = place{i, t.x, t.y, t.e}
			}
		}
	}
	return d.dests
}

func (p place) append(b []byte) []byte {
	b = append(ref(append(b, '['), pageObject(p.page)), "/XYZ "...)
	b = append(typeset.AppendNum(b, p.x, 0), ' ')
	return append(typeset.AppendNum(b, p.y, 0), " null]"...)
}

// tree writes a name or number tree with at most one level below its root; keys are sorted. (ISO 32000-1, 7.9.6, 7.9.7)
func (w *file) tree(kind string, keys, vals []string) int {
	const per = 256
	put := func(b []byte, i, j int) []byte {
		b = append(append(append(b, '/'), kind...), '[')
		for ; i < j; i++ {
			b = append(append(append(append(b, keys[i]...), ' '), vals[i]...), ' ')
		}
		return append(b, "]>>"...)
	}
	if len(keys) <= per {
		return w.add(put([]byte("<<"), 0, len(keys)))
	}
	kids := []byte("<</Kids[")
	for i := 0; i < len(keys); i += per {
		j := min(i+per, len(keys))
		kids = append(ref(kids, w.add(put(fmt.Appendf(nil, "<</Limits[%s %s]", keys[i], keys[j-1]), i, j))), ' ')
	}
	return w.add(append(kids, "]>>"...))
}

// addNames writes the named destinations; 0 when there are none.
func (w *file) addNames(d *Doc) int {
	m := d.destinations()
	if len(m) == 0 {
		return 0
	}
	names := make([]string, 0, len(m))
	for k := range m {
		names = append(names, k)
	}
	slices.Sort(names)
	k, v := make([]string, len(names)), make([]string, len(names))
	for i, n := range names {
		k[i], v[i] = string(byteString(nil, n)), string(m[n].append(nil))
	}
	return w.tree("Names", k, v)
}

// An item is an entry of the outline.
type item struct {
	mark    bookmark
	parent  *item
	kids    []*item
	num     int
	visible int // entries below that are seen when this one is open
}

// addOutline writes the bookmarks. A level that is skipped hangs on the nearest higher one. (ISO 32000-1, 12.3.3)
func (w *file) addOutline(d *Doc) int {
	if len(d.marks) == 0 {
		return 0
	}
	root := &item{mark: bookmark{open: true}}
	cur := root
	for _, m := range d.marks {
		for cur != root && cur.mark.level >= m.level {
			cur = cur.parent
		}
		k := &item{mark: m, parent: cur}
		k.mark.open = m.open && !d.o.CloseBookmarks
		cur.kids = append(cur.kids, k)
		cur = k
	}
	root.num = w.add(nil)
	var number func(t *item)
	number = func(t *item) {
		for _, k := range t.kids {
			k.num = w.add(nil)
			number(k)
			t.visible++
			if k.mark.open {
				t.visible += k.visible
			}
		}
	}
	number(root)
	dests := d.destinations()
	var write func(t *item)
	write = func(t *item) {
		for i, k := range t.kids {
			b := textString([]byte("<</Title"), k.mark.title)
			b = ref(append(b, "/Parent "...), t.num)
			if i > 0 {
				b = ref(append(b, "/Prev "...), t.kids[i-1].num)
			}
			if i+1 < len(t.kids) {
				b = ref(append(b, "/Next "...), t.kids[i+1].num)
			}
			if n := len(k.kids); n > 0 {
				b = ref(append(b, "/First "...), k.kids[0].num)
				b = ref(append(b, "/Last "...), k.kids[n-1].num)
				c := k.visible
				if !k.mark.open {
					c = -c
				}
				b = strconv.AppendInt(append(b, "/Count "...), int64(c), 10)
			}
			if at, ok := dests[k.mark.dest]; ok && w.modern {
				b = w.goTo(b, k.mark.dest, at)
			} else if ok {
				b = byteString(append(b, "/Dest"...), k.mark.dest)
			}
			w.set(k.num, append(b, ">>"...))
			write(k)
		}
	}
	write(root)
	w.set(root.num, fmt.Appendf(nil, "<</Type/Outlines/First %d 0 R/Last %d 0 R/Count %d>>", root.kids[0].num, root.kids[len(root.kids)-1].num, root.visible))
	return root.num
}

// appendLabels adds the catalogue's page labels. (ISO 32000-1, 12.4.2)
func appendLabels(b []byte, ls []Label) []byte {
	if len(ls) == 0 {
		return b
	}
	b = append(b, "/PageLabels<</Nums["...)
	for _, l := range ls {
		b = append(strconv.AppendInt(b, int64(l.Page), 10), "<<"...)
		if l.Style != "" {
			b = nameObject(append(b, "/S"...), l.Style)
		}
		if l.Prefix != "" {
			b = textString(append(b, "/P"...), l.Prefix)
		}
		if l.First > 1 {
			b = strconv.AppendInt(append(b, "/St "...), int64(l.First), 10)
		}
		b = append(b, ">>"...)
	}
	return append(b, "]>>"...)
}
