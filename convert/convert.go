package convert

import (
	"context"
	"errors"
	"io/fs"

	"platen/convert/markdown"
	"platen/convert/tree"
	"platen/writers"
)

// A Source says what to read.
type Source struct {
	FS    fs.FS    // the source root: nothing outside it is read
	Name  string   // the root's own name, for the book's name: "doc_source"
	Pages []string // paths of lone pages in FS; nil reads the whole guide
	Stdin []byte   // with Pages ["-"]: the page's text
}

// Options steer Load. The zero value is the good default.
type Options struct {
	From         string          // dialect with extensions, "gfm+footnotes-emoji"; "" is auto
	Meta         tree.Meta       // what -M says; it wins over all other metadata
	Limits       markdown.Limits // zero fields: the defaults
	AllowHTML    bool
	ResourcePath []string // further folders in FS to look for images in
}

// Load reads the source into a resolved book. Findings go to report, which is safe for concurrent use.
// A page that cannot be read is reported and left out; the error is for what leaves no book at all.
func Load(ctx context.Context, src Source, opts Options, report func(tree.Diag)) (*tree.Book, error) {
	return nil, errors.New("not there yet")
}

// A Job is one output of a book.
type Job struct {
	Writer writers.Writer
	Out    writers.Output
}

// Write hands the book to each job's writer, one after the other (writers use all processors themselves).
// It returns the first error that stopped a writer; the others still run.
func Write(ctx context.Context, b *tree.Book, jobs []Job, report func(tree.Diag)) error {
	return errors.New("not there yet")
}
