package convert

import (
	"testing"

	"platen/convert/tree"
)

// TestFindings: what is beyond the bound is counted, also when it was counted once before.
func TestFindings(t *testing.T) {
	var inner, outer Findings
	for range 3 * MaxFindings {
		inner.Add(tree.Diag{Path: "a.md", Code: tree.DeadLink})
	}
	inner.Add(tree.Diag{Path: "a.md", Code: tree.NoAlt})
	inner.Add(tree.Diag{Path: "b.md", Code: tree.DeadLink})
	for _, d := range inner.All() {
		outer.Add(d)
	}
	got := map[string]int{}
	for _, d := range outer.All() {
		got[d.Path+" "+string(d.Code)] += max(d.Count, 1)
	}
	equal(t, "counts", got, map[string]int{"a.md dead-link": 3 * MaxFindings, "a.md no-alt": 1, "b.md dead-link": 1})
	last := outer.All()[MaxFindings]
	equal(t, "the rest", last.Msg, "2,000 more findings of this kind in the page")
}
