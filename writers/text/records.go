package text

import (
	"bytes"

	"platen/convert/tree"
)

// records prints a table whose columns do not fit beside each other: for each row a record of "header: value" lines.
func (p *printer) records(g *grid) {
	heads := p.recordHeads(g)
	empty := make([]bool, g.cols) // columns without any value
	for k := range empty {
		empty[k] = true
	}
	for _, row := range g.rows[g.head:] {
		for k, c := range row {
			if len(c.Blocks) > 0 {
				empty[k] = false
			}
		}
	}
	for r := g.head; r < len(g.rows); r++ {
		if r > g.head {
			p.wantGap()
		}
		for k := 0; k < g.cols; {
			c := g.rows[r][k]
			end := c.col + c.cols
			switch {
			case c.cols == g.cols && g.cols > 1:
				p.blocks(c.Blocks)
			case len(c.Blocks) > 0 || empty[k] && r == g.head:
				p.record(heads[k:end], c)
			}
			k = end
		}
		if r == g.head {
			shorten(heads)
		}
	}
	if len(g.rows) == g.head { // a header and nothing below it
		for k, h := range heads {
			if k == 0 || !bytes.Equal(h, heads[k-1]) {
				p.text = append(p.text, h...)
				p.fill()
			}
		}
	}
}

// record prints a value behind its header; below it, when it is more than a paragraph.
func (p *printer) record(heads [][]byte, c *cell) {
	at := len(p.text)
	p.on(bold)
	for i, h := range heads {
		if len(h) == 0 || i > 0 && bytes.Equal(h, heads[i-1]) {
			continue
		}
		if n := len(p.text); n > at && p.text[n-1] >= ' ' {
			p.addRaw(", ")
		}
		p.text = append(p.text, h...)
	}
	p.off(bold)
	if len(p.text) > at+2 || !p.w.ANSI && len(p.text) > at {
		p.addRaw(":")
	}
	if len(c.Blocks) == 0 {
		p.fill()
		return
	}
	blocks, begun := c.Blocks, 0
	var m mark
	if para, ok := blocks[0].(*tree.Paragraph); ok {
		p.addRaw(" ")
		p.inlines(para.Inlines)
		m = p.hung(4)
		p.fill()
		begun = 1
	} else {
		p.fill()
		m = p.push("", 4)
	}
	for i, b := range blocks {
		if i < begun {
			continue
		}
		if i > 0 && !touches(blocks[i-1], b) {
			p.wantGap()
		}
		p.block(b)
	}
	p.pop(m)
}

// hung opens a container whose first line begins where the line would begin now.
func (p *printer) hung(n int) mark {
	p.beDue()
	m := mark(len(p.prefix))
	if len(p.prefix)+n <= p.cols/2 {
		for range n {
			p.prefix = append(p.prefix, ' ')
		}
	}
	return m
}

// recordHeads returns the words over each column: those of all header rows, from the top down.
func (p *printer) recordHeads(g *grid) [][]byte {
	heads := make([][]byte, g.cols)
	plain := *p.w // styles are the record's
	plain.ANSI = false
	defer func(w *Writer) { p.w = w }(p.w)
	p.w = &plain
	for r, row := range g.rows[:g.head] {
		for k, c := range row {
			if c.row != r {
				continue
			}
			q := p.inner()
			q.reset(unbounded)
			q.blocks(c.Blocks)
			words := bytes.ReplaceAll(bytes.TrimSpace(q.buf), []byte{'\n'}, []byte{' '})
			if len(words) == 0 {
				continue
			}
			if len(heads[k]) > 0 {
				heads[k] = append(heads[k], " / "...)
			}
			heads[k] = append(heads[k], words...)
		}
	}
	return heads
}

// longHead is the length in bytes of a header that only the first record has whole.
const longHead = 160

// shorten cuts long headers at a space.
func shorten(heads [][]byte) {
	for k, h := range heads {
		if len(h) > longHead {
			n := max(0, bytes.LastIndexByte(h[:longHead/2], ' '))
			heads[k] = append(bytes.Clone(h[:n]), "…"...)
		}
	}
}
