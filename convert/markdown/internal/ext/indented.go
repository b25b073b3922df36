package ext

import (
	"bytes"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"platen/convert/markdown/internal/build"
	"platen/convert/markdown/internal/lex"
	"platen/convert/tree"
)

var Admonitions = build.Extension{
	Name: "admonitions", Doc: "MkDocs notes: !!! note \"Title\" and ??? with an indented body",
	Parsers: func(p *build.Parsers) {
		p.Block(90, indentedParser{build.Starts{Bytes: "!?", Interrupts: true}, p.Transformers()})
	},
	Seen: build.Sign{Starts: "!?", Look: func(s *build.Sight) {
		if !s.Starts("!!! ", "??? ", "???+ ") {
			return
		}
		_, rest, _ := bytes.Cut(s.Line, []byte(" "))
		if len(rest) > 0 && lex.IsLetter(rest[0]) && s.IndentedBelow() {
			s.Found()
		}
	}},
}

var ContentTabs = build.Extension{
	Name: "content_tabs", Doc: "MkDocs tabs: === \"Title\" with an indented body",
	Parsers: func(p *build.Parsers) {
		p.Block(90, indentedParser{build.Starts{Bytes: "=", Interrupts: true}, p.Transformers()})
	},
	Seen: build.Sign{Starts: "=", Look: func(s *build.Sight) {
		if s.Starts(`=== "`, `===! "`, `===+ "`) && s.IndentedBelow() {
			s.Found()
		}
	}},
}

// Kinds of goldmark nodes that are ours. Goldmark counts kinds; these are set once.
var (
	kindAdmonition = ast.NewNodeKind("Admonition")
	kindContentTab = ast.NewNodeKind("ContentTab")
)

// indentedBlock is a MkDocs block: a line that opens it, and a body indented by four columns. Its first child is a
// TextBlock with the title, when it has one.
type indentedBlock struct {
	ast.BaseBlock
	kind     ast.NodeKind
	words    []string // of !!!: the kind of note, then classes
	hasTitle bool
	fresh    bool // ===!: starts a new group
}

func (n *indentedBlock) Kind() ast.NodeKind { return n.kind }

func (n *indentedBlock) Dump(src []byte, level int) { ast.DumpHelper(n, src, level, nil, nil) }

// indentedParser reads "!!! note "Title"", "??? note" and "=== "Title"".
type indentedParser struct {
	build.Starts
	paragraphs func() []parser.ParagraphTransformer // what goldmark does to paragraphs that it closes
}

// maxIndented is how many notes and tabs nest; what would open one more is text. Each line of a page costs a step for
// each one that is open.
const maxIndented = 24

func (p indentedParser) Open(_ ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	line, segment := reader.PeekLine()
	at := pc.BlockOffset()
	if at < 0 || segment.Padding > 0 || len(line)-at < 4 || line[at] != line[at+1] || line[at] != line[at+2] {
		return nil, parser.NoChildren
	}
	open := 0
	for _, b := range pc.OpenedBlocks() {
		if _, ok := b.Node.(*indentedBlock); ok {
			open++
		}
	}
	if open >= maxIndented {
		return nil, parser.NoChildren
	}
	head := bytes.TrimRight(line[at:], " \t\n")
	n := &indentedBlock{kind: kindAdmonition}
	var rest []byte
	switch {
	case bytes.HasPrefix(head, []byte("!!!")):
		rest = head[3:]
	case bytes.HasPrefix(head, []byte("???")):
		rest = bytes.TrimPrefix(head[3:], []byte("+"))
	case bytes.HasPrefix(head, []byte("===")):
		n.kind = kindContentTab
		rest = head[3:]
		if trimmed := bytes.TrimLeft(rest, "!+"); len(trimmed) < len(rest) {
			n.fresh = rest[0] == '!'
			rest = trimmed
		}
	default:
		return nil, parser.NoChildren
	}
	quote := bytes.IndexByte(rest, '"')
	words := rest
	if quote >= 0 {
		if len(rest) < quote+2 || rest[len(rest)-1] != '"' {
			return nil, parser.NoChildren
		}
		words = rest[:quote]
		n.hasTitle = true
	}
	n.words = strings.Fields(string(words))
	if n.kind == kindContentTab && (!n.hasTitle || len(n.words) > 0) || n.kind == kindAdmonition && !noteWords(n.words, n.hasTitle) {
		return nil, parser.NoChildren
	}
	if n.hasTitle {
		start := segment.Start + at + 3 + (len(head) - 3 - len(rest)) + quote + 1
		title := ast.NewTextBlock()
		if s := text.NewSegment(start, start+len(rest)-quote-2); s.Len() > 0 {
			title.Lines().Append(s)
		}
		title.SetPos(start)
		n.AppendChild(n, title)
	}
	reader.AdvanceToEOL()
	return n, parser.NoChildren
}

// noteWords reports whether the words behind !!! name a note: letters, digits and hyphens.
func noteWords(words []string, hasTitle bool) bool {
	for _, w := range words {
		for _, b := range []byte(w) {
			if !lex.IsLetter(b) && b != '-' && b != '_' && (b < '0' || b > '9') {
				return false
			}
		}
	}
	return len(words) > 0 || hasTitle
}

func (p indentedParser) Continue(_ ast.Node, reader text.Reader, pc parser.Context) parser.State {
	line, _ := reader.PeekLine()
	at, padding := util.IndentPosition(line, reader.LineOffset(), 4)
	if util.IsBlank(line) {
		if at >= 0 { // a line of code may be nothing but blanks
			reader.AdvanceAndSetPadding(at, padding)
		}
		return parser.Continue | parser.HasChildren
	}
	if at < 0 {
		p.closeParagraph(reader, pc)
		return parser.Close
	}
	reader.AdvanceAndSetPadding(at, padding)
	return parser.Continue | parser.HasChildren
}

// closeParagraph closes the paragraph that is open, as goldmark would: a line that is not indented does not continue it.
// That is how Python-Markdown has it; in CommonMark quotes and items have such lines.
func (p indentedParser) closeParagraph(reader text.Reader, pc parser.Context) {
	open := pc.OpenedBlocks()
	if len(open) == 0 {
		return
	}
	last := open[len(open)-1]
	para, ok := last.Node.(*ast.Paragraph)
	if !ok {
		return
	}
	for _, t := range p.paragraphs() {
		if t.Transform(para, reader, pc); para.Parent() == nil {
			break
		}
	}
	if para.Parent() != nil {
		last.Parser.Close(para, reader, pc)
	}
	pc.SetOpenedBlocks(open[:len(open)-1])
}

// titleOf converts a block's title and takes it off the block.
func titleOf(c *build.Page, n *indentedBlock) []tree.Inline {
	if !n.hasTitle {
		return nil
	}
	first := n.FirstChild()
	in := c.Inlines(first)
	n.RemoveChild(n, first)
	n.hasTitle = false
	return in
}

// Build adds a note or tab. Tabs that follow each other are a group.
func (n *indentedBlock) Build(b *build.Builder) {
	c := b.Page
	title := titleOf(c, n)
	if n.kind == kindAdmonition {
		a := &tree.Admonition{Pos: c.PosOf(n), Kind: "note", Title: title}
		if len(n.words) > 0 {
			a.Kind = strings.ToLower(n.words[0])
			if len(n.words) > 1 {
				a.Attr = &tree.Attr{Classes: n.words[1:]}
			}
		}
		a.Blocks = c.Blocks(n, false)
		b.AddBlock(a)
		return
	}
	t := c.NewTab(c.PosOf(n), title)
	t.Blocks = c.Blocks(n, false)
	last, ok := n.PreviousSibling().(*indentedBlock)
	b.AddTab(t, ok && last.kind == kindContentTab && !n.fresh)
}
