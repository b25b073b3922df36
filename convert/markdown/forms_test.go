package markdown

import (
	"regexp"
	"testing"
)

// The same thing is written in another way in each dialect, and is the same node.
func TestSameForms(t *testing.T) {
	for _, tt := range []struct {
		name  string
		pages map[string]string // by dialect
	}{
		{"note", map[string]string{
			"gfm":                "> [!WARNING]\n> Some *words*.\n",
			"aws":                "**Warning**  \nSome *words*.\n",
			"mdbook":             "> **Warning:** Some *words*.\n",
			"mdbook+note_divs":   "<div class=\"warning\">\n\nSome *words*.\n\n</div>\n",
			"mkdocs":             "!!! warning\n    Some *words*.\n",
			"mkdocs+callouts":    "> [!warning]\n> Some *words*.\n",
			"mkdocs-admonitions": "/// warning\nSome *words*.\n///\n",
			"docusaurus":         ":::warning\n\nSome *words*.\n\n:::\n",
			"vitepress":          "::: warning\nSome *words*.\n:::\n",
			"pandoc":             "::: {.warning}\nSome *words*.\n:::\n",
		}},
		{"note with a title", map[string]string{
			"mkdocs":             "!!! tip \"A **title**\"\n    Words.\n",
			"mkdocs+callouts":    "> [!tip] A **title**\n> Words.\n",
			"mkdocs-admonitions": "/// tip | A **title**\nWords.\n///\n",
			"docusaurus":         ":::tip[A **title**]\n\nWords.\n\n:::\n",
			"vitepress":          "::: tip A **title**\nWords.\n:::\n",
		}},
		{"tabs", map[string]string{
			"aws":                 "------\n#### [ One ]\n\nFirst.\n\n------\n#### [ Two ]\n\n- second\n\n------\n",
			"mkdocs":              "=== \"One\"\n    First.\n\n=== \"Two\"\n    - second\n",
			"mkdocs-content_tabs": "/// tab | One\nFirst.\n///\n/// tab | Two\n- second\n///\n",
			"docusaurus":          "<Tabs>\n<TabItem value=\"a\" label=\"One\">\n\nFirst.\n\n</TabItem>\n<TabItem value=\"b\" label=\"Two\">\n\n- second\n\n</TabItem>\n</Tabs>\n",
		}},
		{"code", map[string]string{
			"mkdocs":                  "``` py title=\"a.py\" hl_lines=\"1 2\"\na\nb\n```\n",
			"mkdocs-four_space_lists": "``` { .py title=\"a.py\" hl_lines=\"1-2\" }\na\nb\n```\n",
			"docusaurus":              "```py title=\"a.py\" {1-2}\na\nb\n```\n",
			"vitepress":               "```py [a.py]{1-2}\na\nb\n```\n",
		}},
		{"words", map[string]string{
			"mkdocs": "H~2~O, 2^10^, ==marked==, ^^new^^, ~~old~~, ++ctrl++\n",
			"gfm":    "H<sub>2</sub>O, 2<sup>10</sup>, <mark>marked</mark>, <ins>new</ins>, <del>old</del>, <kbd>Ctrl</kbd>\n",
		}},
		{"definitions", map[string]string{
			"mkdocs":       "Term\n:   The *definition*.\n",
			"mdbook":       "Term\n: The *definition*.\n",
			"gfm":          "<dl><dt>Term</dt><dd>The <em>definition</em>.</dd></dl>\n",
			"mkdocs-emoji": "/// define\nTerm\n\n- The *definition*.\n///\n",
		}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			first, want := "", ""
			for name, src := range tt.pages {
				d, err := ParseDialect(name)
				if err != nil {
					t.Fatal(err)
				}
				got, diags := dump(t, &Reader{Dialect: d}, src)
				got = idInDump.ReplaceAllString(termID.ReplaceAllString(got, "term "), "")
				if diags != "" {
					t.Errorf("%s: %s", name, diags)
				}
				if first == "" {
					first, want = name, got
				} else if got != want {
					t.Errorf("%s:\n%s%s:\n%s", name, got, first, want)
				}
			}
		})
	}
}

// idInDump is an id in a dump.
var idInDump = regexp.MustCompile(` [#~][a-z0-9_-]+`)
