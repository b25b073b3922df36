package pages

import (
	"context"
	"runtime"
	"sync"
	"sync/atomic"

	"platen/convert/tree"
)

// Run calls work on n workers, and on no more than there are processors, and returns when all have. A panic of one of them
// is one of the caller, a [tree.Crash].
func Run(n int, work func()) {
	n = min(n, runtime.GOMAXPROCS(0))
	var crash atomic.Pointer[tree.Crash]
	if n == 1 {
		guard(&crash, work)
	} else {
		var wg sync.WaitGroup
		for range n {
			wg.Go(func() { guard(&crash, work) })
		}
		wg.Wait()
	}
	if c := crash.Load(); c != nil {
		panic(c)
	}
}

// guard calls work, and keeps the first panic.
func guard(crash *atomic.Pointer[tree.Crash], work func()) {
	defer func() {
		if r := recover(); r != nil {
			crash.CompareAndSwap(nil, tree.Crashed(r))
		}
	}()
	work()
}

// All calls do for 0 to n-1 on all processors.
func All(n int, do func(i int)) {
	var next atomic.Int64
	Run(n, func() {
		for i := int(next.Add(1)) - 1; i < n; i = int(next.Add(1)) - 1 {
			do(i)
		}
	})
}

// Each calls do for 0 to n-1 on all processors. Each worker has a state of its own, made by state, for buffers that are
// used again. After an error, and when ctx is done, no more calls are begun. It returns the first error in order.
func Each[S any](ctx context.Context, n int, state func() S, do func(s S, i int) error) error {
	errs := make([]error, n)
	var next atomic.Int64
	var failed atomic.Bool
	Run(n, func() {
		s := state()
		for !failed.Load() {
			i := int(next.Add(1)) - 1
			if i >= n {
				return
			}
			if errs[i] = ctx.Err(); errs[i] == nil {
				errs[i] = do(s, i)
			}
			if errs[i] != nil {
				failed.Store(true)
			}
		}
	})
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return ctx.Err()
}

// ahead is how many results for each worker may wait for their turn in [InOrder].
const ahead = 4

// InOrder calls work for 0 to n-1 on all processors, and take with each result, in order and one at a time. work gets its
// worker's state and a buffer to append to, which it returns grown: take has its result before the buffer is used
// again. It returns the first error of take, or ctx's; then no more calls are begun. A panic of work is one of the caller,
// in the place of its result.
func InOrder[S, R any](ctx context.Context, n int, state func() S, work func(s S, i int, buf []byte) (R, []byte), take func(R) error) error {
	if min(n, runtime.GOMAXPROCS(0)) <= 1 {
		return oneByOne(ctx, n, state, work, take)
	}
	type result struct {
		r     R
		buf   []byte
		crash atomic.Pointer[tree.Crash]
	}
	workers := min(n, runtime.GOMAXPROCS(0))
	results := make([]chan *result, n)
	for i := range results {
		results[i] = make(chan *result, 1)
	}
	free := make(chan []byte, ahead*workers) // as many buffers as results may be under way
	for range cap(free) {
		free <- nil
	}
	stop := make(chan struct{})
	var next atomic.Int64
	var wg sync.WaitGroup
	defer wg.Wait()
	defer close(stop)
	for range workers {
		wg.Go(func() {
			s := state()
			for {
				var buf []byte
				select { // first a buffer, then a number: the result that take waits for always has one
				case buf = <-free:
				case <-stop:
					return
				}
				i := int(next.Add(1)) - 1
				if i >= n {
					return
				}
				res := &result{}
				guard(&res.crash, func() { res.r, res.buf = work(s, i, buf) })
				results[i] <- res
			}
		})
	}
	for i := range n {
		select {
		case r := <-results[i]:
			if err := ctx.Err(); err != nil {
				return err
			}
			if c := r.crash.Load(); c != nil {
				panic(c)
			}
			if err := take(r.r); err != nil {
				return err
			}
			free <- r.buf
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	return nil
}

// oneByOne is InOrder on one processor.
func oneByOne[S, R any](ctx context.Context, n int, state func() S, work func(s S, i int, buf []byte) (R, []byte), take func(R) error) error {
	if n == 0 {
		return ctx.Err()
	}
	s := state()
	var buf []byte
	for i := range n {
		if err := ctx.Err(); err != nil {
			return err
		}
		var r R
		var crash atomic.Pointer[tree.Crash]
		guard(&crash, func() { r, buf = work(s, i, buf) })
		if c := crash.Load(); c != nil {
			panic(c)
		}
		if err := take(r); err != nil {
			return err
		}
	}
	return nil
}
