package dita_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"platen/convert"
	"platen/convert/tree"
	"platen/writers/dita"
	"platen/writers/ledger"
)

// guides calls f with each guide below PLATEN_GUIDES, or with the manual.
func guides(t testing.TB, f func(name string, b *tree.Book)) {
	root := os.Getenv("PLATEN_GUIDES")
	dirs, _ := filepath.Glob(filepath.Join(root, "*"))
	if root == "" {
		dirs = []string{"../../testdata/manual"}
	}
	n := 0
	for _, dir := range dirs {
		if sub := filepath.Join(dir, "doc_source"); isDir(sub) {
			dir = sub
		}
		if !isDir(dir) {
			continue
		}
		n++
		src := convert.Source{FS: os.DirFS(dir), Name: filepath.Base(dir)}
		b, err := convert.Load(t.Context(), src, convert.Options{}, func(tree.Diag) {})
		if err != nil {
			t.Errorf("%s: %v", dir, err)
			continue
		}
		f(filepath.Base(strings.TrimSuffix(dir, "/doc_source")), b)
	}
	if n == 0 {
		t.Skip("no guide at hand")
	}
}

func isDir(name string) bool {
	info, err := os.Stat(name)
	return err == nil && info.IsDir()
}

// TestConservation reads the topics back and compares them with the pages, in each way of dealing topics out to files.
func TestConservation(t *testing.T) {
	guides(t, func(name string, b *tree.Book) {
		for _, w := range []*dita.Writer{{}, {Chunk: dita.ChunkTopic, Map: dita.MapPlain}, {Chunk: dita.ChunkSection}, {Chunk: dita.ChunkComposite}, {Tasks: dita.TasksOff}} {
			out, diags := write(t, w, b)
			for _, d := range diags {
				if d.Severity == tree.Error {
					t.Errorf("%s: %s", name, d)
				}
			}
			conserved(t, b, out)
		}
	})
}

// conserved fails the test for each word, link or thing that the topics lack or have twice.
func conserved(t testing.TB, b *tree.Book, out *memory) {
	t.Helper()
	job := ledger.Job{Format: "dita", Book: b, Read: func(name string) ([]byte, error) {
		if data, ok := out.files[name]; ok {
			return data, nil
		}
		return nil, os.ErrNotExist
	}}
	if _, err := ledger.Check(t.Context(), job, func(d tree.Diag) { t.Error(d) }); err != nil {
		t.Fatal(err)
	}
}
