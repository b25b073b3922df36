package build

import (
	"strings"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
	gtext "github.com/yuin/goldmark/text"

	"platen/convert/markdown/internal/lex"
	"platen/convert/tree"
)

// maxInlineDepth is how deep emphasis, links and inline HTML nest in the tree; what is deeper keeps its words.
const maxInlineDepth = 64

// Flow converts the inline children of n. HTML in them can make blocks.
func (c *Page) Flow(n ast.Node, tight bool) flow {
	b := c.builder(true)
	b.base.tight = tight
	b.base.inlines, b.borrowed = c.nodes.borrow(), true
	c.inlineDepth++
	lines := c.lines
	if n.Type() != ast.TypeInline {
		c.lines = n.Lines()
	}
	for k := n.FirstChild(); k != nil; k = k.NextSibling() {
		b.Inline(k)
	}
	c.inlineDepth--
	fl := b.Finish()
	c.lines = lines
	c.done(b)
	for _, f := range c.Syntax.hooks.inlines {
		fl.inlines = f(c, fl.inlines)
	}
	return fl
}

// Inlines converts the inline children of n for a place that holds no blocks.
func (c *Page) Inlines(n ast.Node) []tree.Inline { return c.flatten(c.Flow(n, true)) }

// builder returns a builder that is empty. Builders go to hooks, so that each one is an allocation; they are used again.
func (c *Page) builder(inline bool) *Builder {
	n := len(c.spare)
	if n == 0 {
		return &Builder{Page: c, inline: inline}
	}
	b := c.spare[n-1]
	c.spare = c.spare[:n-1]
	b.inline = inline
	return b
}

// done takes a builder back that has finished.
func (c *Page) done(b *Builder) {
	*b = Builder{Page: c, stack: b.stack[:0], buf: b.buf}
	c.spare = append(c.spare, b)
}

// segment adds a text segment, unescaped unless raw.
func (b *Builder) segment(s gtext.Segment, raw bool) {
	for range s.Padding {
		b.Text(" ", s.Start)
	}
	if raw {
		b.Raw(s.Start, s.Stop)
		return
	}
	b.markdown(s.Start, s.Stop)
}

// escapesEnd reports whether a line ends in a backslash that breaks it, behind an escaped one: goldmark takes only a lone
// backslash for a break. (CommonMark 0.31.2, 6.7)
func escapesEnd(s string, end int) bool {
	n := 0
	for n < end && s[end-1-n] == '\\' {
		n++
	}
	return n > 1 && n%2 == 1
}

// Inline adds the conversion of an inline.
func (b *Builder) Inline(n ast.Node) {
	c := b.Page
	switch n := n.(type) {
	case *ast.Text:
		hard := n.HardLineBreak()
		if n.SoftLineBreak() && !n.IsRaw() && n.Segment.Stop > n.Segment.Start && escapesEnd(c.Text, n.Segment.Stop) {
			n.Segment.Stop--
			hard = true
		}
		b.segment(n.Segment, n.IsRaw())
		if hard {
			b.Add(c.nodes.lineBreak(c.Pos(n.Segment.Stop), true))
		} else if n.SoftLineBreak() {
			b.Add(c.nodes.lineBreak(c.Pos(n.Segment.Stop), false))
		}
	case *ast.String:
		b.Text(string(n.Value), max(0, n.Pos()))
	case *ast.CodeSpan:
		text := c.codeText(n)
		for _, f := range c.Syntax.span {
			text = f(text)
		}
		b.Add(c.nodes.code(c.PosOf(n), text))
	case *ast.Emphasis:
		p := c.PosOf(n)
		if n.Level == 2 {
			b.Container(n, func(in []tree.Inline) tree.Inline { s := c.nodes.strongs.make(); s.Pos, s.Inlines = p, in; return s })
		} else {
			b.Container(n, func(in []tree.Inline) tree.Inline { return &tree.Emph{Pos: p, Inlines: in} })
		}
	case *east.Strikethrough:
		p := c.PosOf(n)
		b.Container(n, func(in []tree.Inline) tree.Inline { return &tree.Strike{Pos: p, Inlines: in} })
	case *ast.Link:
		b.Flush()
		l := c.nodes.links.make()
		l.Pos = c.PosOf(n)
		l.To.Raw, l.Title = c.destination(n.Destination, n.Title, n.Reference != nil)
		c.inLink++
		l.Inlines = c.unlink(c.Inlines(n))
		c.inLink--
		b.Add(l)
	case *ast.Image:
		b.Flush()
		im := &tree.Image{Pos: c.PosOf(n), Alt: c.alt(n)}
		im.Src.Raw, im.Title = c.destination(n.Destination, n.Title, n.Reference != nil)
		b.Add(c.Media(im))
	case *ast.AutoLink:
		b.autoLink(n)
	case *ast.RawHTML:
		b.rawHTML(n)
	case *east.TaskCheckBox: // the list's item has it
	case node:
		n.Build(b)
	default:
		for k := n.FirstChild(); k != nil; k = k.NextSibling() {
			b.Inline(k)
		}
	}
}

// Container adds an inline node with children.
func (b *Builder) Container(n ast.Node, node func([]tree.Inline) tree.Inline) {
	c := b.Page
	b.Flush()
	fl := c.Flow(n, b.Top().tight)
	if c.inlineDepth >= maxInlineDepth || len(b.stack) >= maxInlineDepth {
		b.AddFlow(fl)
		return
	}
	if fl.Blocks != nil {
		b.AddFlow(flow{Blocks: distribute(fl.Blocks, node)})
		return
	}
	b.Add(node(fl.inlines))
}

// alt is the plain text of an image's description.
func (c *Page) alt(n ast.Node) string {
	if t, ok := n.FirstChild().(*ast.Text); ok && t.NextSibling() == nil {
		return c.Clean(lex.Unescaped(c.Text[t.Segment.Start:t.Segment.Stop]))
	}
	in := c.Inlines(n)
	for i := range in {
		tree.Inspect(in[i], func(k tree.Node) bool {
			if l, ok := k.(*tree.Link); ok && tree.PlainText(l.Inlines) != l.To.Raw {
				c.Report(l.Pos, tree.Info, tree.Flattened, "the description of an image is words alone: a link in it is no link", "write the link beside the image, or around it")
			}
			return true
		})
	}
	c.Forget(in)
	return strings.TrimSpace(tree.PlainText(in))
}

// A linkTarget is the target and title of a reference, resolved once for all its uses.
type linkTarget struct{ target, title string }

// destination is where a link leads, and its title. The uses of one definition share it, and count towards the
// size that a page can grow to.
func (c *Page) destination(dest, title []byte, shared bool) (string, string) {
	if !shared || len(dest) == 0 {
		return c.Target(dest), c.Unescape(title)
	}
	d, ok := c.definitions[&dest[0]]
	if !ok {
		d = linkTarget{c.Target(dest), c.Unescape(title)}
		if c.definitions == nil {
			c.definitions = map[*byte]linkTarget{}
		}
		c.definitions[&dest[0]] = d
	}
	c.Grow(len(d.target)+len(d.title), "link definitions")
	return d.target, d.title
}

// Forget gives up the ids and the references to notes of inlines that do not come into the tree.
func (c *Page) Forget(in []tree.Inline) {
	for _, n := range in {
		tree.Inspect(n, func(n tree.Node) bool {
			if a, ok := n.(*tree.Anchor); ok {
				delete(c.Tree.IDs, a.ID)
			}
			for _, id := range tree.AttrOf(n).IDs() {
				delete(c.Tree.IDs, id)
			}
			if ref, ok := n.(*tree.NoteRef); ok {
				ref.Note.Refs--
			}
			return true
		})
	}
}

func (b *Builder) autoLink(n *ast.AutoLink) {
	c := b.Page
	label := string(n.Label(c.Source))
	url := string(n.URL(c.Source))
	if n.AutoLinkType == ast.AutoLinkEmail && !strings.HasPrefix(strings.ToLower(url), "mailto:") {
		url = "mailto:" + url
	}
	p := c.PosOf(n)
	b.Add(&tree.Link{Pos: p, To: tree.Target{Raw: url}, Inlines: []tree.Inline{&tree.Text{Pos: p, S: label}}})
}

// rawHTML adds a tag or comment in a line.
func (b *Builder) rawHTML(n *ast.RawHTML) {
	if n.Segments.Len() == 0 {
		return
	}
	c := b.Page
	at := n.Segments.At(0).Start
	var raw string
	if n.Segments.Len() == 1 {
		raw = c.Text[at:n.Segments.At(0).Stop]
	} else {
		raw = string(n.Segments.Value(c.Source))
	}
	if c.Syntax.AllowHTML {
		b.Add(&tree.RawInline{Pos: c.Pos(at), HTML: raw, Inlines: c.FragmentInlines(raw, at)})
		return
	}
	if len(raw) > 1 && (raw[1] == '!' || raw[1] == '?') {
		return // comments, declarations, CDATA, processing instructions
	}
	b.Tag(raw, at)
}

// codeText is the text of a code span: line ends are spaces (CommonMark 0.31.2, 6.1).
func (c *Page) codeText(n ast.Node) string {
	first, ok := n.FirstChild().(*ast.Text)
	if ok && first.NextSibling() == nil {
		s := first.Segment
		if t := c.Text[s.Start:s.Stop]; s.Padding == 0 && (t == "" || t[len(t)-1] != '\n') {
			return t
		}
	}
	buf := c.scratch[:0]
	for k := n.FirstChild(); k != nil; k = k.NextSibling() {
		if t, ok := k.(*ast.Text); ok {
			for range t.Segment.Padding {
				buf = append(buf, ' ')
			}
			v := c.Text[t.Segment.Start:t.Segment.Stop]
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
