package main

import (
	"sync"

	"platen/convert/tree"
)

// A collector takes the findings about one input. It is safe for concurrent use.
type collector struct {
	in *input
	mu sync.Mutex
	ds []tree.Diag
}

func (f *collector) report(d tree.Diag) {
	f.mu.Lock()
	f.ds = append(f.ds, d)
	f.mu.Unlock()
}

// sorted returns the findings in the book's order.
func (f *collector) sorted(b *tree.Book) []tree.Diag {
	order := map[*tree.Page]int{}
	if b != nil {
		for i, p := range b.Pages {
			order[p] = i
		}
	}
	return tree.SortDiags(f.ds, order)
}

// named returns how the input is named in messages.
func (in *input) named() string {
	switch {
	case in.single == "-":
		return "standard input"
	case in.single != "":
		return in.single
	case in.dir == "":
		return "."
	}
	return in.dir
}
