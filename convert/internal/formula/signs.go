package formula

import (
	"errors"
	"strings"
)

// dots are those on the line, or in its middle before an operator or relation, as amsmath chooses them.
func dots(rest string) string {
	rest = rest[spaces(rest):]
	if rest == "" {
		return `\ldots`
	}
	switch rest[0] {
	case '+', '-', '=', '<', '>', '*':
		return `\cdots`
	case '\\':
		switch rest[:commandSize(rest)] {
		case `\times`, `\cdot`, `\le`, `\leq`, `\ge`, `\geq`, `\cup`, `\cap`, `\land`, `\lor`, `\wedge`, `\vee`, `\to`, `\oplus`, `\otimes`, `\subset`, `\subseteq`, `\sum`, `\int`, `\prod`,
			`\Rightarrow`, `\rightarrow`, `\circ`, `\pm`, `\lt`, `\gt`, `\mid`, `\leftarrow`:
			return `\cdots`
		}
	}
	return `\ldots`
}

// arrows are relations that have something set above them.
const arrows = ` = \to \rightarrow \leftarrow \gets \leftrightarrow \Rightarrow \Leftarrow \Leftrightarrow \longrightarrow \longleftarrow \Longrightarrow \sim \simeq \approx \equiv \le \leq \ge \geq \cong \propto \mapsto \rightleftharpoons \in \subset \subseteq < > `

// stack sets something above or below a sign, which stays a relation when it is one.
func (x *expander) stack(n int) error {
	name := x.in[:n]
	x.in = x.in[n:]
	a, err := x.argument()
	if err != nil {
		return err
	}
	b, err := x.argument()
	if err != nil {
		return err
	}
	if x.count++; x.count > maxExpansions {
		return errors.New("the formula is too deeply nested or too long")
	}
	var inner [2]string
	for i, s := range []string{a, b} {
		in := &expander{Macros: x.Macros, in: s, count: x.count, depth: x.depth + 1}
		if in.depth > maxDepth {
			return errors.New("the formula is too deeply nested or too long")
		}
		if inner[i], err = in.all(); err != nil {
			return err
		}
		x.count = in.count
	}
	rel := name == `\stackrel` || strings.Contains(arrows, " "+strings.TrimSpace(inner[1])+" ")
	if name == `\stackrel` {
		name = `\overset`
	}
	out := name + "{" + inner[0] + "}{" + inner[1] + "}"
	if rel {
		out = `\mathrel{` + out + "}"
	}
	x.out.WriteString(out)
	return nil
}

// negated is the sign that \not makes of the one that s begins with, and how many bytes that takes; 0 for others.
func negated(s string) (string, int) {
	k := spaces(s)
	t := s[k:]
	if t == "" {
		return "", 0
	}
	n := 1
	if t[0] == '\\' {
		n = commandSize(t)
	}
	i := strings.Index(negations, " "+t[:n]+" ")
	if i < 0 {
		return "", 0
	}
	sign, _, _ := strings.Cut(negations[i+n+2:], " ")
	return sign + " ", k + n
}

const negations = ` = \neq \in \notin \ni ∌ \exists \nexists \mid \nmid \parallel \nparallel \leq \nleq \le \nleq \geq \ngeq \ge \ngeq < \nless > \ngtr \sim \nsim \cong \ncong \equiv ≢ \approx ≉ \simeq ≄ \subset ⊄ \supset ⊅ \subseteq \nsubseteq \supseteq \nsupseteq \to \nrightarrow \rightarrow \nrightarrow \Rightarrow \nRightarrow \vdash \nvdash \models \nvDash `
