package markdown

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestSeen(t *testing.T) {
	for _, tt := range []struct {
		name, src string
		want      []string
	}{
		{"nothing", "# T\n\nWords: $0.06, {x}, ::: words, === and !!!\n\n!!! wow\n\nno body\n", nil},
		{"note", "# T\n\n!!! note \"Title\"\n\n    Body\n", []string{"admonitions"}},
		{"folded note", "??? tip\n\tBody\n", []string{"admonitions"}},
		{"in code", "```\n!!! note\n    Body\n```\n\n~~~~\n:::note\n:::\n~~~\n=== \"A\"\n    x\n~~~~\n", nil},
		{"tabs", "=== \"A\"\n\n    x\n", []string{"content_tabs"}},
		{"heading and quotes", "Title\n=== \"x\"\nwords\n", nil},
		{"div", "::: {.note}\nx\n:::\n", []string{"fenced_divs"}},
		{"note div", ":::note\r\nx\r\n:::\r\n", []string{"fenced_divs"}},
		{"open div", ":::note\nx\n", nil},
		{"other word", "::: whatever\nx\n:::\n", nil},
		{"include", "{{#include a.rs}}\n", []string{"includes"}},
		{"include in words", "Write `{{#include a.rs}}`.\n", nil},
		{"snippet", "--8<-- \"a.md\"\n", []string{"snippets"}},
		{"rule", "--8<--\n", nil},
		{"component", "import A from '@site/a';\n\n# T\n\n<A>\n\nx\n\n</A>\n", []string{"jsx"}},
		{"import alone", "import A from 'a';\n", nil},
		{"shortcode", "{{< note >}}\nx\n{{< /note >}}\n", []string{"shortcodes"}},
		{"tag", "{% note %}\nx\n{% endnote %}\n", []string{"liquid"}},
		{"tag in words", "{% note %} starts a note.\n", nil},
		{"kramdown", "x\n{: .note }\n", []string{"attribute_lists", "class_notes"}},
		{"image", "x\n![a](b.png){width=50%}\n", []string{"attribute_lists"}},
		{"image in code", "`![a](b.png){width=50%}`\n", nil},
		{"bold words with blanks", "Take a **Home kiln **\\. Or not.\n", []string{"spaced_bold"}},
		{"a parameter", " ** [Heat](#heat) **   <a name=\"heat\"></a>\nHow hot.\n", []string{"spaced_bold"}},
		{"powers", "2 ** 3 and **bold**.\n", nil},
		{"abbreviation", "*[HTML]: HyperText\n", []string{"abbreviations"}},
		{"formula", "$$\nx^2\n$$\n", []string{"math_dollars"}},
		{"dollars", "$$\n\nlots of money = fun\n\n$$\n", nil},
		{"caption", "| a |\n|---|\n| b |\n: Caption\n", []string{"table_captions"}},
		{"two", ":::tip\nx\n:::\n\n=== \"A\"\n    x\n", []string{"content_tabs", "fenced_divs"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var got []string
			for _, e := range Seen([]byte(tt.src)) {
				got = append(got, e.Extension)
				if lines := strings.Split(tt.src, "\n"); e.Line < 1 || e.Line > len(lines) {
					t.Errorf("line %d", e.Line)
				}
			}
			if d := cmp.Diff(tt.want, got); d != "" {
				t.Error("(-want +got)\n" + d)
			}
		})
	}
}

// TestSeenExtensions makes sure that what Seen names can be switched on.
func TestSeenExtensions(t *testing.T) {
	for _, name := range []string{"admonitions", "content_tabs", "fenced_divs", "includes", "snippets", "jsx", "shortcodes", "liquid", "attribute_lists", "abbreviations", "math_dollars", "table_captions"} {
		if _, err := ParseDialect("auto+" + name); err != nil {
			t.Error(err)
		}
	}
}
