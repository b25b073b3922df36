package text

import (
	"bytes"

	"platen/writers/internal/words"
)

// A printer makes the text of one page, or of one table cell, in buf. Containers put what begins each of their
// lines in prefix; first is what begins the next line instead, while a marker is due.
type printer struct {
	*state
	buf    []byte
	cols   int    // columns of a line
	prefix []byte // ASCII
	first  []byte // while due, what the next line begins with instead of prefix
	due    bool
	gap    bool   // a blank line is due before the next line
	gapLen int    // how much of prefix the blank line shows
	text   []byte // the paragraph being gathered; see the marks below
	soft   int    // where text ends when it ends in a soft break after a character that joins; else -1
	widest int    // columns of the widest line since it was set to 0, without prefix
	styles [styleCount]int8
	cell   bool     // the text of a table cell
	nest   int      // how many tables this one's text is inside
	child  *printer // for table cells, kept for reuse
}

// state is what a page's printer and those of its cells share.
type state struct {
	w       *Writer
	from    string // the page's file
	words   *words.Words
	outline outline
	links   []string
	linkNo  map[string]int
}

// Marks in printer.text: control characters of its own, which text never holds otherwise.
const (
	markNBSP = 0x02 // a space that does not break
	styleOn  = 0x10 // + style
	styleOff = 0x18 // + style
)

// reset makes p ready for a page or cell of cols columns.
func (p *printer) reset(cols int) {
	p.buf, p.prefix, p.first, p.text = p.buf[:0], p.prefix[:0], p.first[:0], p.text[:0]
	p.cols, p.gap, p.due, p.soft, p.styles = cols, false, false, -1, [styleCount]int8{}
}

// A mark remembers the prefix of the container around.
type mark int

// push opens a container whose first line begins with marker and whose others are hung spaces in.
// Past half of the columns nothing is indented any further.
func (p *printer) push(marker string, hang int) mark {
	m := mark(len(p.prefix))
	if len(p.prefix)+hang > p.cols/2 {
		hang = 0
	}
	if marker != "" || p.due {
		if p.due && bytesWidth(p.first)+stringWidth(marker) > p.cols {
			p.begin()
			p.end()
		}
		p.beDue()
		p.first = append(p.first, marker...)
		for n := hang - stringWidth(marker); n > 0; n-- {
			p.first = append(p.first, ' ')
		}
	}
	for ; hang > 0; hang-- {
		p.prefix = append(p.prefix, ' ')
	}
	return m
}

// beDue makes the next line begin with first, which is the prefix so far.
func (p *printer) beDue() {
	if !p.due {
		p.due = true
		p.first = append(p.first[:0], p.prefix...)
	}
}

// pushQuote opens a container each of whose lines begins with "> ".
func (p *printer) pushQuote() mark {
	m := mark(len(p.prefix))
	if len(p.prefix)+2 <= p.cols/2 {
		if p.due {
			p.first = append(p.first, "> "...)
		}
		p.prefix = append(p.prefix, "> "...)
	}
	return m
}

// pop closes the container. A marker that no line has shown gets one.
func (p *printer) pop(m mark) {
	p.flushFirst()
	p.prefix = p.prefix[:m]
	p.gapLen = min(p.gapLen, len(p.prefix))
}

// flushFirst prints a pending marker on a line of its own.
func (p *printer) flushFirst() {
	if p.due && !bytes.Equal(bytes.TrimRight(p.first, " "), bytes.TrimRight(p.prefix, " ")) {
		p.begin()
		p.end()
	}
	p.due = false
}

// wantGap asks for a blank line before the next line.
func (p *printer) wantGap() {
	if p.due || len(p.buf) == 0 {
		return
	}
	if p.gap {
		p.gapLen = min(p.gapLen, len(p.prefix))
		return
	}
	p.gap, p.gapLen = true, len(p.prefix)
}

// writeGap prints the blank line that is due.
func (p *printer) writeGap() {
	if p.gap {
		p.gap = false
		p.buf = append(p.buf, bytes.TrimRight(p.prefix[:min(p.gapLen, len(p.prefix))], " ")...)
		p.buf = append(p.buf, '\n')
	}
}

// begin begins a line and returns its columns so far.
func (p *printer) begin() int {
	p.writeGap()
	col := len(p.prefix)
	if p.due {
		p.due = false
		p.emit(p.first)
		return bytesWidth(p.first)
	}
	p.buf = append(p.buf, p.prefix...)
	if p.w.ANSI {
		p.resume()
	}
	return col
}

// beginShifted begins a line for a word of w columns that does not fit behind the prefix:
// as much of the prefix is left out as the word needs, if that helps.
func (p *printer) beginShifted(w int) int {
	if w > p.cols {
		return p.begin()
	}
	p.writeGap()
	k := min(p.cols-w, len(p.prefix))
	for k > 0 && p.prefix[k-1] != ' ' {
		k--
	}
	p.buf = append(p.buf, p.prefix[:k]...)
	if p.w.ANSI {
		p.resume()
	}
	return k
}

// end ends a line.
func (p *printer) end() {
	n := len(p.buf)
	for n > 0 && p.buf[n-1] == ' ' {
		n--
	}
	p.buf = p.buf[:n]
	if p.w.ANSI {
		p.suspend()
	}
	p.buf = append(p.buf, '\n')
}

// line prints s as a line of its own.
func (p *printer) line(s string) {
	p.begin()
	p.buf = append(p.buf, s...)
	p.end()
}
