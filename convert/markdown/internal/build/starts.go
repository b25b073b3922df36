package build

import (
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// Starts says how a block begins, for its parser to embed.
type Starts struct {
	Bytes      string // that the block can begin with
	Interrupts bool   // it may begin right below a paragraph
	Indented   bool   // it may be indented like code
}

// Trigger returns the bytes that the block can begin with.
func (s Starts) Trigger() []byte { return []byte(s.Bytes) }

// CanInterruptParagraph reports whether the block may begin right below a paragraph.
func (s Starts) CanInterruptParagraph() bool { return s.Interrupts }

// CanAcceptIndentedLine reports whether the block may be indented like code.
func (s Starts) CanAcceptIndentedLine() bool { return s.Indented }

// Close does nothing.
func (Starts) Close(ast.Node, text.Reader, parser.Context) {}
