package pdf

import (
	"cmp"
	"math"
	"slices"
)

// colWidth is what a column asks for.
type colWidth struct {
	min, max float64 // widest piece that cannot break; width without breaking
	share    float64 // of the table, when the author gave one
	head     float64 // width of the header without breaking: it may rather be broken than the cells below it
}

// spanWidth is what a cell over several columns asks for.
type spanWidth struct {
	from, to int
	min, max float64
}

// spread makes columns wide enough for cells that span several of them: what is missing is given
// in proportion to what the columns have.
func spread(cols []colWidth, spans []spanWidth, gap float64) {
	for _, s := range spans {
		n := float64(s.to - s.from)
		minSum, maxSum := gap*(n-1), gap*(n-1)
		for _, c := range cols[s.from:s.to] {
			minSum += c.min
			maxSum += c.max
		}
		for i := s.from; i < s.to; i++ {
			c := &cols[i]
			if s.min > minSum {
				c.min += (s.min - minSum) * part(c.min, minSum-gap*(n-1), n)
			}
			if s.max > maxSum {
				c.max += (s.max - maxSum) * part(c.max, maxSum-gap*(n-1), n)
			}
			c.max = math.Max(c.max, c.min)
		}
	}
}

func part(v, sum, n float64) float64 {
	if sum <= 0 {
		return 1 / n
	}
	return v / sum
}

// fits reports whether no word of a column would touch the next in the width.
func fits(cols []colWidth, width float64) bool {
	sum := 0.0
	for _, c := range cols {
		sum += c.min
	}
	return sum <= width+0.01
}

// capped cuts the longest words of a few columns so that all of them fit the width, and reports whether that is good: at
// most half of the columns lose, and none has less than least.
func capped(cols []colWidth, width, least float64) bool {
	lo, hi := 0.0, width
	for range 40 {
		limit, sum := (lo+hi)/2, 0.0
		for _, c := range cols {
			sum += min(c.min, limit)
		}
		if sum > width {
			hi = limit
		} else {
			lo = limit
		}
	}
	cut := 0
	for _, c := range cols {
		if c.min > lo {
			cut++
		}
	}
	if lo < least || 2*cut > len(cols)+1 || len(cols) > 6 {
		return false
	}
	for i := range cols {
		c := &cols[i]
		c.min = min(c.min, lo)
	}
	return true
}

// columnWidths shares the width among the columns. A table whose cells fit unbroken takes what it needs, or
// the whole width when it needs most of it; one whose longest words do not fit is squeezed; else each column has at least its min and at most its max, and
// between those grows with the square root of its content, which keeps the table short.
func columnWidths(cols []colWidth, width float64) []float64 {
	w := make([]float64, len(cols))
	minSum, maxSum, fullSum, shares := 0.0, 0.0, 0.0, 0.0
	for _, c := range cols {
		minSum += c.min
		maxSum += c.max
		fullSum += max(c.max, c.head)
		shares += c.share
	}
	switch {
	case minSum >= width:
		for i, c := range cols { // words have to be broken
			w[i] = c.min * max(width, 6*float64(len(cols))) / minSum
		}
		return w
	case shares > 0.99 && shares < 1.01:
		ok := true
		for i, c := range cols {
			w[i] = c.share * width
			ok = ok && w[i] >= c.min
		}
		if ok {
			return w
		}
	}
	if fullSum <= width {
		stretch := 1.0
		if fullSum > 0.62*width {
			stretch = width / fullSum
		}
		for i, c := range cols {
			w[i] = max(c.max, c.head) * stretch
		}
		return w
	}
	if maxSum <= width { // headers alone are broken
		level(w, width, func(c int) (least, most float64) { return cols[c].max, max(cols[c].max, cols[c].head) })
		return w
	}
	level(w, width, func(c int) (least, most float64) { return cols[c].min, max(cols[c].min, cols[c].max) })
	sum := 0.0
	for _, x := range w {
		sum += x
	}
	if rest := width - sum; rest > 0 { // what the search left over
		w[len(w)-1] += math.Min(rest, 1)
	}
	return w
}

// level gives each column between its least and its most, in proportion to the square root of the most.
func level(w []float64, width float64, between func(c int) (least, most float64)) {
	lo, hi := 0.0, width
	for range 50 {
		level, sum := (lo+hi)/2, 0.0
		for i := range w {
			least, most := between(i)
			w[i] = min(max(level*math.Sqrt(most), least), most)
			sum += w[i]
		}
		if sum > width {
			hi = level
		} else {
			lo = level
		}
	}
}

// widen gives columns that lack little their whole width, where lines, which counts the lines of the table, says that
// this makes it no taller: a name is not broken for the sake of a long text beside it. What is missing is taken
// from columns whose cells are broken anyway.
func widen(w []float64, cols []colWidth, lines func(w []float64) int) {
	lacks := func(i int) float64 { return cols[i].max - w[i] }
	order := make([]int, 0, len(w))
	for i := range w {
		if d := lacks(i); d > 0.01 && d < 0.6*w[i] {
			order = append(order, i)
		}
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(lacks(a), lacks(b)) })
	least := -1
	for _, i := range order {
		need, slack := lacks(i), 0.0
		for j := range w {
			if j != i && lacks(j) > 0.01 {
				slack += w[j] - cols[j].min
			}
		}
		if need <= 0 || slack < need {
			continue
		}
		try := slices.Clone(w)
		try[i] = cols[i].max
		for j := range w {
			if j != i && lacks(j) > 0.01 {
				try[j] -= (w[j] - cols[j].min) * need / slack
			}
		}
		if least < 0 {
			least = lines(w)
		}
		if n := lines(try); n <= least {
			least = n
			copy(w, try)
		}
	}
}

// parts divides the columns 1… into groups that each fit the width together with column 0, which is repeated.
func parts(cols []colWidth, width, gap float64) [][]int {
	var out [][]int
	cur, sum := []int{0}, cols[0].min+gap
	for i := 1; i < len(cols); i++ {
		if need := cols[i].min + gap; sum+need > width && len(cur) > 1 {
			out = append(out, cur)
			cur, sum = []int{0}, cols[0].min+gap
		}
		cur = append(cur, i)
		sum += cols[i].min + gap
	}
	return append(out, cur)
}
