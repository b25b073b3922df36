package output

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
	"sync"
)

// Options are how a folder is written to.
type Options struct {
	Dry   bool                   // nothing is written: only Done and the refusals come
	Force bool                   // files that are not ours are replaced, and links by files
	Guard func(fs.FileInfo) bool // whether a file is one of the source, which is never replaced; nil guards nothing
	Known *Known                 // what was written before; nil knows nothing
	Done  func(File)             // gets each file, from any goroutine; nil does not
	Asked func(name string) bool // whether the run was to make a file of this name: what it was not to make is not stale; nil: all
}

// A Folder is an output folder of the disk. It is safe for concurrent use.
type Folder struct {
	path    string // as given
	options Options

	mu      sync.Mutex
	root    *os.Root         // nil as long as the folder is not there
	place   string           // its path without links, for Known
	session *session         // nil as long as nothing has been begun
	top     *held            // it
	held    map[string]*held // folders below it that are kept open, by their paths
	claimed map[string]bool
	listed  []File          // for the manifest
	begun   []string        // folders that were made in it
	fresh   map[string]bool // the same, and "." when it was made itself
	seen    map[string]bool // files that were begun
}

// Dir opens an output folder. One that is not there is made with its first file. The path itself may lead through
// symbolic links, as the caller named it; nothing below it does.
func Dir(path string, o Options) (*Folder, error) {
	f := &Folder{path: filepath.Clean(path), options: o}
	root, err := os.OpenRoot(f.path)
	switch {
	case err == nil:
		f.use(root)
	case !errors.Is(err, fs.ErrNotExist):
		return nil, f.fault("", err)
	}
	return f, nil
}

// use takes the folder that the path leads to now, for good.
func (f *Folder) use(root *os.Root) {
	f.root, f.place = root, f.path
	if abs, err := filepath.Abs(f.path); err == nil {
		f.place = abs
	}
	if real, err := filepath.EvalSymlinks(f.place); err == nil {
		f.place = real
	}
}

// Close takes away what is unfinished, and frees the folder.
func (f *Folder) Close() error {
	f.Interrupt()
	f.mu.Lock()
	defer f.mu.Unlock()
	f.letGo()
	if f.root == nil {
		return nil
	}
	err := f.root.Close()
	f.root = nil
	return err
}

// Interrupt takes away what is unfinished. It may be called from a signal's handler while files are being written.
func (f *Folder) Interrupt() {
	f.mu.Lock()
	s := f.session
	f.session = nil
	f.mu.Unlock()
	if s != nil {
		s.end()
	}
}

// make makes the folder itself.
func (f *Folder) make() (*os.Root, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.root != nil {
		return f.root, nil
	}
	if err := os.MkdirAll(f.path, 0o777); err != nil {
		return nil, err
	}
	root, err := os.OpenRoot(f.path)
	if err != nil {
		return nil, err
	}
	f.use(root)
	f.isFresh(".")
	return root, nil
}

// isFresh notes that a folder was made by this run. f.mu is held.
func (f *Folder) isFresh(dir string) {
	if f.fresh == nil {
		f.fresh = map[string]bool{}
	}
	f.fresh[dir] = true
}

// there returns the folder, nil when it is not there.
func (f *Folder) there() *os.Root {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.root
}

// fault is what keeps a file of the folder from being written, under the name that the user knows it by.
func (f *Folder) fault(name string, err error) error {
	return &fs.PathError{Op: "write", Path: filepath.Join(f.path, filepath.FromSlash(name)), Err: cause(err)}
}

// look returns what is at a name, nil for nothing. What cannot be one of ours is a *Refusal: a symbolic link on
// the way, what is neither file nor folder.
func (f *Folder) look(name string) (fs.FileInfo, error) {
	info, h, err := f.lookIn(name)
	f.leaveFolder(h)
	return info, err
}

// lookIn is look, and returns the folder of the name, nil when it is not there, until leaveFolder is called.
func (f *Folder) lookIn(name string) (fs.FileInfo, *held, error) {
	root := f.there()
	if root == nil {
		return nil, nil, nil
	}
	dir, base := path.Split(name)
	h, err := f.enterFolder(root, path.Clean(dir), false)
	if err != nil {
		return nil, nil, f.refusalOr(name, err)
	}
	if h == nil {
		return nil, nil, nil
	}
	info, err := h.root.Lstat(base)
	info, err = f.judge(name, info, err)
	return info, h, err
}

// judge says what is at a name, as look does.
func (f *Folder) judge(name string, info fs.FileInfo, err error) (fs.FileInfo, error) {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, nil
	case err != nil:
		return nil, f.fault(name, err)
	case info.IsDir():
		return info, &Refusal{Why: "a folder has that name"}
	case info.Mode()&fs.ModeSymlink != 0:
		return info, &Refusal{Why: "it is a symbolic link, and no link in an output folder is followed", Hint: forceHint}
	case !info.Mode().IsRegular():
		return info, &Refusal{Why: "a " + kind(info.Mode()) + " has that name", Hint: forceHint}
	}
	return info, nil
}

const forceHint = "--force replaces it"

func kind(m fs.FileMode) string {
	switch {
	case m&fs.ModeNamedPipe != 0:
		return "pipe"
	case m&fs.ModeSocket != 0:
		return "socket"
	}
	return "device"
}

// claim reports whether no other output of the run has the name.
func (f *Folder) claim(name string) bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.claimed[name] {
		return false
	}
	if f.claimed == nil {
		f.claimed = map[string]bool{}
	}
	f.claimed[name] = true
	return true
}

// Holds reports whether the folder has the file as it is, and no other output of the run has its name.
func (f *Folder) Holds(file *File) bool {
	f.mu.Lock()
	taken := f.claimed[file.Name]
	f.mu.Unlock()
	info, err := f.look(file.Name)
	if taken || err != nil || info == nil || info.Size() != file.Size {
		return false
	}
	old, err := f.open(file.Name, info)
	if err != nil {
		return false
	}
	defer old.Close()
	sum, _, err := Sum(io.LimitReader(old, file.Size+1))
	return err == nil && sum == file.Sum
}

// Stay takes files that are there as outputs of this run.
func (f *Folder) Stay(files []File) {
	for _, file := range files {
		f.claim(file.Name)
		file.State = "unchanged"
		f.done(file)
	}
}

// List notes outputs for the manifest.
func (f *Folder) List(files []File) {
	f.mu.Lock()
	f.listed = append(f.listed, files...)
	f.mu.Unlock()
}

// ReadFile returns the bytes of a file in the folder.
func (f *Folder) ReadFile(name string) ([]byte, error) {
	info, err := f.look(name)
	if err == nil && info == nil {
		err = fs.ErrNotExist
	}
	if err != nil {
		return nil, cause(err)
	}
	file, err := f.open(name, info)
	if err != nil {
		return nil, cause(err)
	}
	defer file.Close()
	return io.ReadAll(file)
}

// errSwapped says that a name leads to something else than it did a moment ago.
var errSwapped = errors.New("something else has taken the file's place meanwhile")

// open opens the regular file that was seen at a name, and no other one.
func (f *Folder) open(name string, seen fs.FileInfo) (*os.File, error) {
	root := f.there()
	if root == nil {
		return nil, fs.ErrNotExist
	}
	file, err := root.OpenFile(name, os.O_RDONLY|nonblock, 0) // a pipe would have to be waited for
	if err != nil {
		return nil, err
	}
	if now, err := file.Stat(); err != nil || !now.Mode().IsRegular() || !os.SameFile(seen, now) {
		file.Close()
		return nil, errSwapped
	}
	return file, nil
}

func (f *Folder) done(file File) {
	if f.options.Done != nil {
		f.options.Done(file)
	}
}

// A Place is a folder in an output folder, for the files of one writer.
type Place struct {
	Refused func(*Refusal) // gets each file that does not come out; nil makes it an error
	Made    func(File)     // gets each finished file; nil does not
	Hold    *Hold          // keeps finished files back; nil does not
	Beside  bool           // the files stand beside one that the user named: none that is there is replaced, as long as its bytes are not ours

	folder      *Folder
	sub, format string
}

// At returns the output for files of a format in the folder sub, "" for the folder itself.
func (f *Folder) At(sub, format string) *Place {
	return &Place{folder: f, sub: filepath.ToSlash(sub), format: format}
}

// Create begins a file.
func (p *Place) Create(name string) (io.WriteCloser, error) {
	safe, why := SafeName(name)
	if why != "" {
		return p.refuse(&Refusal{Name: name, Why: why})
	}
	full := path.Join(p.sub, safe)
	if !p.folder.claim(full) {
		return p.refuse(clash(name))
	}
	file, err := p.folder.create(full, p.format)
	if err != nil {
		return p.failed(name, err)
	}
	file.half.beside, file.half.hold = p.Beside, p.Hold
	file.half.made = p.Made
	file.half.refused = func(r *Refusal) error {
		_, err := p.failed(name, r)
		return err
	}
	return file, nil
}

// failed reports what is a refusal, and returns any other error.
func (p *Place) failed(name string, err error) (io.WriteCloser, error) {
	var r *Refusal
	if !errors.As(err, &r) {
		return nil, err
	}
	r.Name = name
	return p.refuse(r)
}

func (p *Place) refuse(r *Refusal) (io.WriteCloser, error) {
	if p.Refused == nil {
		return nil, p.folder.fault(path.Join(p.sub, r.Name), r)
	}
	p.Refused(r)
	return Discard{}, nil
}

// within reports whether a path is dir or below it, both without links.
func within(path, dir string) bool {
	rel, err := filepath.Rel(dir, path)
	return err == nil && rel != ".." && !strings.HasPrefix(rel, ".."+string(filepath.Separator))
}
