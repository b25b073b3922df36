package markdown_test

import (
	"context"
	"encoding/json"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	md "platen/convert/markdown"
	"platen/convert/tree"
	"platen/writers/internal/testkit"
	"platen/writers/markdown"
)

// ids are the ids that a dialect gives headings by its own rule.
func ids(dialect string, p *tree.Page) map[*tree.Heading]string {
	d, err := md.ParseDialect(dialect)
	if err != nil {
		return nil
	}
	return d.HeadingIDs(p)
}

// printed is a page as Markdown.
func printed(t testing.TB, dialect string, p *tree.Page) string {
	t.Helper()
	out := testkit.Write(t, &markdown.Writer{Dialect: dialect, IDs: ids}, &tree.Book{Name: "book", Lone: true, Pages: []*tree.Page{p}})
	data, err := out.Read(strings.TrimSuffix(p.Path, ".md") + ".md")
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func read(t testing.TB, r *md.Reader, src string) *tree.Page {
	t.Helper()
	p, err := r.Read(context.Background(), "input.md", []byte(src), nil)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

var apart = regexp.MustCompile(`([^\\])" "`)

// dump is a page's tree, with texts beside each other as one.
func dump(t testing.TB, p *tree.Page) string {
	t.Helper()
	var b strings.Builder
	if err := tree.Dump(&b, p); err != nil {
		t.Fatal(err)
	}
	return apart.ReplaceAllString(b.String(), "$1")
}

var plainQuotes = strings.NewReplacer("“", `"`, "”", `"`, "‘", "'", "’", "'", `\"`, `"`)

// same prints what was read and reads it again: the tree is the same, and printed again it is the same bytes.
func same(t *testing.T, r *md.Reader, dialect, src string) {
	t.Helper()
	p := read(t, r, src)
	one := printed(t, dialect, p)
	again := read(t, r, one)
	want, got := dump(t, p), dump(t, again)
	if strings.HasPrefix(dialect, "mdbook") || strings.HasPrefix(dialect, "pandoc") {
		// Quotes that these dialects make typographic are written plain: a backslash before each is worse.
		want, got = plainQuotes.Replace(want), plainQuotes.Replace(got)
	}
	if want != got {
		t.Errorf("not the same\n--- source\n%s\n--- printed\n%s\n--- (-want +got)\n%s", src, one, cmp.Diff(want, got))
	}
	if two := printed(t, dialect, again); two != one && plainQuotes.Replace(two) != plainQuotes.Replace(one) {
		t.Errorf("printed twice it is not the same\n--- source\n%s\n--- once\n%s\n--- twice\n%s", src, one, two)
	}
}

func TestSpecsSame(t *testing.T) {
	for _, tt := range []struct{ file, dialect string }{{"commonmark-0.31.2", "commonmark"}, {"commonmark-0.31.2", "gfm"}, {"gfm-0.29", "gfm"}, {"commonmark-0.31.2", "docusaurus"}, {"commonmark-0.31.2", "mkdocs"}, {"commonmark-0.31.2", "pandoc"}, {"commonmark-0.31.2", "mdbook"}, {"commonmark-0.31.2", "vitepress"}, {"commonmark-0.31.2", "myst"}} {
		data, err := os.ReadFile("../../testdata/spec/" + tt.file + ".json")
		if err != nil {
			t.Fatal(err)
		}
		var examples []struct {
			Example  int
			Markdown string
		}
		if err := json.Unmarshal(data, &examples); err != nil {
			t.Fatal(err)
		}
		d, err := md.ParseDialect(tt.dialect)
		if err != nil {
			t.Fatal(err)
		}
		for _, raw := range []bool{false, true} {
			if raw && tt.dialect != "commonmark" && tt.dialect != "gfm" {
				continue
			}
			name, r := tt.file+"/"+tt.dialect, &md.Reader{Dialect: d, AllowHTML: raw}
			if raw {
				name += "/raw"
			}
			for _, e := range examples {
				t.Run(name+"/"+itoa(e.Example), func(t *testing.T) { same(t, r, tt.dialect, e.Markdown) })
			}
		}
	}
}

func itoa(n int) string { b, _ := json.Marshal(n); return string(b) }

// TestEverySame prints each kind of node: its words are there, and what is printed of what is read again is the same.
func TestEverySame(t *testing.T) {
	for _, dialect := range markdown.Dialects() {
		d, err := md.ParseDialect(dialect)
		if err != nil {
			t.Fatal(err)
		}
		r := &md.Reader{Dialect: d}
		for _, n := range tree.Every() {
			p := &tree.Page{Path: "input.md"}
			switch n := n.(type) {
			case tree.Block:
				p.Blocks = []tree.Block{n}
			case tree.Inline:
				p.Blocks = []tree.Block{&tree.Paragraph{Inlines: []tree.Inline{&tree.Text{S: "Words "}, n, &tree.Text{S: " words"}}}}
				if ref, ok := n.(*tree.NoteRef); ok {
					p.Notes = []*tree.Footnote{ref.Note}
				}
			}
			one := printed(t, dialect, p)
			switch n.(type) {
			case *tree.Rule, *tree.Break, *tree.Anchor:
			default:
				if !strings.Contains(one, "sample") {
					t.Errorf("%s: the words of %T are not there:\n%s", dialect, n, one)
				}
			}
			two := printed(t, dialect, read(t, r, one))
			if three := printed(t, dialect, read(t, r, two)); three != two {
				t.Errorf("%s: %T printed twice it is not the same (-once +twice)\n%s", dialect, n, cmp.Diff(two, three))
			}
		}
	}
}

// TestGoldenSame prints the inputs of the golden files in GitHub's dialect, reads that and prints it again.
func TestGoldenSame(t *testing.T) {
	d, err := md.ParseDialect("gfm")
	if err != nil {
		t.Fatal(err)
	}
	r := &md.Reader{Dialect: d}
	testkit.Golden(t, func(name string, b *tree.Book) {
		for _, p := range b.Pages {
			lone := *p
			lone.Path = "input.md"
			one := printed(t, "gfm", &lone)
			two := printed(t, "gfm", read(t, r, one))
			if three := printed(t, "gfm", read(t, r, two)); three != two {
				t.Errorf("%s: %s printed twice is not the same (-once +twice)\n%s", name, p.Path, cmp.Diff(two, three))
			}
		}
	})
}

// TestFormsSame prints what dialects have forms of their own for.
func TestFormsSame(t *testing.T) {
	for _, tt := range []struct{ dialect, src string }{
		{"aws", "------\n#### [ Console ]<a name=\"by-hand\"></a>\n\nWords\n\n------\n#### [ AWS CLI ]\n\nOthers\n\n------\n"},
		{"aws", "# Start<a name=\"start\"></a><a name=\"begin\"></a>\n"},
		{"aws", "| a | b |\n| --- | --- |\n| 1 | 2 | 3 |\n"},
		{"aws", "Bold \\*\\* words \\*\\* of signs\n"},
		{"gfm", "- one\n\n  [unused]: https://example.org\n"},
		{"gfm", "<code>a <a href=\"https://example.org\">b</a></code>\n"},
		{"gfm", "<iframe src=\"https://example.org/x\" title=\"A map\"></iframe>\n"},
		{"gfm", "<table><tr><td>words<details><summary>more</summary><table><tr><td>deep</td></tr></table></details></td></tr></table>\n"},
		{"mkdocs", "# <a id=\"begin\"></a>Start {#start}\n"},
		{"myst", "# <a id=\"begin\"></a>Start\n"},
		{"mdbook", "A[^†]\n\n[^†]: note\n"},
		{"mkdocs", "```\n;--8<-- \"file.md\"\n```\n"},
		{"mkdocs", "`a`\n:   one\n    * two\n\n`b`\n\n:   three\n"},
		{"myst", "```{code-block} yaml\n:name: code:first\n\na: 1\n```\n"},
		{"myst", "<div class=\"wide\">\n\n::::{tab-set}\n:::{tab-item} One\nWords\n:::\n::::\n\n</div>\n"},
		{"docusaurus", "<Film id=\"intro\" />\n\nWatch this.\n\n<Film id=\"end\" />\n"},
		{"vitepress", "<div class=\"demo\">\n  <li>an item alone</li>\n</div>\n"},
		{"myst", ":::::{tab-set}\n::::{tab-item} Raw\n<textarea id=\"raw-output\"></textarea>\n::::\n::::{tab-item} More\n:name: further\nWords\n::::\n:::::\n"},
		{"myst", "Term\n:     code\n: > quote\n: Words above an image:\n\n  <img src=\"a.png\" alt=\"An image\" width=\"20px\">\n"},
		{"gfm", "<div class=\"note\">\n  <h5>Leave out <code>a</code> from your\n  <code>b</code></h5>\n  <p>Words</p>\n</div>\n"},
		{"aws", "| a | b |\n| --- | --- |\n| c |  Words in a cell:  <pre>d: !!str |<br />  more  words</pre> |\n"},
		{"aws", "+ one\n**Note**  \nwords\n**Note**  \nothers\n+ two\n"},
		{"gfm", "- one\n  > quote\n  <!-- -->\n  more\n- two\n"},
		{"aws", "Words<a name=\"here\"></a>\n\nOne\n<a name=\"here\"></a>\ntwo\n"},
		{"gfm", "a******b******c\n\n***** d *****\n\n**__e__** ***__f__*** __*g*__\n"},
	} {
		d, err := md.ParseDialect(tt.dialect)
		if err != nil {
			t.Fatal(err)
		}
		t.Run(tt.dialect, func(t *testing.T) { same(t, &md.Reader{Dialect: d}, tt.dialect, tt.src) })
	}
}
