package markdown_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	md "platen/convert/markdown"
	"platen/convert/tree"
	"platen/writers/internal/testkit"
	"platen/writers/markdown"
)

// readerOf reads what was printed in a dialect. Where a project has to say that dollars mark formulas, a page with formulas
// is from such a project.
func readerOf(t *testing.T, dialect string, p *tree.Page) *md.Reader {
	t.Helper()
	name := dialect
	if dialect != "commonmark" {
		for n := range tree.Preorder(p) {
			switch n.(type) {
			case *tree.Math, *tree.MathBlock:
				name = dialect + "+math_dollars"
			}
		}
	}
	d, err := md.ParseDialect(name)
	if err != nil {
		t.Fatal(err)
	}
	return &md.Reader{Dialect: d}
}

// fixed prints a page in a dialect, reads that and prints it again: the bytes are the same.
func fixed(t *testing.T, dialect, name string, p *tree.Page) {
	t.Helper()
	one := printed(t, dialect, p)
	again, err := readerOf(t, dialect, p).Read(t.Context(), "input.md", []byte(one), nil)
	if err != nil {
		t.Errorf("%s: %s as it was printed is not read: %v", dialect, name, err)
		return
	}
	two := printed(t, dialect, again)
	if one != two && plainQuotes.Replace(one) != plainQuotes.Replace(two) {
		t.Errorf("%s: %s printed twice it is not the same (-once +twice)\n%s", dialect, name, cmp.Diff(strings.Split(one, "\n"), strings.Split(two, "\n")))
	}
}

// TestGoldenFixed prints the pages of the golden files in each dialect.
func TestGoldenFixed(t *testing.T) {
	testkit.Golden(t, func(name string, b *tree.Book) {
		for _, p := range b.Pages {
			lone := *p
			lone.Path = "input.md"
			for _, dialect := range markdown.Dialects() {
				fixed(t, dialect, name+" "+p.Path, &lone)
			}
		}
	})
}

// TestGuidesFixed prints each page of the guides in each dialect that is not its own.
func TestGuidesFixed(t *testing.T) {
	eachPage(t, func(t *testing.T, _ *md.Reader, own, file string, p *tree.Page) {
		for _, dialect := range markdown.Dialects() {
			if dialect != own {
				fixed(t, dialect, file, p)
			}
		}
	})
}

// TestFormsFixed prints, in each dialect, what one of them would read as something else, or has no form for.
func TestFormsFixed(t *testing.T) {
	for _, tt := range []struct{ dialect, src string }{
		{"gfm", "## Words {#id}\n\n## More\\{.class}\n\nA [link](a.md){: target=\"_blank\"} and <https://example.org>{:target=\"_blank\"}\n\nWords\n{: .note}\n\n[a][b]{ .button }\n"},
		{"gfm", "**Note**: words\n\n**Tip:** more\n\n> Note: in a quote\n\n> **Warning:** in a quote\n\n- **Note:** a term\n"},
		{"gfm", "<div class=\"note warning\">\n<h5>Title</h5>\n<p>Words</p>\n</div>\n"},
		{"mkdocs", ":material-check: and :octicons-x-16:{ title=\"No\" }, :unknown-icon: and <i class=\"fa fa-print\"></i>\n"},
		{"gfm", "a. one\n\n(b) two\n\niv. four\n\n#. five\n\n~ a tilde\n\n::: colons\n\n:::note\n\n[words] and C:\\ drive\n"},
		{"gfm", "| a | b |\n| --- | --- |\n| `x|y` |\n\nText `{{#include a.md}}` more\n"},
		{"gfm", "A[^1] B[^2]\n\n[^1]: note\n[^2]:\n"},
		{"gfm", "<blockquote id=\"here\"><p>quoted</p></blockquote>\n\n> [!TIP]\n> **only a title**\n\n<code>&lt;date&timestamp></code>\n"},
		{"gfm", "Formula $a_{b}$ and $c_d$, price \\$5, and $`x`$\n\n## Heading with $h^2$\n\n```math\nx\n```\n"},
		{"commonmark", "Not a formula: $x_1$ and $y_1$\n\n```math\nx\n```\n"},
		{"mkdocs", "=== \"A\"\n\n    === \"Inner\"\n\n        a\n\n!!! quote\n\n    === \"In a note\"\n\n        b\n\nTerm\n:   def\n\n    === \"In a definition\"\n\n        c\n"},
		{"mkdocs", "!!! note\n\n    ``` title=\"Words of it\" hl_lines=\"2 3\"\n    a\n        \n    b\n    ```\n\n``` { .yaml .no-copy }\nx\n```\n"},
		{"mkdocs", "## Data <small>optional</small>\n\n![Alt](a.png#only-light)\n![Alt](b.png#only-dark)\n"},
		{"myst", "(a/b)=\n(c)=\n# Heading\n\n```{code-block} python\n:name: code\n:emphasize-lines: 2,3\n\na\nb\nc\n```\n\n<xref:name>\n\n- a\n  - b\n\n    :::{note}\n    words\n    :::\n- c\n"},
		{"mdbook", "Term\n:   Definition\n\nOther : term\n:   Definition\n"},
		{"aws", "<table><tr><td>one<br />\ntwo</td></tr></table>\n\n## Title with an image <img src=\"a.png\" />\n"},
	} {
		d, err := md.ParseDialect(tt.dialect)
		if err != nil {
			t.Fatal(err)
		}
		p := read(t, &md.Reader{Dialect: d}, tt.src)
		for _, dialect := range markdown.Dialects() {
			t.Run(tt.dialect+"/"+dialect, func(t *testing.T) { fixed(t, dialect, tt.src, p) })
		}
	}
}
