package dita_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"platen/convert"
	"platen/convert/tree"
	"platen/writers/dita"
)

var update = flag.Bool("update", false, "rewrite the outputs in testdata")

// A header is the JSON at the top of a golden file.
type header struct {
	Writer dita.Writer // options
	Guide  bool        // all files are one guide; else input.md is a page alone
	From   string      // dialect
}

// TestGolden writes the inputs of each file in testdata and compares all DITA files and the diagnostics with
// those in the file.
func TestGolden(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatal("no golden files", err)
	}
	for _, name := range files {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txt"), func(t *testing.T) { golden(t, name) })
	}
}

func golden(t *testing.T, name string) {
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	a := txtar.Parse(data)
	var head header
	if c := bytes.TrimSpace(a.Comment); len(c) > 0 {
		if err := json.Unmarshal(c, &head); err != nil {
			t.Fatalf("the header: %v", err)
		}
	}
	inputs := fstest.MapFS{}
	got := &txtar.Archive{Comment: a.Comment}
	for _, f := range a.Files {
		if ext := filepath.Ext(f.Name); ext == ".dita" || ext == ".ditamap" || f.Name == "diag" {
			continue
		}
		got.Files = append(got.Files, f)
		inputs[f.Name] = &fstest.MapFile{Data: f.Data}
	}
	src := convert.Source{FS: inputs, Name: "guide", Pages: []string{"input.md"}}
	if head.Guide {
		src.Pages = nil
	}
	var diags []tree.Diag
	book, err := convert.Load(t.Context(), src, convert.Options{From: head.From}, func(d tree.Diag) { diags = append(diags, d) })
	if err != nil {
		t.Fatal(err)
	}
	out, more := write(t, &head.Writer, book)
	if head.Writer.Version != "1.3" { // Debian's dita-ot has no DTDs under that name
		out.save(t, "golden/"+strings.TrimSuffix(filepath.Base(name), ".txt"))
	}
	slices.Sort(out.names)
	for _, n := range out.names {
		if ext := filepath.Ext(n); ext == ".dita" || ext == ".ditamap" {
			got.Files = append(got.Files, txtar.File{Name: n, Data: out.files[n]})
		}
	}
	order := map[*tree.Page]int{}
	for i, p := range book.Pages {
		order[p] = i
	}
	var lines strings.Builder
	for _, d := range tree.SortDiags(append(diags, more...), order) {
		if d.Code != tree.DialectChosen {
			lines.WriteString(d.String() + "\n")
		}
	}
	if lines.Len() > 0 {
		got.Files = append(got.Files, txtar.File{Name: "diag", Data: []byte(lines.String())})
	}
	want := txtar.Format(got)
	if bytes.Equal(want, data) {
		return
	}
	if *update {
		if err := os.WriteFile(name, want, 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	t.Errorf("the outputs differ; go test ./writers/dita -update rewrites them (-want +got)\n%s", cmp.Diff(string(data), string(want)))
}
