package build

import "testing"

// TestSlugs has headings of kinds that tools differ in, with the id that each tool makes.
func TestSlugs(t *testing.T) {
	tests := []struct{ rule, title, want string }{
		{"github", "Where's the log?", "wheres-the-log"},
		{"github", "m² – area", "m--area"},
		{"github", "Ⅳ part", "-part"},
		{"docusaurus", "Ⅳ part", "ⅳ-part"},
		{"docusaurus", "⅓ full", "-full"},
		{"vitepress", "Where's the log?", "where-s-the-log"},
		{"vitepress", "2. Über snake_case/paths", "_2-uber-snake-case-paths"},
		{"vitepress", "--", ""},
		{"mdbook", "हिन्दी", "हिनदी"},
		{"mdbook", "a – b", "a--b"},
		{"mkdocs", "🎈 Über Größe", "uber-groe"},
		{"mkdocs", "⅓ full -", "13-full-"},
		{"mkdocs", "世界", ""},
		{"mkdocs-unicode", "Привет - мир", "привет-мир"},
		{"pymdownx", "A  &  B", "a--b"},
		{"pymdownx-cased", "The API", "The-API"},
		{"myst", "Größe: 5 €", "größe-5-"},
		{"pandoc", "3. v2.0 -- now", "v2.0-now"},
		{"pandoc", "2024", ""},
		{"pandoc", `a/b\c and \emph`, "ab-and"},
		{"hugo", "C++ & Go", "c--go"},
	}
	for _, test := range tests {
		s := SlugNamed(test.rule, "")
		if got := s.Of(test.title); got != test.want {
			t.Errorf("%s, %q: id %q, want %q", test.rule, test.title, got, test.want)
		}
	}
	under := SlugNamed("mkdocs", "_")
	if got := under.Of("Two  words-here"); got != "two_words-here" {
		t.Errorf("mkdocs with the separator _: %q", got)
	}
	if got := under.numbered("same_1", 1); got != "same_2" {
		t.Errorf("an id with a number counts on: %q", got)
	}
}
