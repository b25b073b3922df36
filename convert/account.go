package convert

import (
	"maps"
	"slices"
	"sync"

	"platen/convert/internal/account"
	"platen/convert/tree"
)

// An Account counts what the texts of a book's pages have, and what of it did not get into the tree. Pages that are left
// out of the book as a whole are counted too. It may be used by one Load at a time.
type Account struct {
	Pages                      int
	Words, Links, Images, Code Counted
	Dropped                    []Dropped // what was left out on purpose, by its name

	mu   sync.Mutex
	sums account.Sums
}

// Counted is how many things of a kind the texts have, and how many of them the tree lacks.
type Counted struct{ Source, Lost int }

// Dropped is how often one form was left out on purpose.
type Dropped struct {
	What  string
	Count int
}

// page compares a page with its text, before anything is left out of it. It accepts a nil Account.
func (a *Account) page(p *tree.Page, text []byte, report func(tree.Diag)) {
	if a == nil {
		return
	}
	s := account.Check(p, text, report)
	a.mu.Lock()
	defer a.mu.Unlock()
	a.sums.Add(s)
	a.Pages = a.sums.Pages
	a.Words, a.Links = Counted(a.sums.Of[account.Words]), Counted(a.sums.Of[account.Links])
	a.Images, a.Code = Counted(a.sums.Of[account.Images]), Counted(a.sums.Of[account.Code])
	a.Dropped = nil
	for _, what := range slices.Sorted(maps.Keys(a.sums.Dropped)) {
		a.Dropped = append(a.Dropped, Dropped{what, a.sums.Dropped[what]})
	}
}
