package main

import (
	"fmt"
	"sync"

	"platen/convert/tree"
	"platen/writers/ledger"
)

// maxAlike is how many findings of one code are kept for one page. A page that is made of faults would
// otherwise cost more in reports than in conversion.
const maxAlike = 1000

// A collector takes the findings about one input. It is safe for concurrent use.
type collector struct {
	in *input

	mu    sync.Mutex
	ds    []tree.Diag
	alike map[alike]int // how many were reported

	sheets []*ledger.Sheet // of the outputs, with --ledger
}

// alike is what findings of one kind have in common.
type alike struct {
	page *tree.Page
	path string
	code tree.DiagCode
}

func (f *collector) report(d tree.Diag) {
	f.mu.Lock()
	defer f.mu.Unlock()
	k := alike{d.Page, d.Path, d.Code}
	if f.alike == nil {
		f.alike = map[alike]int{}
	}
	if f.alike[k]++; f.alike[k] <= maxAlike {
		f.ds = append(f.ds, d)
	}
}

// sorted returns the findings in the book's order. Behind those of a kind that are too many stands how many
// were left out.
func (f *collector) sorted(b *tree.Book) []tree.Diag {
	order := map[*tree.Page]int{}
	if b != nil {
		for i, p := range b.Pages {
			order[p] = i
		}
	}
	ds := tree.SortDiags(f.ds, order)
	var more []tree.Diag
	left := map[alike]int{}
	for k, n := range f.alike {
		if n > maxAlike {
			left[k] = maxAlike
		}
	}
	if len(left) == 0 {
		return ds
	}
	for _, d := range ds {
		more = append(more, d)
		k := alike{d.Page, d.Path, d.Code}
		if left[k]--; left[k] == 0 {
			d.Msg, d.Hint, d.End = fmt.Sprintf("and %d more of this kind", f.alike[k]-maxAlike), "", 0
			more = append(more, d)
		}
	}
	return more
}
