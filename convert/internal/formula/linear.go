package formula

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// linear writes a formula in one line of Unicode, "" when it has no such form.
func linear(n *node) string {
	l := &liner{}
	s := l.node(n)
	if l.none {
		return ""
	}
	return norm.NFC.String(strings.Join(strings.Fields(s), " "))
}

// A liner writes MathML in a line. Signs that need spaces about them bring them along; [linear] makes one of several.
type liner struct {
	none bool // what it has met has no form in a line
}

func (l *liner) fail() string {
	l.none = true
	return ""
}

func (l *liner) node(n *node) string {
	switch n.Name {
	case "":
		return n.Text
	case "mtext", "ms":
		return strings.ReplaceAll(words(n), "\u00a0", " ")
	case "mi", "mn":
		return words(n)
	case "mo":
		return operator(words(n))
	case "mspace":
		return " "
	case "math", "mrow", "mstyle", "mtd", "mpadded", "merror":
		return l.row(n.Children)
	case "mfrac":
		return l.fraction(n)
	case "msqrt":
		return l.root("√", &node{Name: "mrow", Children: n.Children})
	case "mroot":
		return l.degree(n)
	case "msub", "msup", "msubsup", "munder", "mover", "munderover":
		return l.scripts(n)
	case "mmultiscripts":
		return l.multiscripts(n, false)
	case "mtable":
		return l.table(n)
	case "menclose":
		return l.enclosed(n)
	}
	return l.fail()
}

// operator is a sign with the spaces that it brings.
func operator(s string) string {
	switch {
	case s == "\u2061" || s == "\u2062" || s == "\u2063" || s == "\u2064":
		return ""
	case s == ",":
		return ", "
	case s == ";":
		return "; "
	}
	r, size := utf8.DecodeRuneInString(s)
	if size == len(s) && !isBar(r) && strings.ContainsRune(relations, r) {
		return " " + s + " "
	}
	return s
}

// row writes what stands side by side. A sign between two things has spaces, before the first it is theirs; so have names of
// functions, sums and fractions where they would touch a letter.
func (l *liner) row(list []*node) string {
	var b strings.Builder
	var before *node
	bars := 0
	for i, n := range list {
		s := l.node(n)
		text := words(n)
		sign, size := utf8.DecodeRuneInString(text)
		one := n.Name == "mo" && size == len(text)
		switch {
		case s == "":
			continue
		case one && isBar(sign):
			bars++
			if i > 0 && i+1 < len(list) && (sign == '∣' || bar(list, i)) {
				s = " " + s + " "
			} else if sign == '∣' {
				s = "|"
			} else if sign == '∥' {
				s = "‖"
			}
		case one && strings.ContainsRune(binaries, sign):
			if before != nil && i+1 < len(list) && !(opens(before) && !(isBar(last(before)) && bars%2 == 0)) {
				s = " " + s + " "
			}
		case one && strings.ContainsRune(relations, sign):
			if before != nil && before == list[max(i-1, 0)] && before.Name == "mo" && strings.ContainsRune(relations, last(before)) {
				s = strings.TrimSuffix(s, " ") + " " // :=
				was := strings.TrimRight(b.String(), " ")
				b.Reset()
				b.WriteString(was)
				s = strings.TrimLeft(s, " ")
			}
		case before != nil && touches(before, n, s, list, i):
			b.WriteByte(' ')
		}
		b.WriteString(s)
		if n.Name != "mspace" {
			before = n
		}
	}
	return b.String()
}

func isBar(r rune) bool { return r == '|' || r == '∣' || r == '‖' || r == '∥' }

// last is the last sign of a node.
func last(n *node) rune {
	r, _ := utf8.DecodeLastRuneInString(strings.TrimRight(words(n), " "))
	return r
}

// touches reports whether what comes before n has to be kept from it by a space.
func touches(before, n *node, s string, list []*node, i int) bool {
	if opens(before) || strings.HasPrefix(s, " ") {
		return false
	}
	bracket := strings.HasPrefix(s, "(") || strings.HasPrefix(s, "[") || strings.HasPrefix(s, "{") || strings.HasPrefix(s, "|")
	switch {
	case bigScript(before) && bracket && !isLarge(before):
		return false
	case isFraction(before), isLarge(before), bigScript(before):
		return n.Name != "mo" || bracket || isLarge(n)
	case isName(before) && (i > 0 && words(list[i-1]) == "\u2061" || nameSign(before)):
		return !bracket
	case isFraction(n), isLarge(n):
		return before.Name != "mo" || closes(before)
	case nameSign(n), isName(n) && i+1 < len(list) && words(list[i+1]) == "\u2061":
		return before.Name != "mo" || closes(before)
	}
	return false
}

// isName reports whether n is a word, such as sin, with its scripts.
func isName(n *node) bool {
	n = unwrap(n)
	switch n.Name {
	case "msub", "msup", "msubsup", "munder", "mover", "munderover":
		return isName(n.Children[0])
	case "mi", "mo":
		s := words(n)
		r, size := utf8.DecodeRuneInString(s)
		return size < len(s) && unicode.IsLetter(r)
	case "mrow":
		return limits(n)
	}
	return false
}

// nameSign reports whether n is the name of an operator that stands before what it is of, such as lim.
func nameSign(n *node) bool {
	n = unwrap(n)
	switch n.Name {
	case "msub", "msup", "msubsup", "munder", "mover", "munderover":
		return nameSign(n.Children[0]) || strings.HasPrefix(n.Name, "mu") && isName(n.Children[0])
	}
	return n.Name == "mo" && isName(n)
}

// closes reports whether n is a closing bracket or the like, which what follows may not touch as it is.
func closes(n *node) bool { return strings.ContainsRune(")]}⟩⌉⌋!", last(n)) }

// bar reports whether the bar at i stands between two sides, as in P(A | B), and not at the end of one.
func bar(list []*node, i int) bool {
	n := 0
	for _, k := range list {
		if k = unwrap(k); strings.HasPrefix(k.Name, "msu") { // the closing one has scripts
			k = k.Children[0]
		}
		if k.Name == "mo" && isBar(last(k)) {
			n++
		}
	}
	return n == 1 && i > 0 && i+1 < len(list)
}

// opens reports whether what follows n begins anew.
func opens(n *node) bool {
	if n.Name != "mo" {
		return false
	}
	r, _ := utf8.DecodeRuneInString(words(n))
	return strings.ContainsRune("([{⟨⌈⌊,;|‖∣∥", r) || strings.ContainsRune(relations, r) || strings.ContainsRune(binaries, r) || strings.ContainsRune(large, r)
}

func unwrap(n *node) *node {
	for (n.Name == "mrow" || n.Name == "mstyle" || n.Name == "mpadded") && len(n.Children) == 1 {
		n = n.Children[0]
	}
	return n
}

func isFraction(n *node) bool {
	n = unwrap(n)
	return n.Name == "mfrac"
}

// isLarge reports whether n is a sum or the like, with its limits or without.
func isLarge(n *node) bool {
	n = unwrap(n)
	switch n.Name {
	case "msub", "msup", "msubsup", "munder", "mover", "munderover", "mmultiscripts":
		return isLarge(n.Children[0])
	case "mo":
		r, _ := utf8.DecodeRuneInString(words(n))
		return strings.ContainsRune(large, r)
	}
	return false
}

// bigScript reports whether n ends in a script that had to be written out, so that what follows needs a space.
func bigScript(n *node) bool {
	n = unwrap(n)
	switch n.Name {
	case "msub", "msup", "msubsup":
		last := words(n.Children[len(n.Children)-1])
		_, ok := small(last, raised)
		_, down := small(last, lowered)
		return !ok && !down
	}
	return false
}

// single reports whether n reads as one thing: a number, a letter with scripts, a root, what stands in brackets.
func single(n *node) bool {
	n = unwrap(n)
	switch n.Name {
	case "mi", "mn", "mtext", "mo", "msqrt", "mroot", "mtable":
		return true
	case "msub", "msup", "msubsup", "mover", "munder":
		return single(n.Children[0])
	case "mrow":
		k := n.Children
		if len(k) == 0 {
			return true
		}
		if len(k) > 1 && k[0].Name == "mo" {
			end := unwrap(k[len(k)-1])
			if strings.HasPrefix(end.Name, "msu") {
				end = end.Children[0]
			}
			if i := strings.Index("([{⟨⌈⌊|∣‖∥", words(k[0])); i >= 0 && words(k[0]) != "" && end.Name == "mo" {
				inner := words(&node{Name: "mrow", Children: k[1 : len(k)-1]})
				return strings.ContainsRune(")]}⟩⌉⌋|∣‖∥", last(end)) && !strings.ContainsAny(inner, "()|∣‖∥")
			}
		}
		if call(k) || len(k) == 2 && (k[1].Name == "mo" && words(k[1]) == "!" || words(k[0]) == "∂" || words(k[0]) == "d") && single(k[0]) && (k[1].Name == "mo" || single(k[1])) {
			return true
		}
		letters := 0
		for _, c := range k { // 2πr: a product without a sign
			if c = unwrap(c); c.Name != "mi" && c.Name != "mn" && c.Name != "msup" && c.Name != "msub" {
				return false
			}
			letters++
		}
		return letters == 1
	}
	return false
}

// call reports whether a row is a letter with something in brackets: P(x).
func call(k []*node) bool {
	if len(k) < 3 || !strings.Contains("([", words(k[1])) || words(k[1]) == "" || !strings.Contains(")]", words(k[len(k)-1])) {
		return false
	}
	if first := unwrap(k[0]); first.Name != "mi" && first.Name != "msub" {
		return false
	}
	depth := 0
	for _, n := range k[1 : len(k)-1] {
		if n.Name == "mo" {
			switch words(n) {
			case "(", "[":
				depth++
			case ")", "]":
				depth--
			}
		}
		if depth == 0 {
			return false
		}
	}
	return true
}

// product reports whether n is a product of letters and numbers without signs: it needs no brackets above a bar.
func product(n *node) bool {
	n = unwrap(n)
	if single(n) {
		return true
	}
	if n.Name != "mrow" {
		return false
	}
	for _, k := range n.Children {
		if k = unwrap(k); k.Name == "mo" || k.Name == "mspace" || k.Name == "mfrac" || !single(k) {
			return false
		}
	}
	return true
}

func (l *liner) text(n *node) string { return strings.Join(strings.Fields(l.node(n)), " ") }

// bracketed writes n so that it reads as one thing.
func (l *liner) bracketed(n *node) string {
	s := l.text(n)
	if single(n) || utf8.RuneCountInString(s) == 1 {
		return s
	}
	return "(" + s + ")"
}

func (l *liner) fraction(n *node) string {
	above, below := n.Children[0], n.Children[1]
	if n.Attr("linethickness") == "0" {
		return l.text(above) + " choose " + l.text(below)
	}
	up := l.text(above)
	if !product(above) {
		up = "(" + up + ")"
	}
	return up + "/" + l.bracketed(below)
}

// enclosed writes what is in a box or struck out.
func (l *liner) enclosed(n *node) string {
	s := strings.TrimSpace(l.row(n.Children))
	short := s != "" && utf8.RuneCountInString(s) <= 12 && !strings.ContainsAny(s, " /")
	switch kind := n.Attr("notation"); {
	case kind == "box" || kind == "roundedbox":
		return "[" + s + "]"
	case kind == "horizontalstrike" && short:
		return each(s, "\u0336")
	case strings.HasSuffix(kind, "diagonalstrike") && short:
		return each(s, "\u0338")
	case strings.HasSuffix(kind, "strike"):
		return "cancel(" + s + ")"
	}
	return l.fail()
}

func (l *liner) root(sign string, of *node) string { return sign + l.bracketed(of) }

func (l *liner) degree(n *node) string {
	d := l.text(n.Children[1])
	switch d {
	case "3":
		return l.root("∛", n.Children[0])
	case "4":
		return l.root("∜", n.Children[0])
	}
	if s, ok := small(d, raised); ok {
		return " " + l.root(s+"√", n.Children[0])
	}
	return l.fail()
}

// table writes a matrix as rows between semicolons.
func (l *liner) table(n *node) string {
	var rows []string
	for _, r := range n.Children {
		var cells []string
		for _, c := range r.Children {
			if s := l.text(c); s != "" {
				cells = append(cells, s)
			}
		}
		rows = append(rows, strings.Join(cells, " "))
	}
	return strings.Join(rows, "; ")
}
