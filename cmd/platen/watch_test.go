package main

import (
	"bufio"
	"context"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"platen/cmd/platen/internal/report"
)

// patience is how long a test waits for what a busy machine may delay.
const patience = time.Minute

// TestWatchLoop gives the loop changes by hand: those that come during a build make one more build.
func TestWatchLoop(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	built, goOn := make(chan []string), make(chan bool)
	w := &watch{changes: newChanges(), settle: func(context.Context) {},
		wanted: func(path string) bool { return path != "out" },
		build:  func(_ context.Context, changed []string) { built <- changed; <-goOn }}
	ended := make(chan bool)
	go func() { w.run(ctx); close(ended) }()
	w.changes.add("a")
	if got := <-built; !slices.Equal(got, []string{"a"}) {
		t.Fatalf("built for %q", got)
	}
	for _, path := range []string{"b", "out", "c", "b"} { // while a is built
		w.changes.add(path)
	}
	goOn <- true
	if got := <-built; !slices.Equal(got, []string{"b", "c"}) {
		t.Fatalf("built for %q", got)
	}
	goOn <- true
	w.changes.add("out") // builds nothing
	w.changes.add("d")
	if got := <-built; got[len(got)-1] != "d" || slices.Contains(got, "out") {
		t.Fatalf("built for %q", got)
	}
	goOn <- true
	cancel()
	<-ended
}

// TestSettled waits for quiet, however often things change, but not for ever.
func TestSettled(t *testing.T) {
	c := newChanges()
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
	s := &scope{trees: []string{abs("guide")}, hosts: []string{abs("docs")}, files: map[string]bool{abs("style/a.css"): true, abs("platen.yaml"): true},
		outs: []string{abs("guide/out")}, made: map[string]bool{abs("guide/a.html"): true}}
	for path, want := range map[string]bool{
		"guide": true, "guide/a.md": true, "guide/sub/new.md": true, "guide/pic.png": true, "guide/mkdocs.yml": true, "platen.yaml": true, "style/a.css": true, "docs/new": true,
		"docs/new/a.md": false, "docs/.git": false, "docs/note.txt": false, "docs": false,
		"style/b.css": false, "guide2/a.md": false, "guide/out": false, "guide/out/a.html": false, "guide/a.html": false, "w": false,
		"guide/.git/index": false, "guide/.a.md.swp": false, "guide/a.md~": false, "guide/4913": false, "guide/#a.md#": false, "guide/node_modules/x/a.md": false,
		"guide/a.md___jb_tmp___": false, "guide/a.tmp": false,
	} {
		if got := s.wants(abs(path)); got != want {
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
	all := newChanges()
	e, err := newEyes(all)
	if err != nil {
		t.Skip(err) // as many watches as the system has are in use
	}
	defer e.close()
	s := &scope{trees: []string{dir}, files: map[string]bool{}}
	if problems := e.watch(s); len(problems) > 0 {
		t.Skip(problems)
	}
	see := func(name string) {
		t.Helper()
		want := filepath.Join(dir, filepath.FromSlash(name))
		for deadline := time.After(patience); ; {
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
	e.watch(s)
	if err := os.Mkdir(dir, 0o777); err != nil {
		t.Fatal(err)
	}
	see(".")
}

// TestWatchServe runs the whole: a page is shown, changed on the disk, and shown again, until the run is interrupted.
func TestWatchServe(t *testing.T) {
	dir := t.TempDir()
	page := filepath.Join(dir, "index.md")
	if err := os.WriteFile(page, []byte("# First\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 2*patience)
	defer cancel()
	r, w := io.Pipe()
	c := &command{stdin: os.Stdin, stdout: io.Discard, stderr: w, env: func(string) string { return "" }, start: time.Now()}
	code := make(chan int)
	go func() { code <- c.run(ctx, []string{dir, "--serve=0", "--no-config"}); w.Close() }()
	lines := bufio.NewScanner(r)
	address := ""
	for address == "" && lines.Scan() {
		if _, rest, ok := strings.Cut(lines.Text(), "platen: http://"); ok {
			address, _, _ = strings.Cut(rest, " ")
		}
	}
	go io.Copy(io.Discard, r)
	get := func() string {
		t.Helper()
		resp, err := http.Get("http://" + address)
		if err != nil {
			t.Fatal(err)
		}
		defer resp.Body.Close()
		data, err := io.ReadAll(resp.Body)
		if err != nil || resp.StatusCode != http.StatusOK {
			t.Fatal(resp.Status, err)
		}
		return string(data)
	}
	if got := get(); !strings.Contains(got, "First") || !strings.Contains(got, livePath) {
		t.Errorf("the page is\n%s", got)
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+address+strings.TrimPrefix(livePath, "/"), nil)
	if err != nil {
		t.Fatal(err)
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	events := bufio.NewScanner(resp.Body)
	build := func() string {
		for events.Scan() {
			if data, ok := strings.CutPrefix(events.Text(), "data: "); ok {
				return data
			}
		}
		t.Fatal("the events ended: ", events.Err())
		return ""
	}
	first := build()
	if err := os.WriteFile(page, []byte("# Second\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	for second := first; second == first || !strings.Contains(get(), "Second"); { // a build may see half of the writing
		second = build()
	}
	cancel()
	if got := <-code; got != report.ExitInterrupted {
		t.Errorf("exit code %d", got)
	}
}

// waitFor waits until a file matches a regular expression: waitfor log 'watching'.
func waitFor(ts *testscript.TestScript, neg bool, args []string) {
	re := regexp.MustCompile("(?m)" + args[1])
	for deadline := time.Now().Add(patience); ; time.Sleep(10 * time.Millisecond) {
		data, _ := os.ReadFile(ts.MkAbs(args[0]))
		if re.Match(data) {
			return
		}
		if time.Now().After(deadline) {
			ts.Fatalf("%s does not come to match %s:\n%s", args[0], args[1], data)
		}
	}
}

// waitGone waits until the process whose number is in a file has ended: waitgone pid.
func waitGone(ts *testscript.TestScript, neg bool, args []string) {
	pid, err := strconv.Atoi(strings.TrimSpace(ts.ReadFile(args[0])))
	ts.Check(err)
	p, err := os.FindProcess(pid)
	ts.Check(err)
	for deadline := time.Now().Add(patience); p.Signal(syscall.Signal(0)) == nil; time.Sleep(10 * time.Millisecond) {
		if time.Now().After(deadline) {
			ts.Fatalf("process %d goes on", pid)
		}
	}
}
