package text

import (
	"bytes"
	"fmt"
	"strings"
	"unicode/utf8"

	"platen/convert/tree"
)

// blocks prints blocks with a blank line between them.
func (p *printer) blocks(bs []tree.Block) {
	for i, b := range bs {
		if i > 0 && !touches(bs[i-1], b) {
			p.wantGap()
		}
		p.block(b)
	}
}

// touches reports whether b stands right below a: the parts of an item in a tight list do.
func touches(a, b tree.Block) bool {
	if a, ok := a.(*tree.Paragraph); !ok || !a.Tight {
		return false
	}
	switch b := b.(type) {
	case *tree.Paragraph:
		return b.Tight
	case *tree.List:
		return b.Tight
	}
	return false
}

func (p *printer) block(b tree.Block) {
	switch b := b.(type) {
	case *tree.Paragraph:
		p.paragraph(b.Inlines)
	case *tree.Heading:
		p.heading(b)
	case *tree.CodeBlock:
		p.code(b)
	case *tree.Quote:
		m := p.pushQuote()
		p.blocks(b.Blocks)
		p.pop(m)
	case *tree.Admonition:
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
		p.table(b)
	case *tree.Figure:
		p.blocks(b.Blocks)
		if len(b.Caption) > 0 {
			p.wantGap()
			p.blocks(b.Caption)
		}
	case *tree.Details:
		p.labelled(b.Summary, b.Blocks)
	case *tree.MathBlock:
		p.math(b)
	case *tree.Rule:
		p.rule()
	case *tree.Div:
		p.blocks(b.Blocks)
	case *tree.Element:
		p.blocks(b.Blocks)
	case *tree.RawBlock:
		p.blocks(b.Blocks)
	default:
		panic(fmt.Sprintf("text: no case for a %T", b))
	}
}

// paragraph prints inlines as a paragraph and reports whether there was anything to print.
func (p *printer) paragraph(ns []tree.Inline) bool {
	p.inlines(ns)
	return p.fill()
}

// heading prints a heading: the page's title and level 2 underlined, deeper ones plain.
func (p *printer) heading(h *tree.Heading) {
	level := p.outline.level(h)
	p.on(bold)
	if n := p.outline.number(h); n != "" {
		p.addRaw(n)
		p.addRaw(" ")
	}
	p.inlines(h.Inlines)
	p.off(bold)
	p.underlined(level)
	p.wantGap()
}

// underlined prints the paragraph gathered as a heading of the level.
func (p *printer) underlined(level int) {
	p.widest = 0
	if !p.fill() || level > 2 || p.cell || p.widest < 1 {
		return
	}
	c := "="
	if level == 2 {
		c = "-"
	}
	p.line(strings.Repeat(c, min(p.widest, p.cols-len(p.prefix))))
}

// code prints code byte for byte, four columns in.
func (p *printer) code(b *tree.CodeBlock) {
	p.flushFirst()
	if b.Title != "" {
		p.addText(b.Title)
		p.fill()
	}
	text := strings.TrimSuffix(b.Text, "\n")
	if text == "" {
		return
	}
	indent := 4
	if p.cell {
		indent = 0
	}
	p.writeGap()
	for n := 1; ; n++ {
		line, rest, more := strings.Cut(text, "\n")
		if !tree.InLines(b.Hidden, n) {
			if s := b.Sign(n); s != "" {
				line = strings.TrimRight(s+" "+line, " ")
			}
			p.codeLine(line, indent)
		}
		if !more {
			return
		}
		text = rest
	}
}

func (p *printer) codeLine(line string, indent int) {
	if strings.Trim(line, " \t") == "" {
		p.buf = append(p.buf, bytes.TrimRight(p.prefix, " ")...)
	} else {
		p.buf = append(append(p.buf, p.prefix...), "    "[:indent]...)
		for i := 0; i < len(line); i++ {
			if c := line[i]; c >= ' ' && c < 0x7f || c == '\t' {
				continue
			}
			p.cleanCode(line)
			line = ""
			break
		}
		p.buf = append(p.buf, line...)
	}
	p.buf = append(p.buf, '\n')
}

// cleanCode prints a line of code that has more than ASCII, without what must not reach a terminal.
func (p *printer) cleanCode(line string) {
	for i := 0; i < len(line); {
		r, n := utf8.DecodeRuneInString(line[i:])
		if !forbidden(r) {
			p.buf = utf8.AppendRune(p.buf, r)
		}
		i += n
	}
}

// unicode reports whether all formulas are set in Unicode.
func (p *printer) unicode() bool { return p.w.Math == "unicode" && !p.w.ASCII }

// formula is a formula among words, or the line of a displayed one: in Unicode, or its TeX.
func (p *printer) formula(f *tree.Formula, tex string, block bool) string {
	switch {
	case p.unicode() || f.Hidden():
		return f.Words(tex)
	case p.w.Math == "tex" || p.w.ASCII || block:
		return f.Source(tex)
	}
	return f.Exact(tex)
}

// math prints a displayed formula four columns in: in the lines that it needs, or as TeX.
func (p *printer) math(b *tree.MathBlock) {
	if f := b.Drawn; f != nil && len(f.Rows) > 0 && p.unicode() {
		p.flushFirst()
		p.writeGap()
		indent := 4
		if p.cell {
			indent = 0
		}
		for _, line := range f.Lines() {
			p.codeLine(line, indent)
		}
		return
	}
	m := p.push("", 4)
	for line := range strings.Lines(strings.Trim(p.formula(b.Drawn, b.TeX, true), "\n")) {
		p.addText(line)
		p.fill()
	}
	p.pop(m)
}

// rule prints a line from side to side.
func (p *printer) rule() {
	n := max(1, min(p.cols, 80)-len(p.prefix))
	if p.cell {
		n = 3
	}
	c := "─"
	if p.w.ASCII {
		c = "-"
	}
	p.flushFirst()
	p.line(strings.Repeat(c, n))
}

// admonition prints a note: its word in capitals, the rest hanging behind it.
func (p *printer) admonition(b *tree.Admonition) {
	kind := p.words.Kind(b.Kind)
	label := strings.ToUpper(kind) + ":"
	var hang int
	if hang = stringWidth(label) + 1; hang > 11 {
		hang = 4
	}
	if p.cell {
		hang = 0
	}
	title := strings.TrimSpace(tree.PlainText(b.Title))
	if strings.EqualFold(strings.TrimSuffix(title, ":"), kind) {
		title = ""
	}
	var m mark
	if fits := stringWidth(label) <= p.cols-len(p.prefix); fits {
		m = p.pushLabel(label, hang, noteStyle(b.Kind))
	} else { // it breaks as any long word does
		m = p.push("", 0)
		p.on(bold)
		p.addText(label + " ")
		p.off(bold)
	}
	if title != "" {
		p.on(bold)
		p.inlines(b.Title)
		p.off(bold)
		p.fill()
		p.wantGap()
	}
	p.blocks(b.Blocks)
	p.pop(m)
}

// pushLabel is push for a label in a style.
func (p *printer) pushLabel(label string, hang int, s style) mark {
	if p.w.ANSI {
		label = string([]byte{styleOn + byte(bold), styleOn + byte(s)}) + label + string([]byte{styleOff + byte(s), styleOff + byte(bold)})
	}
	return p.push(label+" ", hang)
}

func noteStyle(kind string) style {
	switch kind {
	case "warning", "caution", "danger", "error", "attention":
		return warnColour
	}
	return noteColour
}

// labelled prints a label and, below it and two columns in, blocks.
func (p *printer) labelled(label []tree.Inline, bs []tree.Block) {
	p.on(bold)
	p.inlines(label)
	p.off(bold)
	p.fill()
	if len(bs) == 0 {
		return
	}
	p.wantGap()
	m := p.push("", 2)
	p.blocks(bs)
	p.pop(m)
}

// tabs prints alternatives one after the other, each under its label.
func (p *printer) tabs(b *tree.TabGroup) {
	for i, t := range b.Tabs {
		if i > 0 {
			p.wantGap()
		}
		p.addRaw("[")
		p.on(bold)
		p.inlines(t.Title)
		p.off(bold)
		p.addRaw("]")
		p.fill()
		p.wantGap()
		m := p.push("", 2)
		p.blocks(t.Blocks)
		p.pop(m)
	}
}

func (p *printer) procedure(b *tree.Procedure) {
	p.on(bold)
	p.inlines(b.Title)
	p.off(bold)
	if p.fill() {
		p.wantGap()
	}
	p.blocks(b.Intro)
	if len(b.Intro) > 0 {
		p.wantGap()
	}
	p.list(b.Steps)
}

// definitions prints terms and, four columns in, what they mean.
func (p *printer) definitions(b *tree.DefinitionList) {
	for i, it := range b.Items {
		if i > 0 {
			p.wantGap()
		}
		for _, t := range it.Terms {
			p.on(bold)
			p.inlines(t.Inlines)
			p.off(bold)
			p.fill()
		}
		m := p.push("", 4)
		for j, body := range it.Bodies {
			if j > 0 {
				p.wantGap()
			}
			p.blocks(body)
		}
		p.pop(m)
	}
}
