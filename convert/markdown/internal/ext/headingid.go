package ext

import (
	"bytes"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"platen/convert/markdown/internal/build"
	"platen/convert/tree"
)

var HeadingIDs = build.Extension{
	Name: "heading_ids", Doc: "A heading's id in a comment or in brackets behind it: {/*id*/}, {/* #id */} (MDX), [[id]] (Hugging Face)",
	Parsers: func(p *build.Parsers) { p.Inline(60, headingIDParser{}) },
	Heading: func(_ *build.Page, h *tree.Heading) { h.Inlines = build.Trim(h.Inlines) }, // they leave a space
}

// headingIDParser reads an id at the end of a heading.
type headingIDParser struct{}

func (headingIDParser) Trigger() []byte { return []byte("{[") }

func (headingIDParser) Parse(parent ast.Node, block text.Reader, _ parser.Context) ast.Node {
	if parent.Kind() != ast.KindHeading {
		return nil
	}
	line, segment := block.PeekLine()
	open, end := "{/*", "*/}"
	if line[0] == '[' {
		open, end = "[[", "]]"
	}
	size := bytes.Index(line, []byte(end)) + len(end)
	if segment.Padding > 0 || !bytes.HasPrefix(line, []byte(open)) || size < len(open)+len(end) || !util.IsBlank(line[size:]) {
		return nil
	}
	id := strings.TrimSpace(string(line[len(open) : size-len(end)]))
	if line[0] == '[' && !touches(block.Source(), segment.Start) {
		return nil // [[Page]] behind a space is a link of a wiki
	}
	if line[0] == '{' {
		id = strings.TrimPrefix(id, "#")
	}
	if id == "" || strings.ContainsAny(id, " \t\"'<>[]|#") {
		return nil
	}
	n := &headingID{id: id}
	n.SetPos(segment.Start)
	block.Advance(size)
	return n
}

// touches reports whether a word ends at an offset of the source.
func touches(src []byte, at int) bool { return at > 0 && !util.IsSpace(src[at-1]) && src[at-1] != '#' }

var kindHeadingID = ast.NewNodeKind("HeadingID")

// A headingID is the id of the heading that it stands in.
type headingID struct {
	ast.BaseInline
	id string
}

func (n *headingID) Kind() ast.NodeKind { return kindHeadingID }

func (n *headingID) Dump(src []byte, level int) { ast.DumpHelper(n, src, level, nil, nil) }

// Build adds it as an anchor, which the heading takes.
func (n *headingID) Build(b *build.Builder) { b.Anchor(b.Page.Clean(n.id), b.Page.PosOf(n)) }
