package output

import (
	"bytes"
	"io"
	"io/fs"
	"path"
	"path/filepath"
	"sync"
)

// A store takes whole files that go to no folder of the disk.
type store interface {
	put(name string, data []byte) error
}

// names are the names that a store has taken. It is safe for concurrent use.
type names struct {
	mu  sync.Mutex
	set map[string]bool
}

// add reports whether the name is new.
func (n *names) add(name string) bool {
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.set == nil {
		n.set = map[string]bool{}
	}
	isNew := !n.set[name]
	n.set[name] = true
	return isNew
}

// A Shelf is a folder in an archive or in memory, for the files of one writer.
type Shelf struct {
	Refused func(*Refusal) // gets each file that does not come out; nil makes it an error

	to    store
	taken *names
	sub   string
}

// Create begins a file.
func (s *Shelf) Create(name string) (io.WriteCloser, error) {
	safe, why := SafeName(name)
	if why != "" {
		return s.refuse(&Refusal{Name: name, Why: why})
	}
	full := path.Join(s.sub, safe)
	if !s.taken.add(full) {
		return s.refuse(clash(name))
	}
	return &shelfFile{to: s.to, name: full}, nil
}

func (s *Shelf) refuse(r *Refusal) (io.WriteCloser, error) {
	if s.Refused == nil {
		return nil, &fs.PathError{Op: "write", Path: path.Join(s.sub, r.Name), Err: r}
	}
	s.Refused(r)
	return Discard{}, nil
}

// A shelfFile is one that is being written.
type shelfFile struct {
	bytes.Buffer
	to   store
	name string
	done bool
}

// Close hands the whole file over.
func (f *shelfFile) Close() error {
	if f.done {
		return fs.ErrClosed
	}
	f.done = true
	return f.to.put(f.name, f.Bytes())
}

// Abort drops the file.
func (f *shelfFile) Abort() { f.done = true }

// A Mem keeps files in memory. It is safe for concurrent use.
type Mem struct {
	taken names
	mu    sync.Mutex
	files map[string][]byte
}

// Memory returns an output in memory.
func Memory() *Mem { return &Mem{files: map[string][]byte{}} }

// At returns the output for files in the folder sub, "" for all.
func (m *Mem) At(sub string) *Shelf {
	return &Shelf{to: m, taken: &m.taken, sub: filepath.ToSlash(sub)}
}

// Files returns the finished files by name. Nothing may be written any more.
func (m *Mem) Files() map[string][]byte { return m.files }

func (m *Mem) put(name string, data []byte) error {
	m.mu.Lock()
	m.files[name] = data
	m.mu.Unlock()
	return nil
}
