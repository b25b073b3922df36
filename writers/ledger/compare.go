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
	same  int // words of the source that are there, without signs and those that may lack
}

// A step says that from word w of the source on, words of the output have numbers greater by shift.
type step struct{ w, shift int }

// align compares words in order. Its time is near linear: each word is looked at once, and after a difference
// at most window words on both sides.
func align(want, got []word) *aligned {
	a := &aligned{}
	w, g := 0, 0
	mark := func() {
		if n := len(a.steps); n == 0 && g != w || n > 0 && a.steps[n-1].shift != g-w {
			a.steps = append(a.steps, step{w, g - w})
		}
	}
	for w < len(want) || g < len(got) {
		if w < len(want) && g < len(got) {
			if n := matches(&want[w], got[g:]); n > 0 {
				if !want[w].may && want[w].isWord() {
					a.same++
				}
				w, g = w+1, g+n
				mark()
				continue
			}
		}
		if w < len(want) && want[w].may {
			w++
			mark()
			continue
		}
		w2, g2 := resume(want, got, w, g)
		a.hunks = append(a.hunks, hunk{w, w2, g, g2})
		w, g = w2, g2
		mark()
	}
	return a
}

// matches returns how many of the words in got are the one wanted: more than one when lines were broken in it.
func matches(want *word, got []word) int {
	if want.s == got[0].s {
		return 1
	}
	rest := want.s
	for n := range got {
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
