package formula

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"golang.org/x/image/colornames"

	"platen/convert/tree"
)

// A matrix is that of [tree.FormulaMark].
type matrix [6]float64

// then is the matrix that does n first and m afterwards.
func (m matrix) then(n matrix) matrix {
	return matrix{
		m[0]*n[0] + m[2]*n[1], m[1]*n[0] + m[3]*n[1],
		m[0]*n[2] + m[2]*n[3], m[1]*n[2] + m[3]*n[3],
		m[0]*n[4] + m[2]*n[5] + m[4], m[1]*n[4] + m[3]*n[5] + m[5],
	}
}

func (m matrix) at(x, y float64) (float64, float64) {
	return m[0]*x + m[2]*y + m[4], m[1]*x + m[3]*y + m[5]
}

// transform reads the attribute of that name: translate, scale and matrix.
func transform(s string) matrix {
	m := matrix{1, 0, 0, 1, 0, 0}
	for s != "" {
		name, rest, ok := strings.Cut(s, "(")
		args, rest, closed := strings.Cut(rest, ")")
		if !ok || !closed {
			break
		}
		v := numbers(args)
		v = append(v, make([]float64, 6)...)
		switch strings.TrimSpace(name) {
		case "translate":
			m = m.then(matrix{1, 0, 0, 1, v[0], v[1]})
		case "scale":
			if !strings.ContainsAny(args, ", ") {
				v[1] = v[0]
			}
			m = m.then(matrix{v[0], 0, 0, v[1], 0, 0})
		case "matrix":
			m = m.then(matrix(v[:6]))
		case "rotate":
			sin, cos := math.Sincos(v[0] * math.Pi / 180)
			m = m.then(matrix{cos, sin, -sin, cos, 0, 0})
		}
		s = rest
	}
	return m
}

// numbers reads numbers between spaces and commas; units are those of the drawing.
func numbers(s string) []float64 {
	f := strings.FieldsFunc(s, func(r rune) bool { return r == ' ' || r == ',' })
	v := make([]float64, 0, len(f)+6)
	for _, x := range f {
		v = append(v, number(x))
	}
	return v
}

func number(s string) float64 {
	v, err := strconv.ParseFloat(strings.TrimRight(s, "pxem%"), 64)
	if err != nil || math.IsInf(v, 0) || math.IsNaN(v) {
		return 0
	}
	return v
}

// A pen is what a drawing's element has of those around it.
type pen struct {
	m      matrix
	color  string
	stroke float64
}

// A drawer makes marks of a drawing.
type drawer struct {
	*Engine
	out   []tree.FormulaMark
	side  []tree.FormulaMark
	table *element // the table of a formula with numbers: its drawing and theirs stand apart
	label *element
	lines [][]line           // the rules of the tables
	bars  []string           // and the lines between their columns
	count int                // of tables
	nodes map[*element]*node // see builder.made
	node  *node              // the token that is drawn
}

// draw adds what an element draws.
func (d *drawer) draw(e *element, p pen) {
	switch {
	case e.get("data-table") != "": // a drawing in the middle of the measure; see find
		p.m = matrix{1, 0, 0, 1, 0, 0}
		d.table = e
		for _, k := range e.kids {
			for _, in := range k.kids {
				d.draw(in, p)
			}
		}
		return
	case e.tag == "svg" && e.get("data-labels") != "":
		old := d.out
		d.out, d.label = nil, e
		p.m = matrix{1, 0, 0, 1, 0, 0}
		for _, k := range e.kids {
			for _, in := range k.kids {
				d.draw(in, p)
			}
		}
		d.side, d.out = d.out, old
		return
	case e.tag == "svg" && e.get("viewBox") != "":
		d.extender(e, p)
		return
	}
	if n := d.nodes[e]; n != nil {
		defer func(was *node) { d.node = was }(d.node)
		d.node = n
	}
	p.m = p.m.then(transform(e.get("transform")))
	if c := e.get("fill"); c != "" && c != "none" && c != "currentColor" {
		p.color = hex(c)
	}
	if w := e.get("stroke-width"); w != "" {
		p.stroke = number(w)
	}
	if _, w, ok := strings.Cut(e.get("style"), "stroke-width: "); ok {
		w, _, _ = strings.Cut(w, ";")
		p.stroke = number(w)
	}
	if c := e.get("stroke"); c != "" && c != "none" && c != "currentColor" {
		p.color = hex(c)
	}
	d.shape(e, p)
	if e.kind() == "mtable" {
		d.drawTable(e, p)
		return
	}
	for _, k := range e.kids {
		d.draw(k, p)
	}
}

// drawTable draws a table with the rules between its rows, which the module does not know.
func (d *drawer) drawTable(e *element, p pen) {
	n := d.count
	d.count++
	bars := ""
	if n < len(d.bars) {
		bars = d.bars[n]
	}
	if n >= len(d.lines) || len(d.lines[n]) == 0 {
		d.cells(e, bars, p)
		return
	}
	var low, high []float64 // of the rows
	left, right := math.Inf(1), math.Inf(-1)
	column := 0
	for _, k := range e.kids {
		from := len(d.out)
		if unwanted(k, bars, &column) {
			continue
		}
		d.draw(k, p)
		x1, y1, x2, y2 := extent(d.out[from:])
		left, right = min(left, x1), max(right, x2)
		if k.kind() == "mtr" || k.kind() == "mlabeledtr" {
			low, high = append(low, y1), append(high, y2)
		}
	}
	const out, beyond = 180, 250
	for _, l := range d.lines[n] {
		var y float64
		switch rows := len(low); {
		case rows == 0:
			return
		case l.row == 0:
			y = high[0] + out
		case l.row >= rows:
			y = low[rows-1] - out
		default:
			y = (low[l.row-1] + high[l.row]) / 2
		}
		d.out = append(d.out, tree.FormulaMark{Shape: d.outline(fmt.Sprintf("M%s %sH%s", num(left-beyond), num(y), num(right+beyond)), false),
			M: matrix{1, 0, 0, 1, 0, 0}, Stroke: 45, Dashed: l.dashed, Color: p.color})
	}
}

// cells draws what is in a table.
func (d *drawer) cells(e *element, bars string, p pen) {
	column := 0
	for _, k := range e.kids {
		if !unwanted(k, bars, &column) {
			d.draw(k, p)
		}
	}
}

// unwanted reports whether an element is a line behind a column that has none: the module draws one behind each.
func unwanted(e *element, bars string, column *int) bool {
	if e.get("data-line") != "v" {
		return false
	}
	i := *column
	*column++
	return i < len(bars) && bars[i] != '|'
}

// extent are the bounds of marks.
func extent(marks []tree.FormulaMark) (x1, y1, x2, y2 float64) {
	x1, y1, x2, y2 = math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)
	for _, m := range marks {
		if m.Shape == nil {
			continue
		}
		a, b, c, e, ok := bounds(m.Shape.Path)
		if !ok {
			continue
		}
		for _, q := range [][2]float64{{a, b}, {c, e}} {
			x, y := matrix(m.M).at(q[0], q[1])
			x1, y1, x2, y2 = min(x1, x), min(y1, y), max(x2, x), max(y2, y)
		}
	}
	return x1, y1, x2, y2
}

// shape adds the mark of an element that is one.
func (d *drawer) shape(e *element, p pen) {
	line := e.get("fill") == "none" || e.tag == "line"
	if e.get("data-line") != "" || e.get("data-frame") != "" {
		line = true
		if p.stroke = number(e.get("stroke-thickness")); p.stroke == 0 {
			p.stroke = 60
		}
	}
	if !line {
		p.stroke = 0
	}
	x, y, w, h := number(e.get("x")), number(e.get("y")), number(e.get("width")), number(e.get("height"))
	switch e.tag {
	case "path":
		if path := e.get("d"); path != "" {
			d.add(path, e.get("data-c") != "", p)
		}
	case "rect":
		if w > 0 && h > 0 && e.get("fill") != "none" || line {
			d.add(fmt.Sprintf("M%s %sH%sV%sH%sZ", num(x), num(y), num(x+w), num(y+h), num(x)), false, p)
		}
	case "line":
		d.add(fmt.Sprintf("M%s %sL%s %s", e.get("x1"), e.get("y1"), e.get("x2"), e.get("y2")), false, p)
		d.out[len(d.out)-1].Dashed = e.get("stroke-dasharray") != "" || strings.Contains(e.get("class"), "dashed")
	case "ellipse":
		d.add(ellipse(number(e.get("cx")), number(e.get("cy")), number(e.get("rx")), number(e.get("ry"))), false, p)
	case "text":
		if s := strings.TrimSpace(e.text); s != "" {
			d.out = append(d.out, tree.FormulaMark{Text: s, Size: number(e.get("font-size")), M: p.m.then(matrix{1, 0, 0, -1, 0, 0}),
				Bold: e.get("font-weight") == "bold", Italic: e.get("font-style") == "italic", Mono: e.get("font-family") == "monospace", Color: p.color, Node: d.node})
		}
	}
}

func (d *drawer) add(path string, sign bool, p pen) {
	d.out = append(d.out, tree.FormulaMark{Shape: d.outline(path, sign), M: p.m, Stroke: p.stroke, Color: p.color, Node: d.node})
}

// ellipse is the path of one. (the factor: a circle in four Bézier curves)
func ellipse(cx, cy, rx, ry float64) string {
	const k = 0.5522847498
	c := func(x1, y1, x2, y2, x, y float64) string {
		return fmt.Sprintf("C%s %s %s %s %s %s", num(cx+x1*rx), num(cy+y1*ry), num(cx+x2*rx), num(cy+y2*ry), num(cx+x*rx), num(cy+y*ry))
	}
	return "M" + num(cx+rx) + " " + num(cy) + c(1, k, k, 1, 0, 1) + c(-k, 1, -1, k, -1, 0) + c(-1, -k, -k, -1, 0, -1) + c(k, -1, 1, -k, 1, 0) + "Z"
}

// num writes a length in tenths of a unit at most.
func num(v float64) string {
	s := strconv.FormatFloat(math.Round(v*10)/10, 'f', -1, 64)
	if s == "-0" {
		return "0"
	}
	return s
}

// extender adds the part of a stretched sign that fills it: a glyph of straight sides, made longer and clipped, which is as
// many rectangles as it has parts.
func (d *drawer) extender(e *element, p pen) {
	box := append(numbers(e.get("viewBox")), 0, 0, 0, 0)
	p.m = p.m.then(matrix{1, 0, 0, 1, number(e.get("x")) - box[0], number(e.get("y")) - box[1]})
	for _, k := range e.kids {
		t := transform(k.get("transform"))
		for _, part := range strings.Split(k.get("d"), "Z") {
			x1, y1, x2, y2, ok := bounds(part)
			if !ok {
				continue
			}
			x1, y1 = t.at(x1, y1)
			x2, y2 = t.at(x2, y2)
			x1, y1 = max(x1, box[0]), max(y1, box[1])
			x2, y2 = min(x2, box[0]+box[2]), min(y2, box[1]+box[3])
			if x2 > x1 && y2 > y1 {
				d.add(fmt.Sprintf("M%s %sH%sV%sH%sZ", num(x1), num(y1), num(x2), num(y2), num(x1)), false, p)
			}
		}
	}
}

// bounds are those of a path's points, control points included.
func bounds(path string) (x1, y1, x2, y2 float64, ok bool) {
	x1, y1, x2, y2 = math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)
	op, x, y := byte('M'), 0.0, 0.0
	for i := 0; i < len(path); {
		if c := path[i]; c >= 'A' && c <= 'Z' {
			op = c
			i++
			continue
		}
		j := i
		for j < len(path) && (path[j] < 'A' || path[j] > 'Z') {
			j++
		}
		v := numbers(spaced(path[i:j]))
		i = j
		switch op {
		case 'H':
			for _, n := range v {
				x, x1, x2 = n, min(x1, n), max(x2, n)
			}
		case 'V':
			for _, n := range v {
				y, y1, y2 = n, min(y1, n), max(y2, n)
			}
		default:
			for k := 0; k+1 < len(v); k += 2 {
				x, y = v[k], v[k+1]
				x1, x2, y1, y2 = min(x1, x), max(x2, x), min(y1, y), max(y2, y)
			}
		}
		ok = true
	}
	return x1, y1, x2, y2, ok && x1 <= x2 && y1 <= y2
}

// spaced puts a space before each minus.
func spaced(s string) string { return strings.ReplaceAll(s, "-", " -") }

// hex is a colour as #rrggbb, "" for one that is not known.
func hex(c string) string {
	c = strings.ToLower(strings.TrimSpace(c))
	if len(c) == 4 && c[0] == '#' {
		c = "#" + strings.Repeat(c[1:2], 2) + strings.Repeat(c[2:3], 2) + strings.Repeat(c[3:4], 2)
	}
	if len(c) == 7 && c[0] == '#' && strings.Trim(c[1:], "0123456789abcdef") == "" {
		return c
	}
	if v, ok := colornames.Map[c]; ok {
		return fmt.Sprintf("#%02x%02x%02x", v.R, v.G, v.B)
	}
	if rest, ok := strings.CutPrefix(c, "rgb("); ok {
		v := append(numbers(strings.TrimSuffix(rest, ")")), 0, 0, 0)
		return fmt.Sprintf("#%02x%02x%02x", channel(v[0]), channel(v[1]), channel(v[2]))
	}
	return ""
}

func channel(v float64) uint8 { return uint8(max(0, min(255, v))) }
