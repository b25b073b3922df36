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

var slashBlocks = extn{
	Name: "slash_blocks", Doc: "Notes, tabs and containers between /// lines (PyMdown Extensions)",
	Parsers: func(p *parsers) { p.Block(85, slashParser{}) },
}

// slashParser reads the blocks between /// lines (PyMdown Extensions, Blocks): "/// note | Title", options in lines
// that are indented by four, the content, and "///".
type slashParser struct{}

// A slashBlock is such a block.
type slashBlock struct {
	region
	slashes int
	options bool // lines of options may still come
	keys    []tree.Key
}

func (slashParser) Trigger() []byte             { return []byte{'/'} }
func (slashParser) CanInterruptParagraph() bool { return true }
func (slashParser) CanAcceptIndentedLine() bool { return false }

func (slashParser) Open(_ ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	line, segment := reader.PeekLine()
	at := pc.BlockOffset()
	if at < 0 || segment.Padding > 0 || openRegions(pc) >= maxRegions {
		return nil, parser.NoChildren
	}
	head := trimLine(line, at)
	slashes := run(head, '/')
	if slashes < 3 {
		return nil, parser.NoChildren
	}
	name, title, hasTitle := bytes.Cut(head[slashes:], []byte("|"))
	name = bytes.TrimSpace(name)
	if len(name) == 0 || !isLetter(name[0]) || slices.ContainsFunc(name, func(b byte) bool { return !isNameByte(b) }) {
		return nil, parser.NoChildren
	}
	n := &slashBlock{region: region{Name: strings.ToLower(string(name))}, slashes: slashes, options: true}
	if hasTitle {
		stop := segment.Start + at + len(head)
		n.Start, n.Stop = stop-len(title), stop
		n.setTitle(reader.Source(), n.Start, n.Stop)
	}
	reader.AdvanceToEOL()
	return n, parser.NoChildren
}

func (slashParser) Continue(node ast.Node, reader text.Reader, pc parser.Context) parser.State {
	n := node.(*slashBlock)
	if n.options {
		line, _ := reader.PeekLine()
		w, at := util.IndentWidth(line, reader.LineOffset())
		key, value, ok := strings.Cut(string(trimLine(line, min(at, len(line)))), ":")
		if w >= 4 && ok && key != "" && !util.IsBlank(line) && len(n.keys) < 20 {
			n.keys = append(n.keys, tree.Key{Name: strings.ToLower(key), Value: unquote(strings.TrimSpace(value))})
			reader.AdvanceToEOL()
			return parser.Continue | parser.NoChildren
		}
		n.options = false
	}
	return continueRegion(&n.region, slashCloser, reader, pc)
}

func (slashParser) Close(ast.Node, text.Reader, parser.Context) {}

// slashCloser finds the region that a line of slashes closes: the innermost with as many.
func slashCloser(line []byte, pc parser.Context) *region {
	line = bytes.Trim(line, " \t\r\n")
	slashes := run(line, '/')
	if slashes < 3 || slashes != len(line) {
		return nil
	}
	for _, b := range slices.Backward(pc.OpenedBlocks()) {
		if n, ok := b.Node.(*slashBlock); ok && n.slashes == slashes {
			return &n.region
		}
	}
	return nil
}

// option is the value of one of a block's options.
func (n *slashBlock) option(name string) string {
	for _, k := range n.keys {
		if k.Name == name {
			return k.Value
		}
	}
	return ""
}

// Build adds what a block is by its name.
func (n *slashBlock) Build(b *builder) {
	c := b.c
	p := c.nodePos(n)
	c.unclosed(&n.region, p, strings.Repeat("/", n.slashes)+" "+short(n.Name))
	switch n.Name {
	case "admonition":
		kind := strings.ToLower(n.option("type"))
		if kind == "" || strings.ContainsAny(kind, " \t\"'<>&") {
			kind = "note"
		}
		b.noteRegion(n, c.clean(kind), c.regionTitle(&n.region), nil)
	case "details":
		title := c.regionTitle(&n.region)
		if title == nil {
			title = plainWords(p, "Details")
		}
		b.detailsRegion(n, title, strings.EqualFold(n.option("open"), "true"))
	case "tab":
		b.slashTab(n)
	case "html":
		b.slashHTML(n)
	case "define":
		b.slashDefine(n)
	case "caption", "figure-caption", "table-caption":
		b.slashCaption(n)
	default:
		b.noteRegion(n, n.Name, c.regionTitle(&n.region), nil)
	}
}

// slashTab adds a tab to the group before it, or a group.
func (b *builder) slashTab(n *slashBlock) {
	c := b.c
	t := c.newTab(c.nodePos(n), c.regionTitle(&n.region))
	t.Blocks = c.blocks(n, false)
	last, ok := n.PreviousSibling().(*slashBlock)
	b.addTab(t, ok && last.Name == "tab" && !strings.EqualFold(n.option("new"), "true"))
}

// slashHTML adds a container that is named as in a style sheet: "div.result#id".
func (b *builder) slashHTML(n *slashBlock) {
	c := b.c
	name := strings.TrimSpace(c.text[n.Start:n.Stop])
	c.forget(c.regionTitle(&n.region))
	name, _, _ = strings.Cut(name, "[")
	if name == "figure" {
		b.addBlock(&tree.Figure{Pos: c.nodePos(n), Blocks: c.blocks(n, false)})
		return
	}
	d := &tree.Div{Pos: c.nodePos(n), Attr: &tree.Attr{}}
	for i := strings.IndexAny(name, ".#"); i >= 0; {
		rest := name[i+1:]
		end := strings.IndexAny(rest, ".#")
		word := rest
		if end >= 0 {
			word = rest[:end]
		}
		if id := c.clean(cleanID(word)); name[i] == '#' && c.claim(id, d, d.Pos) {
			d.Attr.ID = id
		} else if name[i] == '.' && word != "" {
			d.Attr.Classes = append(d.Attr.Classes, word)
		}
		if end < 0 {
			break
		}
		name, i = rest, end
	}
	d.Blocks = c.blocks(n, false)
	b.addBlock(d)
}

// slashDefine adds a definition list: paragraphs are terms, the list after them has their definitions.
func (b *builder) slashDefine(n *slashBlock) {
	c := b.c
	c.forget(c.regionTitle(&n.region))
	l := &tree.DefinitionList{Pos: c.nodePos(n)}
	var cur *tree.Definition
	for _, blk := range c.blocks(n, false) {
		switch blk := blk.(type) {
		case *tree.Paragraph:
			if cur == nil || len(cur.Bodies) > 0 {
				cur = &tree.Definition{Pos: blk.Pos}
				l.Items = append(l.Items, cur)
			}
			cur.Terms = append(cur.Terms, &tree.Term{Pos: blk.Pos, Inlines: blk.Inlines})
		case *tree.List:
			if cur == nil {
				cur = &tree.Definition{Pos: blk.Pos}
				l.Items = append(l.Items, cur)
			}
			for _, it := range blk.Items {
				cur.Bodies = append(cur.Bodies, it.Blocks)
			}
		default:
			if cur == nil {
				cur = &tree.Definition{Pos: blk.Position()}
				l.Items = append(l.Items, cur)
			}
			cur.Bodies = append(cur.Bodies, []tree.Block{blk})
		}
	}
	if len(l.Items) > 0 {
		b.addBlock(l)
	}
}

// slashCaption makes a block's content the caption of the block before.
func (b *builder) slashCaption(n *slashBlock) {
	c := b.c
	c.forget(c.regionTitle(&n.region))
	caption := c.blocks(n, true)
	b.flush()
	f := b.top()
	f.paragraph()
	if k := len(f.blocks) - 1; k >= 0 && len(caption) > 0 {
		switch last := f.blocks[k].(type) {
		case *tree.Table:
			if last.Caption == nil {
				last.Caption = caption
				return
			}
		case *tree.Figure:
			if last.Caption == nil {
				last.Caption = caption
				return
			}
		}
		switch last := f.blocks[k].(type) {
		case *tree.Heading, *tree.Rule:
		default:
			f.blocks[k] = &tree.Figure{Pos: last.Position(), Blocks: []tree.Block{last}, Caption: caption}
			return
		}
	}
	for _, blk := range caption {
		b.addBlock(blk)
	}
}
