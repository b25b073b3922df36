package formula

import "strings"

// inLarge reports whether the table that is open has cells as large as displayed formulas, which the module does not make.
func (w *writer) inLarge() bool {
	k := len(w.open)
	return k > 0 && w.large[w.open[k-1]]
}

// limits writes an operator with \limits, which a line does not change either.
func (w *writer) limits(name, s string, depth int) (string, bool) {
	rest, ok := strings.CutPrefix(s[spaces(s):], `\limits`)
	if !ok || !w.inline || depth >= maxDepth || rest != "" && isLetter(rest[0]) {
		return s, false
	}
	out := ""
	for range 2 {
		t := rest[spaces(rest):]
		if !strings.HasPrefix(t, "_") && !strings.HasPrefix(t, "^") {
			break
		}
		arg, r, ok := take(t[1:])
		if !ok {
			break
		}
		out += t[:1] + "{" + w.part(arg, depth) + "}"
		rest = r
	}
	w.WriteString(`\mathop{\displaystyle \mathop{\textstyle ` + name + `}\limits` + out + "}")
	return rest, true
}

// noFormula writes a command whose first argument is words or a colour.
func (w *writer) noFormula(name, s string) (string, bool) {
	k := strings.IndexByte(s, '{')
	if k < 0 || strings.Trim(s[:k], " *") != "" {
		return s, false
	}
	g := group(s[k:], '{', '}')
	if g == 0 {
		return s, false
	}
	w.WriteString(name)
	if !w.inline || name != `\operatorname` { // whose limits are scripts in a line
		w.WriteString(s[:k])
	}
	w.WriteString(s[k : k+g])
	return s[k+g:], true
}

// infixes are commands between two parts, with what stands before the parts instead: the module draws them smaller than
// displayed ones are, and without space behind.
var infixes = [...][2]string{{`\choose`, `\genfrac(){0pt}{}`}, {`\over`, `\genfrac{}{}{}{}`}, {`\atop`, `\genfrac{}{}{0pt}{}`}}

// maxInfixes is how many of them a formula may have.
const maxInfixes = 50

// infix puts commands that stand between their parts before them.
func infix(s string) string {
	for _, in := range infixes {
		from := 0
		for range maxInfixes {
			i := strings.Index(s[from:], in[0])
			if i < 0 {
				break
			}
			i += from
			from = i + len(in[0])
			if from < len(s) && isLetter(s[from]) {
				continue
			}
			a, z := around(s, i)
			above, below := s[a:i], s[from:z]
			if strings.ContainsAny(above+below, "&") || strings.Contains(above+below, `\\`) || strings.Contains(below, in[0]) || !closed(above) || !closed(below) {
				continue
			}
			made := s[:a] + `\mathord{` + in[1] + "{" + above + "}{" + below + "}}"
			s, from = made+s[z:], len(made)
		}
	}
	return s
}

// around are the ends of the group that i stands in.
func around(s string, i int) (from, to int) {
	depth := 0
	for from = i; from > 0; from-- {
		if c := s[from-1]; c == '}' && !escaped(s, from-1) {
			depth++
		} else if c == '{' && !escaped(s, from-1) {
			if depth--; depth < 0 {
				break
			}
		}
	}
	depth = 0
	for to = i; to < len(s); to++ {
		if c := s[to]; c == '{' && !escaped(s, to) {
			depth++
		} else if c == '}' && !escaped(s, to) {
			if depth--; depth < 0 {
				break
			}
		}
	}
	return from, to
}

// escaped reports whether the sign at i stands behind a backslash.
func escaped(s string, i int) bool {
	n := 0
	for i > n && s[i-n-1] == '\\' {
		n++
	}
	return n%2 == 1
}

// closed reports whether a part opens no environment or bracket that it does not close.
func closed(s string) bool {
	return strings.Count(s, `\left`) == strings.Count(s, `\right`) && strings.Count(s, `\begin{`) == strings.Count(s, `\end{`)
}
