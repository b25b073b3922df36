package build

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"platen/convert/markdown/internal/lex"
)

// rawHTMLParser reads tags that stand in one line without goldmark's regular expressions, which cost a tenth of the
// whole on pages with many <a name>. All else goes to goldmark's parser.
type rawHTMLParser struct{ other parser.InlineParser }

func (rawHTMLParser) Trigger() []byte { return []byte{'<'} }

func (p rawHTMLParser) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, segment := block.PeekLine()
	if bytes.HasPrefix(line, []byte("<?>")) {
		return nil // nothing stands between the marks, which share a sign (CommonMark 0.31.2, 6.6)
	}
	if segment.Padding > 0 || len(line) < 3 || line[1] == '!' || line[1] == '?' {
		return p.other.Parse(parent, block, pc)
	}
	t, whole := lex.ScanTag(line, false)
	switch {
	case !whole:
		return p.other.Parse(parent, block, pc)
	case t.Size == 0:
		return nil
	}
	node := ast.NewRawHTML()
	node.Segments.Append(segment.WithStop(segment.Start + t.Size))
	block.Advance(t.Size)
	return node
}
