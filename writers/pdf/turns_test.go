package pdf

import (
	"runtime"
	"sync"
	"sync/atomic"
	"testing"
)

// TestTurns decodes pictures from many goroutines: what they take together never passes the room, but for one alone.
func TestTurns(t *testing.T) {
	const room = 1000
	turns := newTurns(room)
	var now, most, done atomic.Int64
	var wg sync.WaitGroup
	for i := range 64 {
		size := []int{0, 1, 100, 400, 999, 1000, 5000, -3}[i%8]
		wg.Go(func() {
			back := turns.take(size)
			counted := int64(min(max(size, 0), room))
			n := now.Add(counted)
			for m := most.Load(); n > m && !most.CompareAndSwap(m, n); m = most.Load() {
			}
			runtime.Gosched()
			now.Add(-counted)
			back()
			done.Add(1)
		})
	}
	wg.Wait()
	if most.Load() > room || done.Load() != 64 || turns.room != room {
		t.Errorf("%d at once of %d, %d done, %d left", most.Load(), room, done.Load(), turns.room)
	}
}
