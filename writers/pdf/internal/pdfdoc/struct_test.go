package pdfdoc

import (
	"strings"
	"testing"
)

// structure numbers a document's elements and returns the file that they are in.
func structure(d *Doc) *file {
	w := &file{o: make([]object, 1)}
	w.addStructure(d)
	return w
}

// TestElements writes each further attribute of an element. (ISO 32000-1, 14.7.2 and 14.8.5)
func TestElements(t *testing.T) {
	for _, tt := range []struct {
		typ  string
		more More
		want string // behind the parent
	}{
		{"P", More{}, ""},
		{"P", More{Lang: "de"}, "/Lang(de)"},
		{"Figure", More{Alt: "a cat"}, "/Alt(a cat)"},
		{"Span", More{ActualText: "ff", Expansion: "Portable", Title: "t"}, "/ActualText(ff)/E(Portable)/T(t)"},
		{"H1", More{ID: "a(b"}, `/ID(a\(b)`},
		{"TH", More{Scope: "Column", ColSpan: 2, RowSpan: 3}, "/A<</O/Table/Scope/Column/ColSpan 2/RowSpan 3>>"},
		{"TD", More{ColSpan: 1, RowSpan: 1}, ""},
		{"TD", More{Headers: []string{"h1", "h2"}}, "/A<</O/Table/Headers[(h1)(h2)]>>"},
		{"Table", More{Summary: "s"}, "/A<</O/Table/Summary(s)>>"},
		{"L", More{ListNumbering: "Decimal"}, "/A<</O/List/ListNumbering/Decimal>>"},
		{"Figure", More{BBox: &[4]float64{1, 2, 3.5, 4}, Placement: "Block"}, "/A<</O/Layout/Placement/Block/BBox[1 2 3.5 4 ]>>"},
		{"Table", More{Summary: "s", Placement: "Inline"}, "/A[<</O/Table/Summary(s)>><</O/Layout/Placement/Inline>>]"},
	} {
		d := New(Options{Title: "x"})
		e := d.NewElem(nil, tt.typ)
		*e.Attrs() = tt.more
		w := structure(d)
		got := string(w.appendDict(nil, e))
		_, behind, ok := strings.Cut(got, " 0 R")
		if want := tt.want + ">>"; !strings.HasPrefix(got, "<</S/"+tt.typ+"/P ") || !ok || behind != want {
			t.Errorf("%s %+v: got %s, want %s", tt.typ, tt.more, got, want)
		}
	}
}

// TestIDsAreUnique gives the second of two elements with one ID another: the tree of IDs has each once. (ISO 32000-1, 14.7.2)
func TestIDsAreUnique(t *testing.T) {
	d := New(Options{Title: "x"})
	var elems []*Elem
	for range 3 {
		e := d.NewElem(nil, "TH")
		e.Attrs().ID = "h"
		elems = append(elems, e)
	}
	for range 2 { // notes have to have one
		e := d.NewElem(nil, "Note")
		e.Attrs().Alt = "n" // those without content are left out
		elems = append(elems, e)
	}
	w := structure(d)
	seen := map[string]bool{}
	for _, e := range elems {
		if id := e.id(); id == "" || seen[id] {
			t.Errorf("%s has the ID %q", e.Type, id)
		}
		seen[e.id()] = true
	}
	if elems[0].id() != "h" {
		t.Errorf("the first one has %q", elems[0].id())
	}
	var tree string
	for _, o := range w.o {
		if strings.Contains(string(o.dict), "/Names[") {
			tree += string(o.dict)
		}
	}
	for id := range seen {
		if strings.Count(tree, "("+id+")") != 1 {
			t.Errorf("%q does not stand in the tree of IDs once: %s", id, tree)
		}
	}
}
