package markdown

import (
	"bytes"
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"platen/convert/tree"
)

// colonParser reads the blocks between ::: lines: the notes of Docusaurus and VitePress, pandoc's fenced divs.
type colonParser struct{ dedent bool }

func (colonParser) Trigger() []byte             { return []byte{':'} }
func (colonParser) CanInterruptParagraph() bool { return true }
func (colonParser) CanAcceptIndentedLine() bool { return false }

func (p colonParser) Open(_ ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	line, segment := reader.PeekLine()
	at := pc.BlockOffset()
	if at < 0 || segment.Padding > 0 || openRegions(pc) >= maxRegions {
		return nil, parser.NoChildren
	}
	n := readColons(reader.Source(), segment.Start+at, trimLine(line, at))
	if n == nil {
		return nil, parser.NoChildren
	}
	n.dedent = p.dedent
	reader.AdvanceToEOL()
	return n, parser.NoChildren
}

// readColons reads a line "::: name Title", ":::name[Title]{.class}", "::: {.name #id} :::". It is nil when the line
// is none of them. start is the line's offset in src.
func readColons(src []byte, start int, line []byte) *region {
	colons := run(line, ':')
	if colons < 3 {
		return nil
	}
	rest := line[colons:]
	if len(rest) == 0 {
		n := newRegion(strayRegion, string(line))
		n.void = true
		return n
	}
	n := newRegion(colonRegion, "")
	n.colons = colons
	at := colons
	skip := func() {
		for at < len(line) && (line[at] == ' ' || line[at] == '\t') {
			at++
		}
	}
	skip()
	if line[at] != '{' {
		from := at
		for at < len(line) && isNameByte(line[at]) {
			at++
		}
		if at == from || !isLetter(line[from]) {
			return nil
		}
		n.name = string(line[from:at])
	}
	if at < len(line) && line[at] == '[' {
		end := closingBracket(line[at:])
		if end < 0 {
			return nil
		}
		n.setTitle(src, start+at+1, start+at+end)
		at += end + 1
	}
	skip()
	if at < len(line) && line[at] == '{' {
		if a, size := readAttrs(string(line[at:])); size > 0 {
			n.attr = a.attr()
			at += size
		} else if n.name == "" {
			return nil
		}
	}
	skip()
	rest = bytes.TrimRight(bytes.TrimRight(line[at:], ":"), " \t")
	if len(rest) == 0 {
		return n
	}
	if n.name == "" {
		return nil // words behind attributes
	}
	if i := bytes.LastIndexByte(rest, '{'); i >= 0 && !n.hasTitle { // ::: details Title {open}
		if a, size := readAttrs(string(rest[i:])); size == len(rest)-i {
			n.attr = a.attr()
			rest = rest[:i]
		}
	}
	if !n.hasTitle {
		n.setTitle(src, start+at, start+at+len(rest))
	}
	return n
}

func isNameByte(b byte) bool {
	return isLetter(b) || '0' <= b && b <= '9' || b == '-' || b == '_'
}

// closingBracket is the offset of the bracket that closes the one that s begins with, -1 when there is none.
func closingBracket(s []byte) int {
	depth := 0
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '\\':
			i++
		case '[':
			depth++
		case ']':
			if depth--; depth == 0 {
				return i
			}
		}
	}
	return -1
}

func (colonParser) Continue(node ast.Node, reader text.Reader, pc parser.Context) parser.State {
	return continueRegion(node.(*region), colonCloser, reader, pc)
}

func (colonParser) Close(ast.Node, text.Reader, parser.Context) {}

// colonCloser finds the region that a line of colons closes: the innermost with as many colons, else the innermost
// with fewer, else the innermost.
func colonCloser(line []byte, pc parser.Context) *region {
	line = bytes.Trim(line, " \t\r\n")
	colons := run(line, ':')
	if colons < 3 || colons != len(line) {
		return nil
	}
	var innermost, shorter *region
	for _, b := range slices.Backward(pc.OpenedBlocks()) {
		n, ok := b.Node.(*region)
		if !ok || n.syntax != colonRegion {
			continue
		}
		if n.colons == colons {
			return n
		}
		if innermost == nil {
			innermost = n
		}
		if shorter == nil && n.colons < colons {
			shorter = n
		}
	}
	if shorter != nil {
		return shorter
	}
	return innermost
}

// colonRegion adds a note, a disclosure, a group of code tabs or a container.
func (b *builder) colonRegion(n *region) {
	c := b.c
	p := c.nodePos(n)
	c.unclosed(n, strings.Repeat(":", n.colons)+short(n.name))
	name := strings.ToLower(n.name)
	kind, _ := noteClass([]string{name})
	classes := n.attr.Classes
	if name == "" {
		at := 0
		if kind, at = noteClass(classes); at >= 0 {
			classes = slices.Delete(slices.Clone(classes), at, at+1)
		}
	} else if kind == "" && c.on.anyNote {
		kind = name
	}
	switch name {
	case "details":
		title := c.regionTitle(n)
		if title == nil {
			title = plainWords(p, "Details")
		}
		b.detailsRegion(n, title, n.attr.HasClass("open") || n.attr.Get("open") != "")
		return
	case "code-group":
		b.codeGroup(n)
		return
	case "v-pre", "raw":
		for k := n.FirstChild(); k != nil; k = k.NextSibling() {
			b.block(k)
		}
		return
	}
	attr := &tree.Attr{Classes: classes}
	if kind == "" && name != "" {
		attr.Classes = append([]string{n.name}, classes...)
	}
	title := c.regionTitle(n)
	if kind != "" {
		if title == nil {
			title = plainWords(p, c.clean(n.attr.Get("title")))
		}
		if title == nil {
			title = c.leadingTitle(n)
		}
	}
	for _, k := range n.attr.Keys {
		if allowedAttr(k.Name) && (kind == "" || k.Name != "title") {
			attr.Keys = append(attr.Keys, tree.Key{Name: k.Name, Value: c.clean(k.Value)})
		}
	}
	id := c.clean(cleanID(n.attr.ID))
	if kind != "" {
		a := &tree.Admonition{Pos: p, Kind: kind, Title: title}
		if c.claim(id, a, p) {
			attr.ID = id
		}
		if attr.ID != "" || attr.Classes != nil || attr.Keys != nil {
			a.Attr = attr
		}
		a.Blocks = c.blocks(n, false)
		b.addBlock(a)
		return
	}
	d := &tree.Div{Pos: p, Attr: attr}
	if c.claim(id, d, p) {
		attr.ID = id
	}
	d.Blocks = c.blocks(n, false)
	if len(title) > 0 { // words behind a name that is no note's
		words := &tree.Paragraph{Pos: title[0].Position(), Inlines: []tree.Inline{&tree.Strong{Pos: title[0].Position(), Inlines: title}}}
		d.Blocks = append([]tree.Block{words}, d.Blocks...)
	}
	if kids := d.Blocks; len(kids) == 1 && attr.ID == "" && attr.Keys == nil {
		if _, ok := kids[0].(*tree.Figure); ok {
			b.addBlock(kids[0])
			return
		}
	}
	b.addBlock(d)
}

// leadingTitle takes what a note begins with as its title: in Quarto's callouts a heading, in pandoc's notes a div of the
// class title with one paragraph.
func (c *conv) leadingTitle(n *region) []tree.Inline {
	var words ast.Node
	switch k := n.FirstChild().(type) {
	case *ast.Heading:
		quarto := n.name == "" && len(n.attr.Classes) > 0 && strings.HasPrefix(n.attr.Classes[0], "callout-")
		if !quarto || len(k.Attributes()) > 0 {
			return nil
		}
		words = k
	case *region:
		isTitle := k.syntax == colonRegion && (k.name == "title" || k.name == "" && k.attr.HasClass("title"))
		if p, ok := k.FirstChild().(*ast.Paragraph); ok && isTitle && p.NextSibling() == nil {
			words = p
		}
	}
	if words == nil {
		return nil
	}
	in := c.inlines(words)
	n.RemoveChild(n, n.FirstChild())
	return in
}

// codeGroup adds the code blocks of a region as tabs with the labels of their info strings (VitePress).
func (b *builder) codeGroup(n *region) {
	c := b.c
	g := &tree.TabGroup{Pos: c.nodePos(n)}
	for k := n.FirstChild(); k != nil; k = k.NextSibling() {
		f, ok := k.(*ast.FencedCodeBlock)
		if !ok {
			b.block(k)
			continue
		}
		code := c.fenced(f)
		label := ""
		if cb, ok := code.(*tree.CodeBlock); ok {
			label = cb.Title
			if label == "" {
				label = cb.Lang
			}
			cb.Title = ""
		}
		if label == "" {
			label = "Code"
		}
		t := c.newTab(c.nodePos(f), plainWords(c.nodePos(f), label))
		t.Blocks = []tree.Block{code}
		g.Tabs = append(g.Tabs, t)
	}
	if len(g.Tabs) > 0 {
		b.addBlock(g)
	}
}
