package ledger_test

import (
	"bytes"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"platen/convert"
	"platen/convert/tree"
	"platen/writers"
	"platen/writers/html"
	"platen/writers/ledger"
)

// files is an Output in memory.
type files struct {
	mu   sync.Mutex
	data map[string][]byte
}

type memFile struct {
	bytes.Buffer
	name string
	f    *files
}

func (f *files) Create(name string) (io.WriteCloser, error) { return &memFile{name: name, f: f}, nil }

func (m *memFile) Close() error {
	m.f.mu.Lock()
	defer m.f.mu.Unlock()
	m.f.data[m.name] = m.Bytes()
	return nil
}

func (f *files) read(name string) ([]byte, error) {
	if data, ok := f.data[name]; ok {
		return data, nil
	}
	return nil, fs.ErrNotExist
}

// formats returns the writers whose outputs are read back.
func formats() map[string]writers.Writer {
	return map[string]writers.Writer{"html": &html.Writer{}}
}

func load(t testing.TB, fsys fs.FS, o convert.Options) *tree.Book {
	t.Helper()
	b, err := convert.Load(t.Context(), convert.Source{FS: fsys, Name: "guide"}, o, func(tree.Diag) {})
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// page loads one page.
func page(t testing.TB, src string) *tree.Book {
	t.Helper()
	fsys := fstest.MapFS{"page.md": {Data: []byte(src)}}
	b, err := convert.Load(t.Context(), convert.Source{FS: fsys, Name: "page", Pages: []string{"page.md"}}, convert.Options{}, func(tree.Diag) {})
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func write(t testing.TB, w writers.Writer, b *tree.Book) *files {
	t.Helper()
	out := &files{data: map[string][]byte{}}
	if err := w.Write(t.Context(), out, b, func(tree.Diag) {}); err != nil {
		t.Fatal(err)
	}
	return out
}

// check returns the table and the differences.
func check(t testing.TB, format string, b *tree.Book, out *files) (*ledger.Sheet, []tree.Diag) {
	t.Helper()
	var mu sync.Mutex
	var found []tree.Diag
	s, err := ledger.Check(t.Context(), ledger.Job{Format: format, Book: b, Read: out.read}, func(d tree.Diag) {
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

// Each output of the manual balances.
func TestManual(t *testing.T) {
	b := load(t, os.DirFS("../../testdata/manual"), convert.Options{})
	for format, w := range formats() {
		s, found := check(t, format, b, write(t, w, b))
		for _, d := range found {
			t.Error(d)
		}
		if s.Rows[ledger.Words].Source < 5000 || s.Rows[ledger.Links].Source < 40 {
			t.Errorf("%s: too little was compared: %v", format, s.Rows)
		}
	}
}

const sample = `# Sample page

Some words with a [link](https://example.com/a), an [inner one](#second), ![a picture](x.png) and a note[^1].

## Second

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

// What is taken out of an output or put into it is found, in the right row and at the right line.
func TestDifferencesAreFound(t *testing.T) {
	b := page(t, sample)
	for _, c := range []struct {
		format, old, new string
		kind             ledger.Kind
		line             int
		code             tree.DiagCode
	}{
		{"html", "Some words", "Some", ledger.Words, 3, tree.LedgerLost},
		{"html", "Some words", "Some words words", ledger.Words, 3, tree.LedgerExtra},
		{"html", "words with", "wordswith", ledger.Words, 3, tree.LedgerLost},
		{"html", "Take care", "Care take", ledger.Words, 12, tree.LedgerLost},
		{"html", "https://example.com/a", "https://example.com/b", ledger.Links, 3, tree.LedgerLost},
		{"html", `id="second"`, `id="third"`, ledger.Targets, 3, tree.LedgerLost},
		{"html", "<ul>\n<li>two</li>\n</ul>", "two", ledger.Items, 8, tree.LedgerLost},
		{"html", "<td>c</td>", "c", ledger.Cells, 16, tree.LedgerLost},
		{"html", "}\n\n<span", "}\n<span", ledger.CodeLines, 18, tree.LedgerLost},
		{"html", "a picture", "another", ledger.Images, 3, tree.LedgerLost},
		{"html", `role="note"`, ``, ledger.Notes, 11, tree.LedgerLost},
		{"html", `<li id="fn1">`, `<li id="fn2">`, ledger.Footnotes, 24, tree.LedgerLost},
		{"html", `id="second"`, ``, ledger.Anchors, 5, tree.LedgerLost},
	} {
		t.Run(fmt.Sprintf("%s/%s/%s", c.format, c.kind, c.old), func(t *testing.T) {
			out := write(t, formats()[c.format], b)
			name := "page.html"
			changed := strings.Replace(string(out.data[name]), c.old, c.new, 1)
			if changed == string(out.data[name]) {
				t.Fatalf("%q is not in\n%s", c.old, changed)
			}
			if s, found := check(t, c.format, b, out); !s.Balanced() {
				t.Fatal(found)
			}
			out.data[name] = []byte(changed)
			s, found := check(t, c.format, b, out)
			r := s.Rows[c.kind]
			if r.Lost+r.Extra == 0 {
				t.Errorf("the row of %s does not show it: %v", c.kind, s.Rows)
			}
			ok := false
			for _, d := range found {
				ok = ok || d.Position().Line == c.line && d.Code == c.code
			}
			if !ok {
				t.Errorf("no %s at line %d: %v", c.code, c.line, found)
			}
		})
	}
}
