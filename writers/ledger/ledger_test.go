package ledger_test

import (
	"bytes"
	"fmt"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"platen/convert"
	"platen/convert/tree"
	"platen/writers"
	"platen/writers/dita"
	"platen/writers/epub"
	"platen/writers/html"
	"platen/writers/internal/testkit"
	"platen/writers/ledger"
	"platen/writers/pdf"
	"platen/writers/text"
)

// formats returns the writers whose outputs are read back.
func formats() map[string]writers.Writer {
	return map[string]writers.Writer{"html": &html.Writer{}, "text": &text.Writer{}, "dita": &dita.Writer{}, "pdf": &pdf.Writer{}, "epub": &epub.Writer{}}
}

// page loads one page.
func page(t testing.TB, src string) *tree.Book {
	t.Helper()
	fsys := fstest.MapFS{"page.md": {Data: []byte(src)}}
	return testkit.Load(t, convert.Source{FS: fsys, Name: "page", Pages: []string{"page.md"}}, convert.Options{})
}

// check returns the table and the differences.
func check(t testing.TB, format string, b *tree.Book, out *testkit.Output) (*ledger.Sheet, []tree.Diag) {
	t.Helper()
	var mu sync.Mutex
	var found []tree.Diag
	s, err := ledger.Check(t.Context(), ledger.Job{Format: format, Book: b, Read: out.Read}, func(d tree.Diag) {
		mu.Lock()
		defer mu.Unlock()
		found = append(found, d)
	})
	if err != nil {
		t.Fatal(err)
	}
	if s.Balanced() != (len(found) == 0) {
		t.Errorf("%s: balanced is %v with %d differences", format, s.Balanced(), len(found))
	}
	return s, found
}

// Each output of the manual balances, and of the guides in the folder that PLATEN_GUIDES names.
func TestGuides(t *testing.T) {
	for _, g := range testkit.Guides(t) {
		b := g.Load(t)
		for format, w := range formats() {
			s, found := check(t, format, b, testkit.Write(t, w, b))
			for _, d := range found {
				t.Errorf("%s: %s", g.Name, d)
			}
			if s.Rows[ledger.Words].Source < 5000 || s.Rows[ledger.Items].Source < 30 {
				t.Errorf("%s, %s: too little was compared: %v", g.Name, format, s.Rows)
			}
		}
	}
}

const sample = `# Sample page

Some words with a [link](https://example.com/a), an [inner one](#second), ![a picture](x.png) and a note[^1].

## Second<a name="old"></a>

- one
  - two
- three

> [!WARNING]
> Take care.

| A | B |
|---|---|
| c | d |

` + "```go\nfunc main() {}\n\nvar x = 1\n```\n" + `
[^1]: The note's words.
`

// What an output lacks or has too much is found in every format, in the right row and at the right line: each case
// writes a page that differs from the one it is compared with.
func TestDifferencesAreFound(t *testing.T) {
	b := page(t, sample)
	for _, c := range []struct {
		old, new string
		kind     ledger.Kind
		line     int
		not      string // a format that shows no difference
	}{
		{"Some words", "Some", ledger.Words, 3, ""},
		{"Some words", "Some words words", ledger.Words, 3, ""},
		{"words with", "wordswith", ledger.Words, 3, ""},
		{"Some words", "Some wo rds", ledger.Words, 3, ""},
		{"Take care", "Care take", ledger.Words, 12, ""},
		{"Take care.", "Take care", ledger.Words, 12, ""},
		{"https://example.com/a", "https://example.com/b", ledger.Links, 3, ""},
		{"[link](https://example.com/a)", "link", ledger.Links, 3, ""},
		{"[inner one](#second)", "inner one", ledger.Links, 3, "text"},
		{"<a name=\"old\"></a>", "", ledger.Anchors, 5, "text"},
		{"  - two", "- two", ledger.Items, 8, "text"}, // its depth is told by its indent
		{"- three", "\n  three", ledger.Items, 9, ""},
		{"| c | d |\n", "| c d | |\n", ledger.Cells, 16, ""},
		{"| c | d |\n", "| c | d |\n| e | |\n", ledger.Cells, 17, ""},
		{"{}\n\nvar", "{}\nvar", ledger.CodeLines, 18, "pdf"}, // it draws no empty lines
		{"func main() {}\n", "func main() {\n}\n", ledger.CodeLines, 18, "pdf"},
		{"![a picture](x.png)", "![another](x.png)", ledger.Images, 3, ""},
		{"![a picture](x.png)", "", ledger.Images, 3, ""},
		{"> [!WARNING]\n", "> Warning\n>\n", ledger.Notes, 11, ""},
		{"> [!WARNING]\n", "> [!CAUTION]\n", ledger.Notes, 11, ""},
		{"a note[^1]", "a note", ledger.Footnotes, 3, "dita"},
	} {
		for format := range formats() {
			if format == c.not {
				continue
			}
			t.Run(fmt.Sprintf("%s/%s/%s", format, c.kind, c.old), func(t *testing.T) {
				changed := strings.Replace(sample, c.old, c.new, 1)
				if changed == sample {
					t.Fatalf("%q is not in the sample", c.old)
				}
				s, found := check(t, format, b, testkit.Write(t, formats()[format], b))
				if !s.Balanced() {
					t.Fatal(found)
				}
				s, found = check(t, format, b, testkit.Write(t, formats()[format], page(t, changed)))
				near := false
				for _, d := range found {
					if n := d.Position().Line; n >= c.line-1 && n <= c.line+1 {
						near = true
					}
				}
				if !near {
					t.Errorf("nothing is found near line %d: %v\n%v", c.line, found, s.Rows)
				}
			})
		}
	}
}

// A link whose anchor is lost from an output does not balance, even where the link itself is there.
func TestLostTargets(t *testing.T) {
	b := page(t, "# Page\n\n[down](#below) and [up](#page)\n\nSome <a name=\"below\"></a>words.\n")
	for format, file := range map[string]string{"html": "page.html", "dita": "page.dita"} {
		out := testkit.Write(t, formats()[format], b)
		s, found := check(t, format, b, out)
		if row := s.Rows[ledger.Targets]; !s.Balanced() || row.Source != 2 {
			t.Fatalf("%s: %v, %v", format, found, row)
		}
		changed := bytes.ReplaceAll(out.Files[file], []byte(`id="below"`), []byte(`id="elsewhere"`))
		if bytes.Equal(changed, out.Files[file]) {
			t.Fatalf("%s has no anchor: %s", format, changed)
		}
		out.Files[file] = changed
		s, found = check(t, format, b, out)
		said := false
		for _, d := range found {
			said = said || strings.Contains(d.Msg, `the link's target "below" is not in`) && d.Position().Line == 3
		}
		if s.Rows[ledger.Targets].Lost != 1 || !said {
			t.Errorf("%s: %v, %v", format, s.Rows[ledger.Targets], found)
		}
	}
}

// Of many differences of a page the first twenty are told, and how many there are besides.
func TestManyDifferences(t *testing.T) {
	lines := func(n int) string {
		s := "# Page\n\n"
		for i := range 30 {
			if s += fmt.Sprintf("- item%d", i); i < n {
				s += fmt.Sprintf(" lost%d", i)
			}
			s += fmt.Sprintf(" stays%d\n", i)
		}
		return s
	}
	for n, more := range map[int]string{20: "", 21: "1 more difference", 25: "5 more differences"} {
		_, found := check(t, "text", page(t, lines(n)), testkit.Write(t, formats()["text"], page(t, lines(0))))
		want := n
		if more != "" {
			want = 21
		}
		if len(found) != want || more != "" && !strings.Contains(found[len(found)-1].Msg, more) && !strings.Contains(found[0].Msg, more) {
			t.Errorf("%d lost words: %d findings, the last %v", n, len(found), found[len(found)-1])
		}
	}
}
