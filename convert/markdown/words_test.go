package markdown

import (
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"platen/convert/tree"
)

// guidePages calls f for each Markdown page of the guides at hand: PLATEN_GUIDES, else testdata/manual.
func guidePages(t testing.TB, f func(path string, src []byte)) {
	t.Helper()
	root := os.Getenv("PLATEN_GUIDES")
	if root == "" {
		root = filepath.Join("..", "..", "testdata", "manual")
	}
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".md") {
			return err
		}
		src, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		f(path, src)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestGuidesAreValidTrees(t *testing.T) {
	r := &Reader{}
	guidePages(t, func(path string, src []byte) {
		p, err := r.Read(context.Background(), path, src, nil)
		if err != nil {
			t.Errorf("%s: %v", path, err)
			return
		}
		if err := tree.Validate(p); err != nil {
			t.Errorf("%s: %v", path, err)
		}
	})
}
