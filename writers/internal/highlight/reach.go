package highlight

import (
	"regexp/syntax"
	"strings"
)

// A sight says what an attempt to match a rule may cost when it fails.
type sight struct {
	loops bool         // without loops an attempt looks at few characters
	slow  int          // what a character costs that it looks at
	prog  *syntax.Prog // what the pattern has a place for, and more than that; nil: it may look to the end
}

// sightOf returns the costs of a pattern. One that Go's syntax cannot express may look to the end.
func sightOf(pattern string, flags syntax.Flags) sight {
	s := sight{loops: true, slow: 1}
	if strings.Contains(pattern, "*?") || strings.Contains(pattern, "+?") {
		s.slow = 4
	}
	if strings.Contains(pattern, ")*") || strings.Contains(pattern, ")+") { // a group goes back step by step
		s.slow = 16
	}
	s.slow = max(s.slow, strings.Count(pattern, "|")/8) // each way of many is tried at each step back
	re, err := syntax.Parse(withoutLooks(optionalLooks(pattern)), (flags|syntax.Perl)&^syntax.OneLine)
	if err != nil {
		return s
	}
	if s.loops = loops(re); s.loops {
		s.prog, _ = syntax.Compile(re.Simplify())
	}
	return s
}

// optionalLooks makes groups that look around a part of the match that may be there or not: what looks ahead looks as
// far as that.
func optionalLooks(p string) string {
	return replaceLooks(p, func(inside string) string { return "(?:(?:" + inside + ")?)" })
}

// replaceLooks puts other groups in the place of those that look ahead; group gets what is in one, with its own replaced.
func replaceLooks(p string, group func(inside string) string) string {
	var b strings.Builder
	for i := 0; i < len(p); {
		switch {
		case p[i] == '\\' && i+1 < len(p):
			b.WriteString(p[i : i+2])
			i += 2
		case p[i] == '[':
			n := classLength(p[i:])
			b.WriteString(p[i : i+n])
			i += n
		case strings.HasPrefix(p[i:], "(?=") || strings.HasPrefix(p[i:], "(?!"):
			n := groupLength(p[i:])
			b.WriteString(group(replaceLooks(p[i+3:max(i+3, i+n-1)], group)))
			i += n
		default:
			b.WriteByte(p[i])
			i++
		}
	}
	return b.String()
}

// isLoop reports whether an expression repeats what is in it without a near end.
func isLoop(re *syntax.Regexp) bool {
	return re.Op == syntax.OpStar || re.Op == syntax.OpPlus || re.Op == syntax.OpRepeat && (re.Max < 0 || re.Max > 100)
}

// loops reports whether a match may be of any length.
func loops(re *syntax.Regexp) bool {
	if isLoop(re) {
		return true
	}
	for _, sub := range re.Sub {
		if loops(sub) {
			return true
		}
	}
	return false
}

// A walker finds out how far attempts look. It may be used for one after the other.
type walker struct {
	now, next []uint32
	mark      []int
	round     int
}

// failed is what an attempt at pos costs that fails.
func (w *walker) failed(s *sight, text []rune, pos int) int {
	const each = 16
	switch {
	case !s.loops:
		return each
	case s.prog == nil:
		return each + (len(text)-pos)*s.slow
	}
	return each + w.reach(s.prog, text, pos)*s.slow
}

// reach is how many characters a match of the program at pos can go on for: it follows all ways at once.
func (w *walker) reach(prog *syntax.Prog, text []rune, pos int) int {
	if len(w.mark) < len(prog.Inst) {
		w.mark, w.round = make([]int, len(prog.Inst)), 0
	}
	w.round++
	w.now = w.follow(prog, w.now[:0], uint32(prog.Start), text, pos)
	n := 0
	for ; len(w.now) > 0 && pos+n < len(text); n++ {
		c := text[pos+n]
		w.round++
		w.next = w.next[:0]
		for _, pc := range w.now {
			if in := &prog.Inst[pc]; c >= 128 || in.MatchRune(c) || c < 32 && c != '\n' { // the kinds of pattern differ there
				w.next = w.follow(prog, w.next, in.Out, text, pos+n+1)
			}
		}
		w.now, w.next = w.next, w.now
	}
	return n
}

// follow adds the instructions that take a character and are reached from pc without one.
func (w *walker) follow(prog *syntax.Prog, list []uint32, pc uint32, text []rune, pos int) []uint32 {
	if w.mark[pc] == w.round {
		return list
	}
	w.mark[pc] = w.round
	switch in := &prog.Inst[pc]; in.Op {
	case syntax.InstAlt, syntax.InstAltMatch:
		return w.follow(prog, w.follow(prog, list, in.Out, text, pos), in.Arg, text, pos)
	case syntax.InstCapture, syntax.InstNop:
		return w.follow(prog, list, in.Out, text, pos)
	case syntax.InstEmptyWidth:
		op := syntax.EmptyOp(in.Arg)
		if op&syntax.EmptyBeginText != 0 && pos > 0 || op&syntax.EmptyBeginLine != 0 && pos > 0 && text[pos-1] != '\n' {
			return list
		}
		return w.follow(prog, list, in.Out, text, pos)
	case syntax.InstRune, syntax.InstRune1, syntax.InstRuneAny, syntax.InstRuneAnyNotNL:
		return append(list, pc)
	}
	return list
}
