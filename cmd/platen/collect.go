package main

import (
	"sync"

	"platen/convert"
	"platen/convert/tree"
	"platen/writers/ledger"
)

// A collector takes the findings about one input. It is safe for concurrent use.
type collector struct {
	in *input

	mu    sync.Mutex
	found convert.Findings

	sheets []*ledger.Sheet // of the outputs, with --ledger
}

func (f *collector) report(d tree.Diag) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.found.Add(d)
}

// sorted returns the findings in the book's order.
func (f *collector) sorted(b *tree.Book) []tree.Diag {
	order := map[*tree.Page]int{}
	if b != nil {
		for i, p := range b.Pages {
			order[p] = i
		}
	}
	return tree.SortDiags(f.found.All(), order)
}
