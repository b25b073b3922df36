package convert

import (
	"strings"
	"testing"
)

func TestProcedures(t *testing.T) {
	cases := []struct{ name, text, want string }{
		{"title and list", "**To create a volume**\n\n1. One\n", `procedure
  title "To create a volume"
  ordered 1 tight
    item
      paragraph tight
        "One"
`},
		{"anchors and a colon", "<a name=\"x\"></a>**How to do <a name=\"y\"></a>it**:\n\n1. One\n", `procedure #x ~y
  title "How to do " "it" ":"
  ordered 1 tight
    item
      paragraph tight
        "One"
`},
		{"text between", "**To do it**\n\nFirst read this.\n\n1. One\n", `procedure
  title "To do it"
  intro
    paragraph
      "First read this."
  ordered 1 tight
    item
      paragraph tight
        "One"
`},
		{"in a list item", "- Outer\n\n  **To do it**\n\n  1. One\n", `list
  item
    paragraph
      "Outer"
    procedure
      title "To do it"
      ordered 1 tight
        item
          paragraph tight
            "One"
`},
		{"in a quote", "> **To do it**\n>\n> 1. One\n", `quote
  procedure
    title "To do it"
    ordered 1 tight
      item
        paragraph tight
          "One"
`},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			b, _ := guide(t, map[string]string{"a.md": "# A\n\n" + c.text})
			equal(t, "tree", dump(b.Pages[0]), "heading 1 #a\n  \"A\"\n"+c.want)
		})
	}
	for name, text := range map[string]string{
		"bullets":         "**To do it**\n\n- One\n",
		"not bold":        "To do it\n\n1. One\n",
		"words after":     "**To do it** now\n\n1. One\n",
		"words before":    "Now **To do it**\n\n1. One\n",
		"no to":           "**Doing it**\n\n1. One\n",
		"heading between": "**To do it**\n\n## H\n\n1. One\n",
		"three between":   "**To do it**\n\na\n\nb\n\nc\n\n1. One\n",
		"list goes on":    "**To do it**\n\n4. Four\n",
		"no list":         "**To do it**\n\nText.\n",
	} {
		t.Run(name, func(t *testing.T) {
			b, _ := guide(t, map[string]string{"a.md": "# A\n\n" + text})
			if s := dump(b.Pages[0]); strings.Contains(s, "procedure") {
				t.Error(s)
			}
		})
	}
}

func TestTwoTitlesInARow(t *testing.T) {
	b, _ := guide(t, map[string]string{"a.md": "# A\n\n**To do a**\n\n**To do b**\n\n1. One\n"})
	equal(t, "tree", dump(b.Pages[0]), `heading 1 #a
  "A"
paragraph
  strong{"To do a"}
procedure
  title "To do b"
  ordered 1 tight
    item
      paragraph tight
        "One"
`)
}

func TestTitleProcedure(t *testing.T) {
	b, _ := guide(t, map[string]string{"a.md": "# To create a volume\n\n1. One\n", "b.md": "# To create a volume\n\nText.\n\n1. One\n", "c.md": "# Volumes\n\n1. One\n",
		"index.md": "# I\n\n## Contents\n\n- [How to do d](d.md)\n", "d.md": "1. One\n"})
	for path, want := range map[string]bool{"a.md": true, "b.md": false, "c.md": false, "d.md": true} {
		if got := strings.Contains(dump(find(t, b, path)), "\nprocedure\n"); got != want {
			t.Errorf("%s: procedure %v", path, got)
		}
	}
}
