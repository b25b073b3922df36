package ext

import (
	"bytes"
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"platen/convert/markdown/internal/build"
	"platen/convert/markdown/internal/lex"
	"platen/convert/tree"
)

var ImageSizes = build.Extension{
	Name: "image_sizes", Doc: "Images with a size behind the address: ![words](a.png =300x200)",
	Parsers: func(p *build.Parsers) { p.Inline(62, sizedImageParser{}) },
}

var kindSizedImage = ast.NewNodeKind("SizedImage")

// A sizedImage is an image with its size behind the address: ![words](a.png =300x200). source[start:stop] is between
// the brackets.
type sizedImage struct {
	ast.BaseInline
	start, stop    int
	address, title string
	width, height  string
}

func (n *sizedImage) Kind() ast.NodeKind { return kindSizedImage }

func (n *sizedImage) Dump(src []byte, level int) { ast.DumpHelper(n, src, level, nil, nil) }

// sizedImageParser reads images with a size. To CommonMark they are words.
type sizedImageParser struct{}

func (sizedImageParser) Trigger() []byte { return []byte{'!'} }

func (sizedImageParser) Parse(_ ast.Node, block text.Reader, _ parser.Context) ast.Node {
	line, segment := block.PeekLine()
	if len(line) < 8 || line[1] != '[' || segment.Padding > 0 {
		return nil
	}
	line = line[:min(len(line), maxInlineNote)]
	end := lex.ClosingBracket(line[1:])
	if end < 0 || end+2 >= len(line) || line[end+2] != '(' {
		return nil
	}
	body := line[end+3:]
	stop := bytes.IndexByte(body, ')')
	if stop < 0 {
		return nil
	}
	n := &sizedImage{start: segment.Start + 2, stop: segment.Start + 1 + end}
	head, size, ok := strings.Cut(string(body[:stop]), " =")
	if !ok || !n.readSize(strings.TrimRight(size, " ")) {
		return nil
	}
	address, title, _ := strings.Cut(strings.TrimSpace(head), " ")
	if title = strings.TrimSpace(title); title != "" {
		if len(title) < 2 || title[0] != '"' || title[len(title)-1] != '"' {
			return nil
		}
		title = title[1 : len(title)-1]
	}
	if address == "" || strings.ContainsAny(address, "<>(") {
		return nil
	}
	n.address, n.title = address, title
	n.SetPos(segment.Start)
	block.Advance(end + 3 + stop + 1)
	return n
}

// readSize reads "300x200", "300x" or "x200", in pixels or percent.
func (n *sizedImage) readSize(s string) bool {
	w, h, ok := strings.Cut(s, "x")
	n.width, n.height = w, h
	return ok && (w != "" || h != "") && isLength(w) && isLength(h)
}

func isLength(s string) bool {
	s = strings.TrimSuffix(strings.TrimSuffix(s, "%"), "px")
	return len(s) < 6 && strings.Trim(s, "0123456789") == ""
}

// Build adds the image.
func (n *sizedImage) Build(b *build.Builder) {
	c := b.Page
	im := &tree.Image{Pos: c.PosOf(n), Alt: c.Clean(lex.Unescaped(c.Text[n.start:n.stop])), Attr: &tree.Attr{}}
	im.Src.Raw, im.Title = c.Target([]byte(n.address)), c.Unescape([]byte(n.title))
	for _, k := range [...]tree.Key{{Name: "width", Value: n.width}, {Name: "height", Value: n.height}} {
		if k.Value != "" {
			im.Attr.Keys = append(im.Attr.Keys, k)
		}
	}
	b.Add(im)
}

var BracketedSpans = build.Extension{
	Name: "bracketed_spans", Doc: "Words with attributes: [words]{.class #id} (pandoc)",
	Inlines: spans,
	Heading: func(_ *build.Page, h *tree.Heading) { unnumbered(h) },
}

// spans makes spans of [words]{.class #id key="value"} and takes {=format} behind code (pandoc). Goldmark has left
// the brackets as text, for no address follows them.
func spans(c *build.Page, in []tree.Inline) []tree.Inline {
	found := false
	for i, n := range in {
		if t, ok := n.(*tree.Text); ok && (strings.Contains(t.S[min(c.Literal(t), len(t.S)):], "]{") || i > 0 && strings.HasPrefix(t.S, "{=") && c.Literal(t) == 0) {
			found = true
			break
		}
	}
	if !found {
		return in
	}
	out := make([]tree.Inline, 0, len(in)+4)
	var open []int // where in out the brackets are that wait for their end
	for _, n := range in {
		t, ok := n.(*tree.Text)
		if !ok {
			out = append(out, n)
			continue
		}
		s, p := t.S, t.Pos
		if len(out) > 0 {
			if code, ok := out[len(out)-1].(*tree.Code); ok && code.Role == "" && strings.HasPrefix(s, "{=") {
				if format, rest, ok := strings.Cut(s[2:], "}"); ok && isFormat(format) {
					if format == "html" || format == "html5" {
						out = append(out[:len(out)-1], c.FragmentInlines(code.S, c.Offset(code.Pos))...)
					}
					p += tree.Pos(len(s) - len(rest))
					s = rest
				}
			}
		}
		text := func(end int) {
			if end > 0 {
				out = append(out, c.TextNode(p, s[:end]))
			}
			s, p = s[end:], p+tree.Pos(end)
		}
		for {
			i := strings.IndexAny(s, "[]")
			if i < 0 {
				break
			}
			if s[i] == '[' {
				text(i)
				open = append(open, len(out))
				text(1)
				continue
			}
			w, size := lex.ReadAttrs(s[i+1:])
			if len(open) == 0 || size == 0 || w.Words != nil {
				if len(open) > 0 {
					open = open[:len(open)-1]
				}
				text(i + 1)
				continue
			}
			text(i)
			from := open[len(open)-1]
			open = open[:len(open)-1]
			kids := slices.Clone(out[from+1:])
			out = append(out[:from], span(c, out[from].Position(), kids, &w)...)
			s, p = s[1+size:], p+tree.Pos(1+size)
		}
		text(len(s))
	}
	return build.JoinTexts(out)
}

func isFormat(s string) bool {
	return s != "" && strings.Trim(s, "abcdefghijklmnopqrstuvwxyz0123456789_") == ""
}

// span is what attributes make of words: keys, marks and underlined words have nodes of their own.
func span(c *build.Page, p tree.Pos, in []tree.Inline, w *lex.Attrs) []tree.Inline {
	attr := &tree.Attr{}
	name := ""
	for _, class := range w.Classes {
		switch class {
		case "kbd":
			if len(in) > 0 {
				in = []tree.Inline{&tree.Code{Pos: p, Role: "kbd", S: tree.PlainText(in)}}
			}
		case "mark", "highlight":
			name = "mark"
		case "underline", "ul":
			name = "u"
		default:
			attr.Classes = append(attr.Classes, c.Clean(class))
		}
	}
	for _, k := range w.Keys {
		if build.AllowedAttr(k.Name) {
			attr.Keys = append(attr.Keys, tree.Key{Name: k.Name, Value: c.Clean(k.Value)})
		}
	}
	id := c.Clean(build.CleanID(w.Id))
	if len(in) == 0 {
		a := &tree.Anchor{Pos: p, ID: id}
		if c.Claim(id, a, p) {
			return []tree.Inline{a}
		}
		return nil
	}
	var n tree.Inline
	if name != "" {
		n = &tree.InlineElement{Pos: p, Name: name, Attr: attr, Inlines: in}
	} else {
		n = &tree.Span{Pos: p, Attr: attr, Inlines: in}
	}
	if c.Claim(id, n, p) {
		attr.ID = id
	}
	if attr.ID == "" && attr.Classes == nil && attr.Keys == nil {
		if name == "" {
			return in
		}
		n.(*tree.InlineElement).Attr = nil
	}
	return []tree.Inline{n}
}

// unnumbered takes {-} off a heading's end: it is pandoc's short form of {.unnumbered}.
func unnumbered(h *tree.Heading) {
	if n := len(h.Inlines); n > 0 {
		if t, ok := h.Inlines[n-1].(*tree.Text); ok && strings.HasSuffix(t.S, " {-}") {
			t.S = strings.TrimRight(strings.TrimSuffix(t.S, "{-}"), " ")
			h.Attr.Classes = append(h.Attr.Classes, "unnumbered")
		}
	}
}
