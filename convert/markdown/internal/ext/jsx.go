package ext

import (
	"bytes"
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"platen/convert/markdown/internal/build"
	"platen/convert/markdown/internal/lex"
	"platen/convert/markdown/internal/limit"
)

// jsxParser reads elements whose tags stand on lines of their own: what is between them is Markdown (MDX 3).
type jsxParser struct {
	build.Starts
	only func(name string) bool // names that it reads; nil: all
}

// An element is what such tags and their content are.
type element struct{ build.Region }

func (p jsxParser) Open(_ ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	line, segment := reader.PeekLine()
	at := pc.BlockOffset()
	if at < 0 || segment.Padding > 0 {
		return nil, parser.NoChildren
	}
	src := reader.Source()
	start := segment.Start + at
	if !limit.Spend(pc, 0) {
		return nil, parser.NoChildren
	}
	head := line[at:]
	if bytes.IndexByte(head, '>') < 0 { // the tag goes on below
		head = src[start:min(len(src), start+lex.MaxJSX)]
	}
	size, name, selfClosing := lex.ScanJSX(head)
	if size == 0 && len(head) == len(line)-at {
		size, name, selfClosing = lex.ScanJSX(src[start:min(len(src), start+lex.MaxJSX)])
	}
	if size == 0 {
		limit.Spend(pc, lex.MaxJSX)
		return nil, parser.NoChildren
	}
	if p.only != nil && !p.only(name) {
		return nil, parser.NoChildren
	}
	kind := build.ElementOf(strings.ToLower(name))
	component := name == "" || lex.IsComponent(name) || p.only != nil
	lines := bytes.IndexByte(src[start:start+size], '\n') >= 0
	if src[start+1] == '/' || !component && !kind.Block() && kind != build.Transparent && !lines || kind == build.PreElement && !component {
		return nil, parser.NoChildren
	}
	n := &element{build.Region{Name: name, Dedent: true, Start: start, Stop: start + size}}
	end := len(src)
	if i := bytes.IndexByte(src[n.Stop:], '\n'); i >= 0 {
		end = n.Stop + i
	}
	rest := bytes.TrimSpace(src[n.Stop:end])
	if selfClosing || kind == build.RuleElement || kind == build.ImageElement && (component || lines) {
		if len(rest) > 0 {
			return nil, parser.NoChildren
		}
		n.Void, n.Closed = true, true
		reader.Advance(size)
		reader.AdvanceToEOL()
		return n, parser.NoChildren
	}
	mark := "</" + name + ">"
	to := limit.Find(pc, src, mark, n.Stop)
	if to < 0 || build.OpenRegions(pc) >= build.MaxRegions {
		return nil, parser.NoChildren
	}
	if name == "CodeBlock" {
		n.Void, n.Closed = true, true
		n.SetBody(n.Stop, to)
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
		n.SetTitle(src, n.Stop, bytes.LastIndex(src[:end], []byte(mark)))
		reader.Advance(size)
		reader.AdvanceToEOL()
		return n, parser.NoChildren
	}
	if (component || lines && !kind.Block()) && to < end {
		return nil, parser.NoChildren // words behind it: it stands in a line
	}
	reader.Advance(size)
	return n, parser.HasChildren
}

func (jsxParser) Continue(node ast.Node, reader text.Reader, pc parser.Context) parser.State {
	return build.ContinueRegion(build.RegionOf(node), jsxCloser, reader, pc)
}

// jsxCloser finds the region that a line of end tags closes. Regions whose end tag stands behind words end with the
// line.
func jsxCloser(line []byte, pc parser.Context) *build.Region {
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
	var last *build.Region
	for _, name := range slices.Backward(names) {
		for i := at - 1; i >= 0; i-- {
			n, ok := blocks[i].Node.(*element)
			if !ok || n.Name != name {
				continue
			}
			if len(rest) > 0 && bytes.Contains(rest, []byte("<"+name)) {
				break // it began on this line
			}
			at, last, n.Closed = i, &n.Region, true
			break
		}
	}
	if last == nil || len(rest) == 0 {
		return last
	}
	last.Ending = true
	return nil
}

// Build adds the element.
func (n *element) Build(b *build.Builder) {
	c := b.Page
	t, ok := c.TagOf(c.Text[n.Start:n.Stop])
	if !ok { // a fragment
		b.Children(n)
		return
	}
	lower := strings.ToLower(n.Name)
	c.Within(lower, func() {
		if !lex.IsComponent(n.Name) && build.ElementOf(lower) != build.UnknownElement {
			jsxElement(b, n, t)
			return
		}
		component(b, n, &t)
	})
}

// jsxElement adds an HTML element as the tags in HTML do.
func jsxElement(b *build.Builder, n *element, t lex.Tag) {
	c := b.Page
	b.StartTag(t, n.Start)
	defer b.EndParagraph()
	f := b.Top()
	if f.Tag.Raw != t.Raw { // it has no content
		return
	}
	for k := n.FirstChild(); k != nil; k = k.NextSibling() {
		if k == n.FirstChild() && n.HasTitle { // the words of <td>words</td>
			for in := k.FirstChild(); in != nil; in = in.NextSibling() {
				b.Inline(in)
			}
			continue
		}
		b.Block(k)
	}
	b.CloseElement(f, c.Pos(n.Stop))
}
