package dita

import (
	"fmt"
	"slices"
	"strings"

	"platen/convert/tree"
)

// parent is the element around a block, as far as DITA makes a difference.
type parent uint8

const (
	inBlock    parent = iota // a body, section, item, cell: all blocks
	inAdmonish               // note: no note
	inQuote                  // lq: no lq
	inFootnote               // fn: no table
	inFigure                 // fig: no fig, no table
)

func (p *pageWriter) blocks(blocks []tree.Block, in parent) {
	for i := 0; i < len(blocks); i++ {
		if p.cells == 0 && in == inBlock && titles(blocks, i) {
			p.titled(blocks[i].(*tree.Paragraph), blocks[i+1])
			i++
			continue
		}
		p.block(blocks[i], in)
	}
}

// titled prints a table or code with the bold line above it as its title.
func (p *pageWriter) titled(line *tree.Paragraph, b tree.Block) {
	title, _, _ := boldTitle(line)
	caption := []tree.Block{&tree.Paragraph{Pos: line.Pos, Inlines: title}}
	if t, ok := b.(*tree.Table); ok {
		named := *t
		named.Caption = caption
		p.block(&named, inBlock)
		return
	}
	p.block(&tree.Figure{Pos: line.Pos, Blocks: []tree.Block{b}, Caption: caption}, inBlock)
}

// wrapped prints what its parent cannot hold itself in a paragraph, which can.
func (p *pageWriter) wrapped(b tree.Block, msg string) {
	p.flattened(b.Position(), msg)
	p.open("p")
	if t, ok := b.(*tree.Table); ok {
		p.table(t)
		p.flushNotes()
	} else {
		p.block(b, inBlock)
	}
	p.close("p")
}

func (p *pageWriter) block(b tree.Block, in parent) {
	switch b := b.(type) {
	case *tree.Paragraph:
		if in == inFigure && p.isFigure(b) {
			p.wrapped(b, "a figure cannot hold a figure in DITA; it stands in a paragraph")
			return
		}
		p.paragraph(b)
	case *tree.Heading:
		p.flattened(b.Pos, "a heading cannot stand inside another block in DITA; it is a bold line")
		p.extra = p.with(b.Attr)
		p.label("heading", p.attrID(b.Attr), b.Inlines)
	case *tree.CodeBlock:
		if b.Title != "" && in == inFigure {
			p.wrapped(b, "a figure cannot hold a figure in DITA; it stands in a paragraph")
			return
		}
		p.codeBlock(b)
	case *tree.Quote:
		if in == inQuote {
			p.wrapped(b, "a quotation cannot hold a quotation in DITA; it stands in a paragraph")
			return
		}
		p.content("lq", b.Blocks, inQuote, p.universal(b.Attr)...)
	case *tree.Admonition:
		if in == inAdmonish {
			p.wrapped(b, "a note cannot hold a note in DITA; it stands in a paragraph")
			return
		}
		p.admonition(b)
	case *tree.List:
		p.list(b)
	case *tree.Procedure:
		p.procedure(b)
	case *tree.DefinitionList:
		p.definitions(b)
	case *tree.TabGroup:
		p.tabs(b)
	case *tree.Table:
		switch {
		case p.cells > 0:
			p.tableAsLists(b)
		case in == inFootnote || in == inFigure:
			p.wrapped(b, "a table cannot stand here in DITA; it stands in a paragraph")
		default:
			p.table(b)
			p.lateNotes()
		}
	case *tree.Figure:
		switch {
		case isTable(b):
			t := *b.Blocks[0].(*tree.Table)
			t.Caption = b.Caption
			p.through(b.Attr, []tree.Block{&t}, in)
		case inParts(b):
			p.through(b.Attr, b.Blocks, in)
			p.blocks(b.Caption, in)
		case in == inFigure:
			p.wrapped(b, "a figure cannot hold a figure in DITA; it stands in a paragraph")
		default:
			p.figure(b)
		}
	case *tree.Details:
		extra := p.with(b.Attr)
		if id := p.attrID(b.Attr); id != "" || len(b.Summary) > 0 {
			p.extra = extra
			p.label("summary", id, b.Summary)
		}
		p.each(extra, b.Blocks, in)
	case *tree.MathBlock:
		p.mathBlock(b, in)
	case *tree.Rule: // DITA has none
	case *tree.Div:
		if len(b.Blocks) == 0 && b.Attr.HasClass("index") {
			p.blocks([]tree.Block{&tree.Paragraph{Pos: b.Pos, Inlines: []tree.Inline{&tree.Span{Pos: b.Pos, Attr: b.Attr}}}}, in)
			break
		}
		p.through(b.Attr, b.Blocks, in)
	case *tree.Element:
		p.through(b.Attr, b.Blocks, in)
	case *tree.RawBlock:
		p.blocks(b.Blocks, in)
	default:
		panic(fmt.Sprintf("no DITA for a %T", b))
	}
}

// through prints the blocks of a container that DITA does not have; its ids go to the first of them, its language and
// its conditions to each.
func (p *pageWriter) through(a *tree.Attr, blocks []tree.Block, in parent) {
	if id := p.attrID(a); id != "" {
		p.ids = append([]string{id}, p.ids...)
	}
	p.each(p.with(a), blocks, in)
}

// with takes the attributes that wait, and adds to them those of a container.
func (p *pageWriter) with(a *tree.Attr) []string {
	extra := p.extra
	p.extra = nil
	if keys := profileKeys(a); len(keys) > 0 {
		own := p.profile(keys)
		for i := 0; i+1 < len(extra); i += 2 {
			if !slices.Contains(own, extra[i]) {
				own = append(own, extra[i], extra[i+1])
			}
		}
		return own
	}
	return extra
}

// each prints blocks, each with the attributes.
func (p *pageWriter) each(extra []string, blocks []tree.Block, in parent) {
	if len(extra) == 0 {
		p.blocks(blocks, in)
		return
	}
	for i := 0; i < len(blocks); i++ {
		p.extra = slices.Clone(extra)
		if p.cells == 0 && in == inBlock && titles(blocks, i) {
			p.titled(blocks[i].(*tree.Paragraph), blocks[i+1])
			i++
			continue
		}
		p.block(blocks[i], in)
	}
	p.extra = nil
}

// content prints an element that holds blocks: one tight paragraph as bare text, all else as blocks.
func (p *pageWriter) content(name string, blocks []tree.Block, in parent, attrs ...string) {
	if par, ok := onlyParagraph(blocks); ok && par.Tight && !hasHardBreak(par.Inlines) && !p.isImage(par) {
		p.line()
		inlines := par.Inlines
		if !slices.Contains(attrs, "id") || attrs[0] == "id" && attrs[1] == "" {
			id := ""
			if id, inlines = p.lead(inlines); id != "" {
				attrs = append([]string{"id", id}, attrs...)
			}
		}
		p.start(name, attrs...)
		p.inlines(inlines, inText)
		p.flushNotes()
		p.end(name)
		return
	}
	if len(blocks) == 0 {
		p.line()
		p.start(name, attrs...)
		p.inlines(nil, inText)
		p.end(name)
		return
	}
	p.open(name, attrs...)
	if p.mark != "" {
		if par, ok := blocks[0].(*tree.Paragraph); !ok || len(par.Inlines) == 0 || p.isImage(par) {
			p.inlineBlock("p", "", nil, inText)
		}
	}
	p.blocks(blocks, in)
	p.close(name)
}

func (p *pageWriter) codeBlock(b *tree.CodeBlock) {
	attrs := p.universal(b.Attr)
	if b.Title != "" {
		p.open("fig", attrs...)
		p.element("title", b.Title)
		attrs = nil
	}
	class := ""
	if lang := language(b.Lang); lang != "" {
		class = "language-" + lang
	}
	if b.Start > 0 {
		class = strings.TrimPrefix(class+" show-line-numbers", " ")
	}
	p.line()
	p.start("codeblock", append(attrs, "outputclass", class)...)
	p.flushIDs()
	p.codeText(b)
	p.end("codeblock")
	if b.Title != "" {
		p.close("fig")
	}
}

// codeText prints code; what a change brings and takes away has a status (DITA 1.3, the attributes of metadata).
func (p *pageWriter) codeText(b *tree.CodeBlock) {
	if b.Sign(1) == "" {
		p.text(strings.TrimSuffix(shown(b), "\n"))
		return
	}
	lines := strings.Split(strings.TrimSuffix(b.Text, "\n"), "\n")
	for i, l := range lines {
		if tree.InLines(b.Hidden, i+1) {
			continue
		}
		if i > 0 {
			p.text("\n")
		}
		switch b.Sign(i + 1) {
		case "+":
			p.start("ph", "status", "new")
		case "-":
			p.start("ph", "status", "deleted")
		default:
			p.text(l)
			continue
		}
		p.text(l)
		p.end("ph")
	}
}

// language is the name of a language without what some dialects write around it: "rust,editable", "{.python".
func language(s string) string {
	s = strings.ToLower(strings.TrimLeft(s, "{."))
	end := strings.IndexFunc(s, func(r rune) bool {
		return !(r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || strings.ContainsRune("+-#_.", r))
	})
	if end >= 0 {
		s = s[:end]
	}
	return s
}

// shown is the code without the lines that readers see on demand only.
func shown(b *tree.CodeBlock) string {
	if len(b.Hidden) == 0 {
		return b.Text
	}
	var s strings.Builder
	for i, l := range strings.SplitAfter(b.Text, "\n") {
		if !tree.InLines(b.Hidden, i+1) {
			s.WriteString(l)
		}
	}
	return s.String()
}

// noteTypes are the kinds that note has a type for. The rest is type other with the author's word.
var noteTypes = map[string]string{"note": "note", "tip": "tip", "hint": "tip", "important": "important", "warning": "warning",
	"caution": "caution", "danger": "danger", "attention": "attention", "notice": "notice", "restriction": "restriction",
	"remember": "remember", "fastpath": "fastpath", "": "note"}

func (p *pageWriter) admonition(b *tree.Admonition) {
	if p.hazard(b) {
		return
	}
	typ, other := noteTypes[b.Kind], ""
	if typ == "" {
		typ, other = "other", b.Kind
	}
	attrs := p.universal(b.Attr, "type", typ, "othertype", other)
	if len(b.Title) == 0 || strings.EqualFold(tree.PlainText(b.Title), p.words.Kind(b.Kind)) {
		p.content("note", b.Blocks, inAdmonish, attrs...)
		return
	}
	p.open("note", attrs...)
	p.label("title", "", b.Title)
	p.blocks(b.Blocks, inAdmonish)
	p.close("note")
}
