package markdown

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"strconv"
	"strings"
	"testing"
)

// TestBounds holds from both sides how much of a form is read as such: with n of something the tree or the findings have
// sign (behind "!": they lack it; "%" is the number of the last line marked), with one more they have not.
func TestBounds(t *testing.T) {
	a := func(n int) string { return strings.Repeat("a", n) }
	for _, tt := range []struct {
		name, dialect string
		n             int
		src           func(n int) string
		sign          string
	}{
		{"front matter", "gfm", 64 << 10, func(n int) string { return "---\ntitle: x\n#" + a(n-11) + "\n---\n\nz\n" }, "!more than 65536 bytes"},
		{"columns of a csv-table", "myst", 1000, func(n int) string {
			return "```{csv-table}\n" + strings.Repeat("x,", n-1) + "x\n```\n"
		}, strings.Repeat(" default", 1000) + "\n"},
		{"a name of an icon", "mkdocs", 98, func(n int) string { return ":material-" + a(n-9) + ": z\n" }, "icon"},
		{"keys", "mkdocs", 198, func(n int) string { return "++\"" + a(n-4) + "\"++ z\n" }, "kbd"},
		{"notes in notes", "mkdocs", 24, func(n int) string {
			var b strings.Builder
			for i := range n {
				b.WriteString(strings.Repeat("    ", i) + "!!! note\n\n")
			}
			return b.String() + strings.Repeat("    ", n) + "x\n"
		}, "!!!! note"},
		{"a link of a wiki", "gfm+wiki_links", 1998, func(n int) string { return "[[" + a(n) + "]]\n" }, "link("},
		{"a subscript", "pandoc", 98, func(n int) string { return "H~" + a(n) + "~ z\n" }, "sub{"},
		{"an abbreviation", "mkdocs", 64, func(n int) string { return a(n) + " z\n\n*[" + a(n) + "]: words\n" }, "title="},
		{"ranges of highlighted lines", "mkdocs", 1000, func(n int) string {
			var b strings.Builder
			for i := range n {
				fmt.Fprintf(&b, "%d ", 2*i+1)
			}
			return "``` { .go hl_lines=\"" + strings.TrimSpace(b.String()) + "\" }\n" + strings.Repeat("x\n", 2*n) + "```\n"
		}, ",%-%\n"},
		{"contents lists", "mkdocs", 3, func(n int) string { return strings.Repeat("[TOC]\n\n", n) + "# a\n" }, "!\"[TOC]\""},
		{"an inline note", "pandoc", 3999, func(n int) string { return "x^[" + a(n-2) + "\nb] z\n" }, "note("},
		{"emphasis in emphasis", "gfm", 63, func(n int) string {
			var in, out string
			for i := range n {
				mark := "*_"[i%2 : i%2+1]
				in, out = in+mark+"a ", " b"+mark+out
			}
			return in + "x" + out + "\n"
		}, strings.Repeat(`emph{"a " `, 62) + `emph{"a x b"`},
	} {
		d, err := ParseDialect(tt.dialect)
		if err != nil {
			t.Error(tt.name, err)
			continue
		}
		has := func(n int) bool {
			nodes, diags := dump(t, &Reader{Dialect: d, Limits: Limits{Depth: 500, Columns: 2000}}, tt.src(n))
			sign, without := strings.CutPrefix(strings.ReplaceAll(tt.sign, "%", strconv.Itoa(2*n-1)), "!")
			return strings.Contains(nodes+diags, sign) != without
		}
		if !has(tt.n) || has(tt.n+1) {
			t.Errorf("%s: %d is read: %v, %d: %v", tt.name, tt.n, has(tt.n), tt.n+1, has(tt.n+1))
		}
	}
}

// including is a reader of a dialect that includes files.
func including(t *testing.T, dialect string, l Limits, files map[string]string) *Reader {
	t.Helper()
	d, err := ParseDialect(dialect)
	if err != nil {
		t.Fatal(err)
	}
	return &Reader{Dialect: d, Limits: l, Include: func(path string) ([]byte, error) {
		if s, ok := files[path]; ok {
			return []byte(s), nil
		}
		return nil, fs.ErrNotExist
	}}
}

// passed returns the limit that a page passes, "" for none.
func passed(r *Reader, src string) string {
	_, err := r.Read(context.Background(), "a.md", []byte(src), nil)
	var l *LimitError
	if errors.As(err, &l) {
		return l.Limit
	}
	return ""
}

// TestIncludesAreBounded holds from both sides how often, how deep and how much a page includes.
func TestIncludesAreBounded(t *testing.T) {
	// Each one counts 4,096 bytes and its own ten, the first one its own twice, as it is read: four pages of 32 KiB.
	r := including(t, "mdbook", Limits{PageBytes: 32 << 10}, map[string]string{"x.md": "0123456789"})
	for n, want := range map[int]string{30: "", 31: "limit-page-bytes"} {
		if got := passed(r, strings.Repeat("{{#include x.md}}\n", n)); got != want {
			t.Errorf("%d files: got %q, want %q", n, got, want)
		}
	}
	r = including(t, "mdbook", Limits{PageBytes: 32 << 10}, map[string]string{"x.md": strings.Repeat("a", 8<<10)})
	for n, want := range map[int]string{3: "", 4: "limit-page-bytes"} {
		if got := passed(r, strings.Repeat("{{#include x.md}}\n", n)); got != want {
			t.Errorf("%d files of 8 KiB: got %q, want %q", n, got, want)
		}
	}
	_, err := r.Read(context.Background(), "a.md", []byte(strings.Repeat("{{#include x.md}}\n", 4)), nil)
	if err == nil || !strings.Contains(err.Error(), "grows by what it includes") { // while it is put together, and not once it is
		t.Errorf("got %v", err)
	}
	chain := map[string]string{}
	for i := range 12 {
		chain[fmt.Sprintf("%d.md", i)] = fmt.Sprintf("[%d]\n\n{{#include %d.md}}\n", i, i+1)
	}
	nodes, diags := dump(t, including(t, "mdbook", Limits{}, chain), "{{#include 0.md}}\n")
	if !strings.Contains(nodes, "[9]") || strings.Contains(nodes, "[10]") || !strings.Contains(diags, "includes itself or too many others") {
		t.Errorf("ten files in one another are read, and no more: %s%s", nodes, diags)
	}
}

// TestMarkdownInHTMLIsBounded reads elements in elements, each parsed by itself: the work grows with the square of their
// number, up to a bound.
func TestMarkdownInHTMLIsBounded(t *testing.T) {
	d, err := ParseDialect("gfm+markdown_in_html")
	if err != nil {
		t.Fatal(err)
	}
	r := &Reader{Dialect: d, Limits: Limits{Depth: 1000}}
	for n, want := range map[int]string{70: "", 75: "limit-depth"} {
		if got := passed(r, strings.Repeat("<div markdown=\"1\">", n)+"x"+strings.Repeat("</div>", n)+"\n"); got != want {
			t.Errorf("%d elements: got %q, want %q", n, got, want)
		}
	}
}

// TestHTMLIsBounded holds the limits of HTML in pages from both sides, and those of what grows by being used often.
func TestHTMLIsBounded(t *testing.T) {
	d, err := ParseDialect("mkdocs")
	if err != nil {
		t.Fatal(err)
	}
	cell := "<td>x</td>"
	for _, tt := range []struct {
		name, limit string
		limits      Limits
		src         func(over int) string
	}{
		{"elements", "limit-depth", Limits{Depth: 8}, func(o int) string { return strings.Repeat("<div>\n", 7+o) + "x\n" }},
		{"columns that a cell spans", "limit-columns", Limits{Columns: 8}, func(o int) string { return fmt.Sprintf("<table><tr><td colspan=%d>x</td></tr></table>\n", 8+o) }},
		{"columns of cells", "limit-columns", Limits{Columns: 8}, func(o int) string { return "<table><tr>" + strings.Repeat(cell, 8+o) + "</tr></table>\n" }},
		{"cells", "limit-cells", Limits{Cells: 12}, func(o int) string {
			return "<table>" + strings.Repeat("<tr>"+cell+cell+"</tr>\n", 6) + "</table>\n\n<p>" + strings.Repeat("<table><tr>"+cell+"</tr></table>", o) + "</p>\n"
		}},
		{"abbreviations", "limit-page-bytes", Limits{PageBytes: 1000}, func(o int) string {
			return "*[ab]: " + strings.Repeat("t", 100) + "\n\n" + strings.Repeat("ab ", 10+o) + "\n"
		}},
		{"definitions of links", "limit-page-bytes", Limits{PageBytes: 1000}, func(o int) string {
			return "[a]: /" + strings.Repeat("t", 99) + "\n\n" + strings.Repeat("[a] ", 10+o) + "\n"
		}},
	} {
		for over, want := range []string{"", tt.limit} {
			if got := passed(&Reader{Dialect: d, Limits: tt.limits}, tt.src(over)); got != want {
				t.Errorf("%s, %d over the limit: got %q, want %q", tt.name, over, got, want)
			}
		}
	}
}

// TestDefaultLimits holds the limits that the manual gives from both sides, where nothing else is said.
func TestDefaultLimits(t *testing.T) {
	for _, tt := range []struct {
		limit string
		n     int
		src   func(n int) string
	}{
		{"limit-depth", 32, func(n int) string { return strings.Repeat("> ", n) + "a\n" }},
		{"limit-depth-blanks", 100_000, func(n int) string { return "- a\n" + strings.Repeat("\n", n) }},
		{"limit-inline-bytes", 256 << 10, func(n int) string { return strings.Repeat("a", n) }},
		{"limit-delimiters", 5_000, func(n int) string { return strings.Repeat("[a", n) }},
		{"limit-columns", 256, func(n int) string { return strings.Repeat("|a", n) + "|\n" + strings.Repeat("|-", n) + "|\n" }},
		{"limit-definitions", 10_000, func(n int) string { return strings.Repeat("[a]: b\n", n) }},
		{"limit-page-bytes", 32 << 20, func(n int) string { return "<!--" + strings.Repeat("a", n-7) + "-->" }},
	} {
		for over := range 2 {
			got := passed(&Reader{}, tt.src(tt.n+over))
			if (got == tt.limit) != (over == 1) {
				t.Errorf("--%s, %d: got %q", tt.limit, tt.n+over, got)
			}
		}
	}
}
