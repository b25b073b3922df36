package report

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"
)

// TestMakeNames has make read rules of odd names: it finds the file, is content when it is older, goes on when it is
// gone, and runs nothing of the name.
func TestMakeNames(t *testing.T) {
	if _, err := exec.LookPath("make"); err != nil || runtime.GOOS == "windows" {
		t.Skip("no make")
	}
	var names []string
	for _, c := range "|;=&?*[]~\\$#%: \t\n!\"'`(){}<>,+@^" {
		names = append(names, "a"+string(c)+"b", string(c)+"ab", "ab"+string(c))
	}
	names = append(names, "b=;touch${IFS}PWNED;.md", "$(shell touch PWNED).md", "x: ; touch PWNED", "a | b", "a(b).md", "g[h]", "a&", "x\ny: ;touch PWNED", "ä ö;ü", ":=", "a:=b")
	for i := range names {
		names[i] = fmt.Sprintf("d%d/%s", i, names[i])
	}
	names = append(names, "include", "export", "-x", ".PHONY.md", "!x", "~root", "#x.md", "$x.md", "; touch PWNED")
	dir := t.TempDir()
	long := time.Now().Add(-time.Hour)
	write := func(file, text string, at time.Time) {
		t.Helper()
		p := filepath.Join(dir, file)
		if err := errors.Join(os.MkdirAll(filepath.Dir(p), 0o777), os.WriteFile(p, []byte(text), 0o666), os.Chtimes(p, at, at)); err != nil {
			t.Fatal(err)
		}
	}
	var rules strings.Builder
	rules.WriteString("all:\n")
	for i, name := range names {
		m := newMakeNames(nil, []string{name})
		if len(m.left) > 0 {
			t.Fatalf("%q is left out", name)
		}
		fmt.Fprintf(&rules, "all: T%d\nT%[1]d:\n\t@echo GOT%[1]d.; touch T%[1]d\nT%[1]d: \\\n  %s\n\n%[2]s:\n", i, m.sources[0])
		write(fmt.Sprintf("T%d", i), "", long)
		write(name, "", long.Add(time.Minute))
	}
	write("zz-rules.mk", rules.String(), long)
	for _, step := range []struct {
		what string
		do   func(name string) error
		runs bool
	}{
		{"newer", func(string) error { return nil }, true},
		{"older", func(string) error { return nil }, false},
		{"gone", os.Remove, true},
	} {
		for _, name := range names {
			if err := step.do(filepath.Join(dir, name)); err != nil {
				t.Fatal(err)
			}
		}
		cmd := exec.Command("make", "-f", "zz-rules.mk")
		cmd.Dir = dir
		out, err := cmd.CombinedOutput()
		if err != nil || strings.Contains(string(out), "arning") {
			t.Fatalf("%s: %v %s\n%s", step.what, err, out, rules.String())
		}
		for i, name := range names {
			if strings.Contains(string(out), fmt.Sprintf("GOT%d.", i)) != step.runs {
				t.Errorf("%s: %q: runs %v", step.what, name, !step.runs)
			}
		}
	}
	if _, err := os.Stat(filepath.Join(dir, "PWNED")); err == nil {
		t.Error("a name ran")
	}
}

// TestMakeNamesLeft leaves out what make cannot tell apart, orders to make, and targets that would be patterns.
func TestMakeNamesLeft(t *testing.T) {
	m := newMakeNames([]string{"out/a%b.html", "out/x.html"}, []string{"a;b", "a=b", "a-b", "c;d", ".PHONY", "lib(m.o)", "$(shell x)", ".PHONY.md", "x%y"})
	if want := []string{"out/a%b.html", "a;b", "a=b", ".PHONY", "lib(m.o)", "$(shell x)"}; !slices.Equal(m.left, want) {
		t.Errorf("left out: %q", m.left)
	}
	if want := []string{"a-b", "c?d", "./.PHONY.md", "x?y"}; !slices.Equal(m.sources, want) {
		t.Errorf("sources: %q", m.sources)
	}
}
