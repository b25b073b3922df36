package output

import (
	"errors"
	"sync"
)

// A Hold keeps finished files back until it is known whether all of them may appear. The zero value holds what it gets; a
// nil one holds nothing. It is safe for concurrent use.
type Hold struct {
	mu    sync.Mutex
	files []finished
}

// A finished file is one that has not appeared yet.
type finished struct {
	appear func() error
	drop   func()
}

// Later holds what is done when the files appear, and what when they do not; either may be nil. It reports whether the
// caller has to do neither.
func (h *Hold) Later(appear func() error, drop func()) bool {
	if h == nil {
		return false
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	h.files = append(h.files, finished{appear, drop})
	return true
}

// Appear puts all files under their names, in the order in which they were finished. The errors of those that cannot are
// joined; the others appear.
func (h *Hold) Appear() error {
	var errs []error
	for _, f := range h.take() {
		if f.appear != nil {
			errs = append(errs, f.appear())
		}
	}
	return errors.Join(errs...)
}

// Drop takes all files away; what was there before stays.
func (h *Hold) Drop() {
	for _, f := range h.take() {
		if f.drop != nil {
			f.drop()
		}
	}
}

func (h *Hold) take() []finished {
	h.mu.Lock()
	defer h.mu.Unlock()
	files := h.files
	h.files = nil
	return files
}
