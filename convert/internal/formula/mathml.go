package formula

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"platen/convert/tree"
)

type node = tree.MathNode

// A builder makes MathML of the engine's drawing, whose groups are named for the elements that they draw.
type builder struct {
	script  map[string]rune // letters in \mathcal by their outlines: their codes are those of plain letters
	aligns  []string        // of the formula's tables, in their order: "l", "rl", "c"
	tables  int
	number  strings.Builder // of the equation
	numbers []*node
	labeled []*node            // the rows that they belong to
	made    map[*element]*node // the tokens, by what draws them
}

// children makes MathML of what stands below an element.
func (b *builder) children(e *element) []*node {
	var out []*node
	for i, k := range e.kids {
		switch {
		case k.kind() != "":
			n := (*node)(nil)
			if isSpace(k) {
				n = space(e.kids, i)
			} else {
				n = b.element(k)
			}
			if n != nil {
				out = append(out, n)
			}
		case k.tag == "svg" && k.get("data-labels") != "":
			b.label(k)
		case k.tag == "g" && k.get("data-labels") != "":
		default:
			out = append(out, b.children(k)...)
		}
	}
	return out
}

// isSpace reports whether an element is room and nothing else.
func isSpace(e *element) bool {
	switch e.kind() {
	case "mspace":
		return true
	case "mstyle", "TeXAtom":
		return len(e.kids) == 1 && isSpace(e.kids[0])
	}
	return false
}

// space is as wide as the next one stands away from it; nil for what takes no room or goes back.
func space(kids []*element, i int) *node {
	if i+1 >= len(kids) {
		return nil
	}
	w := transform(kids[i+1].get("transform"))[4] - transform(kids[i].get("transform"))[4]
	if w < 50 {
		return nil
	}
	return &node{Name: "mspace", Attrs: []tree.MathAttr{{Name: "width", Value: strconv.FormatFloat(w/1000, 'f', 3, 64) + "em"}}}
}

// label takes the numbers of a table's rows.
func (b *builder) label(e *element) {
	for _, k := range e.kids {
		for _, cell := range k.kids {
			n := row(b.children(cell))
			b.numbers = append(b.numbers, n)
			if b.number.Len() > 0 {
				b.number.WriteByte(' ')
			}
			b.number.WriteString(words(n))
		}
	}
}

// row is a list of nodes as one.
func row(list []*node) *node {
	if len(list) == 1 {
		return list[0]
	}
	return &node{Name: "mrow", Children: list}
}

// math is the whole formula's MathML. The number of a lone equation is left to [tree.Formula.Number], those of several
// stand in a last column.
func (b *builder) math(e *element, display bool) *node {
	list := b.children(e)
	if len(b.labeled) > 0 && len(b.labeled) == len(b.numbers) {
		if len(list) == 1 && list[0].Name == "mtable" && len(list[0].Children) == 1 && len(b.labeled[0].Children) == 1 {
			list = b.labeled[0].Children[0].Children
		} else {
			for i, r := range b.labeled {
				r.Children = append(r.Children, &node{Name: "mtd", Children: []*node{b.numbers[i]}})
			}
		}
	}
	m := &node{Name: "math", Children: list}
	if display {
		m.Attrs = []tree.MathAttr{{Name: "display", Value: "block"}}
	}
	return m
}

// words are the texts of a node.
func words(n *node) string {
	if n.Name == "" {
		return n.Text
	}
	var s strings.Builder
	for _, k := range n.Children {
		s.WriteString(words(k))
	}
	return s.String()
}

func token(name, text string) *node {
	return &node{Name: name, Children: []*node{{Text: text}}}
}

// element makes MathML of one element; nil for one that shows nothing.
func (b *builder) element(e *element) *node {
	switch kind := e.kind(); kind {
	case "mi", "mn", "mo", "mtext", "ms":
		n := b.token(kind, e)
		if n != nil {
			b.made[e] = n
		}
		return n
	case "mspace":
		return &node{Name: "mspace", Attrs: []tree.MathAttr{{Name: "width", Value: "0.3em"}}}
	case "mphantom":
		return nil
	case "mfrac":
		n := &node{Name: "mfrac", Children: pad(b.children(e), 2)}
		if e.find(func(k *element) bool { return k.tag == "rect" && k != e && direct(e, k) }) == nil {
			n.Attrs = []tree.MathAttr{{Name: "linethickness", Value: "0"}}
		}
		return n
	case "msqrt", "mroot":
		return b.root(kind, e)
	case "msub", "msup", "msubsup", "munder", "mover", "munderover":
		return b.scripts(kind, e)
	case "mmultiscripts":
		return b.multiscripts(e)
	case "mtable":
		return b.mtable(e)
	case "mtr", "mlabeledtr":
		n := &node{Name: "mtr", Children: b.children(e)}
		if kind == "mlabeledtr" {
			b.labeled = append(b.labeled, n)
		}
		return n
	case "mtd":
		return &node{Name: "mtd", Children: b.children(e)}
	case "menclose":
		n := row(b.children(e))
		if s := notation(e); s != "" {
			return &node{Name: "menclose", Attrs: []tree.MathAttr{{Name: "notation", Value: s}}, Children: []*node{n}}
		}
		return n
	}
	list := b.children(e)
	if len(list) == 0 {
		return nil
	}
	n := row(list)
	if c := hex(e.get("fill")); c != "" {
		n = &node{Name: "mstyle", Attrs: []tree.MathAttr{{Name: "mathcolor", Value: c}}, Children: list}
	}
	return n
}

// direct reports whether k is a child of e.
func direct(e, k *element) bool {
	for _, c := range e.kids {
		if c == k {
			return true
		}
	}
	return false
}

// pad makes a list as long as its parent has to have it.
func pad(list []*node, n int) []*node {
	for len(list) < n {
		list = append(list, &node{Name: "mrow"})
	}
	if len(list) > n {
		list = append(list[:n-1:n-1], row(list[n-1:]))
	}
	return list
}

// each makes one node of each element of MathML right below e, in their order, with its height above the baseline.
func (b *builder) each(e *element) (list []*node, y []float64) {
	var visit func(e *element, up float64)
	visit = func(e *element, up float64) {
		for _, k := range e.kids {
			at := up + transform(k.get("transform"))[5]
			if k.kind() == "" {
				visit(k, at)
				continue
			}
			n := b.element(k)
			if n == nil {
				n = &node{Name: "mrow"}
			}
			list, y = append(list, n), append(y, at)
		}
	}
	visit(e, 0)
	return list, y
}

// scripts are a base with what stands above and below it; in the drawing either may come first.
func (b *builder) scripts(kind string, e *element) *node {
	list, y := b.each(e)
	n := 2
	if kind == "msubsup" || kind == "munderover" {
		n = 3
	}
	if len(list) == 3 && n == 3 && y[1] > y[2] {
		list[1], list[2] = list[2], list[1]
	}
	if strings.HasPrefix(kind, "mu") || kind == "mover" {
		kind = asScripts(kind, list, y)
	}
	out := &node{Name: kind, Children: pad(list, n)}
	if kind == "mover" || kind == "munder" {
		if c := out.Children[1]; c.Name == "mo" && len(c.Children) == 1 && isAccent(c.Children[0].Text) {
			if t := c.Children[0]; kind == "munder" && t.Text == "–" {
				t.Text = "_" // which grows with its base
			}
			out.Attrs = []tree.MathAttr{{Name: map[string]string{"mover": "accent", "munder": "accentunder"}[kind], Value: "true"}}
		}
	}
	return out
}

// isAccent reports whether an operator above or below a base is an accent or a bar: a question mark or another relation
// above one, as in \overset{?}{=}, is none. (MathML 3, 3.4.5)
func isAccent(sign string) bool {
	r, n := utf8.DecodeRuneInString(sign)
	return n == len(sign) && (r >= 0x80 && (r < 0x2200 || r > 0x22ff) || strings.ContainsRune("^~`_.", r))
}

// moved says which element has its parts at the side in a line.
var moved = map[string]string{"munder": "msub", "mover": "msup", "munderover": "msubsup"}

// asScripts is the element for parts that are drawn at the side of their base, as those of sums in a line are, and not above
// or below it. The heights are those of the drawing: what stands above or below is farther away than any script.
func asScripts(kind string, list []*node, y []float64) string {
	for i := 1; i < len(list); i++ {
		if y[i] > 600 || y[i] < -450 || unwrap(list[i]).Name == "mo" {
			return kind
		}
	}
	return moved[kind]
}

// root is a root: what is below it, its degree, and its sign, which MathML does not have.
func (b *builder) root(kind string, e *element) *node {
	if len(e.kids) == 0 {
		return nil
	}
	n := &node{Name: kind, Children: b.children(e.kids[0])}
	if kind == "mroot" {
		n.Children = []*node{row(n.Children)}
		for _, k := range e.kids[1:] {
			if k.kind() != "" && k.kind() != "mo" {
				if d := b.element(k); d != nil {
					n.Children = append(n.Children, d)
				}
				break
			}
		}
		n.Children = pad(n.Children, 2)
	}
	return n
}

// multiscripts are scripts on both sides of a base. A row of the drawing has those of one height.
func (b *builder) multiscripts(e *element) *node {
	n := &node{Name: "mmultiscripts"}
	var rows [2][2][]*node // before and behind the base, below and above
	behind := 0
	for _, k := range e.kids {
		if k.kind() != "" {
			base := b.element(k)
			if base == nil {
				base = &node{Name: "mrow"}
			}
			n.Children = append(n.Children, base)
			behind = 1
			continue
		}
		list, _ := b.each(k)
		up := 0
		if transform(k.get("transform"))[5] > 0 {
			up = 1
		}
		rows[behind][up] = append(rows[behind][up], list...)
	}
	pairs := func(r [2][]*node) {
		for i := range max(len(r[0]), len(r[1])) {
			for _, list := range r {
				if i < len(list) {
					n.Children = append(n.Children, list[i])
				} else {
					n.Children = append(n.Children, &node{Name: "mrow"})
				}
			}
		}
	}
	n.Children = pad(n.Children, 1)
	pairs(rows[1])
	if len(rows[0][0])+len(rows[0][1]) > 0 {
		n.Children = append(n.Children, &node{Name: "mprescripts"})
		pairs(rows[0])
	}
	return n
}

func (b *builder) mtable(e *element) *node {
	n := &node{Name: "mtable"}
	align := ""
	if b.tables < len(b.aligns) {
		align = b.aligns[b.tables]
	}
	b.tables++
	if align != "" && align != "c" {
		n.Attrs = []tree.MathAttr{{Name: "columnalign", Value: align}}
	}
	for _, r := range b.children(e) {
		if r.Name == "mtr" {
			n.Children = append(n.Children, r)
		}
	}
	return n
}

// notation is what encloses a formula, as its lines show.
func notation(e *element) string {
	var out []string
	for _, k := range e.kids {
		switch k.tag {
		case "rect":
			if k.get("rx") != "" {
				return "roundedbox"
			}
			return "box"
		case "ellipse":
			return "circle"
		case "line":
			dx, dy := number(k.get("x2"))-number(k.get("x1")), number(k.get("y2"))-number(k.get("y1"))
			switch {
			case dy == 0:
				return "horizontalstrike"
			case dx == 0:
				return "verticalstrike"
			case dx*dy > 0:
				out = append(out, "updiagonalstrike")
			default:
				out = append(out, "downdiagonalstrike")
			}
		}
	}
	return strings.Join(out, " ")
}

// spacing are the signs of accents, which MathML has in place of combining marks. (MathML 3, C.4)
var spacing = map[string]string{"\u0300": "`", "\u0301": "´", "\u0302": "^", "\u0303": "~", "\u0304": "¯", "\u0306": "˘", "\u0307": "˙", "\u0308": "¨", "\u030a": "˚",
	"\u030c": "ˇ", "\u20d6": "←", "\u20d7": "→"}

// token is a token element with its signs.
func (b *builder) token(kind string, e *element) *node {
	var s strings.Builder
	b.signs(e, &s)
	text := s.String()
	r := []rune(text)
	switch {
	case kind == "mo":
		text = whole(text)
		if text == "" {
			return nil
		}
		if s, ok := spacing[text]; ok {
			text = s
		}
	case kind == "mi" && len(r) == 1:
		if p := plain(r[0]); p != r[0] {
			return token("mi", string(p))
		}
		if unicode.IsLetter(r[0]) && r[0] < 0x2100 {
			n := token("mi", text)
			n.Attrs = []tree.MathAttr{{Name: "mathvariant", Value: "normal"}}
			return n
		}
	case kind == "mi" || kind == "mtext" || kind == "mn" || kind == "ms":
		for i := range r {
			r[i] = plain(r[i])
		}
		text = string(r)
		if kind == "mtext" || kind == "ms" {
			if text = strings.ReplaceAll(text, " ", "\u00a0"); text == "" {
				return nil
			}
			return token("mtext", text)
		}
	}
	if text == "" {
		return nil
	}
	return token(kind, text)
}

// signs writes the signs of a token's glyphs.
func (b *builder) signs(e *element, s *strings.Builder) {
	for _, k := range e.kids {
		switch {
		case k.get("data-c") != "":
			c, err := strconv.ParseUint(k.get("data-c"), 16, 32)
			if err != nil {
				continue
			}
			r := rune(c)
			if r < 0x80 {
				if l, ok := b.script[k.get("d")]; ok {
					r = l
				}
			}
			s.WriteRune(r)
		case k.tag == "text":
			s.WriteString(k.text)
		default:
			b.signs(k, s)
		}
	}
}

// parts are the signs of which the engine makes a stretched one, and that one. The first rule holds whose signs are all there.
var parts = []struct {
	of   string
	sign rune
}{
	{"\u239b", '('}, {"\u239e", ')'}, {"\u239c", '('}, {"\u239f", ')'},
	{"\u23a1\u23a3", '['}, {"\u23a4\u23a6", ']'}, {"\u23a1", '⌈'}, {"\u23a4", '⌉'}, {"\u23a3", '⌊'}, {"\u23a6", '⌋'},
	{"\u23a7\u23ad", '⎰'}, {"\u23ab\u23a9", '⎱'}, {"\u23a7", '{'}, {"\u23ab", '}'},
	{"\ue155", '⏞'}, {"\ue156", '⏟'}, {"\ue150", '⏜'}, {"\ue152", '⏝'},
	{"\ue001", '√'}, {"\u23b7", '√'},
	{"\u2190\u2192", '↔'}, {"\u21d0\u21d2", '⇔'}, {"\u2223\u2192", '↦'}, {"\u2191\u2193", '↕'}, {"\u21d1\u21d3", '⇕'},
	{"\u2192", '→'}, {"\u2190", '←'}, {"\u21d2", '⇒'}, {"\u21d0", '⇐'}, {"\u2191", '↑'}, {"\u2193", '↓'}, {"\u21d1", '⇑'}, {"\u21d3", '⇓'},
	{"\u250c", '⎴'}, {"\u2514", '⎵'},
}

// whole is the sign that glyphs of an operator are together.
func whole(text string) string {
	r := []rune(text)
	if len(r) < 2 {
		return text
	}
	if strings.IndexFunc(text, unicode.IsLetter) >= 0 && !strings.ContainsFunc(text, private) {
		return text // lim
	}
	for _, p := range parts {
		if !strings.ContainsFunc(p.of, func(c rune) bool { return !strings.ContainsRune(text, c) }) {
			return string(p.sign)
		}
	}
	same := strings.Trim(text, string(r[0])) == ""
	switch {
	case same && strings.ContainsRune("∣|", r[0]):
		return "|"
	case same && strings.ContainsRune("∥‖", r[0]):
		return "‖"
	case same && strings.ContainsRune("-−¯–=^~", r[0]):
		return string(r[:1])
	}
	return text
}

func private(c rune) bool { return c >= 0xe000 && c < 0xf900 }
