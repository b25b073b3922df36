// Package output is where a writer's files go: a folder of the disk, an archive, memory, or one stream.
//
//	dir, err := output.Dir("public", output.Options{})
//	defer dir.Close()
//	err = (&html.Writer{}).Write(ctx, dir.At("", "html"), book, report)
//	_, err = dir.Tidy([]string{"html"}, true, false)
//
// A file appears under its name when it is whole, or not at all. In a folder, one that has the same bytes already
// is left alone, and so is one that this package has not made. All that happens in a folder goes through an
// [os.Root] of it: no symbolic link in it is followed.
package output

import (
	"errors"
	"io"
	"io/fs"
)

// A File is one that came out.
type File struct {
	Name   string // slash-separated, relative to the folder
	Format string // as it was given to At
	State  string // "new", "changed", "unchanged" or "removed"
	Size   int64  // bytes
	Sum    string // hash of the bytes: SHA-256 in base64 without padding
}

// A Refusal says why a file does not come out though its bytes are good. What was written for it is dropped, and
// the other files come out.
type Refusal struct {
	Name      string // as the writer named it, below the folder of At
	Clash     bool   // another input of the run has made a file of that name
	Why, Hint string
}

// Error returns why.
func (r *Refusal) Error() string { return r.Why }

// clash is the refusal of a name that is taken.
func clash(name string) *Refusal {
	return &Refusal{Name: name, Clash: true, Why: "another input of this run has made that file"}
}

// A Discard takes bytes and forgets them.
type Discard struct{}

// Write takes p.
func (Discard) Write(p []byte) (int, error) { return len(p), nil }

// Close does nothing.
func (Discard) Close() error { return nil }

// cause takes the path, which the message has already, off an error.
func cause(err error) error {
	var p *fs.PathError
	if errors.As(err, &p) {
		return p.Err
	}
	return err
}

// abort drops a file that is being written.
func abort(w io.Closer) {
	if a, ok := w.(interface{ Abort() }); ok {
		a.Abort()
		return
	}
	w.Close()
}
