package convert

import (
	"testing"

	"platen/convert/tree"
)

// needFrontMatter skips a test until the reader knows front matter.
func needFrontMatter(t *testing.T) {
	t.Helper()
	b, err := Load(t.Context(), Source{Pages: []string{"-"}, Stdin: []byte("---\ntitle: T\n---\nx\n")}, Options{}, func(tree.Diag) {})
	if err != nil || b.Pages[0].Meta.String("title") != "T" {
		t.Skip("the reader does not read front matter yet")
	}
}
