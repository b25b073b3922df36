package markdown

import (
	"bytes"
	"fmt"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"platen/convert/tree"
)

// notesKey is where a page's footnote definitions are while it is parsed.
var notesKey = parser.NewContextKey()

// noteDefs are the footnotes that a page defines, by label.
type noteDefs struct {
	byLabel map[string]int
	defs    []*noteDef
}

// A noteDef is one definition; note is set at the first reference to it.
type noteDef struct {
	node *east.Footnote
	note *tree.Footnote
}

func notesOf(pc parser.Context) *noteDefs {
	d, _ := pc.Get(notesKey).(*noteDefs)
	return d
}

// footnoteParser reads "[^label]: text" and the indented lines below it. The definition stays where it is in
// goldmark's tree: the page's notes are put in order when references are converted.
type footnoteParser struct{}

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

func (footnoteParser) Trigger() []byte             { return []byte{'['} }
func (footnoteParser) CanInterruptParagraph() bool { return true }
func (footnoteParser) CanAcceptIndentedLine() bool { return false }

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
	node := east.NewFootnote(label)
	d := notesOf(pc)
	if d == nil {
		d = &noteDefs{byLabel: map[string]int{}}
		pc.Set(notesKey, d)
	}
	key := util.ToLinkReference(label)
	if _, twice := d.byLabel[key]; !twice {
		d.byLabel[key] = len(d.defs)
	}
	node.Index = len(d.defs)
	d.defs = append(d.defs, &noteDef{node: node})
	reader.Advance(end + 1)
	if util.IsBlank(line[end+1:]) {
		return node, parser.NoChildren
	}
	return node, parser.HasChildren
}

func (footnoteParser) Continue(node ast.Node, reader text.Reader, _ parser.Context) parser.State {
	line, _ := reader.PeekLine()
	if util.IsBlank(line) {
		return parser.Continue | parser.HasChildren
	}
	at, padding := util.IndentPosition(line, reader.LineOffset(), 4)
	if at < 0 {
		return parser.Close
	}
	reader.AdvanceAndSetPadding(at, padding)
	return parser.Continue | parser.HasChildren
}

func (footnoteParser) Close(ast.Node, text.Reader, parser.Context) {}

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
	ref := east.NewFootnoteLink(i)
	ref.SetPos(segment.Start + bang)
	return ref
}

// noteRef converts a reference. Notes are numbered by their first one.
func (c *conv) noteRef(n *east.FootnoteLink) tree.Inline {
	d := c.notes.defs[n.Index]
	if d.note == nil {
		c.addNote(d)
	}
	d.note.Refs++
	return &tree.NoteRef{Pos: c.nodePos(n), Note: d.note, N: d.note.Refs}
}

func (c *conv) addNote(d *noteDef) {
	d.note = &tree.Footnote{Pos: c.nodePos(d.node), Label: c.clean(string(d.node.Ref)), Number: len(c.p.Notes) + 1}
	c.p.Notes = append(c.p.Notes, d.note)
	c.pending = append(c.pending, d)
}

// footnotes converts the notes that are referred to, which may refer to others, then those that are not.
func (c *conv) footnotes() {
	if c.notes == nil {
		return
	}
	work := func() {
		for len(c.pending) > 0 {
			d := c.pending[0]
			c.pending = c.pending[1:]
			d.note.Blocks = c.blocks(d.node, false)
		}
	}
	work()
	for _, d := range c.notes.defs {
		if d.note == nil {
			c.addNote(d)
			c.diag(d.note.Pos, tree.Warning, tree.NoteUnused, fmt.Sprintf("footnote %q is not referred to", short(d.note.Label)), "it is printed after the others")
			work()
		}
	}
}
