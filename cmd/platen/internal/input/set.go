package input

import (
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"

	"platen/cmd/platen/internal/options"
)

// A setFS is the folder of a guide with the set around it: names that begin with "../" are files of the set, as far as
// its root. Hidden ones are none of it.
type setFS struct {
	root fs.FS
	at   string // of the guide, from the root
}

// Above returns the path from the set's root of a name above the guide's folder; ok is false for what is outside of the
// set, and for what is hidden.
func (s setFS) Above(name string) (string, bool) {
	p := path.Join(s.at, name)
	if !fs.ValidPath(p) || strings.HasPrefix(p, ".") && p != "." || strings.Contains(p, "/.") {
		return "", false
	}
	return p, true
}

// full returns the path of a name from the set's root.
func (s setFS) full(op, name string) (string, error) {
	if fs.ValidPath(name) {
		return path.Join(s.at, name), nil
	}
	if strings.HasPrefix(name, "../") {
		if p, ok := s.Above(name); ok {
			return p, nil
		}
	}
	return "", &fs.PathError{Op: op, Path: name, Err: fs.ErrInvalid}
}

func (s setFS) Open(name string) (fs.File, error) {
	p, err := s.full("open", name)
	if err != nil {
		return nil, err
	}
	return s.root.Open(p)
}

func (s setFS) ReadFile(name string) ([]byte, error) {
	p, err := s.full("open", name)
	if err != nil {
		return nil, err
	}
	return fs.ReadFile(s.root, p)
}

func (s setFS) ReadDir(name string) ([]fs.DirEntry, error) {
	p, err := s.full("open", name)
	if err != nil {
		return nil, err
	}
	return fs.ReadDir(s.root, p)
}

func (s setFS) Stat(name string) (fs.FileInfo, error) {
	p, err := s.full("stat", name)
	if err != nil {
		return nil, err
	}
	return fs.Stat(s.root, p)
}

func (s setFS) Lstat(name string) (fs.FileInfo, error) {
	p, err := s.full("lstat", name)
	if err != nil {
		return nil, err
	}
	return fs.Lstat(s.root, p)
}

func (s setFS) ReadLink(name string) (string, error) {
	p, err := s.full("readlink", name)
	if err != nil {
		return "", err
	}
	return fs.ReadLink(s.root, p)
}

// OpenGuide opens the folder of a guide. close frees it.
func (p *Opener) OpenGuide(dir string) (in *Input, close func(), err error) {
	fsys, root, err := p.openFolder(dir)
	if err != nil {
		return nil, nil, err
	}
	in = p.newInput(fsys, dir)
	in.Folder, in.Guide = true, true
	return in, func() { root.Close() }, nil
}

// openFolder opens a folder as a source root, with the set around it where it belongs to one.
func (p *Opener) openFolder(dir string) (fs.FS, *os.Root, error) {
	top := ""
	if p.Root != nil {
		top = p.Root(dir)
	}
	if top == "" {
		root, err := os.OpenRoot(filepath.Join(dir, "."))
		if err != nil {
			return nil, nil, err
		}
		return root.FS(), root, nil
	}
	abs, err := filepath.Abs(dir)
	if err != nil {
		return nil, nil, err
	}
	rel, err := filepath.Rel(top, abs)
	if err != nil || !filepath.IsLocal(rel) {
		return nil, nil, options.Wrong("%s is not below the root of the set, %s", dir, top)
	}
	root, err := os.OpenRoot(top)
	if err != nil {
		return nil, nil, err
	}
	return setFS{root.FS(), filepath.ToSlash(rel)}, root, nil
}
