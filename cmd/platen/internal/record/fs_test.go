package record

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"syscall"
	"testing"
	"testing/fstest"
	"time"
)

// reading is a folder and what reads it.
func reading(t *testing.T) (dir string, r *FS) {
	dir = t.TempDir()
	for name, text := range map[string]string{"a.md": "one", "pic": "picture", "sub/b.md": "two"} {
		putFile(t, dir, name, text)
	}
	return dir, again(t, dir)
}

func again(t *testing.T, dir string) *FS {
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { root.Close() })
	r := NewFS(root.FS())
	r.Sums = true
	return r
}

func putFile(t *testing.T, dir, name, text string) {
	t.Helper()
	path := filepath.Join(dir, name)
	if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
}

// readSome does what reading a guide does: lists, looks up what is not there, reads and opens.
func readSome(t *testing.T, r *FS) []Fact {
	t.Helper()
	r.ReadDir(".")
	r.ReadDir("sub")
	r.Stat("none")
	r.Stat("sub")
	r.Stat("pic")
	r.Open("none.png")
	r.ReadFile("a.md")
	r.ReadFile("sub/b.md")
	f, err := r.Open("pic")
	if err != nil {
		t.Fatal(err)
	}
	io.ReadFull(f, make([]byte, 2)) // its head
	f.Close()
	facts, ok := r.Facts()
	if !ok || len(facts) != 7 {
		t.Fatalf("%t %+v", ok, facts)
	}
	return facts
}

func TestFactsHold(t *testing.T) {
	for name, c := range map[string]struct {
		change func(dir string)
		want   bool
	}{
		"nothing":      {func(dir string) {}, true},
		"times":        {func(dir string) { os.Chtimes(filepath.Join(dir, "a.md"), longAgo, longAgo) }, true},
		"hidden":       {func(dir string) { putFile(t, dir, ".git/x", "x") }, true},
		"page":         {func(dir string) { putFile(t, dir, "a.md", "ONE") }, false},
		"page, longer": {func(dir string) { putFile(t, dir, "sub/b.md", "two ") }, false},
		"picture": {func(dir string) { // of the same size and time
			info, _ := os.Stat(filepath.Join(dir, "pic"))
			putFile(t, dir, "pic", "pictura")
			os.Chtimes(filepath.Join(dir, "pic"), info.ModTime(), info.ModTime())
		}, false},
		"new file":    {func(dir string) { putFile(t, dir, "sub/c.md", "") }, false},
		"it comes":    {func(dir string) { putFile(t, dir, "none/x", "") }, false},
		"gone":        {func(dir string) { os.Remove(filepath.Join(dir, "pic")) }, false},
		"folder gone": {func(dir string) { os.RemoveAll(filepath.Join(dir, "sub")) }, false},
		"a folder now": {func(dir string) {
			os.Remove(filepath.Join(dir, "a.md"))
			os.Mkdir(filepath.Join(dir, "a.md"), 0o777)
		}, false},
	} {
		t.Run(name, func(t *testing.T) {
			dir, r := reading(t)
			facts := readSome(t, r)
			c.change(dir)
			now, got := again(t, dir), true
			for i := range facts {
				got = facts[i].Holds(now.FS) && got
			}
			if got != c.want {
				t.Errorf("the facts hold: %t", got)
			}
		})
	}
}

// TestUnsteady changes files while they are read: what was made then is of no state of the source.
func TestUnsteady(t *testing.T) {
	for name, change := range map[string]func(dir string, r *FS){
		"read twice": func(dir string, r *FS) { putFile(t, dir, "a.md", "uno"); r.ReadFile("a.md") },
		"gone": func(dir string, r *FS) {
			os.Remove(filepath.Join(dir, "a.md"))
			r.Stat("a.md")
			r.ReadFile("a.md")
		},
		"listed": func(dir string, r *FS) { putFile(t, dir, "new.md", ""); r.ReadDir(".") },
		"opened": func(dir string, r *FS) { putFile(t, dir, "pic", "a longer picture") },
		"opened twice": func(dir string, r *FS) {
			os.Chtimes(filepath.Join(dir, "pic"), time.Now(), longAgo)
			f, err := r.Open("pic")
			if err == nil {
				f.Close()
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			dir, r := reading(t)
			r.ReadDir(".")
			r.ReadFile("a.md")
			if f, err := r.Open("pic"); err == nil {
				f.Close()
			}
			change(dir, r)
			if facts, ok := r.Facts(); ok {
				t.Errorf("taken for steady: %+v", facts)
			}
		})
	}
}

// longAgo is a time long ago.
var longAgo = time.Date(2001, 2, 3, 4, 5, 6, 0, time.UTC)

// A broken file system fails with an error for each name.
type broken map[string]error

func (b broken) Open(name string) (fs.File, error) {
	return nil, &fs.PathError{Op: "open", Path: name, Err: b[name]}
}

// TestFault knows what the system failed to read, and not what is missing or may not be read: others say that.
func TestFault(t *testing.T) {
	r := NewFS(broken{"gone": fs.ErrNotExist, "closed": fs.ErrPermission, "link": syscall.ELOOP, "z.yml": syscall.EIO, "many": syscall.EMFILE, "up": fs.ErrInvalid})
	for _, name := range []string{"gone", "closed", "link", "up"} {
		r.Open(name)
		r.Stat(name)
	}
	if name, err := r.Fault(); err != nil {
		t.Errorf("%s: %v", name, err)
	}
	if runtime.GOOS == "windows" { // its errors have other numbers
		return
	}
	for _, name := range []string{"z.yml", "many"} {
		for what, read := range map[string]func(string){"open": func(n string) { r.Open(n) }, "read": func(n string) { r.ReadFile(n) }, "list": func(n string) { r.ReadDir(n) }, "look": func(n string) { r.Stat(n) }} {
			r.faults = nil
			read(name)
			if got, err := r.Fault(); got != name || err == nil {
				t.Errorf("%s %s: %q, %v", what, name, got, err)
			}
		}
	}
	r.Open("z.yml")
	if name, err := r.Fault(); name != "many" || !errors.Is(err, syscall.EMFILE) {
		t.Errorf("%s: %v", name, err)
	}
}

// FuzzRecord reads any bytes as the record of a run: nothing, or facts that are looked at below the source root.
func FuzzRecord(f *testing.F) {
	for _, s := range []string{`{"Inputs":[{"n":"a.md","s":"f3","d":"x"},{"n":"../a","l":"y"}],"Outputs":[{"Name":"../x"}],"Book":{"Pages":[]},"Findings":[{"Path":"a"}]}`, `{"Book":{}}`, `[]`, "null", "{\"Inputs\":[{\"n\":\"\x00\"}]}"} {
		f.Add([]byte(s))
	}
	dir := f.TempDir()
	store := Open(dir, func(error) {})
	f.Fuzz(func(t *testing.T, data []byte) {
		k := Key{1}
		if err := store.cache.Put(k, data); err != nil {
			return
		}
		source := NewFS(fstest.MapFS{"a.md": {Data: []byte("one")}})
		if e := store.Recall(t.Context(), k, source); e != nil && e.Book == nil {
			t.Error("no book")
		}
		store.Directory(t.Context(), k, source)
	})
}
