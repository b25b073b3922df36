package dita_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/tools/txtar"

	"platen/convert"
	"platen/convert/tree"
	"platen/writers/dita"
)

// FuzzWrite writes any Markdown with every choice of topics: the files are well-formed XML and no page fails.
func FuzzWrite(f *testing.F) {
	files, _ := filepath.Glob("testdata/*.txt")
	for _, name := range files {
		data, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		for _, file := range txtar.Parse(data).Files {
			if filepath.Ext(file.Name) == ".md" {
				f.Add(string(file.Data))
			}
		}
	}
	for _, s := range []string{"# \x00\x0b\ufffe", "a\\\n*b ![](x)\\\nc*", "[^1]: x\n\n[^1]", "1. ```\n2. **To x**\n   1. a",
		"<table><tr><td><table><tr><td>x</table></table>", "- [ ] \n- [x] > # h", "# a\n## a\n### a {#a}", "<a name=\"a\"></a>\n\n***"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, src string) {
		if len(src) > 1<<14 {
			return
		}
		for _, from := range []string{"", "mkdocs"} {
			book, err := convert.Load(t.Context(), convert.Source{Name: "fuzz", FS: fstest.MapFS{"p.md": {Data: []byte(src)}}, Pages: []string{"p.md"}},
				convert.Options{From: from}, func(tree.Diag) {})
			if err != nil || len(book.Pages) == 0 {
				return
			}
			for _, w := range []*dita.Writer{{}, {Version: "1.3", Chunk: dita.ChunkTopic}, {Tasks: dita.TasksOff, Chunk: dita.ChunkSection}} {
				_, diags := write(t, w, book)
				for _, d := range diags {
					if d.Severity == tree.Error {
						t.Error(strings.ToValidUTF8(d.String(), "?"))
					}
				}
			}
		}
	})
}
