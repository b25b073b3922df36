package markdown

import (
	"context"
	"strings"
	"testing"

	"platen/convert/tree"
)

// TestUnclosed reads thousands of openers that nothing closes in the forms that reach over lines: twice the input
// allocates at most two and a half times as much.
func TestUnclosed(t *testing.T) {
	for _, tt := range []struct{ dialect, unit string }{
		{"docusaurus", ":::note\n\nx\n\n"},
		{"docusaurus", "<Tabs>\n\n"},
		{"docusaurus", "<Tabs a={\n\n"},
		{"docusaurus", "{/*\n\n"},
		{"docusaurus", "{a\n\n"},
		{"docusaurus", "export const a = {\n\n"},
		{"pandoc", "::: {.note}\n\n"},
		{"pandoc", "$a $b\n\n"},
		{"pandoc", "$$\na\n\n"},
		{"pandoc", "^[a [b\n\n"},
		{"pandoc", "[a]{.b [c]{\n\n"},
		{"pandoc", "a. x\n\n  i. y\n\n"},
		{"pandoc", "| a\n\n"},
		{"gfm+math_backslash", "\\(a \\[b\n\n"},
		{"auto+shortcodes+liquid", "{{< note >}}\n\n{% a %}\n\n"},
	} {
		t.Run(tt.dialect+" "+strings.TrimSpace(tt.unit), func(t *testing.T) {
			d, err := ParseDialect(tt.dialect)
			if err != nil {
				t.Fatal(err)
			}
			r := &Reader{Dialect: d}
			read := func(n int) func() {
				src := []byte(strings.Repeat(tt.unit, n))
				return func() {
					p, err := r.Read(context.Background(), "a.md", src, nil)
					if err != nil {
						t.Fatal(err)
					}
					if err := tree.Validate(p); err != nil {
						t.Fatal(err)
					}
				}
			}
			read(1)()
			one, two := testing.AllocsPerRun(1, read(500)), testing.AllocsPerRun(1, read(1000))
			if two > 2.5*one {
				t.Errorf("%.0f allocations, then %.0f", one, two)
			}
		})
	}
}
