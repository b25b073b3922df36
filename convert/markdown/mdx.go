package markdown

import (
	"bytes"
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"platen/convert/tree"
)

// mdxBlocks are the block parsers of MDX. It has no indented code: what is indented is a paragraph.
func mdxBlocks() []util.PrioritizedValue {
	return []util.PrioritizedValue{
		util.Prioritized(esmParser{}, 85),
		util.Prioritized(mdxCommentParser{}, 86),
		util.Prioritized(mdxFenceParser{}, 87),
		util.Prioritized(jsxParser{}, 850),
		util.Prioritized(indentedParagraph{parser.NewParagraphParser()}, 1000),
	}
}

// indentedParagraph lets a paragraph begin with any indentation.
type indentedParagraph struct{ parser.BlockParser }

func (indentedParagraph) CanAcceptIndentedLine() bool { return true }

// mdxHTMLParser leaves to goldmark's parser of HTML blocks what is no JSX.
type mdxHTMLParser struct{ parser.BlockParser }

func (p mdxHTMLParser) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	line, _ := reader.PeekLine()
	at := pc.BlockOffset()
	if at < 0 {
		return nil, parser.NoChildren
	}
	head := bytes.ToLower(line[at:min(len(line), at+10)])
	for _, s := range [...]string{"<!", "<?", "<pre", "<script", "<style", "<textarea"} {
		if bytes.HasPrefix(head, []byte(s)) {
			return p.BlockParser.Open(parent, reader, pc)
		}
	}
	return nil, parser.NoChildren
}

// esmParser reads import and export statements, which stand between blank lines at the left edge.
type esmParser struct{}

func (esmParser) Trigger() []byte             { return []byte("ie") }
func (esmParser) CanInterruptParagraph() bool { return false }
func (esmParser) CanAcceptIndentedLine() bool { return false }

func (esmParser) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	line, segment := reader.PeekLine()
	fence, ok := parent.(*region)
	if parent.Kind() != ast.KindDocument && (!ok || fence.syntax != fenceRegion) || pc.BlockOffset() != 0 || segment.Padding > 0 || reader.LineOffset() != 0 {
		return nil, parser.NoChildren
	}
	if !bytes.HasPrefix(line, []byte("import ")) && !bytes.HasPrefix(line, []byte("import{")) && !bytes.HasPrefix(line, []byte("export ")) {
		return nil, parser.NoChildren
	}
	src := reader.Source()
	size := statement(src[segment.Start:], pc)
	if size == 0 {
		return nil, parser.NoChildren
	}
	n := newRegion(esmRegion, string(line[:6]))
	n.void, n.closed = true, true
	n.start, n.stop = segment.Start, segment.Start+size
	reader.Advance(size)
	reader.AdvanceToEOL()
	return n, parser.NoChildren
}

// statement is the length of the import or export statements that src begins with, 0 when it is words.
func statement(src []byte, pc parser.Context) int {
	if !spend(pc, 0) {
		return 0
	}
	src = src[:min(len(src), 4*maxJSX)]
	depth, i, first := 0, 0, 0 // first: where the first blank line is
	for i < len(src) {
		end := len(src)
		if k := bytes.IndexByte(src[i:], '\n'); k >= 0 {
			end = i + k
		}
		line := src[i:end]
		if i > 0 && depth <= 0 && (util.IsBlank(line) || bytes.IndexByte([]byte("#<:->*|!["), line[0]) >= 0) {
			break
		}
		if first == 0 && i > 0 && util.IsBlank(line) {
			first = i
		}
		for _, b := range line {
			switch b {
			case '(', '[', '{':
				depth++
			case ')', ']', '}':
				depth--
			}
		}
		i = min(end+1, len(src))
	}
	if depth > 0 {
		spend(pc, len(src))
		if i = first; i == 0 {
			i = len(src)
		}
	}
	s := string(bytes.TrimRight(src[:i], " \t\n"))
	if rest, ok := strings.CutPrefix(s, "import"); ok {
		rest = strings.TrimSpace(rest)
		if rest == "" {
			return 0
		}
		quoted := rest[0] == '\'' || rest[0] == '"'
		if !quoted && !strings.Contains(rest, " from ") && !strings.Contains(rest, "}from ") && !strings.Contains(rest, "\nfrom ") {
			return 0
		}
		if !strings.ContainsAny(rest, "'\"") {
			return 0
		}
		return len(s)
	}
	word, _, _ := strings.Cut(strings.TrimSpace(s[len("export"):]), " ")
	switch word {
	case "default", "const", "let", "var", "function", "class", "async", "type", "interface", "*", "{":
		return len(s)
	}
	if strings.HasPrefix(word, "{") {
		return len(s)
	}
	return 0
}

func (esmParser) Continue(ast.Node, text.Reader, parser.Context) parser.State { return parser.Close }
func (esmParser) Close(ast.Node, text.Reader, parser.Context)                 {}

// mdxCommentParser reads a comment {/* … */} that stands on lines of its own; it may have blank lines in it.
type mdxCommentParser struct{}

func (mdxCommentParser) Trigger() []byte             { return []byte{'{'} }
func (mdxCommentParser) CanInterruptParagraph() bool { return false }
func (mdxCommentParser) CanAcceptIndentedLine() bool { return true }

func (mdxCommentParser) Open(_ ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	line, segment := reader.PeekLine()
	at := pc.BlockOffset()
	if at < 0 || segment.Padding > 0 || !bytes.HasPrefix(line[at:], []byte("{/*")) {
		return nil, parser.NoChildren
	}
	src := reader.Source()
	start := segment.Start + at
	end := endTag(pc, src, "*/}", start)
	if end < 0 {
		return nil, parser.NoChildren
	}
	end += 3
	eol := len(src)
	if i := bytes.IndexByte(src[end:], '\n'); i >= 0 {
		eol = end + i
	}
	if !util.IsBlank(src[end:eol]) {
		return nil, parser.NoChildren
	}
	n := newRegion(commentRegion, "")
	n.void, n.closed = true, true
	n.start, n.stop = start, end
	reader.Advance(at + end - start)
	reader.AdvanceToEOL()
	return n, parser.NoChildren
}

func (mdxCommentParser) Continue(ast.Node, text.Reader, parser.Context) parser.State {
	return parser.Close
}
func (mdxCommentParser) Close(ast.Node, text.Reader, parser.Context) {}

// mdxCode reports code that is left out.
func (b *builder) mdxCode(n *region) {
	c := b.c
	p := c.nodePos(n)
	what := "the comment {/* … */}"
	if n.syntax == esmRegion {
		what = n.name + " code"
	}
	c.diags = append(c.diags, tree.Diag{Page: c.p, Pos: p, End: p + tree.Pos(n.stop-n.start), Severity: tree.Info, Code: tree.MDXCode, Msg: what + " is left out"})
}

var kindMDXInline = ast.NewNodeKind("MDXInline")

// An mdxInline is a comment, an expression or a fragment's tag in a line: source[start:stop].
type mdxInline struct {
	ast.BaseInline
	start, stop int
	shortcode   bool
}

func (n *mdxInline) Kind() ast.NodeKind { return kindMDXInline }

func (n *mdxInline) Dump(src []byte, level int) { ast.DumpHelper(n, src, level, nil, nil) }

// mdxInlineParser reads {expressions}, {/* comments */} and tags that are JSX but not HTML.
type mdxInlineParser struct{}

func (mdxInlineParser) Trigger() []byte { return []byte("{<") }

func (mdxInlineParser) Parse(_ ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, segment := block.PeekLine()
	if segment.Padding > 0 || !spend(pc, 0) {
		return nil
	}
	if line[0] == '<' {
		if len(line) > 2 {
			if n, whole := scanTag(line); whole && n > 0 {
				return nil
			}
		}
		n, name, _ := scanJSX(string(line))
		if n == 0 {
			spend(pc, min(len(line), maxJSX))
			return nil
		}
		block.Advance(n)
		if name == "" {
			return newMDXInline(segment.Start, segment.Start+n)
		}
		tag := ast.NewRawHTML()
		tag.Segments.Append(segment.WithStop(segment.Start + n))
		return tag
	}
	if bytes.HasPrefix(line, []byte("{/*")) {
		return mdxComment(block, pc)
	}
	n := braces(string(line[:min(len(line), maxJSX)]), 0)
	if n == 0 {
		spend(pc, min(len(line), maxJSX))
		return nil
	}
	if n == 2 {
		return nil // {}
	}
	block.Advance(n)
	return newMDXInline(segment.Start, segment.Start+n)
}

func newMDXInline(start, stop int) *mdxInline {
	n := &mdxInline{start: start, stop: stop}
	n.SetPos(start)
	return n
}

// mdxComment reads a comment up to its end, which may stand on a line below.
func mdxComment(block text.Reader, pc parser.Context) ast.Node {
	l, pos := block.Position()
	_, first := block.PeekLine()
	size := 0
	for {
		line, segment := block.PeekLine()
		if line == nil {
			break
		}
		if i := bytes.Index(line, []byte("*/}")); i >= 0 {
			block.Advance(i + 3)
			return newMDXInline(first.Start, segment.Start+i+3)
		}
		size += len(line)
		block.AdvanceLine()
	}
	spend(pc, size)
	block.SetPosition(l, pos)
	return nil
}

// mdxInline adds what an expression says when that is known, else its source.
func (b *builder) mdxInline(n *mdxInline) {
	c := b.c
	s := c.text[n.start:n.stop]
	if s[0] == '<' {
		return // a fragment's tag
	}
	p := c.pos(n.start)
	report := func(msg string) {
		c.diags = append(c.diags, tree.Diag{Page: c.p, Pos: p, End: p + tree.Pos(len(s)), Severity: tree.Info, Code: tree.MDXCode, Msg: msg})
	}
	if n.shortcode {
		c.diag(p, tree.Warning, tree.Shortcode, short(s)+" is kept as text", "")
		b.asWritten(s, n.start)
		return
	}
	if body, ok := strings.CutPrefix(s, "{/*"); ok {
		body = strings.TrimSpace(strings.TrimSuffix(body, "*/}"))
		if id, ok := strings.CutPrefix(body, "#"); ok && id != "" && !strings.ContainsAny(id, " \t\n") {
			b.anchorNamed(c.clean(id), p)
			return
		}
		report("the comment {/* … */} is left out")
		return
	}
	if text, ok := exprText(s); ok {
		b.str(c.clean(strings.ReplaceAll(text, "\n", " ")), n.start)
		return
	}
	report("the expression " + short(s) + " is kept as text")
	b.asWritten(s, n.start)
}

// jsxRegion adds an element whose tags stand on lines of their own.
func (b *builder) jsxRegion(n *region) {
	c := b.c
	t, ok := c.parseTag(c.text[n.start:n.stop])
	if !ok { // a fragment
		b.children(n)
		return
	}
	lower := strings.ToLower(n.name)
	if c.jsxOpen == nil {
		c.jsxOpen = map[string]int{}
	}
	c.jsxOpen[lower]++
	defer func() { c.jsxOpen[lower]-- }()
	if !isComponent(n.name) && elementOf(lower) != unknownElement {
		b.jsxElement(n, t)
		return
	}
	b.component(n, &t)
}

// children adds what is in a region; one line of words is a paragraph.
func (b *builder) children(n *region) {
	for k := n.FirstChild(); k != nil; k = k.NextSibling() {
		b.block(k)
	}
}

// jsxElement adds an HTML element as the tags in HTML do.
func (b *builder) jsxElement(n *region, t tag) {
	c := b.c
	b.startTag(t, n.start)
	kind := elementOf(t.name)
	if kind == ruleElement || kind == imageElement || kind == ignoredVoid || kind == cleanedVoid || kind == breakElement {
		return
	}
	f := b.top()
	for k := n.FirstChild(); k != nil; k = k.NextSibling() {
		if k == n.FirstChild() && n.hasTitle { // the words of <td>words</td>
			for in := k.FirstChild(); in != nil; in = in.NextSibling() {
				b.node(in)
			}
			continue
		}
		b.block(k)
	}
	if i := slices.Index(b.stack, f); i >= 0 {
		b.closeTo(i + 1)
		b.close(c.pos(n.stop))
	}
}
