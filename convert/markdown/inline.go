package markdown

import (
	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
	gtext "github.com/yuin/goldmark/text"

	"platen/convert/tree"
)

// inlines converts the inline children of n.
func (c *conv) inlines(n ast.Node) []tree.Inline {
	var b inlineBuilder
	b.c = c
	for k := n.FirstChild(); k != nil; k = k.NextSibling() {
		b.node(k)
	}
	b.flush()
	return b.out
}

// inlineBuilder collects inlines and merges text that touches.
type inlineBuilder struct {
	c          *conv
	out        []tree.Inline
	start, end int    // text to come: a range of the source …
	buf        []byte // … or, when not nil, these bytes, which begin at start
	active     bool
}

// raw adds a range of the source as text.
func (b *inlineBuilder) raw(start, end int) {
	switch {
	case start >= end:
	case !b.active:
		b.start, b.end, b.active = start, end, true
	case b.buf == nil && b.end == start:
		b.end = end
	default:
		b.spill()
		b.buf = append(b.buf, b.c.text[start:end]...)
	}
}

// str adds text that is not in the source as such; it came from offset at.
func (b *inlineBuilder) str(s string, at int) {
	if s == "" {
		return
	}
	if !b.active {
		b.start, b.end, b.active = at, at, true
	}
	b.spill()
	b.buf = append(b.buf, s...)
}

func (b *inlineBuilder) spill() {
	if b.buf == nil {
		b.buf = append(b.c.scratch[:0], b.c.text[b.start:b.end]...)
	}
}

// flush turns the text to come into a node.
func (b *inlineBuilder) flush() {
	if !b.active {
		return
	}
	s := b.c.text[b.start:b.end]
	if b.buf != nil {
		s = b.c.arena.intern(b.buf)
		b.c.scratch, b.buf = b.buf[:0], nil
	}
	b.active = false
	if s != "" {
		b.out = append(b.out, &tree.Text{Pos: pos(b.start), S: s})
	}
}

func (b *inlineBuilder) add(n tree.Inline) {
	b.flush()
	b.out = append(b.out, n)
}

// segment adds a text segment, unescaped unless raw.
func (b *inlineBuilder) segment(s gtext.Segment, raw bool) {
	for range s.Padding {
		b.str(" ", s.Start)
	}
	if raw {
		b.raw(s.Start, s.Stop)
		return
	}
	b.unescape(s.Start, s.Stop)
}

func (b *inlineBuilder) node(n ast.Node) {
	c := b.c
	switch n := n.(type) {
	case *ast.Text:
		b.segment(n.Segment, n.IsRaw())
		if n.HardLineBreak() {
			b.add(&tree.Break{Pos: pos(n.Segment.Stop), Hard: true})
		} else if n.SoftLineBreak() {
			b.add(&tree.Break{Pos: pos(n.Segment.Stop)})
		}
	case *ast.String:
		b.str(string(n.Value), n.Pos())
	case *ast.CodeSpan:
		b.add(&tree.Code{Pos: nodePos(n), S: c.codeText(n)})
	case *ast.Emphasis:
		b.flush()
		if n.Level == 2 {
			b.add(&tree.Strong{Pos: nodePos(n), Inlines: c.inlines(n)})
		} else {
			b.add(&tree.Emph{Pos: nodePos(n), Inlines: c.inlines(n)})
		}
	case *east.Strikethrough:
		b.flush()
		b.add(&tree.Strike{Pos: nodePos(n), Inlines: c.inlines(n)})
	case *ast.Link:
		b.flush()
		b.add(&tree.Link{Pos: nodePos(n), To: tree.Target{Raw: c.target(n.Destination)}, Title: c.words(n.Title), Inlines: c.inlines(n)})
	case *ast.Image:
		b.flush()
		b.add(&tree.Image{Pos: nodePos(n), Src: tree.Target{Raw: c.target(n.Destination)}, Title: c.words(n.Title), Alt: tree.PlainText(c.inlines(n))})
	case *ast.AutoLink:
		b.flush()
		label := string(n.Label(c.src))
		url := string(n.URL(c.src))
		if n.AutoLinkType == ast.AutoLinkEmail {
			url = "mailto:" + url
		}
		b.add(&tree.Link{Pos: nodePos(n), To: tree.Target{Raw: url}, Inlines: []tree.Inline{&tree.Text{Pos: nodePos(n), S: label}}})
	case *ast.RawHTML:
		b.rawHTML(n)
	case *east.TaskCheckBox:
	default:
		for k := n.FirstChild(); k != nil; k = k.NextSibling() {
			b.node(k)
		}
	}
}

func (b *inlineBuilder) rawHTML(n *ast.RawHTML) {
	raw := string(n.Segments.Value(b.c.src))
	if name, ok := anchorName(raw); ok {
		a := &tree.Anchor{Pos: nodePos(n), ID: name}
		if b.c.claim(name, a, a.Pos) {
			b.add(a)
		}
	}
}

// codeText is the text of a code span: line ends are spaces, one space at each end is taken off
// (CommonMark 0.31.2, 6.1; goldmark has done the latter).
func (c *conv) codeText(n ast.Node) string {
	first, ok := n.FirstChild().(*ast.Text)
	if ok && first.NextSibling() == nil {
		s := first.Segment
		if t := c.text[s.Start:s.Stop]; s.Padding == 0 && (t == "" || t[len(t)-1] != '\n') {
			return t
		}
	}
	var buf []byte
	for k := n.FirstChild(); k != nil; k = k.NextSibling() {
		if t, ok := k.(*ast.Text); ok {
			v := t.Segment.Value(c.src)
			if len(v) > 0 && v[len(v)-1] == '\n' {
				buf = append(append(buf, v[:len(v)-1]...), ' ')
			} else {
				buf = append(buf, v...)
			}
		}
	}
	return c.arena.intern(buf)
}
