package highlight

import (
	"errors"
	"strings"
	"unicode/utf8"

	"github.com/alecthomas/chroma/v2"
)

// Bounds of one block of code; code that passes them stays plain. They are counted, so that the same code has the same
// colours on every machine, however busy it is. Code as people write it costs a tenth of maxWork at the most (3,521 blocks of guides and sources), even when it is
// as long as [MaxBytes]: the bound is for code that many rules look through to its end again and again.
const (
	maxWork  = 1 << 25 // characters that rules may look at
	maxStill = 1000    // rules that match the empty text, one after the other
)

// split returns the code's tokens, or the code as one plain token when they would not be the same text.
func (l *lexer) split(code string) (tokens []Token) {
	asItIs := []Token{{Plain, code}}
	defer func() {
		if recover() != nil { // chroma panics on definitions that contradict themselves
			tokens = asItIs
		}
	}()
	l.once.Do(l.load)
	if l.base == nil {
		return asItIs
	}
	r := &run{lexer: l, code: code, family: l.family}
	if err := r.all("root", l.config.EnsureNL); err != nil || r.at != len(code) {
		return asItIs
	}
	return r.tokens
}

// A run is the splitting of one text. It does what chroma's own loop does, but tries only rules that can match the
// character at hand, and makes no strings for matches that are one token: five times as fast.
type run struct {
	*lexer
	code   string
	at     int // bytes of code that are in tokens
	work   int // characters that rules may have looked at so far
	walk   walker
	tally  tally
	tokens []Token
	family []*lexer
	depth  int // of runs inside runs
}

// all splits the code from the state root on. A language may want the text to end in a newline.
func (r *run) all(root string, endLine bool) error {
	text := []rune(r.code)
	end := len(text)
	if endLine && !strings.HasSuffix(r.code, "\n") {
		text = append(text, '\n')
	}
	s := &chroma.LexerState{Lexer: r.base, Text: text, Stack: []string{root}, Rules: r.compiled, MutatorContext: map[any]any{}}
	still := 0
	for steps := 1; s.Pos < end && len(s.Stack) > 0; steps++ {
		if r.work > maxWork || still > maxStill {
			return errors.New("too much work")
		}
		if name := s.Stack[len(s.Stack)-1]; name != s.State || steps == 1 {
			s.State = name
		}
		rules, ok := r.states[s.State]
		if !ok {
			return errors.New("no state " + s.State)
		}
		pos := s.Pos
		n, err := r.step(s, rules)
		if err != nil {
			return err
		}
		if n < 0 {
			// A newline that fits no rule ends whatever was open, as in Pygments.
			if text[pos] == '\n' && s.State != root {
				s.Stack = append(s.Stack[:0], root)
				still++
				continue
			}
			s.Pos++
			r.add(1, Plain)
		}
		if s.Pos == pos {
			still++
		} else {
			still = 0
		}
	}
	r.tokens = appendToken(r.tokens, r.code, len(r.code), Plain, r.code[r.at:])
	r.at = len(r.code)
	return nil
}

// step applies the first rule that matches at s.Pos and returns the match's length, -1 when none does.
func (r *run) step(s *chroma.LexerState, rules []rule) (int, error) {
	c := s.Text[s.Pos]
	for i := range rules {
		u := &rules[i]
		if !u.first.has(c) {
			continue
		}
		n := r.try(s, u)
		if r.work > maxWork {
			return -1, errors.New("too much work")
		}
		if n < 0 {
			continue
		}
		s.Rule = i
		s.Pos += n
		if u.Mutator != nil {
			if err := u.Mutator.Mutate(s); err != nil {
				return 0, err
			}
		}
		switch {
		case u.simple:
			r.add(n, u.kind)
		case u.Type != nil:
			if s.Registry == nil { // most code needs none
				s.Registry = r.inside()
			}
			return n, r.emit(u.Type.Emit(s.Groups, s))
		}
		return n, nil
	}
	return -1, nil
}

// try matches a rule at s.Pos, keeps its groups and returns the match's length, -1 when it does not match.
func (r *run) try(s *chroma.LexerState, u *rule) int {
	start, end := 0, len(s.Text)
	if u.back {
		start = max(0, s.Pos-maxBehind)
	}
	cost := -1
	if u.maze != nil && u.maze.winds() {
		steps, accepts, seen := r.tally.steps(u.maze, s.Text, s.Pos)
		switch {
		case seen < 0 && !accepts && !u.maze.refs:
			r.work += 16 + steps
			return -1
		case seen < 0:
			cost = 16 + steps
		case u.maze.plain:
			return r.tryPlain(s, u)
		default:
			cost, end = 16+steps, seen
		}
	}
	m, err := u.Regexp.FindRunesMatchStartingAt(s.Text[start:end], s.Pos-start)
	if m == nil || err != nil || m.RuneIndex != s.Pos-start {
		if cost < 0 {
			cost = r.walk.failed(&u.sight, s.Text, s.Pos)
		}
		r.work += cost
		return -1
	}
	r.work += 16 + m.RuneLength*u.sight.slow
	if end < len(s.Text) {
		r.work += cost
	}
	if !u.simple && u.Type != nil {
		s.Groups, s.NamedGroups = nil, map[string]string{}
		for _, g := range m.Groups() {
			s.Groups = append(s.Groups, g.String())
			s.NamedGroups[g.Name] = g.String()
		}
	}
	return m.RuneLength
}

// tryPlain is try for a pattern that Go's engine can match, in as many steps as the text is long.
func (r *run) tryPlain(s *chroma.LexerState, u *rule) int {
	before := min(s.Pos, 1)
	text := string(s.Text[s.Pos-before:])
	r.work += 16 + len(text)*u.sight.slow
	m := u.maze.linear(before).FindStringSubmatchIndex(text)
	if m == nil {
		return -1
	}
	if before > 0 {
		_, before = utf8.DecodeRuneInString(text)
	}
	s.Groups, s.NamedGroups = []string{text[before:m[1]]}, nil
	for i := 2; i < len(m); i += 2 {
		group := ""
		if m[i] >= 0 {
			group = text[m[i]:m[i+1]]
		}
		s.Groups = append(s.Groups, group)
	}
	return utf8.RuneCountInString(s.Groups[0])
}

// add appends the next n characters.
func (r *run) add(n int, kind Kind) {
	end := r.at
	for ; n > 0 && end < len(r.code); n-- {
		_, size := utf8.DecodeRuneInString(r.code[end:])
		end += size
	}
	text := r.code[r.at:end]
	r.at = end
	r.tokens = appendToken(r.tokens, r.code, end, kind, text)
}

// emit appends the tokens of a match that has several.
func (r *run) emit(next chroma.Iterator) error {
	for {
		t := next()
		if t == chroma.EOF {
			return nil
		}
		if t.Type == chroma.Ignore {
			continue
		}
		v := t.Value
		if !strings.HasPrefix(r.code[r.at:], v) {
			if v = strings.TrimSuffix(v, "\n"); r.code[r.at:] != v { // the newline that was added at the end
				return errors.New("the text would change")
			}
		}
		r.at += len(v)
		r.tokens = appendToken(r.tokens, r.code, r.at, kindOf(t.Type), v)
	}
}

// appendToken appends text, which ends at code[at], joined to the token before where that has the same kind.
func appendToken(tokens []Token, code string, at int, kind Kind, text string) []Token {
	if text == "" {
		return tokens
	}
	text = code[at-len(text) : at] // a part of code, whatever it came from
	if n := len(tokens) - 1; n >= 0 {
		if last := &tokens[n]; last.Kind == kind {
			last.Text = code[at-len(text)-len(last.Text) : at]
			return tokens
		}
	}
	return append(tokens, Token{kind, text})
}
