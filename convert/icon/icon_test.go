package icon

import (
	"fmt"
	"strings"
	"testing"
)

// The list is in order, has no name twice, and each line says something or leads to one that does.
func TestList(t *testing.T) {
	last := ""
	for line := range strings.Lines(list) {
		name, rest, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
		if name <= last {
			t.Errorf("%s: behind %s", name, last)
		}
		last = name
		if got, ok := find(name); !ok || got != rest {
			t.Errorf("%s: not found", name)
		}
		if to, is := strings.CutPrefix(rest, "="); is {
			if rest, ok := find(to); !ok || strings.HasPrefix(rest, "=") {
				t.Errorf("%s: no %s, or one that leads on", name, to)
			}
			continue
		}
		sign, path, _ := strings.Cut(rest, "\t")
		if sign == "" && path == "" {
			t.Errorf("%s: neither sign nor path", name)
		}
		if strings.Trim(path, "0123456789.,- MmLlHhVvCcSsQqTtAaZz") != "" {
			t.Errorf("%s: not the data of a path", name)
		}
	}
}

func TestNames(t *testing.T) {
	for name, want := range map[string]string{
		"material-check": "✓ check", "octicons-arrow-right-24": "→ arrow right", "fontawesome-brands-github": "GitHub GitHub",
		"octicons-mark-github-16": "GitHub GitHub", "fa-xmark": "✕ close", "simple-docker": "Docker Docker", "lucide-bug": "bug bug",
		"fontawesome-regular-envelope": "email email", "mdi-home": "home home", "material-database": "database database",
		"material-no-such": "", "check-": "", "octicons-": "", "-": "", "": "",
	} {
		i, ok := Find(name)
		if got := strings.TrimSpace(i.Sign + " " + i.Label); got != want || ok != (want != "") {
			t.Errorf("%q: %q %v, want %q", name, got, ok, want)
		}
	}
}

func ExampleFind() {
	i, ok := Find("octicons-arrow-right-24")
	fmt.Println(i.Sign, i.Label, i.Path != "", ok)
	// Output: → arrow right true true
}
