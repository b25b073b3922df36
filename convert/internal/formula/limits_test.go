package formula

import (
	"strings"
	"sync"
	"testing"

	"platen/convert/tree"
)

// TestHostile: formulas that are made to use up memory or time are refused by what can be counted, or drawn.
func TestHostile(t *testing.T) {
	var bomb strings.Builder
	bomb.WriteString(`\newcommand{\a}{xx}`)
	for c := 'a'; c < 'y'; c++ {
		bomb.WriteString(`\newcommand{\` + string(c+1) + `}{\` + string(c) + `\` + string(c) + `}`)
	}
	for name, tex := range map[string]string{
		"braces":       strings.Repeat("{", 10000) + "x" + strings.Repeat("}", 10000),
		"few braces":   strings.Repeat("{", 500) + "x" + strings.Repeat("}", 500),
		"roots":        strings.Repeat(`\sqrt`, 3000) + "x",
		"scripts":      strings.Repeat("x^{", 3000) + "x" + strings.Repeat("}", 3000),
		"left":         strings.Repeat(`\left(`, 600) + "x" + strings.Repeat(`\right)`, 600),
		"macro bomb":   bomb.String() + `\y`,
		"twice":        `\newcommand{\a}[1]{#1#1#1#1#1#1#1#1}\a{\a{\a{\a{\a{\a{\a{x}}}}}}}`,
		"itself":       `\newcommand{\a}{\a\a}\a`,
		"a megabyte":   strings.Repeat("x+", 500000),
		"wide":         `a\hspace{1000000em}b`,
		"rows":         `\begin{matrix}` + strings.Repeat(`a\\`, 5000) + `\end{matrix}`,
		"many letters": strings.Repeat("x ", 9000),
		"stacks":       strings.Repeat(`\overset{a}{`, 200) + "x" + strings.Repeat("}", 200),
		"environment":  `\newenvironment{a}{\begin{a}}{\end{a}}\begin{a}x\end{a}`,
	} {
		var m Macros
		g := &Engine{}
		x, err := m.Expand(tex)
		if err == nil {
			_, err = g.Draw(x, true)
		}
		if err == nil {
			t.Errorf("%s is drawn", name)
		}
	}
	for _, tex := range []string{`\`, "%", "^", "_", "'", "&", "}", "{", `\left`, `\begin`, `\end`, `\begin{`, `\frac`, `\not`, `\ce`, `\ce{`, `\text{$`, `\newcommand`, `\def\a#1{`, `\overset{a}`, "x_", "\u202e\U0001F600", `\let\a\a\a`, `\label`, `\tag`} {
		var m Macros
		if x, err := m.Expand(tex); err == nil {
			(&Engine{}).Draw(x, false)
		}
	}
}

// TestParallel: a formula has one drawing, whoever asks first.
func TestParallel(t *testing.T) {
	g := &Engine{}
	list := formulas(t)[:60]
	out := make([][]*tree.Formula, 8)
	var wg sync.WaitGroup
	for i := range out {
		wg.Go(func() {
			for k := range list {
				f, _ := g.Draw(list[(k+i*7)%len(list)], true)
				out[i] = append(out[i], f)
			}
		})
	}
	wg.Wait()
	for i := range out {
		for k := range list {
			if f, _ := g.Draw(list[(k+i*7)%len(list)], true); f != out[i][k] {
				t.Fatalf("%s is drawn twice", list[(k+i*7)%len(list)])
			}
		}
	}
}

func TestMacros(t *testing.T) {
	var m Macros
	m.Define("R", `\mathbb{R}`, 0)
	m.Define(`\set`, `\{#1\}`, 1)
	for _, c := range [][2]string{
		{`x \in \R`, `x \in \mathbb{R}`},
		{`\set{a}`, `\{a\}`},
		{`\newcommand{\norm}[2][2]{\|#2\|_{#1}} \norm{x} \norm[1]{y}`, `\|x\|_{2} \|y\|_{1}`},
		{`\norm{z}`, `\|z\|_{2}`}, // from the formula before
		{`\def\pair#1#2{(#1,#2)}\pair ab`, `(a,b)`},
		{`\let\to=\R \to`, `\mathbb{R}`},
		{`\DeclareMathOperator*{\best}{best}\best_x`, `\operatorname*{best}_x`},
		{`\DeclarePairedDelimiter{\abs}{\lvert}{\rvert}\abs*{x}`, `\left\lvert x\right\rvert`},
		{`a % a remark`, `a`},
		{`\Rn`, `\Rn`},
		{`a \dots + b, \dots, c`, `a \cdots + b, \ldots, c`},
	} {
		got, err := m.Expand(c[0])
		if err != nil || got != c[1] {
			t.Errorf("%s\ngot  %s %v\nwant %s", c[0], got, err, c[1])
		}
	}
}

// TestLinear: a formula in a line reads as it is written by hand.
func TestLinear(t *testing.T) {
	g := &Engine{}
	for _, c := range [][2]string{
		{`\bar{x} = \frac{1}{n}\sum_i x_i`, "x̄ = 1/n ∑ᵢ xᵢ"},
		{`a_n^2`, "aₙ²"},
		{`\sqrt{x+1}`, "√(x + 1)"},
		{`\frac{a+b}{c}`, "(a + b)/c"},
		{`\frac{\partial f}{\partial x}`, "∂f/∂x"},
		{`e^{-x^2}`, "e^(−x²)"},
		{`\sin x + \log_2 n`, "sin x + log₂ n"},
		{`|a| + |b|`, "|a| + |b|"},
		{`P(A \mid B)`, "P(A ∣ B)"},
		{`\binom{n}{k}`, "(n choose k)"},
		{`\ce{H2O}`, "H₂O"},
		{`\hat{y}_i`, "\u0177ᵢ"},
		{`x'' = -x`, "x″ = −x"},
		{`1, 2, 3`, "1, 2, 3"},
		{`\lim_{x\to0} f(x)`, "lim_(x → 0) f(x)"},
		{`\begin{pmatrix} a & b \\ c & d \end{pmatrix}`, "(a b; c d)"},
		{`f'(x)^2`, "f′(x)²"},
		{`90^\circ`, "90°"},
		{`A^{\mathsf T}`, "A^𝖳"},
		{`\underbrace{a + b}_{n} + \overbrace{x}^{\text{two}}`, "⏟(a + b)ₙ + ⏞(x)ᵗʷᵒ"},
		{`\cancel{z} + \bcancel{5}`, "z̸ + 5̸"},
		{`\xcancel{a + b}`, "cancel(a + b)"},
		{`\overset{a}{X} + \underset{b}{Y}`, "X┴a + Y┬b"},
		{`A \overset{!}{=} B`, "A =^! B"},
		{`x \xrightarrow{f} y`, "x →ᶠ y"},
		{`\sideset{_1^2}{_3^4}\prod x`, "²₁∏⁴₃ x"},
		{`\sideset{_a^b}{_c^d}\sum x`, "(_a^b)∑_c^d x"},
		{`\ce{N2 + 3H2 <=> 2NH3}`, "N₂ + 3 H₂ ⇌ 2 NH₃"},
		{`{n \choose k} + {a \over b}`, "(n choose k) + a/b"},
	} {
		var m Macros
		tex, err := m.Expand(c[0])
		if err != nil {
			t.Fatal(err)
		}
		f, err := g.Draw(tex, true)
		if err != nil {
			t.Errorf("%s: %v", c[0], err)
		} else if f.Linear != c[1] {
			t.Errorf("%s\ngot  %q\nwant %q", c[0], f.Linear, c[1])
		}
	}
}

// TestColumnLines: a line stands behind those columns that ask for one.
func TestColumnLines(t *testing.T) {
	for tex, want := range map[string]int{
		`\begin{array}{cc|c} 1 & 2 & 3 \\ 4 & 5 & 6 \end{array}`:        1,
		`\begin{array}{c|c|c} 1 & 2 & 3 \end{array}`:                    2,
		`\begin{array}{ccc} 1 & 2 & 3 \end{array}`:                      0,
		`\begin{array}{c|c} p & q \\ \hline T & F \\ F & T \end{array}`: 2,
	} {
		f, err := (&Engine{}).Draw(tex, true)
		if err != nil {
			t.Fatal(err)
		}
		n := 0
		for _, m := range f.Marks {
			if m.Stroke > 0 {
				n++
			}
		}
		if n != want {
			t.Errorf("%s has %d lines, not %d", tex, n, want)
		}
	}
}

// BenchmarkFormulas draws each formula of testdata once.
func BenchmarkFormulas(b *testing.B) {
	list := formulas(b)
	for b.Loop() {
		g := &Engine{}
		for _, tex := range list {
			var m Macros
			if x, err := m.Expand(tex); err == nil {
				g.Draw(x, true)
			}
		}
	}
}
