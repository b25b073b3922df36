//go:build unix

package main

import (
	"bytes"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"platen/writers/output"
)

// TestKilledWithCache kills one run after the other, of two states of a guide in turn into one folder, with one
// cache. After each, every file is whole, of one state or the other;
// the next run that is let alone puts everything right: no record says that it has nothing to do.
func TestKilledWithCache(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	states := []string{filepath.Join(dir, "one", "guide"), filepath.Join(dir, "two", "guide")}
	for i, state := range states {
		writeGuide(t, state, 6, i)
	}
	run := func(source, out string) *exec.Cmd {
		cmd := exec.Command("platen", source, "-o", out+"/", "-t", "html,text,pdf", "-q", "--cache", filepath.Join(dir, "cache"))
		cmd.Env = append(os.Environ(), "GOCOVERDIR="+dir)
		return cmd
	}
	var want []map[string][]byte
	var whole time.Duration // how long a run takes
	for i, state := range states {
		out := filepath.Join(dir, fmt.Sprint("want", i))
		begun := time.Now()
		if text, err := run(state, out).CombinedOutput(); err != nil {
			t.Fatalf("%v\n%s", err, text)
		}
		whole = max(whole, time.Since(begun))
		want = append(want, readTree(t, out))
	}
	out := filepath.Join(dir, "out")
	killed := 0
	for i := range 10 {
		cmd := run(states[i%2], out)
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		after := time.AfterFunc(rand.N(whole), func() { cmd.Process.Kill() })
		if cmd.Wait() != nil {
			killed++
		}
		after.Stop()
		for name, data := range readTree(t, out) {
			if strings.HasPrefix(name, output.TempFolder+"/") {
				continue
			}
			if name == output.ManifestName {
				if !bytes.HasPrefix(data, []byte("platen-manifest 1\n")) || !bytes.HasSuffix(data, []byte("\n")) {
					t.Errorf("run %d: the manifest is cut: %q", i, data)
				}
				continue
			}
			if !slices.ContainsFunc(want, func(w map[string][]byte) bool { return bytes.Equal(w[name], data) }) {
				t.Errorf("run %d: %s is neither of the two states", i, name)
			}
		}
	}
	if killed == 0 {
		t.Logf("no run was killed within %v", whole)
	}
	for i, state := range states {
		if text, err := run(state, out).CombinedOutput(); err != nil {
			t.Fatalf("%v\n%s", err, text)
		}
		got := readTree(t, out)
		for name, data := range want[i] {
			if name != output.ManifestName && !bytes.Equal(got[name], data) {
				t.Errorf("%s was not put right", name)
			}
		}
		for name := range got {
			if strings.HasPrefix(name, output.TempFolder) {
				t.Errorf("%s is left", name)
			}
		}
	}
}

// writeGuide writes a guide whose pages, contents and image depend on the state.
func writeGuide(t *testing.T, dir string, pages, state int) {
	t.Helper()
	write := func(name, text string) {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	index := "# The guide\n\n"
	for i := range pages {
		name := fmt.Sprintf("sub%d/page%d.md", i%3, i)
		index += fmt.Sprintf("- [Page %d](%s)\n", i, name)
		write(name, fmt.Sprintf("# Page %d\n\n%s\n\n![A square](../square.svg)\n\n| A | B |\n|---|---|\n| %d | %d |\n",
			i, strings.Repeat(fmt.Sprintf("Words of state %d on page %d. ", state, i), 20+200*(i%2)), i, state))
	}
	write(fmt.Sprintf("only%d.md", state), "# Only here\n")
	index += fmt.Sprintf("- [Only here](only%d.md)\n", state)
	write("index.md", index)
	write("square.svg", fmt.Sprintf(`<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10" viewBox="0 0 10 10"><rect width="%d" height="10"/></svg>`, 5+state))
}

// readTree returns the files under dir by name.
func readTree(t *testing.T, dir string) map[string][]byte {
	t.Helper()
	m := map[string][]byte{}
	err := filepath.WalkDir(dir, func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			if os.IsNotExist(err) {
				return nil
			}
			return err
		}
		data, err := os.ReadFile(p)
		rel, _ := filepath.Rel(dir, p)
		m[filepath.ToSlash(rel)] = data
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return m
}
