package site

import "testing"

func TestPatterns(t *testing.T) {
	ps := parsePatterns("# comment\n*.py\n/drafts/\nold/*.md\n**/tmp/\n!drafts/keep.md\n")
	for p, want := range map[string]bool{
		"a.py": true, "x/a.py": true, "drafts/a.md": true, "x/drafts/a.md": false, "old/a.md": true, "old/x/a.md": false,
		"a/tmp/b.md": true, "tmp": false, "drafts/keep.md": false, "a.md": false,
	} {
		if got := ps.match(p); got != want {
			t.Errorf("%s: %v", p, got)
		}
	}
}
