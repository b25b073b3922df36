package ext

import (
	"bytes"
	"cmp"
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"platen/convert/markdown/internal/build"
	"platen/convert/markdown/internal/lex"
	"platen/convert/markdown/internal/source"
	"platen/convert/tree"
)

var FencedDivs = build.Extension{
	Name: "fenced_divs", Doc: "Notes and containers between ::: lines (Docusaurus, VitePress, pandoc)",
	Parsers: colons,
	Seen:    build.Sign{Starts: ":", Look: seenColons},
}

var AnyNote = build.Extension{
	Name: "any_note", Doc: "The word behind ::: names a note, whatever it is (Docusaurus)",
}

// colons adds the parser of ::: lines, which several extensions have.
func colons(p *build.Parsers) {
	build.Shared(p, func() *colonParser {
		c := &colonParser{build.Starts{Bytes: ":", Interrupts: true}, p.Dedent}
		p.Block(95, *c)
		return c
	})
}

// colonParser reads the blocks between ::: lines: the notes of Docusaurus and VitePress, pandoc's fenced divs.
type colonParser struct {
	build.Starts
	dedent *bool
}

// A colonDiv is such a block.
type colonDiv struct {
	build.Region
	colons int
	attr   tree.Attr
}

func (p colonParser) Open(_ ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	line, segment := reader.PeekLine()
	at := pc.BlockOffset()
	if at < 0 || segment.Padding > 0 || build.OpenRegions(pc) >= build.MaxRegions {
		return nil, parser.NoChildren
	}
	head := lex.TrimLine(line, at)
	if colons := lex.Run(head, ':'); colons >= 3 && colons == len(head) {
		reader.AdvanceToEOL()
		return build.NewStray(string(head)), parser.NoChildren
	}
	n := readColons(reader.Source(), segment.Start+at, head)
	if n == nil {
		return nil, parser.NoChildren
	}
	n.Dedent = *p.dedent
	reader.AdvanceToEOL()
	return n, parser.NoChildren
}

// readColons reads a line "::: name Title", ":::name[Title]{.class}", "::: {.name #id} :::". It is nil when the line
// is none of them. start is the line's offset in src.
func readColons(src []byte, start int, line []byte) *colonDiv {
	colons := lex.Run(line, ':')
	if colons < 3 || colons == len(line) {
		return nil
	}
	n := &colonDiv{colons: colons}
	at := colons
	skip := func() {
		for at < len(line) && (line[at] == ' ' || line[at] == '\t') {
			at++
		}
	}
	skip()
	if line[at] != '{' {
		from := at
		for at < len(line) && lex.IsNameByte(line[at]) {
			at++
		}
		if at == from || !lex.IsLetter(line[from]) {
			return nil
		}
		n.Name = string(line[from:at])
	}
	if at < len(line) && line[at] == '[' {
		end := lex.ClosingBracket(line[at:])
		if end < 0 {
			return nil
		}
		n.SetTitle(src, start+at+1, start+at+end)
		at += end + 1
	}
	skip()
	if at < len(line) && line[at] == '{' {
		if a, size := lex.ReadAttrs(string(line[at:])); size > 0 {
			n.attr = a.Attr()
			at += size
		} else if n.Name == "" {
			return nil
		}
	}
	skip()
	rest := bytes.TrimRight(bytes.TrimRight(line[at:], ":"), " \t")
	if len(rest) == 0 {
		return n
	}
	if n.Name == "" {
		return nil // words behind attributes
	}
	if i := bytes.LastIndexByte(rest, '{'); i >= 0 && !n.HasTitle { // ::: details Title {open}
		if a, size := lex.ReadAttrs(string(rest[i:])); size == len(rest)-i {
			n.attr = a.Attr()
			rest = rest[:i]
		}
	}
	if !n.HasTitle {
		n.SetTitle(src, start+at, start+at+len(rest))
	}
	return n
}

func (colonParser) Continue(node ast.Node, reader text.Reader, pc parser.Context) parser.State {
	return build.ContinueRegion(build.RegionOf(node), colonCloser, reader, pc)
}

// colonCloser finds the region that a line of colons closes: the innermost with as many colons, else the innermost
// with fewer, else the innermost.
func colonCloser(line []byte, pc parser.Context) *build.Region {
	line = bytes.Trim(line, " \t\r\n")
	colons := lex.Run(line, ':')
	if colons < 3 || colons != len(line) {
		return nil
	}
	var innermost, shorter *colonDiv
	for _, b := range slices.Backward(pc.OpenedBlocks()) {
		n, ok := b.Node.(*colonDiv)
		if !ok {
			continue
		}
		if n.colons == colons {
			return &n.Region
		}
		if innermost == nil {
			innermost = n
		}
		if shorter == nil && n.colons < colons {
			shorter = n
		}
	}
	if shorter != nil {
		innermost = shorter
	}
	if innermost == nil {
		return nil
	}
	return &innermost.Region
}

// Build adds a note, a disclosure, a group of code tabs or a container.
func (n *colonDiv) Build(b *build.Builder) {
	c := b.Page
	p := c.PosOf(n)
	c.Unclosed(&n.Region, p, strings.Repeat(":", n.colons)+lex.Short(n.Name))
	name := strings.ToLower(n.Name)
	kind, _ := lex.NoteClass([]string{name})
	classes := n.attr.Classes
	if name == "" {
		at := 0
		if kind, at = lex.NoteClass(classes); at >= 0 {
			classes = slices.Delete(slices.Clone(classes), at, at+1)
		}
	} else if kind == "" && c.Syntax.Has(AnyNote.Name) {
		kind = name
	}
	switch name {
	case "details":
		title := c.RegionTitle(&n.Region)
		if title == nil {
			title = build.PlainWords(p, "Details")
		}
		b.DetailsRegion(n, title, n.attr.HasClass("open") || n.attr.Get("open") != "")
		return
	case "code-group":
		codeGroup(b, n)
		return
	case "v-pre", "raw":
		for k := n.FirstChild(); k != nil; k = k.NextSibling() {
			b.Block(k)
		}
		return
	}
	attr := &tree.Attr{Classes: classes}
	if kind == "" && name != "" {
		attr.Classes = append([]string{n.Name}, classes...)
	}
	title := c.RegionTitle(&n.Region)
	if kind != "" {
		if title == nil {
			title = build.PlainWords(p, c.Clean(n.attr.Get("title")))
		}
		if title == nil {
			title = leadingTitle(c, n)
		}
	}
	for _, k := range n.attr.Keys {
		if build.AllowedAttr(k.Name) && (kind == "" || k.Name != "title") {
			attr.Keys = append(attr.Keys, tree.Key{Name: k.Name, Value: c.Clean(k.Value)})
		}
	}
	id := c.Clean(build.CleanID(n.attr.ID))
	if kind != "" {
		a := &tree.Admonition{Pos: p, Kind: kind, Title: title}
		if c.Claim(id, a, p) {
			attr.ID = id
		}
		if attr.ID != "" || attr.Classes != nil || attr.Keys != nil {
			a.Attr = attr
		}
		a.Blocks = c.Blocks(n, false)
		b.AddBlock(a)
		return
	}
	d := &tree.Div{Pos: p, Attr: attr}
	if c.Claim(id, d, p) {
		attr.ID = id
	}
	d.Blocks = c.Blocks(n, false)
	if len(title) > 0 { // words behind a name that is no note's
		words := &tree.Paragraph{Pos: title[0].Position(), Inlines: []tree.Inline{&tree.Strong{Pos: title[0].Position(), Inlines: title}}}
		d.Blocks = append([]tree.Block{words}, d.Blocks...)
	}
	if kids := d.Blocks; len(kids) == 1 && attr.ID == "" && attr.Keys == nil {
		if _, ok := kids[0].(*tree.Figure); ok {
			b.AddBlock(kids[0])
			return
		}
	}
	b.AddBlock(d)
}

// leadingTitle takes what a note begins with as its title: in Quarto's callouts a heading, in pandoc's notes a div of the
// class title with one paragraph.
func leadingTitle(c *build.Page, n *colonDiv) []tree.Inline {
	var words ast.Node
	switch k := n.FirstChild().(type) {
	case *ast.Heading:
		quarto := n.Name == "" && len(n.attr.Classes) > 0 && strings.HasPrefix(n.attr.Classes[0], "callout-")
		if !quarto || len(k.Attributes()) > 0 {
			return nil
		}
		words = k
	case *colonDiv:
		isTitle := k.Name == "title" || k.Name == "" && k.attr.HasClass("title")
		if p, ok := k.FirstChild().(*ast.Paragraph); ok && isTitle && p.NextSibling() == nil {
			words = p
		}
	}
	if words == nil {
		return nil
	}
	in := c.Inlines(words)
	n.RemoveChild(n, n.FirstChild())
	return in
}

// codeGroup adds the code blocks of a region as tabs with the labels of their info strings (VitePress).
func codeGroup(b *build.Builder, n ast.Node) {
	c := b.Page
	g := &tree.TabGroup{Pos: c.PosOf(n)}
	for k := n.FirstChild(); k != nil; k = k.NextSibling() {
		f, ok := k.(*ast.FencedCodeBlock)
		if !ok {
			b.Block(k)
			continue
		}
		code := c.Fenced(f)
		label := ""
		if cb, ok := code.(*tree.CodeBlock); ok {
			label = cmp.Or(cb.Title, wordsBehind(cb.Info), cb.Lang)
			cb.Title = ""
		}
		if label == "" {
			label = "Code"
		}
		t := c.NewTab(c.PosOf(f), build.PlainWords(c.PosOf(f), label))
		t.Blocks = []tree.Block{code}
		g.Tabs = append(g.Tabs, t)
	}
	if len(g.Tabs) > 0 {
		b.AddBlock(g)
	}
}

// seenColons looks for a ::: line that names a note, a known container or attributes, and the line that closes it.
func seenColons(s *build.Sight) {
	if source.SeenDocFX(s.Line) {
		return
	}
	line := bytes.TrimRight(s.Line, " \t\r")
	if n := lex.Run(line, ':'); n >= 3 && n == len(line) {
		if s.Kept() {
			s.Show()
		}
		return
	}
	n := readColons(line, 0, line)
	if n == nil || s.Kept() || s.Before == '|' && line[1] == ' ' {
		return
	}
	name := strings.ToLower(n.Name)
	kind, _ := lex.NoteClass([]string{name})
	switch {
	case kind != "", name == "" && len(n.attr.Classes) > 0:
	case name == "details", name == "code-group", name == "tabs", name == "v-pre":
	default:
		return
	}
	s.Keep()
}
