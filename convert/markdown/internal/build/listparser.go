package build

import (
	"bytes"
	"strconv"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"platen/convert/markdown/internal/lex"
	"platen/convert/tree"
)

// listParser and itemParser replace goldmark's, which close a list at a line that belongs in its empty item when
// that line starts a list of another type ("1." and below it "   + A"; 86 places in five guides).
// They follow CommonMark 0.31.2, 5.2 and 5.3. An item's Offset is the column of its content from where the list's
// container begins; it is negative once a blank line follows a marker that had nothing behind it, for then
// nothing more comes into the item.
type listParser struct{ items ItemReader }

type itemParser struct{ items ItemReader }

// An ItemReader reads list markers beside those of CommonMark.
type ItemReader struct {
	Bytes string // that they can begin with
	// Read reads the marker that a line begins with. style is that of the list which it may belong in, -1 for none.
	Read func(line []byte, style tree.ListStyle, pc parser.Context) (ItemStart, bool)
}

// listTriggers are the bytes that a list item can begin with.
func listTriggers() []byte { return []byte("-+*0123456789") }

// ItemStart is a list marker at the beginning of a line.
type ItemStart struct {
	Indent int  // columns before the marker
	End    int  // offset behind the marker
	Marker byte // its last byte
	Number int  // of an ordered item, else -1

	Style  tree.ListStyle
	Opened func() // called when the item begins; nil: nothing is to be done
	Shy    bool   // it begins no list below a paragraph, unless in an item
}

// read reads a list marker.
func (r ItemReader) read(line []byte, style tree.ListStyle, pc parser.Context) (s ItemStart, ok bool) {
	if s, ok = readItem(line); ok || r.Read == nil {
		return s, ok
	}
	return r.Read(line, style, pc)
}

// readItem reads a list marker.
func readItem(line []byte) (s ItemStart, ok bool) {
	i := 0
	for i < len(line) && line[i] == ' ' {
		i++
	}
	if i > 3 || i == len(line) {
		return s, false
	}
	n := lex.Marker(lex.TrimEnd(line[i:]))
	if n == 0 {
		return s, false
	}
	s = ItemStart{Indent: i, End: i + n, Marker: line[i+n-1], Number: -1}
	if n > 1 {
		s.Number, _ = strconv.Atoi(string(line[i : i+n-1]))
	}
	return s, true
}

func (p listParser) Trigger() []byte           { return append(listTriggers(), p.items.Bytes...) }
func (listParser) CanInterruptParagraph() bool { return true }
func (listParser) CanAcceptIndentedLine() bool { return false }

func (p listParser) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	if parent.Kind() == ast.KindList {
		return nil, parser.NoChildren // the next item
	}
	line, _ := untabbed(reader)
	s, ok := p.items.read(line, -1, pc)
	if !ok {
		return nil, parser.NoChildren
	}
	if last := pc.LastOpenedBlock().Node; last != nil && ast.IsParagraph(last) && last.Parent() == parent {
		// Only a list that starts with 1, and no empty item, can interrupt a paragraph.
		if s.Number >= 0 && s.Number != 1 || util.IsBlank(line[s.End:]) {
			return nil, parser.NoChildren
		}
		if s.Shy && parent.Kind() != ast.KindListItem {
			return nil, parser.NoChildren
		}
	}
	list := ast.NewList(s.Marker)
	if s.Number >= 0 {
		list.Start = s.Number
	}
	if s.Style != tree.Decimal {
		list.SetAttribute(styleKey, s.Style)
	}
	return list, parser.HasChildren
}

func (p listParser) Continue(node ast.Node, reader text.Reader, pc parser.Context) parser.State {
	line, _ := untabbed(reader)
	if util.IsBlank(line) || inItem(node.LastChild(), line, reader) {
		return parser.Continue | parser.HasChildren
	}
	list := node.(*ast.List)
	s, ok := p.items.read(line, styleOf(list), pc)
	if !ok || !list.CanContinue(s.Marker, s.Number >= 0) || s.Style != styleOf(list) || lex.IsBreak(lex.TrimEnd(line[s.Indent:])) {
		return parser.Close
	}
	return parser.Continue | parser.HasChildren
}

// untabbed is the line that a reader is at, with spaces for a tab before a marker, and how many bytes that adds: behind the
// mark of a quotation a tab may be as narrow as a marker's indentation.
func untabbed(reader text.Reader) (line []byte, more int) {
	line, _ = reader.PeekLine()
	n := len(line) - len(bytes.TrimLeft(line, " \t"))
	if n == len(line) || bytes.IndexByte(line[:n], '\t') < 0 {
		return line, 0
	}
	w, _ := util.IndentWidth(line, reader.LineOffset())
	if w > 3 {
		return line, 0
	}
	return append(bytes.Repeat([]byte(" "), w), line[n:]...), w - n
}

// inItem reports whether a line belongs in the item by its indentation.
func inItem(item ast.Node, line []byte, reader text.Reader) bool {
	li, ok := item.(*ast.ListItem)
	if !ok || li.Offset < 0 {
		return false
	}
	w, _ := util.IndentWidth(line, reader.LineOffset())
	return w >= li.Offset
}

// Close finds out whether the list is tight: no blank line between its items, nor between the blocks of one.
func (listParser) Close(node ast.Node, _ text.Reader, _ parser.Context) {
	list := node.(*ast.List)
	for item := node.FirstChild(); item != nil; item = item.NextSibling() {
		if item.PreviousSibling() != nil && item.HasBlankPreviousLines() {
			list.IsTight = false
			return
		}
		for k := item.FirstChild(); k != nil; k = k.NextSibling() {
			if k.PreviousSibling() != nil && k.HasBlankPreviousLines() {
				list.IsTight = false
				return
			}
		}
	}
}

func (p itemParser) Trigger() []byte           { return append(listTriggers(), p.items.Bytes...) }
func (itemParser) CanInterruptParagraph() bool { return true }
func (itemParser) CanAcceptIndentedLine() bool { return false }

func (p itemParser) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	if parent.Kind() != ast.KindList {
		return nil, parser.NoChildren
	}
	line, more := untabbed(reader)
	s, ok := p.items.read(line, styleOf(parent.(*ast.List)), pc)
	if !ok {
		return nil, parser.NoChildren
	}
	if s.Opened != nil {
		s.Opened()
	}
	rest := line[s.End:]
	if util.IsBlank(rest) {
		return ast.NewListItem(s.End + 1), parser.NoChildren
	}
	col := reader.LineOffset() + s.End
	w, _ := util.IndentWidth(rest, col)
	if w > 4 {
		w = 1 // indented code
	}
	at, padding := util.IndentPosition(rest, col, w)
	reader.AdvanceAndSetPadding(s.End-more+at, padding)
	return ast.NewListItem(s.End + w), parser.HasChildren
}

func (itemParser) Continue(node ast.Node, reader text.Reader, _ parser.Context) parser.State {
	line, _ := reader.PeekLine()
	item := node.(*ast.ListItem)
	if util.IsBlank(line) {
		if node.ChildCount() == 0 && item.Offset > 0 {
			item.Offset = -item.Offset
		}
		reader.AdvanceToEOL()
		return parser.Continue | parser.HasChildren
	}
	if !inItem(item, line, reader) {
		return parser.Close
	}
	at, padding := util.IndentPosition(line, reader.LineOffset(), item.Offset)
	reader.AdvanceAndSetPadding(at, padding)
	return parser.Continue | parser.HasChildren
}

func (itemParser) Close(ast.Node, text.Reader, parser.Context) {}

// styleKey is the attribute of goldmark's list node that its tree.ListStyle is in.
var styleKey = []byte("style")

// styleOf is the style of goldmark's list node.
func styleOf(n *ast.List) tree.ListStyle {
	v, _ := n.Attribute(styleKey)
	s, _ := v.(tree.ListStyle)
	return s
}
