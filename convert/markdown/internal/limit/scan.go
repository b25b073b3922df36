package limit

import (
	"bytes"
	"fmt"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"platen/convert/markdown/internal/lex"
)

// A container is a block quote or list item that is open while the page is scanned.
type container struct {
	quote  bool
	offset int // columns that a line must be indented by to be in the item
}

// scanner looks at the lines of a page before goldmark does. It follows containers as CommonMark 0.31.2,
// appendix A, phase 1 does, but makes no blocks: goldmark's time and memory grow with depth × lines, and it
// cannot be stopped.
type scanner struct {
	limits *Limits
	src    []byte
	line   int
	open   []container
	fence  byte // '`' or '~' inside a fenced code block, else 0
	ticks  int  // its length
	blanks int  // sum of the depth over blank lines since depth was last 0
	defs   int
	cols   int // of the table that lines may belong to, 0 outside
	cells  int
	nodes  int  // blocks, lines and marks so far
	marks  bool // marks inside lines are counted: the page is long enough to have too many
}

// Scan returns how many nodes the page has at most, but for marks in a short page, or a *LimitError when the page
// would cost goldmark too much.
func Scan(src []byte, limits *Limits) (nodes int, err error) {
	if len(src) > limits.PageBytes {
		return 0, &Error{Limit: "limit-page-bytes", Value: limits.PageBytes, What: fmt.Sprintf("a page of %d bytes", len(src))}
	}
	s := scanner{limits: limits, src: src, marks: len(src) > limits.Nodes/2}
	for at := 0; at < len(src); {
		s.line++
		end := bytes.IndexByte(src[at:], '\n')
		if end < 0 {
			end = len(src) - at
		}
		if err := s.scan(src[at : at+end]); err != nil {
			return 0, err
		}
		if s.nodes > limits.Nodes {
			return 0, s.fail("limit-nodes", limits.Nodes, "too many blocks, lines and marks")
		}
		at += end + 1
	}
	return s.nodes, nil
}

func (s *scanner) fail(limit string, value int, format string, args ...any) error {
	return &Error{Limit: limit, Value: value, Line: s.line, What: fmt.Sprintf(format, args...)}
}

func (s *scanner) scan(line []byte) error {
	have, i := lex.Indent(line, 0, 0)
	if i == len(line) {
		// A blank line: quotes end, items go on.
		for n, k := range s.open {
			if k.quote {
				s.open, s.fence = s.open[:n], 0
				break
			}
		}
		s.cols = 0
		s.blanks += len(s.open)
		if s.blanks > s.limits.DepthBlanks {
			return s.fail("limit-depth-blanks", s.limits.DepthBlanks, "containers nested %d deep with many blank lines", len(s.open))
		}
		return nil
	}
	at := place{i: i, col: have, have: have}
	matched := s.follow(line, &at)
	if at.i == len(line) {
		s.open = s.open[:min(matched, len(s.open))]
		return nil
	}
	if s.fence != 0 {
		if matched == len(s.open) {
			s.nodes++
			if at.have < 4 && lex.IsFenceEnd(line[at.i:], s.fence, s.ticks) {
				s.fence = 0
			}
			return nil
		}
		s.fence = 0
	}
	opened, err := s.enter(line, &at, matched)
	if err != nil {
		return err
	}
	if !opened && matched < len(s.open) {
		// Lazy continuation or the end of the containers; for the costs they may as well have ended,
		// and a lazy line costs what its paragraph does.
		s.open = s.open[:matched]
	}
	if len(s.open) == 0 {
		s.blanks = 0
	}
	if at.i < len(line) {
		return s.leaf(line[at.i:], at.have)
	}
	return nil
}

// A place is where a line is looked at.
type place struct {
	i    int // offset
	col  int // column
	have int // columns of indentation before it that no container has used yet
}

// follow goes over the marks of containers that go on, and returns how many those are.
func (s *scanner) follow(line []byte, at *place) (matched int) {
	for matched < len(s.open) {
		k := s.open[matched]
		if k.quote {
			if at.have > 3 || line[at.i] != '>' {
				break
			}
			at.i++
			at.col++
			at.have, at.i = lex.Indent(line, at.i, at.col)
			at.col += at.have
			if at.have > 0 {
				at.have--
			}
			if at.i == len(line) {
				matched++
				break
			}
		} else {
			if at.have < k.offset {
				break
			}
			at.have -= k.offset
		}
		matched++
	}
	return matched
}

// enter goes over the marks of containers that begin. It reports whether there are any.
func (s *scanner) enter(line []byte, at *place, matched int) (opened bool, err error) {
	depth := matched
	for at.have < 4 && at.i < len(line) {
		c := line[at.i]
		if c == '>' {
			if !opened {
				s.open, opened = s.open[:matched], true
			}
			s.open = append(s.open, container{quote: true})
			at.i++
			at.col++
			at.have, at.i = lex.Indent(line, at.i, at.col)
			at.col += at.have
			if at.have > 0 {
				at.have--
			}
		} else if n := lex.Marker(line[at.i:]); n > 0 && !lex.IsBreak(line[at.i:]) {
			if !opened {
				s.open, opened = s.open[:matched], true
			}
			before := at.have
			at.i += n
			at.col += n
			at.have, at.i = lex.Indent(line, at.i, at.col)
			at.col += at.have
			pad := at.have
			if at.i == len(line) || pad > 4 {
				pad = 1
			}
			at.have -= pad
			s.open = append(s.open, container{offset: before + n + pad})
		} else {
			break
		}
		s.nodes += 2
		if depth++; depth > s.limits.Depth {
			return opened, s.fail("limit-depth", s.limits.Depth, "containers nested %d deep or more", depth)
		}
	}
	return opened, nil
}

// leaf looks at a line behind its container prefixes.
func (s *scanner) leaf(line []byte, indent int) error {
	s.nodes += 2 // a block, or a line break, and its text
	if line[0] == '#' {
		s.nodes += 3 // a heading's id, its place in the contents and its anchor
	}
	if s.marks {
		s.nodes += inlineMarks(line)
	}
	if c := line[0]; (c == '`' || c == '~') && indent < 4 {
		if n := lex.Run(line, c); n >= 3 && (c == '~' || bytes.IndexByte(line[n:], '`') < 0) {
			s.fence, s.ticks = c, n
			return nil
		}
	}
	if line[0] == '[' && bytes.Contains(line, []byte("]:")) {
		if s.defs++; s.defs > s.limits.Definitions {
			return s.fail("limit-definitions", s.limits.Definitions, "more definitions of links and footnotes")
		}
	}
	if len(line) > s.limits.InlineBytes {
		return s.fail("limit-inline-bytes", s.limits.InlineBytes, "a line of %d bytes", len(line))
	}
	if n := lex.DelimiterRow(line); n > 0 {
		if n > s.limits.Columns {
			return s.fail("limit-columns", s.limits.Columns, "a table with %d columns", n)
		}
		s.cols = n
	}
	if s.cells += s.cols; s.cells > s.limits.Cells {
		return s.fail("limit-cells", s.limits.Cells, "tables with too many cells")
	}
	if len(line) <= s.limits.Delimiters {
		return nil
	}
	// Goldmark tries heading attributes at each brace, up to the line's end.
	if n := bytes.Count(line, []byte("{")); n*len(line) > 64<<20 {
		return s.fail("limit-delimiters", s.limits.Delimiters, "%d braces in one line", n)
	}
	if n := delimiters(line); n > s.limits.Delimiters {
		return s.fail("limit-delimiters", s.limits.Delimiters, "%d brackets and emphasis marks in one line", n)
	}
	return nil
}

// delimiters counts what goldmark keeps on a stack or searches a partner for.
func delimiters(line []byte) int {
	n := 0
	for i := 0; i < len(line); i++ {
		switch c := line[i]; c {
		case '\\':
			i++
		case '[', '<':
			n++
		case '*', '_', '~', '`', '^', '=':
			n++
			for i+1 < len(line) && line[i+1] == c {
				i++
			}
		}
	}
	return n
}

// inlineMarks counts the bytes of line that a node may begin or end at.
func inlineMarks(line []byte) int {
	n, last := 0, byte(0)
	for _, c := range line {
		switch c {
		case '*', '_', '`', '[', '<', '{', '|', '$', '^', '=', '~', '@', ':', '&':
			if c != last {
				n++
			}
		}
		last = c
	}
	return n
}

// Paragraphs stops the page at a paragraph that is too long or has too many delimiters. It runs when
// the paragraph is closed, before goldmark parses its inlines, which is where time grows with the square.
type Paragraphs struct{ Limits *Limits }

// Transform stops the page.
func (t Paragraphs) Transform(n *ast.Paragraph, reader text.Reader, pc parser.Context) {
	ls := n.Lines()
	if ls.Len() == 0 {
		return
	}
	size, marks := 0, 0
	src := reader.Source()
	for i := range ls.Len() {
		s := ls.At(i)
		size += s.Stop - s.Start
	}
	if size <= t.Limits.Delimiters {
		return
	}
	for i := range ls.Len() {
		s := ls.At(i)
		marks += delimiters(src[s.Start:s.Stop])
	}
	line := bytes.Count(src[:ls.At(0).Start], []byte("\n")) + 1
	if size <= t.Limits.InlineBytes && marks <= t.Limits.Delimiters {
		t.Limits.SpendWork(pc, size*marks, line)
		return
	}
	if size > t.Limits.InlineBytes {
		panic(&Error{Limit: "limit-inline-bytes", Value: t.Limits.InlineBytes, Line: line, What: fmt.Sprintf("a paragraph of %d bytes", size)})
	}
	panic(&Error{Limit: "limit-delimiters", Value: t.Limits.Delimiters, Line: line, What: fmt.Sprintf("%d brackets and emphasis marks in one paragraph", marks)})
}
