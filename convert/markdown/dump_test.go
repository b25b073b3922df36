package markdown

import (
	"context"
	"strings"
	"testing"

	"platen/convert/tree"
)

// dump reads src and returns the tree's dump and the diagnostics, one a line.
func dump(t testing.TB, r *Reader, src string) (string, string) {
	t.Helper()
	var diags []string
	p, err := r.Read(context.Background(), "input.md", []byte(src), func(d tree.Diag) { diags = append(diags, d.String()) })
	if err != nil {
		return "error: " + err.Error() + "\n", ""
	}
	if err := tree.Validate(p); err != nil {
		t.Errorf("invalid tree: %v", err)
	}
	var b strings.Builder
	if err := tree.Dump(&b, p); err != nil {
		t.Fatal(err)
	}
	return b.String(), strings.Join(diags, "\n")
}

func TestBasics(t *testing.T) {
	got, _ := dump(t, &Reader{}, "# Title<a name=\"t\"></a>\n\nA *b* **c** `d` [e](f.md#g \"h\") i\\. &amp; j  \nk\nl\n\n- [ ] x\n- y\n\n1. a\n\n   b\n\n| a | b |\n|---|--:|\n| 1 | 2 |\n\n```go x\ncode\n```\n")
	t.Log(got)
}
