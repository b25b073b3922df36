package formula

import "strings"

// begin writes the start of an environment, by another name where the module does not know its own.
func (w *writer) begin(s string) string {
	arg, rest, ok := take(s)
	if !ok {
		w.WriteString(`\begin`)
		return s
	}
	name := strings.TrimSpace(arg)
	switch name {
	case "eqnarray", "eqnarray*":
		name, rest = "array", "{rcl}"+rest
	case "darray":
		name = "array"
	case "subequations", "math", "displaymath":
		w.WriteString("{")
		return rest
	case "numcases", "subnumcases":
		if left, r, ok := take(rest); ok {
			w.WriteString(left)
			name, rest = "cases", r
		}
	}
	w.open = append(w.open, len(w.rows))
	w.rows, w.lines = append(w.rows, 0), append(w.lines, nil)
	large := strings.Contains(" dcases drcases darray dcases* drcases* ", " "+strings.TrimSpace(arg)+" ")
	w.large = append(w.large, large)
	w.aligns = append(w.aligns, alignment(name, rest))
	w.bars = append(w.bars, columnBars(name, rest))
	w.WriteString(`\begin{` + name + `}`)
	if name == "array" { // its columns are no formula
		if t := rest[spaces(rest):]; strings.HasPrefix(t, "[") {
			if g := group(t, '[', ']'); g > 0 {
				w.WriteString(t[:g])
				rest = t[g:]
			}
		}
		if t := rest[spaces(rest):]; strings.HasPrefix(t, "{") {
			if g := group(t, '{', '}'); g > 0 {
				w.WriteString(t[:g])
				rest = t[g:]
			}
		}
	}
	if large {
		w.WriteString(`\displaystyle `)
	}
	return rest
}

// columnBars says after which columns of an array there is a line.
func columnBars(name, rest string) string {
	rest = rest[spaces(rest):]
	if n := group(rest, '{', '}'); name == "array" && n > 0 {
		var out []byte
		for _, c := range rest[1 : n-1] {
			switch {
			case strings.ContainsRune("lcr", c):
				out = append(out, ' ')
			case strings.ContainsRune("|:", c) && len(out) > 0:
				out[len(out)-1] = '|'
			}
		}
		return string(out)
	}
	return ""
}

func (w *writer) end(s string) string {
	arg, rest, ok := take(s)
	if !ok {
		w.WriteString(`\end`)
		return s
	}
	name := strings.TrimSpace(arg)
	switch name {
	case "eqnarray", "eqnarray*", "darray":
		name = "array"
	case "numcases", "subnumcases":
		name = "cases"
	case "subequations", "math", "displaymath":
		w.WriteString("}")
		return rest
	}
	if k := len(w.open); k > 0 {
		w.open = w.open[:k-1]
	}
	w.WriteString(`\end{` + name + `}`)
	return rest
}

// alignment is how an environment's columns are aligned, as the attribute columnalign says it; "" as a matrix.
func alignment(name, rest string) string {
	switch strings.TrimSuffix(name, "*") {
	case "cases", "rcases", "dcases", "drcases":
		return "left"
	case "aligned", "align", "alignat", "alignedat", "split", "flalign":
		return "right left"
	case "array":
		rest = rest[spaces(rest):]
		n := group(rest, '{', '}')
		var out []string
		for _, c := range rest[:n] {
			if a := map[rune]string{'l': "left", 'c': "center", 'r': "right"}[c]; a != "" {
				out = append(out, a)
			}
		}
		return strings.Join(out, " ")
	}
	return ""
}

// rowEnd writes \\ with its length.
func (w *writer) rowEnd(rest string) string {
	if k := len(w.open); k > 0 {
		w.rows[w.open[k-1]]++
	}
	w.WriteString(`\\`)
	if !w.inLarge() {
		return rest
	}
	if t := rest[spaces(rest):]; strings.HasPrefix(t, "[") {
		g := group(t, '[', ']')
		w.WriteString(t[:g])
		rest = t[g:]
	}
	w.WriteString(`\displaystyle `)
	return rest
}
