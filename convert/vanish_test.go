package convert_test

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"platen/convert"
	"platen/convert/tree"
	"platen/writers"
	"platen/writers/dita"
	"platen/writers/html"
	"platen/writers/text"
)

// A vanishing file system lists files that are gone, or cannot be read to their end, when they are opened.
type vanishing struct {
	fstest.MapFS
	gone, broken string
	broke        bool // from now on
}

var errBroken = errors.New("the disk is broken")

func (v *vanishing) Open(name string) (fs.File, error) {
	if name == v.gone {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	f, err := v.MapFS.Open(name)
	if err == nil && name == v.broken && v.broke {
		return brokenFile{f}, nil
	}
	return f, err
}

func (v *vanishing) ReadFile(name string) ([]byte, error) {
	f, err := v.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(f)
}

func (v *vanishing) Stat(name string) (fs.FileInfo, error) { return v.MapFS.Stat(name) }

type brokenFile struct{ fs.File }

func (brokenFile) Read([]byte) (int, error) { return 0, errBroken }

// outputs takes whole files, from any goroutine.
type outputs struct {
	mu    sync.Mutex
	files map[string]string
}

func (o *outputs) Create(name string) (io.WriteCloser, error) {
	return &outputFile{name: name, to: o}, nil
}

type outputFile struct {
	strings.Builder
	name    string
	to      *outputs
	aborted bool
}

func (f *outputFile) Close() error {
	if !f.aborted {
		f.to.mu.Lock()
		defer f.to.mu.Unlock()
		f.to.files[f.name] = f.String()
	}
	return nil
}

func (f *outputFile) Abort() { f.aborted = true }

// TestVanished removes a page and breaks a download while the guide is converted: each is one error, and all the
// rest comes out, in every format.
func TestVanished(t *testing.T) {
	v := &vanishing{gone: "b.md", broken: "data.bin", MapFS: fstest.MapFS{
		"a.md": {Data: []byte("# A\n\n[Data](data.bin) ![Dot](dot.svg)\n")}, "b.md": {Data: []byte("# B\n")}, "c.md": {Data: []byte("# C\n")},
		"data.bin": {Data: []byte("data")},
		"dot.svg":  {Data: []byte(`<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><circle cx="4" cy="4" r="4"/></svg>`)},
	}}
	var mu sync.Mutex
	var found []string
	report := func(d tree.Diag) {
		mu.Lock()
		defer mu.Unlock()
		if d.Severity == tree.Error {
			found = append(found, d.String())
		}
	}
	b, err := convert.Load(context.Background(), convert.Source{FS: v, Name: "guide"}, convert.Options{}, report)
	if err != nil {
		t.Fatal(err)
	}
	v.broke = true
	for name, w := range map[string]writers.Writer{".html": &html.Writer{}, ".txt": &text.Writer{}, ".dita": &dita.Writer{}} {
		out := &outputs{files: map[string]string{}}
		if err := w.Write(context.Background(), out, b, report); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		for _, want := range []string{"a" + name, "c" + name} {
			if out.files[want] == "" {
				t.Errorf("%s is missing", want)
			}
		}
		if _, ok := out.files["data.bin"]; ok {
			t.Errorf("%s: half a file is there", name)
		}
	}
	got := strings.Join(found, "\n")
	for _, want := range []string{"b.md: error: the file is not there [page-unreadable]", "data.bin: error: cannot read the file: the disk is broken [file-unreadable]"} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is missing in\n%s", want, got)
		}
	}
}
