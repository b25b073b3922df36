package main

import (
	"io/fs"
	"path/filepath"
	"sync"
)

// A recordFS is a source root that notes which files are read, for the guard.
type recordFS struct {
	fs.FS
	mu    sync.Mutex
	names map[string]bool
}

func newRecordFS(fsys fs.FS) *recordFS { return &recordFS{FS: fsys, names: map[string]bool{}} }

func (r *recordFS) note(name string) {
	r.mu.Lock()
	r.names[name] = true
	r.mu.Unlock()
}

// paths returns the files that were read, under dir.
func (r *recordFS) paths(dir string) []string {
	r.mu.Lock()
	defer r.mu.Unlock()
	var paths []string
	for name := range r.names {
		paths = append(paths, filepath.Join(dir, filepath.FromSlash(name)))
	}
	return paths
}

func (r *recordFS) Open(name string) (fs.File, error) { r.note(name); return r.FS.Open(name) }

func (r *recordFS) ReadFile(name string) ([]byte, error) {
	r.note(name)
	return fs.ReadFile(r.FS, name)
}

func (r *recordFS) ReadDir(name string) ([]fs.DirEntry, error) { return fs.ReadDir(r.FS, name) }
func (r *recordFS) Stat(name string) (fs.FileInfo, error)      { r.note(name); return fs.Stat(r.FS, name) }
func (r *recordFS) Lstat(name string) (fs.FileInfo, error)     { return fs.Lstat(r.FS, name) }
func (r *recordFS) ReadLink(name string) (string, error)       { return fs.ReadLink(r.FS, name) }
