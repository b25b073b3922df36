package highlight

import (
	"regexp/syntax"
	"strings"
)

// A firstSet says which ASCII characters a rule's match can begin with. Other characters may always begin one.
type firstSet [2]uint64

var anyFirst = firstSet{^uint64(0), ^uint64(0)}

func (f *firstSet) has(r rune) bool { return r >= 128 || f[r>>6]&(1<<(r&63)) != 0 }

func (f *firstSet) add(lo, hi rune) {
	for r := lo; r <= min(hi, 127); r++ {
		f[r>>6] |= 1 << (r & 63)
	}
}

// firstOf returns the characters that a match of the pattern can begin with, or more than those. Patterns are of the .NET
// kind: what Go's syntax lacks (looking around, references) is taken out first, which can only widen the
// set; when the rest does not parse the set is everything.
func firstOf(pattern string, flags syntax.Flags) firstSet {
	re, err := syntax.Parse(withoutLooks(pattern), flags|syntax.Perl)
	if err != nil {
		return anyFirst
	}
	prog, err := syntax.Compile(re.Simplify())
	if err != nil {
		return anyFirst
	}
	var set firstSet
	seen := make([]bool, len(prog.Inst))
	var walk func(pc uint32) bool // false: the empty text matches
	walk = func(pc uint32) bool {
		if seen[pc] {
			return true
		}
		seen[pc] = true
		in := &prog.Inst[pc]
		switch in.Op {
		case syntax.InstMatch:
			return false
		case syntax.InstAlt, syntax.InstAltMatch:
			return walk(in.Out) && walk(in.Arg)
		case syntax.InstCapture, syntax.InstEmptyWidth, syntax.InstNop:
			return walk(in.Out)
		case syntax.InstRune, syntax.InstRune1, syntax.InstRuneAny, syntax.InstRuneAnyNotNL:
			for r := rune(0); r < 128; r++ {
				if in.MatchRune(r) {
					set.add(r, r)
				}
			}
		}
		return true
	}
	if !walk(uint32(prog.Start)) {
		return anyFirst
	}
	// The kinds of pattern differ in what counts as white space: 11 to 13 and 28 to 31 are left to the rule itself.
	set.add(0, 8)
	set.add(11, 31)
	return set
}

// withoutLooks takes groups that look around out of the pattern, with the anchors that Go does not know.
// A reference could match anything, the empty text too, so it becomes that.
func withoutLooks(p string) string {
	var b strings.Builder
	for i := 0; i < len(p); {
		switch {
		case p[i] == '\\' && i+1 < len(p):
			switch c := p[i+1]; {
			case c == 'Z' || c == 'G':
			case c >= '1' && c <= '9' || c == 'k':
				b.WriteString(`(?s:.*)`)
			default:
				b.WriteString(p[i : i+2])
			}
			i += 2
		case p[i] == '[':
			n := classLength(p[i:])
			b.WriteString(p[i : i+n])
			i += n
		case strings.HasPrefix(p[i:], "(?=") || strings.HasPrefix(p[i:], "(?!") || strings.HasPrefix(p[i:], "(?<=") || strings.HasPrefix(p[i:], "(?<!"):
			i += groupLength(p[i:])
			b.WriteString("(?:)") // a quantifier after it still has something to repeat
		case strings.HasPrefix(p[i:], "(?>"):
			b.WriteString("(?:")
			i += 3
		default:
			b.WriteByte(p[i])
			i++
		}
	}
	return b.String()
}

// classLength returns the length of the bracket expression at the start of p.
func classLength(p string) int {
	i := 1
	if i < len(p) && p[i] == '^' {
		i++
	}
	if i < len(p) && p[i] == ']' {
		i++
	}
	for ; i < len(p); i++ {
		switch p[i] {
		case '\\':
			i++
		case ']':
			return i + 1
		}
	}
	return len(p)
}

// groupLength returns the length of the group at the start of p.
func groupLength(p string) int {
	depth := 0
	for i := 0; i < len(p); i++ {
		switch p[i] {
		case '\\':
			i++
		case '[':
			i += classLength(p[i:]) - 1
		case '(':
			depth++
		case ')':
			if depth--; depth == 0 {
				return i + 1
			}
		}
	}
	return len(p)
}
