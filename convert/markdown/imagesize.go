package markdown

import (
	"bytes"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"platen/convert/tree"
)

var imageSizes = extn{
	Name: "image_sizes", Doc: "Images with a size behind the address: ![words](a.png =300x200)",
	Parsers: func(p *parsers) { p.Inline(62, sizedImageParser{}) },
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
	end := closingBracket(line[1:])
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
func (n *sizedImage) Build(b *builder) {
	c := b.c
	im := &tree.Image{Pos: c.nodePos(n), Alt: c.clean(unescaped(c.text[n.start:n.stop])), Attr: &tree.Attr{}}
	im.Src.Raw, im.Title = c.target([]byte(n.address)), c.words([]byte(n.title))
	for _, k := range [...]tree.Key{{Name: "width", Value: n.width}, {Name: "height", Value: n.height}} {
		if k.Value != "" {
			im.Attr.Keys = append(im.Attr.Keys, k)
		}
	}
	b.add(im)
}
