package site

import (
	"math/rand/v2"
	"path"
	"strings"
	"testing"
)

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

func TestPatternForms(t *testing.T) {
	for _, tt := range []struct {
		lines, file string
		want        bool
	}{
		{"*.py", "a/b.py", true},
		{"/drafts/", "drafts/a.md", true},
		{"/drafts/", "drafts", false},
		{"drafts/", "a/drafts/b/c.md", true},
		{"a/*.md", "a/b.md", true},
		{"a/*.md", "a/b/c.md", false},
		{"**/old/", "x/y/old/z.md", true},
		{"a/**", "a", true},
		{"a/**/b", "a/b", true},
		{"a/**/**/b", "a/x/y/b", true},
		{"**/a/**/b/**/c", "x/a/y/a/b/z/c", true},
		{"**/a/**/b/**/c", "x/b/y/a/z/c", false},
		{"*.md\n!keep.md", "a/keep.md", false},
		{"# note\n\n*.md", "a.md", true},
		{"[", "[", false},
	} {
		if got := parsePatterns(tt.lines).match(tt.file); got != tt.want {
			t.Errorf("%q, %s: %v", tt.lines, tt.file, got)
		}
	}
}

// TestPatternsByAll compares with the definition: a "**" is any number of elements.
func TestPatternsByAll(t *testing.T) {
	var matches func(pat, parts []string) bool
	matches = func(pat, parts []string) bool {
		if len(pat) == 0 || len(parts) == 0 && pat[0] != "**" {
			return len(pat) == len(parts)
		}
		if pat[0] == "**" {
			return matches(pat[1:], parts) || len(parts) > 0 && matches(pat, parts[1:])
		}
		ok, err := path.Match(pat[0], parts[0])
		return ok && err == nil && matches(pat[1:], parts[1:])
	}
	some := func(r *rand.Rand, of string, n int) []string {
		out := make([]string, 1+r.IntN(n))
		for i := range out {
			out[i] = strings.Fields(of)[r.IntN(len(strings.Fields(of)))]
		}
		return out
	}
	r := rand.New(rand.NewPCG(1, 2))
	for range 20_000 {
		pat, parts := some(r, "** ** a b * [ab]", 6), some(r, "a b c", 6)
		want := false
		for n := 1; n <= len(parts); n++ {
			want = want || matches(pat, parts[:n])
		}
		if got := parsePatterns("/" + strings.Join(pat, "/")).match(strings.Join(parts, "/")); got != want {
			t.Fatalf("%v, %v: %v", pat, parts, got)
		}
	}
}

// TestPatternsEnd matches patterns that a search by trying all lengths of each "**" would never be through with.
func TestPatternsEnd(t *testing.T) {
	deep := strings.Repeat("a/", 1000) + "c"
	for _, line := range []string{strings.Repeat("**/a/", 300) + "b", strings.Repeat("**/", 300) + "b", strings.Repeat("**/*/", 300) + "b", "**/" + strings.Repeat("*a", 300) + "b"} {
		for _, file := range []string{deep, strings.Repeat("a", 3000)} {
			if parsePatterns(line).match(file) {
				t.Errorf("%.20s matches", line)
			}
		}
	}
}
