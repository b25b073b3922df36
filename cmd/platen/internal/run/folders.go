package run

import (
	"sync"

	"platen/writers/output"
)

// Folders are the output folders that are open in the process, so that the end by a signal can sweep them. It is safe
// for concurrent use; nil notes none.
type Folders struct {
	mu  sync.Mutex
	set map[*output.Folder]bool
}

func (s *Folders) add(f *output.Folder) {
	if s == nil {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.set == nil {
		s.set = map[*output.Folder]bool{}
	}
	s.set[f] = true
}

func (s *Folders) remove(f *output.Folder) {
	if s == nil {
		return
	}
	s.mu.Lock()
	delete(s.set, f)
	s.mu.Unlock()
}

// Sweep takes away what is unfinished.
func (s *Folders) Sweep() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for f := range s.set {
		f.Interrupt()
	}
}
