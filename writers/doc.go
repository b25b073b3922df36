// Package writers declares what a format is: a [Writer] that makes a book's files through an [Output].
//
// Each format is a package below this one. A writer's struct fields are its options, and its zero
// value is the good default:
//
//	err := (&text.Writer{Columns: 72}).Write(ctx, out, book, report)
package writers

import (
	"context"
	"io"

	"platen/convert/tree"
)

// A Writer makes one format.
type Writer interface {
	// Write makes the book's files through out. report is called for each diagnostic, from any goroutine.
	// A page that fails is reported (tree.PageFailed) and left out; the error is for what stops the whole:
	// an output that cannot be written, a cancelled context. Write does not change the book.
	Write(ctx context.Context, out Output, b *tree.Book, report func(tree.Diag)) error
}

// An Output takes files. It is safe for concurrent use.
type Output interface {
	// Create opens the file for writing. The name is relative and slash-separated, "html/guide/setup.html".
	// The file appears under its name, whole, when Close returns nil, and not at all before that
	// or when the closer is also an [Aborter] and Abort is called instead.
	Create(name string) (io.WriteCloser, error)
}

// An Aborter drops a file that was begun.
type Aborter interface{ Abort() }

// Abort ends a file that was begun and cannot be finished: it is dropped, or closed by an output that cannot drop it.
func Abort(f io.Closer) {
	if a, ok := f.(Aborter); ok {
		a.Abort()
		return
	}
	f.Close()
}
