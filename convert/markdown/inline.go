package markdown

import (
	"fmt"
	"strings"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
	gtext "github.com/yuin/goldmark/text"

	"platen/convert/tree"
)

// maxInlineDepth is how deep emphasis, links and inline HTML nest in the tree; what is deeper keeps its words.
const maxInlineDepth = 64

// flow converts the inline children of n. HTML in them can make blocks.
func (c *conv) flow(n ast.Node, tight bool) flow {
	b := builder{c: c, inline: true, buf: c.takeBuf()}
	b.base.tight = tight
	b.base.inlines, b.borrowed = c.nodes.borrow(), true
	c.inlineDepth++
	for k := n.FirstChild(); k != nil; k = k.NextSibling() {
		b.node(k)
	}
	c.inlineDepth--
	fl := b.finish()
	c.bufs = append(c.bufs, b.buf)
	for _, f := range c.s.hooks.inlines {
		fl.inlines = f(c, fl.inlines)
	}
	return fl
}

// inlines converts the inline children of n for a place that holds no blocks.
func (c *conv) inlines(n ast.Node) []tree.Inline { return c.flatten(c.flow(n, true)) }

func (c *conv) takeBuf() []byte {
	if n := len(c.bufs); n > 0 {
		buf := c.bufs[n-1]
		c.bufs = c.bufs[:n-1]
		return buf
	}
	return nil
}

// segment adds a text segment, unescaped unless raw.
func (b *builder) segment(s gtext.Segment, raw bool) {
	for range s.Padding {
		b.str(" ", s.Start)
	}
	if raw {
		b.raw(s.Start, s.Stop)
		return
	}
	b.markdown(s.Start, s.Stop)
}

func (b *builder) node(n ast.Node) {
	c := b.c
	switch n := n.(type) {
	case *ast.Text:
		b.segment(n.Segment, n.IsRaw())
		if n.HardLineBreak() {
			b.add(c.nodes.lineBreak(c.pos(n.Segment.Stop), true))
		} else if n.SoftLineBreak() {
			b.add(c.nodes.lineBreak(c.pos(n.Segment.Stop), false))
		}
	case *ast.String:
		b.str(string(n.Value), max(0, n.Pos()))
	case *ast.CodeSpan:
		text := c.codeText(n)
		for _, f := range c.s.span {
			text = f(text)
		}
		b.add(c.nodes.code(c.nodePos(n), text))
	case *ast.Emphasis:
		p := c.nodePos(n)
		if n.Level == 2 {
			b.container(n, func(in []tree.Inline) tree.Inline { s := c.nodes.strongs.make(); s.Pos, s.Inlines = p, in; return s })
		} else {
			b.container(n, func(in []tree.Inline) tree.Inline { return &tree.Emph{Pos: p, Inlines: in} })
		}
	case *east.Strikethrough:
		p := c.nodePos(n)
		b.container(n, func(in []tree.Inline) tree.Inline { return &tree.Strike{Pos: p, Inlines: in} })
	case *ast.Link:
		b.flush()
		l := c.nodes.links.make()
		l.Pos = c.nodePos(n)
		l.To.Raw, l.Title = c.destination(n.Destination, n.Title, n.Reference != nil)
		c.inLink++
		l.Inlines = c.unlink(c.inlines(n))
		c.inLink--
		b.add(l)
	case *ast.Image:
		b.flush()
		im := &tree.Image{Pos: c.nodePos(n), Alt: c.alt(n)}
		im.Src.Raw, im.Title = c.destination(n.Destination, n.Title, n.Reference != nil)
		b.add(im)
	case *ast.AutoLink:
		b.autoLink(n)
	case *ast.RawHTML:
		b.rawHTML(n)
	case *east.TaskCheckBox: // the list's item has it
	case node:
		n.Build(b)
	default:
		for k := n.FirstChild(); k != nil; k = k.NextSibling() {
			b.node(k)
		}
	}
}

// container adds an inline node with children.
func (b *builder) container(n ast.Node, node func([]tree.Inline) tree.Inline) {
	c := b.c
	b.flush()
	fl := c.flow(n, b.top().tight)
	if c.inlineDepth >= maxInlineDepth || len(b.stack) >= maxInlineDepth {
		b.addFlow(fl)
		return
	}
	if fl.blocks != nil {
		b.addFlow(flow{blocks: distribute(fl.blocks, node)})
		return
	}
	b.add(node(fl.inlines))
}

// alt is the plain text of an image's description.
func (c *conv) alt(n ast.Node) string {
	if t, ok := n.FirstChild().(*ast.Text); ok && t.NextSibling() == nil {
		return c.clean(unescaped(c.text[t.Segment.Start:t.Segment.Stop]))
	}
	in := c.inlines(n)
	c.forget(in)
	return strings.TrimSpace(tree.PlainText(in))
}

// A linkTarget is the target and title of a reference, resolved once for all its uses.
type linkTarget struct{ target, title string }

// destination is where a link leads, and its title. The uses of one definition share it, and count towards the
// size that a page can grow to.
func (c *conv) destination(dest, title []byte, shared bool) (string, string) {
	if !shared || len(dest) == 0 {
		return c.target(dest), c.words(title)
	}
	d, ok := c.definitions[&dest[0]]
	if !ok {
		d = linkTarget{c.target(dest), c.words(title)}
		if c.definitions == nil {
			c.definitions = map[*byte]linkTarget{}
		}
		c.definitions[&dest[0]] = d
	}
	if c.grown += len(d.target) + len(d.title); c.grown > c.s.Limits.PageBytes {
		panic(&LimitError{Limit: "limit-page-bytes", Value: c.s.Limits.PageBytes, What: fmt.Sprintf("link definitions used so often that the page grows to %d bytes", c.grown)})
	}
	return d.target, d.title
}

// forget gives up the ids of inlines that do not come into the tree.
func (c *conv) forget(in []tree.Inline) {
	for _, n := range in {
		tree.Inspect(n, func(n tree.Node) bool {
			if a, ok := n.(*tree.Anchor); ok {
				delete(c.p.IDs, a.ID)
			}
			for _, id := range tree.AttrOf(n).IDs() {
				delete(c.p.IDs, id)
			}
			return true
		})
	}
}

func (b *builder) autoLink(n *ast.AutoLink) {
	c := b.c
	label := string(n.Label(c.src))
	url := string(n.URL(c.src))
	if n.AutoLinkType == ast.AutoLinkEmail && !strings.HasPrefix(strings.ToLower(url), "mailto:") {
		url = "mailto:" + url
	}
	p := c.nodePos(n)
	b.add(&tree.Link{Pos: p, To: tree.Target{Raw: url}, Inlines: []tree.Inline{&tree.Text{Pos: p, S: label}}})
}

// rawHTML adds a tag or comment in a line.
func (b *builder) rawHTML(n *ast.RawHTML) {
	if n.Segments.Len() == 0 {
		return
	}
	c := b.c
	at := n.Segments.At(0).Start
	var raw string
	if n.Segments.Len() == 1 {
		raw = c.text[at:n.Segments.At(0).Stop]
	} else {
		raw = string(n.Segments.Value(c.src))
	}
	if c.s.AllowHTML {
		b.add(&tree.RawInline{Pos: c.pos(at), HTML: raw, Inlines: c.fragmentInlines(raw, at)})
		return
	}
	if len(raw) > 1 && (raw[1] == '!' || raw[1] == '?') {
		return // comments, declarations, CDATA, processing instructions
	}
	b.tag(raw, at)
}

// codeText is the text of a code span: line ends are spaces (CommonMark 0.31.2, 6.1).
func (c *conv) codeText(n ast.Node) string {
	first, ok := n.FirstChild().(*ast.Text)
	if ok && first.NextSibling() == nil {
		s := first.Segment
		if t := c.text[s.Start:s.Stop]; s.Padding == 0 && (t == "" || t[len(t)-1] != '\n') {
			return t
		}
	}
	buf := c.scratch[:0]
	for k := n.FirstChild(); k != nil; k = k.NextSibling() {
		if t, ok := k.(*ast.Text); ok {
			for range t.Segment.Padding {
				buf = append(buf, ' ')
			}
			v := c.text[t.Segment.Start:t.Segment.Stop]
			if len(v) > 0 && v[len(v)-1] == '\n' {
				buf = append(append(buf, v[:len(v)-1]...), ' ')
			} else {
				buf = append(buf, v...)
			}
		}
	}
	c.scratch = buf[:0]
	return c.arena.intern(buf)
}
