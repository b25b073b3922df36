package ext

import (
	"bytes"
	"fmt"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"platen/convert/markdown/internal/build"
	"platen/convert/markdown/internal/lex"
	"platen/convert/tree"
)

var Footnotes = build.Extension{
	Name: "footnotes", Doc: "References [^1] and their notes",
	Parsers: func(p *build.Parsers) {
		p.Block(999, footnoteParser{build.Starts{Bytes: "[", Interrupts: true}})
		p.Inline(101, noteRefParser{})
	},
	Part: nestedNotes,
	End:  notes,
}

// notesKey is where a page's footnote definitions are while it is parsed.
var notesKey = parser.NewContextKey()

// noteDefs are the footnotes that a page defines, by label.
type noteDefs struct {
	byLabel map[string]int
	defs    []*noteDef
	pending []*noteDef // referred to, and their blocks are not made
}

// A noteDef is one definition; note is set at the first reference to it.
type noteDef struct {
	label string
	node  *footnote
	note  *tree.Footnote
	done  bool // its blocks are made
}

func notesOf(pc parser.Context) *noteDefs {
	d, _ := pc.Get(notesKey).(*noteDefs)
	return d
}

var (
	kindFootnote = ast.NewNodeKind("Footnote")
	kindNoteRef  = ast.NewNodeKind("NoteRef")
)

// footnote is a definition.
type footnote struct{ ast.BaseBlock }

func (n *footnote) Kind() ast.NodeKind { return kindFootnote }

func (n *footnote) Dump(src []byte, level int) { ast.DumpHelper(n, src, level, nil, nil) }

// Build adds nothing: notes stand behind the page.
func (n *footnote) Build(*build.Builder) {}

// noteRef is a reference.
type noteRef struct {
	ast.BaseInline
	def *noteDef
}

func (n *noteRef) Kind() ast.NodeKind { return kindNoteRef }

func (n *noteRef) Dump(src []byte, level int) { ast.DumpHelper(n, src, level, nil, nil) }

// Build adds the reference. Notes are numbered by their first one.
func (n *noteRef) Build(b *build.Builder) {
	d := n.def
	if d.note == nil {
		notesOf(b.Page.Context).refer(b.Page, d)
	}
	d.note.Refs++
	b.Add(&tree.NoteRef{Pos: b.Page.PosOf(n), Note: d.note, N: d.note.Refs})
}

// footnoteParser reads "[^label]: text" and the indented lines below it. The definition stays where it is in
// goldmark's tree: the page's notes are put in order when references are converted.
type footnoteParser struct{ build.Starts }

// noteLabel reads "[^label]" at i and returns the label and the offset behind it.
func noteLabel(line []byte, i int) (label []byte, end int) {
	if i+2 >= len(line) || line[i] != '[' || line[i+1] != '^' {
		return nil, 0
	}
	rest := line[i+2 : min(len(line), i+2+999)]
	n := bytes.IndexAny(rest, "]\n")
	if n <= 0 || rest[n] != ']' || util.IsBlank(rest[:n]) || bytes.IndexByte(rest[:n], '[') >= 0 {
		return nil, 0
	}
	return rest[:n], i + 2 + n + 1
}

func (footnoteParser) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	line, segment := reader.PeekLine()
	at := pc.BlockOffset()
	if at < 0 || segment.Padding > 0 {
		return nil, parser.NoChildren
	}
	label, end := noteLabel(line, at)
	if end == 0 || end >= len(line) || line[end] != ':' {
		return nil, parser.NoChildren
	}
	node := &footnote{}
	d := notesOf(pc)
	if d == nil {
		d = &noteDefs{byLabel: map[string]int{}}
		pc.Set(notesKey, d)
	}
	key := util.ToLinkReference(label)
	if _, twice := d.byLabel[key]; !twice {
		d.byLabel[key] = len(d.defs)
	}
	d.defs = append(d.defs, &noteDef{label: string(label), node: node})
	reader.Advance(end + 1)
	if util.IsBlank(line[end+1:]) {
		return node, parser.NoChildren
	}
	return node, parser.HasChildren
}

func (footnoteParser) Continue(node ast.Node, reader text.Reader, _ parser.Context) parser.State {
	line, _ := reader.PeekLine()
	at, padding := util.IndentPosition(line, reader.LineOffset(), 4)
	if util.IsBlank(line) {
		if at >= 0 { // a line of code may be nothing but blanks
			reader.AdvanceAndSetPadding(at, padding)
		}
		return parser.Continue | parser.HasChildren
	}
	if at < 0 {
		return parser.Close
	}
	reader.AdvanceAndSetPadding(at, padding)
	return parser.Continue | parser.HasChildren
}

// noteRefParser reads "[^label]" when that footnote is defined.
type noteRefParser struct{}

func (noteRefParser) Trigger() []byte { return []byte{'[', '!'} }

func (noteRefParser) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	d := notesOf(pc)
	if d == nil {
		return nil
	}
	line, segment := block.PeekLine()
	bang := 0
	if line[0] == '!' {
		bang = 1
	}
	label, end := noteLabel(line, bang)
	if end == 0 {
		return nil
	}
	i, ok := d.byLabel[util.ToLinkReference(label)]
	if !ok {
		return nil
	}
	if bang > 0 {
		ast.MergeOrAppendTextSegment(parent, segment.WithStop(segment.Start+1))
	}
	block.Advance(end)
	ref := &noteRef{def: d.defs[i]}
	ref.SetPos(segment.Start + bang)
	return ref
}

// refer makes the note of a definition.
func (d *noteDefs) refer(c *build.Page, def *noteDef) {
	def.note = &tree.Footnote{Pos: c.PosOf(def.node), Label: c.Clean(def.label), Number: len(c.Tree.Notes) + 1}
	c.Tree.Notes = append(c.Tree.Notes, def.note)
	d.pending = append(d.pending, def)
}

// blocks makes the blocks of a note.
func (d *noteDef) blocks(c *build.Page) {
	if !d.done {
		d.note.Blocks, d.done = c.Blocks(d.node, false), true
	}
}

// notes converts the notes that are referred to, which may refer to others, then those that are not.
func notes(c *build.Page) {
	d := notesOf(c.Context)
	if d == nil {
		return
	}
	work := func() {
		for len(d.pending) > 0 {
			def := d.pending[0]
			d.pending = d.pending[1:]
			def.blocks(c)
		}
	}
	work()
	for _, def := range d.defs {
		if def.note == nil {
			d.refer(c, def)
			work()
		}
		if def.note.Refs == 0 {
			c.Report(def.note.Pos, tree.Warning, tree.NoteUnused, fmt.Sprintf("footnote %q is not referred to", lex.Short(def.note.Label)), "it is printed after the others")
		}
	}
}

// nestedNotes converts the footnotes that a part of the page defines, while its text is at hand.
func nestedNotes(c *build.Page) func() {
	known := 0
	if d := notesOf(c.Context); d != nil {
		known = len(d.defs)
	}
	return func() {
		d := notesOf(c.Context)
		if d == nil {
			return
		}
		for _, def := range d.defs[known:] {
			if def.note == nil {
				d.refer(c, def)
			}
			def.blocks(c)
		}
	}
}

var InlineNotes = build.Extension{
	Name: "inline_notes", Doc: "Footnotes where they are referred to: ^[words] (pandoc)",
	Parsers: func(p *build.Parsers) { p.Inline(60, inlineNoteParser{}) },
}

var kindInlineNote = ast.NewNodeKind("InlineNote")

// An inlineNote is a footnote where it is referred to: ^[words]. source[start:stop] is between the brackets.
type inlineNote struct {
	ast.BaseInline
	start, stop int
}

func (n *inlineNote) Kind() ast.NodeKind { return kindInlineNote }

func (n *inlineNote) Dump(src []byte, level int) { ast.DumpHelper(n, src, level, nil, nil) }

// inlineNoteParser reads ^[words].
type inlineNoteParser struct{}

func (inlineNoteParser) Trigger() []byte { return []byte{'^'} }

// maxInlineNote is how long an inline note may be, in bytes.
const maxInlineNote = 4000

func (inlineNoteParser) Parse(_ ast.Node, block text.Reader, _ parser.Context) ast.Node {
	line, segment := block.PeekLine()
	if len(line) < 4 || line[1] != '[' || segment.Padding > 0 {
		return nil
	}
	l, pos := block.Position()
	block.Advance(1)
	depth, size := 0, 0
	for size < maxInlineNote {
		line, s := block.PeekLine()
		if line == nil {
			break
		}
		for i := 0; i < len(line); i++ {
			switch line[i] {
			case '\\':
				i++
			case '[':
				depth++
			case ']':
				if depth--; depth == 0 {
					n := &inlineNote{start: segment.Start + 2, stop: s.Start + i}
					n.SetPos(segment.Start)
					block.Advance(i + 1)
					if n.stop <= n.start {
						block.SetPosition(l, pos)
						return nil
					}
					return n
				}
			}
		}
		size += len(line)
		block.AdvanceLine()
	}
	block.SetPosition(l, pos)
	return nil
}

// Build adds a reference to a note of its own.
func (n *inlineNote) Build(b *build.Builder) {
	c := b.Page
	p := c.PosOf(n)
	if !c.CanNest() {
		b.Raw(n.start-2, n.stop+1)
		return
	}
	note := &tree.Footnote{Pos: p, Number: len(c.Tree.Notes) + 1, Refs: 1}
	c.Tree.Notes = append(c.Tree.Notes, note)
	note.Blocks = c.Part(n.start, n.stop)
	b.Add(&tree.NoteRef{Pos: p, Note: note, N: 1})
}
