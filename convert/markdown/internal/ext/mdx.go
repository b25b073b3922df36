package ext

import (
	"bytes"
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"platen/convert/markdown/internal/build"
	"platen/convert/markdown/internal/lex"
	"platen/convert/markdown/internal/limit"
	"platen/convert/markdown/internal/source"
	"platen/convert/tree"
)

var JSX = build.Extension{
	Name: "jsx", Doc: "MDX: components, {expressions}, import and export lines, @include 'file.mdx' from a folder partials",
	Source:  source.Partials,
	Parsers: mdxParsers,
	Unknown: unknownElement,
	Heading: func(_ *build.Page, h *tree.Heading) { h.Inlines = build.Trim(h.Inlines) }, // a comment {/* #id */} leaves a space
	Seen: build.Sign{Starts: "i<", Look: func(s *build.Sight) { // an import, and below it an element with a name of its own
		switch {
		case s.Line[0] == 'i' && s.Indent == 0 && s.Before == 0 && s.Starts("import ") && lex.IsImport(string(bytes.TrimSpace(s.Line))):
			s.Keep()
		case s.Line[0] != '<' || len(s.Line) < 2 || s.Line[1] < 'A' || 'Z' < s.Line[1]:
		case s.Kept():
			s.Show()
		case s.Indent == 0 && s.Before == 0 && isLoneComponent(bytes.TrimSpace(s.Line), s.Src[s.Next:]):
			s.Found()
		}
	}},
}

// isLoneComponent reports whether a line is the tag of a component that closes itself and says something, or that is
// closed on a line below.
func isLoneComponent(line, below []byte) bool {
	n, name, void := lex.ScanJSX(line)
	if n != len(line) || len(name) < 2 || name == strings.ToUpper(name) {
		return false
	}
	if void {
		return bytes.IndexByte(line, '=') > 0
	}
	below = below[:min(len(below), lex.MaxJSX)]
	return line[len(line)-2] != '/' && bytes.Contains(below, []byte("\n</"+name+">\n"))
}

// mdxParsers are the parsers of MDX. It has no indented code: what is indented is a paragraph.
func mdxParsers(p *build.Parsers) {
	p.JSX, *p.Dedent = true, true
	p.HTML, p.Code, p.Paragraph = mdxHTMLParser{p.HTML}, nil, indentedParagraph{p.Paragraph}
	p.Block(85, esmParser{build.Starts{Bytes: "ie"}})
	p.Block(86, mdxBraceParser{build.Starts{Bytes: "{", Indented: true}})
	p.Block(87, mdxFenceParser{build.Starts{Bytes: "`", Interrupts: true}})
	p.Block(850, jsxParser{build.Starts{Bytes: "<", Interrupts: true, Indented: true}, nil})
	p.Inline(350, mdxInlineParser{})
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
type esmParser struct{ build.Starts }

func (esmParser) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	line, segment := reader.PeekLine()
	_, fence := parent.(*mdxFence)
	if parent.Kind() != ast.KindDocument && !fence || pc.BlockOffset() != 0 || segment.Padding > 0 || reader.LineOffset() != 0 {
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
	n := &mdxCode{build.Region{Name: string(line[:6]) + " code", Start: segment.Start, Stop: segment.Start + size, Void: true, Closed: true}}
	reader.Advance(size)
	reader.AdvanceToEOL()
	return n, parser.NoChildren
}

// statement is the length of the import or export statements that src begins with, 0 when it is words.
func statement(src []byte, pc parser.Context) int {
	if !limit.Spend(pc, 0) {
		return 0
	}
	src = src[:min(len(src), 4*lex.MaxJSX)]
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
		limit.Spend(pc, len(src))
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

// mdxBraceParser reads a comment {/* … */} that stands on lines of its own, and a template literal {`…`} over several lines,
// which is code that a component shows; both may have blank lines in them.
type mdxBraceParser struct{ build.Starts }

func (mdxBraceParser) Open(_ ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	line, segment := reader.PeekLine()
	at := pc.BlockOffset()
	if at < 0 || segment.Padding > 0 {
		return nil, parser.NoChildren
	}
	closing := "*/}"
	if literal := bytes.HasPrefix(line[at:], []byte("{`")); literal {
		closing = "`}"
	} else if !bytes.HasPrefix(line[at:], []byte("{/*")) {
		return nil, parser.NoChildren
	}
	src := reader.Source()
	start := segment.Start + at
	end := limit.Find(pc, src, closing, start)
	for end > 0 && closing == "`}" && src[end-1] == '\\' {
		end = limit.Find(pc, src, closing, end+2)
	}
	if end < 0 || closing == "`}" && bytes.IndexByte(src[start:end], '\n') < 0 {
		return nil, parser.NoChildren
	}
	end += len(closing)
	eol := len(src)
	if i := bytes.IndexByte(src[end:], '\n'); i >= 0 {
		eol = end + i
	}
	if !util.IsBlank(src[end:eol]) {
		return nil, parser.NoChildren
	}
	region := build.Region{Name: "the comment {/* … */}", Start: start, Stop: end, Void: true, Closed: true}
	reader.Advance(at + end - start)
	reader.AdvanceToEOL()
	if closing == "`}" {
		return &mdxLiteral{region}, parser.NoChildren
	}
	return &mdxCode{region}, parser.NoChildren
}

func (mdxBraceParser) Continue(ast.Node, text.Reader, parser.Context) parser.State {
	return parser.Close
}

// An mdxLiteral is a template literal.
type mdxLiteral struct{ build.Region }

// Build adds its text as code.
func (n *mdxLiteral) Build(b *build.Builder) {
	c := b.Page
	p := c.PosOf(n)
	b.AddBlock(&tree.CodeBlock{Pos: p, Text: codeBody(c, c.Text[n.Start:n.Stop], &n.Region, p)})
}

// An mdxCode is code that is left out: import and export statements and comments, by their name for readers.
type mdxCode struct{ build.Region }

// Build reports it.
func (n *mdxCode) Build(b *build.Builder) {
	b.Page.ReportFor(b.Page.PosOf(n), n.Stop-n.Start, tree.Info, tree.MDXCode, n.Name+" is left out", "")
}

var kindMDXInline = ast.NewNodeKind("MDXInline")

// An mdxInline is a comment, an expression, a component without content or a fragment's tag in a line: source[start:stop].
type mdxInline struct {
	ast.BaseInline
	start, stop int
}

func (n *mdxInline) Kind() ast.NodeKind { return kindMDXInline }

func (n *mdxInline) Dump(src []byte, level int) { ast.DumpHelper(n, src, level, nil, nil) }

// mdxInlineParser reads {expressions}, {/* comments */} and tags that are JSX but not HTML.
type mdxInlineParser struct{}

func (mdxInlineParser) Trigger() []byte { return []byte("{<") }

func (mdxInlineParser) Parse(_ ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, segment := block.PeekLine()
	if segment.Padding > 0 || !limit.Spend(pc, 0) {
		return nil
	}
	if line[0] == '<' {
		return mdxTag(block, pc)
	}
	if bytes.HasPrefix(line, []byte("{/*")) {
		return mdxComment(block, pc)
	}
	n := lex.Braces(string(line[:min(len(line), lex.MaxJSX)]), 0)
	if n == 0 {
		limit.Spend(pc, min(len(line), lex.MaxJSX))
		return nil
	}
	if n == 2 {
		return nil // {}
	}
	block.Advance(n)
	return newMDXInline(segment.Start, segment.Start+n)
}

// mdxTag reads a tag that is JSX but not HTML, or a component without content. It may go over several lines.
func mdxTag(block text.Reader, pc parser.Context) ast.Node {
	l, pos := block.Position()
	line, first := block.PeekLine()
	if t, whole := lex.ScanTag(line, false); whole && t.Size > 0 {
		if n, name, void := lex.ScanJSX(line); void && lex.IsComponent(name) {
			block.Advance(n)
			return newMDXInline(first.Start, first.Start+n)
		}
		return nil
	}
	tag := ast.NewRawHTML()
	var raw []byte
	for len(raw) < lex.MaxJSX {
		line, segment := block.PeekLine()
		if line == nil || segment.Padding > 0 {
			break
		}
		before := len(raw)
		raw = append(raw, line...)
		if t, whole := lex.ScanTag(raw, true); whole && t.Size == 0 {
			break
		}
		n, name, void := lex.ScanJSX(raw)
		if n == 0 {
			limit.Spend(pc, len(raw))
			tag.Segments.Append(segment)
			block.AdvanceLine()
			continue
		}
		stop := segment.Start + n - before
		block.Advance(n - before)
		tag.Segments.Append(segment.WithStop(stop))
		if whole, _, _ := lex.ScanJSX(block.Source()[first.Start:stop]); name == "" || void && lex.IsComponent(name) && whole == stop-first.Start {
			return newMDXInline(first.Start, stop)
		}
		return tag
	}
	block.SetPosition(l, pos)
	limit.Spend(pc, len(raw))
	return nil
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
	limit.Spend(pc, size)
	block.SetPosition(l, pos)
	return nil
}

// Build adds what an expression says when that is known, else its source.
func (n *mdxInline) Build(b *build.Builder) {
	c := b.Page
	s := c.Text[n.start:n.stop]
	p := c.Pos(n.start)
	if s[0] == '<' {
		if t, ok := c.TagOf(s); ok && !t.End { // else a fragment's tag
			inlineComponent(b, &t, p)
		}
		return
	}
	report := func(msg string) {
		c.ReportFor(p, len(s), tree.Info, tree.MDXCode, msg, "")
	}
	if body, ok := strings.CutPrefix(s, "{/*"); ok {
		body = strings.TrimSpace(strings.TrimSuffix(body, "*/}"))
		if id, ok := strings.CutPrefix(body, "#"); ok && id != "" && !strings.ContainsAny(id, " \t\n") {
			b.Anchor(c.Clean(id), p)
			return
		}
		report("the comment {/* … */} is left out")
		return
	}
	if text, ok := lex.ExprText(s); ok {
		b.Text(c.Clean(strings.ReplaceAll(text, "\n", " ")), n.start)
		return
	}
	report("the expression " + lex.Short(s) + " is kept as text")
	b.AsWritten(s, n.start)
}

// mdxFenceParser reads ```mdx-code-block fences: what is in them is no code but part of the page, which other tools are
// kept from seeing (Docusaurus).
type mdxFenceParser struct{ build.Starts }

// An mdxFence is such a fence.
type mdxFence struct {
	build.Region
	ticks int
}

// Build adds what is in it.
func (n *mdxFence) Build(b *build.Builder) { b.Children(n) }

func (mdxFenceParser) Open(_ ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	line, segment := reader.PeekLine()
	at := pc.BlockOffset()
	if at < 0 || segment.Padding > 0 || build.OpenRegions(pc) >= build.MaxRegions {
		return nil, parser.NoChildren
	}
	head := lex.TrimLine(line, at)
	ticks := lex.Run(head, '`')
	if ticks < 3 || string(bytes.TrimSpace(head[ticks:])) != "mdx-code-block" {
		return nil, parser.NoChildren
	}
	n := &mdxFence{Region: build.Region{Dedent: true}, ticks: ticks}
	reader.AdvanceToEOL()
	return n, parser.NoChildren
}

func (mdxFenceParser) Continue(node ast.Node, reader text.Reader, pc parser.Context) parser.State {
	return build.ContinueRegion(build.RegionOf(node), mdxFenceCloser, reader, pc)
}

// mdxFenceCloser finds the fence that a line of backticks closes.
func mdxFenceCloser(line []byte, pc parser.Context) *build.Region {
	line = bytes.Trim(line, " \t\r\n")
	ticks := lex.Run(line, '`')
	if ticks < 3 || ticks != len(line) {
		return nil
	}
	for _, b := range slices.Backward(pc.OpenedBlocks()) {
		if n, ok := b.Node.(*mdxFence); ok && n.ticks <= ticks {
			return &n.Region
		}
	}
	return nil
}
