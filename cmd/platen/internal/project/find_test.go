//go:build unix

package project

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestFind looks for the nearest project file: not in a folder that everyone may write to, not in the home folder and
// above it, not above the root of a repository.
func TestFind(t *testing.T) {
	for _, tt := range []struct {
		name string
		make func(top, guide string) // top/team/guide; the file is top/team/platen.yaml
		home string
		want string // below top
	}{
		{"above", nil, "", "team/platen.yaml"},
		{"beside the pages", func(top, guide string) { file(t, filepath.Join(guide, "platen.yaml")) }, "", "team/guide/platen.yaml"},
		{"in a folder for everyone", func(top, guide string) { mode(t, filepath.Dir(guide), 0o777) }, "", ""},
		{"in one with the sticky bit", func(top, guide string) { mode(t, filepath.Dir(guide), 0o777|os.ModeSticky) }, "", ""},
		{"in one for a group", func(top, guide string) { mode(t, filepath.Dir(guide), 0o775) }, "", "team/platen.yaml"},
		{"the user's own folder is for everyone", func(top, guide string) { mode(t, guide, 0o777) }, "", "team/platen.yaml"},
		{"the user's own folder, with a file", func(top, guide string) { mode(t, guide, 0o777); file(t, filepath.Join(guide, "platen.yaml")) }, "", "team/guide/platen.yaml"},
		{"above a repository", func(top, guide string) { dir(t, filepath.Join(guide, ".git")) }, "", ""},
		{"at the root of a repository", func(top, guide string) { dir(t, filepath.Join(filepath.Dir(guide), ".git")) }, "", "team/platen.yaml"},
		{"in the home folder", nil, "team", ""},
		{"above the home folder", nil, "team/guide", ""},
		{"a folder of its name", func(top, guide string) {
			os.Remove(filepath.Join(filepath.Dir(guide), "platen.yaml"))
			dir(t, filepath.Join(filepath.Dir(guide), "platen.yaml"))
			file(t, filepath.Join(top, "platen.yaml"))
		}, "", "platen.yaml"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			top := t.TempDir()
			guide := filepath.Join(top, "team", "guide")
			dir(t, guide)
			file(t, filepath.Join(top, "team", "platen.yaml"))
			if tt.make != nil {
				tt.make(top, guide)
			}
			home := "/nowhere"
			if tt.home != "" {
				home = filepath.Join(top, tt.home)
			}
			p := &Files{Env: func(string) string { return home }}
			got := p.findConfig(guide)
			if rel, err := filepath.Rel(top, got); err == nil && got != "" && filepath.IsLocal(rel) {
				got = rel
			} else if got != "" && tt.want == "" { // above the test's own folder: none of its matter
				got = ""
			}
			if got != tt.want {
				t.Errorf("found %q, want %q", got, tt.want)
			}
		})
	}
}

func dir(t *testing.T, name string) {
	t.Helper()
	if err := os.MkdirAll(name, 0o755); err != nil {
		t.Fatal(err)
	}
}

func file(t *testing.T, name string) {
	t.Helper()
	if err := os.WriteFile(name, []byte("title: x\n"), 0o644); err != nil {
		t.Fatal(err)
	}
}

func mode(t *testing.T, name string, m os.FileMode) {
	t.Helper()
	if err := os.Chmod(name, m); err != nil {
		t.Fatal(err)
	}
}

// TestSize reads a project file as large as it may be, and no larger one.
func TestSize(t *testing.T) {
	for n, ok := range map[int]bool{maxConfig: true, maxConfig + 1: false} {
		text := "#" + strings.Repeat("x", n-1)
		if _, err := parseConfig("platen.yaml", strings.NewReader(text), 0, false); (err == nil) != ok {
			t.Errorf("%d bytes: %v", n, err)
		}
	}
}
