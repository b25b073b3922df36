package markdown

import (
	"bytes"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"platen/convert/tree"
)

// mathInlineParser reads $…$, $`…`$, $$…$$, \(…\), \[…\] and their forms with two backslashes.
type mathInlineParser struct{ on *mathMarks }

func (mathInlineParser) Trigger() []byte { return []byte(`$\`) }

// maxFormula is how long a formula in a line may be, in bytes.
const maxFormula = 2000

func (p mathInlineParser) Parse(_ ast.Node, block text.Reader, _ parser.Context) ast.Node {
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
		if r := block.PrecendingCharacter(); r == '$' || r == '\\' || isWord(r) {
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
		case end == "$" && (isSpace(src[first.Start]) || last.Len() == 0 || isSpace(src[last.Stop-1]) || !isFormula(n.tex(src), after)):
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
	if s == "" || isWord(rune(after)) || after == '$' || strings.ContainsAny(s, "`") || strings.Contains(s, "://") {
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

// longWords counts the words of three and more letters: formulas have few without a backslash.
func longWords(s string) int {
	n, run := 0, 0
	for i := range len(s) {
		if isLetter(s[i]) || s[i] >= 0x80 {
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
func (n *mathInline) Build(b *builder) {
	c := b.c
	p := c.nodePos(n)
	tex := n.tex(c.src)
	if !n.display {
		b.add(&tree.Math{Pos: p, TeX: strings.ReplaceAll(tex, "\n", " ")})
		return
	}
	b.addBlock(&tree.MathBlock{Pos: p, TeX: tex})
}
