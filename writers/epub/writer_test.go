package epub

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/xml"
	"fmt"
	"io"
	"io/fs"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"platen/convert"
	"platen/convert/tree"
	"platen/writers/output"
)

// guide reads a guide from files by their names.
func guide(t testing.TB, files map[string]string) *tree.Book {
	t.Helper()
	m := fstest.MapFS{}
	for name, text := range files {
		m[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return load(t, m, "guide")
}

func load(t testing.TB, fsys fs.FS, name string) *tree.Book {
	t.Helper()
	b, err := convert.Load(context.Background(), convert.Source{FS: fsys, Name: name}, convert.Options{}, func(tree.Diag) {})
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// made runs the writer and returns its files, and what it found.
func made(t testing.TB, w *Writer, b *tree.Book) (map[string][]byte, []tree.Diag) {
	t.Helper()
	var found []tree.Diag
	out := output.Memory()
	if err := w.Write(context.Background(), out.At(""), b, func(d tree.Diag) { found = append(found, d) }); err != nil {
		t.Fatal(err)
	}
	return out.Files(), found
}

// A bookFile is an EPUB that was read back.
type bookFile struct {
	*zip.Reader
	pack opf
}

// opf is what the tests read of a package document.
type opf struct {
	ID       string   `xml:"metadata>identifier"`
	Titles   []string `xml:"metadata>title"`
	Language []string `xml:"metadata>language"`
	Meta     []struct {
		Property string `xml:"property,attr"`
		Text     string `xml:",chardata"`
	} `xml:"metadata>meta"`
	Items []struct {
		ID         string `xml:"id,attr"`
		Href       string `xml:"href,attr"`
		Type       string `xml:"media-type,attr"`
		Properties string `xml:"properties,attr"`
	} `xml:"manifest>item"`
	Spine []struct {
		ID string `xml:"idref,attr"`
	} `xml:"spine>itemref"`
}

func (o *opf) meta(property string) string {
	for _, m := range o.Meta {
		if m.Property == property {
			return m.Text
		}
	}
	return ""
}

func (b *bookFile) text(t testing.TB, name string) string {
	t.Helper()
	data, err := fs.ReadFile(b, "EPUB/"+name)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// open reads an EPUB and checks what holds for each: the form of the container, well-formed documents, names and ids
// that are there once, links and images that lead to something in the book, contents in the order of the text.
func open(t testing.TB, data []byte) *bookFile {
	t.Helper()
	if len(data) < 58 || string(data[30:58]) != "mimetypeapplication/epub+zip" {
		t.Fatalf("the container does not begin as it has to: %q", data[:min(len(data), 60)])
	}
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	b := &bookFile{Reader: z}
	if err := xml.Unmarshal([]byte(b.text(t, "package.opf")), &b.pack); err != nil {
		t.Fatal(err)
	}
	inManifest, folded, itemIDs := map[string]string{}, map[string]bool{}, map[string]string{}
	for _, it := range b.pack.Items {
		name, _ := url.PathUnescape(it.Href)
		inManifest[name] = it.Type
		if itemIDs[it.ID] != "" {
			t.Errorf("two items have the id %s", it.ID)
		}
		itemIDs[it.ID] = name
	}
	for _, f := range z.File {
		if low := strings.ToLower(f.Name); folded[low] {
			t.Errorf("two files are %s", low)
		} else {
			folded[low] = true
		}
		if len(f.Extra) > 0 {
			t.Errorf("%s has further fields", f.Name)
		}
		name, inside := strings.CutPrefix(f.Name, "EPUB/")
		if inside && name != "package.opf" && inManifest[name] == "" {
			t.Errorf("%s is not in the manifest", name)
		}
	}
	for name := range inManifest {
		b.text(t, name)
	}
	b.checkLinks(t, inManifest, itemIDs)
	return b
}

// A place is a file and an id in it.
type place struct{ file, id string }

func (b *bookFile) checkLinks(t testing.TB, types map[string]string, items map[string]string) {
	t.Helper()
	ids := map[place]int{}
	var links []place
	spine := map[string]int{}
	for i, s := range b.pack.Spine {
		if items[s.ID] == "" {
			t.Errorf("the spine names %s, which is nothing", s.ID)
		}
		spine[items[s.ID]] = i + 1
	}
	var contents []place
	for name, kind := range types {
		if kind != "application/xhtml+xml" && kind != "application/x-dtbncx+xml" && kind != "image/svg+xml" {
			continue
		}
		d := xml.NewDecoder(strings.NewReader(b.text(t, name)))
		n, landmarks := 0, false
		for {
			tok, err := d.Token()
			if err == io.EOF {
				break
			}
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			e, ok := tok.(xml.StartElement)
			if !ok {
				continue
			}
			n++
			for _, a := range e.Attr {
				switch {
				case a.Name.Local == "type" && a.Value == "landmarks":
					landmarks = true
				case a.Name.Local == "id" && kind == "application/xhtml+xml":
					if ids[place{name, a.Value}] > 0 {
						t.Errorf("%s: the id %q is there twice", name, a.Value)
					}
					ids[place{name, a.Value}] = n
				case a.Name.Local == "href" || a.Name.Local == "src":
					if strings.Contains(a.Value, ":") {
						if a.Name.Local == "src" {
							t.Errorf("%s loads %s", name, a.Value)
						}
						continue
					}
					u, err := url.Parse(a.Value)
					if err != nil {
						t.Errorf("%s: %v", name, err)
						continue
					}
					to := place{name, u.Fragment}
					if u.Path != "" {
						to.file = path.Join(path.Dir(name), u.Path)
					}
					links = append(links, to)
					if e.Name.Local == "a" && types[to.file] != "application/xhtml+xml" {
						t.Errorf("%s: a link leads to %s, which is no page", name, to.file)
					}
					if name == "nav.xhtml" && e.Name.Local == "a" && !landmarks {
						contents = append(contents, to)
					}
				}
			}
		}
	}
	for _, l := range links {
		if types[l.file] == "" || l.id != "" && ids[l] == 0 {
			t.Errorf("a link leads to %s#%s, which is not there", l.file, l.id)
		}
	}
	for i := 1; i < len(contents); i++ {
		before, c := contents[i-1], contents[i]
		if spine[before.file] > spine[c.file] || before.file == c.file && ids[before] > ids[c] {
			t.Errorf("the contents lead back from %v to %v", before, c)
		}
	}
}

func TestGuide(t *testing.T) {
	b := guide(t, map[string]string{
		"index.md":     "# The guide\n\n- [One](one.md)\n  - [Two](sub/two.md)\n    - [Below](sub/two.md#b-c)\n- [One again](one.md)\n- [Out](https://example.com/)\n",
		"one.md":       "# One\n\n## First\n\n[two](sub/two.md#b-c) ![pic](pic.png) [file](pic.png)\n\n### Deeper\n\n## Second <&>\n",
		"sub/two.md":   "---\nlang: de\n---\n# Two\n\n## B C\n\n[up](../one.md#first), [home](../index.md)\n",
		"sub/three.md": "# Three\n",
	})
	b.Meta["version"] = "2.1"
	files, _ := made(t, &Writer{}, b)
	f := open(t, files[b.Name+".epub"])
	var order []string
	for _, s := range f.pack.Spine {
		order = append(order, s.ID)
	}
	if got, want := strings.Join(order, " "), "cover title p1 p2 p3 p4"; got != want {
		t.Errorf("the spine is %s, want %s", got, want)
	}
	nav := f.text(t, "nav.xhtml")
	for _, want := range []string{`<a href="text/one.xhtml">One</a>`, `<a href="text/one.xhtml#first">First</a>`, `text/sub/two.xhtml#b-c`, `>Three<`, `epub:type="bodymatter" href="text/one.xhtml"`} {
		if !strings.Contains(nav, want) {
			t.Errorf("the contents lack %s:\n%s", want, nav)
		}
	}
	for _, wrong := range []string{"One again", "Out", "Deeper"} {
		if strings.Contains(nav, wrong) {
			t.Errorf("the contents have %s", wrong)
		}
	}
	if two := f.text(t, "text/sub/two.xhtml"); !strings.Contains(two, `lang="de"`) {
		t.Error(two)
	}
	if got := f.pack.Language; !slices.Equal(got, []string{"en", "de"}) {
		t.Errorf("the languages are %q", got)
	}
}

// The bytes are the same each time; the identifier is that of the edition, and no clock says when it was made.
func TestSameBytes(t *testing.T) {
	files := map[string]string{"index.md": "# G\n\n- [A](a.md)\n- [B](b.md)\n", "a.md": "# A\n\nx[^1]\n\n[^1]: y\n", "b.md": "# B\n"}
	one, _ := made(t, &Writer{}, guide(t, files))
	two, _ := made(t, &Writer{}, guide(t, files))
	b := guide(t, files)
	name := b.Name + ".epub"
	if !bytes.Equal(one[name], two[name]) {
		t.Error("two runs differ")
	}
	first := open(t, one[name]).pack
	if got := first.meta("dcterms:modified"); got != "1980-01-01T00:00:00Z" {
		t.Errorf("without a date it was changed %s", got)
	}
	b.Meta["date"], b.Meta["version"] = "2026-05-04", "2"
	dated, _ := made(t, &Writer{}, b)
	next := open(t, dated[name]).pack
	if got := next.meta("dcterms:modified"); got != "2026-05-04T00:00:00Z" || next.ID == first.ID {
		t.Errorf("with a date it was changed %s; the identifiers are %s and %s", got, first.ID, next.ID)
	}
	timed, _ := made(t, &Writer{Modified: time.Unix(1700000000, 0)}, b)
	if got := open(t, timed[name]).pack; got.meta("dcterms:modified") != "2023-11-14T22:13:20Z" || got.ID != next.ID {
		t.Errorf("with a time: %v", got)
	}
}

// Names that a container cannot hold, or that differ in case only, get others, and links follow.
func TestOddNames(t *testing.T) {
	var pages []*tree.Page
	names := []string{"a b.md", "A-B.md", "a-b.md", `q?"<>|:*\.md`, "nav.md", "ünï/日本語.md", "dots...md", strings.Repeat("x", 249) + ".md"}
	for _, n := range names {
		pages = append(pages, &tree.Page{Path: n, Title: []tree.Inline{&tree.Text{S: n}}, IDs: map[string]tree.Node{}})
	}
	var links []tree.Inline
	for _, p := range pages {
		links = append(links, &tree.Link{To: tree.Target{Page: p}, Inlines: []tree.Inline{&tree.Text{S: "x"}}})
	}
	for i, id := range []string{"a b", "a%20b", "%41", "ü", "1", `"<&>'`, "nav", "fn1", "a\tb"} {
		h := &tree.Heading{Level: 2, Attr: &tree.Attr{ID: id}, Inlines: []tree.Inline{&tree.Text{S: fmt.Sprint("H", i)}}}
		if id == "a%20b" {
			continue // it would be that of "a b"
		}
		pages[0].Blocks = append(pages[0].Blocks, h)
		pages[0].IDs[id] = h
		links = append(links, &tree.Link{To: tree.Target{Page: pages[0], Anchor: id}, Inlines: []tree.Inline{&tree.Text{S: "y"}}})
	}
	for _, to := range []tree.Target{{URL: "../out.html"}, {URL: "/abs/"}, {Peer: "peer.md"}, {Asset: &tree.Asset{Path: "data.zip"}}, {}} { // nothing that a book has
		links = append(links, &tree.Link{To: to, Inlines: []tree.Inline{&tree.Text{S: "z"}}})
	}
	for _, p := range pages {
		p.Blocks = append(p.Blocks, &tree.Paragraph{Inlines: links})
	}
	for _, lone := range []bool{false, true} {
		b := &tree.Book{Name: "odd", Meta: tree.Meta{}, Pages: pages, Lone: lone}
		files, _ := made(t, &Writer{}, b)
		if want := map[bool]int{false: 1, true: len(pages)}[lone]; len(files) != want {
			t.Errorf("%d files, want %d", len(files), want)
		}
		for _, data := range files {
			open(t, data)
		}
	}
}

// A page that cannot be printed is left out, and links to it are text.
func TestFailedPage(t *testing.T) {
	bad := &tree.Page{Path: "bad.md", Title: []tree.Inline{&tree.Text{S: "Bad"}}, Blocks: []tree.Block{&tree.CodeBlock{Text: strings.Repeat("x", 17<<20)}, &tree.List{}}}
	good := &tree.Page{Path: "good.md", Title: []tree.Inline{&tree.Text{S: "Good"}},
		Blocks: []tree.Block{&tree.Paragraph{Inlines: []tree.Inline{&tree.Link{To: tree.Target{Page: bad}, Inlines: []tree.Inline{&tree.Text{S: "there"}}}}}}}
	nav := []*tree.NavItem{{Title: bad.Title, To: tree.Target{Page: bad}, Items: []*tree.NavItem{{Title: good.Title, To: tree.Target{Page: good}}}}}
	files, found := made(t, &Writer{}, &tree.Book{Name: "g", Meta: tree.Meta{}, Pages: []*tree.Page{bad, good}, Nav: nav})
	if len(found) != 1 || found[0].Code != tree.LimitHit {
		t.Errorf("found %v", found)
	}
	f := open(t, files["g.epub"])
	if got := f.text(t, "text/good.xhtml"); !strings.Contains(got, "<p>there</p>") {
		t.Error(got)
	}
	files, _ = made(t, &Writer{}, &tree.Book{Name: "g", Meta: tree.Meta{}, Pages: []*tree.Page{bad}})
	if len(files) != 0 {
		t.Error("a book without pages was written")
	}
}

// Every node can stand in a book.
func TestEvery(t *testing.T) {
	note := &tree.Footnote{Label: "1", Number: 1, Refs: 1, Blocks: []tree.Block{&tree.Paragraph{Inlines: []tree.Inline{&tree.Text{S: "note"}}}}}
	for i, n := range tree.Every() {
		var b tree.Block
		var notes []*tree.Footnote
		switch n := n.(type) {
		case *tree.NoteRef:
			b, notes = &tree.Paragraph{Inlines: []tree.Inline{&tree.NoteRef{Note: note, N: 1}}}, []*tree.Footnote{note}
		case tree.Block:
			b = n
		case tree.Inline:
			b = &tree.Paragraph{Inlines: []tree.Inline{n}}
		default:
			continue
		}
		page := &tree.Page{Path: "a.md", Title: []tree.Inline{&tree.Text{S: "A"}}, Blocks: []tree.Block{b}, Notes: notes}
		files, found := made(t, &Writer{NumberSections: true}, &tree.Book{Name: "g", Meta: tree.Meta{}, Pages: []*tree.Page{page}, Lone: true})
		for _, d := range found {
			if d.Severity == tree.Error {
				t.Errorf("%d: %v", i, d)
			}
		}
		open(t, files["a.epub"])
	}
}

// The book says that it conforms only where all holds that a program can see.
func TestAccessibility(t *testing.T) {
	for _, c := range []struct {
		name, page string
		css        string
		conforms   bool
		sufficient string
	}{
		{"words", "---\nlang: en\n---\n# A\n\nWords.\n", "", true, "textual"},
		{"a described image", "---\nlang: en\n---\n# A\n\n![A thing](pic.png)\n", "", true, "textual"},
		{"an image without words", "---\nlang: en\n---\n# A\n\n![](pic.png)\n", "", false, "textual,visual"},
		{"no language", "# A\n\nWords.\n", "", false, "textual"},
		{"rules of the user", "---\nlang: en\n---\n# A\n", "p { color: #eee }", false, "textual"},
	} {
		m := fstest.MapFS{"a.md": {Data: []byte(c.page)}, "pic.png": {Data: []byte("\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x00\x00\x00\x00\x3a\x7e\x9b\x55")}}
		b, err := convert.Load(context.Background(), convert.Source{FS: m, Name: "g", Pages: []string{"a.md"}}, convert.Options{}, func(tree.Diag) {})
		if err != nil {
			t.Fatal(err)
		}
		files, _ := made(t, &Writer{CSS: c.css}, b)
		f := open(t, files["a.epub"])
		if got := f.pack.meta("dcterms:conformsTo") != ""; got != c.conforms {
			t.Errorf("%s: conforms %v", c.name, got)
		}
		if got := f.pack.meta("schema:accessModeSufficient"); got != c.sufficient {
			t.Errorf("%s: sufficient is %s", c.name, got)
		}
	}
}

// Of raw HTML a book has what was read from it, so that it is well-formed.
func TestRawHTML(t *testing.T) {
	m := fstest.MapFS{"a.md": {Data: []byte("# A\n\n<video src=\"a.mp4\">no <b>video<br></video>\n\nx <blink onclick=\"y()\">text</blink> [to](#here)\n\n<script>alert(1)</script>\n\n<form><p id=here>words</form>\n")}}
	b, err := convert.Load(context.Background(), convert.Source{FS: m, Name: "g", Pages: []string{"a.md"}}, convert.Options{AllowHTML: true}, func(tree.Diag) {})
	if err != nil {
		t.Fatal(err)
	}
	files, _ := made(t, &Writer{}, b)
	page := open(t, files["a.epub"]).text(t, "text/a.xhtml")
	for _, wrong := range []string{"<video", "blink", "script", "<form", "onclick"} {
		if strings.Contains(page, wrong) {
			t.Errorf("the page has %s:\n%s", wrong, page)
		}
	}
	if !strings.Contains(page, "x text") || !strings.Contains(page, "words") {
		t.Errorf("the page lacks words:\n%s", page)
	}
}

// The manual and the guides of PLATEN_GUIDES are whole books.
func TestGuides(t *testing.T) {
	dirs := []string{filepath.Join("..", "..", "testdata", "manual")}
	if root := os.Getenv("PLATEN_GUIDES"); root != "" {
		entries, err := os.ReadDir(root)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range entries {
			dirs = append(dirs, filepath.Join(root, e.Name()))
		}
	}
	for _, dir := range dirs {
		t.Run(filepath.Base(dir), func(t *testing.T) {
			b := load(t, os.DirFS(dir), filepath.Base(dir))
			files, _ := made(t, &Writer{NumberSections: true}, b)
			open(t, files[b.Name+".epub"])
		})
	}
}
