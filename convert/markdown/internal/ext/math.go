package ext

import (
	"bytes"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"platen/convert/markdown/internal/build"
	"platen/convert/markdown/internal/lex"
	"platen/convert/markdown/internal/limit"
	"platen/convert/tree"
)

var MathDollars = build.Extension{
	Name: "math_dollars", Doc: "Formulas in $…$ and $$…$$; prices stay prices",
	Parsers: func(p *build.Parsers) { mathOf(p).dollars = true },
	Seen: build.Sign{Starts: "$", Look: func(s *build.Sight) { // the offset behind a line $$ is the mark
		line := bytes.TrimRight(s.Line, " \t\r")
		if n := len(line) - 2; n > 2 && s.Mark == 0 && bytes.HasPrefix(line, []byte("$$")) && bytes.Index(line[2:], []byte("$$")) == n-2 {
			if body := string(line[2:n]); strings.ContainsAny(body, `\^_=`) && !isProse(body) {
				s.Found() // one of a single line
			}
			return
		}
		if len(line) != 2 || line[1] != '$' {
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

var MathBackslash = build.Extension{
	Name: "math_backslash", Doc: "Formulas behind a backslash and a parenthesis or bracket, as TeX has them",
	Parsers: func(p *build.Parsers) { mathOf(p).backslash = true },
}

var MathDoubleBackslash = build.Extension{
	Name: "math_double_backslash", Doc: "Formulas behind two backslashes, and between $$, as mdBook has them for MathJax",
	Parsers: func(p *build.Parsers) { mathOf(p).double = true },
}

var MathFences = build.Extension{
	Name: "math_fences", Doc: "A formula in a code fence with the language math (GitHub)",
	Code: func(_ *build.Page, b *tree.CodeBlock) tree.Block {
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
func mathOf(p *build.Parsers) *mathMarks {
	return build.Shared(p, func() *mathMarks {
		m := &mathMarks{}
		p.Block(83, mathParser{build.Starts{Bytes: `$\`, Interrupts: true}, m})
		p.Inline(50, mathInlineParser{m})
		return m
	})
}

// mathParser reads formulas between $$ lines, \[ and \], \\[ and \\], or \begin{align} and its end.
type mathParser struct {
	build.Starts
	on *mathMarks
}

func (p mathParser) Open(_ ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	line, segment := reader.PeekLine()
	at := pc.BlockOffset()
	if at < 0 || segment.Padding > 0 {
		return nil, parser.NoChildren
	}
	head := lex.TrimLine(line, at)
	if bytes.HasPrefix(head, []byte("$$")) && inFormula(reader.Source(), pc) {
		return nil, parser.NoChildren
	}
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

// inFormula reports whether the lines of the paragraph that is open end in a formula, which the next $$ closes:
// "- item $$" or "The sum is $$".
func inFormula(src []byte, pc parser.Context) bool {
	p, ok := pc.LastOpenedBlock().Node.(*ast.Paragraph)
	if !ok {
		return false
	}
	marks, size := 0, 0
	for i := range p.Lines().Len() {
		s := p.Lines().At(i)
		marks += bytes.Count(src[s.Start:s.Stop], []byte("$$"))
		size += s.Stop - s.Start
	}
	return limit.Spend(pc, size) && marks%2 == 1
}

// isProse reports whether what stands between two marks is words and no formula.
func isProse(s string) bool { return longWords(s) > 4 && !strings.ContainsAny(s, `\^_=`) }

// endsBlock reports whether the mark that ends a formula follows, before the next blank line when lines says so.
func endsBlock(src []byte, at int, mark string, lines bool, pc parser.Context) bool {
	to := limit.Find(pc, src, mark, at)
	if to < 0 || to > at+8*maxFormula {
		return false
	}
	body := src[at:to]
	return (!lines || !bytes.Contains(body, []byte("\n\n"))) && !isProse(string(body))
}

// readAttr reads {#id} behind the end mark.
func (n *mathBlock) readAttr(tail []byte) bool {
	w, size := lex.ReadAttrs(string(tail))
	if size == 0 || size < len(tail) {
		return false
	}
	n.attr = w.Attr()
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

// Build adds a displayed formula.
func (n *mathBlock) Build(b *build.Builder) {
	c := b.Page
	m := &tree.MathBlock{Pos: c.PosOf(n)}
	if n.Lines().Len() > 0 {
		m.TeX = trimTeX(c.Lines(n.Lines()))
	}
	if id := c.Clean(build.CleanID(n.attr.ID)); id != "" && c.Claim(id, m, m.Pos) {
		m.Attr = &tree.Attr{ID: id}
	}
	b.AddBlock(m)
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

// mathInlineParser reads $…$, $`…`$, $$…$$, \(…\), \[…\] and their forms with two backslashes.
type mathInlineParser struct{ on *mathMarks }

func (mathInlineParser) Trigger() []byte { return []byte(`$\`) }

// maxFormula is how long a formula in a line may be, in bytes.
const maxFormula = 2000

func (p mathInlineParser) Parse(parent ast.Node, block text.Reader, _ parser.Context) ast.Node {
	line, segment := block.PeekLine()
	if segment.Padding > 0 {
		return nil
	}
	open, end, display := "", "", false
	switch {
	case (p.on.dollars || p.on.double) && bytes.HasPrefix(line, []byte("$$")):
		open, end, display = "$$", "$$", true
	case p.on.dollars && bytes.HasPrefix(line, []byte("$`")):
		open, end = "$`", "`$"
	case p.on.dollars && line[0] == '$':
		open, end = "$", "$"
	case p.on.double && bytes.HasPrefix(line, []byte(`\\(`)):
		open, end = `\\(`, `\\)`
	case p.on.double && bytes.HasPrefix(line, []byte(`\\[`)):
		open, end, display = `\\[`, `\\]`, true
	case p.on.backslash && bytes.HasPrefix(line, []byte(`\(`)):
		open, end = `\(`, `\)`
	case p.on.backslash && bytes.HasPrefix(line, []byte(`\[`)):
		open, end, display = `\[`, `\]`, true
	default:
		return nil
	}
	if line[0] == '$' {
		if r := build.Before(parent, block); r == '$' || r == '\\' || lex.IsWord(r) {
			return nil // US$5
		}
	}
	l, pos := block.Position()
	block.Advance(len(open))
	n := &mathInline{display: display}
	n.SetPos(segment.Start)
	if size, after := n.read(block, end); size > 0 {
		src := block.Source()
		first, last := n.segments[0], n.segments[len(n.segments)-1]
		switch {
		case end == "$$" && (after == '$' || n.tex(src) == "" || longWords(n.tex(src)) > 1 && !strings.ContainsAny(n.tex(src), `\^_=`)):
		case end == "$" && (lex.IsSpace(src[first.Start]) || last.Len() == 0 || lex.IsSpace(src[last.Stop-1]) || !isFormula(n.tex(src), after)):
		default:
			return n
		}
	}
	block.SetPosition(l, pos)
	return nil
}

// read takes the formula up to the end mark and returns its size with the byte behind the mark; size 0 means that
// there is no mark.
func (n *mathInline) read(block text.Reader, end string) (size int, after byte) {
	for size < maxFormula {
		line, segment := block.PeekLine()
		if line == nil || segment.Padding > 0 {
			return 0, 0
		}
		at := 0
		if end[0] != '$' { // no escapes to mind
			if at = bytes.Index(line, []byte(end)); at < 0 {
				at = len(line)
			}
		}
		for at < len(line) {
			if bytes.HasPrefix(line[at:], []byte(end)) {
				n.segments = append(n.segments, segment.WithStop(segment.Start+at))
				size += at
				if k := at + len(end); k < len(line) {
					after = line[k]
				}
				block.Advance(at + len(end))
				return size, after
			}
			if line[at] == '\\' && at+1 < len(line) && end[0] == '$' {
				at++
			}
			at++
		}
		n.segments = append(n.segments, segment)
		size += len(line)
		block.AdvanceLine()
	}
	return 0, 0
}

// tex is the formula's source, its lines joined.
func (n *mathInline) tex(src []byte) string {
	var b strings.Builder
	for _, s := range n.segments {
		b.Write(src[s.Start:s.Stop])
	}
	return strings.TrimSpace(b.String())
}

// isFormula tells a formula in single dollars from prices and variables: "$0.06 to $1", "$5/month and 3$ more",
// "$HOME:$PATH". s stands between the dollars without white space at its ends, after is the byte behind them.
func isFormula(s string, after byte) bool {
	if s == "" || lex.IsWord(rune(after)) || after == '$' || strings.ContainsAny(s, "`") || strings.Contains(s, "://") {
		return false
	}
	if isVariable(s) || after == '{' || after == '(' && s[0] == '(' {
		return false
	}
	switch s[len(s)-1] {
	case '/', ',', ':', ';', '(', '-', '\\', '"':
		return false
	}
	if strings.ContainsAny(s, `\^_=`) && !strings.HasPrefix(s, "_") {
		return true
	}
	if strings.ContainsAny(s, " \n") && !strings.ContainsAny(s, "+-*/<>") && strings.IndexFunc(s, func(r rune) bool { return r != ' ' && r != ',' && r != '.' && (r < '0' || r > '9') }) < 0 {
		return false // "$5,000 and $6,000, 20$ or"
	}
	digit := s[0] >= '0' && s[0] <= '9'
	if digit && strings.Count(s, "(") != strings.Count(s, ")") {
		return false
	}
	if words := longWords(s); words > 2 || words > 0 && digit {
		return false
	}
	return true
}

// isVariable reports whether what stands behind a dollar is a shell's: {NAME}.
func isVariable(s string) bool {
	name, _, ok := strings.Cut(s[1:], "}")
	if s[0] != '{' || !ok || name == "" {
		return false
	}
	for i := range len(name) {
		if !lex.IsWord(rune(name[i])) {
			return false
		}
	}
	return true
}

// longWords counts the words of three and more letters: formulas have few without a backslash.
func longWords(s string) int {
	n, run := 0, 0
	for i := range len(s) {
		if lex.IsLetter(s[i]) || s[i] >= 0x80 {
			if run++; run == 3 {
				n++
			}
		} else {
			run = 0
		}
	}
	return n
}

// Build adds a formula. A displayed one is a block.
func (n *mathInline) Build(b *build.Builder) {
	c := b.Page
	p := c.PosOf(n)
	tex := n.tex(c.Source)
	if !n.display {
		b.Add(&tree.Math{Pos: p, TeX: strings.ReplaceAll(tex, "\n", " ")})
		return
	}
	b.AddBlock(&tree.MathBlock{Pos: p, TeX: tex})
}
