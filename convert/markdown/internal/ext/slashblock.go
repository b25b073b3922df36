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
	"platen/convert/tree"
)

var SlashBlocks = build.Extension{
	Name: "slash_blocks", Doc: "Notes, tabs and containers between /// lines (PyMdown Extensions)",
	Parsers: func(p *build.Parsers) { p.Block(85, slashParser{build.Starts{Bytes: "/", Interrupts: true}}) },
	Seen: build.Sign{Starts: "/", Look: func(s *build.Sight) {
		words, ok := strings.CutPrefix(string(s.Line), "/// ")
		if word, _, _ := strings.Cut(words, "|"); ok && lex.IsNoteName(strings.TrimSpace(word)) {
			s.Found()
		}
	}},
}

// slashParser reads the blocks between /// lines (PyMdown Extensions, Blocks): "/// note | Title", options in lines
// that are indented by four, the content, and "///".
type slashParser struct{ build.Starts }

// A slashBlock is such a block.
type slashBlock struct {
	build.Region
	slashes int
	options bool // lines of options may still come
	keys    []tree.Key
}

func (slashParser) Open(_ ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	line, segment := reader.PeekLine()
	at := pc.BlockOffset()
	if at < 0 || segment.Padding > 0 || build.OpenRegions(pc) >= build.MaxRegions {
		return nil, parser.NoChildren
	}
	head := lex.TrimLine(line, at)
	slashes := lex.Run(head, '/')
	if slashes < 3 {
		return nil, parser.NoChildren
	}
	name, title, hasTitle := bytes.Cut(head[slashes:], []byte("|"))
	name = bytes.TrimSpace(name)
	if len(name) == 0 || !lex.IsLetter(name[0]) || slices.ContainsFunc(name, func(b byte) bool { return !lex.IsNameByte(b) }) {
		return nil, parser.NoChildren
	}
	n := &slashBlock{Region: build.Region{Name: strings.ToLower(string(name))}, slashes: slashes, options: true}
	if hasTitle {
		stop := segment.Start + at + len(head)
		n.Start, n.Stop = stop-len(title), stop
		n.SetTitle(reader.Source(), n.Start, n.Stop)
	}
	reader.AdvanceToEOL()
	return n, parser.NoChildren
}

func (slashParser) Continue(node ast.Node, reader text.Reader, pc parser.Context) parser.State {
	n := node.(*slashBlock)
	if n.options {
		line, _ := reader.PeekLine()
		w, at := util.IndentWidth(line, reader.LineOffset())
		key, value, ok := strings.Cut(string(lex.TrimLine(line, min(at, len(line)))), ":")
		if w >= 4 && ok && key != "" && !util.IsBlank(line) && len(n.keys) < 20 {
			n.keys = append(n.keys, tree.Key{Name: strings.ToLower(key), Value: unquote(strings.TrimSpace(value))})
			reader.AdvanceToEOL()
			return parser.Continue | parser.NoChildren
		}
		n.options = false
	}
	return build.ContinueRegion(&n.Region, slashCloser, reader, pc)
}

// slashCloser finds the region that a line of slashes closes: the innermost with as many.
func slashCloser(line []byte, pc parser.Context) *build.Region {
	line = bytes.Trim(line, " \t\r\n")
	slashes := lex.Run(line, '/')
	if slashes < 3 || slashes != len(line) {
		return nil
	}
	for _, b := range slices.Backward(pc.OpenedBlocks()) {
		if n, ok := b.Node.(*slashBlock); ok && n.slashes == slashes {
			return &n.Region
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
func (n *slashBlock) Build(b *build.Builder) {
	c := b.Page
	p := c.PosOf(n)
	c.Unclosed(&n.Region, p, strings.Repeat("/", n.slashes)+" "+lex.Short(n.Name))
	switch n.Name {
	case "admonition":
		kind := strings.ToLower(n.option("type"))
		if kind == "" || strings.ContainsAny(kind, " \t\"'<>&") {
			kind = "note"
		}
		b.NoteRegion(n, c.Clean(kind), c.RegionTitle(&n.Region), nil)
	case "details":
		title := c.RegionTitle(&n.Region)
		if title == nil {
			title = build.PlainWords(p, "Details")
		}
		b.DetailsRegion(n, title, strings.EqualFold(n.option("open"), "true"))
	case "tab":
		slashTab(b, n)
	case "html":
		slashHTML(b, n)
	case "define":
		slashDefine(b, n)
	case "caption", "figure-caption", "table-caption":
		slashCaption(b, n)
	default:
		b.NoteRegion(n, n.Name, c.RegionTitle(&n.Region), nil)
	}
}

// slashTab adds a tab to the group before it, or a group.
func slashTab(b *build.Builder, n *slashBlock) {
	c := b.Page
	t := c.NewTab(c.PosOf(n), c.RegionTitle(&n.Region))
	t.Blocks = c.Blocks(n, false)
	last, ok := n.PreviousSibling().(*slashBlock)
	b.AddTab(t, ok && last.Name == "tab" && !strings.EqualFold(n.option("new"), "true"))
}

// slashHTML adds a container that is named as in a style sheet: "div.result#id".
func slashHTML(b *build.Builder, n *slashBlock) {
	c := b.Page
	name := strings.TrimSpace(c.Text[n.Start:n.Stop])
	c.Forget(c.RegionTitle(&n.Region))
	name, _, _ = strings.Cut(name, "[")
	if name == "figure" {
		b.AddBlock(&tree.Figure{Pos: c.PosOf(n), Blocks: c.Blocks(n, false)})
		return
	}
	d := &tree.Div{Pos: c.PosOf(n), Attr: &tree.Attr{}}
	for i := strings.IndexAny(name, ".#"); i >= 0; {
		rest := name[i+1:]
		end := strings.IndexAny(rest, ".#")
		word := rest
		if end >= 0 {
			word = rest[:end]
		}
		if id := c.Clean(build.CleanID(word)); name[i] == '#' && c.Claim(id, d, d.Pos) {
			d.Attr.ID = id
		} else if name[i] == '.' && word != "" {
			d.Attr.Classes = append(d.Attr.Classes, word)
		}
		if end < 0 {
			break
		}
		name, i = rest, end
	}
	d.Blocks = c.Blocks(n, false)
	b.AddBlock(d)
}

// slashDefine adds a definition list: paragraphs are terms, the list after them has their definitions.
func slashDefine(b *build.Builder, n *slashBlock) {
	c := b.Page
	c.Forget(c.RegionTitle(&n.Region))
	l := &tree.DefinitionList{Pos: c.PosOf(n)}
	var cur *tree.Definition
	for _, blk := range c.Blocks(n, false) {
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
		b.AddBlock(l)
	}
}

// slashCaption makes a block's content the caption of the block before.
func slashCaption(b *build.Builder, n *slashBlock) {
	c := b.Page
	c.Forget(c.RegionTitle(&n.Region))
	caption := c.Blocks(n, true)
	b.Flush()
	f := b.Top()
	f.Paragraph()
	if k := len(f.Blocks) - 1; k >= 0 && len(caption) > 0 {
		switch last := f.Blocks[k].(type) {
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
		switch last := f.Blocks[k].(type) {
		case *tree.Heading, *tree.Rule:
		default:
			f.Blocks[k] = &tree.Figure{Pos: last.Position(), Blocks: []tree.Block{last}, Caption: caption}
			return
		}
	}
	for _, blk := range caption {
		b.AddBlock(blk)
	}
}
