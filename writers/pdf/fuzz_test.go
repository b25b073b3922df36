package pdf

import (
	"bytes"
	"context"
	"strings"
	"testing"
	"testing/fstest"

	"platen/convert"
	"platen/convert/tree"
)

// FuzzWrite sets whatever Markdown says, on large paper and on small paper in two columns: no page may fail.
func FuzzWrite(f *testing.F) {
	for _, s := range []string{
		"# A\n\ntext[^1] **b** `c` [l](#a)\n\n[^1]: n\n", "- a\n  1. b\n\n     > q\n", "| a | b |\n|--|--|\n| 1 | 2 |\n",
		"<table><tr><td rowspan=9 colspan=9>x</table>", "```\n" + strings.Repeat("x", 300) + "\n```\n", "> [!NOTE]\n> n\n\n---\n",
		strings.Repeat("- ", 30) + "x", strings.Repeat("漢字שלום", 50), "![a](b.png) <details>x</details>", "# " + strings.Repeat("y", 500), "\x00",
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, src []byte) {
		if len(src) > 4000 {
			return
		}
		report := func(d tree.Diag) {
			if d.Code == tree.PageFailed {
				t.Errorf("%s", d.Msg)
			}
		}
		b, err := convert.Load(context.Background(), convert.Source{FS: fstest.MapFS{"page.md": {Data: src}}, Name: "page", Pages: []string{"page.md"}}, convert.Options{}, quiet)
		if err != nil || len(b.Pages) == 0 { // bytes of no text are no page
			return
		}
		for _, w := range []*Writer{{}, {PageSize: "a5", Columns: 2, PageRefs: "on"}} {
			j, err := w.newJob(b, b.Pages, report)
			if err != nil {
				t.Fatal(err)
			}
			doc, err := j.run(context.Background())
			if err != nil {
				t.Fatal(err)
			}
			var out bytes.Buffer
			if err := doc.Write(&out); err != nil || !bytes.HasPrefix(out.Bytes(), []byte("%PDF-1.7")) {
				t.Fatalf("%d bytes, %v", out.Len(), err)
			}
		}
	})
}
