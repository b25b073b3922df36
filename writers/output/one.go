package output

import (
	"bytes"
	"io"
	"path"
	"strings"
	"sync"
)

// A Single is an output of which one file goes to a place of its own. It may be used from many goroutines.
type Single struct {
	Beside interface { // takes further files, such as the images of a page; nil drops them
		Create(name string) (io.WriteCloser, error)
	}

	ext  string
	open func() (io.WriteCloser, error)

	mu   sync.Mutex
	main string // the name of the file that open is for, "" as long as none was asked for
}

// One returns an output of which the file with the extension, ".html", goes to w: the whole of it at once, when it is
// finished.
func One(w io.Writer, ext string) *Single {
	return OneFile(func() (io.WriteCloser, error) { return &bufferedFile{to: w}, nil }, ext)
}

// OneFile returns an output of which the first file with the extension goes to what open returns. Others with it are files
// beside it, such as one that a page leads to.
func OneFile(open func() (io.WriteCloser, error), ext string) *Single {
	return &Single{ext: ext, open: open}
}

// Create opens the main file or one beside it.
func (s *Single) Create(name string) (io.WriteCloser, error) {
	switch {
	case path.Ext(name) == s.ext && !strings.Contains(name, "/") && s.isMain(name):
		return s.open()
	case s.Beside == nil:
		return Discard{}, nil
	}
	return s.Beside.Create(name)
}

// isMain reports whether a file is the first one that was asked for.
func (s *Single) isMain(name string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.main == "" {
		s.main = name
	}
	return s.main == name
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
