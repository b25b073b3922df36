package pdfdoc

import (
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/net/idna"

	"platen/writers/pdf/internal/typeset"
)

// pageObject is the number of a page's object in fpdf's files.
func pageObject(i int) int { return 3 + 2*i }

// addStructure writes the structure tree, the annotations, and what links both to the pages. (ISO 32000-1, 14.7)
func (w *file) addStructure(d *Doc) {
	d.arrange()
	w.pages = d.pages
	w.elemBase = len(w.o)
	ids := map[string]int{}
	w.number(d.root, ids)
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
	w.dests = dests
	if w.modern {
		w.addNamespace()
	}
	for i, p := range d.pages {
		var annots []byte
		for _, l := range p.links {
			l.key = next
			next++
			l.num = w.add(w.link(l, i, dests))
			annots = append(ref(annots, l.num), ' ')
			keys = append(keys, strconv.Itoa(l.key))
			vals = append(vals, string(ref(nil, int(l.e.num))))
		}
		w.patchPage(i, p, annots)
	}
	b := fmt.Appendf(nil, "<</Type/StructTreeRoot/K %d 0 R/ParentTree %d 0 R/ParentTreeNextKey %d", int(d.root.num), w.tree("Nums", keys, vals), next)
	if w.modern {
		b = w.namespaces(b)
	} else {
		b = append(b, "/RoleMap<<"...)
		for _, r := range roles {
			b = nameObject(nameObject(b, r[0]), r[1])
		}
		b = append(b, ">>"...)
	}
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

// number gives numbers to an element and those in it, in their order, and notes the objects of their ids. An id that is
// there before becomes another one.
func (w *file) number(e *Elem, ids map[string]int) {
	e.num = int32(w.elemBase + len(w.elems))
	w.elems = append(w.elems, e)
	if e.id() == "" && (e.Type == "Note" || e.Type == "FENote") {
		e.Attrs().ID = "note-" + strconv.Itoa(len(w.elems))
	}
	if id := e.id(); id != "" {
		if _, twice := ids[id]; twice {
			id += "-" + strconv.Itoa(len(w.elems))
			e.More.ID = id
		}
		ids[id] = int(e.num)
	}
	for _, k := range e.order {
		if k.e != nil {
			w.number(k.e, ids)
		}
	}
}

func ref(b []byte, n int) []byte { return append(strconv.AppendInt(b, int64(n), 10), " 0 R"...) }

// appendDict adds the element's dictionary.
func (w *file) appendDict(b []byte, e *Elem) []byte {
	parent := w.structRoot
	if e.parent != nil {
		parent = int(e.parent.num)
	}
	typ := e.Type
	if e.math {
		b = ref(append(b, "<</NS "...), w.mathNS)
		b = nameObject(append(b, "/S"...), typ)
	} else if w.modern {
		own := false
		if typ, own = modernType(typ); own {
			b = ref(append(b, "<</NS "...), w.ns)
			b = nameObject(append(b, "/S"...), typ)
		} else {
			b = nameObject(append(b, "<</S"...), typ)
		}
	} else {
		b = nameObject(append(b, "<</S"...), typ)
	}
	b = ref(append(b, "/P "...), parent)
	str := func(key, v string) {
		if w.modern {
			v = typeset.WithoutPrivate(v)
		}
		if v != "" {
			b = textString(append(b, key...), v)
		}
	}
	if m := e.More; m != nil {
		str("/Alt", m.Alt)
		str("/ActualText", m.ActualText)
		str("/E", m.Expansion)
		str("/T", m.Title)
		str("/Lang", m.Lang)
		if m.ID != "" {
			b = byteString(append(b, "/ID"...), m.ID)
		}
		if w.modern {
			b = w.references(b, m)
		}
		b = m.attributes(b, w.modern, w.mathNS)
	}
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
		case k.mcid < 0:
			b = ref(append(b, "<</Type/OBJR/Pg "...), pageObject(int(k.page)))
			b = append(ref(append(b, "/Obj "...), w.pages[k.page].links[-1-k.mcid].num), ">>"...)
		case k.page == e.page:
			b = strconv.AppendInt(b, int64(k.mcid), 10)
		default:
			b = ref(append(b, "<</Type/MCR/Pg "...), pageObject(int(k.page)))
			b = strconv.AppendInt(append(b, "/MCID "...), int64(k.mcid), 10)
			b = append(b, ">>"...)
		}
	}
	return append(b, "]>>"...)
}

// attributes adds the element's attribute objects. (ISO 32000-1, 14.8.5)
func (m *More) attributes(b []byte, modern bool, mathNS int) []byte {
	table := m.Scope != "" || m.ColSpan > 1 || m.RowSpan > 1 || len(m.Headers) > 0 || m.Summary != ""
	list := m.ListNumbering != ""
	layout := m.BBox != nil || m.Placement != ""
	n := 0
	for _, has := range [...]bool{table, list, layout, m.MathML != nil} {
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
		b = m.tableAttributes(append(b, "<</O/Table"...))
	}
	if list {
		b = append(nameObject(append(b, "<</O/List/ListNumbering"...), numbering(m.ListNumbering, modern)), ">>"...)
	}
	if layout {
		b = append(b, "<</O/Layout"...)
		if m.Placement != "" {
			b = nameObject(append(b, "/Placement"...), m.Placement)
		}
		if m.BBox != nil {
			b = append(b, "/BBox["...)
			for _, v := range m.BBox {
				b = append(typeset.AppendNum(b, v, 2), ' ')
			}
			b = append(b, ']')
		}
		b = append(b, ">>"...)
	}
	if m.MathML != nil { // (ISO 32000-2, 14.7.6.4)
		b = ref(append(b, "<</O/NSO/NS "...), mathNS)
		for i := 0; i+1 < len(m.MathML); i += 2 {
			b = textString(nameObject(b, m.MathML[i]), m.MathML[i+1])
		}
		b = append(b, ">>"...)
	}
	if n > 1 {
		b = append(b, ']')
	}
	return b
}

func (m *More) tableAttributes(b []byte) []byte {
	if m.Scope != "" {
		b = nameObject(append(b, "/Scope"...), m.Scope)
	}
	if m.ColSpan > 1 {
		b = strconv.AppendInt(append(b, "/ColSpan "...), int64(m.ColSpan), 10)
	}
	if m.RowSpan > 1 {
		b = strconv.AppendInt(append(b, "/RowSpan "...), int64(m.RowSpan), 10)
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

// appendBox adds the rectangle of the page with so much around it.
func appendBox(b []byte, p *Page, around float64) []byte {
	for i, v := range [4]float64{-around, -around, p.W + around, p.H + around} {
		if i == 0 {
			b = append(b, '[')
		} else {
			b = append(b, ' ')
		}
		b = typeset.AppendNum(b, v, 2)
	}
	return append(b, ']')
}

// patchPage adds to fpdf's page dictionary.
func (w *file) patchPage(i int, p *Page, annots []byte) {
	n := pageObject(i)
	old := w.obj(n).dict
	j := strings.LastIndex(string(old), "/Contents")
	b := append(make([]byte, 0, len(old)+64+len(annots)), old[:j]...)
	if p.Slug > 0 || p.Bleed > 0 {
		b = cutLine(b, "/MediaBox")
		b = appendBox(append(b, "/MediaBox"...), p, max(p.Slug, p.Bleed))
		b = appendBox(append(b, "/BleedBox"...), p, p.Bleed)
		b = appendBox(append(b, "/TrimBox"...), p, 0)
	}
	if len(p.marked) > 0 {
		b = strconv.AppendInt(append(b, "/StructParents "...), int64(i), 10)
	}
	b = append(b, "/Tabs/S"...)
	if len(annots) > 0 {
		b = append(append(append(b, "/Annots["...), annots...), ']')
	}
	w.set(n, append(b, old[j:]...))
}

// link is a link annotation. (ISO 32000-1, 12.5.6.5)
func (w *file) link(l *link, page int, dests map[string]place) []byte {
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
	} else if at, ok := dests[l.to.Dest]; ok && w.modern {
		b = w.goTo(b, l.to.Dest, at)
	} else if ok {
		b = byteString(append(b, "/Dest"...), l.to.Dest)
	}
	return append(b, ">>"...)
}

// asciiURI percent-encodes what a URI may not hold as it is. (RFC 3986, 2.1) The letters of a host are encoded as domain
// names are. (RFC 5891)
func asciiURI(s string) string {
	s = asciiHost(s)
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

// asciiHost encodes the host of an address with "//", which may be percent-encoded; one that is no name stays as it is.
func asciiHost(s string) string {
	scheme, rest, ok := strings.Cut(s, "://")
	if !ok {
		return s
	}
	end := strings.IndexAny(rest, "/?#")
	if end < 0 {
		end = len(rest)
	}
	from := strings.LastIndexByte(rest[:end], '@') + 1
	host, port := rest[from:end], ""
	if k := strings.LastIndexByte(host, ':'); k >= 0 {
		host, port = host[:k], host[k:]
	}
	plain, err := url.PathUnescape(host)
	if err != nil || !strings.ContainsFunc(plain, func(r rune) bool { return r >= 0x80 }) {
		return s
	}
	name, err := idna.Lookup.ToASCII(plain)
	if err != nil {
		return s
	}
	return scheme + "://" + rest[:from] + name + port + rest[end:]
}
