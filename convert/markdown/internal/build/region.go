package build

import (
	"bytes"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"platen/convert/markdown/internal/lex"
	"platen/convert/tree"
)

// MaxRegions is how many regions nest; what would open one more is text. Each line of a page costs a step for
// each region that is open.
const MaxRegions = 16

// kindRegion is goldmark's number for a region; it is set once.
var kindRegion = ast.NewNodeKind("Region")

// A Region is a container between a line that opens it and one that closes it. A title is its first child, a
// TextBlock.
type Region struct {
	ast.BaseBlock
	Name     string // as written: "note", "TabItem"
	Start    int    // the opening line's mark: offsets in the source
	Stop     int
	HasTitle bool
	Dedent   bool // the indentation of its lines means nothing
	Void     bool // has no content
	Ending   bool // its end tag stands behind words of the line at hand
	Closed   bool // its closing line was there
	indent   int  // columns taken off each line, one more than they are; 0 before the first one
	over     bool // it ended on the line before
}

// Base returns the region that a node has in it.
func (n *Region) Base() *Region { return n }

// RegionOf returns the region that a node is, nil for others.
func RegionOf(n ast.Node) *Region {
	if r, ok := n.(interface{ Base() *Region }); ok {
		return r.Base()
	}
	return nil
}

// A stray is a closing line that closes nothing.
type stray struct{ Region }

// NewStray returns a stray as it is written.
func NewStray(s string) *stray { return &stray{Region{Name: s, Void: true}} }

// Build reports it.
func (n *stray) Build(b *Builder) {
	b.Page.Report(b.Page.PosOf(n), tree.Info, tree.Unclosed, lex.Short(n.Name)+" closes nothing and is left out", "")
}

func (n *Region) Kind() ast.NodeKind { return kindRegion }

func (n *Region) Dump(src []byte, level int) {
	ast.DumpHelper(n, src, level, map[string]string{"Name": n.Name}, nil)
}

// SetTitle makes source[start:stop] the title.
func (n *Region) SetTitle(src []byte, start, stop int) {
	s := text.NewSegment(start, stop)
	s = s.TrimLeftSpace(src)
	s = s.TrimRightSpace(src)
	if s.Len() == 0 {
		return
	}
	title := ast.NewTextBlock()
	title.Lines().Append(s)
	title.SetPos(s.Start)
	n.AppendChild(n, title)
	n.HasTitle = true
}

// OpenRegions counts the regions that are open.
func OpenRegions(pc parser.Context) int {
	n := 0
	for _, b := range pc.OpenedBlocks() {
		if RegionOf(b.Node) != nil {
			n++
		}
	}
	return n
}

// inRaw reports whether the line at hand belongs to code or HTML, where no region ends.
func inRaw(line []byte, reader text.Reader, pc parser.Context) bool {
	switch n := pc.LastOpenedBlock().Node.(type) {
	case *ast.FencedCodeBlock:
		return true
	case *ast.HTMLBlock:
		return !endsAnywhere(n, reader.Source())
	case *ast.CodeBlock:
		w, _ := util.IndentWidth(line, reader.LineOffset())
		return w > 3
	}
	return false
}

// endsAnywhere reports whether the line behind the last one of an HTML block may close a region: the block would go on to
// the next blank line (kinds 6 and 7 of CommonMark 0.31.2, 4.6), or has ended on its only line.
func endsAnywhere(n *ast.HTMLBlock, src []byte) bool {
	var end string
	switch n.HTMLBlockType {
	case ast.HTMLBlockType6, ast.HTMLBlockType7:
		return true
	case ast.HTMLBlockType1:
		end = "</"
	case ast.HTMLBlockType2:
		end = "-->"
	case ast.HTMLBlockType3:
		end = "?>"
	case ast.HTMLBlockType4:
		end = ">"
	case ast.HTMLBlockType5:
		end = "]]>"
	}
	if n.Lines().Len() != 1 {
		return false
	}
	first := n.Lines().At(0)
	return bytes.Contains(first.Value(src), []byte(end))
}

// A closer finds the open region that a line closes, the outermost one when it closes several, or nil.
type closer func(line []byte, pc parser.Context) *Region

// ContinueRegion is Continue for all regions.
func ContinueRegion(n *Region, closes closer, reader text.Reader, pc parser.Context) parser.State {
	line, _ := reader.PeekLine()
	switch {
	case n.Void || n.over:
		return parser.Close
	case util.IsBlank(line):
		return parser.Continue | parser.HasChildren
	case inRaw(line, reader, pc):
	case n.Ending:
	case closes(line, pc) == n:
		n.Closed = true
		reader.AdvanceToEOL()
		return parser.Close
	}
	if n.Ending {
		n.Ending, n.over, n.Closed = false, true, true
	}
	if n.Dedent {
		w, _ := util.IndentWidth(line, reader.LineOffset())
		if n.indent == 0 {
			n.indent = w + 1
		}
		if w = min(w, n.indent-1); w > 0 {
			at, padding := util.IndentPosition(line, reader.LineOffset(), w)
			reader.AdvanceAndSetPadding(at, padding)
		}
	}
	return parser.Continue | parser.HasChildren
}

// RegionTitle converts a region's title and takes it off the region.
func (c *Page) RegionTitle(n *Region) []tree.Inline {
	if !n.HasTitle {
		return nil
	}
	first := n.FirstChild()
	in := c.Inlines(first)
	n.RemoveChild(n, first)
	n.HasTitle = false
	return in
}

// Unclosed reports a region that goes on to the end of what it stands in.
func (c *Page) Unclosed(n *Region, p tree.Pos, what string) {
	if !n.Closed && !n.Void {
		c.Report(p, tree.Warning, tree.Unclosed, what+" is not closed and goes on to the end", "")
	}
}

// NoteRegion adds a note of a region's kind, title and content.
func (b *Builder) NoteRegion(n ast.Node, kind string, title []tree.Inline, attr *tree.Attr) {
	c := b.Page
	a := &tree.Admonition{Pos: c.PosOf(n), Kind: kind, Title: title, Attr: attr}
	c.Own(attr, a)
	a.Blocks = c.Blocks(n, false)
	b.AddBlock(a)
}

// DetailsRegion adds a disclosure.
func (b *Builder) DetailsRegion(n ast.Node, summary []tree.Inline, open bool) {
	c := b.Page
	d := &tree.Details{Pos: c.PosOf(n), Summary: summary, Open: open}
	d.Blocks = c.Blocks(n, false)
	b.AddBlock(d)
}

// NewTab makes a tab, which gets an id among those of headings.
func (c *Page) NewTab(p tree.Pos, title []tree.Inline) *tree.Tab {
	t := &tree.Tab{Pos: p, Attr: &tree.Attr{}, Title: title}
	h := &tree.Heading{Pos: p, Level: 6, Attr: t.Attr, Inlines: title}
	c.Becomes(h, t)
	c.headings = append(c.headings, h)
	return t
}

// AddTab adds a tab, to the group before it when it goes on.
func (b *Builder) AddTab(t *tree.Tab, goesOn bool) {
	f := b.Top()
	b.Flush()
	if goesOn && len(f.Blocks) > 0 {
		if g, ok := f.Blocks[len(f.Blocks)-1].(*tree.TabGroup); ok {
			g.Tabs = append(g.Tabs, t)
			return
		}
	}
	b.AddBlock(&tree.TabGroup{Pos: t.Pos, Tabs: []*tree.Tab{t}})
}

// TabGroup adds the children that isTab accepts as tabs of one group; what else is there comes before it.
func (b *Builder) TabGroup(n ast.Node, isTab func(ast.Node) bool, title func(ast.Node) []tree.Inline) {
	c := b.Page
	g := &tree.TabGroup{Pos: c.PosOf(n)}
	for k := n.FirstChild(); k != nil; k = k.NextSibling() {
		if !isTab(k) {
			b.Block(k)
			continue
		}
		t := c.NewTab(c.PosOf(k), title(k))
		t.Blocks = c.Blocks(k, false)
		g.Tabs = append(g.Tabs, t)
	}
	if len(g.Tabs) > 0 {
		b.AddBlock(g)
	}
}

// PlainWords makes a text node of a string that is no Markdown.
func PlainWords(p tree.Pos, s string) []tree.Inline {
	if s = strings.Join(strings.Fields(s), " "); s == "" {
		return nil
	}
	return []tree.Inline{&tree.Text{Pos: p, S: s}}
}

// Children adds what is in a node.
func (b *Builder) Children(n ast.Node) {
	for k := n.FirstChild(); k != nil; k = k.NextSibling() {
		b.Block(k)
	}
}

// SetBody keeps the source between the tags, which is no Markdown.
func (n *Region) SetBody(start, stop int) {
	n.Lines().Append(text.NewSegment(start, stop))
}

// IsRaw keeps goldmark from reading the body of code as Markdown.
func (n *Region) IsRaw() bool { return n.Lines().Len() > 0 }
