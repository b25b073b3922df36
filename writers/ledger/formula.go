package ledger

import (
	"strings"

	"golang.org/x/net/html"

	"platen/convert/tree"
)

// maxTeX is how many bytes of a formula's TeX are compared: a PDF keeps no more than some thousands.
const maxTeX = 2000

// texKey is a formula as it is compared, its white space apart.
func texKey(tex string) string {
	tex = strings.Join(strings.Fields(tex), " ")
	return tex[:min(len(tex), maxTeX)]
}

// formula wants a formula: its TeX where the output keeps it, in text the words that it is shown as.
func (t *expectation) formula(tex string, f *tree.Formula, pos tree.Pos, block bool) {
	switch {
	case f.Hidden():
	case t.marks == nil:
		if block {
			t.space()
		}
		t.fact(Formulas, texKey(tex), pos)
	case t.marks.math == "tex" || t.marks.ascii || block && t.marks.math != "unicode":
		t.add(f.Source(tex), pos)
	case t.marks.math != "unicode":
		t.add(f.Exact(tex), pos)
	case block && f != nil && f.Rows != nil:
		for _, line := range f.Lines() {
			t.add(line, pos)
			t.space()
		}
	default:
		t.add(f.Words(tex), pos)
	}
}

// formula finds the TeX of a formula of a page: what is copied, a note of its MathML, or all that there is.
func (r *htmlReader) formula(n *html.Node) {
	if tex := find(n, func(n *html.Node) bool { return hasClass(n, "p-tex") || n.Data == "annotation" }); tex != nil {
		n = tex
	}
	r.fact(Formulas, texKey(textOf(n)), 0)
}

// find returns the first node below n that f says yes to.
func find(n *html.Node, f func(*html.Node) bool) *html.Node {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type == html.ElementNode && f(c) {
			return c
		}
		if x := find(c, f); x != nil {
			return x
		}
	}
	return nil
}
