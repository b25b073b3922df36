package formula

import "strings"

// A writer rewrites TeX.
type writer struct {
	strings.Builder
	aligns []string // how the columns of its tables are aligned
	lines  [][]line // the rules of its tables
	bars   []string // between their columns: "|" where there is one, " " where not; "" is not known
	open   []int    // the tables that are open
	rows   []int    // of all tables
	large  []bool   // whether their cells are as large as displayed formulas
	inline bool     // the formula stands in a line
}

// A line is a rule of a table, above the row of that number.
type line struct {
	row    int
	dashed bool
}

// rewrite makes of TeX what the module reads as MathJax reads the TeX.
func rewrite(tex string, display bool) *writer {
	w := &writer{inline: !display}
	w.text(infix(tex), 0)
	return w
}

// text rewrites a part.
func (w *writer) text(s string, depth int) {
	for s != "" {
		switch c := s[0]; {
		case c == '\'':
			s = w.primes(s, depth)
		case (c == '^' || c == '_') && depth < maxDepth:
			s = w.script(s, depth)
		case c == '\\':
			s = w.command(s, depth)
		case c == '~':
			w.WriteString(`\ `)
			s = s[1:]
		case c == ',' && w.digit(): // which the module takes for a part of the number
			w.WriteString(`\mathpunct{,}`)
			s = s[1:]
		case c == '&' && w.inLarge():
			w.WriteString(`&\displaystyle `)
			s = s[1:]
		default:
			n := strings.IndexAny(s[1:], `'\^_~,&`) + 1
			if n == 0 {
				n = len(s)
			}
			w.WriteString(s[:n])
			s = s[n:]
		}
	}
}

// digit reports whether the last that was written is a digit.
func (w *writer) digit() bool {
	s := w.String()
	return s != "" && s[len(s)-1] >= '0' && s[len(s)-1] <= '9'
}

// part is a part rewritten on its own.
func (w *writer) part(s string, depth int) string {
	in := &writer{aligns: w.aligns, lines: w.lines, bars: w.bars, open: w.open, rows: w.rows, large: w.large, inline: w.inline}
	in.text(s, depth+1)
	w.aligns, w.lines, w.bars, w.open, w.rows, w.large = in.aligns, in.lines, in.bars, in.open, in.rows, in.large
	return in.String()
}

// take splits the argument that s begins with off: a group's inside, a command with its own argument, or a sign.
func take(s string) (arg, rest string, ok bool) {
	x := &expander{in: s}
	x.in = x.in[spaces(x.in):]
	if x.in == "" || strings.IndexByte(`}&^_'`, x.in[0]) >= 0 {
		return "", s, false
	}
	if x.in[0] == '\\' { // x_\text{max}
		n := commandSize(x.in)
		arg, rest := x.in[:n], x.in[n:]
		for isLetter(arg[1]) && strings.HasPrefix(rest, "{") {
			g := group(rest, '{', '}')
			if g == 0 {
				break
			}
			arg, rest = arg+rest[:g], rest[g:]
		}
		return arg, rest, true
	}
	if x.in[0] == '{' || x.in[0] < 0x80 {
		arg, err := x.argument()
		return arg, x.in, err == nil
	}
	for _, r := range x.in {
		n := len(string(r))
		return x.in[:n], x.in[n:], true
	}
	return "", s, false
}

// primes writes primes with the superscript that follows them, which the module takes for a second one.
func (w *writer) primes(s string, depth int) string {
	n := len(s) - len(strings.TrimLeft(s, "'"))
	rest := s[n:]
	sub := ""
	next := rest[spaces(rest):]
	if strings.HasPrefix(next, "_") {
		if arg, r, ok := take(next[1:]); ok {
			sub, rest = "_{"+w.part(arg, depth)+"}", r
			next = rest[spaces(rest):]
		}
	}
	if strings.HasPrefix(next, "^") {
		if arg, r, ok := take(next[1:]); ok {
			w.WriteString(sub + "^{" + strings.Repeat(`\prime `, n) + w.part(arg, depth) + "}")
			return r
		}
	}
	w.WriteString(s[:n] + sub)
	return rest
}

// script writes a script, a superscript with the primes behind it.
func (w *writer) script(s string, depth int) string {
	arg, rest, ok := take(s[1:])
	if !ok {
		w.WriteString(s[:1])
		return s[1:]
	}
	if s[0] == '^' && strings.HasPrefix(rest, "'") {
		n := len(rest) - len(strings.TrimLeft(rest, "'"))
		arg, rest = arg+strings.Repeat(`\prime `, n), rest[n:]
	}
	w.WriteString(s[:1] + "{" + w.part(arg, depth) + "}")
	return rest
}

// covers are commands whose result the module does not take scripts at, with the number of their arguments; overs and unders
// those whose scripts stand above or below the whole.
const (
	covers = ` \bar1 \hat1 \tilde1 \vec1 \dot1 \ddot1 \dddot1 \check1 \breve1 \acute1 \grave1 \mathring1 \widehat1 \widetilde1 \overline1 \underline1 \overset2 \underset2 \stackrel2 \overleftarrow1 \overrightarrow1 \underrightarrow1 \underleftarrow1 `
	overs  = ` \overbrace1 \overbracket1 `
	unders = ` \underbrace1 \underbracket1 `
)

// arguments is the number that a list of commands gives for a name, 0 when it is not there.
func arguments(list, name string) int {
	i := strings.Index(list, " "+name)
	if i < 0 {
		return 0
	}
	c := list[i+1+len(name)]
	if c < '1' || c > '9' {
		return 0
	}
	return int(c - '0')
}

// command writes the command that s begins with, and what belongs to it.
func (w *writer) command(s string, depth int) string {
	n := commandSize(s)
	name, rest := s[:n], s[n:]
	switch name {
	case `\begin`:
		return w.begin(rest)
	case `\end`:
		return w.end(rest)
	case `\\`:
		return w.rowEnd(rest)
	case `\hline`, `\hdashline`:
		if k := len(w.open); k > 0 {
			t := w.open[k-1]
			w.lines[t] = append(w.lines[t], line{w.rows[t], name == `\hdashline`})
			return rest
		}
	case `\hspace`:
		rest = strings.TrimPrefix(rest, "*")
	case `\ce`:
		return w.chemistry(rest)
	case `\left`, `\right`, `\middle`, `\big`, `\Big`, `\bigg`, `\Bigg`, `\bigl`, `\bigr`, `\Bigl`, `\Bigr`, `\biggl`, `\biggr`, `\Biggl`, `\Biggr`, `\bigm`, `\Bigm`, `\biggm`, `\Biggm`:
		rest = delimiter(rest)
		if t := rest[spaces(rest):]; name == `\left` && (strings.HasPrefix(t, `\|`) || strings.HasPrefix(t, `\lVert`) || strings.HasPrefix(t, `\Vert`)) {
			n := commandSize(t) // the module has a lower sign for it
			w.WriteString(name + t[:n] + `\vphantom{(}`)
			return t[n:]
		}
	case `\frac`:
		if a, r, ok := take(rest); ok && depth < maxDepth {
			if b, r, ok := take(r); ok {
				w.WriteString(`\mathord{\frac{` + w.part(a, depth) + "}{" + w.part(b, depth) + "}}") // the module gives it no class
				return r
			}
		}
	case `\xrightarrow`, `\xleftarrow`, `\xleftrightarrow`, `\xRightarrow`, `\xLeftarrow`, `\xLeftrightarrow`, `\xmapsto`, `\xhookrightarrow`, `\xhookleftarrow`, `\xrightleftharpoons`:
		x := &expander{in: rest}
		below, ok := x.brackets()
		if above, err := x.argument(); err == nil && depth < maxDepth {
			if ok {
				below = "[" + w.part(below, depth) + "]"
			}
			w.WriteString(`\mathrel{` + name + below + "{" + w.part(above, depth) + "}}")
			return x.in
		}
	case `\sum`, `\prod`, `\coprod`, `\int`, `\iint`, `\oint`, `\bigcup`, `\bigcap`, `\bigoplus`, `\bigotimes`, `\bigvee`, `\bigwedge`, `\lim`, `\max`, `\min`, `\sup`, `\inf`:
		if after, ok := w.limits(name, rest, depth); ok {
			return after
		}
	case `\text`, `\textrm`, `\textbf`, `\textit`, `\texttt`, `\textsf`, `\mbox`, `\hbox`, `\textnormal`:
		if after, ok := w.words(name, rest, depth); ok {
			return after
		}
	case `\operatorname`, `\tag`, `\color`, `\textcolor`:
		if after, ok := w.noFormula(name, rest); ok {
			return after
		}
	}
	if k := arguments(covers, name) + arguments(overs, name) + arguments(unders, name); k > 0 && depth < maxDepth {
		if after, ok := w.cover(name, rest, k, depth); ok {
			return after
		}
	}
	w.WriteString(name)
	if rest != "" && isLetter(name[n-1]) && isLetter(rest[0]) {
		w.WriteByte(' ')
	}
	return rest
}

// words writes a text: what of it stands between dollars, and signs behind a backslash, are no text for the module.
func (w *writer) words(name, s string, depth int) (string, bool) {
	t := s[spaces(s):]
	if !strings.HasPrefix(t, "{") {
		return s, false
	}
	g := group(t, '{', '}')
	if g == 0 {
		return s, false
	}
	body := t[1 : g-1]
	if !strings.ContainsAny(body, `$\~`) {
		w.WriteString(name + t[:g])
		return t[g:], true
	}
	w.WriteByte('{')
	plain := 0
	flush := func(to int) {
		if to > plain {
			w.WriteString(name + "{" + strings.ReplaceAll(body[plain:to], "~", "\u00a0") + "}")
		}
	}
	for i := 0; i < len(body); i++ {
		switch c := body[i]; {
		case c == '\\' && i+1 < len(body) && strings.IndexByte("&%$#_{} ", body[i+1]) >= 0:
			flush(i)
			w.WriteString(`\mathrm{` + body[i:i+2] + `}`)
			i++
			plain = i + 1
		case c == '\\' && i+1 < len(body) && body[i+1] == '(':
			if k := strings.Index(body[i:], `\)`); k > 0 && depth < maxDepth {
				flush(i)
				w.WriteString("{" + w.part(body[i+2:i+k], depth) + "}")
				i += k + 1
				plain = i + 1
			}
		case c == '\\' && i+1 < len(body): // \textbf{…} in it
			i += commandSize(body[i:]) - 1
		case c == '$':
			k := strings.IndexByte(body[i+1:], '$')
			if k < 0 || depth >= maxDepth {
				continue
			}
			flush(i)
			w.WriteString("{" + w.part(body[i+1:i+1+k], depth) + "}")
			i += k + 1
			plain = i + 1
		}
	}
	flush(len(body))
	w.WriteByte('}')
	return t[g:], true
}

// delimiter mends the sign behind \left and its like.
func delimiter(s string) string {
	t := s[spaces(s):]
	for _, p := range [][2]string{{"<", `\langle `}, {">", `\rangle `}, {`\lt`, `\langle `}, {`\gt`, `\rangle `}, {"⟨", `\langle `}, {"⟩", `\rangle `}, {"/", `.\!/`}} {
		if rest, ok := strings.CutPrefix(t, p[0]); ok {
			return p[1] + rest
		}
	}
	return s
}

// cover writes a command with something above or below an expression, and its scripts.
func (w *writer) cover(name, s string, n, depth int) (string, bool) {
	out := name
	rest := s
	for range n {
		arg, r, ok := take(rest)
		if !ok {
			return "", false
		}
		out += "{" + w.part(arg, depth) + "}"
		rest = r
	}
	next := rest[spaces(rest):]
	if next == "" || next[0] != '^' && next[0] != '_' && next[0] != '\'' {
		w.WriteString(out)
		return rest, true
	}
	for _, p := range [][3]string{{overs, "^", `\overset`}, {unders, "_", `\underset`}} {
		if arguments(p[0], name) > 0 && strings.HasPrefix(next, p[1]) {
			if arg, r, ok := take(next[1:]); ok {
				w.WriteString("{" + p[2] + "{" + w.part(arg, depth) + "}{" + out + "}}")
				return r, true
			}
		}
	}
	w.WriteString("{" + out + "}")
	return rest, true
}

// equilibria are the arrows of chemistry that the module does not draw, the longer ones first.
var equilibria = [...][2]string{{"<=>>", `\rightleftharpoons`}, {"<<=>", `\rightleftharpoons`}, {"<=>", `\rightleftharpoons`}, {"⇌", `\rightleftharpoons`}}

// chemistry writes \ce: what stands on both sides of an equilibrium is a formula of its own.
func (w *writer) chemistry(s string) string {
	t := s[spaces(s):]
	g := 0
	if strings.HasPrefix(t, "{") {
		g = group(t, '{', '}')
	}
	if g == 0 {
		w.WriteString(`\ce`)
		return s
	}
	body := t[1 : g-1]
	for {
		at, size, sign := -1, 0, ""
		for _, e := range equilibria {
			if i := strings.Index(body, e[0]); i >= 0 && (at < 0 || i < at) {
				at, size, sign = i, len(e[0]), e[1]
			}
		}
		if at < 0 || strings.Count(body[:at], "{") != strings.Count(body[:at], "}") {
			break
		}
		left, right := body[:at], body[at+size:]
		var labels [2]string
		for i := range labels {
			if strings.HasPrefix(right, "[") {
				if n := group(right, '[', ']'); n > 0 {
					labels[i], right = `\ce{`+right[1:n-1]+`}`, right[n:]
				}
			}
		}
		w.WriteString(`\ce{` + strings.TrimSpace(left) + `}\mathrel{` + over(sign, labels) + `}`)
		body = strings.TrimSpace(right)
	}
	w.WriteString(`\ce{` + body + `}`)
	return t[g:]
}

// over is an arrow with what stands above and below it.
func over(sign string, labels [2]string) string {
	if labels[0] != "" {
		sign = `\overset{` + labels[0] + `}{` + sign + `}`
	}
	if labels[1] != "" {
		sign = `\underset{` + labels[1] + `}{` + sign + `}`
	}
	return sign
}
