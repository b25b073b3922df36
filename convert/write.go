package convert

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"sync"

	"platen/convert/tree"
	"platen/writers"
)

// A Job is one output of a book.
type Job struct {
	Writer writers.Writer
	Out    writers.Output
}

// Write hands the book to the writers of all jobs at the same time: where one has nothing for a processor to
// do, another has. On one processor they run one after the other. The errors of the writers that were stopped
// come back joined, in the order of the jobs; the others still run. A cancelled context stops all.
// report may be nil; it is called from the writers' goroutines, never by two at once.
func Write(ctx context.Context, b *tree.Book, jobs []Job, report func(tree.Diag)) error {
	report = inTurn(report)
	errs := make([]error, len(jobs))
	if runtime.GOMAXPROCS(0) == 1 {
		for i, j := range jobs {
			if errs[i] = ctx.Err(); errs[i] == nil {
				errs[i] = runJob(ctx, b, j, report)
			}
		}
		return errors.Join(errs...)
	}
	var wg sync.WaitGroup
	for i, j := range jobs {
		wg.Go(func() { errs[i] = runJob(ctx, b, j, report) })
	}
	wg.Wait()
	return errors.Join(errs...)
}

// inTurn returns a report that one goroutine at a time is in.
func inTurn(report func(tree.Diag)) func(tree.Diag) {
	if report == nil {
		return func(tree.Diag) {}
	}
	var mu sync.Mutex
	return func(d tree.Diag) {
		mu.Lock()
		defer mu.Unlock()
		report(d)
	}
}

// runJob keeps a panic of one writer from the others: it is an error, a [tree.Crash].
func runJob(ctx context.Context, b *tree.Book, j Job, report func(tree.Diag)) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("an output could not be made: %w", tree.Crashed(r))
		}
	}()
	return j.Writer.Write(ctx, j.Out, b, report)
}
