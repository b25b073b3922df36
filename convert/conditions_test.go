package convert

import (
	"strings"
	"testing"
	"testing/fstest"

	"platen/convert/tree"
)

// TestConditions chooses among text for some readers.
func TestConditions(t *testing.T) {
	const page = "# P\n\n<div audience=\"admin\">\n\nFor admins.[^1]\n\n</div>\n\n<p data-audience=\"novice expert\">For both.</p>\n\n" +
		"Run <span platform=\"linux\">`ls`</span><span platform=\"windows\">`dir`</span>.\n\n<h2 audience=\"admin\">Secrets</h2>\n\nSecret words.\n\n<h2>Rest</h2>\n\nThe rest.\n\n[^1]: A note.\n"
	for _, c := range []struct {
		name      string
		c         Conditions
		has, not  string
		codes     string
		footnotes int
	}{
		{"nothing chosen", Conditions{}, "For admins. For both. ls dir Secret", "", "conditions-open", 1},
		{"outputs keep them", Conditions{Keep: true}, "For admins. ls dir", "", "", 1},
		{"include", Conditions{Include: []tree.Condition{{Name: "audience", Values: []string{"novice"}}, {Name: "platform", Values: []string{"linux"}}}}, "For both. ls rest.", "admins dir Secret note", "left-out", 0},
		{"exclude one of two", Conditions{Exclude: []tree.Condition{{Name: "audience", Values: []string{"novice"}}}}, "For both. admins", "", "conditions-open", 1},
		{"exclude both", Conditions{Exclude: []tree.Condition{{Name: "audience", Values: []string{"novice", "expert"}}}}, "admins", "For both.", "conditions-open left-out", 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			src := Source{FS: fstest.MapFS{"p.md": {Data: []byte(page)}}, Name: "p", Pages: []string{"p.md"}}
			codes := map[string]bool{}
			b, err := Load(t.Context(), src, Options{Conditions: c.c}, func(d tree.Diag) { codes[string(d.Code)] = true })
			if err != nil {
				t.Fatal(err)
			}
			p := b.Pages[0]
			if err := tree.Validate(p); err != nil {
				t.Error(err)
			}
			var words strings.Builder
			tree.InspectPage(p, func(n tree.Node) bool {
				switch n := n.(type) {
				case *tree.Text:
					words.WriteString(n.S + " ")
				case *tree.Code:
					words.WriteString(n.S + " ")
				}
				return true
			})
			for _, w := range strings.Fields(c.has) {
				if !strings.Contains(words.String(), w) {
					t.Errorf("no %q in %s", w, words.String())
				}
			}
			for _, w := range strings.Fields(c.not) {
				if strings.Contains(strings.ReplaceAll(words.String(), "For both. ", "For_both. "), w) && w != "For" {
					t.Errorf("%q in %s", w, words.String())
				}
			}
			for _, code := range strings.Fields(c.codes) {
				if !codes[code] {
					t.Errorf("no %s", code)
				}
			}
			if len(p.Notes) != c.footnotes {
				t.Errorf("%d footnotes, want %d", len(p.Notes), c.footnotes)
			}
		})
	}
}
