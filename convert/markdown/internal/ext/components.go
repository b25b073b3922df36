package ext

import (
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"platen/convert/markdown/internal/build"
	"platen/convert/markdown/internal/lex"
	"platen/convert/markdown/internal/limit"
	"platen/convert/markdown/internal/source"
	"platen/convert/tree"
)

// Components are elements with a name of their own on pages that are no MDX: an expression in braces is text there, and
// HTML is HTML.
var Components = build.Extension{
	Name: "components", Doc: "Components on pages that are no MDX: <Badge text=\"new\" /> (VitePress), <Listing caption=\"words\"> (mdBook)",
	Parsers: func(p *build.Parsers) {
		p.Block(850, jsxParser{build.Starts{Bytes: "<", Interrupts: true}, func(name string) bool { return isOwnName(name) || name == "template" }})
		p.Inline(350, componentTagParser{})
	},
	Unknown: unknownElement,
}

// isOwnName reports whether an element of that name is a component: it begins with a capital and is not all in capitals,
// which placeholders are, or has a hyphen, as custom elements do.
func isOwnName(name string) bool {
	return name != "" && (lex.IsComponent(name) && name != strings.ToUpper(name) || strings.Contains(name, "-"))
}

// componentTagParser reads a component without content in a line.
type componentTagParser struct{}

func (componentTagParser) Trigger() []byte { return []byte{'<'} }

func (componentTagParser) Parse(_ ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, segment := block.PeekLine()
	if segment.Padding > 0 || !limit.Spend(pc, 0) {
		return nil
	}
	src := block.Source()
	n, name, void := lex.ScanJSX(line)
	if n == 0 {
		if n, name, void = lex.ScanJSX(src[segment.Start:min(len(src), segment.Start+lex.MaxJSX)]); n == 0 {
			limit.Spend(pc, lex.MaxJSX)
			return nil
		}
	}
	if !void || !isOwnName(name) {
		return nil
	}
	if n <= len(line) {
		block.Advance(n)
		return newMDXInline(segment.Start, segment.Start+n)
	}
	return tagOverLines(block, segment.Start, n)
}

// tagOverLines takes a tag of a size that goes over lines of the block, nil when it does not lie in the block as a whole.
func tagOverLines(block text.Reader, start, size int) ast.Node {
	l, pos := block.Position()
	for {
		line, segment := block.PeekLine()
		if line == nil || segment.Padding > 0 {
			block.SetPosition(l, pos)
			return nil
		}
		if segment.Stop >= start+size {
			block.Advance(start + size - segment.Start)
			return newMDXInline(start, start+size)
		}
		block.AdvanceLine()
	}
}

// unknownElement adds what a component among HTML, or one with words in a line, says in its attributes.
func unknownElement(b *build.Builder, t *lex.Tag, p tree.Pos, f *build.Frame) bool {
	if !isOwnName(tagNameOf(t)) {
		return false
	}
	if f == nil {
		inlineComponent(b, t, p)
		return true
	}
	c := b.Page
	words := attrWords(c, t, p, "title", "label", "heading", "caption", "text", "description", "content", "tip")
	href := address(t)
	if words == nil && href == "" {
		return false
	}
	if id, ok := t.Get("id"); ok {
		b.Anchor(id, p)
	}
	switch {
	case f.HasBlocks():
		if words == nil {
			words = build.PlainWords(p, href)
		}
		if href != "" {
			words = []tree.Inline{&tree.Link{Pos: p, To: tree.Target{Raw: href}, Inlines: words}}
		}
		b.AddBlock(&tree.Paragraph{Pos: p, Inlines: []tree.Inline{&tree.Strong{Pos: p, Inlines: words}}})
		b.Hand(f, nil)
	case href != "":
		b.Hand(f, func(in []tree.Inline) tree.Inline {
			return &tree.Link{Pos: p, To: tree.Target{Raw: href}, Title: tree.PlainText(words), Inlines: in}
		})
	default:
		key := tree.Key{Name: "title", Value: tree.PlainText(words)}
		b.Hand(f, func(in []tree.Inline) tree.Inline {
			return &tree.Span{Pos: p, Attr: &tree.Attr{Keys: []tree.Key{key}}, Inlines: in}
		})
	}
	return true
}

// tagNameOf is a tag's name as it is written.
func tagNameOf(t *lex.Tag) string { return t.Raw[1 : 1+len(t.Name)] }

// componentListing adds <Listing number="1-1" file-name="a.rs" caption="words">, as books of Rust have it: a figure of the
// code that is in it, which the file's name is the title of.
func componentListing(b *build.Builder, n *element, t *lex.Tag) {
	c, p := b.Page, b.Page.PosOf(n)
	g := &tree.Figure{Pos: p}
	if id, _ := t.Get("id"); id != "" {
		if id = build.CleanID(id); c.Claim(id, g, p) {
			g.Attr = &tree.Attr{ID: id}
		}
	}
	g.Blocks = c.Blocks(n, false)
	file, _ := t.Get("file-name")
	if len(g.Blocks) == 1 {
		if code, ok := g.Blocks[0].(*tree.CodeBlock); ok && code.Title == "" {
			code.Title, file = file, ""
		}
	}
	if file != "" {
		g.Blocks = append([]tree.Block{&tree.Paragraph{Pos: p, Inlines: []tree.Inline{&tree.Code{Pos: p, S: file}}}}, g.Blocks...)
	}
	var caption []tree.Inline
	number, _ := t.Get("number")
	words, _ := t.Get("caption")
	if number != "" {
		number = "Listing " + number
		if words != "" {
			number += ": "
		}
		caption = append(caption, &tree.Text{Pos: p, S: number})
	}
	caption = append(caption, markdownWords(b, p, words)...)
	switch {
	case caption == nil:
		for _, block := range g.Blocks {
			b.AddBlock(block)
		}
		return
	case len(g.Blocks) == 0:
		b.AddBlock(&tree.Paragraph{Pos: p, Inlines: caption})
		return
	}
	g.Caption = []tree.Block{&tree.Paragraph{Pos: p, Inlines: caption}}
	b.AddBlock(g)
}

// markdownWords are the words of an attribute that is written in Markdown.
func markdownWords(b *build.Builder, p tree.Pos, s string) (words []tree.Inline) {
	if s = strings.Join(strings.Fields(s), " "); s == "" {
		return nil
	}
	if !b.Page.CanNest() || !strings.ContainsAny(s, "*_`[<\\&$") {
		return build.PlainWords(p, s)
	}
	b.Flush() // what stands before is of the page's own text
	b.Within(s, []source.Piece{{Pos: p}}, func() {}, func(root ast.Node) {
		for k := root.FirstChild(); k != nil; k = k.NextSibling() {
			words = append(words, b.Page.Inlines(k)...)
		}
	})
	return words
}

// DITAElements are the elements of DITA that authors write in Markdown where it has no sign for what they mean. Their names
// stay as classes.
var DITAElements = build.Extension{
	Name: "dita_elements", Doc: "Elements of DITA: <uicontrol>, <menucascade>, <filepath>, <term>, <note>, <hazardstatement> and their like",
	Unknown: ditaElement,
}

// ditaElement adds what an element of DITA says: words as other formats show such words, a note, or a part of one.
func ditaElement(b *build.Builder, t *lex.Tag, p tree.Pos, f *build.Frame) bool {
	if f == nil {
		return false
	}
	show := func(in []tree.Inline) []tree.Inline { return in }
	switch t.Name {
	case "uicontrol", "wintitle":
		show = func(in []tree.Inline) []tree.Inline { return []tree.Inline{&tree.Strong{Pos: p, Inlines: in}} }
	case "filepath", "cmdname", "parmname", "apiname", "codeph", "varname", "userinput", "systemoutput", "msgph", "msgnum":
		show = func(in []tree.Inline) []tree.Inline { return []tree.Inline{build.CodeNode(p, in)} }
	case "term":
		show = func(in []tree.Inline) []tree.Inline { return []tree.Inline{&tree.Emph{Pos: p, Inlines: in}} }
	case "keyword", "typeofhazard", "consequence", "howtoavoid":
	case "menucascade":
		show = menuCascade
	case "messagepanel":
		b.Hand(f, nil)
		return true
	case "note", "hazardstatement":
		return ditaNote(b, t, p, f)
	default:
		return false
	}
	first := true
	b.Hand(f, func(in []tree.Inline) tree.Inline {
		n := &tree.Span{Pos: p, Inlines: show(in)}
		if first { // an id is that of the first
			n.Attr = b.Page.TagAttr(t, n)
		}
		first, n.Attr = false, classed(n.Attr, t.Name)
		return n
	})
	return true
}

// classed returns the attributes with one more class, as the first.
func classed(a *tree.Attr, class string) *tree.Attr {
	if a == nil {
		a = &tree.Attr{}
	}
	a.Classes = append([]string{class}, a.Classes...)
	return a
}

// menuCascade is a way through menus, with a sign between the names.
func menuCascade(in []tree.Inline) []tree.Inline {
	var out []tree.Inline
	for _, n := range in {
		s, ok := n.(*tree.Span)
		if !ok || !s.Attr.HasClass("uicontrol") {
			if _, br := n.(*tree.Break); !br && strings.TrimSpace(tree.PlainText([]tree.Inline{n})) != "" {
				return in // not what DITA lets stand there
			}
			continue
		}
		if len(out) > 0 {
			out = append(out, &tree.Text{Pos: s.Pos, S: " > "})
		}
		out = append(out, s.Inlines...)
	}
	return out
}

// ditaNote adds a note, or a hazard statement: a note whose parts have their names.
func ditaNote(b *build.Builder, t *lex.Tag, p tree.Pos, f *build.Frame) bool {
	kind, _ := t.Get("type")
	if kind == "other" {
		kind, _ = t.Get("othertype")
	}
	if kind = strings.ToLower(kind); !isKind(kind) {
		kind = "note"
	}
	n := &tree.Admonition{Pos: p, Kind: kind}
	n.Attr = b.Page.TagAttr(t, n, "type", "othertype")
	in, blocks := b.Take(f)
	if t.Name == "note" {
		if len(in) > 0 {
			blocks = []tree.Block{&tree.Paragraph{Pos: in[0].Position(), Inlines: in}}
		}
	} else if parts := hazardParts(b.Page, in); parts != nil {
		n.Attr = classed(n.Attr, t.Name)
		blocks = parts
	} else if len(in) > 0 {
		blocks = []tree.Block{&tree.Paragraph{Pos: in[0].Position(), Inlines: in}}
	}
	if n.Blocks = blocks; len(blocks) > 0 {
		b.AddBlock(n)
	}
	return true
}

// hazardParts makes containers of the parts of a hazard statement, nil when other words stand beside them.
func hazardParts(c *build.Page, in []tree.Inline) []tree.Block {
	var out []tree.Block
	for _, n := range in {
		switch n := n.(type) {
		case *tree.Span:
			if len(n.Attr.Classes) == 0 {
				return nil
			}
			switch n.Attr.Classes[0] {
			case "typeofhazard", "consequence", "howtoavoid":
				d := &tree.Div{Pos: n.Pos, Attr: n.Attr, Blocks: []tree.Block{&tree.Paragraph{Pos: n.Pos, Inlines: n.Inlines}}}
				c.Own(d.Attr, d)
				out = append(out, d)
				continue
			}
			return nil
		case *tree.Break:
		case *tree.Text:
			if strings.TrimSpace(n.S) != "" {
				return nil
			}
		default:
			return nil
		}
	}
	return out
}
