package build

import (
	"fmt"
	"strings"
	"unsafe"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	gtext "github.com/yuin/goldmark/text"

	"platen/convert/markdown/internal/lex"
	"platen/convert/markdown/internal/limit"
	"platen/convert/markdown/internal/source"
	"platen/convert/tree"
)

// Page converts one page.
type Page struct {
	Syntax *Syntax
	Source []byte // the page after repair
	Text   string // the same bytes in the same memory: nodes hold substrings of it
	Tree   *tree.Page
	diags  []tree.Diag

	headings []*tree.Heading
	terms    []*tree.Term // of definition lists

	literal map[*tree.Text]int // texts with escaped braces, and where the last of them ends

	inHeading  bool
	codes      []shortcode // of the heading that is being made
	shortcodes map[*tree.Heading][]shortcode
	written    map[*tree.Heading]string // the source of headings with tags in them
	explicit   *tree.Heading            // the last heading whose id the author wrote in braces
	base       int                      // where src begins in the page's own text

	tabs      map[*tree.Heading]*tree.Tab // headings that have become tabs
	pieces    []source.Piece              // where the text comes from, when it includes other files
	Context   parser.Context
	nested    int            // parts of the page around that are parsed on their own
	openNames map[string]int // components around, by name in lower case

	nestedBytes int // of Markdown in HTML

	items       int // list items around
	depth       int // of containers
	inlineDepth int
	lines       *gtext.Segments // of the block whose inlines are built
	inLink      int             // of the Markdown links around
	cells       int             // of tables
	definitions map[*byte]linkTarget
	made        map[*ast.Heading]*tree.Heading // while references may lead to headings
	grown       int                            // bytes of definitions used

	refControls  int // references to control characters
	refControlAt tree.Pos

	nodes   nodes
	arena   arena
	scratch []byte
	spare   []*Builder
}

// Read reads a page. A limit that it passes is an error or a panic with a *LimitError.
func (s *Syntax) Read(path string, src []byte) (*tree.Page, []tree.Diag, error) {
	c := &Page{Syntax: s, Tree: &tree.Page{Path: path, IDs: map[string]tree.Node{}}}
	if room, ok := s.room.Get().(*roomLeft); ok {
		c.nodes, c.arena = room.nodes, room.arena
	}
	if err := c.page(src); err != nil {
		return nil, nil, err
	}
	s.room.Put(&roomLeft{c.nodes, c.arena})
	return c.Tree, c.diags, nil
}

// page reads the page's source into c.p.
func (c *Page) page(src []byte) error {
	src, fix := lex.Decode(src)
	nodes, err := limit.Scan(src, c.Syntax.Limits)
	if err != nil {
		return err
	}
	full := unsafe.String(unsafe.SliceData(src), len(src)) // no copy: nobody changes src, and a guide is large
	c.Tree.Sources = []tree.Source{{Path: c.Tree.Path, Base: 1, Text: full}}
	x := &source.Text{Page: c.Tree, Read: c.Syntax.Include, Above: c.Syntax.Above, Limits: c.Syntax.Limits, Settings: c.Syntax.Settings, Report: c.Report, Clean: c.Clean}
	x.Take(full)
	for _, f := range c.Syntax.source {
		f(x)
	}
	if c.Text, c.base, c.pieces = x.Text(); c.pieces != nil {
		c.Source = []byte(c.Text)
		if nodes, err = limit.Scan(c.Source, c.Syntax.Limits); err != nil {
			return err
		}
	} else {
		c.Source = src[c.base:]
	}
	c.Context = &definitions{Context: parser.NewContext()}
	c.Syntax.Limits.SpendWork(c.Context, nodes*limit.NodeWork, 1)
	root := c.Syntax.parser.Parse(gtext.NewReader(c.Source), parser.WithContext(c.Context))
	c.Tree.Blocks = c.Blocks(root, false)
	for _, f := range c.Syntax.end {
		f(c)
	}
	c.nameHeadings()
	for _, f := range c.Syntax.named {
		f(c)
	}
	c.references()
	c.Tree.Title = c.title()
	c.reportRepairs(fix)
	return nil
}

// title is the page's title: the front matter's, else the first heading of level 1.
func (c *Page) title() []tree.Inline {
	if s := c.Tree.Meta.String("title"); s != "" {
		return []tree.Inline{&tree.Text{S: s}}
	}
	for _, h := range c.headings {
		if h.Level == 1 {
			return h.Inlines
		}
	}
	return nil
}

// Within calls f while end tags of a name in lower case belong to an element around, and are no words.
func (c *Page) Within(name string, f func()) {
	if c.openNames == nil {
		c.openNames = map[string]int{}
	}
	c.openNames[name]++
	defer func() { c.openNames[name]-- }()
	f()
}

// Pos is the position of an offset in c.text.
func (c *Page) Pos(offset int) tree.Pos {
	if offset < 0 {
		return 0
	}
	if c.pieces != nil {
		return source.PieceAt(c.pieces, offset)
	}
	return tree.Pos(c.base + offset + 1)
}

// PosOf is where a parsed node begins.
func (c *Page) PosOf(n ast.Node) tree.Pos { return c.Pos(n.Pos()) }

// lineOf is the line of a position, from 1.
func (c *Page) lineOf(p tree.Pos) int { return c.line(int(p) - 1 - c.base) }

// countCells stops a page that has too many cells in its tables.
func (c *Page) countCells(n int, p tree.Pos) {
	if c.cells += n; c.cells > c.Syntax.Limits.Cells {
		panic(&limit.Error{Limit: "limit-cells", Value: c.Syntax.Limits.Cells, Line: c.lineOf(p), What: "tables with too many cells"})
	}
}

// Report says something of a place of the page.
func (c *Page) Report(p tree.Pos, sev tree.Severity, code tree.DiagCode, msg, hint string) {
	c.diags = append(c.diags, tree.Diag{Page: c.Tree, Pos: p, Severity: sev, Code: code, Msg: msg, Hint: hint})
}

// ReportFor reports something of the source of a size in bytes.
func (c *Page) ReportFor(p tree.Pos, size int, sev tree.Severity, code tree.DiagCode, msg, hint string) {
	c.diags = append(c.diags, tree.Diag{Page: c.Tree, Pos: p, End: p + tree.Pos(size), Severity: sev, Code: code, Msg: msg, Hint: hint})
}

// Grow stops a page that grows too large by what it uses again and again.
func (c *Page) Grow(n int, what string) {
	if c.grown += n; c.grown > c.Syntax.Limits.PageBytes {
		panic(&limit.Error{Limit: "limit-page-bytes", Value: c.Syntax.Limits.PageBytes, What: fmt.Sprintf("%s used so often that the page grows to %d bytes", what, c.grown)})
	}
}

// InItem reports whether what is converted stands in a list's item.
func (c *Page) InItem() bool { return c.items > 0 }

// InWords reports whether what is converted stands in the words of a link.
func (c *Page) InWords() bool { return c.inLink > 0 }

// Literal is how much of a text, from its beginning, has only braces that are escaped.
func (c *Page) Literal(t *tree.Text) int { return c.literal[t] }

func (c *Page) markLiteral(t *tree.Text, n int) {
	if c.literal == nil {
		c.literal = map[*tree.Text]int{}
	}
	c.literal[t] = n
}

// TextNode makes a text node.
func (c *Page) TextNode(p tree.Pos, s string) *tree.Text { return c.nodes.text(p, s) }

// Offset is the offset in the text of a position in the page's own.
func (c *Page) Offset(p tree.Pos) int { return int(p) - 1 - c.base }

// From is the source from a position on, "" when it is not known.
func (c *Page) From(p tree.Pos) string {
	at := int(p) - 1 - c.base
	if c.pieces != nil || at < 0 || at > len(c.Text) {
		return ""
	}
	return c.Text[at:]
}

// Chosen says that the author chose the id of a heading: anchors do not take its place.
func (c *Page) Chosen(h *tree.Heading) { c.explicit = h }

// Outline returns the headings with words so far that are no tabs.
func (c *Page) Outline() []*tree.Heading {
	var list []*tree.Heading
	for _, h := range c.headings {
		if c.tabs[h] == nil && len(h.Inlines) > 0 {
			list = append(list, h)
		}
	}
	return list
}

// Becomes says that a heading has become a tab.
func (c *Page) Becomes(h *tree.Heading, t *tree.Tab) {
	if c.tabs == nil {
		c.tabs = map[*tree.Heading]*tree.Tab{}
	}
	c.tabs[h] = t
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
