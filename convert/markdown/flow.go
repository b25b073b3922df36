package markdown

import (
	"fmt"
	"strings"

	"platen/convert/tree"
)

// A flow is the content of a container: inlines, or blocks when there is a block in it.
type flow struct {
	inlines []tree.Inline
	blocks  []tree.Block
}

// A frame is an HTML element that is open, or the base of a builder.
type frame struct {
	kind    elementKind
	tag     tag
	pos     tree.Pos
	at      int      // the offset of its tag
	end     tree.Pos // where its end tag is; 0 when it has none
	tight   bool     // its paragraphs have no space around them
	lang    string   // of <pre>: the language that <code> in it names
	anchors int      // <a name> that wait for their </a>
	shown   bool     // of <video> and the like: the link is there
	dark    string   // of <picture>: the address for dark screens
	inlines []tree.Inline
	blocks  []tree.Block
	parts   []*part
	waiting []*tree.Anchor // anchors on a line of their own: the next block takes them
}

// A part is a closed element that only its parent element can make use of: a list item, a row, a caption.
type part struct {
	frame
	attr *tree.Attr
}

// A builder collects the content of one goldmark container. HTML elements that are opened in it are
// closed in it: no tag can reach out of a list item, a cell or a paragraph.
type builder struct {
	c          *conv
	base       frame
	stack      []*frame
	borrowed   bool // the base's inlines are a slice of nodes.scratch
	tight      bool // Markdown paragraphs in it have no space around them
	inline     bool // the base holds inlines; a block level builder makes paragraphs of them
	mdStart    int  // Markdown to come: a range of the source
	mdEnd      int
	start, end int // text to come, with escapes resolved: a range of the source …
	buf        []byte
	active     bool // … is there
	spilled    bool // … or is in buf
}

// top is the innermost open element.
func (b *builder) top() *frame {
	if n := len(b.stack); n > 0 {
		return b.stack[n-1]
	}
	return &b.base
}

// markdown adds a range of the source that has escapes and references in it, and maybe web addresses.
func (b *builder) markdown(start, end int) {
	if b.mdEnd == start && b.mdEnd > b.mdStart {
		b.mdEnd = end
		return
	}
	b.resolve()
	b.mdStart, b.mdEnd = start, end
}

// resolve makes text of the Markdown to come.
func (b *builder) resolve() {
	if b.mdEnd == b.mdStart {
		return
	}
	start, end := b.mdStart, b.mdEnd
	b.mdStart, b.mdEnd = 0, 0
	for _, f := range b.c.s.text {
		start = f(b, start, end)
	}
	b.unescape(start, end)
}

// raw adds a range of the source as text.
func (b *builder) raw(start, end int) {
	b.resolve()
	switch {
	case start >= end:
	case !b.active:
		b.start, b.end, b.active = start, end, true
	case !b.spilled && b.end == start:
		b.end = end
	default:
		b.spill()
		b.buf = append(b.buf, b.c.text[start:end]...)
	}
}

// str adds text that is not in the source as such; it came from offset at.
func (b *builder) str(s string, at int) {
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

func (b *builder) spill() {
	if !b.spilled {
		b.buf = append(b.buf[:0], b.c.text[b.start:b.end]...)
		b.spilled = true
	}
}

// flush turns the text to come into a node.
func (b *builder) flush() {
	b.resolve()
	if !b.active {
		return
	}
	s := b.c.text[b.start:b.end]
	if b.spilled {
		s = b.c.arena.intern(b.buf)
		b.spilled = false
	}
	b.active = false
	if s != "" {
		b.appendText(b.c.nodes.text(b.c.pos(b.start), s))
	}
}

// add appends an inline to the innermost element.
func (b *builder) add(n tree.Inline) {
	b.flush()
	f := b.top()
	switch n := n.(type) {
	case *tree.Break:
		if !n.Hard && afterHardBreak(f.inlines) {
			return
		}
		f.trimEnd()
	case *tree.Text:
		b.appendText(n)
		return
	}
	f.inlines = append(f.inlines, n)
}

// trimEnd takes the spaces off the end of a line.
func (f *frame) trimEnd() {
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

// addBlock appends a block to the innermost element.
func (b *builder) addBlock(n tree.Block) {
	b.flush()
	f := b.top()
	f.paragraph()
	if p, ok := n.(*tree.Paragraph); ok && onlyAnchors(p.Inlines) {
		b.c.anchorLine(f, p)
		return
	}
	if f.waiting != nil {
		b.c.attach(f, n)
	}
	f.blocks = append(f.blocks, n)
}

// appendText appends text, merged with the text before it.
func (b *builder) appendText(t *tree.Text) {
	f := b.top()
	if n := len(f.inlines); n > 0 {
		if last, ok := f.inlines[n-1].(*tree.Text); ok {
			last.S = b.c.join(last, t)
			return
		}
	}
	f.inlines = append(f.inlines, t)
}

// join is the text of two nodes that touch: a substring of the page where it can be.
func (c *conv) join(a, b *tree.Text) string {
	start := int(a.Pos) - 1 - c.base
	end := start + len(a.S) + len(b.S)
	if c.pieces == nil && a.Pos > 0 && end <= len(c.text) && c.text[start:start+len(a.S)] == a.S && c.text[start+len(a.S):end] == b.S {
		return c.text[start:end]
	}
	return a.S + b.S
}

// addFlow appends what a nested container held.
func (b *builder) addFlow(fl flow) {
	for _, n := range fl.inlines {
		b.add(n)
	}
	for _, n := range fl.blocks {
		b.addBlock(n)
	}
}

// paragraph turns the frame's inlines into a paragraph.
func (f *frame) paragraph() {
	if f.inlines == nil {
		return
	}
	in := trim(f.inlines)
	f.inlines = nil
	if len(in) > 0 {
		f.blocks = append(f.blocks, &tree.Paragraph{Pos: in[0].Position(), Tight: f.tight, Inlines: in})
	}
}

// finish closes all elements and returns the content.
func (b *builder) finish() flow {
	b.flush()
	for len(b.stack) > 0 {
		b.close(0)
	}
	b.flush()
	f := &b.base
	b.spliceParts(f)
	if !b.inline || f.blocks != nil || f.waiting != nil {
		f.paragraph()
		f.settle(b.c)
		return flow{blocks: f.blocks}
	}
	if b.borrowed {
		kept := b.c.nodes.inlines.keep(f.inlines)
		b.c.nodes.giveBack(f.inlines)
		return flow{inlines: kept}
	}
	return flow{inlines: f.inlines}
}

// spliceParts turns parts that have no parent element (an <li> outside of a list) into blocks.
func (b *builder) spliceParts(f *frame) {
	if f.parts == nil {
		return
	}
	f.paragraph()
	for _, p := range f.parts {
		blocks := p.content()
		b.c.ownPart(p, blocks)
		f.blocks = append(f.blocks, blocks...)
	}
	f.parts = nil
}

// content is all that is in a part, its nested parts included.
func (p *part) content() []tree.Block {
	p.paragraph()
	blocks := p.blocks
	for _, k := range p.parts {
		blocks = append(blocks, k.content()...)
	}
	if p.attr != nil && p.attr.ID != "" {
		// The node that the id was meant for does not come to be.
		a := &tree.Anchor{Pos: p.pos, ID: p.attr.ID}
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

// trim takes white space and soft breaks off both ends.
func trim(in []tree.Inline) []tree.Inline {
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
func (f *frame) flat(c *conv) []tree.Inline {
	if f.blocks == nil {
		return trim(f.inlines)
	}
	f.paragraph()
	return trim(c.flatten(flow{blocks: f.blocks}))
}

// flatten makes inlines of blocks, for places that hold nothing else; no words are lost.
func (c *conv) flatten(fl flow) []tree.Inline {
	out := fl.inlines
	for _, b := range fl.blocks {
		in := c.blockInlines(b)
		if len(in) == 0 {
			continue
		}
		if len(out) > 0 {
			out = append(out, &tree.Break{Pos: b.Position(), Hard: true})
		}
		out = append(out, in...)
	}
	return out
}

// blockInlines is the content of one block as inlines. Its ids become anchors.
func (c *conv) blockInlines(b tree.Block) []tree.Inline {
	var out []tree.Inline
	line := func(in []tree.Inline) {
		if len(in) == 0 {
			return
		}
		if len(out) > 0 {
			out = append(out, &tree.Break{Pos: in[0].Position(), Hard: true})
		}
		out = append(out, in...)
	}
	var walk func(n tree.Node) bool
	walk = func(n tree.Node) bool {
		c.unname(n)
		for _, id := range tree.AttrOf(n).IDs() {
			a := &tree.Anchor{Pos: n.Position(), ID: id}
			c.p.IDs[id] = a
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
			line([]tree.Inline{&tree.RawInline{Pos: n.Pos, HTML: n.HTML, Inlines: c.flatten(flow{blocks: n.Blocks})}})
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
func (c *conv) deep(depth int, p tree.Pos) {
	if depth > c.s.Limits.Depth {
		panic(&LimitError{Limit: "limit-depth", Value: c.s.Limits.Depth, Line: c.line(int(p) - 1), What: fmt.Sprintf("elements nested %d deep", depth)})
	}
}

// line is the line of an offset, from 1.
func (c *conv) line(offset int) int {
	return strings.Count(c.text[:min(max(0, offset), len(c.text))], "\n") + 1
}
