package markdown

import (
	"bytes"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"platen/convert/tree"
)

var mathDollars = extn{
	Name: "math_dollars", Doc: "Formulas in $…$ and $$…$$; prices stay prices",
	Parsers: func(p *parsers) { mathOf(p).dollars = true },
	Seen: sign{Starts: "$", Look: func(s *sight) { // the offset behind a line $$ is the mark
		if line := bytes.TrimRight(s.Line, " \t\r"); len(line) != 2 || line[1] != '$' {
			return
		}
		if s.Mark == 0 {
			s.Mark = s.Next
			return
		}
		if body := s.Src[s.Mark : s.Next-len(s.Line)]; len(body) < 8*maxFormula && bytes.ContainsAny(body, `\^_=`) && !bytes.Contains(body, []byte("\n\n")) {
			s.Found()
		}
		s.Mark = 0
	}},
}

var mathBackslash = extn{
	Name: "math_backslash", Doc: "Formulas behind a backslash and a parenthesis or bracket, as TeX has them",
	Parsers: func(p *parsers) { mathOf(p).backslash = true },
}

var mathDouble = extn{
	Name: "math_double_backslash", Doc: "Formulas behind two backslashes, and between $$, as mdBook has them for MathJax",
	Parsers: func(p *parsers) { mathOf(p).double = true },
}

var mathFences = extn{
	Name: "math_fences", Doc: "A formula in a code fence with the language math (GitHub)",
	Code: func(_ *conv, b *tree.CodeBlock) tree.Block {
		if b.Info == "" || b.Lang != "math" {
			return nil
		}
		return &tree.MathBlock{Pos: b.Pos, TeX: trimTeX(b.Text)}
	},
}

var (
	kindMathBlock  = ast.NewNodeKind("MathBlock")
	kindMathInline = ast.NewNodeKind("MathInline")
)

// mathBlock is a displayed formula: its lines are TeX.
type mathBlock struct {
	ast.BaseBlock
	end  string // the mark that ends it
	over bool
	attr tree.Attr
	keep bool // the marks belong to the formula: \begin{align}
}

func (n *mathBlock) Kind() ast.NodeKind          { return kindMathBlock }
func (n *mathBlock) IsRaw() bool                 { return true }
func (n *mathBlock) Dump(src []byte, level int)  { ast.DumpHelper(n, src, level, nil, nil) }
func (n *mathInline) Kind() ast.NodeKind         { return kindMathInline }
func (n *mathInline) Dump(src []byte, level int) { ast.DumpHelper(n, src, level, nil, nil) }

// mathInline is a formula in a line: source[start:stop] is TeX.
type mathInline struct {
	ast.BaseInline
	segments []text.Segment
	display  bool
}

// mathMarks says which marks make formulas.
type mathMarks struct{ dollars, backslash, double bool }

// mathOf is what the extensions for formulas set up together.
func mathOf(p *parsers) *mathMarks {
	return shared(p, func() *mathMarks {
		m := &mathMarks{}
		p.Block(83, mathParser{m})
		p.Inline(50, mathInlineParser{m})
		return m
	})
}

// mathParser reads formulas between $$ lines, \[ and \], \\[ and \\], or \begin{align} and its end.
type mathParser struct{ on *mathMarks }

func (mathParser) Trigger() []byte             { return []byte(`$\`) }
func (mathParser) CanInterruptParagraph() bool { return true }
func (mathParser) CanAcceptIndentedLine() bool { return false }

func (p mathParser) Open(_ ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	line, segment := reader.PeekLine()
	at := pc.BlockOffset()
	if at < 0 || segment.Padding > 0 {
		return nil, parser.NoChildren
	}
	head := trimLine(line, at)
	n := &mathBlock{}
	size := 2
	switch {
	case (p.on.dollars || p.on.double) && bytes.HasPrefix(head, []byte("$$")) && !bytes.HasPrefix(head, []byte("$$$")):
		n.end = "$$"
	case p.on.double && bytes.HasPrefix(head, []byte(`\\[`)):
		n.end, size = `\\]`, 3
	case p.on.backslash && bytes.HasPrefix(head, []byte(`\[`)):
		n.end = `\]`
	case bytes.HasPrefix(head, []byte(`\begin{`)):
		name := environment(head)
		if name == "" {
			return nil, parser.NoChildren
		}
		n.end, n.keep, size = `\end{`+name+`}`, true, 0
	default:
		return nil, parser.NoChildren
	}
	start := segment.Start + at + size
	stop := segment.Start + at + len(head)
	rest := head[size:]
	if i := bytes.Index(rest, []byte(n.end)); i >= 0 { // it ends on this line
		tail := bytes.TrimSpace(rest[i+len(n.end):])
		if len(tail) > 0 && !n.readAttr(tail) || len(bytes.TrimSpace(rest[:i])) == 0 {
			return nil, parser.NoChildren // words behind it
		}
		if stop = start + i; n.keep {
			stop += len(n.end)
		}
		n.over = true
		if isProse(string(rest[:i])) {
			return nil, parser.NoChildren
		}
	} else if !endsBlock(reader.Source(), start, n.end, len(bytes.TrimSpace(rest)) > 0 && !n.keep, pc) {
		return nil, parser.NoChildren
	}
	if !n.over {
		stop = segment.Stop
	}
	if s := text.NewSegment(start, stop); len(bytes.TrimSpace(reader.Source()[start:stop])) > 0 {
		n.Lines().Append(s)
	}
	reader.AdvanceToEOL()
	return n, parser.NoChildren
}

// isProse reports whether what stands between two marks is words and no formula.
func isProse(s string) bool { return longWords(s) > 4 && !strings.ContainsAny(s, `\^_=`) }

// endsBlock reports whether the mark that ends a formula follows, before the next blank line when lines says so.
func endsBlock(src []byte, at int, mark string, lines bool, pc parser.Context) bool {
	to := endTag(pc, src, mark, at)
	if to < 0 || to > at+8*maxFormula {
		return false
	}
	body := src[at:to]
	return (!lines || !bytes.Contains(body, []byte("\n\n"))) && !isProse(string(body))
}

// readAttr reads {#id} behind the end mark.
func (n *mathBlock) readAttr(tail []byte) bool {
	w, size := readAttrs(string(tail))
	if size == 0 || size < len(tail) {
		return false
	}
	n.attr = w.attr()
	return true
}

// environment is the name of the TeX environment for formulas that line begins, "" when it is none.
func environment(line []byte) string {
	name, _, ok := strings.Cut(string(line[len(`\begin{`):]), "}")
	switch strings.TrimSuffix(name, "*") {
	case "equation", "align", "alignat", "aligned", "gather", "multline", "eqnarray", "matrix", "pmatrix", "bmatrix", "cases", "split", "flalign", "displaymath", "math":
		if ok {
			return name
		}
	}
	return ""
}

func (mathParser) Continue(node ast.Node, reader text.Reader, pc parser.Context) parser.State {
	n := node.(*mathBlock)
	if n.over {
		return parser.Close
	}
	line, segment := reader.PeekLine()
	i := bytes.Index(line, []byte(n.end))
	if i >= 0 {
		tail := bytes.TrimSpace(line[i+len(n.end):])
		if len(tail) > 0 && !n.readAttr(tail) && n.end != "$$" {
			i = -1
		}
	}
	switch {
	case i < 0:
		n.Lines().Append(segment)
	default:
		n.over = true
		stop := i
		if n.keep {
			stop += len(n.end)
		}
		if len(bytes.TrimSpace(line[:stop])) > 0 {
			n.Lines().Append(segment.WithStop(segment.Start + stop - segment.Padding))
		}
		if tail := bytes.TrimSpace(line[i+len(n.end):]); len(tail) > 0 && n.attr.ID == "" && n.attr.Classes == nil && n.attr.Keys == nil {
			reader.Advance(i + len(n.end))
			return parser.Close
		}
	}
	reader.AdvanceToEOL()
	return parser.Continue | parser.NoChildren
}

func (mathParser) Close(ast.Node, text.Reader, parser.Context) {}

// Build adds a displayed formula.
func (n *mathBlock) Build(b *builder) {
	c := b.c
	m := &tree.MathBlock{Pos: c.nodePos(n)}
	if n.Lines().Len() > 0 {
		m.TeX = trimTeX(c.lines(n.Lines()))
	}
	if id := c.clean(cleanID(n.attr.ID)); id != "" && c.claim(id, m, m.Pos) {
		m.Attr = &tree.Attr{ID: id}
	}
	b.addBlock(m)
}

// trimTeX takes blank lines off both ends of a formula.
func trimTeX(s string) string {
	lines := strings.Split(strings.TrimRight(s, " \t\n"), "\n")
	for len(lines) > 1 && util.IsBlank([]byte(lines[0])) {
		lines = lines[1:]
	}
	if len(lines) == 1 {
		return strings.TrimSpace(lines[0])
	}
	return strings.Join(lines, "\n")
}
