package build

import (
	"fmt"
	"slices"
	"strings"

	"platen/convert/markdown/internal/lex"
	"platen/convert/markdown/internal/limit"
	"platen/convert/tree"
)

// A flow is the content of a container: inlines, or blocks when there is a block in it.
type flow struct {
	inlines []tree.Inline
	Blocks  []tree.Block
}

// A Frame is an HTML element that is open, or the base of a builder.
type Frame struct {
	Kind    ElementKind
	Tag     lex.Tag
	Pos     tree.Pos
	at      int      // the offset of its tag
	end     tree.Pos // where its end tag is; 0 when it has none
	tight   bool     // its paragraphs have no space around them
	lang    string   // of <pre>: the language that <code> in it names
	anchors int      // <a name> that wait for their </a>
	shown   bool     // of <video> and the like: the link is there
	dark    string   // of <picture>: the address for dark screens
	inlines []tree.Inline
	Blocks  []tree.Block
	parts   []*part
	waiting []*tree.Anchor // anchors on a line of their own: the next block takes them
}

// A part is a closed element that only its parent element can make use of: a list item, a row, a caption.
type part struct {
	Frame
	attr *tree.Attr
}

// A Builder collects the content of one goldmark container. HTML elements that are opened in it are
// closed in it: no tag can reach out of a list item, a cell or a paragraph.
type Builder struct {
	Page       *Page
	base       Frame
	stack      []*Frame
	borrowed   bool // the base's inlines are a slice of nodes.scratch
	tight      bool // Markdown paragraphs in it have no space around them
	inline     bool // the base holds inlines; a block level builder makes paragraphs of them
	mdStart    int  // Markdown to come: a range of the source
	mdEnd      int
	start, end int // text to come, with escapes resolved: a range of the source …
	buf        []byte
	literal    int  // how much of the text to come has no braces that mean something: they were escaped
	active     bool // … is there
	spilled    bool // … or is in buf
}

// Top is the innermost open element.
func (b *Builder) Top() *Frame {
	if n := len(b.stack); n > 0 {
		return b.stack[n-1]
	}
	return &b.base
}

// markdown adds a range of the source that has escapes and references in it, and maybe web addresses.
func (b *Builder) markdown(start, end int) {
	if b.mdEnd == start && b.mdEnd > b.mdStart {
		b.mdEnd = end
		return
	}
	b.resolve()
	b.mdStart, b.mdEnd = start, end
}

// resolve makes text of the Markdown to come.
func (b *Builder) resolve() {
	if b.mdEnd == b.mdStart {
		return
	}
	start, end := b.mdStart, b.mdEnd
	b.mdStart, b.mdEnd = 0, 0
	for _, f := range b.Page.Syntax.text {
		start = f(b, start, end)
	}
	b.Unescape(start, end)
}

// Raw adds a range of the source as text.
func (b *Builder) Raw(start, end int) {
	b.resolve()
	switch {
	case start >= end:
	case !b.active:
		b.start, b.end, b.active = start, end, true
	case !b.spilled && b.end == start:
		b.end = end
	default:
		b.spill()
		b.buf = append(b.buf, b.Page.Text[start:end]...)
	}
}

// Text adds text that is not in the source as such; it came from offset at.
func (b *Builder) Text(s string, at int) {
	b.resolve()
	if s == "" {
		return
	}
	if !b.active {
		b.start, b.end, b.active = at, at, true
	}
	b.spill()
	b.buf = append(b.buf, s...)
}

func (b *Builder) spill() {
	if !b.spilled {
		b.buf = append(b.buf[:0], b.Page.Text[b.start:b.end]...)
		b.spilled = true
	}
}

// Flush turns the text to come into a node.
func (b *Builder) Flush() {
	b.resolve()
	if !b.active {
		return
	}
	s := b.Page.Text[b.start:b.end]
	if b.spilled {
		s = b.Page.arena.intern(b.buf)
		b.spilled = false
	}
	b.active = false
	if s != "" {
		t := b.Page.nodes.text(b.Page.Pos(b.start), s)
		if b.literal > 0 {
			b.Page.markLiteral(t, b.literal)
			b.literal = 0
		}
		b.appendText(t)
	}
}

// Add appends an inline to the innermost element.
func (b *Builder) Add(n tree.Inline) {
	b.Flush()
	f := b.Top()
	switch n := n.(type) {
	case *tree.Break:
		if !n.Hard && afterHardBreak(f.inlines) {
			return
		}
		f.trimEnd()
	case *tree.Text:
		b.appendText(n)
		return
	case *tree.Span:
		if n.Attr == nil { // it holds several nodes where one was asked for
			for _, m := range n.Inlines {
				b.Add(m)
			}
			return
		}
	}
	f.inlines = append(f.inlines, n)
}

// trimEnd takes the spaces off the end of a line.
func (f *Frame) trimEnd() {
	n := len(f.inlines)
	if n == 0 {
		return
	}
	t, ok := f.inlines[n-1].(*tree.Text)
	if !ok {
		return
	}
	if l := len(t.S) - 1; t.S[l] != ' ' && t.S[l] != '\t' {
		return
	}
	if t.S = strings.TrimRight(t.S, " \t"); t.S == "" {
		f.inlines = f.inlines[:n-1]
	}
}

func afterHardBreak(inlines []tree.Inline) bool {
	if len(inlines) == 0 {
		return false
	}
	br, ok := inlines[len(inlines)-1].(*tree.Break)
	return ok && br.Hard
}

// AddBlock appends a block to the innermost element.
func (b *Builder) AddBlock(n tree.Block) {
	b.Flush()
	f := b.Top()
	b.endParagraph(f)
	if p, ok := n.(*tree.Paragraph); ok && onlyAnchors(p.Inlines) {
		b.Page.anchorLine(f, p.Inlines)
		return
	}
	if f.waiting != nil {
		b.Page.attach(f, n)
	}
	f.Blocks = append(f.Blocks, n)
}

// appendText appends text, merged with the text before it.
func (b *Builder) appendText(t *tree.Text) {
	f := b.Top()
	if n := len(f.inlines); n > 0 {
		if last, ok := f.inlines[n-1].(*tree.Text); ok {
			if k := b.Page.Literal(t); k > 0 {
				b.Page.markLiteral(last, len(last.S)+k)
			}
			last.S = b.Page.join(last, t)
			return
		}
	}
	f.inlines = append(f.inlines, t)
}

// join is the text of two nodes that touch: a substring of the page where it can be.
func (c *Page) join(a, b *tree.Text) string {
	start := int(a.Pos) - 1 - c.base
	end := start + len(a.S) + len(b.S)
	if c.pieces == nil && a.Pos > 0 && end <= len(c.Text) && c.Text[start:start+len(a.S)] == a.S && c.Text[start+len(a.S):end] == b.S {
		return c.Text[start:end]
	}
	return a.S + b.S
}

// AddFlow appends what a nested container held.
func (b *Builder) AddFlow(fl flow) {
	for _, n := range fl.inlines {
		b.Add(n)
	}
	for _, n := range fl.Blocks {
		b.AddBlock(n)
	}
}

// Paragraph turns the frame's inlines into a paragraph.
func (f *Frame) Paragraph() {
	if f.inlines == nil {
		return
	}
	in := Trim(f.inlines)
	f.inlines = nil
	if len(in) > 0 {
		f.Blocks = append(f.Blocks, &tree.Paragraph{Pos: in[0].Position(), Tight: f.tight, Inlines: in})
	}
}

// endParagraph is Paragraph where more blocks may come: anchors alone are a line of anchors.
func (b *Builder) endParagraph(f *Frame) {
	if f.inlines != nil && onlyAnchors(f.inlines) {
		in := f.inlines
		f.inlines = nil
		b.Page.anchorLine(f, in)
		return
	}
	f.Paragraph()
}

// EndParagraph ends the paragraph at hand of a builder of blocks.
func (b *Builder) EndParagraph() {
	b.Flush()
	if f := b.Top(); !b.inline && f.Kind.Block() || len(b.stack) == 0 {
		b.endParagraph(f)
	}
}

// Finish closes all elements and returns the content.
func (b *Builder) Finish() flow {
	b.Flush()
	for len(b.stack) > 0 {
		b.close(0)
	}
	b.Flush()
	f := &b.base
	b.SpliceParts(f)
	if !b.inline || f.Blocks != nil || f.waiting != nil {
		b.endParagraph(f)
		f.settle(b.Page)
		return flow{Blocks: f.Blocks}
	}
	if b.borrowed {
		kept := b.Page.nodes.inlines.keep(f.inlines)
		b.Page.nodes.giveBack(f.inlines)
		return flow{inlines: kept}
	}
	return flow{inlines: f.inlines}
}

// SpliceParts turns parts that have no parent element (an <li> outside of a list) into blocks.
func (b *Builder) SpliceParts(f *Frame) {
	if f.parts == nil {
		return
	}
	f.Paragraph()
	for _, p := range f.parts {
		blocks := p.content()
		b.Page.ownPart(p, blocks)
		f.Blocks = append(f.Blocks, spaced(blocks, f.tight)...)
	}
	f.parts = nil
}

// content is all that is in a part, its nested parts included.
func (p *part) content() []tree.Block {
	p.Paragraph()
	blocks := p.Blocks
	for _, k := range p.parts {
		blocks = append(blocks, k.content()...)
	}
	if p.attr != nil && p.attr.ID != "" {
		// The node that the id was meant for does not come to be.
		a := &tree.Anchor{Pos: p.Pos, ID: p.attr.ID}
		blocks = prependInline(blocks, a)
	}
	return blocks
}

// prependInline puts an inline at the beginning of blocks.
func prependInline(blocks []tree.Block, n tree.Inline) []tree.Block {
	if len(blocks) > 0 {
		if p, ok := blocks[0].(*tree.Paragraph); ok {
			p.Inlines = append([]tree.Inline{n}, p.Inlines...)
			return blocks
		}
	}
	return append([]tree.Block{&tree.Paragraph{Pos: n.Position(), Tight: true, Inlines: []tree.Inline{n}}}, blocks...)
}

// Trim takes white space and soft breaks off both ends.
func Trim(in []tree.Inline) []tree.Inline {
	for len(in) > 0 {
		if t, ok := in[0].(*tree.Text); ok {
			if s := strings.TrimLeft(t.S, " \t\n"); s != "" {
				t.S = s
				break
			}
		} else if br, ok := in[0].(*tree.Break); !ok || br.Hard {
			break
		}
		in = in[1:]
	}
	for len(in) > 0 {
		last := in[len(in)-1]
		if t, ok := last.(*tree.Text); ok {
			if s := strings.TrimRight(t.S, " \t\n"); s != "" {
				t.S = s
				break
			}
		} else if br, ok := last.(*tree.Break); !ok || br.Hard {
			break
		}
		in = in[:len(in)-1]
	}
	return in
}

// flat is the frame's content as inlines.
func (f *Frame) flat(c *Page) []tree.Inline {
	if f.Blocks == nil {
		return Trim(f.inlines)
	}
	f.Paragraph()
	return Trim(c.flatten(flow{Blocks: f.Blocks}))
}

// flatten makes inlines of blocks, for places that hold nothing else; no words are lost.
func (c *Page) flatten(fl flow) []tree.Inline {
	out := fl.inlines
	for _, b := range fl.Blocks {
		in := c.blockInlines(b)
		if len(in) == 0 {
			continue
		}
		if slices.ContainsFunc(out, shows) {
			out = append(out, &tree.Break{Pos: b.Position(), Hard: true})
		}
		out = append(out, in...)
	}
	return out
}

// shows reports whether an inline is more than a place that links lead to.
func shows(n tree.Inline) bool {
	_, anchor := n.(*tree.Anchor)
	return !anchor
}

// blockInlines is the content of one block as inlines. Its ids become anchors.
func (c *Page) blockInlines(b tree.Block) []tree.Inline {
	var out []tree.Inline
	line := func(in []tree.Inline) {
		if len(in) == 0 {
			return
		}
		if slices.ContainsFunc(out, shows) {
			out = append(out, &tree.Break{Pos: in[0].Position(), Hard: true})
		}
		out = append(out, in...)
	}
	var walk func(n tree.Node) bool
	walk = func(n tree.Node) bool {
		c.unname(n)
		for _, id := range tree.AttrOf(n).IDs() {
			a := &tree.Anchor{Pos: n.Position(), ID: id}
			c.Tree.IDs[id] = a
			out = append(out, a)
		}
		switch n := n.(type) {
		case *tree.CodeBlock:
			for l := range strings.Lines(n.Text) {
				if l = strings.TrimSuffix(l, "\n"); l != "" {
					line([]tree.Inline{&tree.Code{Pos: n.Pos, S: l}})
				}
			}
		case *tree.MathBlock:
			line([]tree.Inline{&tree.Math{Pos: n.Pos, TeX: n.TeX}})
		case *tree.RawBlock:
			line([]tree.Inline{&tree.RawInline{Pos: n.Pos, HTML: n.HTML, Inlines: c.flatten(flow{Blocks: n.Blocks})}})
		default:
			line(tree.Inlines(n))
			tree.Children(n, func(k tree.Node) bool {
				if _, ok := k.(tree.Inline); !ok {
					walk(k)
				}
				return true
			})
		}
		return true
	}
	walk(b)
	return out
}

// distribute wraps the words of each block that has any, for inline elements around blocks.
func distribute(blocks []tree.Block, wrap func([]tree.Inline) tree.Inline) []tree.Block {
	var walk func(n tree.Node) bool
	walk = func(n tree.Node) bool {
		switch n := n.(type) {
		case *tree.Paragraph:
			if len(n.Inlines) > 0 {
				n.Inlines = []tree.Inline{wrap(n.Inlines)}
			}
			return true
		case *tree.Heading:
			if len(n.Inlines) > 0 {
				n.Inlines = []tree.Inline{wrap(n.Inlines)}
			}
			return true
		case tree.Inline:
			return true
		}
		return tree.Children(n, walk)
	}
	for _, b := range blocks {
		walk(b)
	}
	return blocks
}

// deep stops a page whose HTML is nested too deep.
func (c *Page) deep(depth int, p tree.Pos) {
	if depth > c.Syntax.Limits.Depth {
		panic(&limit.Error{Limit: "limit-depth", Value: c.Syntax.Limits.Depth, Line: c.line(int(p) - 1), What: fmt.Sprintf("elements nested %d deep", depth)})
	}
}

// line is the line of an offset, from 1.
func (c *Page) line(offset int) int {
	return strings.Count(c.Text[:min(max(0, offset), len(c.Text))], "\n") + 1
}
