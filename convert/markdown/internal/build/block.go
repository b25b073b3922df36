package build

import (
	"slices"
	"sort"
	"strings"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
	gtext "github.com/yuin/goldmark/text"

	"platen/convert/tree"
)

// Blocks converts the block children of n. tight says that its paragraphs have no space around them.
func (c *Page) Blocks(n ast.Node, tight bool) []tree.Block {
	c.depth++
	c.deep(c.depth-1, c.PosOf(n))
	b := c.builder(false)
	b.tight, b.base.tight = tight, tight
	for k := n.FirstChild(); k != nil; k = k.NextSibling() {
		b.Block(k)
		if len(b.stack) > 0 {
			b.endDroppedIn(k)
		}
	}
	c.depth--
	blocks := b.Finish().Blocks
	c.done(b)
	for _, f := range c.Syntax.hooks.blocks {
		blocks = f(c, blocks)
	}
	return c.nodes.blocks.keep(blocks)
}

// Block adds the conversion of n.
func (b *Builder) Block(n ast.Node) {
	c := b.Page
	for _, f := range c.Syntax.block {
		if f(b, n) {
			return
		}
	}
	switch n := n.(type) {
	case *ast.Paragraph:
		b.TextBlock(n, b.tight)
	case *ast.TextBlock:
		b.TextBlock(n, true)
	case *ast.Heading:
		b.AddBlock(c.heading(n))
	case *ast.ThematicBreak:
		b.AddBlock(&tree.Rule{Pos: c.PosOf(n)})
	case *ast.CodeBlock:
		code := &tree.CodeBlock{Pos: c.PosOf(n), Text: c.Lines(n.Lines())}
		b.AddBlock(c.codeHooks(code))
	case *ast.FencedCodeBlock:
		b.AddBlock(c.Fenced(n))
	case *ast.Blockquote:
		q := &tree.Quote{Pos: c.PosOf(n), Blocks: c.Blocks(n, false)}
		for _, f := range c.Syntax.quote {
			if n := f(c, q); n != nil {
				b.AddBlock(n)
				return
			}
		}
		b.AddBlock(q)
	case *ast.List:
		b.AddBlock(c.list(n))
	case *ast.HTMLBlock:
		b.rawBlock(n)
	case *east.Table:
		b.AddBlock(c.table(n))
	case *east.DefinitionList:
		b.AddBlock(c.definitionList(n))
	case *ast.LinkReferenceDefinition:
	case node:
		n.Build(b)
	default:
		for k := n.FirstChild(); k != nil; k = k.NextSibling() {
			b.Block(k)
		}
	}
}

// TextBlock adds a paragraph. HTML blocks in it split it.
func (b *Builder) TextBlock(n ast.Node, tight bool) {
	fl := b.Page.Flow(n, tight)
	if fl.Blocks != nil {
		b.AddFlow(fl)
		return
	}
	fl.inlines = lineEnds(fl.inlines)
	if len(fl.inlines) == 0 { // comments and stray tags alone
		return
	}
	p := b.Page.nodes.paragraph(b.Page.PosOf(n), tight, fl.inlines)
	for _, f := range b.Page.Syntax.paragraph {
		if f(b, p) {
			return
		}
	}
	if len(p.Inlines) > 0 {
		b.AddBlock(p)
	}
}

// lineEnds takes line ends off the two ends of a paragraph and makes one of two: what stood alone on a line is gone, a tag or
// an id that the page has already.
func lineEnds(in []tree.Inline) []tree.Inline {
	soft := func(n tree.Inline) bool {
		br, ok := n.(*tree.Break)
		return ok && !br.Hard
	}
	for len(in) > 0 && soft(in[0]) {
		in = in[1:]
	}
	for len(in) > 0 && soft(in[len(in)-1]) {
		in = in[:len(in)-1]
	}
	return slices.CompactFunc(in, func(a, b tree.Inline) bool { return soft(a) && soft(b) })
}

// Fenced converts fenced code.
func (c *Page) Fenced(n *ast.FencedCodeBlock) tree.Block {
	b := &tree.CodeBlock{Pos: c.PosOf(n), Text: c.Lines(n.Lines())}
	c.fenceClosed(n)
	if n.Info == nil {
		return b
	}
	b.Info = c.Unescape(n.Info.Segment.Value(c.Source))
	b.Lang = Language(b.Info)
	return c.codeHooks(b)
}

// codeHooks is what extensions make of code.
func (c *Page) codeHooks(b *tree.CodeBlock) tree.Block {
	for _, f := range c.Syntax.code {
		if n := f(c, b); n != nil {
			return n
		}
	}
	return b
}

// Language is the language that an info string names: its first word, up to a comma ("rust,editable").
func Language(info string) string {
	if i := strings.IndexAny(info, " \t,"); i >= 0 {
		info = info[:i]
	}
	return info
}

// rawBlock adds an HTML block.
func (b *Builder) rawBlock(n *ast.HTMLBlock) {
	c := b.Page
	ls := n.Lines()
	if ls.Len() == 0 && !n.HasClosure() {
		return
	}
	segments := ls.Sliced(0, ls.Len())
	if n.HasClosure() {
		segments = append(segments[:len(segments):len(segments)], n.ClosureLine)
	}
	s, at := c.Joined(segments)
	c.htmlClosed(n, s)
	if c.Syntax.AllowHTML {
		fragment := Builder{Page: c}
		fragment.HTML(s, at)
		b.AddBlock(&tree.RawBlock{Pos: c.PosOf(n), HTML: s, Blocks: fragment.Finish().Blocks})
		return
	}
	skip := 0
	switch n.HTMLBlockType {
	case ast.HTMLBlockType3: // HTML would end <? … ?> and <![CDATA[ … ]]> at the first >
		skip = endOf(s, "?>")
	case ast.HTMLBlockType5:
		skip = endOf(s, "]]>")
	}
	open := len(b.stack)
	b.HTML(s[skip:], func(i int) int { return at(skip + i) })
	if n.HTMLBlockType == ast.HTMLBlockType1 { // ends with any of its end tags: <style><script></script>
		if i := b.dropping(); i >= open {
			b.closeTo(i)
		}
	}
	if len(b.stack) == 0 && !b.inline { // what comes behind a blank line is another paragraph
		b.Flush()
		b.endParagraph(&b.base)
	}
}

// dropping is the place of the innermost open element that drops what is in it, -1 when there is none.
func (b *Builder) dropping() int {
	for i := len(b.stack) - 1; i >= 0; i-- {
		if b.stack[i].Kind == Dropped {
			return i
		}
	}
	return -1
}

// endDroppedIn closes a style or script element whose end tag stands in the text of n: the HTML block that it began in
// ended at an empty line, and browsers read on to the end tag wherever it is.
func (b *Builder) endDroppedIn(n ast.Node) {
	i := b.dropping()
	if _, ok := n.(*ast.HTMLBlock); ok || i < 0 || n.Type() != ast.TypeBlock {
		return
	}
	lines := n.Lines()
	for l := range lines.Len() {
		at := lines.At(l)
		if strings.Contains(strings.ToLower(string(at.Value(b.Page.Source))), "</"+b.stack[i].Tag.Name) {
			b.closeTo(i)
			return
		}
	}
}

// endOf is the offset behind the first mark in s, or the end of s.
func endOf(s, mark string) int {
	if i := strings.Index(s, mark); i >= 0 {
		return i + len(mark)
	}
	return len(s)
}

// FragmentInlines is raw HTML of a line as nodes.
func (c *Page) FragmentInlines(raw string, at int) []tree.Inline {
	b := Builder{Page: c, inline: true}
	b.HTML(raw, func(i int) int { return at + i })
	return c.flatten(b.Finish())
}

// Joined is the text of lines, with a function from an offset in it to one in the page.
func (c *Page) Joined(ls []gtext.Segment) (string, func(int) int) {
	first, last := ls[0], ls[len(ls)-1]
	touch := first.Padding == 0
	for i := 1; touch && i < len(ls); i++ {
		touch = ls[i].Padding == 0 && ls[i].Start == ls[i-1].Stop
	}
	if touch {
		return c.Text[first.Start:last.Stop], func(i int) int { return first.Start + i }
	}
	var buf strings.Builder
	starts := make([]int, len(ls))
	for i, s := range ls {
		for range s.Padding {
			buf.WriteByte(' ')
		}
		starts[i] = buf.Len()
		buf.WriteString(c.Text[s.Start:s.Stop])
	}
	return buf.String(), func(off int) int {
		i := max(0, sort.SearchInts(starts, off+1)-1)
		return min(ls[i].Start+max(0, off-starts[i]), ls[i].Stop)
	}
}

// Lines is the text of a code block's lines, a substring of the page when they touch.
func (c *Page) Lines(ls *gtext.Segments) string {
	if ls.Len() == 0 {
		return ""
	}
	s, _ := c.Joined(ls.Sliced(0, ls.Len()))
	if !strings.HasSuffix(s, "\n") {
		s += "\n"
	}
	return s
}

func (c *Page) list(n *ast.List) tree.Block {
	l := &tree.List{Pos: c.PosOf(n), Ordered: n.IsOrdered(), Tight: n.IsTight, Start: n.Start, Style: styleOf(n)}
	l.Items = c.nodes.listItems.take(n.ChildCount())[:0]
	for k := n.FirstChild(); k != nil; k = k.NextSibling() {
		it := c.nodes.items.make()
		it.Pos = c.PosOf(k)
		if t := k.FirstChild(); t != nil {
			if box, ok := t.FirstChild().(*east.TaskCheckBox); ok {
				it.Task = tree.Todo
				if box.IsChecked {
					it.Task = tree.Done
				}
			}
		}
		c.items++
		it.Blocks = c.Blocks(k, n.IsTight)
		c.items--
		l.Items = append(l.Items, it)
	}
	return l
}

func (c *Page) definitionList(n *east.DefinitionList) tree.Block {
	l := &tree.DefinitionList{Pos: c.PosOf(n)}
	var cur *tree.Definition
	for k := n.FirstChild(); k != nil; k = k.NextSibling() {
		term, isTerm := k.(*east.DefinitionTerm)
		if cur == nil || isTerm && len(cur.Bodies) > 0 {
			cur = &tree.Definition{Pos: c.PosOf(k)}
			l.Items = append(l.Items, cur)
		}
		if isTerm {
			t := &tree.Term{Pos: c.PosOf(k), Inlines: c.Inlines(term)}
			if t.Pos == 0 && len(t.Inlines) > 0 {
				t.Pos = t.Inlines[0].Position()
				if cur.Pos == 0 {
					cur.Pos = t.Pos
				}
			}
			cur.Terms = append(cur.Terms, t)
			c.terms = append(c.terms, t)
			continue
		}
		d, _ := k.(*east.DefinitionDescription)
		cur.Bodies = append(cur.Bodies, loosened(c.Blocks(k, d != nil && d.IsTight)))
	}
	return l
}

// loosened gives the paragraphs of a definition space around them when two of them follow each other: nothing else would tell
// them apart.
func loosened(body []tree.Block) []tree.Block {
	for i, n := range body {
		if _, ok := n.(*tree.Paragraph); ok && i > 0 {
			if _, ok := body[i-1].(*tree.Paragraph); ok {
				return spaced(body, false)
			}
		}
	}
	return body
}

// spaced says of the paragraphs among blocks whether they have no space around them.
func spaced(blocks []tree.Block, tight bool) []tree.Block {
	for _, n := range blocks {
		if p, ok := n.(*tree.Paragraph); ok {
			p.Tight = tight
		}
	}
	return blocks
}

// gathered is what extensions make of blocks that stand beside each other.
func (c *Page) gathered(blocks []tree.Block) []tree.Block {
	for _, gather := range c.Syntax.hooks.blocks {
		blocks = gather(c, blocks)
	}
	return blocks
}

// gather makes blocks of what a part holds.
func (p *part) gather(c *Page) {
	p.Paragraph()
	p.Blocks = c.gathered(p.Blocks)
}
