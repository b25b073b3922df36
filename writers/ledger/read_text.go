package ledger

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/width"

	"platen/convert/tree"
)

// A textPart is a stretch of a text: lines, or what looks like a drawn table.
type textPart struct {
	words []word
	table *drawnTable
}

// A drawnTable is lines that look like a drawn table. They may be code that does.
type drawnTable struct {
	plain  []word   // the words as they stand in the lines
	lines  []string // without what is before the drawing
	reader *textReader
	used   bool // a table of the source was found to be this one
	before int  // how many words that are no signs come before it
	cells  []textParts
}

// textParts are parts one below the other.
type textParts []textPart

// A textReader knows which lines of code look like something else: a rule, a line of a quotation, a drawing.
type textReader struct{ code map[string]bool }

// newTextReader looks at the code of a page.
func newTextReader(p *tree.Page) *textReader {
	t := &textReader{map[string]bool{}}
	tree.InspectPage(p, func(n tree.Node) bool {
		if c, ok := n.(*tree.CodeBlock); ok {
			for line := range strings.Lines(c.Text) {
				if line = strings.TrimSpace(codeLine(line)); line != "" && strings.ContainsRune(">=-─┌+", []rune(line)[0]) {
					t.code[line] = true
				}
			}
		}
		_, inline := n.(tree.Inline)
		return !inline
	})
	return t
}

// codeAt returns the byte behind the signs of quotation of a line of code that looks like something else, else -1.
func (t *textReader) codeAt(line string) int {
	for at := 0; ; {
		rest := line[at:]
		if strings.HasPrefix(rest, "    ") && t.code[strings.TrimSpace(codeLine(rest))] {
			return at
		}
		mark := len(rest) - len(strings.TrimLeft(rest, " "))
		if mark == len(rest) || rest[mark] != '>' {
			return -1
		}
		if at += mark + 1; strings.HasPrefix(line[at:], " ") {
			at++
		}
	}
}

// parts reads lines, the first of which has a number; 0 is for the lines of a table's cell.
func (t *textReader) parts(lines []string, number int) textParts {
	var out textParts
	c := &cutter{}
	flush := func() {
		if c.space(); len(c.words) > 0 {
			out = append(out, textPart{words: c.words})
		}
		c = &cutter{}
	}
	var above []int // columns of the lines above, up to an empty one
	for i := 0; i < len(lines); i++ {
		at := tableAt(lines[i])
		end := -1
		if at >= 0 && t.codeAt(lines[i]) < 0 {
			end = tableEnd(lines, i, at)
		}
		if end < 0 {
			if strings.Trim(lines[i], " >") == "" {
				above = above[:0]
			}
			t.readLine(c, lines[i], above, i+number)
			above = append(above, textWidth(lines[i]))
			continue
		}
		flush()
		d := &drawnTable{reader: t}
		for k := i; k <= end; k++ {
			t.readLine(c, lines[k], nil, k+number)
			d.lines = append(d.lines, lines[k][at:])
		}
		c.space()
		d.plain, c = c.words, &cutter{}
		out = append(out, textPart{table: d})
		i = end
	}
	flush()
	return out
}

// tables returns the tables of the parts.
func (ps textParts) tables() []*drawnTable {
	var out []*drawnTable
	n := 0
	for _, p := range ps {
		n += lettersIn(p.words)
		if p.table != nil {
			p.table.before = n
			n += lettersIn(p.table.plain)
			out = append(out, p.table)
		}
	}
	return out
}

// read finds the cells of a table that has so many rows of headers and rows.
func (t *drawnTable) read(heads, rows int) {
	t.cells = t.cells[:0]
	for _, c := range cellsOf(t.lines, heads, rows) {
		t.cells = append(t.cells, t.reader.parts(c, 0))
	}
}

// account adds the words of the parts, cell by cell where a table is one of the source.
func (ps textParts) account(a *account) {
	for _, p := range ps {
		switch {
		case p.table == nil:
			a.words = append(a.words, p.words...)
		case !p.table.used:
			a.words = append(a.words, p.table.plain...)
		default:
			for _, c := range p.table.cells {
				a.fact(Cells, "", 0)
				c.account(a)
			}
		}
	}
}

// readLine reads one line. above is how many columns the lines above it have.
func (t *textReader) readLine(c *cutter, line string, above []int, number int) {
	c.lineEnd()
	c.line = int32(number)
	at := 0
	code := t.codeAt(line)
	for ; (code < 0 || at < code) && at < len(line) && (line[at] == ' ' || line[at] == '>'); at++ {
		if line[at] == '>' {
			c.may = true
			c.sign(">", tree.Pos(at))
			c.may, c.soft = false, true
		}
	}
	rest := line[at:]
	if code < 0 && isRule(rest, above, at) {
		c.may, c.head = true, true
		c.put(rest, tree.Pos(at))
		c.may = false
		return
	}
	c.head = true
	c.add(rest, tree.Pos(at))
	c.space()
	c.head = false
}

// isRule reports whether a line is a rule of its own or the underline of the line above, or of several lines of which
// the longest is as long. What comes before all of them takes at columns.
func isRule(line string, above []int, at int) bool {
	switch {
	case line == "":
		return false
	case strings.Trim(line, "─ ") == "":
		return true
	case strings.Trim(line, "=") != "" && strings.Trim(line, "-") != "":
		return false
	}
	widest := 0
	for i := len(above) - 1; i >= 0; i-- {
		if widest = max(widest, above[i]-at); widest == len(line) || widest > len(line) && len(line) >= 10 {
			return true
		}
	}
	return widest <= 0 && len(line) > 2
}

func textWidth(s string) int {
	n := 0
	for _, r := range s {
		n += columns(r)
	}
	return n
}

// tableAt returns the byte where the line begins a table, else -1.
func tableAt(line string) int {
	rest := strings.TrimLeft(line, " >")
	if strings.HasPrefix(rest, "┌") && strings.HasSuffix(rest, "┐") && strings.Trim(rest, "┌─┬┐") == "" ||
		strings.HasPrefix(rest, "+-") && strings.HasSuffix(rest, "-+") && strings.Trim(rest, "+-") == "" {
		return len(line) - len(rest)
	}
	return -1
}

// tableEnd returns the last line of the table that begins at lines[from], else -1.
func tableEnd(lines []string, from, at int) int {
	ascii := lines[from][at] == '+'
	for i := from + 1; i < len(lines); i++ {
		if len(lines[i]) <= at {
			if ascii && i > from+1 && strings.HasPrefix(lines[i-1][at:], "+") {
				return i - 1
			}
			return -1
		}
		switch rest := lines[i][at:]; {
		case ascii && (rest[0] == '|' || rest[0] == '+'):
			if rest[0] == '+' && (i+1 == len(lines) || len(lines[i+1]) <= at || lines[i+1][at] != '|' && lines[i+1][at] != '+') {
				return i
			}
		case ascii:
			return -1
		case strings.HasPrefix(rest, "└"):
			return i
		case !strings.HasPrefix(rest, "│") && !strings.HasPrefix(rest, "├") && !strings.HasPrefix(rest, "╞"):
			return -1
		}
	}
	return -1
}

// A segment is a stretch of a line between two bars: from column c1 to c2, excluded.
type segment struct {
	c1, c2 int
	text   string
}

// cellsOf returns the lines of each cell of a drawing, in reading order. A cell goes on until a rule is below it, also
// through rules that leave it open. Where rows are one line each, there is a rule below the header only.
func cellsOf(lines []string, heads, rows int) [][]string {
	isRule, bounds := tableRules(lines)
	double, rules := false, 0
	for i, l := range lines {
		if isRule[i] {
			rules++
			double = double || strings.Contains(l, "═") || strings.Contains(l, "==")
		}
	}
	byLine := !double && (heads == 1 && rules == 3 && rows > 1 || heads == 0 && rules == 2 && rows > 1)
	type cell struct {
		c1, c2 int
		lines  []string
	}
	var cells, open []*cell
	seen := 0 // rules so far
	for i, l := range lines {
		rule := isRule[i]
		if rule {
			seen++
		}
		var next []*cell
		for _, s := range segments(l, bounds, rule) {
			if rule && strings.Trim(s.text, "─═-=┬┴┼╤╧╪+") == "" {
				continue // what is above ends
			}
			var c *cell
			for _, o := range open {
				if o.c1 == s.c1 && o.c2 == s.c2 {
					c = o
				}
			}
			if c == nil {
				c = &cell{c1: s.c1, c2: s.c2}
				cells = append(cells, c)
			}
			c.lines = append(c.lines, strings.TrimRight(s.text, " ")) // a drawing in it ends with its frame
			next = append(next, c)
		}
		if byLine && !rule && seen == rules-1 {
			next = nil
		}
		open = next
	}
	out := make([][]string, len(cells))
	for i, c := range cells {
		out[i] = c.lines
	}
	return out
}

// tableRules finds the rules of a drawing, and the columns in which its bars may stand: those of the joints of its rules. A
// line that begins with a bar has a rule of this drawing when the rule begins at such a column; else it is of a drawing
// in a cell.
func tableRules(lines []string) (isRule []bool, bounds map[int]bool) {
	isRule, bounds = make([]bool, len(lines)), map[int]bool{}
	for _, whole := range [...]bool{true, false} {
		for i, l := range lines {
			r, _ := utf8.DecodeRuneInString(l)
			if isRule[i] || !isTableRule(l) || isJoint(r) != whole {
				continue
			}
			var joints []int
			col := 0
			for _, r := range l {
				if isJoint(r) {
					joints = append(joints, col)
				}
				col += columns(r)
			}
			if !whole && (len(joints) == 0 || !bounds[joints[0]]) {
				continue
			}
			isRule[i] = true
			for _, col := range joints {
				bounds[col] = true
			}
		}
	}
	return isRule, bounds
}

func isTableRule(l string) bool {
	r, _ := utf8.DecodeRuneInString(l)
	switch r {
	case '├', '╞', '┌', '└', '+':
		return true
	case '│':
		return strings.ContainsAny(l, "┼╪├┤╞╡") && strings.ContainsAny(l, "─═")
	case '|':
		return strings.Contains(l, "+-") || strings.Contains(l, "-+") || strings.Contains(l, "+=") || strings.Contains(l, "=+")
	}
	return false
}

func isJoint(r rune) bool {
	return strings.ContainsRune("┌┐└┘├┤┬┴┼╞╡╤╧╪+", r)
}

// segments cuts a line at its bars.
func segments(l string, bounds map[int]bool, rule bool) []segment {
	var out []segment
	col, from, start, begun := 0, 0, 0, false
	for at, r := range l {
		w := columns(r)
		if (r == '│' || r == '|' || rule && isJoint(r)) && bounds[col] {
			if begun {
				out = append(out, segment{start, col, l[from:at]})
			}
			begun, start, from = true, col+w, at+utf8.RuneLen(r)
		}
		col += w
	}
	return out
}

// columns is how wide a character is on a terminal. (UAX #11)
func columns(r rune) int {
	switch {
	case r < 0x300:
		if r < ' ' || r >= 0x7f && r < 0xa0 || r == 0xad {
			return 0
		}
		return 1
	case r >= 0x2500 && r <= 0x257f:
		return 1
	case r >= 0x1f3fb && r <= 0x1f3ff, unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf):
		return 0
	}
	switch width.LookupRune(r).Kind() {
	case width.EastAsianWide, width.EastAsianFullwidth:
		return 2
	}
	return 1
}
