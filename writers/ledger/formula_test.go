package ledger_test

import (
	"strings"
	"testing"

	"platen/writers/internal/testkit"
	"platen/writers/ledger"
)

// formulas has one in each place that can hold one; the last is none that can be drawn.
const formulas = `# Of $a+b$

In words $\frac{1}{2}$ and again $\frac{1}{2}$.

$$
\sum_{i=1}^{n} x_i \tag{3}
$$

- item $c^2$
- $$
  \begin{pmatrix} a & b \\ c & d \end{pmatrix}
  $$

| Name | Formula |
|---|---|
| energy | $E = mc^2$ |

> [!NOTE]
> Mind $\hat{y}$ and[^1].

[^1]: Also $\alpha$.

It stays TeX: $\nosuchcommand{x}$.
`

// Formulas are counted in every format, and one that is lost or another is found: in text, where they are words, as those.
func TestFormulas(t *testing.T) {
	b := page(t, formulas)
	for format, w := range formats() {
		t.Run(format, func(t *testing.T) {
			s, found := check(t, format, b, testkit.Write(t, w, b))
			for _, d := range found {
				t.Error(d)
			}
			want := 10
			if format == "text" {
				want = 0
			}
			if row := s.Rows[ledger.Formulas]; !s.Balanced() || row.Source != want || row.Output != want {
				t.Errorf("%d formulas are wanted: %+v", want, row)
			}
			for _, c := range [][2]string{{"$c^2$", ""}, {"$E = mc^2$", "$E = mc^3$"}, {"x_i", "x_j"}, {"\\ c &", "\\ e &"}} {
				changed := page(t, strings.Replace(formulas, c[0], c[1], 1))
				s, _ := check(t, format, b, testkit.Write(t, w, changed))
				kind := ledger.Formulas
				if format == "text" {
					kind = ledger.Words
				}
				if s.Rows[kind].Lost == 0 {
					t.Errorf("%q for %q is not found: %+v", c[1], c[0], s.Rows[kind])
				}
			}
		})
	}
}
