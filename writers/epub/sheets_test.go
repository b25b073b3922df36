package epub

import (
	"regexp"
	"strings"
	"testing"

	"platen/convert/tree"
)

const paged = `---
lang: en
---
# A

One.

- Two
- Three

| Four |
|------|
| Five |

Six[^n].

## Seven

` + "```" + `
Eight
` + "```" + `

[^n]: A note.
`

// blockWith returns the innermost block of the page that has the words.
func blockWith(t *testing.T, p *tree.Page, words string) tree.Block {
	t.Helper()
	var found tree.Block
	tree.InspectPage(p, func(n tree.Node) bool {
		b, ok := n.(tree.Block)
		if c, is := n.(*tree.CodeBlock); ok && (is && strings.Contains(c.Text, words) || strings.Contains(tree.PlainText(tree.Inlines(n)), words)) {
			found = b
		}
		return true
	})
	if found == nil {
		t.Fatalf("no block has %q", words)
	}
	return found
}

// TestSheets puts marks of sheets before blocks of each kind, and lists them; of this reading of the source or of another.
func TestSheets(t *testing.T) {
	files := map[string]string{"index.md": "# Guide\n\n- [A](a.md)\n- [B](b.md)\n", "a.md": paged, "b.md": "# B\n\nNine.\n"}
	b, other := guide(t, files), guide(t, files)
	for name, of := range map[string]*tree.Book{"the same reading": b, "another reading": other} {
		page := func(path string) *tree.Page {
			for _, p := range of.Pages {
				if p.Path == path {
					return p
				}
			}
			return nil
		}
		a := page("a.md")
		at := func(label, words string) tree.SheetStart {
			return tree.SheetStart{Label: label, Page: a, Block: blockWith(t, a, words)}
		}
		s := tree.Sheets{File: "guide.pdf", Starts: []tree.SheetStart{
			{Label: "1", Page: a}, at("2", "One"), at("3", "Three"), at("4", "Five"),
			at("5", "Two"), // leads back: it stands with the next
			at("6", "Six"), at("7", "Seven"), at("8", "Eight"), {Label: "9", Page: a, End: true},
			{Label: "10", Page: page("b.md")}}}
		out, _ := made(t, &Writer{Sheets: []tree.Sheets{s}}, b)
		f := open(t, out["guide.epub"])
		text := f.text(t, "text/a.xhtml")
		mark := regexp.MustCompile(`<span epub:type="pagebreak" role="doc-pagebreak" id="page-(\d+)" title="\d+"></span>`)
		got := mark.ReplaceAllString(text[strings.Index(text, "<main"):], "[$1]")
		for _, want := range []string{"<main class=\"p-main\">\n[1]<h1", "[2]<p>One", "<li>[3]Three", "<td>[4]Five", "[5][6]<p>Six", "<section>\n[7]<h2", "[8]<pre", "[9]</main>"} {
			if !strings.Contains(got, want) {
				t.Errorf("%s: %q is not in\n%s", name, want, got)
			}
		}
		nav := f.text(t, "nav.xhtml")
		list := nav[strings.Index(nav, `<nav epub:type="page-list"`):]
		if got := strings.Join(regexp.MustCompile(`href="([^"]*)">`).FindAllString(list, -1), " "); strings.Count(got, "a.xhtml#page-") != 9 || !strings.HasSuffix(got, `b.xhtml#page-10">`) {
			t.Errorf("%s: the list of sheets leads to %s", name, got)
		}
		if got := f.pack.meta("pageBreakSource"); got != "guide.pdf" {
			t.Errorf("%s: the edition on paper is %q", name, got)
		}
		if ncx := f.text(t, "toc.ncx"); !strings.Contains(ncx, `name="dtb:maxPageNumber" content="10"`) || strings.Count(ncx, "<pageTarget ") != 10 {
			t.Errorf("%s: the older contents lack the sheets", name)
		}
	}
}

// TestNoSheets has no word of sheets in a book that is on no paper, or whose paper has other pages.
func TestNoSheets(t *testing.T) {
	b := guide(t, map[string]string{"a.md": paged})
	stranger := tree.Sheets{File: "other.pdf", Starts: []tree.SheetStart{{Label: "1", Page: &tree.Page{Path: "other.md"}}}}
	out, _ := made(t, &Writer{Sheets: []tree.Sheets{{File: "empty.pdf"}, stranger}}, b)
	f := open(t, out["guide.epub"])
	for _, name := range []string{"nav.xhtml", "toc.ncx", "package.opf", "text/a.xhtml"} {
		if s := f.text(t, name); strings.Contains(s, "page-list") || strings.Contains(s, "pageList") || strings.Contains(s, "pagebreak") || strings.Contains(s, "pageBreak") {
			t.Errorf("%s speaks of sheets:\n%s", name, s)
		}
	}
}
