package run

import (
	"bytes"
	"context"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"platen/cmd/platen/internal/options"
	"platen/cmd/platen/internal/report"
	"platen/cmd/platen/internal/watch"
)

// TestBuilds: a page is shown from the build before, also when another was given up, and what is built in the end is what
// a new run builds; findings are said once.
func TestBuilds(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) string {
		t.Helper()
		file := filepath.Join(dir, name)
		if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
		return file
	}
	write("index.md", "# Guide\n\n- [One](one.md)\n- [Two](two.md)\n")
	write("one.md", "# One\n\n[two](two.md#end)\n")
	write("two.md", "# Two\n\n## End\n\n[one](one.md)\n")
	line := []string{dir, "--serve=0", "--no-config"}
	builds := func(messages *bytes.Buffer) func(context.Context) *watch.Build {
		t.Helper()
		o, _, args, err := options.Parse(line)
		if err != nil {
			t.Fatal(err)
		}
		env := Env{Stdout: messages, Stderr: messages, Getenv: func(string) string { return "" }, Now: time.Now}
		return Builds(env, Request{Args: args, Line: line, Options: o})
	}
	var said bytes.Buffer
	build := builds(&said)
	first := build(t.Context())
	shown := func(file string) string {
		t.Helper()
		text := ""
		if !first.Shows([]string{file}) {
			t.Fatalf("%s has no page", file)
		}
		first.Preview(t.Context(), []string{file}, func(_ string, files map[string][]byte) {
			for _, data := range files {
				text += string(data)
			}
		})
		return text
	}
	file := write("two.md", "# Two, again\n\n## Finish\n\n[one](one.md), [three](three.md)\n")
	if got := shown(file); !strings.Contains(got, "Two, again") || !strings.Contains(got, `href="one.html"`) {
		t.Errorf("shown:\n%s", got)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if b := build(ctx); b.Exit != report.ExitInterrupted || b.Site != nil || b.Scope != nil {
		t.Errorf("a build that was given up: %+v", b)
	}
	write("two.md", "# Two, at last\n\n## Finish\n\n[one](one.md), [three](three.md)\n")
	if got := shown(file); !strings.Contains(got, "Two, at last") {
		t.Errorf("shown:\n%s", got)
	}
	if first.Shows([]string{file, filepath.Join(dir, "three.md")}) {
		t.Error("a file without a page is shown")
	}
	last := build(t.Context())
	fresh := builds(&bytes.Buffer{})(t.Context())
	first.Close()
	defer last.Close()
	defer fresh.Close()
	if !maps.EqualFunc(last.Site.Memory, fresh.Site.Memory, bytes.Equal) {
		t.Errorf("a new run makes other files than %q", slices.Sorted(maps.Keys(last.Site.Memory)))
	}
	if n := strings.Count(said.String(), "no such page"); n != 1 {
		t.Errorf("the dead link is said %d times:\n%s", n, &said)
	}
}
