package run

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"runtime"
	"strings"
	"testing"
	"testing/fstest"

	"platen/cmd/platen/internal/options"
	"platen/convert"
	"platen/convert/tree"
	"platen/writers/ledger"
	"platen/writers/output"
)

// TestCrashOfWriter gives every writer, and what reads its outputs back, a guide with a page on which each of them panics:
// that is an error of this page, with the place of the fault, and the other pages come out; the same on one processor and on
// many.
func TestCrashOfWriter(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(0))
	for _, f := range options.Formats() {
		var first string
		for _, jobs := range []int{1, 4} {
			runtime.GOMAXPROCS(jobs)
			b, err := convert.Guide(t.Context(), fstest.MapFS{"a.md": {Data: []byte("# A\n\nalpha\n")}, "b.md": {Data: []byte("# B\n\nmore\n")}, "c.md": {Data: []byte("# C\n\nomega\n")}},
				convert.Options{Name: "guide"}, func(tree.Diag) {})
			if err != nil {
				t.Fatal(err)
			}
			whole := output.Memory()
			w := f.Make(&options.Settings{Options: &options.Options{}})
			if err := convert.Write(t.Context(), b, []convert.Job{{Writer: w, Out: whole.At("")}}, nil); err != nil {
				t.Errorf("%s: %v", f.Name, err)
			}
			bad := b.Pages[1]
			if f.Name != "ansi" && f.Name != "json" && f.Name != "markdown" { // which nothing reads back
				found := &convert.Findings{}
				j := ledger.Job{Format: f.Name, Book: b, Read: func(name string) ([]byte, error) {
					if f.Bound || strings.HasPrefix(name, "b.") {
						panic("no such sector")
					}
					return whole.Files()[name], nil
				}}
				if _, err := ledger.Check(t.Context(), j, found.Add); err != nil {
					t.Errorf("%s: %v", f.Name, err)
				}
				if crashes(t, f.Name+" read back", found, bad); len(found.All()) != 1 {
					t.Errorf("%s: %v", f.Name, found.All())
				}
			}
			bad.Blocks = append(bad.Blocks, &tree.Paragraph{Inlines: []tree.Inline{nil, &tree.NoteRef{}}})
			mem, found := output.Memory(), &convert.Findings{}
			if err := convert.Write(t.Context(), b, []convert.Job{{Writer: w, Out: mem.At("")}}, found.Add); err != nil {
				t.Errorf("%s: %v", f.Name, err)
			}
			var all bytes.Buffer
			for _, text := range mem.Files() {
				all.Write(text)
			}
			if !f.Binary && (!strings.Contains(all.String(), "alpha") || !strings.Contains(all.String(), "omega")) {
				t.Errorf("%s: the other pages are not there", f.Name)
			}
			told := crashes(t, f.Name, found, bad)
			if jobs > 1 && told != first {
				t.Errorf("%s: on one processor\n%s, on four\n%s", f.Name, first, told)
			}
			first = told
		}
	}
}

// crashes looks for the finding about the page that crashed, and returns what it says.
func crashes(t *testing.T, name string, found *convert.Findings, bad *tree.Page) string {
	t.Helper()
	for _, d := range found.All() {
		if d.Code == tree.PageFailed && d.Severity == tree.Error && (d.Page == bad || d.Page == nil) {
			if d.Trace == "" || strings.Contains(d.Trace, "pages.Try") || d.Hint != tree.CrashHint {
				t.Errorf("%s: the trace is %q, the hint %q", name, d.Trace, d.Hint)
			}
			return d.String() + "\n" + d.Trace
		}
	}
	t.Errorf("%s: nothing says that the page failed: %v", name, found.All())
	return ""
}

// faulty is a source that panics when a file of it is opened.
type faulty struct {
	fs.FS
	file string
}

func (f faulty) Open(name string) (fs.File, error) {
	if name == f.file {
		panic("no such sector")
	}
	return f.FS.Open(name)
}

func (f faulty) Stat(name string) (fs.FileInfo, error) { return fs.Stat(f.FS, name) }

// TestCrashOfReader lets the parts of reading panic, one after another.
func TestCrashOfReader(t *testing.T) {
	guide := fstest.MapFS{"mkdocs.yml": {Data: []byte("site_name: x\n")}, "docs/a.md": {Data: []byte("# A\n\n![x](x.svg)\n")}, "docs/b.md": {Data: []byte("# B\n\n``` dot\nx\n```\n")},
		"docs/x.svg": {Data: []byte("<svg/>")}}
	draw := func(context.Context, string, string) ([]byte, error) { panic("no pen") }
	pass := func(_ context.Context, p *tree.Page) error {
		if p.Path == "b.md" {
			panic(errors.New("no filter"))
		}
		return nil
	}
	for _, tt := range []struct {
		name, file string
		opts       convert.Options
		pages      int
		told, at   string
	}{
		{"page", "docs/b.md", convert.Options{From: "gfm"}, 1, "docs/b.md: error: the page could not be read: no such sector", "faulty.Open crash_test.go"},
		{"project", "mkdocs.yml", convert.Options{}, 2, ".: error: the project could not be read as one of mkdocs: no such sector", "site."},
		{"asset", "docs/x.svg", convert.Options{}, 2, "docs/a.md: error: the page could not be completed: no such sector", "faulty.Open crash_test.go"},
		{"filter", "", convert.Options{Passes: []convert.Pass{pass}}, 1, "docs/b.md: error: the page could not be read: no filter", "TestCrashOfReader"},
		{"diagram", "", convert.Options{Diagrams: convert.Diagrams{Languages: []string{"dot"}, Draw: draw}}, 2, "docs/b.md: error: the page could not be completed: no pen", "TestCrashOfReader"},
	} {
		var found []string
		b, err := convert.Load(t.Context(), convert.Source{FS: faulty{guide, tt.file}, Name: "guide"}, tt.opts, func(d tree.Diag) {
			if d.Severity == tree.Error {
				found = append(found, d.String()+"\n"+d.Trace)
			}
		})
		if err != nil {
			t.Errorf("%s: %v", tt.name, err)
			continue
		}
		want := fmt.Sprintf("%s; %s [page-failed]\n", tt.told, tree.CrashHint)
		if len(b.Pages) != tt.pages || len(found) != 1 || !strings.HasPrefix(found[0], want) || !strings.Contains(found[0], tt.at) {
			t.Errorf("%s: %d pages, found %s", tt.name, len(b.Pages), strings.Join(found, "\n"))
		}
	}
	// What is read before any page leaves no book.
	_, err := convert.Load(t.Context(), convert.Source{FS: faulty{guide, "docs"}, Name: "guide"}, convert.Options{From: "gfm"}, func(tree.Diag) {})
	var crash *tree.Crash
	if !errors.As(err, &crash) || !strings.Contains(crash.Trace, "faulty.Open crash_test.go") {
		t.Errorf("the folder: %v", err)
	}
}
