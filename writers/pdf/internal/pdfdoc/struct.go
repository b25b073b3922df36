package pdfdoc

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"platen/writers/pdf/internal/typeset"
)

// pageObject is the number of a page's object in fpdf's files.
func pageObject(i int) int { return 3 + 2*i }

// addStructure writes the structure tree, the annotations, and what links both to the pages. (ISO 32000-1, 14.7)
func (w *file) addStructure(d *Doc) {
	d.arrange()
	w.elemBase = len(w.o)
	ids := map[string]int{}
	var number func(e *Elem)
	number = func(e *Elem) {
		e.num = int32(w.elemBase + len(w.elems))
		w.elems = append(w.elems, e)
		if e.ID == "" && (e.Type == "Note" || e.Type == "FENote") {
			e.ID = "note-" + strconv.Itoa(len(w.elems))
		}
		if e.ID != "" {
			if _, twice := ids[e.ID]; twice {
				e.ID += "-" + strconv.Itoa(len(w.elems))
			}
			ids[e.ID] = int(e.num)
		}
		for _, k := range e.order {
			if k.e != nil {
				number(k.e)
			}
		}
	}
	number(d.root)
	w.structRoot = w.add(nil)
	var keys, vals []string
	for i, p := range d.pages {
		if len(p.marked) == 0 {
			continue
		}
		b := []byte{'['}
		for _, e := range p.marked {
			b = append(ref(b, int(e.num)), ' ')
		}
		keys = append(keys, strconv.Itoa(i))
		vals = append(vals, string(ref(nil, w.add(append(b, ']')))))
	}
	next := len(d.pages)
	dests := d.destinations()
	for i, p := range d.pages {
		var annots []byte
		for _, l := range p.links {
			l.key = next
			next++
			l.num = w.add(l.dict(i, dests))
			annots = append(ref(annots, l.num), ' ')
			keys = append(keys, strconv.Itoa(l.key))
			vals = append(vals, string(ref(nil, int(l.e.num))))
		}
		w.patchPage(i, p, annots)
	}
	b := fmt.Appendf(nil, "<</Type/StructTreeRoot/K %d 0 R/ParentTree %d 0 R/ParentTreeNextKey %d/RoleMap<<", int(d.root.num), w.tree("Nums", keys, vals), next)
	for _, r := range roles {
		b = nameObject(nameObject(b, r[0]), r[1])
	}
	b = append(b, ">>"...)
	if len(ids) > 0 {
		names := make([]string, 0, len(ids))
		for id := range ids {
			names = append(names, id)
		}
		slices.Sort(names)
		var k, v []string
		for _, id := range names {
			k, v = append(k, string(byteString(nil, id))), append(v, string(ref(nil, ids[id])))
		}
		b = fmt.Appendf(b, "/IDTree %d 0 R", w.tree("Names", k, v))
	}
	w.set(w.structRoot, append(b, ">>"...))
}

func ref(b []byte, n int) []byte { return append(strconv.AppendInt(b, int64(n), 10), " 0 R"...) }

// appendDict adds the element's dictionary; root is the structure tree's number.
func (e *Elem) appendDict(b []byte, root int) []byte {
	parent := root
	if e.parent != nil {
		parent = int(e.parent.num)
	}
	b = nameObject(append(b, "<</S"...), e.Type)
	b = ref(append(b, "/P "...), parent)
	str := func(key, v string) {
		if v != "" {
			b = textString(append(b, key...), v)
		}
	}
	str("/Alt", e.Alt)
	str("/ActualText", e.ActualText)
	if e.More != nil {
		str("/T", e.More.Title)
	}
	str("/Lang", e.Lang)
	if e.ID != "" {
		b = byteString(append(b, "/ID"...), e.ID)
	}
	b = e.attributes(b)
	if e.page >= 0 {
		b = ref(append(b, "/Pg "...), pageObject(int(e.page)))
	}
	if len(e.order) == 0 {
		return append(b, ">>"...)
	}
	b = append(b, "/K["...)
	for i, k := range e.order {
		if i > 0 {
			b = append(b, ' ')
		}
		switch {
		case k.e != nil:
			b = ref(b, int(k.e.num))
		case k.l != nil:
			b = ref(append(b, "<</Type/OBJR/Pg "...), pageObject(k.l.page))
			b = append(ref(append(b, "/Obj "...), k.l.num), ">>"...)
		case k.mark.page == e.page:
			b = strconv.AppendInt(b, int64(k.mark.mcid), 10)
		default:
			b = ref(append(b, "<</Type/MCR/Pg "...), pageObject(int(k.mark.page)))
			b = strconv.AppendInt(append(b, "/MCID "...), int64(k.mark.mcid), 10)
			b = append(b, ">>"...)
		}
	}
	return append(b, "]>>"...)
}

// attributes adds the element's attribute objects. (ISO 32000-1, 14.8.5)
func (e *Elem) attributes(b []byte) []byte {
	m := e.More
	if m == nil {
		m = &noMore
	}
	table := e.Scope != "" || e.ColSpan > 1 || e.RowSpan > 1 || len(m.Headers) > 0 || m.Summary != ""
	list := e.ListNumbering != ""
	layout := e.BBox != nil || m.Placement != ""
	n := 0
	for _, has := range [...]bool{table, list, layout} {
		if has {
			n++
		}
	}
	if n == 0 {
		return b
	}
	b = append(b, "/A"...)
	if n > 1 {
		b = append(b, '[')
	}
	if table {
		b = e.tableAttributes(append(b, "<</O/Table"...), m)
	}
	if list {
		b = append(nameObject(append(b, "<</O/List/ListNumbering"...), e.ListNumbering), ">>"...)
	}
	if layout {
		b = append(b, "<</O/Layout"...)
		if m.Placement != "" {
			b = nameObject(append(b, "/Placement"...), m.Placement)
		}
		if e.BBox != nil {
			b = append(b, "/BBox["...)
			for _, v := range e.BBox {
				b = append(typeset.AppendNum(b, v, 2), ' ')
			}
			b = append(b, ']')
		}
		b = append(b, ">>"...)
	}
	if n > 1 {
		b = append(b, ']')
	}
	return b
}

var noMore More

func (e *Elem) tableAttributes(b []byte, m *More) []byte {
	if e.Scope != "" {
		b = nameObject(append(b, "/Scope"...), e.Scope)
	}
	if e.ColSpan > 1 {
		b = strconv.AppendInt(append(b, "/ColSpan "...), int64(e.ColSpan), 10)
	}
	if e.RowSpan > 1 {
		b = strconv.AppendInt(append(b, "/RowSpan "...), int64(e.RowSpan), 10)
	}
	if len(m.Headers) > 0 {
		b = append(b, "/Headers["...)
		for _, h := range m.Headers {
			b = byteString(b, h)
		}
		b = append(b, ']')
	}
	if m.Summary != "" {
		b = textString(append(b, "/Summary"...), m.Summary)
	}
	return append(b, ">>"...)
}

// patchPage adds to fpdf's page dictionary.
func (w *file) patchPage(i int, p *Page, annots []byte) {
	n := pageObject(i)
	old := w.obj(n).dict
	j := strings.LastIndex(string(old), "/Contents")
	b := append(make([]byte, 0, len(old)+64+len(annots)), old[:j]...)
	if len(p.marked) > 0 {
		b = strconv.AppendInt(append(b, "/StructParents "...), int64(i), 10)
	}
	b = append(b, "/Tabs/S"...)
	if len(annots) > 0 {
		b = append(append(append(b, "/Annots["...), annots...), ']')
	}
	if len(p.more) > 0 {
		b = ref(append(b, "/Contents["...), n+1)
		for _, m := range p.more {
			b = ref(append(b, ' '), m)
		}
		w.set(n, append(b, "]>>"...))
		return
	}
	w.set(n, append(b, old[j:]...))
}

// dict is a link annotation. (ISO 32000-1, 12.5.6.5)
func (l *link) dict(page int, dests map[string]place) []byte {
	b := append(make([]byte, 0, 160), "<</Type/Annot/Subtype/Link/Rect["...)
	for i, v := range [...]float64{l.x1, l.y1, l.x2, l.y2} {
		if i > 0 {
			b = append(b, ' ')
		}
		b = typeset.AppendNum(b, v, 2)
	}
	if len(l.quads) > 1 { // over several lines
		b = append(b, "]/QuadPoints["...)
		for i, q := range l.quads {
			for k, v := range [...]float64{q[0], q[3], q[2], q[3], q[0], q[1], q[2], q[1]} {
				if i+k > 0 {
					b = append(b, ' ')
				}
				b = typeset.AppendNum(b, v, 2)
			}
		}
	}
	b = ref(append(b, "]/Border[0 0 0]/F 4/P "...), pageObject(page))
	b = strconv.AppendInt(append(b, "/StructParent "...), int64(l.key), 10)
	c := l.contents
	if strings.TrimSpace(c) == "" {
		if c = l.to.URI; c == "" {
			c = l.to.Dest
		}
	}
	b = textString(append(b, "/Contents"...), c)
	if l.to.URI != "" {
		if uri := asciiURI(l.to.URI); len(uri) <= 32767 { // a longer string is not allowed: the text stays, without an action
			b = append(byteString(append(b, "/A<</S/URI/URI"...), uri), ">>"...)
		}
	} else if _, ok := dests[l.to.Dest]; ok {
		b = byteString(append(b, "/Dest"...), l.to.Dest)
	}
	return append(b, ">>"...)
}

// asciiURI percent-encodes what a URI may not hold as it is. (RFC 3986, 2.1)
func asciiURI(s string) string {
	var b []byte
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c > ' ' && c < 0x7f && c != '"' && c != '<' && c != '>' && c != '\\' && c != '^' && c != '`' && c != '{' && c != '|' && c != '}' {
			if b != nil {
				b = append(b, c)
			}
			continue
		}
		if b == nil {
			b = append(make([]byte, 0, len(s)+16), s[:i]...)
		}
		b = append(b, '%', "0123456789ABCDEF"[c>>4], "0123456789ABCDEF"[c&15])
	}
	if b == nil {
		return s
	}
	return string(b)
}
