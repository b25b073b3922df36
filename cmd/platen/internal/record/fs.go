package record

import (
	"cmp"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"syscall"

	"platen/cmd/platen/internal/options"
	"platen/convert"
	"platen/writers/output"
)

// A FS is a source root that notes what is read: for the guard, and to know later whether anything of it
// has changed. It is safe for concurrent use.
type FS struct {
	fs.FS
	Sums bool   // what is read is hashed, for facts
	Page func() // called when a page was read; may be nil

	mu       sync.Mutex
	known    map[string]*Fact
	opened   map[string]fs.FileInfo // as they were when they were opened
	unsteady bool                   // something changed while it was read
	faults   map[string]error       // what the system failed to read, by name
}

// A Fact is what a run has seen of one name. Names and times are no part of it: the content is.
type Fact struct {
	Name string `json:"n"`
	Stat string `json:"s,omitempty"` // as stat returns it
	List string `json:"l,omitempty"` // hash of a folder's names
	Data string `json:"d,omitempty"` // hash of a file's bytes, "!" and why it cannot be read
}

func NewFS(fsys fs.FS) *FS {
	return &FS{FS: fsys, known: map[string]*Fact{}, opened: map[string]fs.FileInfo{}}
}

// note adds to what is known of a name. Whoever sees two different things has seen a change.
func (r *FS) note(name string, field func(f *Fact) *string, seen string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	f := r.known[name]
	if f == nil {
		f = &Fact{Name: name}
		r.known[name] = f
	}
	to := field(f)
	if *to != "" && *to != seen {
		r.unsteady = true
	}
	*to = seen
}

// failed notes an error with which something may be there all the same: who asked may take it for missing.
func (r *FS) failed(name string, err error) {
	if !isFault(err) {
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.faults == nil {
		r.faults = map[string]error{}
	}
	r.faults[name] = err
}

// isFault reports whether an error is one of the machine: it says nothing about what is there.
func isFault(err error) bool {
	var no syscall.Errno
	if !errors.As(err, &no) {
		return false
	}
	if runtime.GOOS == "windows" { // too many open files, a disk that is broken, a file that another program keeps for itself
		return no == 4 || no == 23 || no == 32 || no == 33
	}
	return slices.Contains([]syscall.Errno{syscall.EIO, syscall.EMFILE, syscall.ENFILE, syscall.ENOMEM, syscall.ESTALE}, no)
}

// Fault returns the first name, in their order, that the system failed to read, and its error; nil when there is none.
func (r *FS) Fault() (name string, err error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for n, e := range r.faults {
		if err == nil || n < name {
			name, err = n, e
		}
	}
	return name, err
}

func statOf(f *Fact) *string { return &f.Stat }
func listOf(f *Fact) *string { return &f.List }
func dataOf(f *Fact) *string { return &f.Data }

// Paths returns the files that were read or looked for, under dir.
func (r *FS) Paths(dir string) []string {
	r.mu.Lock()
	defer r.mu.Unlock()
	var paths []string
	for name, f := range r.known {
		if f.Stat != "" || f.Data != "" || r.opened[name] != nil {
			paths = append(paths, filepath.Join(dir, filepath.FromSlash(name)))
		}
	}
	return paths
}

// Open opens the file. What it holds is looked up by facts.
func (r *FS) Open(name string) (fs.File, error) {
	f, err := r.FS.Open(name)
	if err != nil {
		r.failed(name, err)
		r.note(name, dataOf, failure(err))
		return nil, err
	}
	if info, err := f.Stat(); err == nil {
		r.mu.Lock()
		if r.known[name] == nil {
			r.known[name] = &Fact{Name: name}
		}
		if first := r.opened[name]; first != nil && !alikeInfo(first, info) {
			r.unsteady = true
		}
		r.opened[name] = info
		r.mu.Unlock()
	}
	return f, nil
}

// ReadFile reads the file.
func (r *FS) ReadFile(name string) ([]byte, error) {
	data, err := fs.ReadFile(r.FS, name)
	seen := "?"
	switch {
	case err != nil:
		r.failed(name, err)
		seen = failure(err)
	case r.Sums:
		seen = SumText(sha256.Sum256(data))
	}
	r.note(name, dataOf, seen)
	if r.Page != nil && convert.IsPage(name) {
		r.Page()
	}
	return data, err
}

// ReadDir lists the folder.
func (r *FS) ReadDir(name string) ([]fs.DirEntry, error) {
	entries, err := fs.ReadDir(r.FS, name)
	r.failed(name, err)
	r.note(name, listOf, listing(entries, err))
	return entries, err
}

// Stat looks up the name.
func (r *FS) Stat(name string) (fs.FileInfo, error) {
	info, err := fs.Stat(r.FS, name)
	r.failed(name, err)
	r.note(name, statOf, stat(info, err))
	return info, err
}

// Above returns the path from the root of the set around the source; see name.Set.
func (r *FS) Above(name string) (path string, ok bool) {
	set, is := r.FS.(interface {
		Above(name string) (string, bool)
	})
	if !is {
		return "", false
	}
	return set.Above(name)
}

func (r *FS) Lstat(name string) (fs.FileInfo, error) { return fs.Lstat(r.FS, name) }
func (r *FS) ReadLink(name string) (string, error)   { return fs.ReadLink(r.FS, name) }

// Facts returns what was seen, by name. ok is false when something changed meanwhile, so that what was made
// belongs to no state of the source.
func (r *FS) Facts() (facts []Fact, ok bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for name, first := range r.opened {
		f := r.known[name]
		if f.Data != "" || !first.Mode().IsRegular() {
			continue
		}
		f.Data = sumFile(r.FS, name)
		if info, err := fs.Stat(r.FS, name); err != nil || !alikeInfo(first, info) {
			return nil, false
		}
	}
	if r.unsteady {
		return nil, false
	}
	for _, f := range r.known {
		facts = append(facts, *f)
	}
	slices.SortFunc(facts, func(a, b Fact) int { return cmp.Compare(a.Name, b.Name) })
	return facts, true
}

// Holds reports whether the fact is still true.
func (f *Fact) Holds(fsys fs.FS) bool {
	if f.Stat != "" || f.Data != "" {
		info, err := fs.Stat(fsys, f.Name)
		if f.Stat != "" && stat(info, err) != f.Stat {
			return false
		}
		if f.Data != "" {
			if err == nil && !info.Mode().IsRegular() { // a pipe would never end
				return false
			}
			if sumFile(fsys, f.Name) != f.Data {
				return false
			}
		}
	}
	if f.List != "" {
		entries, err := fs.ReadDir(fsys, f.Name)
		return listing(entries, err) == f.List
	}
	return true
}

// stat returns what a name is: a file of so many bytes, a folder, nothing.
func stat(info fs.FileInfo, err error) string {
	switch {
	case err != nil:
		return failure(err)
	case info.Mode().IsRegular():
		return fmt.Sprintf("f%d", info.Size())
	}
	return info.Mode().Type().String()
}

// listing returns the hash of a folder's names. Hidden ones are no part of any guide.
func listing(entries []fs.DirEntry, err error) string {
	h := sha256.New()
	for _, e := range entries {
		if !strings.HasPrefix(e.Name(), ".") {
			fmt.Fprintf(h, "%d %s\x00", e.Type(), e.Name())
		}
	}
	if err != nil {
		io.WriteString(h, failure(err))
	}
	return SumText([sha256.Size]byte(h.Sum(nil)))
}

func failure(err error) string { return "!" + options.Cause(err).Error() }

func SumText(sum [sha256.Size]byte) string { return base64.RawStdEncoding.EncodeToString(sum[:]) }

// sumFile returns the hash of a file's bytes, or why it cannot be read.
func sumFile(fsys fs.FS, name string) string {
	f, err := fsys.Open(name)
	if err != nil {
		return failure(err)
	}
	defer f.Close()
	sum, _, err := output.Sum(f)
	if err != nil {
		return failure(err)
	}
	return sum
}

// alikeInfo reports whether a file looks as it did before. It only serves to find changes during one run.
func alikeInfo(a, b fs.FileInfo) bool {
	return a.Size() == b.Size() && a.ModTime().Equal(b.ModTime()) && a.Mode() == b.Mode()
}

// Learn takes what an earlier run has seen.
func (r *FS) Learn(facts []Fact) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for i := range facts {
		r.known[facts[i].Name] = &facts[i]
	}
}
