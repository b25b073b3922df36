package markdown

import (
	"bytes"
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// jsxParser reads elements whose tags stand on lines of their own: what is between them is Markdown (MDX 3).
type jsxParser struct{}

// An element is what such tags and their content are.
type element struct{ region }

func (jsxParser) Trigger() []byte             { return []byte{'<'} }
func (jsxParser) CanInterruptParagraph() bool { return true }
func (jsxParser) CanAcceptIndentedLine() bool { return true }

func (jsxParser) Open(_ ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	line, segment := reader.PeekLine()
	at := pc.BlockOffset()
	if at < 0 || segment.Padding > 0 {
		return nil, parser.NoChildren
	}
	src := reader.Source()
	start := segment.Start + at
	if !spend(pc, 0) {
		return nil, parser.NoChildren
	}
	head := line[at:]
	if bytes.IndexByte(head, '>') < 0 { // the tag goes on below
		head = src[start:min(len(src), start+maxJSX)]
	}
	size, name, selfClosing := scanJSX(string(head))
	if size == 0 && len(head) == len(line)-at {
		size, name, selfClosing = scanJSX(string(src[start:min(len(src), start+maxJSX)]))
	}
	if size == 0 {
		spend(pc, maxJSX)
		return nil, parser.NoChildren
	}
	kind := elementOf(strings.ToLower(name))
	component := name == "" || isComponent(name)
	if src[start+1] == '/' || !component && !kind.block() && kind != transparent || kind == preElement && !component {
		return nil, parser.NoChildren
	}
	n := &element{region{Name: name, Dedent: true, Start: start, Stop: start + size}}
	end := len(src)
	if i := bytes.IndexByte(src[n.Stop:], '\n'); i >= 0 {
		end = n.Stop + i
	}
	rest := bytes.TrimSpace(src[n.Stop:end])
	if selfClosing || kind == ruleElement || kind == imageElement && component {
		if len(rest) > 0 {
			return nil, parser.NoChildren
		}
		n.Void, n.Closed = true, true
		reader.Advance(size)
		reader.AdvanceToEOL()
		return n, parser.NoChildren
	}
	mark := "</" + name + ">"
	to := endTag(pc, src, mark, n.Stop)
	if to < 0 || openRegions(pc) >= maxRegions {
		return nil, parser.NoChildren
	}
	if name == "CodeBlock" {
		n.Void, n.Closed = true, true
		n.setBody(n.Stop, to)
		reader.Advance(to + len(mark) - start)
		reader.AdvanceToEOL()
		return n, parser.NoChildren
	}
	if len(rest) == 0 {
		reader.Advance(size)
		reader.AdvanceToEOL()
		return n, parser.NoChildren
	}
	if bytes.HasSuffix(rest, []byte(mark)) {
		if component && bytes.Count(rest, []byte(mark)) > 1 {
			return nil, parser.NoChildren // several in a line
		}
		n.Void, n.Closed = true, true
		n.setTitle(src, n.Stop, bytes.LastIndex(src[:end], []byte(mark)))
		reader.Advance(size)
		reader.AdvanceToEOL()
		return n, parser.NoChildren
	}
	if component && to < end {
		return nil, parser.NoChildren // words behind it: it stands in a line
	}
	reader.Advance(size)
	return n, parser.HasChildren
}

func (jsxParser) Continue(node ast.Node, reader text.Reader, pc parser.Context) parser.State {
	return continueRegion(regionOf(node), jsxCloser, reader, pc)
}

func (jsxParser) Close(ast.Node, text.Reader, parser.Context) {}

// jsxCloser finds the region that a line of end tags closes. Regions whose end tag stands behind words end with the
// line.
func jsxCloser(line []byte, pc parser.Context) *region {
	line = bytes.Trim(line, " \t\r\n")
	if len(line) < 3 || line[len(line)-1] != '>' {
		return nil
	}
	var names []string // of the end tags at the line's end, the last one first
	rest := line
	for len(rest) > 0 {
		i := bytes.LastIndexByte(rest, '<')
		if i < 0 || i+1 >= len(rest) || rest[i+1] != '/' || rest[len(rest)-1] != '>' {
			break
		}
		names = append(names, string(bytes.TrimSpace(rest[i+2:len(rest)-1])))
		rest = bytes.TrimRight(rest[:i], " \t")
	}
	if len(names) == 0 {
		return nil
	}
	blocks := pc.OpenedBlocks()
	at := len(blocks)
	var last *region
	for _, name := range slices.Backward(names) {
		for i := at - 1; i >= 0; i-- {
			n, ok := blocks[i].Node.(*element)
			if !ok || n.Name != name {
				continue
			}
			if len(rest) > 0 && bytes.Contains(rest, []byte("<"+name)) {
				break // it began on this line
			}
			at, last, n.Closed = i, &n.region, true
			break
		}
	}
	if last == nil || len(rest) == 0 {
		return last
	}
	last.Ending = true
	return nil
}
