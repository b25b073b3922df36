package pdf

import "sync"

// turns lets pictures be decoded at the same time as long as they take no more memory together than there is room for;
// one that needs more than all of it comes alone. The memory is the process's, so all writers take turns with each
// other. It has no effect on what comes out.
type turns struct {
	mu    sync.Mutex
	freed sync.Cond
	room  int // bytes that are left
	all   int
}

func newTurns(bytes int) *turns {
	t := &turns{room: bytes, all: bytes}
	t.freed.L = &t.mu
	return t
}

// decoding is for rasters. A picture needs its pixels twice while it is brought into its form for PDF.
var decoding = newTurns(256 << 20)

// take waits until there is room for so many bytes, and returns how to give it back.
func (t *turns) take(bytes int) (done func()) {
	bytes = min(max(bytes, 0), t.all)
	t.mu.Lock()
	for t.room < bytes {
		t.freed.Wait()
	}
	t.room -= bytes
	t.mu.Unlock()
	return func() {
		t.mu.Lock()
		t.room += bytes
		t.mu.Unlock()
		t.freed.Broadcast()
	}
}
