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
// It returns the tree's root.
func (w *file) addStructure(d *Doc) int {
	d.arrange()
	var elems []*Elem
	var number func(e *Elem)
	number = func(e *Elem) {
		e.num = w.add(nil)
		elems = append(elems, e)
		for _, k := range e.order {
			if k.e != nil {
				number(k.e)
			}
		}
	}
	number(d.root)
	root := w.add(nil)
	var keys, vals []string
	for i, p := range d.pages {
		if len(p.marked) == 0 {
			continue
		}
		b := []byte{'['}
		for _, e := range p.marked {
			b = append(ref(b, e.num), ' ')
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
			vals = append(vals, string(ref(nil, l.e.num)))
		}
		w.patchPage(i, p, annots)
	}
	ids := map[string]int{}
	for i, e := range elems {
		if e.ID == "" && (e.Type == "Note" || e.Type == "FENote") {
			e.ID = "note-" + strconv.Itoa(i)
		}
		if e.ID != "" {
			if _, twice := ids[e.ID]; twice {
				e.ID += "-" + strconv.Itoa(i)
			}
			ids[e.ID] = e.num
		}
	}
	for _, e := range elems {
		parent := root
		if e.parent != nil {
			parent = e.parent.num
		}
		w.set(e.num, e.dict(parent))
	}
	b := fmt.Appendf(nil, "<</Type/StructTreeRoot/K %d 0 R/ParentTree %d 0 R/ParentTreeNextKey %d/RoleMap<<", d.root.num, w.tree("Nums", keys, vals), next)
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
	w.set(root, append(b, ">>"...))
	return root
}

func ref(b []byte, n int) []byte { return append(strconv.AppendInt(b, int64(n), 10), " 0 R"...) }

// dict is the element's dictionary.
func (e *Elem) dict(parent int) []byte {
	b := make([]byte, 0, 96)
	b = nameObject(append(b, "<</S"...), e.Type)
	b = ref(append(b, "/P "...), parent)
	str := func(key, v string) {
		if v != "" {
			b = textString(append(b, key...), v)
		}
	}
	str("/Alt", e.Alt)
	str("/ActualText", e.ActualText)
	str("/T", e.Title)
	str("/Lang", e.Lang)
	if e.ID != "" {
		b = byteString(append(b, "/ID"...), e.ID)
	}
	b = e.attributes(b)
	page := -1
	if len(e.marks) > 0 {
		page = e.marks[0].page
		b = ref(append(b, "/Pg "...), pageObject(page))
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
			b = ref(b, k.e.num)
		case k.l != nil:
			b = ref(append(b, "<</Type/OBJR/Pg "...), pageObject(k.l.page))
			b = append(ref(append(b, "/Obj "...), k.l.num), ">>"...)
		case k.mark.page == page:
			b = strconv.AppendInt(b, int64(k.mark.mcid), 10)
		default:
			b = ref(append(b, "<</Type/MCR/Pg "...), pageObject(k.mark.page))
			b = strconv.AppendInt(append(b, "/MCID "...), int64(k.mark.mcid), 10)
			b = append(b, ">>"...)
		}
	}
	return append(b, "]>>"...)
}

// attributes adds the element's attribute objects. (ISO 32000-1, 14.8.5)
func (e *Elem) attributes(b []byte) []byte {
	var a []byte
	n := 0
	owner := func(name string, put func()) {
		at := len(a)
		a = append(nameObject(append(a, "<</O"...), name), '/')
		mark := len(a) - 1
		a = a[:mark]
		put()
		if len(a) == mark {
			a = a[:at]
			return
		}
		a = append(a, ">>"...)
		n++
	}
	owner("Table", func() {
		if e.Scope != "" {
			a = nameObject(append(a, "/Scope"...), e.Scope)
		}
		if e.ColSpan > 1 {
			a = strconv.AppendInt(append(a, "/ColSpan "...), int64(e.ColSpan), 10)
		}
		if e.RowSpan > 1 {
			a = strconv.AppendInt(append(a, "/RowSpan "...), int64(e.RowSpan), 10)
		}
		if len(e.Headers) > 0 {
			a = append(a, "/Headers["...)
			for _, h := range e.Headers {
				a = byteString(a, h)
			}
			a = append(a, ']')
		}
		if e.Summary != "" {
			a = textString(append(a, "/Summary"...), e.Summary)
		}
	})
	owner("List", func() {
		if e.ListNumbering != "" {
			a = nameObject(append(a, "/ListNumbering"...), e.ListNumbering)
		}
	})
	owner("Layout", func() {
		if e.Placement != "" {
			a = nameObject(append(a, "/Placement"...), e.Placement)
		}
		if e.BBox != nil {
			a = append(a, "/BBox["...)
			for i, v := range e.BBox {
				if i > 0 {
					a = append(a, ' ')
				}
				a = typeset.AppendNum(a, v, 2)
			}
			a = append(a, ']')
		}
	})
	switch n {
	case 0:
		return b
	case 1:
		return append(append(b, "/A"...), a...)
	}
	return append(append(append(b, "/A["...), a...), ']')
}

// patchPage adds to fpdf's page dictionary.
func (w *file) patchPage(i int, p *Page, annots []byte) {
	n := pageObject(i)
	old := w.o[n].dict
	j := strings.LastIndex(string(old), "/Contents")
	b := append(make([]byte, 0, len(old)+64+len(annots)), old[:j]...)
	if len(p.marked) > 0 {
		b = strconv.AppendInt(append(b, "/StructParents "...), int64(i), 10)
	}
	b = append(b, "/Tabs/S"...)
	if len(annots) > 0 {
		b = append(append(append(b, "/Annots["...), annots...), ']')
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
		b = append(byteString(append(b, "/A<</S/URI/URI"...), asciiURI(l.to.URI)), ">>"...)
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
