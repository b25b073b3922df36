package text

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"platen/convert/tree"
)

// grower makes a tree of the bytes of a fuzzer.
type grower struct {
	ops   []byte
	words []string
	code  map[string]bool // lines of code, without the space around them
	depth int
}

func (g *grower) op(n int) int {
	if len(g.ops) == 0 {
		return 0
	}
	c := int(g.ops[0]) % n
	g.ops = g.ops[1:]
	return c
}

func (g *grower) word() string {
	if len(g.words) == 0 {
		return "w"
	}
	w := g.words[0]
	g.words = append(g.words[1:], w)
	return w
}

func (g *grower) inlines() []tree.Inline {
	var ns []tree.Inline
	for range 1 + g.op(6) {
		g.depth++
		if g.depth > 12 {
			g.depth--
			return append(ns, &tree.Text{S: g.word()})
		}
		switch g.op(16) {
		case 0, 1, 2, 3, 4:
			ns = append(ns, &tree.Text{S: g.word() + " " + g.word() + " "})
		case 5:
			ns = append(ns, &tree.Strong{Inlines: g.inlines()})
		case 6:
			ns = append(ns, &tree.Code{S: g.word()})
		case 7:
			ns = append(ns, &tree.Sup{Inlines: g.inlines()})
		case 8:
			ns = append(ns, &tree.Link{To: tree.Target{URL: "https://e.com/" + strings.ReplaceAll(g.word(), " ", "")}, Inlines: []tree.Inline{&tree.Text{S: g.word()}}})
		case 9:
			ns = append(ns, &tree.Image{Alt: g.word()})
		case 10:
			ns = append(ns, &tree.Break{Hard: true})
		case 11:
			ns = append(ns, &tree.Break{})
		case 12:
			ns = append(ns, &tree.Strike{Inlines: g.inlines()})
		case 13:
			ns = append(ns, &tree.Math{TeX: g.word()})
		case 14:
			ns = append(ns, &tree.Sub{Inlines: g.inlines()})
		default:
			ns = append(ns, &tree.Text{S: g.word()})
		}
		g.depth--
	}
	return ns
}

func (g *grower) blocks() []tree.Block {
	var bs []tree.Block
	g.depth++
	defer func() { g.depth-- }()
	for range 1 + g.op(4) {
		if g.depth > 12 {
			return append(bs, &tree.Paragraph{Inlines: g.inlines()})
		}
		switch g.op(14) {
		case 0, 1, 2:
			bs = append(bs, &tree.Paragraph{Tight: g.op(2) == 0, Inlines: g.inlines()})
		case 3:
			bs = append(bs, &tree.Heading{Level: int8(1 + g.op(6)), Attr: &tree.Attr{ID: "x"}, Inlines: g.inlines()})
		case 4:
			text := g.word() + "\n\t" + g.word() + "  \n"
			for l := range strings.Lines(text) {
				g.code[strings.TrimSpace(cleaned(l))] = true
			}
			bs = append(bs, &tree.CodeBlock{Text: text})
		case 5:
			bs = append(bs, &tree.Quote{Blocks: g.blocks()})
		case 6:
			bs = append(bs, &tree.Admonition{Kind: []string{"note", "warning", "security"}[g.op(3)], Title: g.inlines(), Blocks: g.blocks()})
		case 7, 8:
			l := &tree.List{Ordered: g.op(2) == 0, Tight: g.op(2) == 0, Start: 1 << g.op(12), Style: tree.ListStyle(g.op(5))}
			for range 1 + g.op(3) {
				l.Items = append(l.Items, &tree.ListItem{Task: tree.Task(g.op(3)), Blocks: g.blocks()})
			}
			bs = append(bs, l)
		case 9:
			bs = append(bs, &tree.DefinitionList{Items: []*tree.Definition{{Terms: []*tree.Term{{Inlines: g.inlines()}}, Bodies: [][]tree.Block{g.blocks()}}}})
		case 10:
			bs = append(bs, &tree.TabGroup{Tabs: []*tree.Tab{{Title: g.inlines(), Blocks: g.blocks()}}})
		case 11, 12:
			bs = append(bs, g.table())
		default:
			bs = append(bs, &tree.Rule{})
		}
	}
	return bs
}

func (g *grower) table() *tree.Table {
	cols := 1 + g.op(5)
	t := &tree.Table{Cols: make([]tree.Column, cols)}
	row := func() *tree.Row {
		r := &tree.Row{}
		for k := 0; k < cols; {
			c := &tree.Cell{ColSpan: int32(1 + g.op(min(2, cols-k))), RowSpan: 1, Align: tree.Align(g.op(4)), Blocks: g.blocks()}
			r.Cells = append(r.Cells, c)
			k += int(c.ColSpan)
		}
		return r
	}
	for range g.op(2) {
		t.Head = append(t.Head, row())
	}
	b := &tree.Body{}
	for range 1 + g.op(3) {
		b.Rows = append(b.Rows, row())
	}
	t.Bodies = []*tree.Body{b}
	return t
}

// cleaned is what may be left of a line of code.
func cleaned(s string) string {
	return strings.Map(func(r rune) rune {
		if forbidden(r) {
			return -1
		}
		return r
	}, s)
}

// checkText says what no text may have.
func checkText(t *testing.T, text string, columns int, code map[string]bool) {
	t.Helper()
	if !utf8.ValidString(text) {
		t.Error("invalid UTF-8")
	}
	if text != "" && !strings.HasSuffix(text, "\n") {
		t.Error("no newline at the end")
	}
	for i, l := range strings.Split(text, "\n") {
		isCode := code[strings.TrimSpace(l)]
		for _, r := range l {
			if r != '\t' && unicode.IsControl(r) || r == '\t' && !isCode || r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2068 {
				t.Errorf("line %d has %U: %q", i+1, r, l)
			}
		}
		if isCode {
			continue
		}
		if strings.HasSuffix(l, " ") {
			t.Errorf("line %d ends in a space: %q", i+1, l)
		}
		if stringWidth(l) > columns {
			widest := 0
			for _, w := range strings.Fields(l) {
				widest = max(widest, stringWidth(w))
			}
			if widest <= columns {
				t.Errorf("line %d has %d columns of %d: %q", i+1, stringWidth(l), columns, l)
			}
		}
	}
}

func FuzzText(f *testing.F) {
	f.Add([]byte("\x03\x00\x01\x05\x0b\x02\x07\x01\x04\x09"), "some words, a https://example.com/long/address and 中文排版需要换行。", uint8(20))
	f.Add([]byte("\x02\x07\x01\x00\x03\x02\x0b\x03\x01\x01\x06\x02\x04"), "x ================================================== é \u202e \x1b[1m", uint8(16))
	f.Add([]byte("\x01\x05\x05\x05\x05\x07\x07\x07\x07\x07\x07\x07"), "👨‍👩‍👧‍👦 family \u00a0 a\u00a0b\u00a0c", uint8(80))
	f.Fuzz(func(t *testing.T, ops []byte, words string, columns uint8) {
		if len(ops) > 200 || len(words) > 2000 || columns < 16 {
			t.Skip()
		}
		g := &grower{ops: ops, words: strings.Split(words, " "), code: map[string]bool{}}
		blocks := g.blocks()
		for _, w := range []*Writer{{Columns: int(columns)}, {Columns: int(columns), ASCII: true, Links: "inline", NumberSections: true, TOC: 1}} {
			checkText(t, render(t, w, blocks...), int(columns), g.code)
		}
	})
}

// Tables inside tables cost no more than their text: each level more would double it if all were drawn.
func TestNestedTables(t *testing.T) {
	blocks := []tree.Block{para("inside")}
	for range 30 {
		tb := tableOf(cells("head", "b"), cells("", "a word"), cells("x", "y"))
		tb.Bodies[0].Rows[0].Cells[0].Blocks = blocks
		blocks = []tree.Block{tb}
	}
	got := render(t, &Writer{}, blocks...)
	if n := strings.Count(got, "inside"); n != 1 {
		t.Errorf("got %d times %q", n, "inside")
	}
	checkText(t, got, 80, nil)
}
