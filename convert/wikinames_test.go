package convert

import (
	"strings"
	"testing"

	"platen/convert/tree"
)

// Names in double brackets are links where most of them are those of pages, the words first or last.
func TestWikiNamesAreLinks(t *testing.T) {
	for name, test := range map[string]struct{ text, want string }{
		"page first":     {"[[Big Kiln]] and [[sub/wood#Dry wood|the wood]], [[Gone]]", "auto+wiki_links"},
		"words first":    {"[[the kiln|Big-Kiln]], [[words|wood]] and [[wood]]", "auto+wiki_words"},
		"other names":    {"[[Big Kiln]], [[a]], [[b]], [[toc]]", ""},
		"in code":        {"`[[wood]]`\n\n```\n[[wood]]\n```", ""},
		"a shell's":      {"if [[ -f wood ]]; then", ""},
		"a link's words": {"[[1]](sub/wood.md)", ""},
	} {
		got := ""
		_, err := Load(t.Context(), Source{FS: files(map[string]string{
			"a.md": "# A\n\n" + test.text + "\n", "Big Kiln.md": "# K\n", "sub/wood.md": "# W\n\n## Dry wood\n"}), Name: "g"}, Options{}, func(d tree.Diag) {
			switch {
			case d.Code == tree.DialectChosen && strings.Contains(d.Msg, "[[…]]"):
				got, _, _ = strings.Cut(strings.TrimPrefix(d.Msg, "dialect "), ",")
			case d.Code == tree.DeadLink && !strings.Contains(d.Msg, "Gone"):
				t.Errorf("%s: %s", name, d)
			}
		})
		if err != nil {
			t.Fatal(err)
		}
		equal(t, name, got, test.want)
	}
}
