package text

import (
	"platen/convert/tree"
)

// joints are the box drawing characters by their arms: 1 up, 2 down, 4 left, 8 right.
var joints = [16]string{" ", "│", "│", "│", "─", "┘", "┐", "┤", "─", "└", "┌", "├", "─", "┴", "┬", "┼"}

// hasCode reports whether a cell holds a code block, which can neither be wrapped nor copied out of a drawing.
func (g *grid) hasCode() bool {
	found := false
	for _, c := range g.cells {
		for _, b := range c.Blocks {
			if _, ok := b.(*tree.Paragraph); ok || found {
				continue
			}
			tree.Inspect(b, func(n tree.Node) bool {
				_, code := n.(*tree.CodeBlock)
				found = found || code
				_, inline := n.(tree.Inline)
				return !found && !inline
			})
		}
	}
	return found
}

// mostNested is how deep tables are drawn inside each other: to draw one, its cells are laid out more than once.
const mostNested = 1

// table prints a table: drawn where the widest words of its columns fit beside each other, else as records.
func (p *printer) table(t *tree.Table) {
	p.flushFirst()
	if len(t.Caption) > 0 {
		p.blocks(t.Caption)
		p.wantGap()
	}
	g := newGrid(t)
	if len(g.rows) == 0 {
		return
	}
	var widths []int
	if p.nest <= mostNested && !g.hasCode() {
		widths = p.layOut(g, p.cols-len(p.prefix))
	}
	if widths == nil {
		p.records(g)
		return
	}
	p.draw(g, widths)
}

// heavy are those of a double rule, which has arms to both sides but at its ends.
var heavy = [16]string{3 | 4: "╡", 3 | 8: "╞", 12: "═", 1 | 12: "╧", 2 | 12: "╤", 3 | 12: "╪"}

// draw prints the laid out cells with rules around them.
func (p *printer) draw(g *grid, widths []int) {
	heights, ruled := g.heights()
	for r := range g.rows {
		if r == 0 || ruled || r == g.head {
			p.ruleAt(g, widths, r, ruled)
		}
		for range heights[r] {
			p.begin()
			for k := 0; k < g.cols; {
				c := g.rows[r][k]
				p.bar()
				p.drawCell(g, c, widths)
				k = c.col + c.cols
			}
			p.bar()
			p.buf = append(p.buf, '\n')
		}
	}
	p.ruleAt(g, widths, len(g.rows), ruled)
}

func (p *printer) bar() {
	if p.w.ASCII {
		p.buf = append(p.buf, '|')
	} else {
		p.buf = append(p.buf, "│"...)
	}
}

// heights returns the lines of each row, and whether there is a rule between any two. Rows need none when
// each is one line below one row of headers; a double rule below the header says that there are some.
func (g *grid) heights() (heights []int, ruled bool) {
	heights = make([]int, len(g.rows))
	ruled = g.head > 1 || g.foot > 0
	for _, c := range g.cells {
		c.next = 0
		if c.rows == 1 {
			heights[c.row] = max(heights[c.row], len(c.lines))
		}
		ruled = ruled || c.rows > 1
	}
	for r := range heights {
		heights[r] = max(1, heights[r])
		ruled = ruled || r >= g.head && heights[r] > 1
	}
	for _, c := range g.cells {
		if c.rows > 1 {
			last := c.row + c.rows - 1
			if n := len(c.lines) - sum(heights[c.row:last+1]) - (c.rows - 1); n > 0 {
				heights[last] += n
			}
		}
	}
	return heights, ruled
}

// drawCell prints the cell's next line, padded to its width.
func (p *printer) drawCell(g *grid, c *cell, widths []int) {
	var l line
	if c.next < len(c.lines) {
		l = c.lines[c.next]
	}
	c.next++
	pad := g.width(c, widths) - l.width
	left := 0
	switch c.align {
	case tree.AlignRight:
		left = pad
	case tree.AlignCenter:
		left = pad / 2
	}
	p.pad(left + g.space)
	p.buf = append(p.buf, l.text...)
	p.pad(pad - left + g.space)
}

func (p *printer) pad(n int) {
	for ; n > 0; n-- {
		p.buf = append(p.buf, ' ')
	}
}

// ruleAt prints the rule above row r, a double one below the header of a ruled table.
// Cells that span rows go on through it.
func (p *printer) ruleAt(g *grid, widths []int, r int, ruled bool) {
	above := func(k int) *cell {
		if r == 0 || k < 0 || k >= g.cols {
			return nil
		}
		return g.rows[r-1][k]
	}
	below := func(k int) *cell {
		if r == len(g.rows) || k < 0 || k >= g.cols {
			return nil
		}
		return g.rows[r][k]
	}
	through := func(k int) bool { c := above(k); return c != nil && c == below(k) }
	inside := func(k int) bool { return k >= 0 && k < g.cols }
	double := ruled && r == g.head && r > 0 && r < len(g.rows)
	rule := "─"
	switch {
	case p.w.ASCII && double:
		rule = "="
	case p.w.ASCII:
		rule = "-"
	case double:
		rule = "═"
	}
	p.begin()
	for k := 0; k <= g.cols; k++ {
		arms := 0
		if above(k-1) != above(k) {
			arms |= 1
		}
		if below(k-1) != below(k) {
			arms |= 2
		}
		if inside(k-1) && !through(k-1) {
			arms |= 4
		}
		if inside(k) && !through(k) {
			arms |= 8
		}
		p.joint(arms, rule)
		if k == g.cols {
			break
		}
		if c := above(k); through(k) {
			p.drawCell(g, c, widths)
			k = c.col + c.cols - 1
			continue
		}
		for range widths[k] + 2*g.space {
			p.buf = append(p.buf, rule...)
		}
	}
	p.buf = append(p.buf, '\n')
}

// joint prints the character where rules meet.
func (p *printer) joint(arms int, rule string) {
	switch {
	case !p.w.ASCII && rule == "═":
		p.buf = append(p.buf, heavy[arms]...)
	case !p.w.ASCII:
		p.buf = append(p.buf, joints[arms]...)
	case arms == 0:
		p.buf = append(p.buf, ' ')
	case arms&12 == 0:
		p.buf = append(p.buf, '|')
	case arms&3 == 0:
		p.buf = append(p.buf, rule...)
	default:
		p.buf = append(p.buf, '+')
	}
}
