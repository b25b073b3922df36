package ledger

import (
	"sort"
	"strings"
)

// A hunk is a place where the words differ: want[w1:w2] is lost and got[g1:g2] is extra.
type hunk struct{ w1, w2, g1, g2 int }

// window is how many words ahead are looked at for the place where both go on alike.
const window = 20000

// aligned is how the words of an output lie beside those of the source.
type aligned struct {
	hunks []hunk
	steps []step
}

// A step says that from word w of the source on, words of the output have numbers greater by shift.
type step struct{ w, shift int }

// align compares words in order. Its time is near linear: each word is looked at once, and after a difference
// at most window words on both sides.
func align(want, got []word) *aligned {
	a := &aligned{}
	w, g := 0, 0
	var mays []step // the last of the writer's own words that were found: w, and the word of the output in place of shift
	found := func() {
		if w == 0 || !want[w-1].may {
			mays = mays[:0]
		}
		mays = append(mays, step{w, g})
	}
	under := -1
	skip := func() bool { // a word of the output that may be none: a rule, the mark of a quotation
		if g >= len(got) || !got[g].may {
			return false
		}
		if w < len(want) && !want[w].code && (got[g].s == ">" || w == 0 || !want[w-1].title || under == w) {
			if n := spells(want[w:], got[g].s); n > 0 {
				if want[w].may {
					found()
				}
				w, g = w+n, g+1
				a.mark(w, g)
				return true
			}
		}
		if got[g].s != ">" {
			under = w // a heading has one underline
		}
		g++
		a.mark(w, g)
		return true
	}
	for w < len(want) || g < len(got) {
		if skip() {
			continue
		}
		if w < len(want) && g < len(got) {
			if n := matches(&want[w], got[g:]); n > 0 {
				if want[w].may {
					found()
				}
				w, g = w+1, g+n
				a.mark(w, g)
				continue
			}
			if n := glued(want[w:], got[g].s); n > 0 {
				w, g = w+n, g+1
				a.mark(w, g)
				continue
			}
		}
		if w < len(want) && want[w].may {
			w++
			a.mark(w, g)
			continue
		}
		again := false
		for i := len(mays) - 1; i >= 0 && !again; i-- {
			if end := without(want, got, mays[i].w, mays[i].shift, w); end >= 0 {
				w, g, again = end, mays[i].shift, true
				a.mark(w, g)
			}
		}
		if mays = mays[:0]; again {
			continue
		}
		w2, g2 := resume(want, got, w, g)
		a.hunks = append(a.hunks, hunk{w, w2, g, g2})
		w, g = w2, g2
		a.mark(w, g)
	}
	return a
}

// mark notes that word w of the source stands beside word g of the output.
func (a *aligned) mark(w, g int) {
	for len(a.steps) > 0 && a.steps[len(a.steps)-1].w >= w {
		a.steps = a.steps[:len(a.steps)-1]
	}
	if n := len(a.steps); n == 0 && g != w || n > 0 && a.steps[n-1].shift != g-w {
		a.steps = append(a.steps, step{w, g - w})
	}
}

// without returns the end of the writer's own words that begin at may, when the output is more like the source
// without them: what was taken for them are words of the source. Up to word failed it was like the source with them.
func without(want, got []word, may, g, failed int) int {
	end := may
	for end < len(want) && want[end].may {
		end++
	}
	w := end
	for w < len(want) && g < len(got) && w <= failed {
		n := matches(&want[w], got[g:])
		if n == 0 {
			return -1
		}
		w, g = w+1, g+n
	}
	if w <= failed && w < len(want) {
		return -1
	}
	return end
}

// matches returns how many of the words in got are the one wanted: more than one when lines were broken in it.
func matches(want *word, got []word) int {
	if want.number {
		return numberIn(got)
	}
	if want.s == got[0].s {
		return 1
	}
	rest := want.s
	for n := range got {
		if n > 0 && got[n].may {
			continue
		}
		if n > 0 && !got[n].soft {
			return 0
		}
		var ok bool
		if rest, ok = strings.CutPrefix(rest, got[n].s); !ok {
			return 0
		}
		if rest == "" {
			return n + 1
		}
	}
	return 0
}

// numberIn returns how many words a number with its points is: "2.1" is three.
func numberIn(got []word) int {
	digits := func(i int) bool { return i < len(got) && strings.Trim(got[i].s, "0123456789") == "" }
	if !digits(0) {
		return 0
	}
	n := 1
	for n < len(got) && got[n].s == "." && digits(n+1) {
		n += 2
	}
	return n
}

// glued returns how many words of the source a word of the output is made of, when there is no space beside one that
// may lack, or in place of it.
func glued(want []word, s string) int {
	j := 1
	for j < len(want) && want[j].may {
		j++
	}
	switch {
	case len(want) > 1 && (want[0].may || want[1].may) && s == want[0].s+want[1].s:
		return 2
	case j > 1 && j < len(want) && s == want[0].s+want[j].s:
		return j + 1
	}
	return 0
}

// spells returns how many of the words are s together.
func spells(want []word, s string) int {
	for n := range want {
		var ok bool
		if s, ok = strings.CutPrefix(s, want[n].s); !ok {
			return 0
		}
		if s == "" {
			return n + 1
		}
	}
	return 0
}

// resume returns where both go on alike: the least that three words in a row, or what is left, are the same.
func resume(want, got []word, w, g int) (int, int) {
	wEnd, gEnd := min(len(want), w+window), min(len(got), g+window)
	key := func(ws []word, i int) string {
		s := ws[i].s
		for k := i + 1; k < i+3; k++ {
			if k < len(ws) {
				s += " " + ws[k].s
			}
		}
		return s
	}
	// Small differences first: they need no table.
	for d := 1; d < 24; d++ {
		for k := 0; k <= d; k++ {
			i, j := w+k, g+d-k
			if i < len(want) && j < len(got) && key(want, i) == key(got, j) {
				return i, j
			}
		}
	}
	first := make(map[string]int, gEnd-g)
	for j := gEnd - 1; j >= g; j-- {
		first[key(got, j)] = j
	}
	best, bi, bj := -1, 0, 0
	for i := w; i < wEnd; i++ {
		if best >= 0 && i-w >= best {
			break
		}
		if j, ok := first[key(want, i)]; ok && (best < 0 || i-w+j-g < best) {
			best, bi, bj = i-w+j-g, i, j
		}
	}
	if best >= 0 {
		return bi, bj
	}
	if wEnd == len(want) && gEnd == len(got) {
		return wEnd, gEnd
	}
	return wEnd, gEnd
}

// place returns where word w of the source is in the output.
func (a *aligned) place(w int) int {
	i := sort.Search(len(a.steps), func(i int) bool { return a.steps[i].w > w })
	if i == 0 {
		return w
	}
	return w + a.steps[i-1].shift
}
