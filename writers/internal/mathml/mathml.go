// Package mathml writes formulas as MathML 3, for the formats that have it.
package mathml

import "platen/convert/tree"

// A Form is how the elements are written.
type Form struct {
	XML    bool   // elements without content are closed in their start tags
	Prefix string // of names, with its colon: "m:"
	Attrs  string // further attributes of the element math, with a space before each
	// TeX goes along as an annotation, where it is not "". (MathML 3, 5.2.3)
	TeX string
	// Escape appends text as XML or HTML has it.
	Escape func(b []byte, s string) []byte
}

// Append writes the element math of a formula.
func (f *Form) Append(b []byte, n *tree.MathNode) []byte {
	b = f.name(b, "<", "math")
	b = append(b, f.Attrs...)
	b = f.attrs(b, n)
	b = append(b, '>')
	if f.TeX != "" {
		b = f.open(b, "semantics")
		b = f.open(b, "mrow")
	}
	for _, c := range n.Children {
		b = f.node(b, c)
	}
	if f.TeX != "" {
		b = f.end(b, "mrow")
		b = append(f.name(b, "<", "annotation"), ` encoding="application/x-tex">`...)
		b = f.Escape(b, f.TeX)
		b = f.end(b, "annotation")
		b = f.end(b, "semantics")
	}
	return f.end(b, "math")
}

func (f *Form) name(b []byte, before, name string) []byte {
	return append(append(append(b, before...), f.Prefix...), name...)
}

func (f *Form) open(b []byte, name string) []byte { return append(f.name(b, "<", name), '>') }

func (f *Form) end(b []byte, name string) []byte { return append(f.name(b, "</", name), '>') }

func (f *Form) attrs(b []byte, n *tree.MathNode) []byte {
	for _, a := range n.Attrs {
		b = append(append(append(append(b, ' '), a.Name...), `="`...), a.Value...)
		b = append(b, '"')
	}
	return b
}

func (f *Form) node(b []byte, n *tree.MathNode) []byte {
	if n.Name == "" {
		return f.Escape(b, n.Text)
	}
	b = f.attrs(f.name(b, "<", n.Name), n)
	if len(n.Children) == 0 && (f.XML || n.Name == "mspace" || n.Name == "mprescripts") {
		return append(b, "/>"...)
	}
	b = append(b, '>')
	for _, c := range n.Children {
		b = f.node(b, c)
	}
	return f.end(b, n.Name)
}
