package markdown

import (
	"bytes"
	"context"
	"errors"
	"runtime"
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

// TestNodes holds the limit of nodes from both sides, in each form that makes many of few bytes.
func TestNodes(t *testing.T) {
	for _, tt := range []struct {
		unit  string
		nodes int // of one unit in a page that is long enough to have its marks counted
	}{
		{"a\n\n", 2},
		{"# a\n", 5},
		{"***\n\n", 3},
		{"- a\n", 4},
		{"> - a\n\n", 6},
		{"*a* `b` [c](d)\n\n", 7},
		{"<b>a</b>\n\n", 4},
		{"a@b.cd x\n\n", 3},
		{"[a]: b\n", 4},
	} {
		for _, over := range []int{0, 1} {
			const n = 30
			r := &Reader{Limits: Limits{Nodes: n*tt.nodes - over, Definitions: 100}}
			_, err := r.Read(context.Background(), "a.md", []byte(strings.Repeat(tt.unit, n)), nil)
			var limit *LimitError
			if errors.As(err, &limit); (over > 0) != (limit != nil && limit.Limit == "limit-nodes") {
				t.Errorf("%d of %q, %d nodes over the limit: %v", n, tt.unit, over, err)
			}
		}
	}
	src := []byte("```\n" + strings.Repeat("a\n", 100) + "```\n")
	if _, err := (&Reader{Limits: Limits{Nodes: 105}}).Read(context.Background(), "a.md", src, nil); err != nil {
		t.Errorf("100 lines of code: %v", err)
	}
}

// TestNodesAreCountedFirst reads pages of eight megabytes whose tree would need a hundred times as much: they are
// refused before anything is built of them.
func TestNodesAreCountedFirst(t *testing.T) {
	for _, unit := range []string{"a\n\n", "- a\n", "# a\n", "*a*\n\n", "<b>a\n\n", "***\n"} {
		src := bytes.Repeat([]byte(unit), 8<<20/len(unit))
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		_, err := (&Reader{}).Read(context.Background(), "a.md", src, nil)
		runtime.ReadMemStats(&after)
		var limit *LimitError
		if !errors.As(err, &limit) || limit.Limit != "limit-nodes" {
			t.Errorf("%q: %v", unit, err)
		}
		if n := after.TotalAlloc - before.TotalAlloc; n > 2<<20 {
			t.Errorf("%q: %d bytes are allocated", unit, n)
		}
	}
}

// TestWorkIsCounted reads a page of which --limit-seconds allows the half: the same page is refused on every machine,
// and at the same line.
func TestWorkIsCounted(t *testing.T) {
	src := []byte(strings.Repeat("a\n\n", 300_000)) // 1.2 seconds of work
	for seconds, ok := range map[int]bool{1: false, 2: true} {
		_, err := (&Reader{Limits: Limits{Seconds: seconds}}).Read(context.Background(), "a.md", src, nil)
		var limit *LimitError
		if errors.As(err, &limit); ok != (err == nil) || !ok && (limit == nil || limit.Limit != "limit-seconds") {
			t.Errorf("%d seconds: %v", seconds, err)
		}
	}
	// A paragraph that goldmark may look through once for each of its marks.
	src = []byte(strings.Repeat(strings.Repeat("< "+strings.Repeat("x", 50), 4000)+"\n\n", 3))
	for seconds, ok := range map[int]bool{2: false, 4: true} {
		_, err := (&Reader{Limits: Limits{Seconds: seconds}}).Read(context.Background(), "a.md", src, nil)
		if ok != (err == nil) {
			t.Errorf("%d seconds: %v", seconds, err)
		}
	}
}
