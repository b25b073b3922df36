package markdown

import (
	"strconv"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"platen/convert/tree"
)

// listParser and itemParser replace goldmark's, which close a list at a line that belongs in its empty item when
// that line starts a list of another type ("1." and below it "   + A"; 86 places in five guides).
// They follow CommonMark 0.31.2, 5.2 and 5.3. An item's Offset is the column of its content from where the list's
// container begins; it is negative once a blank line follows a marker that had nothing behind it, for then
// nothing more comes into the item.
type listParser struct{ items itemReader }

type itemParser struct{ items itemReader }

// An itemReader reads list markers beside those of CommonMark.
type itemReader struct {
	Bytes string // that they can begin with
	// Read reads the marker that a line begins with. style is that of the list which it may belong in, -1 for none.
	Read func(line []byte, style tree.ListStyle, pc parser.Context) (itemStart, bool)
}

// listTriggers are the bytes that a list item can begin with.
func listTriggers() []byte { return []byte("-+*0123456789") }

// itemStart is a list marker at the beginning of a line.
type itemStart struct {
	indent int  // columns before the marker
	end    int  // offset behind the marker
	marker byte // its last byte
	number int  // of an ordered item, else -1

	style  tree.ListStyle
	opened func() // called when the item begins; nil: nothing is to be done
	shy    bool   // it begins no list below a paragraph, unless in an item
}

// read reads a list marker.
func (r itemReader) read(line []byte, style tree.ListStyle, pc parser.Context) (s itemStart, ok bool) {
	if s, ok = readItem(line); ok || r.Read == nil {
		return s, ok
	}
	return r.Read(line, style, pc)
}

// readItem reads a list marker.
func readItem(line []byte) (s itemStart, ok bool) {
	i := 0
	for i < len(line) && line[i] == ' ' {
		i++
	}
	if i > 3 || i == len(line) {
		return s, false
	}
	n := marker(trimEnd(line[i:]))
	if n == 0 {
		return s, false
	}
	s = itemStart{indent: i, end: i + n, marker: line[i+n-1], number: -1}
	if n > 1 {
		s.number, _ = strconv.Atoi(string(line[i : i+n-1]))
	}
	return s, true
}

// trimEnd is line without its line end. It is never empty.
func trimEnd(line []byte) []byte {
	if n := len(line); n > 1 && line[n-1] == '\n' {
		return line[:n-1]
	}
	return line
}

func (p listParser) Trigger() []byte           { return append(listTriggers(), p.items.Bytes...) }
func (listParser) CanInterruptParagraph() bool { return true }
func (listParser) CanAcceptIndentedLine() bool { return false }

func (p listParser) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	if parent.Kind() == ast.KindList {
		return nil, parser.NoChildren // the next item
	}
	line, _ := reader.PeekLine()
	s, ok := p.items.read(line, -1, pc)
	if !ok {
		return nil, parser.NoChildren
	}
	if last := pc.LastOpenedBlock().Node; last != nil && ast.IsParagraph(last) && last.Parent() == parent {
		// Only a list that starts with 1, and no empty item, can interrupt a paragraph.
		if s.number >= 0 && s.number != 1 || util.IsBlank(line[s.end:]) {
			return nil, parser.NoChildren
		}
		if s.shy && parent.Kind() != ast.KindListItem {
			return nil, parser.NoChildren
		}
	}
	list := ast.NewList(s.marker)
	if s.number >= 0 {
		list.Start = s.number
	}
	if s.style != tree.Decimal {
		list.SetAttribute(styleKey, s.style)
	}
	return list, parser.HasChildren
}

func (p listParser) Continue(node ast.Node, reader text.Reader, pc parser.Context) parser.State {
	line, _ := reader.PeekLine()
	if util.IsBlank(line) || inItem(node.LastChild(), line, reader) {
		return parser.Continue | parser.HasChildren
	}
	list := node.(*ast.List)
	s, ok := p.items.read(line, styleOf(list), pc)
	if !ok || !list.CanContinue(s.marker, s.number >= 0) || s.style != styleOf(list) || isBreak(trimEnd(line[s.indent:])) {
		return parser.Close
	}
	return parser.Continue | parser.HasChildren
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
	line, _ := reader.PeekLine()
	s, ok := p.items.read(line, styleOf(parent.(*ast.List)), pc)
	if !ok {
		return nil, parser.NoChildren
	}
	if s.opened != nil {
		s.opened()
	}
	rest := line[s.end:]
	if util.IsBlank(rest) {
		return ast.NewListItem(s.end + 1), parser.NoChildren
	}
	col := reader.LineOffset() + s.end
	w, _ := util.IndentWidth(rest, col)
	if w > 4 {
		w = 1 // indented code
	}
	at, padding := util.IndentPosition(rest, col, w)
	reader.AdvanceAndSetPadding(s.end+at, padding)
	return ast.NewListItem(s.end + w), parser.HasChildren
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
