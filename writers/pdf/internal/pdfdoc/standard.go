package pdfdoc

import (
	"fmt"
	"slices"
	"strconv"
)

// A Standard is what a document claims to conform to.
type Standard uint8

// Both is the zero value. UA2, A4 and UA2A4 are written as PDF 2.0.
const (
	Both Standard = iota // PDF/UA-1 and PDF/A-2a
	UA1
	A2a
	Plain // no claim; the document is tagged all the same
	UA2
	A4
	UA2A4
)

// Modern reports whether the file is PDF 2.0.
func (s Standard) Modern() bool { return s == UA2 || s == A4 || s == UA2A4 }

// archive is the part of PDF/A, universal that of PDF/UA; 0 for none.
func (s Standard) archive() int {
	switch s {
	case Both, A2a:
		return 2
	case A4, UA2A4:
		return 4
	}
	return 0
}

func (s Standard) universal() int {
	switch s {
	case Both, UA1:
		return 1
	case UA2, UA2A4:
		return 2
	}
	return 0
}

// claims are the XMP properties that name the standards. (ISO 19005-2, 6.6.4; ISO 19005-4, 6.7.3; ISO 14289-1, 5; ISO 14289-2, 5)
func (s Standard) claims() string {
	out := ""
	switch s.archive() {
	case 2:
		out += "<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>\n"
	case 4:
		out += "<pdfaid:part>4</pdfaid:part><pdfaid:rev>2020</pdfaid:rev>\n"
	}
	switch s.universal() {
	case 1:
		out += "<pdfuaid:part>1</pdfuaid:part>\n"
	case 2:
		out += "<pdfuaid:part>2</pdfuaid:part><pdfuaid:rev>2024</pdfuaid:rev>\n"
	}
	return out
}

// pdf2 is the namespace of the structure types of PDF 2.0. (ISO 32000-2, 14.8.6)
const pdf2 = "http://iso.org/pdf2/ssn"

// mathML is that of MathML. (ISO 32000-2, 14.8.6.3)
const mathML = "http://www.w3.org/1998/Math/MathML"

// modernType is a structure type as PDF 2.0 has it; own says that it is in the namespace of 2.0. (ISO 32000-2, 14.8.4)
func modernType(typ string) (name string, own bool) {
	switch typ {
	case "Code", "BlockQuote", "Reference", "TOC", "TOCI", "Index": // of PDF 1.7 only
		return typ, false
	case "Note":
		return "FENote", true
	case "Subtitle", "Procedure", "Details", "Admonition", "Tab", "TabGroup":
		for _, r := range roles {
			if r[0] == typ {
				return r[1], true
			}
		}
	}
	return typ, true
}

// inStructure is a destination in the structure, "[12 0 R /XYZ 72 700 null]". (ISO 32000-2, 12.3.2.3)
func (w *file) inStructure(b []byte, at place) []byte {
	e := at.e
	if e == nil || e.num == 0 {
		if e = nil; at.page < len(w.pages) && len(w.pages[at.page].marked) > 0 {
			e = w.pages[at.page].marked[0]
		}
	}
	if e == nil {
		return b
	}
	b = ref(append(b, "/SD["...), int(e.num))
	p := at.append(nil)
	for i, c := range p { // without the page
		if c == '/' {
			return append(b, p[i:]...)
		}
	}
	return append(b, ']')
}

// goTo is an action that leads to a named destination. (ISO 32000-2, 12.6.4.2)
func (w *file) goTo(b []byte, name string, at place) []byte {
	b = byteString(append(b, "/A<</S/GoTo/D"...), name)
	return append(w.inStructure(b, at), ">>"...)
}

// addNamespace adds the namespace of PDF 2.0, that of MathML where it is used, and says so in the root of the structure.
func (w *file) addNamespace() {
	w.ns = w.add(fmt.Appendf(nil, "<</Type/Namespace/NS(%s)>>", pdf2))
	if slices.ContainsFunc(w.elems, func(e *Elem) bool { return e.math }) {
		w.mathNS = w.add(fmt.Appendf(nil, "<</Type/Namespace/NS(%s)>>", mathML))
	}
}

func (w *file) namespaces(b []byte) []byte {
	b = ref(append(b, "/Namespaces["...), w.ns)
	if w.mathNS > 0 {
		b = ref(append(b, ' '), w.mathNS)
	}
	return append(b, ']')
}

// references adds what the element refers to. (ISO 32000-2, 14.7.2, table 355)
func (w *file) references(b []byte, m *More) []byte {
	if m.Ref == "" {
		return b
	}
	at, ok := w.dests[destName(m.Ref)]
	if !ok || at.e == nil || at.e.num == 0 {
		return b
	}
	b = append(b, "/Ref["...)
	b = strconv.AppendInt(b, int64(at.e.num), 10)
	return append(b, " 0 R]"...)
}

// numbering is a ListNumbering: "Unordered" and "Description" are of PDF 2.0, which wants something said where
// items have labels. (ISO 32000-2, 14.8.5.5; ISO 14289-2, 8.2.5.25)
func numbering(v string, modern bool) string {
	switch {
	case v == "Description" && !modern:
		return "None"
	case v == "None" && modern:
		return "Unordered"
	}
	return v
}
