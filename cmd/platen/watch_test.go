package main

import (
	"bufio"
	"context"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"platen/cmd/platen/internal/report"
	"platen/cmd/platen/internal/run"
	"platen/cmd/platen/internal/serve"
)

// patience is how long a test waits for what a busy machine may delay.
const patience = time.Minute

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
	env := run.Env{Stdin: os.Stdin, Stdout: io.Discard, Stderr: w, Getenv: func(string) string { return "" }, Now: time.Now}
	code := make(chan int)
	go func() { code <- command(ctx, env, []string{dir, "--serve=0", "--no-config"}); w.Close() }()
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
	if got := get(); !strings.Contains(got, "First") || !strings.Contains(got, serve.LivePath) {
		t.Errorf("the page is\n%s", got)
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+address+strings.TrimPrefix(serve.LivePath, "/"), nil)
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
