package markdown

import (
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// rawHTMLParser reads tags that stand in one line without goldmark's regular expressions, which cost a tenth of the
// whole on pages with many <a name>. All else goes to goldmark's parser.
type rawHTMLParser struct{ other parser.InlineParser }

func (rawHTMLParser) Trigger() []byte { return []byte{'<'} }

func (p rawHTMLParser) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, segment := block.PeekLine()
	if segment.Padding > 0 || len(line) < 3 || line[1] == '!' || line[1] == '?' {
		return p.other.Parse(parent, block, pc)
	}
	n, whole := scanTag(line)
	switch {
	case !whole:
		return p.other.Parse(parent, block, pc)
	case n == 0:
		return nil
	}
	node := ast.NewRawHTML()
	node.Segments.Append(segment.WithStop(segment.Start + n))
	block.Advance(n)
	return node
}

// scanTag returns the length of the tag that line begins with, 0 when there is none (CommonMark 0.31.2, 6.6).
// whole is false when the line ends before that is known.
func scanTag(line []byte) (n int, whole bool) {
	i := 1
	end := line[i] == '/'
	if end {
		i++
	}
	if i >= len(line) || !isLetter(line[i]) {
		return 0, true
	}
	for i < len(line) && (isLetter(line[i]) || '0' <= line[i] && line[i] <= '9' || line[i] == '-') {
		i++
	}
	for {
		start := i
		for i < len(line) && isSpace(line[i]) {
			i++
		}
		if i == len(line) {
			return 0, false
		}
		switch c := line[i]; {
		case c == '>':
			return i + 1, true
		case end:
			return 0, true
		case c == '/':
			if i+1 == len(line) {
				return 0, false
			}
			if line[i+1] != '>' {
				return 0, true
			}
			return i + 2, true
		case i == start || !isLetter(c) && c != '_' && c != ':':
			return 0, true
		}
		for i < len(line) && (isLetter(line[i]) || '0' <= line[i] && line[i] <= '9' || line[i] == '-' || line[i] == '_' || line[i] == ':' || line[i] == '.') {
			i++
		}
		equals := i
		for equals < len(line) && isSpace(line[equals]) {
			equals++
		}
		if equals == len(line) {
			return 0, false
		}
		if line[equals] != '=' {
			continue
		}
		for i = equals + 1; i < len(line) && isSpace(line[i]); i++ {
		}
		if i == len(line) {
			return 0, false
		}
		switch c := line[i]; c {
		case '"', '\'':
			for i++; i < len(line) && line[i] != c; i++ {
			}
			if i == len(line) {
				return 0, false
			}
			i++
		default:
			from := i
			for i < len(line) && !isSpace(line[i]) && line[i] > ' ' && line[i] != '"' && line[i] != '\'' && line[i] != '=' && line[i] != '<' && line[i] != '>' && line[i] != '`' {
				i++
			}
			if i == from {
				return 0, true
			}
		}
	}
}
