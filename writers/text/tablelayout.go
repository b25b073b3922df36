package text

import (
	"bytes"

	"platen/convert/tree"
)

// unbounded is a width that no cell needs.
const unbounded = 1 << 20

// layOut renders the grid's cells and returns the columns' widths for a drawing of at most avail columns,
// nil when the widest words do not fit. Cells have a space at each side; where that is too wide, none.
func (p *printer) layOut(g *grid, avail int) []int {
	if avail < 2*g.cols+1 {
		return nil
	}
	least, most := make([]int, g.cols), make([]int, g.cols)
	for _, c := range g.cells {
		p.renderCell(c, unbounded)
		for _, l := range c.lines {
			c.max = max(c.max, l.width)
			c.min = max(c.min, widestWord(l.text))
		}
		if c.cols == 1 {
			least[c.col] = max(least[c.col], c.min)
			most[c.col] = max(most[c.col], c.max)
		}
	}
	for k := range least {
		least[k], most[k] = max(1, least[k]), max(1, most[k])
	}
	for _, c := range g.cells {
		if c.cols > 1 {
			widen(least[c.col:c.col+c.cols], c.min)
			widen(most[c.col:c.col+c.cols], c.max)
		}
	}
	for k := range most {
		most[k] = max(most[k], least[k])
	}
	g.space = 1
	if sum(least)+3*g.cols+1 > avail {
		g.space = 0
	}
	avail -= g.cols*(2*g.space+1) + 1
	if sum(least) > avail {
		return nil
	}
	widths := share(least, most, avail)
	for _, c := range g.cells {
		w := g.width(c, widths)
		if c.max > w {
			p.renderCell(c, w)
		}
		for _, l := range c.lines {
			if l.width > w {
				return nil
			}
		}
	}
	return widths
}

// width returns the columns inside a cell.
func (g *grid) width(c *cell, widths []int) int {
	return sum(widths[c.col:c.col+c.cols]) + (2*g.space+1)*(c.cols-1)
}

// widen makes the columns under a cell that spans them wide enough for it.
func widen(widths []int, need int) {
	need -= sum(widths) + len(widths) - 1
	for i := 0; need > 0; i++ {
		k := len(widths) - i
		n := (need + k - 1) / k
		widths[i] += n
		need -= n
	}
}

// share gives each column its widest line if that fits, and shrinks the widest ones in proportion if not:
// a column that asks for no more than an even share has it, the others divide the rest by what they hold.
func share(least, most []int, avail int) []int {
	widths := make([]int, len(least))
	if sum(most) <= avail {
		copy(widths, most)
		return widths
	}
	rest, open := avail, len(least)
	fixed := make([]bool, len(least))
	for again := true; again; {
		again = false
		for k := range least {
			if !fixed[k] && most[k]*open <= rest {
				widths[k], fixed[k] = most[k], true
				rest -= most[k]
				open--
				again = true
			}
		}
	}
	// The fixed columns may have taken what others' widest words need.
	need := 0
	for k := range least {
		if !fixed[k] {
			need += least[k]
		}
	}
	if need > rest {
		copy(widths, least)
		rest = avail - sum(least)
		grow(widths, most, rest)
		return widths
	}
	for again := true; again; {
		again = false
		total := 0
		for k := range least {
			if !fixed[k] {
				total += weight(most[k])
			}
		}
		for k := range least {
			if !fixed[k] && rest*weight(most[k]) < least[k]*total {
				widths[k], fixed[k] = least[k], true
				rest -= least[k]
				again = true
				break
			}
		}
		if !again {
			for k := range least {
				if !fixed[k] {
					widths[k] = rest * weight(most[k]) / max(1, total)
				}
			}
		}
	}
	grow(widths, most, avail-sum(widths))
	return widths
}

// weight makes a column of ten times the text about five times as wide.
func weight(n int) int {
	if n > 400 {
		n = 400 + (n-400)/8
	}
	return n + 10
}

// grow hands out what is left, a column at a time, to those that can use it.
func grow(widths, most []int, rest int) {
	for rest > 0 {
		given := false
		for k := range widths {
			if rest > 0 && widths[k] < most[k] {
				widths[k]++
				rest--
				given = true
			}
		}
		if !given {
			return
		}
	}
}

func sum(ns []int) int {
	t := 0
	for _, n := range ns {
		t += n
	}
	return t
}

// renderCell prints the cell's blocks in lines of at most width columns.
func (p *printer) renderCell(c *cell, width int) {
	c.lines = c.lines[:0]
	if len(c.Blocks) == 0 {
		return
	}
	q := p.inner()
	q.reset(width)
	if c.Scope != tree.ScopeNone {
		q.styles[bold] = 1
	}
	q.blocks(c.Blocks)
	q.flushFirst()
	text := bytes.Clone(bytes.TrimSuffix(q.buf, []byte{'\n'}))
	if len(text) == 0 {
		return
	}
	for {
		l, rest, more := bytes.Cut(text, []byte{'\n'})
		c.lines = append(c.lines, line{l, visibleWidth(l)})
		if !more {
			return
		}
		text = rest
	}
}

// inner returns the printer for what stands inside a table.
func (p *printer) inner() *printer {
	if p.child == nil {
		p.child = &printer{cell: true, nest: p.nest + 1}
	}
	p.child.state = p.state
	return p.child
}

// visibleWidth is bytesWidth without SGR codes.
func visibleWidth(b []byte) int {
	n := bytesWidth(b)
	for {
		i := bytes.IndexByte(b, 0x1b)
		if i < 0 {
			return n
		}
		j := bytes.IndexByte(b[i:], 'm')
		if j < 0 {
			return n
		}
		n -= j
		b = b[i+j+1:]
	}
}

// widestWord returns the columns that the widest word of the line needs, with the line's indent.
func widestWord(b []byte) int {
	indent := len(b) - len(bytes.TrimLeft(b, " "))
	if i := indent; i+1 < len(b) && b[i] == '-' && b[i+1] == ' ' {
		indent += 2
		b = b[i+2:]
	}
	widest := 0
	for len(b) > 0 {
		var word []byte
		b = bytes.TrimLeft(b, " ")
		if i := bytes.IndexByte(b, ' '); i >= 0 {
			word, b = b[:i], b[i:]
		} else {
			word, b = b, nil
		}
		w, inside := measure(word)
		if inside {
			w = min(w, 8)
		} else if bytes.IndexByte(word, 0x1b) >= 0 {
			w = visibleWidth(word)
		}
		widest = max(widest, w)
	}
	return indent + widest
}
