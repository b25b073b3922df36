package markdown

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"platen/convert/tree"
)

// sameParts are parts of one page as each dialect writes them; "" is how those write it that have no form of their own.
// A dialect with "-" has no such thing.
var sameParts = []struct {
	name string
	src  map[string]string
}{
	{"Words", map[string]string{
		"": "*One* **two** `three` ~~four~~ [five](https://example.com \"title\") ![six](six.png)  \nseven\n\n> A quote\n",
	}},
	{"Note", map[string]string{
		"":           "> [!NOTE]\n> Words *of* the note.\n",
		"aws":        "**Note**  \nWords *of* the note.\n",
		"mkdocs":     "!!! note\n    Words *of* the note.\n",
		"mdbook":     "> **Note:** Words *of* the note.\n",
		"docusaurus": ":::note\n\nWords *of* the note.\n\n:::\n",
		"vitepress":  "::: note\nWords *of* the note.\n:::\n",
		"pandoc":     "::: {.note}\nWords *of* the note.\n:::\n",
	}},
	{"Note with a title", map[string]string{
		"":           "-",
		"mkdocs":     "!!! tip \"A *title*\"\n\n    First.\n\n    - Item\n",
		"docusaurus": ":::tip[A *title*]\nFirst.\n\n- Item\n:::\n",
		"vitepress":  "::: tip A *title*\nFirst.\n\n- Item\n:::\n",
		"pandoc":     "::: {.tip}\n::: {.title}\nA *title*\n:::\n\nFirst.\n\n- Item\n:::\n",
	}},
	{"Tabs", map[string]string{
		"":           "-",
		"aws":        "------\n#### [ One ]\n\nFirst.\n\n------\n#### [ Two ]\n\nSecond.\n\n------\n",
		"mkdocs":     "=== \"One\"\n\n    First.\n\n=== \"Two\"\n\n    Second.\n",
		"docusaurus": "<Tabs>\n<TabItem value=\"a\" label=\"One\">\n\nFirst.\n\n</TabItem>\n  <TabItem value=\"b\" label=\"Two\">\n    Second.\n  </TabItem>\n</Tabs>\n",
	}},
	{"Code", map[string]string{
		"": "```go\nx := 1\n```\n",
	}},
	{"Code with a title", map[string]string{
		"":           "-",
		"mkdocs":     "```go title=\"a.go\" hl_lines=\"1 3-4\" linenums=\"1\"\na\nb\nc\nd\n```\n",
		"docusaurus": "```go title=\"a.go\" {1,3-4} showLineNumbers\na\nb\nc\nd\n```\n",
		"vitepress":  "```go:line-numbers {1,3-4} [a.go]\na\nb\nc\nd\n```\n",
	}},
	{"Table", map[string]string{
		"": "| A | B |\n|:--|--:|\n| 1 | `2` |\n",
	}},
	{"Lists", map[string]string{
		"":       "1. One\n2. Two\n\n    - Deep\n    - Deeper\n\n- [x] Done\n- [ ] To do\n",
		"mkdocs": "1. One\n2. Two\n\n    - Deep\n    - Deeper\n\n- [x] Done\n- [ ] To do\n",
	}},
	{"Footnote", map[string]string{
		"":       "Words[^1].\n\n[^1]: The *note*.\n",
		"pandoc": "Words^[The *note*.].\n",
	}},
	{"Definitions", map[string]string{
		"":           "-",
		"auto":       "Term\n:   Meaning *of* it\n",
		"mkdocs":     "Term\n:   Meaning *of* it\n",
		"mdbook":     "Term\n: Meaning *of* it\n",
		"pandoc":     "Term\n:   Meaning *of* it\n",
		"docusaurus": "<dl>\n<dt>Term</dt>\n<dd>Meaning *of* it</dd>\n</dl>\n",
	}},
	{"Details", map[string]string{
		"":           "<details>\n<summary>More</summary>\n\nWords.\n\n</details>\n",
		"docusaurus": "<details>\n  <summary>More</summary>\n\n  Words.\n\n</details>\n",
		"vitepress":  "::: details More\nWords.\n:::\n",
	}},
	{"Figure", map[string]string{
		"":       "![Alt](a.png \"Caption\")\n",
		"gfm":    "<figure>\n\n![Alt](a.png)\n\n<figcaption>Caption</figcaption>\n</figure>\n",
		"pandoc": "![Alt](a.png \"Caption\")\n",
	}},
	{"Formula", map[string]string{
		"":                   "```math\nx^2\n```\n",
		"pandoc":             "$$\nx^2\n$$\n",
		"gfm+math_dollars":   "$$ x^2 $$\n",
		"gfm+math_backslash": "\\[\nx^2\n\\]\n",
	}},
}

// sameIDs are ids that authors wrote; the others are made from headings, by rules that differ.
var sameIDs = regexp.MustCompile(` [#~][^ ]+`)

// termID is the id that mdBook gives to a term.
var termID = regexp.MustCompile(`term anchor\(#[^)]*\) `)

// TestSameTree reads one page as each dialect writes it: the trees are the same but for generated ids.
func TestSameTree(t *testing.T) {
	names := []string{"aws", "auto", "gfm", "mkdocs", "mdbook", "docusaurus", "vitepress", "pandoc", "gfm+math_dollars", "gfm+math_backslash"}
	want := map[string]string{} // by part
	from := map[string]string{}
	for _, name := range names {
		var page strings.Builder
		heading := "# Title {#own}\n\n"
		if name == "aws" || strings.HasPrefix(name, "gfm") {
			heading = "# <a name=\"own\"></a>Title\n\n"
		}
		page.WriteString(heading)
		for _, p := range sameParts {
			base, _, _ := strings.Cut(name, "+")
			src := p.src[""]
			for _, n := range [...]string{base, name} {
				if s, ok := p.src[n]; ok {
					src = s
				}
			}
			if src != "-" {
				fmt.Fprintf(&page, "## %s\n\n%s\n", p.name, src)
			}
		}
		for part, dump := range dumpParts(t, name, page.String()) {
			dump = termID.ReplaceAllString(dump, "term ")
			if from[part] == "" {
				want[part], from[part] = dump, name
				continue
			}
			if d := cmp.Diff(want[part], dump); d != "" {
				t.Errorf("%s: %s differs from %s (-%s +%s)\n%s", part, name, from[part], from[part], name, d)
			}
		}
	}
	for _, p := range sameParts {
		if want[p.name] == "" {
			t.Errorf("no dialect has %s", p.name)
		}
	}
}

// dumpParts dumps a page and returns the lines below each of its headings of level 2, and "Notes".
func dumpParts(t *testing.T, dialect, src string) map[string]string {
	t.Helper()
	d, err := ParseDialect(dialect)
	if err != nil {
		t.Fatal(err)
	}
	r := &Reader{Dialect: d}
	p, err := r.Read(t.Context(), "a.md", []byte(src), nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := tree.Validate(p); err != nil {
		t.Errorf("%s: %v", dialect, err)
	}
	var b bytes.Buffer
	if err := tree.Dump(&b, p); err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	part := "Title"
	lines := strings.Split(b.String(), "\n")
	for i := 0; i < len(lines); i++ {
		l := lines[i]
		switch {
		case strings.HasPrefix(l, "heading 2"):
			i++
			part = strings.Trim(lines[i], ` "`)
			continue
		case strings.HasPrefix(l, "footnote"):
			part = "Notes"
			l = "footnote"
		case strings.HasPrefix(l, "heading"):
			own := strings.Contains(l+" ", " #own ")
			l = sameIDs.ReplaceAllString(l, "")
			if own {
				l += " #own"
			}
		case strings.HasPrefix(strings.TrimSpace(l), "tab #"):
			l = sameIDs.ReplaceAllString(l, "")
		}
		out[part] += l + "\n"
	}
	return out
}
