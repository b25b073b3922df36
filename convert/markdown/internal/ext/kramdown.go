package ext

import (
	"bytes"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"platen/convert/markdown/internal/build"
	"platen/convert/markdown/internal/lex"
	"platen/convert/tree"
)

var ClassNotes = build.Extension{
	Name: "class_notes", Doc: "A paragraph or quote beside {: .note } is a note (kramdown)",
	Parsers: func(p *build.Parsers) { p.Block(82, blockAttrsParser{build.Starts{Bytes: "{", Interrupts: true}}) },
	Block:   classNote,
	Seen: build.Sign{Starts: "{", Look: func(s *build.Sight) {
		if w, ok := attrsLine(s); ok {
			if kind, _ := (&blockAttrs{attr: w.Attr()}).note(); kind != "" {
				s.Found()
			}
		}
	}},
}

var kindBlockAttrs = ast.NewNodeKind("BlockAttrs")

// blockAttrs are attributes on a line of their own: {: .note #id }. They belong to the block right above them, else to the
// one below (kramdown).
type blockAttrs struct {
	ast.BaseBlock
	attr  tree.Attr
	above bool
}

func (n *blockAttrs) Kind() ast.NodeKind { return kindBlockAttrs }

// Build adds nothing: the block beside it has them.
func (n *blockAttrs) Build(*build.Builder) {}

func (n *blockAttrs) Dump(src []byte, level int) { ast.DumpHelper(n, src, level, nil, nil) }

// blockAttrsParser reads lines {: … } that name a kind of note; others are read with the words before them.
type blockAttrsParser struct{ build.Starts }

func (blockAttrsParser) Open(_ ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	line, segment := reader.PeekLine()
	at := pc.BlockOffset()
	if at < 0 || segment.Padding > 0 || !bytes.HasPrefix(line[at:], []byte("{:")) {
		return nil, parser.NoChildren
	}
	head := lex.TrimLine(line, at)
	w, n := lex.ReadAttrs(string(head))
	if n == 0 || n < len(head) || w.Words != nil {
		return nil, parser.NoChildren
	}
	attrs := &blockAttrs{attr: w.Attr()}
	if kind, _ := attrs.note(); kind == "" {
		return nil, parser.NoChildren
	}
	// Right above means: no blank line between.
	if start := segment.Start - reader.LineOffset(); start > 1 {
		before := reader.Source()[:max(0, start-1)]
		before = before[bytes.LastIndexByte(before, '\n')+1:]
		attrs.above = len(bytes.Trim(before, " \t>\r")) > 0
	}
	reader.AdvanceToEOL()
	return attrs, parser.NoChildren
}

func (blockAttrsParser) Continue(ast.Node, text.Reader, parser.Context) parser.State {
	return parser.Close
}

// note is the kind of note that the classes name; title says that the first paragraph is its title (.note-title).
func (n *blockAttrs) note() (kind string, title bool) {
	for _, c := range n.attr.Classes {
		word, titled := strings.CutSuffix(strings.ToLower(c), "-title")
		if lex.IsNoteName(word) && (kind == "" || kind == "note") {
			kind, title = word, title || titled
		}
	}
	return kind, title
}

// attrsOf are the attributes that a line beside a block gives it, nil for none.
func attrsOf(n ast.Node) *blockAttrs {
	if a, ok := n.NextSibling().(*blockAttrs); ok && a.above {
		return a
	}
	if a, ok := n.PreviousSibling().(*blockAttrs); ok && (!a.above || a.PreviousSibling() == nil) {
		return a
	}
	return nil
}

// classNote adds a paragraph or quote as the note that its class says it is; false when it is none.
func classNote(b *build.Builder, n ast.Node) bool {
	a := attrsOf(n)
	if a == nil {
		return false
	}
	c := b.Page
	kind, titled := a.note()
	note := &tree.Admonition{Pos: c.PosOf(n), Kind: kind}
	switch n := n.(type) {
	case *ast.Blockquote:
		note.Blocks = c.Blocks(n, false)
		if p, ok := firstParagraph(note.Blocks); ok && titled {
			note.Title, note.Blocks = p.Inlines, note.Blocks[1:]
		}
	case *ast.Paragraph:
		inner := build.Builder{Page: c}
		inner.TextBlock(n, false)
		note.Blocks = inner.Finish().Blocks
	default:
		return false
	}
	if id := c.Clean(build.CleanID(a.attr.ID)); c.Claim(id, note, note.Pos) {
		note.Attr = &tree.Attr{ID: id}
	}
	b.AddBlock(note)
	return true
}

func firstParagraph(blocks []tree.Block) (*tree.Paragraph, bool) {
	if len(blocks) == 0 {
		return nil, false
	}
	p, ok := blocks[0].(*tree.Paragraph)
	return p, ok
}
