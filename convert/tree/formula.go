package tree

import "strings"

// A Formula is a formula as it is drawn, said and written in a line. It belongs to no page: the same TeX has the same one.
// Lengths are thousandths of an em, y goes upwards from the baseline.
type Formula struct {
	Width, Height, Depth float64
	Marks                []FormulaMark
	// Side is the equation's number, set at the right edge of the measure; its own left edge is at 0.
	Side      []FormulaMark
	SideWidth float64
	Number    string // the words of Side: "(1)"
	// MathML is the element math.
	MathML *MathNode
	// Linear is the formula in one line of Unicode: "x̄ = 1/n ∑ᵢ xᵢ". "" says that it has no such form.
	Linear string
	// Rows are the lines of a formula that needs several: matrices, aligned equations. nil where Linear does.
	Rows []string
	// Breaks are the places where a formula that is too wide goes on in another line: before relations.
	Breaks []float64
}

// Words is the formula in a line of Unicode, or its TeX where it has no such form or is not drawn.
func (f *Formula) Words(tex string) string {
	switch {
	case f == nil:
		return tex
	case f.Empty():
		return ""
	case f.Linear == "":
		return tex
	case f.Numbered():
		return f.Linear + " " + f.Number
	}
	return f.Linear
}

// Exact is the line of Unicode of a formula with commands or powers, when every sign of it has such a form; else the TeX:
// what is typed as a_1 * b_1 can be read as it is, and β_y* says less than its TeX.
func (f *Formula) Exact(tex string) string {
	if f == nil || f.Empty() || strings.ContainsAny(tex, `\^`) && !strings.ContainsAny(f.Linear, "^_┴┬") {
		return f.Words(tex)
	}
	return tex
}

// Source is the TeX with the number that the formula has as an equation, in place of what gives it that.
func (f *Formula) Source(tex string) string {
	if f == nil || !f.Numbered() {
		return tex
	}
	for _, command := range []string{`\tag`, `\label`} {
		tex = withoutCommand(tex, command)
	}
	return strings.TrimRight(tex, " \n") + " " + f.Number
}

// withoutCommand takes a command out of TeX each time that it stands there with a group in braces.
func withoutCommand(tex, command string) string {
	for from := 0; ; {
		i := strings.Index(tex[from:], command)
		if i < 0 {
			return tex
		}
		i += from
		from = i + len(command)
		before := strings.TrimRight(tex[:i], `\`)
		end := groupEnd(tex, from)
		if (i-len(before))%2 != 0 || end < 0 { // the backslash is that of \\
			continue
		}
		tex, from = strings.TrimRight(tex[:i], " ")+tex[end:], len(strings.TrimRight(tex[:i], " "))
	}
}

// groupEnd is where the group ends that begins at i, with a star and spaces before it; -1 where none does.
func groupEnd(tex string, i int) int {
	for i < len(tex) && (tex[i] == '*' || tex[i] == ' ') {
		i++
	}
	if i == len(tex) || tex[i] != '{' {
		return -1
	}
	depth := 0
	for ; i < len(tex); i++ {
		switch tex[i] {
		case '\\':
			i++
		case '{':
			depth++
		case '}':
			if depth--; depth == 0 {
				return i + 1
			}
		}
	}
	return -1
}

// Empty reports whether the formula shows nothing: it is definitions.
func (f *Formula) Empty() bool { return len(f.Marks) == 0 && f.MathML == nil }

// Lines are the rows with the equation's number.
func (f *Formula) Lines() []string {
	if !f.Numbered() {
		return f.Rows
	}
	out := append([]string(nil), f.Rows...)
	out[(len(out)-1)/2] += "    " + f.Number
	return out
}

// Hidden reports whether the formula is drawn and shows nothing.
func (f *Formula) Hidden() bool { return f != nil && f.Empty() }

// Numbered reports whether the formula is one equation with a number; the rows of several have their own in a last column.
func (f *Formula) Numbered() bool {
	return f.Number != "" && (len(f.MathML.Children) != 1 || f.MathML.Children[0].Name != "mtable")
}

// A FormulaMark is a glyph, a rule or a text of a formula.
type FormulaMark struct {
	Shape  *FormulaShape // shared among all formulas of a book; nil for text
	Text   string        // signs that the formula font lacks
	Bold   bool          // of Text
	Italic bool          // of Text
	Mono   bool          // of Text
	Size   float64       // of Text
	// M takes the shape's space to the formula's: x' = M[0]x + M[2]y + M[4], y' = M[1]x + M[3]y + M[5].
	M      [6]float64
	Stroke float64 // the width of the line, in the shape's space; 0 fills it
	Dashed bool
	Color  string // "#rrggbb"; "" is the text's
	// Node is the token of [Formula.MathML] that the mark is a part of; nil for rules, and for signs that have no element.
	Node *MathNode
}

// A FormulaShape is an outline in the operators of SVG's paths, absolute: M, L, H, V, Q, T, C, Z. (SVG 2, 9.3)
type FormulaShape struct {
	Path string
	Sign bool // a glyph, of which there may be many
}

// A MathNode is an element of MathML 3, or its text when it has no name.
type MathNode struct {
	Name     string
	Attrs    []MathAttr
	Text     string
	Children []*MathNode
}

// A MathAttr is an attribute of a MathNode.
type MathAttr struct{ Name, Value string }

// Attr is the value of an attribute, "" without.
func (n *MathNode) Attr(name string) string {
	for _, a := range n.Attrs {
		if a.Name == name {
			return a.Value
		}
	}
	return ""
}
