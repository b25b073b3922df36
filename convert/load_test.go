package convert

import (
	"bytes"
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"testing/fstest"

	"platen/convert/markdown"
	"platen/convert/tree"
	"platen/writers"

	"github.com/google/go-cmp/cmp"
)

// files makes a file system; a path that ends in a slash is a folder.
func files(m map[string]string) fstest.MapFS {
	fsys := fstest.MapFS{}
	for p, text := range m {
		if dir, ok := strings.CutSuffix(p, "/"); ok {
			fsys[dir] = &fstest.MapFile{Mode: fs.ModeDir | 0o755}
			continue
		}
		fsys[p] = &fstest.MapFile{Data: []byte(text)}
	}
	return fsys
}

// load loads and returns the book and its findings, infos about the dialect left out.
func load(t *testing.T, src Source, opts Options) (*tree.Book, []string) {
	t.Helper()
	var ds []tree.Diag
	b, err := Load(t.Context(), src, opts, func(d tree.Diag) {
		if d.Code != tree.DialectChosen {
			ds = append(ds, d)
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	order := map[*tree.Page]int{}
	for i, p := range b.Pages {
		order[p] = i
		if err := tree.Validate(p); err != nil {
			t.Errorf("%s: %v", p.Path, err)
		}
	}
	var out []string
	for _, d := range tree.SortDiags(ds, order) {
		out = append(out, d.String())
	}
	return b, out
}

func guide(t *testing.T, m map[string]string) (*tree.Book, []string) {
	t.Helper()
	return load(t, Source{FS: files(m), Name: "guide"}, Options{})
}

func equal[T any](t *testing.T, what string, got, want T) {
	t.Helper()
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("%s (-want +got):\n%s", what, d)
	}
}

// nav returns the contents list as lines.
func nav(b *tree.Book) string {
	var out bytes.Buffer
	dumpNav(&out, b.Nav, 0)
	return out.String()
}

func paths(b *tree.Book) string {
	var out []string
	for _, p := range b.Pages {
		out = append(out, p.Path)
	}
	return strings.Join(out, " ")
}

// find returns the page, which must be there.
func find(t *testing.T, b *tree.Book, path string) *tree.Page {
	t.Helper()
	for _, p := range b.Pages {
		if p.Path == path {
			return p
		}
	}
	t.Fatalf("no page %s in %s", path, paths(b))
	return nil
}

func dump(p *tree.Page) string {
	var out bytes.Buffer
	if err := tree.Dump(&out, p); err != nil {
		panic(err)
	}
	return out.String()
}

func TestUnreadablePages(t *testing.T) {
	fsys := files(map[string]string{
		"good.md":             "# Good\n",
		"folder.md/":          "",
		"large.md":            strings.Repeat("x", 300),
		".hidden/a.md":        "# Hidden\n",
		"node_modules/x/a.md": "# Module\n",
		"sub/.b.md":           "# Hidden\n",
	})
	fsys["fifo.md"] = &fstest.MapFile{Mode: fs.ModeNamedPipe | 0o644}
	b, ds := load(t, Source{FS: fsys, Name: "guide"}, Options{Limits: markdown.Limits{PageBytes: 200}})
	equal(t, "pages", paths(b), "good.md")
	equal(t, "findings", ds, []string{
		"fifo.md: error: cannot read the file: is not a regular file [page-unreadable]",
		"folder.md: error: cannot read the file: is a folder [page-unreadable]",
		"large.md: error: a page of 300 bytes, over the limit of 200 (--limit-page-bytes) [limit]",
	})
}

// TestWalkOnDisk: links to folders are not followed, so loops end; links out of the root give a finding.
func TestWalkOnDisk(t *testing.T) {
	dir := t.TempDir()
	write := func(p, s string) {
		t.Helper()
		if err := os.MkdirAll(filepath.Dir(filepath.Join(dir, p)), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, p), []byte(s), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	write("secret.md", "# Secret\n")
	write("root/a.md", "# A\n")
	write("root/sub/b.md", "# B\n\n![x](../../secret.png)\n")
	for link, to := range map[string]string{"root/loop": ".", "root/sub/up": "..", "root/out.md": "../secret.md", "root/gone.md": "nowhere.md", "root/c.md": "a.md", "root/x.md": "y.md", "root/y.md": "x.md"} {
		if err := os.Symlink(to, filepath.Join(dir, link)); err != nil {
			t.Skip(err)
		}
	}
	root, err := os.OpenRoot(filepath.Join(dir, "root"))
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	b, ds := load(t, Source{FS: root.FS(), Name: "root"}, Options{})
	equal(t, "pages", paths(b), "a.md c.md sub/b.md")
	if len(ds) != 5 {
		t.Errorf("findings: %s", strings.Join(ds, "\n"))
	}
	for i, name := range []string{"gone.md: ", "out.md: ", "x.md: ", "y.md: "} {
		if !strings.HasPrefix(ds[i], name+"error: ") || !strings.HasSuffix(ds[i], "[page-unreadable]") {
			t.Errorf("finding %d is %q", i, ds[i])
		}
	}
}

// TestTroubles: what an address leads to and is not read is told as what it is, and never with itself as the hint.
func TestTroubles(t *testing.T) {
	dir := t.TempDir()
	os.MkdirAll(filepath.Join(dir, "root"), 0o777)
	os.MkdirAll(filepath.Join(dir, "beside"), 0o777)
	os.WriteFile(filepath.Join(dir, "beside/s.png"), []byte("x"), 0o666)
	os.WriteFile(filepath.Join(dir, "root/a.md"), []byte("# A\n\n![a](l.png)\n![b](far/s.png)\n![c](gone.png)\n![d](loop.png)\n[e](l.zip)\n[f](gone.zip)\n![g](other.svg)\n"), 0o666)
	for link, to := range map[string]string{"l.png": "../beside/s.png", "far": "../beside", "gone.png": "nowhere.png", "loop.png": "loop.png", "l.zip": filepath.Join(dir, "beside/s.png"), "gone.zip": "/nonexistent/x", "mkdocs.yml": "../beside/s.png"} {
		if err := os.Symlink(to, filepath.Join(dir, "root", link)); err != nil {
			t.Skip(err)
		}
	}
	root, err := os.OpenRoot(filepath.Join(dir, "root"))
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	_, ds := load(t, Source{FS: root.FS(), Name: "root"}, Options{})
	const out = "it is or lies behind a symbolic link that leads out of the source folder"
	equal(t, "findings", ds, []string{
		"mkdocs.yml: warning: " + out + ", and is not read [outside-root]",
		`a.md:3:6: warning: image "l.png": ` + out + `; put the file itself there [outside-root]`,
		`a.md:4:6: warning: image "far/s.png": ` + out + `; put the file itself there [outside-root]`,
		`a.md:5:6: warning: image "gone.png": it is a symbolic link to "nowhere.png", which is not there [image-missing]`,
		`a.md:6:6: warning: image "loop.png": it is a symbolic link to "loop.png", which is not there [image-missing]`,
		`a.md:7:5: warning: link to "l.zip": ` + out + `; put the file itself there [outside-root]`,
		`a.md:8:5: warning: link to "gone.zip": ` + out + `; put the file itself there [outside-root]`,
		`a.md:9:6: warning: image "other.svg": no such file [image-missing]`,
	})
}

func TestClash(t *testing.T) {
	b, ds := guide(t, map[string]string{"a.md": "# One\n", "a.markdown": "# Two\n", "B.md": "# B\n", "b.md": "# b\n",
		"x/README.md": "# X\n", "y/README.md": "# Y\n", "y/index.md": "# Y\n"})
	equal(t, "pages", paths(b), "a.markdown B.md x/README.md y/index.md y/README.md")
	equal(t, "findings", ds, []string{
		`a.md: error: "a.md" would write the same output as "a.markdown"; rename one of them [output-clash]`,
		`b.md: error: "b.md" would write the same output as "B.md"; rename one of them [output-clash]`,
	})
}

// TestDeepFolders reads pages 64 folders deep, and says of deeper ones that they are not read.
func TestDeepFolders(t *testing.T) {
	deep := func(n int) string { return strings.Repeat("d/", n) + "a.md" }
	b, ds := guide(t, map[string]string{"index.md": "# A\n", deep(64): "# Deep\n"})
	equal(t, "pages", len(b.Pages), 2)
	equal(t, "findings", ds, nil)
	b, ds = guide(t, map[string]string{"index.md": "# A\n", deep(65): "# Too deep\n"})
	equal(t, "pages", len(b.Pages), 1)
	if len(ds) != 1 || !strings.Contains(ds[0], "it is nested more than 64 folders deep") {
		t.Errorf("findings: %q", ds)
	}
}

func TestTitles(t *testing.T) {
	b, _ := guide(t, map[string]string{
		"front.md":       "---\ntitle: From front matter\n---\n# Heading\n",
		"above.md":       "---\ntitle: All of it\n---\n# One\n\n# Two\n",
		"same.md":        "---\ntitle: One\n---\n# One!\n\n# Two\n",
		"heading.md":     "Text.\n\n# The `code` <a name=\"x\"></a>[link](front.md)\n",
		"none.md":        "Text.\n",
		"only-front.md":  "---\ntitle: Given\nlang: de\n---\nText.\n",
		"sub/README.md":  "Text.\n",
		"empty.md":       "",
		"second/deep.md": "## Not first\n",
	})
	var got []string
	for _, p := range b.Pages {
		h := firstHeading(p)
		s := p.Path + ": " + tree.PlainText(p.Title) + " | " + tree.PlainText(h.Inlines)
		if h.Generated {
			s += " generated #" + h.Attr.ID
		}
		got = append(got, s+" "+b.Lang(p))
	}
	equal(t, "titles", got, []string{
		"above.md: All of it | All of it generated #all-of-it en",
		"empty.md: empty | empty generated #empty en",
		"front.md: From front matter | Heading en",
		"heading.md: The code link | The code link en",
		"none.md: none | none generated #none en",
		"only-front.md: Given | Given generated #given de",
		"same.md: One | One! en",
		"second/deep.md: Not first | Not first en",
		"sub/README.md: sub | sub generated #sub en",
	})
	for _, n := range find(t, b, "heading.md").Title {
		switch n.(type) {
		case *tree.Anchor, *tree.Link:
			t.Errorf("title holds a %T", n)
		}
	}
}

// TestHoistedTitle: a level-1 heading in a box is the page's title, and stays in the middle.
func TestHoistedTitle(t *testing.T) {
	b, _ := guide(t, map[string]string{"a.md": "<div align=\"center\" id=\"top-box\">\n<p>Before</p>\n<h1>Name</h1>\n<p>After</p>\n</div>\n\nText.\n"})
	got := dump(b.Pages[0])
	if strings.Count(got, "\"Name\"") != 1 || !strings.Contains(got, "\nheading 1 #name align=\"center\"\n") || strings.Count(got, "top-box") != 1 {
		t.Error(got)
	}
	equal(t, "title", tree.PlainText(b.Pages[0].Title), "Name")
}

func TestLone(t *testing.T) {
	fsys := files(map[string]string{"a.md": "Text.\n", "b.md": "# B\n", "sub/c.md": "# C\n"})
	b, _ := load(t, Source{FS: fsys, Pages: []string{"a.md"}}, Options{Meta: tree.Meta{"title": "Asked", "lang": "fr"}})
	equal(t, "title", tree.PlainText(b.Pages[0].Title)+" "+b.Title()+" "+b.Name+" "+b.Lang(b.Pages[0]), "Asked Asked a fr")
	if !b.Lone || b.Nav != nil {
		t.Errorf("lone %v, contents %v", b.Lone, b.Nav)
	}

	b, _ = load(t, Source{Pages: []string{"-"}, Stdin: []byte("No title.\n")}, Options{})
	equal(t, "stdin", dump(b.Pages[0]), "paragraph\n  \"No title.\"\n")
	equal(t, "name", b.Name, "stdin")

	b, ds := load(t, Source{FS: fsys, Pages: []string{"b.md", "gone.md", "sub/c.md", "../x.md"}, Name: "folder"}, Options{})
	equal(t, "pages", paths(b), "b.md sub/c.md")
	equal(t, "name", b.Name, "folder")
	equal(t, "findings", ds, []string{
		"../x.md: error: cannot read the file: invalid argument [page-unreadable]",
		"gone.md: error: the file is not there [page-unreadable]",
	})
}

func TestMetaPrecedence(t *testing.T) {
	fsys := files(map[string]string{
		"book.toml":    "[book]\ntitle = 'From the book'\nauthors = ['A', 'B']\nlanguage = 'pt_BR'\ndescription = 'D'\n",
		"src/index.md": "---\ntitle: From the contents\ndescription: Mine\n---\n# Contents\n\n- [A](a.md)\n",
		"src/a.md":     "# A\n",
	})
	b, _ := load(t, Source{FS: fsys}, Options{From: "mdbook+front_matter", Meta: tree.Meta{"author": "Me"}})
	got := map[string]string{}
	for k := range b.Meta {
		got[k] = b.Meta.String(k)
	}
	equal(t, "meta", got, map[string]string{"title": "From the contents", "author": "Me", "lang": "pt-BR", "description": "Mine"})
	equal(t, "name", b.Name, "from-the-contents")
	equal(t, "pages", paths(b), "index.md a.md")
}

func TestBadMetadata(t *testing.T) {
	_, ds := guide(t, map[string]string{"mkdocs.yml": "site_name: [\n", "docs/a.md": "---\nlang: \"en\\\" onload=\"\n---\n# A\n"})
	if len(ds) != 2 || !strings.HasPrefix(ds[0], "mkdocs.yml") || !strings.Contains(ds[1], "is no language tag") {
		t.Errorf("findings: %q", ds)
	}
}

func TestBookName(t *testing.T) {
	for _, c := range [][3]string{
		{"The Guide: Part 1!", "x", "the-guide-part-1"},
		{"", "My Folder", "My Folder"},
		{"", "..", "book"},
		{"日本語 ガイド", "x", "日本語-ガイド"},
		{"", `a/b:c`, "abc"},
	} {
		equal(t, c[0], BookName(c[0], c[1]), c[2])
	}
	if n := BookName(strings.Repeat("word ", 100), "x"); len(n) > maxName {
		t.Errorf("a name of %d bytes", len(n))
	}
}

func TestDialectChoice(t *testing.T) {
	for _, c := range []struct {
		files map[string]string
		from  string
		want  string
	}{
		{map[string]string{"a.md": "# A\n"}, "", "dialect auto, as there is no project file; contents from the folder's order"},
		{map[string]string{"book.toml": "", "src/SUMMARY.md": "- [A](a.md)\n", "src/a.md": "# A\n"}, "", "dialect mdbook, as there is a book.toml; contents from src/SUMMARY.md"},
		{map[string]string{"mkdocs.yml": "nav: [a.md]\n", "docs/a.md": "# A\n"}, "gfm", "dialect gfm, as asked for; contents from mkdocs.yml"},
	} {
		var got string
		_, err := Load(t.Context(), Source{FS: files(c.files)}, Options{From: c.from}, func(d tree.Diag) {
			if d.Code == tree.DialectChosen {
				got = d.Msg
			}
		})
		if err != nil {
			t.Error(err)
		}
		equal(t, "message", got, c.want)
	}
	if _, err := Load(t.Context(), Source{FS: files(nil)}, Options{From: "gmf"}, func(tree.Diag) {}); err == nil || !strings.Contains(err.Error(), `"gfm"`) {
		t.Errorf("unknown dialect: %v", err)
	}
}

func TestCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := Load(ctx, Source{FS: files(map[string]string{"a.md": "# A\n"})}, Options{}, func(tree.Diag) {}); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
}

type fakeWriter struct{ do func() error }

func (w fakeWriter) Write(context.Context, writers.Output, *tree.Book, func(tree.Diag)) error {
	return w.do()
}

type noOutput struct{}

func (noOutput) Create(string) (io.WriteCloser, error) { return nil, errors.New("no output") }

func TestWrite(t *testing.T) {
	full := errors.New("disk full")
	var ran atomic.Int32
	job := func(do func() error) Job { return Job{fakeWriter{do}, noOutput{}} }
	jobs := []Job{
		job(func() error { ran.Add(1); return full }),
		job(func() error { ran.Add(1); panic("oops") }),
		job(func() error { ran.Add(1); return nil }),
	}
	err := Write(t.Context(), &tree.Book{}, jobs, func(tree.Diag) {})
	if !errors.Is(err, full) || !strings.Contains(err.Error(), "oops") || ran.Load() != 3 {
		t.Errorf("%d writers ran, error %v", ran.Load(), err)
	}
}

// TestPassFails loses the page of a pass that fails or panics, and no other one.
func TestPassFails(t *testing.T) {
	guide := fstest.MapFS{"a.md": {Data: []byte("# A\n")}, "b.md": {Data: []byte("# B\n")}, "c.md": {Data: []byte("# C\n")}}
	pass := func(_ context.Context, p *tree.Page) error {
		switch p.Path {
		case "a.md":
			return errors.New("no")
		case "b.md":
			panic("oh")
		}
		return nil
	}
	var said []string
	b, err := Guide(t.Context(), guide, Options{Passes: []Pass{pass}}, func(d tree.Diag) {
		if d.Severity == tree.Error {
			said = append(said, d.String())
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(b.Pages) != 1 || b.Pages[0].Path != "c.md" || len(said) != 2 || !strings.Contains(said[0], "a pass failed: no [page-failed]") {
		t.Errorf("%d pages; %q", len(b.Pages), said)
	}
}
