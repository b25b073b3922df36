package markdown

import (
	"bytes"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"platen/convert/tree"
)

// maxRegions is how many regions nest; what would open one more is text. Each line of a page costs a step for
// each region that is open.
const maxRegions = 16

// kindRegion is goldmark's number for a region; it is set once.
var kindRegion = ast.NewNodeKind("Region")

// A region is a container between a line that opens it and one that closes it. A title is its first child, a
// TextBlock.
type region struct {
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
func (n *region) Base() *region { return n }

// regionOf returns the region that a node is, nil for others.
func regionOf(n ast.Node) *region {
	if r, ok := n.(interface{ Base() *region }); ok {
		return r.Base()
	}
	return nil
}

// A stray is a closing line that closes nothing.
type stray struct{ region }

// newStray returns a stray as it is written.
func newStray(s string) *stray { return &stray{region{Name: s, Void: true}} }

// Build reports it.
func (n *stray) Build(b *builder) {
	b.c.diag(b.c.nodePos(n), tree.Info, tree.Unclosed, short(n.Name)+" closes nothing and is left out", "")
}

func (n *region) Kind() ast.NodeKind { return kindRegion }

func (n *region) Dump(src []byte, level int) {
	ast.DumpHelper(n, src, level, map[string]string{"Name": n.Name}, nil)
}

// setTitle makes source[start:stop] the title.
func (n *region) setTitle(src []byte, start, stop int) {
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

// openRegions counts the regions that are open.
func openRegions(pc parser.Context) int {
	n := 0
	for _, b := range pc.OpenedBlocks() {
		if regionOf(b.Node) != nil {
			n++
		}
	}
	return n
}

// inRaw reports whether the line at hand belongs to code or HTML, where no region ends.
func inRaw(line []byte, reader text.Reader, pc parser.Context) bool {
	switch pc.LastOpenedBlock().Node.(type) {
	case *ast.FencedCodeBlock, *ast.HTMLBlock:
		return true
	case *ast.CodeBlock:
		w, _ := util.IndentWidth(line, reader.LineOffset())
		return w > 3
	}
	return false
}

// A closer finds the open region that a line closes, the outermost one when it closes several, or nil.
type closer func(line []byte, pc parser.Context) *region

// continueRegion is Continue for all regions.
func continueRegion(n *region, closes closer, reader text.Reader, pc parser.Context) parser.State {
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

// regionTitle converts a region's title and takes it off the region.
func (c *conv) regionTitle(n *region) []tree.Inline {
	if !n.HasTitle {
		return nil
	}
	first := n.FirstChild()
	in := c.inlines(first)
	n.RemoveChild(n, first)
	n.HasTitle = false
	return in
}

// unclosed reports a region that goes on to the end of what it stands in.
func (c *conv) unclosed(n *region, p tree.Pos, what string) {
	if !n.Closed && !n.Void {
		c.diag(p, tree.Warning, tree.Unclosed, what+" is not closed and goes on to the end", "")
	}
}

// noteRegion adds a note of a region's kind, title and content.
func (b *builder) noteRegion(n ast.Node, kind string, title []tree.Inline, attr *tree.Attr) {
	c := b.c
	a := &tree.Admonition{Pos: c.nodePos(n), Kind: kind, Title: title, Attr: attr}
	c.own(attr, a)
	a.Blocks = c.blocks(n, false)
	b.addBlock(a)
}

// detailsRegion adds a disclosure.
func (b *builder) detailsRegion(n ast.Node, summary []tree.Inline, open bool) {
	c := b.c
	d := &tree.Details{Pos: c.nodePos(n), Summary: summary, Open: open}
	d.Blocks = c.blocks(n, false)
	b.addBlock(d)
}

// newTab makes a tab, which gets an id among those of headings.
func (c *conv) newTab(p tree.Pos, title []tree.Inline) *tree.Tab {
	t := &tree.Tab{Pos: p, Attr: &tree.Attr{}, Title: title}
	h := &tree.Heading{Pos: p, Level: 6, Attr: t.Attr, Inlines: title}
	if c.tabs == nil {
		c.tabs = map[*tree.Heading]*tree.Tab{}
	}
	c.tabs[h] = t
	c.headings = append(c.headings, h)
	return t
}

// addTab adds a tab, to the group before it when it goes on.
func (b *builder) addTab(t *tree.Tab, goesOn bool) {
	f := b.top()
	b.flush()
	if goesOn && len(f.blocks) > 0 {
		if g, ok := f.blocks[len(f.blocks)-1].(*tree.TabGroup); ok {
			g.Tabs = append(g.Tabs, t)
			return
		}
	}
	b.addBlock(&tree.TabGroup{Pos: t.Pos, Tabs: []*tree.Tab{t}})
}

// tabGroup adds the children that isTab accepts as tabs of one group; what else is there comes before it.
func (b *builder) tabGroup(n ast.Node, isTab func(ast.Node) bool, title func(ast.Node) []tree.Inline) {
	c := b.c
	g := &tree.TabGroup{Pos: c.nodePos(n)}
	for k := n.FirstChild(); k != nil; k = k.NextSibling() {
		if !isTab(k) {
			b.block(k)
			continue
		}
		t := c.newTab(c.nodePos(k), title(k))
		t.Blocks = c.blocks(k, false)
		g.Tabs = append(g.Tabs, t)
	}
	if len(g.Tabs) > 0 {
		b.addBlock(g)
	}
}

// plainWords makes a text node of a string that is no Markdown.
func plainWords(p tree.Pos, s string) []tree.Inline {
	if s = strings.Join(strings.Fields(s), " "); s == "" {
		return nil
	}
	return []tree.Inline{&tree.Text{Pos: p, S: s}}
}

// isNoteName reports whether a word names a kind of note in the tools that write them.
func isNoteName(s string) bool {
	switch s {
	case "note", "tip", "info", "warning", "danger", "caution", "important", "hint", "attention", "error", "success", "seealso",
		"warn", "alert", "notice", "secondary", "todo", "example", "bug", "failure", "question", "abstract", "quote-note":
		return true
	}
	return false
}

// noteClass returns the kind of note that a class names: "note", "callout-tip" (Quarto), "admonition".
func noteClass(classes []string) (kind string, at int) {
	for i, s := range classes {
		s = strings.ToLower(s)
		s = strings.TrimPrefix(s, "callout-")
		s = strings.TrimPrefix(s, "admonition-")
		if isNoteName(s) {
			return s, i
		}
	}
	return "", -1
}

// trimLine is a line from offset at without white space at its end.
func trimLine(line []byte, at int) []byte {
	return bytes.TrimRight(line[at:], " \t\r\n")
}

// children adds what is in a node.
func (b *builder) children(n ast.Node) {
	for k := n.FirstChild(); k != nil; k = k.NextSibling() {
		b.block(k)
	}
}

// setBody keeps the source between the tags, which is no Markdown.
func (n *region) setBody(start, stop int) {
	n.Lines().Append(text.NewSegment(start, stop))
}

// IsRaw keeps goldmark from reading the body of code as Markdown.
func (n *region) IsRaw() bool { return n.Lines().Len() > 0 }
