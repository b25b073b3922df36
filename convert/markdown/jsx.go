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

// closersKey is where a page's endTags are.
var closersKey = parser.NewContextKey()

// endTags are the offsets of marks that were looked for, and how many bytes that cost.
type endTags struct {
	src   []byte         // what was searched: parts of a page are parsed on their own
	found map[string]int // -1: there is none
	cost  int
}

// maxEndTags is how many bytes searches for end tags may cost a page. Guides need a hundredth of it.
const maxEndTags = 256 << 20

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
	n := newRegion(jsxRegion, name)
	n.dedent = true
	n.start, n.stop = start, start+size
	end := len(src)
	if i := bytes.IndexByte(src[n.stop:], '\n'); i >= 0 {
		end = n.stop + i
	}
	rest := bytes.TrimSpace(src[n.stop:end])
	if selfClosing || kind == ruleElement || kind == imageElement && component {
		if len(rest) > 0 {
			return nil, parser.NoChildren
		}
		n.void, n.closed = true, true
		reader.Advance(size)
		reader.AdvanceToEOL()
		return n, parser.NoChildren
	}
	mark := "</" + name + ">"
	to := endTag(pc, src, mark, n.stop)
	if to < 0 || openRegions(pc) >= maxRegions {
		return nil, parser.NoChildren
	}
	if name == "CodeBlock" {
		n.void, n.closed = true, true
		n.setBody(n.stop, to)
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
		n.void, n.closed = true, true
		n.setTitle(src, n.stop, bytes.LastIndex(src[:end], []byte(mark)))
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

// setBody keeps the source between the tags, which is no Markdown.
func (n *region) setBody(start, stop int) {
	n.Lines().Append(text.NewSegment(start, stop))
}

// IsRaw keeps goldmark from reading the body of code as Markdown.
func (n *region) IsRaw() bool { return n.Lines().Len() > 0 }

func (jsxParser) Continue(node ast.Node, reader text.Reader, pc parser.Context) parser.State {
	return continueRegion(node.(*region), jsxCloser, reader, pc)
}

func (jsxParser) Close(ast.Node, text.Reader, parser.Context) {}

// isComponent reports whether a JSX name is a component's and not an HTML element's.
func isComponent(name string) bool {
	return name[0] >= 'A' && name[0] <= 'Z' || strings.IndexByte(name, '.') > 0
}

// endTag is the offset of the first mark from offset at on, -1 when there is none. Offsets are kept, so that many
// start tags of a name cost one search.
func endTag(pc parser.Context, src []byte, mark string, at int) int {
	e, _ := pc.Get(closersKey).(*endTags)
	if e == nil {
		e = &endTags{}
		pc.Set(closersKey, e)
	}
	if len(e.src) != len(src) || len(src) > 0 && &e.src[0] != &src[0] {
		e.src, e.found = src, map[string]int{}
	}
	if to, ok := e.found[mark]; ok && (to < 0 || to >= at) {
		return to
	}
	if e.cost > maxEndTags {
		return -1
	}
	to := bytes.Index(src[at:], []byte(mark))
	if to >= 0 {
		e.cost += to
		to += at
	} else {
		e.cost += len(src) - at
	}
	e.found[mark] = to
	return to
}

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
			n, ok := blocks[i].Node.(*region)
			if !ok || n.syntax != jsxRegion || n.name != name {
				continue
			}
			if len(rest) > 0 && bytes.Contains(rest, []byte("<"+name)) {
				break // it began on this line
			}
			at, last, n.closed = i, n, true
			break
		}
	}
	if last == nil || len(rest) == 0 {
		return last
	}
	last.ending = true
	return nil
}
