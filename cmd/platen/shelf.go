package main

import (
	"bytes"
	"io"
	"io/fs"
	"path"
	"path/filepath"
	"sync"

	"platen/convert/tree"
)

// A shelf takes whole files that go to no folder of the disk: into an archive, or the memory of a server.
type shelf interface {
	put(name string, data []byte) error
}

// A shelfFolder is an output folder on a shelf.
type shelfFolder struct {
	to     shelf
	shown  string // what the shelf is called in messages
	dir    string // slash-separated
	taken  *nameSet
	report func(name string, code tree.DiagCode, why string)
}

// Create begins a file.
func (f *shelfFolder) Create(name string) (io.WriteCloser, error) {
	safe, why := safeName(name)
	if why != "" {
		f.report(filepath.Join(f.shown, f.dir, name), tree.WriteFailed, why)
		return drop{}, nil
	}
	full := path.Join(f.dir, safe)
	if !f.taken.add(full) {
		f.report(filepath.Join(f.shown, full), tree.Clash, "another input of this run has made that file")
		return drop{}, nil
	}
	return &shelfFile{to: f.to, name: full}, nil
}

// A shelfFile is one that is being written.
type shelfFile struct {
	bytes.Buffer
	to   shelf
	name string
	done bool
}

// Close puts the file on the shelf.
func (f *shelfFile) Close() error {
	if f.done {
		return fs.ErrClosed
	}
	f.done = true
	return f.to.put(f.name, f.Bytes())
}

// Abort drops the file.
func (f *shelfFile) Abort() { f.done = true }

// A nameSet holds names. It is safe for concurrent use.
type nameSet struct {
	mu sync.Mutex
	m  map[string]bool
}

// add reports whether the name is new.
func (n *nameSet) add(name string) bool {
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.m == nil {
		n.m = map[string]bool{}
	}
	isNew := !n.m[name]
	n.m[name] = true
	return isNew
}
