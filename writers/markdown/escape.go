package markdown

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// words prints the words of token i, and escapes what would be read as markup.
func (t *tokens) words(i int) {
	k := &t.list[i]
	s := k.s
	blanks := len(strings.TrimRight(s, " \t")) // where those at its end begin
	t.run, t.dot, t.noDot = run{}, 0, false
	for j := 0; j < len(s); {
		if len(t.out) == 0 || t.out[len(t.out)-1] == '\n' {
			if n := t.lineStart(s[j:], i); n > 0 {
				j += n
				continue
			}
		}
		r, size := utf8.DecodeRuneInString(s[j:])
		switch {
		case r == '\n':
			t.out = append(t.out, "&#10;"...)
		case r == ' ' || r == '\t':
			t.space(s, j, i, j >= blanks)
		case r < utf8.RuneSelf && isPunct(byte(r)) && t.means(s, j, i):
			t.out = append(t.out, '\\', byte(r))
		default:
			t.out = append(t.out, s[j:j+size]...)
		}
		j += size
	}
}

// space prints white space, which is dropped at the end of a line. last says that only such is left of s.
func (t *tokens) space(s string, j, i int, last bool) {
	end := last && (i+1 == len(t.list) || t.list[i+1].kind == breaks)
	switch {
	case end && s[j] == ' ' && (len(s) == j+1):
		t.out = append(t.out, "&#32;"...)
	case end && s[j] == '\t' && len(s) == j+1:
		t.out = append(t.out, "&#9;"...)
	default:
		t.out = append(t.out, s[j])
	}
}

// after is the rune behind s[j], in s or in the next token.
func (t *tokens) after(s string, j, i int) rune {
	if j+1 < len(s) {
		r, _ := utf8.DecodeRuneInString(s[j+1:])
		return r
	}
	return t.first(i + 1)
}

// before is the rune before s[j].
func (t *tokens) before(s string, j, i int) rune {
	switch {
	case j > 0:
		r, _ := utf8.DecodeLastRuneInString(s[:j])
		return r
	case i > 0:
		return t.last(i - 1)
	}
	return '\n'
}

// means reports whether the character s[j] of token i would be read as markup.
func (t *tokens) means(s string, j, i int) bool {
	f, c, next := &t.p.f, s[j], t.after(s, j, i)
	label := t.list[i].label
	switch c {
	case '\\':
		return next == '\n' || f.symbols && (next == ' ' || next > unicode.MaxASCII) || next < utf8.RuneSelf && isPunct(byte(next)) || i+1 < len(t.list) && j+1 == len(s) && t.list[i+1].kind != wording
	case '`':
		return t.counts['`'] > 1 || t.at.cell && f.bars
	case '*', '_':
		return t.delimiter(s, j, i)
	case '~':
		return (f.strike || strings.Contains(f.marks, "~")) && t.counts['~'] > 1 && !(unicode.IsSpace(t.before(s, j, i)) && unicode.IsSpace(next))
	case '^':
		return t.counts['^'] > 1 && strings.Contains(f.marks, "^") || next == '['
	case '=', '+':
		return strings.IndexByte(f.marks, c) >= 0 && t.counts[c] > 3 && (next == rune(c) || t.before(s, j, i) == rune(c))
	case '$':
		return t.counts['$'] > 1 && (t.p.formulas() || f.math != "" && (next == '`' || t.before(s, j, i) == '`'))
	case '[':
		return label || f.refs || next == '^' && f.notes || next == '[' || next == '!' || t.at.item && j == 0 && i == 0 && f.tasks
	case ']':
		return label || t.counts['['] > 0 && (next == '(' || next == '[' || next == ':' || next == '{')
	case '<':
		return f.mdx || next == '/' || next == '!' || next == '?' || next < utf8.RuneSelf && isLetter(byte(next))
	case '&':
		return isEntity(s[j:min(j+42, len(s))])
	case '|':
		return t.at.cell
	case '{':
		return f.mdx || strings.Contains(f.marks, "{") || f.ids != "" && (next == '#' || next == '.')
	case '!':
		return next == '[' && j+1 == len(s) && i+1 < len(t.list) && t.list[i+1].kind == markup && false
	case '-':
		return f.smart && (next == '-' || t.before(s, j, i) == '-')
	case '.':
		return f.smart && strings.HasPrefix(s[j:], "...") || !label && f.links && j >= 3 && strings.EqualFold(s[j-3:j], "www")
	case ':':
		if strings.Contains(f.marks, ":") && j+1 < len(s) && isShortcode(s[j+1:]) {
			return true
		}
		return f.links && strings.HasPrefix(s[j:], "://") && hasScheme(s[max(0, j-len("https")):j]) && (!label || strings.ContainsAny(s, "[]\\"))
	case '@':
		return !label && f.links && j > 0 && isMail(s[j-1]) && j+1 < len(s) && isMail(s[j+1]) && t.dotBehind(s, j)
	}
	return false
}

// isShortcode reports whether what stands behind a colon is the name of a sign.
func isShortcode(s string) bool {
	for i := range len(s) {
		switch c := s[i]; {
		case c == ':':
			return i > 0
		case !(isLetter(c) || c >= '0' && c <= '9' || c == '_' || c == '-' || c == '+'):
			return false
		}
	}
	return false
}

// dotBehind reports whether a full stop stands behind s[j].
func (t *tokens) dotBehind(s string, j int) bool {
	if t.dot <= j && !t.noDot {
		d := strings.IndexByte(s[j:], '.')
		t.dot, t.noDot = j+d, d < 0
	}
	return !t.noDot
}

func isMail(c byte) bool {
	return isLetter(c) || c >= '0' && c <= '9' || strings.IndexByte(".-_+", c) >= 0
}

func hasScheme(s string) bool {
	s = strings.ToLower(s)
	return strings.HasSuffix(s, "http") || strings.HasSuffix(s, "https") || strings.HasSuffix(s, "ftp")
}

// delimiter reports whether an asterisk or underscore can mark emphasis.
func (t *tokens) delimiter(s string, j, i int) bool {
	c := s[j]
	if t.counts[c] < 2 {
		return false
	}
	if t.run.to <= j {
		t.run.from, t.run.to = j, j+1
		for t.run.from > 0 && s[t.run.from-1] == c {
			t.run.from--
		}
		for t.run.to < len(s) && s[t.run.to] == c {
			t.run.to++
		}
	}
	from, to := t.run.from, t.run.to-1
	prev, next := t.before(s, from, i), t.after(s, to, i)
	left, right := leftFlanking(prev, next), leftFlanking(next, prev)
	if c == '_' && isWordRune(prev) && isWordRune(next) {
		return false
	}
	return left || right || t.p.f.spaced && to > from && t.counts[c] > 3 || prev == rune(c) || next == rune(c)
}

// A run is the same characters s[from:to] of one token: each is looked at once.
type run struct{ from, to int }

// isEntity reports whether s begins with a character reference.
func isEntity(s string) bool {
	end := strings.IndexByte(s, ';')
	if end < 2 || end > 40 {
		return false
	}
	name := s[1:end]
	if name[0] == '#' {
		return len(name) > 1
	}
	for i := range len(name) {
		if c := name[i]; !(isLetter(c) || i > 0 && c >= '0' && c <= '9') {
			return false
		}
	}
	return true
}

// lineStart prints what begins a line, where it would begin a block, and returns how many bytes of s it took.
func (t *tokens) lineStart(s string, i int) int {
	if s[0] == ' ' {
		t.out = append(t.out, "&#32;"...)
		return 1
	}
	if s[0] == '\t' {
		t.out = append(t.out, "&#9;"...)
		return 1
	}
	last := i+1 == len(t.list) || t.list[i+1].kind == breaks
	if s[0] >= '0' && s[0] <= '9' {
		n := 0
		for n < len(s) && n < 10 && s[n] >= '0' && s[n] <= '9' {
			n++
		}
		if n < 10 && n < len(s) && (s[n] == '.' || s[n] == ')') && (n+1 == len(s) && last || n+1 < len(s) && (s[n+1] == ' ' || s[n+1] == '\t')) {
			t.out = append(append(t.out, s[:n]...), '\\', s[n])
			return n + 1
		}
		return 0
	}
	if t.p.f.mdx && (strings.HasPrefix(s, "import ") || strings.HasPrefix(s, "export ")) {
		t.out = append(t.out, "&#"+itoa(int(s[0]))+";"...)
		return 1
	}
	if t.p.f.fancy {
		if n := fancyMarker(s); n > 0 && (n == len(s) && last || n < len(s) && (s[n] == ' ' || s[n] == '\t')) {
			t.out = append(append(t.out, s[:n-1]...), '\\', s[n-1])
			return n
		}
	}
	if t.beginsBlock(s, last) {
		t.out = append(t.out, '\\', s[0])
		return 1
	}
	return 0
}

// beginsBlock reports whether a line of these words would be something else. last says that the line ends behind them.
func (t *tokens) beginsBlock(s string, last bool) bool {
	f := &t.p.f
	all := func(chars string) bool { return last && strings.Trim(s, chars) == "" }
	switch c := s[0]; c {
	case '#':
		n := len(s) - len(strings.TrimLeft(s, "#"))
		return n <= 6 && (n == len(s) && last || n < len(s) && (s[n] == ' ' || s[n] == '\t'))
	case '>':
		return true
	case '-', '+', '*':
		if len(s) == 1 {
			return last
		}
		return s[1] == ' ' || s[1] == '\t' || all(string(c)+" \t") || all("-:| \t") || c == '+' && strings.HasPrefix(s, "+++")
	case '=':
		return all("= \t") || strings.HasPrefix(s, "===")
	case '_':
		return all("_ \t")
	case '~':
		return strings.HasPrefix(s, "~~~") || f.fancy && len(s) > 1 && s[1] == ' '
	case '|':
		return all("-:| \t")
	case ':':
		return f.defs && (len(s) == 1 || s[1] == ' ' || s[1] == '\t') || all("-:| \t") || f.colons && strings.HasPrefix(s, ":::")
	case '!':
		return f.admonition == "bang" && strings.HasPrefix(s, "!!!")
	case '?':
		return f.admonition == "bang" && strings.HasPrefix(s, "???")
	case '$':
		return t.p.formulas() && strings.HasPrefix(s, "$$")
	case '\\':
		return f.math != "" && strings.HasPrefix(s, `\begin{`)
	case '%':
		return strings.HasPrefix(s, "%%%") || strings.HasPrefix(s, "% ") && t.at.first
	}
	return false
}

// fancyMarker returns the length of what marks an item in a list of letters or Roman numbers at the beginning of s: "a.",
// "iv)", "(2)", "#.", 0 for none.
func fancyMarker(s string) int {
	i := 0
	if s[0] == '(' {
		i++
	}
	n := i
	for n < len(s) && n < i+9 && (isLetter(s[n]) || s[n] >= '0' && s[n] <= '9' || s[n] == '#' || s[n] == '@') {
		n++
	}
	if n == i || n == len(s) || s[n] != ')' && (i > 0 || s[n] != '.') {
		return 0
	}
	return n + 1
}
