package watch

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"platen/cmd/platen/internal/report"
)

// waitLong is how long a test waits for what a busy machine may delay.
const waitLong = time.Minute

// A stage runs a loop by hand: no time passes but when the test says so.
type stage struct {
	t     *testing.T
	loop  *Loop
	still chan time.Time       // ends the time before changes are shown
	quiet chan time.Time       // ends the time before a build
	begun chan context.Context // of each build
	end   chan *Build          // ends the build that goes on
	said  chan []string        // what was shown, and what came of builds
	shows bool                 // what Shows says
}

func newStage(t *testing.T, shows bool) *stage {
	s := &stage{t: t, still: make(chan time.Time), quiet: make(chan time.Time), begun: make(chan context.Context), end: make(chan *Build), said: make(chan []string), shows: shows}
	s.loop = &Loop{Changes: NewChanges(),
		After: func(d time.Duration) <-chan time.Time {
			return map[time.Duration]chan time.Time{showTime: s.still, quietTime - showTime: s.quiet}[d] // nil, never, for waitTime
		},
		Wanted: func(path string) bool { return path != "out" },
		Show:   func(_ context.Context, changed []string) { s.said <- append([]string{"shown"}, changed...) },
		Shows:  func([]string) bool { return s.shows },
		Build: func(ctx context.Context) *Build {
			s.begun <- ctx
			select {
			case b := <-s.end:
				return b
			case <-ctx.Done():
				return &Build{Exit: report.ExitInterrupted}
			}
		},
		Built: func(_ context.Context, _ *Build, changed, later []string) {
			s.said <- append(append([]string{"built"}, changed...), append([]string{"later"}, later...)...)
		},
	}
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan bool)
	go func() { s.loop.Run(ctx); close(ended) }()
	t.Cleanup(func() { cancel(); <-ended })
	return s
}

// change changes a file and waits until it is shown.
func (s *stage) change(path string) {
	s.t.Helper()
	s.loop.Changes.add(path)
	s.still <- time.Time{}
	s.expect("shown", path)
}

// begins lets the quiet time pass, after which a build begins.
func (s *stage) begins() context.Context {
	s.quiet <- time.Time{}
	return <-s.begun
}

func (s *stage) expect(want ...string) {
	s.t.Helper()
	if got := <-s.said; !slices.Equal(got, want) {
		s.t.Fatalf("got %q, want %q", got, want)
	}
}

// TestLoopShowsFirst: what has changed is shown before all is built, during a build as well; a build that shows what is
// old is given up, and its changes are those of the next.
func TestLoopShowsFirst(t *testing.T) {
	s := newStage(t, true)
	s.change("a")
	first := s.begins()
	s.change("b")
	<-first.Done()
	s.begins()
	s.end <- &Build{}
	s.expect("built", "a", "b", "later")
}

// TestLoopComesToAnEnd: saves without end do not keep the build from its end.
func TestLoopComesToAnEnd(t *testing.T) {
	s := newStage(t, true)
	s.change("a")
	ctx := s.begins()
	for range maxGivenUp {
		s.change("b")
		<-ctx.Done()
		ctx = s.begins()
	}
	s.change("c")
	if ctx.Err() != nil {
		t.Fatal("the last build is given up as well")
	}
	s.end <- &Build{}
	s.expect("built", "a", "b", "later", "c")
	s.begins()
	s.end <- &Build{}
	s.expect("built", "c", "later")
}

// TestLoopLetsBuild: a build goes on when what has changed cannot be shown without one.
func TestLoopLetsBuild(t *testing.T) {
	s := newStage(t, false)
	s.change("a")
	ctx := s.begins()
	s.change("b")
	s.loop.Changes.add("out") // means nothing
	s.still <- time.Time{}
	if ctx.Err() != nil {
		t.Fatal("the build is given up")
	}
	s.end <- &Build{}
	s.expect("built", "a", "later", "b")
	s.begins()
	s.end <- &Build{}
	s.expect("built", "b", "later")
}

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
		go func() { c.settled(t.Context(), after); close(done) }()
		if d := <-timers; d != waitTime {
			t.Fatalf("%s: first timer is %v", name, d)
		}
		<-timers
		for range 3 { // each change begins the quiet time anew
			c.add("a")
			if d := <-timers; d != showTime {
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
