package formula

import (
	"strings"
	"unicode/utf8"

	"github.com/rivo/uniseg"
	"golang.org/x/text/unicode/norm"
)

// A box is a part of a formula in lines of text, as a matrix is drawn.
type box struct {
	lines []string
	base  int // the line that stands on the baseline
}

func (b box) width() int {
	w := 0
	for _, s := range b.lines {
		w = max(w, uniseg.StringWidth(s))
	}
	return w
}

// maxBox is how many columns and lines a formula in text may have.
const maxBox = 200

// rows draws a formula that has tables in several lines; nil when it has none, or no form.
func rows(math *node) []string {
	l := &liner{}
	b := l.box(math)
	if l.none || len(b.lines) < 2 || len(b.lines) > maxBox || b.width() > maxBox {
		return nil
	}
	for i := range b.lines {
		b.lines[i] = norm.NFC.String(strings.TrimRight(b.lines[i], " "))
	}
	return b.lines
}

// hasTable reports whether a table of several rows stands in a row of n, and not in a fraction or script.
func hasTable(n *node) bool {
	switch n.Name {
	case "mtable":
		return len(n.Children) > 1
	case "math", "mrow", "mstyle", "mtd", "mpadded":
		for _, k := range n.Children {
			if hasTable(k) {
				return true
			}
		}
	case "msup", "msub", "msubsup":
		return hasTable(n.Children[0])
	}
	return false
}

// box draws a node. Only tables and what stands beside them need more than a line.
func (l *liner) box(n *node) box {
	if !hasTable(n) {
		return box{lines: []string{l.text(n)}}
	}
	switch n.Name {
	case "mtable":
		return l.tableBox(n)
	case "msup", "msub", "msubsup":
		b := l.box(n.Children[0])
		if len(n.Children) == 2 && n.Name == "msup" {
			return beside(b, box{lines: append([]string{l.script(n.Children[1], raised, "^")}, make([]string, len(b.lines)-1)...), base: b.base})
		}
		return beside(b, box{lines: append(make([]string, len(b.lines)-1), l.script(n.Children[1], lowered, "_")), base: b.base})
	}
	return l.rowBox(n.Children)
}

// rowBox draws what stands side by side, in which there is a table: brackets about it are as high as it is.
func (l *liner) rowBox(list []*node) box {
	var out box
	empty := true
	put := func(b box) {
		if empty {
			out, empty = b, false
		} else {
			out = beside(out, b)
		}
	}
	for i := 0; i < len(list); {
		if hasTable(list[i]) {
			b := l.box(list[i])
			if open := fence(list, i-1); open != "" {
				b = beside(tall(open, b), b)
			}
			if end := fence(list, i+1); end != "" {
				b = beside(b, tall(end, b))
				i++
			}
			put(b)
			i++
			continue
		}
		k := i
		for k < len(list) && !hasTable(list[k]) {
			k++
		}
		part := list[i:k]
		if k < len(list) && fence(list, k-1) != "" {
			part = part[:len(part)-1]
		}
		raw := l.row(part)
		s := strings.Join(strings.Fields(raw), " ")
		if s != "" {
			if i > 0 {
				s = " " + s
			}
			if k < len(list) {
				s += " "
			}
			put(box{lines: []string{s}})
		}
		i = k
	}
	return out
}

// fence is the bracket at i of a row, "" for none.
func fence(list []*node, i int) string {
	if i < 0 || i >= len(list) || list[i].Name != "mo" {
		return ""
	}
	s := strings.NewReplacer("∣", "|", "∥", "‖").Replace(words(list[i]))
	if utf8.RuneCountInString(s) == 1 && strings.Contains("()[]{}|‖⌈⌉⌊⌋⟨⟩", s) {
		return s
	}
	return ""
}

// tall is a bracket beside a box. (Unicode, Miscellaneous Technical)
func tall(s string, b box) box {
	n := len(b.lines)
	forms := map[string][3]string{
		"(": {"⎛", "⎜", "⎝"}, ")": {"⎞", "⎟", "⎠"}, "[": {"⎡", "⎢", "⎣"}, "]": {"⎤", "⎥", "⎦"}, "{": {"⎧", "⎪", "⎩"}, "}": {"⎫", "⎪", "⎭"},
		"|": {"│", "│", "│"}, "‖": {"‖", "‖", "‖"}, "⌈": {"⎡", "⎢", "⎢"}, "⌉": {"⎤", "⎥", "⎥"}, "⌊": {"⎢", "⎢", "⎣"}, "⌋": {"⎥", "⎥", "⎦"},
	}
	f, ok := forms[s]
	out := box{base: b.base, lines: make([]string, n)}
	for i := range out.lines {
		switch {
		case n == 1 || !ok:
			out.lines[i] = s
		case i == 0:
			out.lines[i] = f[0]
		case i == n-1:
			out.lines[i] = f[2]
		case i == n/2 && s == "{":
			out.lines[i] = "⎨"
		case i == n/2 && s == "}":
			out.lines[i] = "⎬"
		default:
			out.lines[i] = f[1]
		}
	}
	left := strings.Contains("([{⌈⌊⟨", s)
	for i := range out.lines {
		if left || s == "|" || s == "‖" {
			out.lines[i] += " "
		}
		if !left {
			out.lines[i] = " " + strings.TrimSpace(out.lines[i])
		}
	}
	if s == "|" || s == "‖" {
		for i := range out.lines {
			out.lines[i] = " " + strings.TrimSpace(out.lines[i]) + " "
		}
	}
	return out
}

// beside puts two boxes side by side on one baseline.
func beside(a, b box) box {
	up := max(a.base, b.base)
	down := max(len(a.lines)-a.base, len(b.lines)-b.base)
	out := box{base: up, lines: make([]string, up+down)}
	w := a.width()
	for i := range out.lines {
		s := ""
		if k := i - up + a.base; k >= 0 && k < len(a.lines) {
			s = a.lines[k]
		}
		s += strings.Repeat(" ", w-uniseg.StringWidth(s))
		if k := i - up + b.base; k >= 0 && k < len(b.lines) {
			s += b.lines[k]
		}
		out.lines[i] = s
	}
	return out
}

// tableBox draws the rows of a table: cells of a matrix in their middle, others at the side that they are aligned to.
func (l *liner) tableBox(n *node) box {
	align := strings.Fields(n.Attr("columnalign"))
	var cells [][]box
	var widths []int
	for _, r := range n.Children {
		var line []box
		for j, c := range r.Children {
			b := l.box(&node{Name: "mrow", Children: c.Children})
			line = append(line, b)
			if j == len(widths) {
				widths = append(widths, 0)
			}
			widths[j] = max(widths[j], b.width())
		}
		cells = append(cells, line)
	}
	var out box
	for _, line := range cells {
		var r box
		r.lines = []string{""}
		for j, c := range line {
			side := "center"
			if len(align) > 0 {
				side = align[j%len(align)]
			}
			gap := ""
			if j > 0 {
				gap = "  "
				if len(align) > 1 && align[(j-1)%len(align)] == "right" && side == "left" {
					gap = " "
				}
			}
			free := widths[j] - c.width()
			left := map[string]int{"left": 0, "center": free / 2, "right": free}[side]
			for i := range c.lines {
				c.lines[i] = gap + strings.Repeat(" ", left) + c.lines[i]
			}
			c = beside(c, box{lines: []string{strings.Repeat(" ", free-left)}})
			r = beside(r, c)
		}
		out.lines = append(out.lines, r.lines...)
	}
	out.base = (len(out.lines) - 1) / 2
	return out
}
