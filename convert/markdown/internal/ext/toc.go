package ext

import (
	"strings"

	"github.com/yuin/goldmark/parser"

	"platen/convert/markdown/internal/build"
	"platen/convert/tree"
)

var PageBreaks = build.Extension{
	Name: "page_breaks", Doc: "A paragraph \\newpage or \\pagebreak starts a page of the PDF (pandoc)",
	Paragraph: func(b *build.Builder, p *tree.Paragraph) bool {
		if !breakCommand(p.Inlines) {
			return false
		}
		b.AddBlock(build.PageBreak(p.Pos))
		return true
	},
}

// breakCommand reports whether a paragraph is one of TeX's commands for a new page, which pandoc and others let through.
func breakCommand(in []tree.Inline) bool {
	if len(in) != 1 {
		return false
	}
	t, ok := in[0].(*tree.Text)
	return ok && len(t.S) < 20 && (t.S == `\newpage` || t.S == `\pagebreak` || t.S == `\clearpage`)
}

var TOCMarker = build.Extension{
	Name: "toc_marker", Doc: "A line [TOC] or [[toc]] is replaced by a list of the page's headings",
	Paragraph: takeMarker,
	Named:     fillContents,
}

// maxContents is how many lists of its headings a page can have; further marks stay text.
const maxContents = 3

// tocMarker reports whether a paragraph stands for the list of the page's headings (Python-Markdown, VitePress).
func tocMarker(in []tree.Inline) bool {
	if len(in) != 1 {
		return false
	}
	t, ok := in[0].(*tree.Text)
	return ok && (t.S == "[TOC]" || strings.EqualFold(t.S, "[[toc]]"))
}

// contentsKey is where a page's places for lists of its headings are.
var contentsKey = parser.NewContextKey()

// contents are those places.
func contents(c *build.Page) []*tree.Div {
	list, _ := c.Context.Get(contentsKey).([]*tree.Div)
	return list
}

// takeMarker adds the place that a paragraph stands for.
func takeMarker(b *build.Builder, p *tree.Paragraph) bool {
	list := contents(b.Page)
	if !tocMarker(p.Inlines) || len(list) >= maxContents {
		return false
	}
	d := &tree.Div{Pos: p.Pos, Attr: &tree.Attr{Classes: []string{"toc"}}}
	b.Page.Context.Set(contentsKey, append(list, d))
	b.AddBlock(d)
	return true
}

// fillContents puts the list of the page's headings where the page asks for it.
func fillContents(c *build.Page) {
	for _, d := range contents(c) {
		list, tops := c.Outline(), 0
		for _, h := range list {
			if h.Level == 1 {
				tops++
			}
		}
		if tops == 1 && list[0].Level == 1 {
			list = list[1:] // the page's title
		}
		if len(list) > 0 {
			d.Blocks = []tree.Block{contentsList(c, d.Pos, &list, list[0].Level)}
		}
	}
}

// contentsList takes the headings from level down off the front of list.
func contentsList(c *build.Page, p tree.Pos, list *[]*tree.Heading, level int8) *tree.List {
	l := &tree.List{Pos: p, Tight: true}
	for len(*list) > 0 {
		h := (*list)[0]
		if n := len(l.Items); h.Level > level && n > 0 {
			it := l.Items[n-1]
			it.Blocks = append(it.Blocks, contentsList(c, p, list, h.Level))
			continue
		}
		if h.Level < level && len(l.Items) > 0 && level > 1 {
			return l
		}
		*list = (*list)[1:]
		level = min(level, h.Level)
		link := &tree.Link{Pos: p, To: tree.Target{Raw: "#" + h.Attr.ID}, Inlines: copyWords(h.Inlines)}
		l.Items = append(l.Items, &tree.ListItem{Pos: p, Blocks: []tree.Block{&tree.Paragraph{Pos: p, Tight: true, Inlines: []tree.Inline{link}}}})
	}
	return l
}

// copyWords is a heading's words for a link to it: no anchors, notes or links of its own.
func copyWords(in []tree.Inline) []tree.Inline {
	var out []tree.Inline
	for _, n := range in {
		switch n := n.(type) {
		case *tree.Text:
			out = append(out, &tree.Text{Pos: n.Pos, S: n.S})
		case *tree.Code:
			out = append(out, &tree.Code{Pos: n.Pos, Role: n.Role, S: n.S})
		case *tree.Emph:
			out = append(out, &tree.Emph{Pos: n.Pos, Inlines: copyWords(n.Inlines)})
		case *tree.Strong:
			out = append(out, &tree.Strong{Pos: n.Pos, Inlines: copyWords(n.Inlines)})
		case *tree.Break:
			out = append(out, &tree.Text{Pos: n.Pos, S: " "})
		case *tree.NoteRef, *tree.Anchor:
		case *tree.Math:
			out = append(out, &tree.Math{Pos: n.Pos, TeX: n.TeX})
		default:
			if s := tree.PlainText([]tree.Inline{n}); s != "" {
				out = append(out, &tree.Text{Pos: n.Position(), S: s})
			}
		}
	}
	return out
}
