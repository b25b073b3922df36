// Package near finds the name that a misspelt one was probably meant to be.
package near

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// Suggest returns the candidate that name was probably meant to be, or "" when none is near: one that
// differs in case only, else the one with the fewest edits, at most one for each four letters of name
// and none in a single letter, else the one with the most words of name and none that it lacks, or the other way round.
// Among equals the first wins.
func Suggest(name string, candidates []string) string {
	s := Suggester{Budget: 1 << 30}
	return s.Nearest(name, candidates)
}

// A Suggester spends a budget of compared cells, so that a page with many dead links among many
// candidates costs linear time; once it is spent there are no more suggestions.
type Suggester struct {
	Budget int // in compared letters
	rows   []int
}

// Nearest does what [Suggest] does.
func (s *Suggester) Nearest(name string, candidates []string) string {
	n := utf8.RuneCountInString(name)
	return s.Within(min(n/4+1, n-1), name, candidates)
}

// Within finds the nearest candidate that is at most limit edits away, or like name by words.
func (s *Suggester) Within(limit int, name string, candidates []string) string {
	if name == "" || len(name) > 200 {
		return ""
	}
	best, limit := "", min(limit, maxEdits)
	lower := strings.ToLower(name)
	for _, c := range candidates {
		if c == name {
			continue
		}
		if strings.EqualFold(c, name) {
			return c
		}
		if d := len(c) - len(name); d > 4*limit || -d > 4*limit || len(c) > 400 {
			continue
		}
		if s.Budget -= len(name); s.Budget < 0 {
			return best
		}
		if d, ok := s.distance(lower, strings.ToLower(c), limit); ok {
			best, limit = c, d-1
			if limit < 0 {
				break
			}
		}
	}
	if best == "" {
		return s.byWords(lower, candidates)
	}
	return best
}

// maxEdits is how many edits make another name of the longest one.
const maxEdits = 6

// byWords finds the candidate whose words are all in name, or have all of name's; at least two, and
// half of the longer one's.
func (s *Suggester) byWords(name string, candidates []string) string {
	words := nameWords(name)
	if len(words) < 2 {
		return ""
	}
	best, most := "", 0
	for _, c := range candidates {
		if s.Budget -= len(c); s.Budget < 0 {
			break
		}
		if len(c) > 2*len(name)+8 || len(name) > 2*len(c)+8 || !strings.Contains(strings.ToLower(c), words[0]) && !strings.Contains(strings.ToLower(c), words[1]) {
			continue
		}
		other := nameWords(strings.ToLower(c))
		common := 0
		for _, w := range words {
			if slices.Contains(other, w) {
				common++
			}
		}
		if common >= 2 && common == min(len(words), len(other)) && 2*common >= max(len(words), len(other)) && common > most {
			best, most = c, common
		}
	}
	return best
}

func nameWords(s string) []string {
	return strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune("-_./ ", r) })
}

// distance counts insertions, deletions, replacements and swaps of neighbours that make b of a;
// ok is false when there are more than limit.
func (s *Suggester) distance(a, b string, limit int) (n int, ok bool) {
	x, y := []rune(a), []rune(b)
	if d := len(x) - len(y); d > limit || -d > limit {
		return 0, false
	}
	s.Budget -= len(y) * min(len(x), 2*limit+1)
	w := len(y) + 1
	if cap(s.rows) < 3*w {
		s.rows = make([]int, 3*w)
	}
	prev2, prev, cur := s.rows[:w], s.rows[w:2*w], s.rows[2*w:3*w]
	for j := range prev {
		prev[j] = j
	}
	for i := 1; i <= len(x); i++ {
		cur[0] = i
		least := i
		for j := 1; j <= len(y); j++ {
			cost := 1
			if x[i-1] == y[j-1] {
				cost = 0
			}
			d := min(prev[j]+1, cur[j-1]+1, prev[j-1]+cost)
			if i > 1 && j > 1 && x[i-1] == y[j-2] && x[i-2] == y[j-1] {
				d = min(d, prev2[j-2]+1)
			}
			cur[j] = d
			least = min(least, d)
		}
		if least > limit {
			return 0, false
		}
		prev2, prev, cur = prev, cur, prev2
	}
	return prev[len(y)], prev[len(y)] <= limit
}
