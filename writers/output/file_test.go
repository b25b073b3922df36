package output

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"
)

// open opens an output folder.
func open(t *testing.T, dir string, o Options) *Folder {
	t.Helper()
	f, err := Dir(dir, o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

// put writes data in pieces of a size.
func put(t *testing.T, d *Folder, name string, data []byte, piece int) {
	t.Helper()
	w, err := d.At("", "text").Create(name)
	if err != nil {
		t.Fatal(err)
	}
	for len(data) > 0 {
		n := min(piece, len(data))
		if _, err := w.Write(data[:n]); err != nil {
			t.Fatal(err)
		}
		data = data[n:]
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
}

// TestFile writes contents over one another: what is there in the end is the last, and equal ones are left alone.
func TestFile(t *testing.T) {
	long := bytes.Repeat([]byte("0123456789abcdef"), 5000)
	other := bytes.Clone(long)
	other[60000] = 'X'
	contents := [][]byte{nil, []byte("short"), []byte("shorter"), []byte("shor"), long, other, long[:40000], nil, long}
	for _, piece := range []int{1 << 20, 777, 32 << 10} {
		dir := t.TempDir()
		var last File
		known := OpenKnown(t.TempDir())
		d := open(t, dir, Options{Known: known, Done: func(f File) { last = f }})
		for i, data := range contents {
			d.claimed = nil // as another run
			put(t, d, "f", data, piece)
			if got, err := os.ReadFile(filepath.Join(dir, "f")); err != nil || !bytes.Equal(got, data) {
				t.Fatalf("content %d in pieces of %d: %d bytes, %v; want %d", i, piece, len(got), err, len(data))
			}
			if want := map[bool]string{true: "new", false: "changed"}[i == 0]; last.State != want {
				t.Errorf("content %d: %s, want %s", i, last.State, want)
			}
			old := time.Unix(1e9, 0)
			os.Chtimes(filepath.Join(dir, "f"), old, old)
			d.claimed = nil
			put(t, d, "f", data, piece)
			if info, err := os.Stat(filepath.Join(dir, "f")); err != nil || !info.ModTime().Equal(old) || last.State != "unchanged" {
				t.Errorf("content %d again: %s, %v", i, last.State, err)
			}
		}
		d.Close()
		if entries, _ := os.ReadDir(dir); len(entries) != 1 {
			t.Errorf("the folder holds %v", entries)
		}
	}
}

// TestAbort drops a file that was begun.
func TestAbort(t *testing.T) {
	dir := t.TempDir()
	d := open(t, dir, Options{Known: OpenKnown(t.TempDir())})
	put(t, d, "f", []byte("before"), 10)
	d.claimed = nil
	for _, name := range []string{"f", "new"} {
		w, err := d.At("", "text").Create(name)
		if err != nil {
			t.Fatal(err)
		}
		io.Copy(w, strings.NewReader(strings.Repeat("x", 100000)))
		abort(w)
	}
	if got, _ := os.ReadFile(filepath.Join(dir, "f")); string(got) != "before" {
		t.Errorf("f is %q", got)
	}
	if _, err := os.Stat(filepath.Join(dir, "new")); err == nil {
		t.Error("new is there")
	}
}

// TestConcurrent lets several runs write into one folder at a time.
func TestConcurrent(t *testing.T) {
	dir := t.TempDir()
	known := OpenKnown(t.TempDir())
	done := make(chan error)
	for i := range 8 {
		go func() {
			for j := range 30 {
				d, err := Dir(dir, Options{Known: known})
				if err != nil {
					done <- err
					return
				}
				w, err := d.At("", "text").Create(string(rune('a' + i)))
				if err == nil {
					_, err = w.Write([]byte{byte(j)})
				}
				if err == nil {
					err = w.Close()
				}
				d.Close()
				if err != nil {
					done <- err
					return
				}
			}
			done <- nil
		}()
	}
	for range 8 {
		if err := <-done; err != nil {
			t.Error(err)
		}
	}
	n := 0
	filepath.WalkDir(dir, func(p string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			n++
		}
		return nil
	})
	if n != 8 {
		t.Errorf("%d files are left", n)
	}
}

// TestAnotherFileSystem copies a finished file beside its name where a file system of its own is mounted below the folder
// and nothing can be renamed into it, and for no other error.
func TestAnotherFileSystem(t *testing.T) {
	dir := t.TempDir()
	d := open(t, dir, Options{Known: OpenKnown(t.TempDir())})
	put(t, d, "sub/f", []byte("before"), 10)
	os.Chmod(filepath.Join(dir, "sub", "f"), 0o640)
	d.claimed = nil
	w, err := d.At("", "text").Create("sub/f")
	if err != nil {
		t.Fatal(err)
	}
	io.WriteString(w, "after")
	c := &w.(*file).half
	if err := w.(*file).buf.Flush(); err != nil {
		t.Fatal(err)
	}
	for _, no := range []error{syscall.ENOSPC, fs.ErrPermission, syscall.EIO, syscall.EBUSY, syscall.Errno(5), syscall.Errno(32)} { // the last two as Windows says that another program has the file open
		if err := c.renamed(d.root, &os.LinkError{Op: "renameat", Err: no}); !errors.Is(err, no) {
			t.Errorf("got %v, want %v", err, no)
		}
	}
	if data, _ := os.ReadFile(filepath.Join(dir, "sub", "f")); string(data) != "before" {
		t.Errorf("after a rename that failed, the file is %q", data)
	}
	if err := c.renamed(d.root, &os.LinkError{Op: "renameat", Err: syscall.EXDEV}); err != nil {
		t.Fatal(err)
	}
	w.(*file).Abort()
	data, err := os.ReadFile(filepath.Join(dir, "sub", "f"))
	info, _ := os.Stat(filepath.Join(dir, "sub", "f"))
	if string(data) != "after" || err != nil || runtime.GOOS != "windows" && info.Mode().Perm() != 0o640 {
		t.Errorf("%q, %v, %v", data, info.Mode(), err)
	}
	if list, _ := os.ReadDir(filepath.Join(dir, "sub")); len(list) != 1 {
		t.Errorf("the folder holds %v", list)
	}
}

// TestSwappedWhileWritten keeps a file of the source that came in the place of ours while the new one was written.
func TestSwappedWhileWritten(t *testing.T) {
	dir := t.TempDir()
	source := filepath.Join(t.TempDir(), "source")
	if err := os.WriteFile(source, []byte("source"), 0o644); err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(source)
	if err != nil {
		t.Fatal(err)
	}
	d := open(t, dir, Options{Known: OpenKnown(t.TempDir()), Guard: func(i fs.FileInfo) bool { return os.SameFile(i, info) }})
	put(t, d, "f", []byte("ours"), 10)
	d.claimed = nil
	at := d.At("", "text")
	var refused *Refusal
	at.Refused = func(r *Refusal) { refused = r }
	w, err := at.Create("f")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Write([]byte(strings.Repeat("new", 100_000))); err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(source, filepath.Join(dir, "f")); err != nil {
		t.Skip(err) // a file that is open stays where it is, and other file systems are not reached
	}
	w.Close()
	if data, err := os.ReadFile(filepath.Join(dir, "f")); string(data) != "source" || refused == nil {
		t.Errorf("%.10q, %v, refused: %v", data, err, refused)
	}
}

// TestFolderGoes writes a file whose folder is taken away while it is written.
func TestFolderGoes(t *testing.T) {
	dir := t.TempDir()
	f, err := Dir(dir, Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := os.MkdirAll(filepath.Join(dir, "a", "b"), 0o777); err != nil {
		t.Fatal(err)
	}
	w, err := f.At("", "html").Create("a/b/c.html")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.RemoveAll(filepath.Join(dir, "a")); err != nil {
		t.Fatal(err)
	}
	if _, err := io.WriteString(w, "here"); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if got, err := os.ReadFile(filepath.Join(dir, "a", "b", "c.html")); string(got) != "here" {
		t.Errorf("%q, %v", got, err)
	}
}
