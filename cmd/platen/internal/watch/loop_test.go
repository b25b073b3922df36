package watch

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"
)

// waitLong is how long a test waits for what a busy machine may delay.
const waitLong = time.Minute

// TestWatchLoop gives the loop changes by hand: those that come during a build make one more build.
func TestWatchLoop(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	built, goOn := make(chan []string), make(chan bool)
	w := &Loop{Changes: NewChanges(), Settle: func(context.Context) {},
		Wanted: func(path string) bool { return path != "out" },
		Build:  func(_ context.Context, changed []string) { built <- changed; <-goOn }}
	ended := make(chan bool)
	go func() { w.Run(ctx); close(ended) }()
	w.Changes.add("a")
	if got := <-built; !slices.Equal(got, []string{"a"}) {
		t.Fatalf("built for %q", got)
	}
	for _, path := range []string{"b", "out", "c", "b"} { // while a is built
		w.Changes.add(path)
	}
	goOn <- true
	if got := <-built; !slices.Equal(got, []string{"b", "c"}) {
		t.Fatalf("built for %q", got)
	}
	goOn <- true
	w.Changes.add("out") // builds nothing
	w.Changes.add("d")
	if got := <-built; got[len(got)-1] != "d" || slices.Contains(got, "out") {
		t.Fatalf("built for %q", got)
	}
	goOn <- true
	cancel()
	<-ended
}

// TestSettled waits for quiet, however often things change, but not for ever.
func TestSettled(t *testing.T) {
	c := NewChanges()
	quiet, most := make(chan time.Time), make(chan time.Time)
	timers := make(chan time.Duration)
	after := func(d time.Duration) <-chan time.Time {
		timers <- d
		if d == waitTime {
			return most
		}
		return quiet
	}
	for name, end := range map[string]chan time.Time{"quiet": quiet, "most": most} {
		done := make(chan bool)
		go func() { c.Settled(t.Context(), after); close(done) }()
		if d := <-timers; d != waitTime {
			t.Fatalf("%s: first timer is %v", name, d)
		}
		<-timers
		for range 3 { // each change begins the quiet time anew
			c.add("a")
			if d := <-timers; d != quietTime {
				t.Fatalf("%s: timer is %v", name, d)
			}
		}
		end <- time.Time{}
		<-done
	}
}

// TestScope says which changes mean another build.
func TestScope(t *testing.T) {
	abs := func(p string) string { return filepath.Join(string(filepath.Separator)+"w", filepath.FromSlash(p)) }
	s := &Scope{Trees: []string{abs("guide")}, Hosts: []string{abs("docs")}, Files: map[string]bool{abs("style/a.css"): true, abs("platen.yaml"): true},
		Outs: []string{abs("guide/out")}, Made: map[string]bool{abs("guide/a.html"): true}}
	for path, want := range map[string]bool{
		"guide": true, "guide/a.md": true, "guide/sub/new.md": true, "guide/pic.png": true, "guide/mkdocs.yml": true, "platen.yaml": true, "style/a.css": true, "docs/new": true,
		"docs/new/a.md": false, "docs/.git": false, "docs/note.txt": false, "docs": false,
		"style/b.css": false, "guide2/a.md": false, "guide/out": false, "guide/out/a.html": false, "guide/a.html": false, "w": false,
		"guide/.git/index": false, "guide/.a.md.swp": false, "guide/a.md~": false, "guide/4913": false, "guide/#a.md#": false, "guide/node_modules/x/a.md": false,
		"guide/a.md___jb_tmp___": false, "guide/a.tmp": false,
	} {
		if got := s.Wants(abs(path)); got != want {
			t.Errorf("%s: %v", path, got)
		}
	}
}

// TestEyes saves, moves, makes and removes files on the disk as editors do.
func TestEyes(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) {
		t.Helper()
		if err := os.WriteFile(filepath.Join(dir, filepath.FromSlash(name)), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	write("a.md", "# A\n")
	all := NewChanges()
	e, err := NewWatcher(all)
	if err != nil {
		t.Skip(err) // as many watches as the system has are in use
	}
	defer e.Close()
	s := &Scope{Trees: []string{dir}, Files: map[string]bool{}}
	if problems := e.Watch(s); len(problems) > 0 {
		t.Skip(problems)
	}
	see := func(name string) {
		t.Helper()
		want := filepath.Join(dir, filepath.FromSlash(name))
		for deadline := time.After(waitLong); ; {
			select {
			case <-all.wake:
				if slices.Contains(all.take(), want) {
					return
				}
			case <-deadline:
				t.Fatalf("%s: nothing was seen", name)
			}
		}
	}
	write("a.md", "# A, again\n")
	see("a.md")
	write("a.md.new", "# A, in another file\n") // as editors do that never leave half a file
	if err := os.Rename(filepath.Join(dir, "a.md.new"), filepath.Join(dir, "a.md")); err != nil {
		t.Fatal(err)
	}
	see("a.md")
	write("a.md", "# A, once more\n") // the new file is watched too
	see("a.md")
	if err := os.MkdirAll(filepath.Join(dir, "sub"), 0o777); err != nil {
		t.Fatal(err)
	}
	see("sub")
	write("sub/b.md", "# B\n")
	see("sub/b.md")
	if err := os.RemoveAll(filepath.Join(dir, "sub")); err != nil {
		t.Fatal(err)
	}
	see("sub")
	if err := os.RemoveAll(dir); err != nil { // as when a branch is changed that has not the guide
		t.Fatal(err)
	}
	see(".")
	e.Watch(s)
	if err := os.Mkdir(dir, 0o777); err != nil {
		t.Fatal(err)
	}
	see(".")
}
