package output

import (
	"bytes"
	"io"
	"path"
	"strings"
)

// A Single is an output of which one file goes to a place of its own.
type Single struct {
	Beside interface { // takes further files, such as the images of a page; nil drops them
		Create(name string) (io.WriteCloser, error)
	}

	ext  string
	open func() (io.WriteCloser, error)
}

// One returns an output of which the file with the extension, ".html", goes to w: the whole of it at once, when it is
// finished.
func One(w io.Writer, ext string) *Single {
	return OneFile(func() (io.WriteCloser, error) { return &bufferedFile{to: w}, nil }, ext)
}

// OneFile returns an output of which the file with the extension goes to what open returns.
func OneFile(open func() (io.WriteCloser, error), ext string) *Single {
	return &Single{ext: ext, open: open}
}

// Create opens the main file or one beside it.
func (s *Single) Create(name string) (io.WriteCloser, error) {
	switch {
	case path.Ext(name) == s.ext && !strings.Contains(name, "/"):
		return s.open()
	case s.Beside == nil:
		return Discard{}, nil
	}
	return s.Beside.Create(name)
}

// A bufferedFile takes all bytes and hands them on when it is closed.
type bufferedFile struct {
	bytes.Buffer
	to io.Writer
}

// Close writes everything.
func (w *bufferedFile) Close() error {
	_, err := w.WriteTo(w.to)
	return err
}

// Abort drops everything.
func (w *bufferedFile) Abort() { w.Reset() }
