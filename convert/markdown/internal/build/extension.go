package build

import (
	"slices"
	"sync"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"

	"platen/convert/markdown/internal/lex"
	"platen/convert/markdown/internal/limit"
	"platen/convert/markdown/internal/source"
	"platen/convert/tree"
)

// An Extension is a form of Markdown: all that is about it. Hooks that it does not need are nil. Those of a dialect run in
// the order of its list of extensions.
type Extension struct {
	Name string // "admonitions"
	Doc  string // the sentence of `platen list extensions`

	// Source changes the text before anything is parsed: front matter, includes.
	Source func(*source.Text)
	// Parsers adds to goldmark's parsers or replaces them.
	Parsers func(*Parsers)

	// Block adds a block of goldmark's; true: it was added.
	Block func(*Builder, ast.Node) bool
	// Quote returns what a quote is, nil when it stays one.
	Quote func(*Page, *tree.Quote) tree.Block
	// Code changes a fence with an info string, or indented code, which has none; a block takes its place.
	Code func(*Page, *tree.CodeBlock) tree.Block
	// Paragraph changes a paragraph or adds it; true: it was added.
	Paragraph func(*Builder, *tree.Paragraph) bool
	// Heading changes a heading that has its words and no id yet, unless the author gave it one.
	Heading func(*Page, *tree.Heading)
	// Table changes a pipe table; true: it took a row that seemed to be short.
	Table func(*Page, *tree.Table) bool
	// Blocks returns the blocks of a container as it wants them.
	Blocks func(*Page, []tree.Block) []tree.Block

	// Inlines returns the inlines of a paragraph, heading or cell as it wants them.
	Inlines func(*Page, []tree.Inline) []tree.Inline
	// Span returns the text of inline code as it wants it.
	Span func(text string) string
	// Text adds a range of the source, which holds no marks, up to the offset that it returns.
	Text func(b *Builder, start, end int) int
	// Words finds shortcodes and signs in text.
	Words WordReader

	// Element adds an HTML element that is closed; true: it was added.
	Element func(*Builder, *Frame) bool
	// Unknown adds what the tag of an element says whose name HTML does not know: one that closes itself, or, once its end
	// tag was found, one around what the frame holds. true: it was added.
	Unknown func(b *Builder, t *lex.Tag, p tree.Pos, f *Frame) bool
	// Content adds what stands behind a start tag, of a length that it returns. at maps offsets of s to those of the page.
	Content func(b *Builder, f *Frame, s string, at func(int) int) int

	// Part is called before a part of the page is parsed on its own; what it returns does what is due when the part's
	// blocks are made, while its text is at hand.
	Part func(*Page) func()
	// End does what is due behind the last block, before headings get their ids, and Named what is due after that.
	End, Named func(*Page)

	// Seen looks for the form in pages of which nothing says how they are written.
	Seen Sign
}

// A WordReader finds what stands for something else in text that holds no marks.
type WordReader struct {
	Bytes string // that it can begin with
	// Read returns what text[i:end] begins with, and how many bytes that takes, 0 when it is nothing.
	Read func(c *Page, text string, i, end int) (Word, int)
}

// A Word is what stands for a part of a text: other text, or a node.
type Word struct {
	Text string
	Node tree.Inline
}

// A node is a goldmark node of an extension. It knows what it becomes.
type node interface {
	ast.Node
	Build(*Builder)
}

// hooks are those of a dialect's extensions, by kind.
type hooks struct {
	source    []func(*source.Text)
	block     []func(*Builder, ast.Node) bool
	quote     []func(*Page, *tree.Quote) tree.Block
	code      []func(*Page, *tree.CodeBlock) tree.Block
	paragraph []func(*Builder, *tree.Paragraph) bool
	heading   []func(*Page, *tree.Heading)
	table     []func(*Page, *tree.Table) bool
	blocks    []func(*Page, []tree.Block) []tree.Block
	inlines   []func(*Page, []tree.Inline) []tree.Inline
	span      []func(string) string
	text      []func(*Builder, int, int) int
	words     []WordReader
	wordBytes [256]bool
	element   []func(*Builder, *Frame) bool
	unknown   []func(*Builder, *lex.Tag, tree.Pos, *Frame) bool
	content   []func(*Builder, *Frame, string, func(int) int) int
	part      []func(*Page) func()
	end       []func(*Page)
	named     []func(*Page)
}

// add appends a hook that is there.
func add[T any](list *[]T, hook T, there bool) {
	if there {
		*list = append(*list, hook)
	}
}

// gather returns the hooks of extensions, in their order.
func gather(exts []*Extension) (h hooks) {
	for _, e := range exts {
		add(&h.source, e.Source, e.Source != nil)
		add(&h.block, e.Block, e.Block != nil)
		add(&h.quote, e.Quote, e.Quote != nil)
		add(&h.code, e.Code, e.Code != nil)
		add(&h.paragraph, e.Paragraph, e.Paragraph != nil)
		add(&h.heading, e.Heading, e.Heading != nil)
		add(&h.table, e.Table, e.Table != nil)
		add(&h.blocks, e.Blocks, e.Blocks != nil)
		add(&h.inlines, e.Inlines, e.Inlines != nil)
		add(&h.span, e.Span, e.Span != nil)
		add(&h.text, e.Text, e.Text != nil)
		add(&h.words, e.Words, e.Words.Read != nil)
		for _, b := range []byte(e.Words.Bytes) {
			h.wordBytes[b] = true
		}
		add(&h.element, e.Element, e.Element != nil)
		add(&h.unknown, e.Unknown, e.Unknown != nil)
		add(&h.content, e.Content, e.Content != nil)
		add(&h.part, e.Part, e.Part != nil)
		add(&h.end, e.End, e.End != nil)
		add(&h.named, e.Named, e.Named != nil)
	}
	return h
}

// A Syntax is what a reader's extensions make together. It is not changed once it is made, and may be used by many pages
// at once.
type Syntax struct {
	Limits    *limit.Limits
	AllowHTML bool                              // keep raw HTML as RawBlock and RawInline
	IconNames bool                              // icons are their names as they are written
	Include   func(path string) ([]byte, error) // a file by its path below the source root; nil: nothing is included
	Above     func(path string) bool            // whether Include has a file above the source root; nil: it has none
	Settings  source.Settings
	Slug      Slug // how headings get their ids

	hooks
	names  []string
	jsx    bool
	parser parser.Parser
	room   sync.Pool // of *roomLeft
}

// Use makes the syntax that of extensions.
func (s *Syntax) Use(exts []*Extension) {
	s.hooks, s.names = gather(exts), nil
	p := newParsers(s.Limits)
	for _, e := range exts {
		s.names = append(s.names, e.Name)
		if e.Parsers != nil {
			e.Parsers(p)
		}
	}
	s.jsx = p.JSX
	s.parser = p.parser()
}

// Has reports whether an extension is on, for another one of which it is an option.
func (s *Syntax) Has(name string) bool { return slices.Contains(s.names, name) }
