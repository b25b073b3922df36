package highlight

import (
	"regexp"
	"regexp/syntax"
	"strings"
	"sync"
	"unicode"
)

// maxPaths bounds the steps of one attempt to match a rule. The engine of the rules goes back step by step and may need
// more steps than any machine has time for; its own bound is a time, which a busy or paused machine reaches with any code.
const maxPaths = 1 << 20

// maxBehind is how many characters before an attempt a rule sees that looks back over any length.
const maxBehind = 1 << 10

// A maze is a pattern that may be tried in more ways than its text is long. It is read at the first attempt: most rules
// of a language are never tried.
type maze struct {
	pattern string
	flags   syntax.Flags
	once    sync.Once
	prog    *syntax.Prog // all ways, those of looking ahead too; nil: an attempt costs a few times the characters it looks at
	refs    bool         // it refers to its groups: whether prog matches says nothing
	plain   bool         // Go's syntax says the same
	lines   sync.Once
	atOnce  [2]*regexp.Regexp // the plain pattern in linear time, at the beginning of a text and after a character
}

// mazeOf returns nil for a pattern without two loops.
func mazeOf(pattern string, flags syntax.Flags) *maze {
	if n := strings.Count(pattern, "*") + strings.Count(pattern, "+") + strings.Count(pattern, "{"); n < 2 {
		return nil
	}
	return &maze{pattern: pattern, flags: flags}
}

// winds reports whether there may be many ways.
func (m *maze) winds() bool {
	m.once.Do(func() {
		const dead = `\x{10FFFD}` // looking ahead ends nowhere
		const ref = `(?s:.*)`
		bare := withoutLooks(looksAside(m.pattern, dead))
		m.refs = strings.Contains(bare, ref)
		m.plain = bare == m.pattern && !strings.Contains(bare, "(?>") && !strings.Contains(bare, "(?<") && !strings.Contains(bare, "(?P<")
		bare = strings.ReplaceAll(bare, ref, `(?:)`) // most refer to a quotation mark
		re, err := syntax.Parse(bare, (m.flags|syntax.Perl)&^syntax.OneLine)
		if err != nil || countLoops(re) < 2 {
			return
		}
		m.prog, _ = syntax.Compile(re.Simplify())
	})
	return m.prog != nil
}

// linear returns the pattern for Go's engine, for a text that begins with the character before the attempt or with it.
func (m *maze) linear(before int) *regexp.Regexp {
	m.lines.Do(func() {
		flags := "(?m"
		if m.flags&syntax.FoldCase != 0 {
			flags += "i"
		}
		if m.flags&syntax.DotNL != 0 {
			flags += "s"
		}
		m.atOnce[0] = regexp.MustCompile(`\A` + flags + ":" + m.pattern + ")")
		m.atOnce[1] = regexp.MustCompile(`\A(?s:.)` + flags + ":" + m.pattern + ")")
	})
	return m.atOnce[before]
}

// looksAside makes what looks ahead a way of its own that no match goes.
func looksAside(p, dead string) string {
	return replaceLooks(p, func(inside string) string { return "(?:(?:" + inside + ")" + dead + "|)" })
}

// countLoops counts the loops that may follow on each other, those inside others twice.
func countLoops(re *syntax.Regexp) int {
	n := 0
	for _, sub := range re.Sub {
		if c := countLoops(sub); re.Op == syntax.OpAlternate {
			n = max(n, c)
		} else {
			n += c
		}
	}
	if isLoop(re) {
		n++
	}
	return n
}

// looksFarBack reports whether a pattern looks back over any length.
func looksFarBack(p string) bool {
	for i := 0; i < len(p); i++ {
		switch {
		case p[i] == '\\':
			i++
		case p[i] == '[':
			i += classLength(p[i:]) - 1
		case strings.HasPrefix(p[i:], "(?<=") || strings.HasPrefix(p[i:], "(?<!"):
			if strings.ContainsAny(p[i:i+groupLength(p[i:])], "*+{") {
				return true
			}
		}
	}
	return false
}

// A tally counts the ways through a maze. It may be used for one after the other.
type tally struct {
	now, next []uint32
	ways      [2][]float64 // to each instruction of now and of next
	on        []bool       // the instructions on the way at hand
	listed    []int        // the round in which an instruction came into next
	round     int
	visits    int
	total     float64
	accepts   bool
}

// steps returns how many steps all ways from pos take together, whether one of them is a match, and the end of the text
// that they see until maxPaths, -1 when they need fewer.
func (t *tally) steps(m *maze, text []rune, pos int) (steps int, accepts bool, end int) {
	if n := len(m.prog.Inst); len(t.on) < n {
		t.on, t.listed, t.round = make([]bool, n), make([]int, n), 0
		t.ways = [2][]float64{make([]float64, n), make([]float64, n)}
	}
	t.total, t.visits, t.accepts, t.now, t.next = 0, 0, false, t.now[:0], t.next[:0]
	t.round++
	t.follow(m.prog, uint32(m.prog.Start), 1, text, pos)
	end = -1
	for ; ; pos++ {
		t.now, t.next = t.next, t.now[:0]
		t.ways[0], t.ways[1] = t.ways[1], t.ways[0]
		if end < 0 && (t.total > maxPaths || t.visits > maxPaths) {
			end = pos
		}
		if end >= 0 || len(t.now) == 0 || pos >= len(text) {
			break
		}
		c := text[pos]
		t.round++
		for _, pc := range t.now {
			ways := t.ways[0][pc]
			t.ways[0][pc] = 0
			in := &m.prog.Inst[pc]
			switch {
			case takes(in, c):
				t.follow(m.prog, in.Out, ways, text, pos+1)
			case c >= 128 || c < 32 && c != '\n': // the kinds of pattern differ there: a way, but not one to count
				t.follow(m.prog, in.Out, 0, text, pos+1)
			}
		}
	}
	for _, pc := range t.now {
		t.ways[0][pc] = 0
	}
	return int(min(max(t.total, float64(t.visits)), maxPaths)), t.accepts, end
}

// takes reports whether an instruction takes the character, letters of all scripts for those that take words.
func takes(in *syntax.Inst, c rune) bool {
	return in.MatchRune(c) || c >= 128 && (in.MatchRune('w') && (unicode.IsLetter(c) || unicode.IsDigit(c)) || in.MatchRune(' ') && unicode.IsSpace(c))
}

// follow adds ways to the instructions that take a character and are reached from pc without one.
func (t *tally) follow(prog *syntax.Prog, pc uint32, ways float64, text []rune, pos int) {
	if t.on[pc] || t.visits > maxPaths {
		return
	}
	t.on[pc] = true
	t.visits++
	t.total += ways
	switch in := &prog.Inst[pc]; in.Op {
	case syntax.InstAlt, syntax.InstAltMatch:
		t.follow(prog, in.Out, ways, text, pos)
		t.follow(prog, in.Arg, ways, text, pos)
	case syntax.InstCapture, syntax.InstNop:
		t.follow(prog, in.Out, ways, text, pos)
	case syntax.InstEmptyWidth:
		op := syntax.EmptyOp(in.Arg)
		if op&syntax.EmptyBeginText == 0 && op&syntax.EmptyBeginLine == 0 || pos == 0 || op&syntax.EmptyBeginText == 0 && text[pos-1] == '\n' {
			t.follow(prog, in.Out, ways, text, pos)
		}
	case syntax.InstMatch:
		t.accepts = true
	case syntax.InstRune, syntax.InstRune1, syntax.InstRuneAny, syntax.InstRuneAnyNotNL:
		if t.listed[pc] != t.round {
			t.listed[pc] = t.round
			t.next = append(t.next, pc)
		}
		t.ways[1][pc] += ways
	}
	t.on[pc] = false
}
