package ledger_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"platen/convert"
	"platen/convert/tree"
	"platen/writers"
	"platen/writers/dita"
	"platen/writers/html"
	"platen/writers/internal/testkit"
	"platen/writers/ledger"
	"platen/writers/pdf"
	"platen/writers/text"
)

// routes is a table of nearly 80 columns; with a longer class it does not fit into a text's lines.
func routes(indent, class string) string {
	var b strings.Builder
	b.WriteString(indent + "| Verb of it | Path of the page | Class and method | Name of the helper |\n" + indent + "|---|---|---|---|\n")
	for _, r := range [][3]string{{"GET", "", "list"}, {"GET", "new", "fresh"}, {"POST", "", "make"}, {"GET", ":number", "show"}, {"PATCH", ":number", "change"}} {
		fmt.Fprintf(&b, "%s| %s | /depot/trains/%s | %strains#%s | %s_train_path |\n", indent, r[0], r[1], class, r[2], r[2])
	}
	return b.String()
}

// What guides that nobody has seen may hold: each balances in every format.
func TestOddInputs(t *testing.T) {
	nested := ""
	for i := range 8 {
		nested += strings.Repeat("   ", i) + fmt.Sprintf("1. level %d\n\n%s   more of it\n\n", i+1, strings.Repeat("   ", i))
	}
	for name, src := range map[string]string{
		"mixed tabs":            "# T\n\n-\tone\n\n\tpara\n\t- two\n  \t\tcode\n\n1.\tx\n\n\t\tcode\tin item\n",
		"crlf":                  "# T\r\n\r\nA line  \r\nbroken.\r\n\r\n- x\r\n\r\n```\r\ncode\r\n\r\nmore\r\n```\r\n",
		"rules in quoted code":  "# T\n\n> - a\n>\n>   ```text\n>   ---\n>   > x\n>   ┌──┐\n>   ---\n>   ```\n>\n> ---\n\n> > ```\n> > ======\n> > a\n> > ---\n> > ```\n",
		"bom":                   "\ufeff# T\n\ntext\n",
		"eight levels":          nested,
		"empty items":           "- \n- x\n-\n\n1.\n2. y\n3.\n\n- [ ]\n- [x]\n",
		"table in item":         "- item\n\n  | a | b |\n  |---|---|\n  | 1 | [l](https://example.com) |\n\n  after\n",
		"table in quote":        "> text\n>\n> | a | b |\n> |---|---|\n> | 1 | `2` |\n>\n> after\n",
		"code in cell":          "| a | b |\n|---|---|\n| <pre>one<br />two</pre> | `x \\| y` |\n| <ul><li>1</li><li>2</li></ul> | z |\n",
		"heading in quote":      "> # One\n>\n> ## Two\n>\n> text\n\n## Three\n\n- ## Four\n\n#### Five\n",
		"duplicate headings":    "# A\n\n## B\n\n## B\n\n## B\n\n[1](#b) [2](#b-1) [3](#b-2)\n",
		"ids":                   "# T\n\n## Ünïcode 日本\n\n<a name=\"with space\"></a>text <a name=\"100%\"></a>x [a](#with%20space) [b](#ünïcode-日本)\n",
		"footnotes":             "# A[^1]\n\n| x[^2] |\n|---|\n| y[^1] |\n\n- z[^3]\n\n[^1]: One.\n\n    - list\n\n    ```\n    code\n    ```\n[^2]: Two[^3].\n[^3]: Three[^1].\n",
		"images in headings":    "# ![pic](x.png) title\n\n## [![b](https://example.com/b.png)](https://example.com)\n\n[![x](y.png) words](https://example.com/c) ![](z.png)\n",
		"nested notes":          "> [!NOTE]\n> One\n>\n> > [!WARNING]\n> > Two\n> >\n> > - x\n>\n> - > [!TIP]\n>   > Three\n",
		"spans":                 "<table><tr><th rowspan=\"2\">a</th><td colspan=\"2\">b</td></tr><tr><td>c</td><td rowspan=\"3\">d</td></tr><tr><td colspan=\"2\">e</td></tr></table>\n",
		"right to left":         "# שלום עולם\n\nمرحبا بالعالم, and English (שלום) 123.\n\n- עברית\n\n| א | ב |\n|---|---|\n| ג | ד |\n",
		"cjk":                   "# 日本語の文書\n\n日本語の\n改行。中文，没有空格。한국어 문장.\n\n| 表 | 列 |\n|---|---|\n| 一 | " + strings.Repeat("長い文章", 30) + " |\n",
		"marks":                 "cafe\u0301 e\u0323\u0301 soft\u00adhyphen zero\u200bwidth a\u2060b \ufeffbom x\u0336\n",
		"long words":            "# " + strings.Repeat("Wörter", 30) + "\n\n" + strings.Repeat("long-", 60) + "word " + strings.Repeat("x", 300) + "\n\n| " + strings.Repeat("y", 200) + " | b |\n|---|---|\n| " + strings.Repeat("a/b/", 60) + " | c |\n",
		"hard breaks":           "a  \nb\\\nc<br>d<br/>e  \n**f  \ng**\n\n- h  \n  i\n\n| j<br>k |\n|---|\n| l<br><br>m |\n",
		"no-break spaces":       "10\u00a0km, a\u202fb, x\u2007y\n\n| 1\u00a0000 |\n|---|\n",
		"emoji":                 "👩‍👩‍👧 🇩🇪 ☑️ 1️⃣ 👍🏽 :smile:\n\n| 👩‍👩‍👧 | x |\n|---|---|\n| 🇩🇪 | 👍🏽 |\n",
		"literal marks":         "\\- no item\n\n1\\. none\n\n\\> no quote\n\n\\[x] \\[1] \\[^1] \\*\\*\\*\n\n===\n\n+---+\n| x |\n+---+\n\nNOTE: no note\n\n[Image: none]\n",
		"drawn code":            "```\n┌───┬───┐\n│ a │ b │\n├───┼───┤\n│ c │ d │\n└───┴───┘\n> q\n- i\n---\n```\n\n| a | b |\n|---|---|\n| c | d |\n",
		"wide table":            "| " + strings.Repeat("column | ", 14) + "\n|" + strings.Repeat("---|", 14) + "\n| " + strings.Repeat("some-value | ", 14) + "\n",
		"placeholders":          "Use <Region> and <your-id>, a < b > c, `<T>`, &lt;x&gt; &copy; &#x41;\n",
		"records, then a grid":  routes("", "depotsandhallsnearbydepots/") + "\nand\n\n" + routes("", ""),
		"the same in a list":    "- - - - - list\n\n" + routes("          ", "depots/halls/") + "\nand\n\n" + routes("", "depots/halls/"),
		"heads over columns":    "<table><thead><tr><th rowspan=\"2\">N</th><th colspan=\"2\">Limits</th></tr><tr><th>low</th><th>high</th></tr></thead><tbody><tr><td>a</td><td>1</td><td><pre>c1</pre></td></tr><tr><td>b</td><td></td><td>3</td></tr></tbody></table>\n",
		"raised in brackets":    "As shown.<sup>[1]</sup> x<sup><a href=\"https://example.org\">1</a></sup> A<sup>T</sup>A 4<sup>th</sup> y<sup>[n](https://example.org/n)</sup> z<sub>a b</sub> q<sup>![p](x.png)</sup>\n",
		"a table in a figure":   "<figure><table><tr><th>Cup</th></tr><tr><td>Blue</td></tr></table><figcaption>All <em>cups</em></figcaption></figure>\n\n<figure><p>Two</p><table><tr><td>Red</td></tr></table><figcaption>More</figcaption></figure>\n",
		"a title twice":         "---\ntitle: Kilns\ndescription: How to fire.\n---\n\n## Kilns\n\nHow to fire.\n\nAnd cool.\n\n## Ovens\n\nHow to fire. Then bake.\n\n[up](#kilns)\n",
		"described below":       "---\ntitle: Glaze\ndescription: It shines.\n---\n\n- x\n\n## More\n\nIt shines. It does.\n",
		"described, a list":     "---\ntitle: Glaze\ndescription: It shines.\n---\n\n# Glaze\n\nIt shines:\n\n- x\n",
		"described, no text":    "---\ntitle: Glaze (G)\ndescription: Glaze (G)\n---\n\n# Glaze (G)\n\n## Purpose\n\nGlaze (_G_) shines. It does.\n",
		"described in code":     "---\ntitle: Fire\ndescription: The \"fire\" command heats.\n---\n\n# Fire\n\nThe `fire` command\n[heats](https://example.org).\n\nThen it rests.\n",
		"titles that lead on":   "# T\n\nWords.\n\n### Fire\n\n1. Do it.\n\n### Samples\n\n- [a](https://example.org/a)\n\n#### [A kiln](https://example.org/kiln)\n\n```\nx\n```\n",
		"related twice":         "# T\n\n## Q\n\nWords.\n\n#### See also\n\n- [x](https://one.example)\n\n## A\n\nWords.\n\n### N\n\nMore.\n\n#### See also\n\n- [x](https://one.example)\n\nWords below.\n\n[up](#see-also-1)\n",
		"described twice":       "---\ntitle: Glaze\ndescription: It shines.\n---\n\nIt shines. It does.\n",
		"definitions":           "Term\n: one\n\n    para\n\n    - list\n: two\n\nOther\nSecond\n: three\n",
		"details":               "<details><summary>A <code>b</code></summary>\n\n- x\n\n</details>\n\n<details>\n\nno summary\n\n</details>\n",
		"links":                 "[](https://example.com) [a](b.md) [c](#none) <https://example.com/ü?x=%20> [d](https://example.com \"title\") www.example.com me@example.com\n",
		"link in the word":      "the [Result](https://example.com/r)s and pre[fix](https://example.com/f), [a](https://example.com/r)\n",
		"only an image":         "![alone](x.png \"with a title\")\n\n[![linked](x.png)](https://example.com)\n\n![remote](https://example.com/y.png)\n",
		"steps":                 "**To do it**\n\n1. Open (Optional). Then close.\n   - a\n   - b\n\n1. Choose **OK**.\n\n   **Note**\n   Mind.\n\ntext between\n\n2. More\n",
		"superscripts":          "x<sup>2</sup> a<sub>i+1</sub> 1<sup>st</sup> n<sup>−1</sup> ~~gone~~ <u>u</u> <kbd>Ctrl</kbd>+<kbd>C</kbd>\n",
		"raw html":              "<p align=\"center\"><img src=\"x.png\" alt=\"logo\" width=\"20\"><br><b>bold</b></p>\n\n<div><p>in <em>div</em></p><ul><li>x<ol><li>y</li></ol></li></ul></div>\n\n<!-- no -->\n",
		"nothing":               "",
		"only a comment":        "<!-- x -->\n",
		"code of all kinds":     "```go title=\"main.go\"\npackage main\n\n\n\tfunc()\n```\n\n    indented\n\n      more\n\n~~~\n\n~~~\n\n- item\n\n  ```\n  in item\n\n  two\n  ```\n",
		"quotes":                "> a\n> > b\n> > > c\n>\n> ```\n> code\n> ```\n\n>\n\n- > in item\n",
		"a list beside another": "- a\n\n\n* b\n\n1. c\n\n1) d\n",
	} {
		t.Run(name, func(t *testing.T) {
			b := page(t, src)
			for format, w := range formats() {
				if _, found := check(t, format, b, testkit.Write(t, w, b)); len(found) > 0 {
					t.Errorf("%s: %v", format, found)
				}
			}
		})
	}
}

// What flags change is no difference.
func TestOptions(t *testing.T) {
	pages := fstest.MapFS{
		"index.md": {Data: []byte("# Guide\n\nWords.\n\n- [One](one.md)\n- [Two](two.md)\n")},
		"one.md":   {Data: []byte("# One\n\n## A[^1]\n\n[two](two.md#b) [x](https://example.com/x) ![r](https://example.com/r.png)\n\n```\na\n\n\n```\n\nend <span class=\"index\">term</span>\n\n<figure>\n\nWhat.\n\n<figcaption>Cap</figcaption>\n</figure>\n\n[^1]: Note.\n")},
		"two.md":   {Data: []byte("# Two\n\n## B\n\n3 ways, [one](one.md).\n\n### C\n\n| a | b |\n|---|---|\n| c | d |\n")},
	}
	b := testkit.Load(t, convert.Source{FS: pages, Name: "guide"}, convert.Options{})
	for name, c := range map[string]struct {
		w writers.Writer
		j ledger.Job
	}{
		"html in one":         {&html.Writer{File: "all.html"}, ledger.Job{Format: "html", One: true}},
		"html with numbers":   {&html.Writer{NumberSections: true, TOC: 3}, ledger.Job{Format: "html", Numbered: true}},
		"html without images": {&html.Writer{RemoteImages: "link"}, ledger.Job{Format: "html", RemoteLinks: true}},
		"text in one":         {&text.Writer{File: "all.txt", NumberSections: true, TOC: 2}, ledger.Job{Format: "text", One: true, Numbered: true, Contents: 2}},
		"text with contents":  {&text.Writer{NumberSections: true, TOC: 2}, ledger.Job{Format: "text", Numbered: true, Contents: 2}},
		"text in Unicode":     {&text.Writer{Math: "unicode"}, ledger.Job{Format: "text", Math: "unicode"}},
		"text in ASCII":       {&text.Writer{ASCII: true, Links: "inline", Columns: 30}, ledger.Job{Format: "text", ASCII: true, Links: "inline"}},
		"text without links":  {&text.Writer{Links: "none"}, ledger.Job{Format: "text", Links: "none"}},
		"pdf for print":       {&pdf.Writer{Theme: "print", NumberSections: true}, ledger.Job{Format: "pdf", Numbered: true, PageRefs: true}},
		"pdf with lists":      {&pdf.Writer{NumberSections: true, PageRefs: "on", ListOfFigures: true, ListOfTables: true}, ledger.Job{Format: "pdf", Numbered: true, PageRefs: true, Counted: true}},
		"pdf in columns":      {&pdf.Writer{Columns: 2, TOC: -1}, ledger.Job{Format: "pdf"}},
		"dita without tasks":  {&dita.Writer{Tasks: dita.TasksOff, Version: "1.3", Map: dita.MapPlain}, ledger.Job{Format: "dita"}},
	} {
		t.Run(name, func(t *testing.T) {
			out := testkit.Write(t, c.w, b)
			c.j.Book, c.j.Read = b, out.Read
			if c.j.One {
				c.j.Read = func(string) ([]byte, error) {
					return out.Read("all." + map[string]string{"html": "html", "text": "txt"}[c.j.Format])
				}
			}
			s, err := ledger.Check(t.Context(), c.j, func(d tree.Diag) { t.Error(d) })
			if err != nil || !s.Balanced() {
				t.Error(s, err)
			}
		})
	}
}

// BenchmarkCheck reads the outputs of a page of 2 MB back.
func BenchmarkCheck(b *testing.B) {
	book := page(b, strings.Repeat("Some *words* of a `page` with [a link](https://example.com) and more.\n\n- item\n- other\n\n", 20000))
	for format, w := range formats() {
		out := testkit.Write(b, w, book)
		b.Run(format, func(b *testing.B) {
			b.SetBytes(int64(len(book.Pages[0].Sources[0].Text)))
			b.ReportAllocs()
			for b.Loop() {
				if _, err := ledger.Check(b.Context(), ledger.Job{Format: format, Book: book, Read: out.Read}, func(d tree.Diag) { b.Error(d) }); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
