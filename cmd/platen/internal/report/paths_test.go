package report

import (
	"os"
	"path/filepath"
	"testing"
)

// TestWithin asks with the separators of the system that the test runs on.
func TestWithin(t *testing.T) {
	p := filepath.FromSlash
	for _, c := range []struct {
		path, dir string
		want      bool
	}{
		{"/a/b", "/a/b", true},
		{"/a/b/c.md", "/a/b", true},
		{"/a/bc", "/a/b", false},
		{"/a", "/a/b", false},
		{"/a", "/", true},
		{"/", "/", true},
	} {
		if got := Within(p(c.path), p(c.dir)); got != c.want {
			t.Errorf("%s within %s: %v", c.path, c.dir, got)
		}
	}
}

// TestShownPath names files from the working folder, as far as that is shorter.
func TestShownPath(t *testing.T) {
	top, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	wd := filepath.Join(top, "a", "b", "c")
	if err := os.MkdirAll(wd, 0o777); err != nil {
		t.Fatal(err)
	}
	t.Chdir(wd)
	far := filepath.Join(top, "x.md")
	for path, want := range map[string]string{
		filepath.Join(wd, "x.md"):        "x.md",
		filepath.Join(wd, "d", "x.md"):   filepath.Join("d", "x.md"),
		filepath.Join(wd, "..", "x.md"):  filepath.Join("..", "x.md"),
		far:                              far,
		Absolute(filepath.Join("y", "")): "y",
	} {
		if got := ShownPath(path); got != want {
			t.Errorf("%s is shown as %s, want %s", path, got, want)
		}
	}
}
