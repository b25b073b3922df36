package tree

import (
	"fmt"
	"os"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// samplePage holds every kind of node once, with its ids declared.
func samplePage() *Page {
	p := &Page{Path: "every.md", IDs: map[string]Node{}}
	for _, n := range Every() {
		switch n := n.(type) {
		case Block:
			p.Blocks = append(p.Blocks, n)
		case Inline:
			p.Blocks = append(p.Blocks, &Paragraph{Inlines: []Inline{n}})
		}
	}
	InspectPage(p, func(n Node) bool {
		for _, id := range AttrOf(n).IDs() {
			p.IDs[id] = n
		}
		switch n := n.(type) {
		case *Anchor:
			p.IDs[n.ID] = n
		case *NoteRef:
			p.Notes = append(p.Notes, n.Note)
		}
		return true
	})
	return p
}

func TestEveryIsValidAndDumped(t *testing.T) {
	p := samplePage()
	if err := Validate(p); err != nil {
		t.Error(err)
	}
	var b strings.Builder
	if err := Dump(&b, p); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"table", "caption", "definition", "note(1)", "anchor(#sample-anchor)", "footnote 1"} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("dump lacks %q", want)
		}
	}
}

// The sealing methods in block.go and inline.go are the list of kinds: Every has a sample of each.
func TestEveryHasEachKind(t *testing.T) {
	var src []byte
	for _, name := range []string{"block.go", "inline.go"} {
		s, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		src = append(src, s...)
	}
	if !regexp.MustCompile(`\) block\(\)`).Match(src) || !regexp.MustCompile(`\) inline\(\)`).Match(src) {
		t.Fatal("no kinds found")
	}
	seen := map[string]bool{}
	for _, n := range Every() {
		seen[reflect.TypeOf(n).Elem().Name()] = true
	}
	for _, m := range regexp.MustCompile(`func \(\*(\w+)\) (block|inline)\(\)`).FindAllStringSubmatch(string(src), -1) {
		if !seen[m[1]] {
			t.Errorf("Every has no %s", m[1])
		}
	}
}

func TestValidateFindsBreaches(t *testing.T) {
	tests := []struct {
		block Block
		want  string
	}{
		{&List{}, "no items"},
		{&Heading{Level: 7, Attr: &Attr{ID: "x"}}, "level 7"},
		{&CodeBlock{Text: "x"}, "newline"},
		{&Table{Cols: make([]Column, 2), Head: []*Row{{Cells: []*Cell{{ColSpan: 1, RowSpan: 1}}}}}, "leaves column 2 empty"},
		{&Table{Cols: make([]Column, 1), Head: []*Row{{Cells: []*Cell{{ColSpan: 2, RowSpan: 1}}}}}, "passes the 1 columns"},
		{&Paragraph{Inlines: []Inline{&Link{Inlines: []Inline{&Link{}}}}}, "a link in a link"},
		{&Paragraph{Inlines: []Inline{&Anchor{ID: "nowhere"}}}, "not in Page.IDs"},
	}
	for _, tt := range tests {
		err := Validate(&Page{Blocks: []Block{tt.block}})
		if err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%T: got %v, want %q", tt.block, err, tt.want)
		}
	}
}

func TestPageAt(t *testing.T) {
	p := &Page{Path: "a.md", Sources: []Source{{Path: "a.md", Base: 1, Text: "é one\ntwo\n"}, {Path: "inc.md", Base: 100, Text: "three\n"}}}
	for _, tt := range []struct {
		pos  Pos
		want string
	}{{1, "a.md:1:1"}, {4, "a.md:1:3"}, {8, "a.md:2:1"}, {102, "inc.md:1:3"}, {0, "a.md:0:0"}} {
		got := p.At(tt.pos)
		if s := fmt.Sprintf("%s:%d:%d", got.Path, got.Line, got.Column); s != tt.want {
			t.Errorf("At(%d) = %s, want %s", tt.pos, s, tt.want)
		}
	}
	if line, off := p.Line(9); line != "two" || off != 1 {
		t.Errorf("Line(9) = %q, %d", line, off)
	}
	if s, e, ok := p.Find(1, "two"); !ok || s != 8 || e != 11 {
		t.Errorf("Find = %d, %d, %v", s, e, ok)
	}
}

func TestSortDiags(t *testing.T) {
	a, b := &Page{Path: "z.md"}, &Page{Path: "a.md"}
	ds := []Diag{{Page: b, Pos: 1, Code: DeadLink}, {Page: a, Pos: 9, Code: DeadLink}, {Page: a, Pos: 2, Code: NoAlt}, {Page: a, Pos: 2, Code: NoAlt}, {Path: "index.md", Code: ContentsMissing}}
	got := SortDiags(ds, map[*Page]int{a: 0, b: 1})
	var codes []string
	for _, d := range got {
		codes = append(codes, d.path()+" "+string(d.Code))
	}
	want := "index.md contents-missing, z.md no-alt, z.md dead-link, a.md dead-link"
	if s := strings.Join(codes, ", "); s != want {
		t.Errorf("got  %s\nwant %s", s, want)
	}
}

func TestCodesAreSortedAndComplete(t *testing.T) {
	last := DiagCode("")
	for _, c := range Codes() {
		if c.Code <= last {
			t.Errorf("%s is out of order after %s", c.Code, last)
		}
		if c.Doc == "" {
			t.Errorf("%s has no sentence", c.Code)
		}
		last = c.Code
	}
}

// TestWalkOfTables goes over every part of a table, in the order in which it is read.
func TestWalkOfTables(t *testing.T) {
	text := func(s string) []Block { return []Block{&Paragraph{Inlines: []Inline{&Text{S: s}}}} }
	row := func(words ...string) *Row {
		r := &Row{}
		for _, w := range words {
			r.Cells = append(r.Cells, &Cell{ColSpan: 1, RowSpan: 1, Blocks: text(w)})
		}
		return r
	}
	table := &Table{Cols: make([]Column, 2), Caption: text("caption"), Head: []*Row{row("h1", "h2")},
		Bodies: []*Body{{Rows: []*Row{row("a", "b")}}, {Rows: []*Row{row("c", "d"), row("e")}}}, Foot: []*Row{row("f1", "f2")}}
	var got []string
	Inspect(table, func(n Node) bool {
		if s, ok := n.(*Text); ok {
			got = append(got, s.S)
		}
		return true
	})
	if s := strings.Join(got, " "); s != "caption h1 h2 a b c d e f1 f2" {
		t.Error(s)
	}
}

// TestCodeBlocks finds the code that a walk over all nodes finds.
func TestCodeBlocks(t *testing.T) {
	p := samplePage()
	code := func() Block { return &CodeBlock{Text: "x\n"} }
	p.Blocks = append(p.Blocks, &List{Items: []*ListItem{{Blocks: []Block{code()}}}}, &Figure{Caption: []Block{code()}},
		&Table{Bodies: []*Body{{Rows: []*Row{{Cells: []*Cell{{Blocks: []Block{code()}}}}}}}},
		&DefinitionList{Items: []*Definition{{Terms: []*Term{{}}, Bodies: [][]Block{{code()}}}}})
	p.Notes = append(p.Notes, &Footnote{Blocks: []Block{&Quote{Blocks: []Block{code()}}}})
	var all, found []*CodeBlock
	for n := range Preorder(p) {
		if c, ok := n.(*CodeBlock); ok {
			all = append(all, c)
		}
	}
	for c := range CodeBlocks(p) {
		found = append(found, c)
	}
	if len(all) < 6 || !slices.Equal(all, found) {
		t.Errorf("%d of %d blocks of code", len(found), len(all))
	}
}
