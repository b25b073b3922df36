// Package testkit has what the tests of several writers need: guides to write, the inputs of the golden files, and an output
// in memory.
package testkit

import (
	"bytes"
	"encoding/json"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"golang.org/x/tools/txtar"

	"platen/convert"
	"platen/convert/tree"
	"platen/writers"
)

// top returns the way from the test's folder to the top of the repository.
func top(t testing.TB) string {
	for dir := "."; len(dir) < 40; dir = filepath.Join("..", dir) {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir
		}
	}
	t.Fatal("no go.mod above the test")
	return ""
}

// A Guide is a folder of pages.
type Guide struct{ Name, Dir string }

// Guides returns the manual and the guides in the folder that PLATEN_GUIDES names.
func Guides(t testing.TB) []Guide {
	list := []Guide{{"manual", filepath.Join(top(t), "testdata", "manual")}}
	root := os.Getenv("PLATEN_GUIDES")
	if root == "" {
		return list
	}
	entries, err := os.ReadDir(root)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		dir := filepath.Join(root, e.Name())
		if isDir(filepath.Join(dir, "doc_source")) {
			dir = filepath.Join(dir, "doc_source")
		}
		if isDir(dir) {
			list = append(list, Guide{e.Name(), dir})
		}
	}
	return list
}

func isDir(name string) bool {
	info, err := os.Stat(name)
	return err == nil && info.IsDir()
}

// Load reads the guide.
func (g Guide) Load(t testing.TB) *tree.Book {
	t.Helper()
	return Load(t, convert.Source{FS: os.DirFS(g.Dir), Name: filepath.Base(g.Dir)}, convert.Options{})
}

// Load reads a source.
func Load(t testing.TB, src convert.Source, o convert.Options) *tree.Book {
	t.Helper()
	b, err := convert.Load(t.Context(), src, o, func(tree.Diag) {})
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// Golden calls f with what the inputs of each golden file are as a book. Files whose inputs are none, or that set flags
// other than the dialect, are passed over.
func Golden(t testing.TB, f func(name string, b *tree.Book)) {
	dir := filepath.Join(top(t), "testdata")
	n := 0
	err := filepath.WalkDir(dir, func(p string, d fs.DirEntry, err error) error {
		if err != nil || filepath.Ext(p) != ".txt" {
			return err
		}
		data, err := os.ReadFile(p)
		if err != nil {
			return err
		}
		if b := goldenBook(t, data); b != nil {
			n++
			f(strings.TrimSuffix(filepath.ToSlash(p[len(dir)+1:]), ".txt"), b)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if n < 25 {
		t.Errorf("only %d golden files", n)
	}
}

// goldenBook is the book of a golden file's inputs, which have names with an extension; nil for none.
func goldenBook(t testing.TB, data []byte) *tree.Book {
	a := txtar.Parse(data)
	var head struct {
		Flags []string
		Guide bool
	}
	if c := bytes.TrimSpace(a.Comment); len(c) > 0 && json.Unmarshal(c, &head) != nil {
		return nil
	}
	var o convert.Options
	for i := 0; i < len(head.Flags); i += 2 {
		if f := head.Flags[i]; f != "-f" && f != "--from" || i+1 == len(head.Flags) {
			return nil
		}
		o.From = head.Flags[i+1]
	}
	src := convert.Source{FS: inputs(a), Name: "guide"}
	if !head.Guide {
		src.Pages = []string{"input.md"}
	}
	b, err := convert.Load(t.Context(), src, o, func(tree.Diag) {})
	if err != nil || len(b.Pages) == 0 {
		return nil
	}
	return b
}

// inputs are the files with an extension; a $ stands at the end of lines that end in spaces.
func inputs(a *txtar.Archive) fs.FS {
	m := fstest.MapFS{}
	for _, f := range a.Files {
		if path.Ext(f.Name) != "" {
			m[f.Name] = &fstest.MapFile{Data: bytes.ReplaceAll(f.Data, []byte("$\n"), []byte("\n"))}
		}
	}
	return m
}

// An Output takes files in memory, whole or not at all.
type Output struct {
	mu    sync.Mutex
	Files map[string][]byte
}

// Create begins a file.
func (o *Output) Create(name string) (io.WriteCloser, error) { return &file{name: name, to: o}, nil }

// Read returns a file.
func (o *Output) Read(name string) ([]byte, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if data, ok := o.Files[name]; ok {
		return data, nil
	}
	return nil, fs.ErrNotExist
}

type file struct {
	bytes.Buffer
	name string
	to   *Output
}

// Close puts the file in its place.
func (f *file) Close() error {
	f.to.mu.Lock()
	defer f.to.mu.Unlock()
	f.to.Files[f.name] = f.Bytes()
	return nil
}

// Abort drops the file.
func (f *file) Abort() {}

// Write writes a book into memory; an error is the test's.
func Write(t testing.TB, w writers.Writer, b *tree.Book) *Output {
	t.Helper()
	out := &Output{Files: map[string][]byte{}}
	if err := w.Write(t.Context(), out, b, func(tree.Diag) {}); err != nil {
		t.Fatal(err)
	}
	return out
}
