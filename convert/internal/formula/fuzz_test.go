package formula

import (
	"testing"
	"unicode/utf8"
)

// FuzzDraw draws any formula: an error, or a drawing with a line of words.
func FuzzDraw(f *testing.F) {
	for i, s := range formulas(f) {
		if i%7 == 0 && len(s) < 200 {
			f.Add(s, i%2 == 0)
		}
	}
	for _, s := range []string{`\newcommand{\a}[2][x]{#1#2}\a[b]{c}`, `\def\a{\a\a}\a`, `\let\x=\frac\x12`, `\begin{array}{c|c}a&b\\\hline c`, `{{{{`, `\left(\right.`, `\verb|x|\text{$a$`, `\class{x}{y}\href{javascript:x}{y}`, `\color{#zz}{x}\rule{1e9em}{-1em}`, "\\\x00\xff"} {
		f.Add(s, true)
	}
	f.Fuzz(func(t *testing.T, tex string, display bool) {
		if len(tex) > 1<<10 {
			return
		}
		var m Macros
		x, err := m.Expand(tex)
		if err != nil {
			return
		}
		g := &Engine{}
		drawn, err := g.Draw(x, display)
		if err != nil {
			return
		}
		if drawn == nil || utf8.ValidString(tex) && !utf8.ValidString(drawn.Linear) {
			t.Errorf("%q: %+v", tex, drawn)
		}
	})
}
