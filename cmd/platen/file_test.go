package main

import (
	"bytes"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"platen/writers"
)

// put writes data in pieces of a size.
func put(t *testing.T, d *disk, dir, name string, data []byte, piece int) {
	t.Helper()
	w, err := d.create(dir, filepath.Join(dir, name))
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
		var last result
		d := &disk{done: func(r result) { last = r }}
		for i, data := range contents {
			put(t, d, dir, "f", data, piece)
			if got, err := os.ReadFile(filepath.Join(dir, "f")); err != nil || !bytes.Equal(got, data) {
				t.Fatalf("content %d in pieces of %d: %d bytes, %v; want %d", i, piece, len(got), err, len(data))
			}
			if want := map[bool]string{true: "new", false: "changed"}[i == 0]; last.what != want {
				t.Errorf("content %d: %s, want %s", i, last.what, want)
			}
			old := time.Unix(1e9, 0)
			os.Chtimes(filepath.Join(dir, "f"), old, old)
			put(t, d, dir, "f", data, piece)
			if info, err := os.Stat(filepath.Join(dir, "f")); err != nil || !info.ModTime().Equal(old) || last.what != "unchanged" {
				t.Errorf("content %d again: %s, %v", i, last.what, err)
			}
		}
		d.close()
		if entries, _ := os.ReadDir(dir); len(entries) != 1 {
			t.Errorf("the folder holds %v", entries)
		}
	}
}

// TestAbort drops a file that was begun.
func TestAbort(t *testing.T) {
	dir := t.TempDir()
	d := &disk{}
	defer d.close()
	put(t, d, dir, "f", []byte("before"), 10)
	for _, name := range []string{"f", "new"} {
		w, err := d.create(dir, filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		io.Copy(w, strings.NewReader(strings.Repeat("x", 100000)))
		w.(writers.Aborter).Abort()
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
	done := make(chan error)
	for i := range 8 {
		go func() {
			for j := range 30 {
				d := &disk{}
				w, err := d.create(dir, filepath.Join(dir, string(rune('a'+i))))
				if err == nil {
					_, err = w.Write([]byte{byte(j)})
				}
				if err == nil {
					err = w.Close()
				}
				d.close()
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
