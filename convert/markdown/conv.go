package markdown

import (
	"strings"
	"unsafe"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	gtext "github.com/yuin/goldmark/text"

	"platen/convert/tree"
)

// conv converts one page.
type conv struct {
	s     *syntax
	src   []byte // the page after repair
	text  string // the same bytes in the same memory: nodes hold substrings of it
	p     *tree.Page
	diags []tree.Diag

	headings []*tree.Heading
	explicit *tree.Heading // the last heading whose id the author wrote in braces
	base     int           // where src begins in the page's own text

	tabs      map[*tree.Heading]*tree.Tab // headings that have become tabs
	pieces    []piece                     // where the text comes from, when it includes other files
	pc        parser.Context
	nested    int            // parts of the page around that are parsed on their own
	openNames map[string]int // components around, by name in lower case

	nestedBytes int // of Markdown in HTML

	items       int // list items around
	depth       int // of containers
	inlineDepth int
	inLink      int // of the Markdown links around
	cells       int // of tables
	definitions map[*byte]linkTarget
	grown       int // bytes of definitions used

	refControls  int // references to control characters
	refControlAt tree.Pos

	nodes   nodes
	arena   arena
	scratch []byte
	bufs    [][]byte
}

func newConv(s *syntax, path string) *conv {
	return &conv{s: s, p: &tree.Page{Path: path, IDs: map[string]tree.Node{}}}
}

// page reads the page's source into c.p.
func (c *conv) page(src []byte) error {
	src, fix := decode(src)
	nodes, err := prescan(src, c.s.Limits)
	if err != nil {
		return err
	}
	full := unsafe.String(unsafe.SliceData(src), len(src)) // no copy: nobody changes src, and a guide is large
	c.p.Sources = []tree.Source{{Path: c.p.Path, Base: 1, Text: full}}
	x := &sourceText{Page: c.p, Read: c.s.Include, Limits: c.s.Limits, Settings: c.s.Settings, Report: c.diag, Clean: c.clean}
	x.Take(full)
	for _, f := range c.s.source {
		f(x)
	}
	if c.text, c.base, c.pieces = x.Text(); c.pieces != nil {
		c.src = []byte(c.text)
		if nodes, err = prescan(c.src, c.s.Limits); err != nil {
			return err
		}
	} else {
		c.src = src[c.base:]
	}
	c.pc = parser.NewContext()
	c.s.Limits.spendWork(c.pc, nodes*nodeWork, 1)
	root := c.s.parser.Parse(gtext.NewReader(c.src), parser.WithContext(c.pc))
	c.p.Blocks = c.blocks(root, false)
	for _, f := range c.s.end {
		f(c)
	}
	c.nameHeadings()
	for _, f := range c.s.named {
		f(c)
	}
	c.p.Title = c.title()
	c.reportRepairs(fix)
	return nil
}

// title is the page's title: the front matter's, else the first heading of level 1.
func (c *conv) title() []tree.Inline {
	if s := c.p.Meta.String("title"); s != "" {
		return []tree.Inline{&tree.Text{S: s}}
	}
	for _, h := range c.headings {
		if h.Level == 1 {
			return h.Inlines
		}
	}
	return nil
}

// within calls f while end tags of a name in lower case belong to an element around, and are no words.
func (c *conv) within(name string, f func()) {
	if c.openNames == nil {
		c.openNames = map[string]int{}
	}
	c.openNames[name]++
	defer func() { c.openNames[name]-- }()
	f()
}

// pos is the position of an offset in c.text.
func (c *conv) pos(offset int) tree.Pos {
	if offset < 0 {
		return 0
	}
	if c.pieces != nil {
		return pieceAt(c.pieces, offset)
	}
	return tree.Pos(c.base + offset + 1)
}

// nodePos is where a parsed node begins.
func (c *conv) nodePos(n ast.Node) tree.Pos { return c.pos(n.Pos()) }

// lineOf is the line of a position, from 1.
func (c *conv) lineOf(p tree.Pos) int { return c.line(int(p) - 1 - c.base) }

// countCells stops a page that has too many cells in its tables.
func (c *conv) countCells(n int, p tree.Pos) {
	if c.cells += n; c.cells > c.s.Limits.Cells {
		panic(&LimitError{Limit: "limit-cells", Value: c.s.Limits.Cells, Line: c.lineOf(p), What: "tables with too many cells"})
	}
}

func (c *conv) diag(p tree.Pos, sev tree.Severity, code tree.DiagCode, msg, hint string) {
	c.diags = append(c.diags, tree.Diag{Page: c.p, Pos: p, Severity: sev, Code: code, Msg: msg, Hint: hint})
}

// arena keeps strings that are no substrings of the page, many to an allocation.
type arena struct{ b *strings.Builder }

const arenaChunk = 8 << 10

// intern returns b as a string that stays valid.
func (a *arena) intern(b []byte) string {
	if len(b) == 0 {
		return ""
	}
	if len(b) > arenaChunk/4 {
		return string(b)
	}
	if a.b == nil || a.b.Cap()-a.b.Len() < len(b) {
		a.b = &strings.Builder{}
		a.b.Grow(arenaChunk)
	}
	start := a.b.Len()
	a.b.Write(b)
	return a.b.String()[start:]
}
