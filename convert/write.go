package convert

import (
	"context"
	"errors"
	"fmt"

	"platen/convert/tree"
	"platen/writers"
)

// A Job is one output of a book.
type Job struct {
	Writer writers.Writer
	Out    writers.Output
}

// Write hands the book to each job's writer, one after the other (writers use all processors themselves).
// The errors of the writers that were stopped come back joined; the others still run. A cancelled
// context stops all.
func Write(ctx context.Context, b *tree.Book, jobs []Job, report func(tree.Diag)) error {
	var errs []error
	for _, j := range jobs {
		if err := ctx.Err(); err != nil {
			return errors.Join(append(errs, err)...)
		}
		if err := runJob(ctx, b, j, report); err != nil {
			errs = append(errs, err)
		}
	}
	return errors.Join(errs...)
}

// runJob keeps a panic of one writer from the others.
func runJob(ctx context.Context, b *tree.Book, j Job, report func(tree.Diag)) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("%T failed: %v", j.Writer, r)
		}
	}()
	return j.Writer.Write(ctx, j.Out, b, report)
}
