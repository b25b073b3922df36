package report

import (
	"sync"

	"platen/cmd/platen/internal/options"
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
	Topics []options.Topic // of DITA, for a report
}

// Account adds the table of the pages' texts beside the tree that was read from them. It accepts nil.
func (f *Collector) Account(a *convert.Account) {
	if a == nil {
		return
	}
	s := &ledger.Sheet{Format: "tree", Pages: a.Pages}
	of := map[ledger.Kind]convert.Counted{ledger.Words: a.Words, ledger.Links: a.Links, ledger.Images: a.Images, ledger.CodeLines: a.Code}
	for k := ledger.Words; k <= ledger.Anchors; k++ {
		n := of[k]
		s.Rows = append(s.Rows, ledger.Row{Kind: k.String(), Source: n.Source, Output: n.Source - n.Lost, Lost: n.Lost})
	}
	for _, d := range a.Dropped {
		if s.LeftOut == nil {
			s.LeftOut = map[string]int{}
		}
		s.LeftOut[d.What] = d.Count
	}
	f.Sheets = append(f.Sheets, s)
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
