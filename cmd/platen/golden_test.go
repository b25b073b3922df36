package main

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"platen/cmd/platen/internal/input"
	"platen/cmd/platen/internal/options"
	"platen/cmd/platen/internal/report"
	"platen/convert"
	"platen/convert/tree"
	"platen/writers/pdf"
)

var update = flag.Bool("update", false, "rewrite the golden files' outputs and the manual's generated parts")

// goldenDir is the top of the golden files: testdata/<area>/<name>.txt.
const goldenDir = "../../testdata"

// A goldenHeader is the JSON at the top of a golden file.
type goldenHeader struct {
	Flags []string // as on the command line: -f gfm, -N
	Guide bool     // all files are one guide; else input.md is a page alone
	Only  []string // outputs to show; all when empty
	Skip  []string // outputs not to show
}

// TestGolden reads input.md of every golden file and compares the tree, each format's output and the
// diagnostics with what the file says.
func TestGolden(t *testing.T) {
	var files []string
	err := filepath.WalkDir(goldenDir, func(p string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && (d.Name() == "manual" || d.Name() == "fuzz"):
			return fs.SkipDir
		case filepath.Ext(p) == ".txt":
			files = append(files, p)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		name := strings.TrimSuffix(filepath.ToSlash(file)[len(goldenDir)+1:], ".txt")
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			golden(t, file)
		})
	}
	if len(files) < 25 {
		t.Errorf("only %d golden files under %s", len(files), goldenDir)
	}
}

func golden(t *testing.T, file string) {
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	a := txtar.Parse(data)
	var head goldenHeader
	if c := bytes.TrimSpace(a.Comment); len(c) > 0 {
		if err := json.Unmarshal(c, &head); err != nil {
			t.Fatalf("the header: %v", err)
		}
	}
	inputs := fstest.MapFS{}
	kept := &txtar.Archive{Comment: a.Comment}
	for _, f := range a.Files {
		if path.Ext(f.Name) == "" {
			continue
		}
		inputs[f.Name] = &fstest.MapFile{Data: unmarkEnds(f.Data)}
		kept.Files = append(kept.Files, f)
	}
	for _, out := range goldenOutputs(t, head, inputs) {
		kept.Files = append(kept.Files, txtar.File{Name: out.name, Data: markEnds(out.data)})
	}
	got := txtar.Format(kept)
	if bytes.Equal(got, data) {
		return
	}
	if *update {
		if err := os.WriteFile(file, got, 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	t.Errorf("the outputs differ; go test ./cmd/platen -update rewrites them\n(-want +got)\n%s", cmp.Diff(string(data), string(got)))
}

// markEnds shows spaces at line ends with a $ behind them; unmarkEnds takes it away.
func markEnds(data []byte) []byte {
	lines := strings.SplitAfter(string(data), "\n")
	for i, l := range lines {
		body := strings.TrimSuffix(l, "\n")
		if strings.HasSuffix(body, " ") || strings.HasSuffix(body, "\t") || strings.HasSuffix(body, "$") {
			lines[i] = body + "$\n"
		}
	}
	s := strings.Join(lines, "")
	if s != "" && !strings.HasSuffix(s, "\n") {
		s += "\n"
	}
	return []byte(s)
}

func unmarkEnds(data []byte) []byte {
	lines := strings.SplitAfter(string(data), "\n")
	for i, l := range lines {
		if body, ok := strings.CutSuffix(l, "$\n"); ok {
			lines[i] = body + "\n"
		}
	}
	return []byte(strings.Join(lines, ""))
}

// A goldenOutput is one section that a golden file has to have.
type goldenOutput struct {
	name string
	data []byte
}

// goldenOutputs converts the inputs and returns the sections in their order: tree, the formats, diag.
func goldenOutputs(t *testing.T, head goldenHeader, inputs fstest.MapFS) []goldenOutput {
	o, _, _, err := options.Parse(head.Flags)
	if err != nil {
		t.Fatal(err)
	}
	src := convert.Source{FS: inputs, Name: "guide", Pages: []string{"input.md"}}
	if head.Guide {
		src.Pages = nil
	}
	found := &report.Collector{In: &input.Input{}}
	opts, err := found.In.(*input.Input).LoadOptions(o)
	if err != nil {
		t.Fatal(err)
	}
	opts.Account = &convert.Account{} // every input balances with its tree
	book, err := convert.Load(t.Context(), src, opts, found.Report)
	if err != nil {
		return []goldenOutput{{"diag", []byte("error: " + err.Error() + "\n")}}
	}
	i := slices.IndexFunc(book.Pages, func(p *tree.Page) bool { return p.Path == "input.md" })
	if i < 0 {
		return []goldenOutput{{"diag", diagLines(found.Sorted(book))}}
	}
	page := book.Pages[i]
	if err := tree.Validate(page); err != nil {
		t.Errorf("the tree is not valid: %v", err)
	}
	shown := func(name string) bool {
		return (len(head.Only) == 0 || slices.Contains(head.Only, name)) && !slices.Contains(head.Skip, name)
	}
	if o.DitaChunk == "" {
		o.DitaChunk = "composite" // all topics of the page in one file
	}
	var outs []goldenOutput
	if shown("tree") {
		var b bytes.Buffer
		if err := tree.Dump(&b, page); err != nil {
			t.Fatal(err)
		}
		outs = append(outs, goldenOutput{"tree", b.Bytes()})
	}
	for _, g := range goldenFormats() {
		if !shown(g.name) || g.asked && !slices.Contains(head.Only, g.name) {
			continue
		}
		f, ok := options.FormatNamed(g.name)
		if !ok {
			continue
		}
		mem := &memory{files: map[string][]byte{}}
		err := convert.Write(t.Context(), book, []convert.Job{{Writer: f.Make(&options.Settings{Options: o, Lone: book.Lone}), Out: mem}}, found.Report)
		if err != nil {
			t.Errorf("%s: %v", g.name, err)
		}
		outs = append(outs, goldenOutput{g.name, g.show(t, mem, page)})
	}
	if slices.Contains(head.Only, "pdf") { // a structure tree, only where it is asked for
		f, _ := options.FormatNamed("pdf")
		s, err := f.Make(&options.Settings{Options: o, Lone: book.Lone}).(*pdf.Writer).Structure(t.Context(), book, found.Report)
		if err != nil {
			t.Errorf("pdf: %v", err)
		}
		outs = append(outs, goldenOutput{"pdf", []byte(s)})
	}
	for _, d := range found.Sorted(book) {
		if d.Code == tree.SourceLost {
			t.Error(d)
		}
	}
	if ds := found.Sorted(book); len(ds) > 0 && shown("diag") {
		outs = append(outs, goldenOutput{"diag", diagLines(ds)})
	}
	return outs
}

func diagLines(ds []tree.Diag) []byte {
	var b bytes.Buffer
	for _, d := range ds {
		b.WriteString(d.String() + "\n")
	}
	return b.Bytes()
}

// A goldenFormat shows what a format made of a page.
type goldenFormat struct {
	name  string
	asked bool // only where the header's Only names it: it differs little from another one
	show  func(t *testing.T, m *memory, p *tree.Page) []byte
}

// goldenFormats has a line for each format.
func goldenFormats() []goldenFormat {
	return []goldenFormat{
		{"html", false, func(t *testing.T, m *memory, p *tree.Page) []byte { return mainOf(t, m.named(p, ".html")) }},
		{"text", false, func(t *testing.T, m *memory, p *tree.Page) []byte { return m.named(p, ".txt") }},
		{"dita", false, func(t *testing.T, m *memory, p *tree.Page) []byte { return m.named(p, ".dita") }},
		{"markdown", true, func(t *testing.T, m *memory, p *tree.Page) []byte { return m.named(p, ".md") }},
		{"epub", true, func(t *testing.T, m *memory, p *tree.Page) []byte {
			data := m.named(p, ".epub")
			if data == nil {
				data = m.files["guide.epub"]
			}
			z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
			if err != nil {
				t.Fatal(err)
			}
			page, err := fs.ReadFile(z, "EPUB/text/input.xhtml")
			if err != nil {
				t.Fatal(err)
			}
			return mainOf(t, page)
		}},
	}
}

// mainOf returns the content of the HTML page's main element.
func mainOf(t *testing.T, page []byte) []byte {
	_, rest, ok := bytes.Cut(page, []byte("<main"))
	content, _, ok2 := bytes.Cut(rest, []byte("</main>"))
	if !ok || !ok2 {
		t.Error("the page has no main element")
		return page
	}
	_, content, _ = bytes.Cut(content, []byte(">"))
	return append(bytes.TrimSpace(content), '\n')
}

// memory is an Output that keeps files.
type memory struct {
	mu    sync.Mutex
	files map[string][]byte
}

// named returns the file that was made of the page.
func (m *memory) named(p *tree.Page, ext string) []byte {
	return m.files[strings.TrimSuffix(p.Path, path.Ext(p.Path))+ext]
}

func (m *memory) Create(name string) (io.WriteCloser, error) {
	return &memoryFile{m: m, name: name}, nil
}

type memoryFile struct {
	bytes.Buffer
	m    *memory
	name string
}

func (f *memoryFile) Close() error {
	f.m.mu.Lock()
	defer f.m.mu.Unlock()
	if _, ok := f.m.files[f.name]; ok {
		return fmt.Errorf("%s is made twice", f.name)
	}
	f.m.files[f.name] = bytes.Clone(f.Bytes())
	return nil
}

// TestMemoryTwice guards the harness itself: a writer that makes a file twice must fail.
func TestMemoryTwice(t *testing.T) {
	m := &memory{files: map[string][]byte{}}
	for i, want := range []bool{false, true} {
		f, _ := m.Create("a")
		if err := f.Close(); (err != nil) != want {
			t.Errorf("close %d: %v", i, err)
		}
	}
}
