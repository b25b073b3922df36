package typeset

import "math"

// A breaker chooses where lines end: the whole paragraph at once, so that the sum of the lines' demerits is least.
// (D. E. Knuth and M. F. Plass, Breaking Paragraphs into Lines, 1981)
type breaker struct {
	sumW, sumSp []float64 // of the atoms before an index, spaces included in sumW
	nodes       []node
	active      []int32
	best        []node
	out         []int32
}

type node struct {
	at       int32 // the line ends after atom at-1
	line     int32
	prev     int32
	demerits float64
	hyphens  uint8 // lines in a row that end in one, up to here
	inside   joint // soft or hyph when the line ends inside a word, else glued
}

const (
	spoilt      = 1e9     // demerits of what is not to be
	maxHyphens  = 2       // lines in a row that may end in one
	stretch     = 0.5     // of a space
	shrink      = 1.0 / 3 // of a space
	linePenalty = 10.0
	slackUnit   = 0.1 // of the measure: what one unit of badness allows in ragged lines
)

// A break after a hyphen of the text is worse than one where a hyphen is put in: readers of the text take the
// hyphen for one that was put in, and drop it.
var penalty = [...]float64{space: 0, free: 5, dash: 150, soft: 120, hyph: 60, forced: 400}

// alike is from which line on all widths are alike; 0: all are.
func (o *Options) alike() int32 {
	if o.Widths == nil {
		return 0
	}
	return int32(max(1, o.Alike))
}

// total chooses the breaks; a line may be stretched to the tolerance. ok is false when there is no way.
func (b *breaker) total(atoms []atom, o *Options, tolerance float64) (ends []int32, ok bool) {
	b.sum(atoms)
	b.nodes = append(b.nodes[:0], node{prev: -1})
	b.active = append(b.active[:0], 0)
	for j := range atoms {
		k := atoms[j].after
		if k == glued {
			continue
		}
		b.best = b.best[:0]
		keep := b.active[:0]
		for _, ai := range b.active {
			a := &b.nodes[ai]
			w := o.Width
			if o.Widths != nil {
				_, w = o.Widths(int(a.line))
			}
			r, fits := b.ratio(atoms, int(a.at), j, w, o.Justify)
			if !fits {
				continue // and no longer line would
			}
			if k != hard {
				keep = append(keep, ai)
			}
			if r <= tolerance || k == hard {
				b.consider(a, ai, j, r, k, o.alike(), len(atoms))
			}
		}
		b.active = keep
		for i := range b.best {
			b.nodes = append(b.nodes, b.best[i])
			b.active = append(b.active, int32(len(b.nodes)-1))
		}
		if len(b.active) == 0 {
			return nil, false
		}
	}
	end := int32(-1)
	for _, ai := range b.active {
		if end < 0 || b.nodes[ai].demerits < b.nodes[end].demerits {
			end = ai
		}
	}
	if b.nodes[end].demerits >= spoilt {
		return nil, false
	}
	b.out = b.out[:0]
	for n := end; n > 0; n = b.nodes[n].prev {
		b.out = append(b.out, b.nodes[n].at)
	}
	for i, j := 0, len(b.out)-1; i < j; i, j = i+1, j-1 {
		b.out[i], b.out[j] = b.out[j], b.out[i]
	}
	return b.out, true
}

func (b *breaker) sum(atoms []atom) {
	b.sumW, b.sumSp = append(b.sumW[:0], 0), append(b.sumSp[:0], 0)
	w, sp := 0.0, 0.0
	for i := range atoms {
		w += atoms[i].w + atoms[i].sp
		sp += atoms[i].sp + atoms[i].flex
		b.sumW, b.sumSp = append(b.sumW, w), append(b.sumSp, sp)
	}
}

// ratio says how far the line from atom i to j has to be stretched, or shrunk when negative, and whether it fits.
func (b *breaker) ratio(atoms []atom, i, j int, width float64, justify bool) (r float64, fits bool) {
	a := &atoms[j]
	nat := b.sumW[j+1] - b.sumW[i] - a.sp + a.sign
	sp := b.sumSp[j+1] - b.sumSp[i] - a.sp - a.flex
	d := width - nat
	if d < -0.001 {
		if !justify || sp <= 0 {
			return -2, d > -0.02
		}
		r = d / (shrink * sp)
		return r, r >= -1
	}
	if a.after == hard {
		return 0, true
	}
	switch {
	case !justify:
		return d / (slackUnit * width), true
	case sp > 0:
		return d / (stretch * sp), true
	case a.sp+b.next(atoms, j) <= d: // there is nothing to spread, and what follows would fit
		return math.Inf(1), true
	}
	return d / (slackUnit * width), true
}

// next is the width of what stands between the joint after atom j and the one that follows it.
func (b *breaker) next(atoms []atom, j int) float64 {
	k := j + 1
	for k+1 < len(atoms) && atoms[k].after == glued {
		k++
	}
	if k >= len(atoms) {
		return 0
	}
	return b.sumW[k+1] - b.sumW[j+1] - atoms[k].sp + atoms[k].sign
}

func (b *breaker) consider(a *node, ai int32, j int, r float64, k joint, alike int32, n int) {
	bad := math.Min(100*math.Abs(r*r*r), 1e5)
	d := linePenalty + bad
	d *= d
	c := node{at: int32(j + 1), prev: ai}
	if k != hard {
		d += penalty[k] * penalty[k]
		if k.hyphen() {
			if c.hyphens = a.hyphens + 1; c.hyphens > maxHyphens {
				return
			} else if c.hyphens > 1 {
				d += 8000
			}
		}
		if k == soft || k == hyph {
			c.inside = k
		}
	} else if j == n-1 && (a.hyphens > 0 || a.inside != glued) {
		switch { // the last line is a piece of a word and little else, or may be
		case b.sumSp[j] > b.sumSp[a.at] || a.inside == glued:
			d += 3000
		case a.inside == soft:
			d += 50_000
		default:
			d += spoilt
		}
	}
	d += a.demerits
	line := int32(0)
	if alike > 0 {
		line = min(a.line+1, alike)
	}
	c.line, c.demerits = line, d
	for i := range b.best {
		if b.best[i].line == line {
			if d < b.best[i].demerits {
				b.best[i] = c
			}
			return
		}
	}
	b.best = append(b.best, c)
}

// hyphen reports whether a line that ends at the joint ends in a hyphen.
func (k joint) hyphen() bool { return k == hyph || k == dash || k == forced }

// greedy fills line after line. Joints inside words are used where the line would else be left emptier than share.
func (b *breaker) greedy(atoms []atom, o *Options, share float64) []int32 {
	b.sum(atoms)
	b.out = b.out[:0]
	start, line, hyphens := 0, 0, 0
	last, word := -1, -1 // the last joints that fit: any; not inside a word
	width := func() float64 {
		if o.Widths != nil {
			_, w := o.Widths(line)
			return w
		}
		return o.Width
	}
	w := width()
	end := func(j int) {
		if hyphens++; !atoms[j].after.hyphen() {
			hyphens = 0
		}
		b.out = append(b.out, int32(j+1))
		start, last, word = j+1, -1, -1
		line++
		w = width()
	}
	for j := 0; j < len(atoms); j++ {
		a := &atoms[j]
		if a.after == glued {
			continue
		}
		nat := b.sumW[j+1] - b.sumW[start] - a.sp
		if nat+a.sign > w+0.02 && last >= 0 {
			k := last
			if word >= 0 && w-(b.sumW[word+1]-b.sumW[start]-atoms[word].sp) <= share*w {
				k = word
			}
			if word >= 0 && hyphens >= maxHyphens && atoms[k].after.hyphen() {
				k = word
			}
			end(k)
			j = k
			continue
		}
		if a.after == hard {
			end(j)
			continue
		}
		last = j
		if a.after < soft {
			word = j
		}
	}
	b.mendEnd(atoms, o)
	return b.out
}

// mendEnd keeps a word whole of which a piece alone would be the last line.
func (b *breaker) mendEnd(atoms []atom, o *Options) {
	n := len(b.out)
	if n < 2 {
		return
	}
	at, end := int(b.out[n-2]), int(b.out[n-1])
	if k := atoms[at-1].after; k != soft && k != hyph || b.sumSp[end-1] > b.sumSp[at] {
		return
	}
	from := 0
	if n > 2 {
		from = int(b.out[n-3])
	}
	w := o.Width
	if o.Widths != nil {
		_, w = o.Widths(n - 1)
	}
	for k := at - 2; k >= from; k-- {
		if a := &atoms[k]; a.after != glued && a.after < soft {
			if b.sumW[end]-b.sumW[k+1] <= w {
				b.out[n-2] = int32(k + 1)
			}
			return
		}
	}
}

// loose reports whether a line but the last leaves more than share of its measure empty.
func (b *breaker) loose(atoms []atom, ends []int32, o *Options, share float64) bool {
	start := int32(0)
	for i, e := range ends {
		w := o.Width
		if o.Widths != nil {
			_, w = o.Widths(i)
		}
		a := &atoms[e-1]
		if a.after != hard && w-(b.sumW[e]-b.sumW[start]-a.sp) > share*w {
			return true
		}
		start = e
	}
	return false
}
