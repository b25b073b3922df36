package dita

import (
	"maps"
	"slices"
	"strings"

	"platen/convert/tree"
)

// conditions are the values of profiling attributes that topics have, by attribute. The label of a group, as in
// otherprops="zone(a b)", is an attribute to those who filter. (DITA 1.3, 2.4.3.1)
type conditions map[string]map[string]bool

func (c conditions) add(name, value string) {
	if c[name] == nil {
		c[name] = map[string]bool{}
	}
	c[name][value] = true
}

// met notes what a profiling attribute holds.
func (p *pageWriter) met(name, value string) {
	if p.plan.met == nil {
		p.plan.met = conditions{}
	}
	for value != "" {
		open, space := strings.IndexByte(value, '('), strings.IndexByte(value, ' ')
		size := strings.IndexByte(value, ')')
		if open >= 0 && size > open && (space < 0 || open < space) {
			for v := range strings.FieldsSeq(value[open+1 : size]) {
				p.plan.met.add(strings.TrimSpace(value[:open]), v)
			}
			value = strings.TrimSpace(value[size+1:])
			continue
		}
		var v string
		if v, value, _ = strings.Cut(value, " "); v != "" {
			p.plan.met.add(name, v)
		}
	}
}

// allConditions are those of all pages.
func allConditions(plans []*plan) conditions {
	all := conditions{}
	for _, pl := range plans {
		if pl == nil {
			continue
		}
		for name, values := range pl.met {
			for v := range values {
				all.add(name, v)
			}
		}
	}
	return all
}

// filters is a file for publishers that says of each value that its text is included; whoever publishes changes that.
func filters(c conditions) []byte {
	var p printer
	p.buf = append(p.buf, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>"...)
	p.open("val")
	for _, name := range slices.Sorted(maps.Keys(c)) {
		for _, v := range slices.Sorted(maps.Keys(c[name])) {
			p.line()
			if name == "rev" {
				p.void("revprop", "val", v, "action", "include")
			} else {
				p.void("prop", "att", name, "val", v, "action", "include")
			}
		}
	}
	p.close("val")
	return append(p.buf, '\n')
}

// scheme is a subject scheme with the values of the attributes; nil when there are none that one can bind.
func (w *Writer) scheme(b *tree.Book, c conditions) []byte {
	var p printer
	p.doctype("subjectScheme", w.publicID("Subject Scheme Map"), "subjectScheme.dtd")
	p.open("subjectScheme", "xml:lang", b.Lang(nil))
	from := len(p.buf)
	defined := map[string]bool{}
	var bound []string
	for _, name := range profiling {
		if c[name] == nil || name == "rev" {
			continue
		}
		bound = append(bound, name)
		p.open("subjectdef", "keys", "values-of-"+name)
		for _, v := range slices.Sorted(maps.Keys(c[name])) {
			p.line()
			if defined[v] || strings.ContainsAny(v, "{}[]/#?") {
				p.void("subjectdef", "keyref", v)
			} else {
				p.void("subjectdef", "keys", v)
			}
			defined[v] = true
		}
		p.close("subjectdef")
	}
	for _, name := range bound {
		p.open("enumerationdef")
		p.line()
		p.void("attributedef", "name", name)
		p.line()
		p.void("subjectdef", "keyref", "values-of-"+name)
		p.close("enumerationdef")
	}
	if len(p.buf) == from {
		return nil
	}
	p.close("subjectScheme")
	return append(p.buf, '\n')
}
