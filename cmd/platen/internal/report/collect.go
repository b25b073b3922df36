package report

import (
	"sync"

	"platen/convert"
	"platen/convert/tree"
	"platen/writers/ledger"
)

// A Collector takes the findings about one input. It is safe for concurrent use.
type Collector struct {
	In Source

	mu    sync.Mutex
	Found convert.Findings

	Sheets []*ledger.Sheet // of the outputs, with --ledger
}

func (f *Collector) Report(d tree.Diag) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.Found.Add(d)
}

// Sorted returns the findings in the book's order.
func (f *Collector) Sorted(b *tree.Book) []tree.Diag {
	order := map[*tree.Page]int{}
	if b != nil {
		for i, p := range b.Pages {
			order[p] = i
		}
	}
	return tree.SortDiags(f.Found.All(), order)
}
