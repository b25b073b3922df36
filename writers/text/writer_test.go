package text

import (
	"context"
	"errors"
	"fmt"
	"io"
	"runtime"
	"strings"
	"testing"

	"platen/convert/tree"
)

func txt(s string) []tree.Inline { return []tree.Inline{&tree.Text{S: s}} }

func para(s string) *tree.Paragraph { return &tree.Paragraph{Inlines: txt(s)} }

func tight(s string) *tree.Paragraph { return &tree.Paragraph{Tight: true, Inlines: txt(s)} }

func inl(ns ...tree.Inline) *tree.Paragraph { return &tree.Paragraph{Inlines: ns} }

func head(level int8, s string) *tree.Heading {
	return &tree.Heading{Level: level, Attr: &tree.Attr{ID: s}, Inlines: txt(s)}
}

func item(bs ...tree.Block) *tree.ListItem { return &tree.ListItem{Blocks: bs} }

func bullets(items ...*tree.ListItem) *tree.List { return &tree.List{Tight: true, Items: items} }

func linkTo(url, s string) *tree.Link {
	return &tree.Link{To: tree.Target{Raw: url, URL: url}, Inlines: txt(s)}
}

// cells makes a row; "" is an empty cell.
func cells(ss ...string) *tree.Row {
	r := &tree.Row{}
	for _, s := range ss {
		c := &tree.Cell{ColSpan: 1, RowSpan: 1}
		if s != "" {
			c.Blocks = []tree.Block{tight(s)}
		}
		r.Cells = append(r.Cells, c)
	}
	return r
}

func tableOf(head *tree.Row, rows ...*tree.Row) *tree.Table {
	t := &tree.Table{Bodies: []*tree.Body{{Rows: rows}}}
	if head != nil {
		t.Head = []*tree.Row{head}
		head.Cells[0].Scope = tree.ScopeCol
	}
	n := 0
	for _, c := range append([]*tree.Row{head}, rows...)[1].Cells {
		n += int(c.ColSpan)
	}
	t.Cols = make([]tree.Column, n)
	return t
}

var layoutTests = []struct {
	name   string
	w      Writer
	blocks []tree.Block
	want   string
}{
	{"paragraphs", Writer{Columns: 20}, []tree.Block{para("one two three four five six seven"), para("eight")},
		"one two three four\nfive six seven\n\neight\n"},
	{"headings", Writer{Columns: 20}, []tree.Block{head(1, "Title of the page that wraps"), head(2, "宽 Level"), head(3, "Third"), para("x")},
		"Title of the page\nthat wraps\n=================\n\n宽 Level\n--------\n\nThird\n\nx\n"},
	{"line breaks", Writer{}, []tree.Block{inl(&tree.Text{S: "a"}, &tree.Break{Hard: true}, &tree.Text{S: "b"}, &tree.Break{}, &tree.Text{S: "c"})},
		"a\nb c\n"},
	{"two line breaks are a blank line", Writer{}, []tree.Block{inl(&tree.Text{S: "a"}, &tree.Break{Hard: true}, &tree.Break{Hard: true}, &tree.Text{S: "b"})},
		"a\n\nb\n"},
	{"chinese breaks anywhere but before a full stop", Writer{Columns: 10}, []tree.Block{para("中文排版需要换行。好")},
		"中文排版需\n要换行。好\n"},
	{"full stop stays with its word", Writer{Columns: 8}, []tree.Block{para("中文排版。好")},
		"中文排\n版。好\n"},
	{"a line end between chinese characters is nothing", Writer{}, []tree.Block{inl(&tree.Text{S: "中文"}, &tree.Break{}, &tree.Text{S: "排版"}, &tree.Break{}, &tree.Text{S: "x"})},
		"中文排版 x\n"},
	{"combining marks have no width", Writer{Columns: 5}, []tree.Block{para("e\u0301e\u0301e\u0301e\u0301e\u0301 x")},
		"e\u0301e\u0301e\u0301e\u0301e\u0301\nx\n"},
	{"hyphens and slashes do not break", Writer{Columns: 14}, []tree.Block{para("in us-east-1 and/or eu")},
		"in us-east-1\nand/or eu\n"},
	{"no-break space", Writer{Columns: 10}, []tree.Block{para("costs 10\u00a0EUR or")},
		"costs\n10 EUR or\n"},
	{"a word that fits no line", Writer{Columns: 10}, []tree.Block{para("see https://example.com/a ok")},
		"see\nhttps://example.com/a\nok\n"},
	{"a word that fits only further left", Writer{Columns: 20}, []tree.Block{bullets(item(tight("see abcdefghijklmnopqrst")))},
		"- see\nabcdefghijklmnopqrst\n"},
	{"signs that fit no line are broken", Writer{Columns: 10}, []tree.Block{para("==========================")},
		"==========\n==========\n======\n"},
	{"lists", Writer{Columns: 24}, []tree.Block{bullets(
		item(tight("one that is too long for a line"), bullets(item(tight("nested and long enough as well")))),
		item(tight("two")))},
		"- one that is too long\n  for a line\n  - nested and long\n    enough as well\n- two\n"},
	{"loose list", Writer{}, []tree.Block{&tree.List{Ordered: true, Start: 9, Items: []*tree.ListItem{item(para("a"), para("b")), item(para("c"))}}},
		"9.  a\n\n    b\n\n10. c\n"},
	{"letters and roman numbers", Writer{}, []tree.Block{
		&tree.List{Ordered: true, Tight: true, Start: 26, Style: tree.LowerAlpha, Items: []*tree.ListItem{item(tight("x")), item(tight("y"))}},
		&tree.List{Ordered: true, Tight: true, Start: 4, Style: tree.UpperRoman, Items: []*tree.ListItem{item(tight("x"))}}},
		"z.  x\naa. y\n\nIV. x\n"},
	{"tasks", Writer{}, []tree.Block{bullets(&tree.ListItem{Task: tree.Done, Blocks: []tree.Block{tight("a")}}, &tree.ListItem{Task: tree.Todo, Blocks: []tree.Block{tight("b")}})},
		"[x] a\n[ ] b\n"},
	{"empty item", Writer{}, []tree.Block{bullets(item(), item(tight("b")))}, "-\n- b\n"},
	{"list first in an item", Writer{}, []tree.Block{bullets(item(bullets(item(tight("a")), item(tight("b")))))}, "- - a\n  - b\n"},
	{"code is untouched", Writer{Columns: 10}, []tree.Block{&tree.CodeBlock{Text: "\tif x {  \n\n   y := \"a long line\"\n"}},
		"    \tif x {  \n\n       y := \"a long line\"\n"},
	{"code in an item", Writer{}, []tree.Block{bullets(item(tight("run"), &tree.CodeBlock{Text: "ls\n"}), item(&tree.CodeBlock{Text: "cd\n"}))},
		"- run\n\n      ls\n\n-\n      cd\n"},
	{"code in a quotation has its mark", Writer{}, []tree.Block{&tree.Quote{Blocks: []tree.Block{para("a"), &tree.CodeBlock{Text: "ls\n\n-l\n"}}}},
		"> a\n>\n>     ls\n>\n>     -l\n"},
	{"quotation", Writer{Columns: 12}, []tree.Block{&tree.Quote{Blocks: []tree.Block{para("one two three"), &tree.Quote{Blocks: []tree.Block{para("in")}}}}, para("x")},
		"> one two\n> three\n>\n> > in\n\nx\n"},
	{"note", Writer{Columns: 24}, []tree.Block{&tree.Admonition{Kind: "note", Blocks: []tree.Block{para("a note that is longer than a line"), para("more")}}},
		"NOTE: a note that is\n      longer than a line\n\n      more\n"},
	{"note with a title", Writer{}, []tree.Block{&tree.Admonition{Kind: "warning", Title: txt("Hot"), Blocks: []tree.Block{para("Take care.")}}},
		"WARNING: Hot\n\n         Take care.\n"},
	{"note in an item", Writer{Columns: 30}, []tree.Block{bullets(item(tight("a"), &tree.Admonition{Kind: "tip", Title: txt("Tip"), Blocks: []tree.Block{para("b")}}))},
		"- a\n\n  TIP: b\n"},
	{"references", Writer{}, []tree.Block{inl(linkTo("https://e.com/a", "A"), &tree.Text{S: ", "}, linkTo("https://e.com/b", "B"), &tree.Text{S: "s and "}, linkTo("https://e.com/a", "A again"), &tree.Text{S: "."})},
		"A [1], Bs [2] and A again [1].\n\nLinks\n-----\n\n[1] https://e.com/a\n[2] https://e.com/b\n"},
	{"an address that is its own text", Writer{}, []tree.Block{inl(linkTo("https://e.com", "https://e.com"))}, "https://e.com\n"},
	{"addresses in the text", Writer{Links: "inline"}, []tree.Block{inl(linkTo("https://e.com", "A"))}, "A <https://e.com>\n"},
	{"no addresses", Writer{Links: "none"}, []tree.Block{inl(linkTo("https://e.com", "A"))}, "A\n"},
	{"footnotes", Writer{Columns: 20}, []tree.Block{inl(&tree.Text{S: "Word"}, &tree.NoteRef{Note: firstNote, N: 1})},
		"Word[^1]\n\nFootnotes\n---------\n\n[^1]: The first\n      note, which is\n      long.\n"},
	{"images", Writer{}, []tree.Block{inl(&tree.Image{Alt: "A hill"}), inl(&tree.Image{Src: tree.Target{Raw: "img/x.png"}}), inl(&tree.Image{Decorative: true})},
		"[Image: A hill]\n\n[Image: x.png]\n"},
	{"powers", Writer{}, []tree.Block{inl(&tree.Text{S: "x"}, &tree.Sup{Inlines: txt("2")}, &tree.Text{S: " H"}, &tree.Sub{Inlines: txt("2")}, &tree.Text{S: "O 1"}, &tree.Sup{Inlines: txt("st")}, &tree.Text{S: " e"}, &tree.Sup{Inlines: txt("2x")})},
		"x² H₂O 1st e^2x\n"},
	{"powers in ASCII", Writer{ASCII: true}, []tree.Block{inl(&tree.Text{S: "x"}, &tree.Sup{Inlines: txt("2")}, &tree.Text{S: " H"}, &tree.Sub{Inlines: txt("2")}, &tree.Text{S: "O"})},
		"x^2 H_2O\n"},
	{"nothing reaches the terminal", Writer{}, []tree.Block{para("a\x1b[31mb\x07\u202ec\u2066d\u009b\u0085e\xff"), &tree.CodeBlock{Text: "x\x1b[1my\u202ez\n"}},
		"a[31mbcde\ufffd\n\n    x[1myz\n"},
	{"contents", Writer{TOC: 2, NumberSections: true}, []tree.Block{head(1, "T"), head(2, "A"), head(3, "B"), head(2, "C")},
		"T\n=\n\nContents\n--------\n\n- 1 A\n  - 1.1 B\n- 2 C\n\n1 A\n---\n\n1.1 B\n\n2 C\n---\n"},
}

// firstNote is a footnote that a test refers to.
var firstNote = &tree.Footnote{Label: "a", Number: 1, Refs: 1, Blocks: []tree.Block{para("The first note, which is long.")}}

func TestLayout(t *testing.T) {
	for _, tt := range layoutTests {
		t.Run(tt.name, func(t *testing.T) {
			if got := render(t, &tt.w, tt.blocks...); got != tt.want {
				t.Errorf("got:\n%s\nwant:\n%s\n(%q)", got, tt.want, got)
			}
		})
	}
}

// spanTable has cells over two rows and over two columns.
func spanTable() *tree.Table {
	t := tableOf(cells("a", "b", "c"), cells("1", "2", "3"), cells("4", "5"), cells("6", "7", "8"))
	t.Bodies[0].Rows[0].Cells[0].RowSpan = 2
	t.Bodies[0].Rows[2].Cells = t.Bodies[0].Rows[2].Cells[:2]
	t.Bodies[0].Rows[2].Cells[0].ColSpan = 2
	return t
}

// alignedTable has a column of numbers.
func alignedTable() *tree.Table {
	t := tableOf(cells("Name", "Size"), cells("x", "1"), cells("y", "10"))
	t.Cols[1].Align = tree.AlignRight
	return t
}

// listTable has a list in a cell.
func listTable() *tree.Table {
	t := tableOf(cells("K", "V"), cells("a", ""))
	t.Bodies[0].Rows[0].Cells[1].Blocks = []tree.Block{para("first"), bullets(item(tight("x")), item(tight("y")))}
	return t
}

// codeTable has code in a cell.
func codeTable() *tree.Table {
	t := tableOf(cells("K", "V"), cells("a", ""))
	t.Bodies[0].Rows[0].Cells[1].Blocks = []tree.Block{para("Run this:"), &tree.CodeBlock{Text: "ls -l  | wc\n"}, para("Then look.")}
	return t
}

var tableTests = []struct {
	name  string
	w     Writer
	table *tree.Table
	want  string
}{
	{"simple", Writer{}, alignedTable(), `
┌──────┬──────┐
│ Name │ Size │
├──────┼──────┤
│ x    │    1 │
│ y    │   10 │
└──────┴──────┘
`},
	{"ascii", Writer{ASCII: true}, alignedTable(), `
+------+------+
| Name | Size |
+------+------+
| x    |    1 |
| y    |   10 |
+------+------+
`},
	{"wrapped rows are ruled off", Writer{Columns: 27}, tableOf(cells("Key", "What it is"), cells("one", "something with many words"), cells("表", "中文排版需要换行中文")), `
┌─────┬───────────────────┐
│ Key │ What it is        │
╞═════╪═══════════════════╡
│ one │ something with    │
│     │ many words        │
├─────┼───────────────────┤
│ 表  │ 中文排版需要换行  │
│     │ 中文              │
└─────┴───────────────────┘
`},
	{"spans", Writer{}, spanTable(), `
┌───┬───┬───┐
│ a │ b │ c │
╞═══╪═══╪═══╡
│ 1 │ 2 │ 3 │
│   ├───┼───┤
│   │ 4 │ 5 │
├───┴───┼───┤
│ 6     │ 7 │
└───────┴───┘
`},
	{"blocks in a cell", Writer{}, listTable(), `
┌───┬───────┐
│ K │ V     │
╞═══╪═══════╡
│ a │ first │
│   │       │
│   │ - x   │
│   │ - y   │
└───┴───────┘
`},
	{"tight where words would not fit", Writer{Columns: 14}, tableOf(cells("Alpha", "Beta"), cells("gamma", "delta")), `
┌─────┬─────┐
│Alpha│Beta │
├─────┼─────┤
│gamma│delta│
└─────┴─────┘
`},
	{"records where there is code", Writer{}, codeTable(), `
K: a
V: Run this:

        ls -l  | wc

    Then look.
`},
	{"records where nothing fits", Writer{Columns: 16}, tableOf(cells("Name", "Meaning", ""), cells("identifier", "a thing with a name", "x"), cells("", "empty", "")), `
Name: identifier
Meaning: a thing
    with a name
x

Meaning: empty
`},
}

func TestTables(t *testing.T) {
	for _, tt := range tableTests {
		t.Run(tt.name, func(t *testing.T) {
			if err := tree.Validate(pageOf(tt.table)); err != nil {
				t.Fatal(err)
			}
			if got := "\n" + render(t, &tt.w, tt.table); got != tt.want {
				t.Errorf("got:%s\nwant:%s", got, tt.want)
			}
		})
	}
}

func TestANSI(t *testing.T) {
	strong := tableOf(cells("A", "B"), cells("a-long-word", "b"))
	strong.Head[0].Cells[0].Blocks = []tree.Block{inl(&tree.Strong{Inlines: txt("A")})}
	if got := render(t, &Writer{ANSI: true, Columns: 10}, strong); got != "\x1b[1mA\x1b[0m:\n    a-long-word\n\x1b[1mB\x1b[0m: b\n" {
		t.Errorf("got %q", got)
	}
	if got := render(t, &Writer{ANSI: true}, inl(&tree.Text{S: "a"}, &tree.Strong{Inlines: txt(" b ")}, &tree.Text{S: "c"})); got != "a \x1b[1mb\x1b[0m c\n" {
		t.Errorf("got %q", got)
	}
	got := render(t, &Writer{ANSI: true, Columns: 12}, inl(&tree.Strong{Inlines: txt("bold words here")}, &tree.Text{S: " x"}))
	want := "\x1b[1mbold words\x1b[0m\n\x1b[1mhere\x1b[0m x\n"
	if got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

// manyPages is a book of n pages of different lengths.
func manyPages(n int) *tree.Book {
	b := &tree.Book{Name: "book"}
	for i := range n {
		p := pageOf(head(1, fmt.Sprint("Page ", i)), para(strings.Repeat("word ", 1+i*37%200)), inl(linkTo(fmt.Sprintf("https://e.com/%d", i), "link")))
		p.Path = fmt.Sprintf("d/p%03d.md", i)
		p.Title = txt(fmt.Sprint("Page ", i))
		b.Pages = append(b.Pages, p)
	}
	return b
}

func TestBookInOneFile(t *testing.T) {
	b := manyPages(40)
	var apart, whole files
	if err := new(Writer).Write(context.Background(), &apart, b, nil); err != nil {
		t.Fatal(err)
	}
	if err := (&Writer{File: "book.txt"}).Write(context.Background(), &whole, b, nil); err != nil {
		t.Fatal(err)
	}
	var want []string
	for _, p := range b.Pages {
		want = append(want, apart.data[new(Writer).fileName(p)])
	}
	if len(apart.data) != 40 || whole.data["book.txt"] != strings.Join(want, "\n\n") {
		t.Errorf("the pages in one file are not the %d pages in order", len(apart.data))
	}
	old := runtime.GOMAXPROCS(1)
	var serial files
	err := (&Writer{File: "book.txt"}).Write(context.Background(), &serial, b, nil)
	runtime.GOMAXPROCS(old)
	if err != nil || serial.data["book.txt"] != whole.data["book.txt"] {
		t.Errorf("one processor writes something else than %d (%v)", old, err)
	}
	var one files
	if err := new(Writer).WritePage(context.Background(), &one, b, b.Pages[7], nil); err != nil || one.data["d/p007.txt"] != want[7] {
		t.Errorf("WritePage: %v, %q", err, one.data)
	}
}

func TestTwoPagesWithOneName(t *testing.T) {
	b := manyPages(2)
	b.Pages[0].Path, b.Pages[1].Path = "a.md", "a.markdown"
	var diags []tree.Diag
	var out files
	if err := new(Writer).Write(context.Background(), &out, b, func(d tree.Diag) { diags = append(diags, d) }); err != nil {
		t.Fatal(err)
	}
	if len(diags) != 1 || diags[0].Code != tree.Clash || !strings.HasPrefix(out.data["a.txt"], "Page 0\n") {
		t.Errorf("got %v, %q", diags, out.data)
	}
}

// A broken tree fails its page only.
func TestBrokenPage(t *testing.T) {
	b := manyPages(3)
	b.Pages[1].Blocks = []tree.Block{inl(&tree.NoteRef{})}
	var diags []tree.Diag
	var out files
	if err := new(Writer).Write(context.Background(), &out, b, func(d tree.Diag) { diags = append(diags, d) }); err != nil {
		t.Fatal(err)
	}
	if len(diags) != 1 || diags[0].Code != tree.PageFailed || diags[0].Page != b.Pages[1] || len(out.data) != 2 {
		t.Errorf("got %v, %d files", diags, len(out.data))
	}
}

type fullDisk struct{}

func (fullDisk) Create(string) (io.WriteCloser, error) { return fullDisk{}, nil }
func (fullDisk) Write([]byte) (int, error)             { return 0, errFull }
func (fullDisk) Close() error                          { return nil }

var errFull = errors.New("no space left")

func TestErrors(t *testing.T) {
	b := manyPages(30)
	for _, w := range []*Writer{{}, {File: "x.txt"}} {
		if err := w.Write(context.Background(), fullDisk{}, b, nil); !errors.Is(err, errFull) {
			t.Errorf("got %v, want %v", err, errFull)
		}
		ctx, cancel := context.WithCancel(context.Background())
		cancel()
		if err := w.Write(ctx, &files{}, b, nil); !errors.Is(err, context.Canceled) {
			t.Errorf("got %v, want %v", err, context.Canceled)
		}
	}
}
