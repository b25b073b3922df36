package markdown

import (
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"platen/convert/tree"
)

var inlineNotes = extn{
	Name: "inline_notes", Doc: "Footnotes where they are referred to: ^[words] (pandoc)",
	Parsers: func(p *parsers) { p.Inline(60, inlineNoteParser{}) },
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
func (n *inlineNote) Build(b *builder) {
	c := b.c
	p := c.nodePos(n)
	if c.nested >= 3 {
		b.raw(n.start-2, n.stop+1)
		return
	}
	note := &tree.Footnote{Pos: p, Number: len(c.p.Notes) + 1, Refs: 1}
	c.p.Notes = append(c.p.Notes, note)
	note.Blocks = c.part(n.start, n.stop)
	b.add(&tree.NoteRef{Pos: p, Note: note, N: 1})
}
