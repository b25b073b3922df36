package pdf

import (
	"strings"

	"platen/convert/tree"
	"platen/writers/pdf/internal/pdfdoc"
)

// Formulas of PDF 2.0 are MathML in the structure: the element math below Formula, with the glyphs of a token as its content.
// Rules, which other elements stand for, are artifacts. (ISO 14289-2, 8.2.5.29; ISO 32000-2, 14.8.6.3)

// tokens are the structure elements of a formula's tokens; under nil the formula's own.
type tokens map[*tree.MathNode]*pdfdoc.Elem

// formulaMore is what the element of a formula has.
func (j *job) formulaMore(f *tree.Formula, tex string) *elemMore {
	m := &elemMore{alt: tex}
	if f != nil && j.std.Modern() {
		m.math = f.MathML
	}
	return m
}

// mathElems makes the elements of a formula below q.
func (j *job) mathElems(q *pdfdoc.Elem, math *tree.MathNode) tokens {
	t := tokens{nil: q}
	j.mathElem(q, math, t)
	return t
}

func (j *job) mathElem(parent *pdfdoc.Elem, n *tree.MathNode, t tokens) {
	q := j.out.NewMath(parent, n.Name)
	for _, a := range n.Attrs {
		m := q.Attrs()
		m.MathML = append(m.MathML, a.Name, a.Value)
	}
	var words strings.Builder
	for _, k := range n.Children {
		if k.Name == "" {
			words.WriteString(k.Text)
			continue
		}
		j.mathElem(q, k, t)
	}
	if words.Len() > 0 {
		q.Attrs().ActualText = words.String()
		t[n] = q
	}
}

// token opens the content of a token of a formula. The number of an equation is content of the formula itself.
func (e *emitter) token(in tokens, n *tree.MathNode) {
	switch q := in[n]; {
	case n == nil && !e.art:
		e.artifact(pdfdoc.Layout)
	case n == nil:
	case q != nil:
		e.begin(q)
	default:
		e.begin(in[nil])
	}
}
