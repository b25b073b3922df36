package tree

import "testing"

func TestFormulaSource(t *testing.T) {
	f := &Formula{Number: "(3)", MathML: &MathNode{Name: "math"}}
	for tex, want := range map[string]string{
		`a = b`:                       `a = b (3)`,
		`a = b \tag{3}`:               `a = b (3)`,
		`a \label{eq:x} = b \tag*{3}`: `a = b (3)`,
		`\tag {\text{a}} x`:           ` x (3)`,
		`a \tag`:                      `a \tag (3)`,
		`a \tag{b`:                    `a \tag{b (3)`,
		`a \\label{b} \{`:             `a \\label{b} \{ (3)`,
		`a \\\label{b} c`:             `a \\ c (3)`,
		`\labels{x}`:                  `\labels{x} (3)`,
	} {
		if got := f.Source(tex); got != want {
			t.Errorf("%q: %q, not %q", tex, got, want)
		}
	}
	if got := (*Formula)(nil).Source(`\tag{1}`); got != `\tag{1}` {
		t.Errorf("without a number: %q", got)
	}
}
