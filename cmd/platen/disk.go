package main

import (
	"cmp"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"sync"
)

// tempFolder is where files stand until they are whole, in the output folder. Each run has a folder of its
// own in it, which holds a lock as long as the run lives; what a killed run left is swept by the next.
const tempFolder = ".platen-tmp"

// A disk writes the output files of a run: each appears under its name when it is whole, or not at all, and
// one that has the same bytes already is left alone. It is safe for concurrent use.
type disk struct {
	dry     bool
	guard   guard        // what must not be written over
	done    func(result) // called for each file
	mu      sync.Mutex
	temps   map[string]*session // by output folder
	claimed map[string]bool     // paths of outputs
	listed  []written           // outputs of folders, for the manifest
	folders map[string]bool     // that are there
	begun   []string            // folders that the run has made
}

// A result is what became of one output file.
type result struct {
	path string
	what string // "new", "changed", "unchanged", "removed"
	size int64  // bytes
}

// A session is this run's folder for unfinished files of one output folder.
type session struct {
	dir  string
	lock *os.File
	n    int
}

// sessions are all sessions of the process, so that an interrupted run can sweep them.
var sessions struct {
	sync.Mutex
	dirs map[string]bool
}

func sweepSessions() {
	sessions.Lock()
	defer sessions.Unlock()
	for dir := range sessions.dirs {
		os.RemoveAll(dir)
		os.Remove(filepath.Dir(dir))
	}
}

// temp opens a new unfinished file for an output in folder.
func (d *disk) temp(folder string) (*os.File, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	s := d.temps[folder]
	if s == nil {
		var err error
		if s, err = openSession(folder); err != nil {
			return nil, err
		}
		if d.temps == nil {
			d.temps = map[string]*session{}
		}
		d.temps[folder] = s
	}
	s.n++
	return os.OpenFile(filepath.Join(s.dir, strconv.Itoa(s.n)), os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o666)
}

// sweep removes what killed runs left in the output folders of the plan.
func (c *command) sweep(p *plan) {
	dir := p.dir
	switch {
	case p.archive != "":
		dir = filepath.Dir(p.archive)
	case dir == "":
		if p.file == "-" {
			return
		}
		dir = filepath.Dir(p.file)
	}
	all := filepath.Join(dir, tempFolder)
	if c.opts.dryRun {
		return
	}
	if leave, err := enter(all); err == nil {
		sweepDead(all)
		os.Remove(all) // fails while another run uses it
		leave()
	}
}

// openSession makes this run's folder and sweeps those of runs that are dead.
func openSession(folder string) (*session, error) {
	all := filepath.Join(folder, tempFolder)
	for try := 0; ; try++ { // another run that ends may take the folder away meanwhile
		if err := os.MkdirAll(all, 0o777); err != nil {
			return nil, err
		}
		dir, lock, err := newSession(all)
		if errors.Is(err, fs.ErrNotExist) && try < 100 {
			continue
		}
		if err != nil {
			return nil, err
		}
		sessions.Lock()
		if sessions.dirs == nil {
			sessions.dirs = map[string]bool{}
		}
		sessions.dirs[dir] = true
		sessions.Unlock()
		return &session{dir: dir, lock: lock}, nil
	}
}

// newSession sweeps all, and makes a folder in it that holds a lock.
func newSession(all string) (dir string, lock *os.File, err error) {
	leave, err := enter(all)
	if err != nil {
		return "", nil, err
	}
	defer leave()
	sweepDead(all)
	if dir, err = os.MkdirTemp(all, "run-"); err != nil {
		return "", nil, err
	}
	if lock, err = lockFolder(dir); err != nil {
		return "", nil, err
	}
	return dir, lock, nil
}

// close takes the folders of unfinished files away.
func (d *disk) close() {
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, s := range d.temps {
		s.end()
	}
	d.temps = nil
}

// end takes the folder away.
func (s *session) end() {
	s.lock.Close()
	os.RemoveAll(s.dir)
	all := filepath.Dir(s.dir)
	if leave, err := enter(all); err == nil { // nobody is making its folder there
		os.Remove(all) // fails while another run uses it
		leave()
	}
	sessions.Lock()
	delete(sessions.dirs, s.dir)
	sessions.Unlock()
}

// create opens the file for writing. folder is where unfinished files may stand: the output folder.
func (d *disk) create(folder, path string) (io.WriteCloser, error) {
	target := path
	info, err := os.Lstat(path)
	if err == nil && info.Mode()&fs.ModeSymlink != 0 {
		if target, err = resolve(path); err != nil {
			return nil, err
		}
		info, err = os.Stat(target)
	}
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return newFile(d, folder, path, target, nil), nil
	case err != nil:
		return nil, &fs.PathError{Op: "write", Path: path, Err: cause(err)}
	case info.IsDir():
		return nil, &fs.PathError{Op: "write", Path: path, Err: errors.New("a folder has that name")}
	case !info.Mode().IsRegular():
		if d.dry {
			return newFile(d, folder, path, target, nil), nil
		}
		f, err := os.OpenFile(target, os.O_WRONLY, 0)
		if err != nil {
			return nil, err
		}
		return &through{File: f, d: d, path: path}, nil
	}
	return newFile(d, folder, path, target, info), nil
}

// makeFolder makes dir and those above it.
func (d *disk) makeFolder(dir string) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.folders[dir] {
		return nil
	}
	var missing []string
	for p := dir; ; p = filepath.Dir(p) {
		if _, err := os.Stat(p); err == nil || p == filepath.Dir(p) {
			break
		}
		missing = append(missing, p)
	}
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return err
	}
	if d.folders == nil {
		d.folders = map[string]bool{}
	}
	d.folders[dir] = true
	d.begun = append(d.begun, missing...)
	return nil
}

// resolve follows symbolic links, so that the file they lead to is replaced and not the link.
func resolve(path string) (string, error) {
	for range 40 {
		info, err := os.Lstat(path)
		if err != nil || info.Mode()&fs.ModeSymlink == 0 {
			return path, nil
		}
		to, err := os.Readlink(path)
		if err != nil {
			return "", err
		}
		if !filepath.IsAbs(to) {
			to = filepath.Join(filepath.Dir(path), to)
		}
		path = to
	}
	return "", &fs.PathError{Op: "write", Path: path, Err: errors.New("too many symbolic links")}
}

// through writes to what is no regular file: a pipe, a device.
type through struct {
	*os.File
	d    *disk
	path string
	size int64
	err  error // of a write
}

func (t *through) Write(p []byte) (int, error) {
	n, err := t.File.Write(p)
	t.size += int64(n)
	if err != nil {
		t.err = err
	}
	return n, err
}

func (t *through) Close() error {
	if err := cmp.Or(t.File.Close(), t.err); err != nil {
		return err
	}
	t.d.finished(result{t.path, "new", t.size})
	return nil
}

// Abort ends the writing; what was written is gone.
func (t *through) Abort() { t.File.Close() }

// claim reports whether no other output of the run has that path.
func (d *disk) claim(path string) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.claimed[path] {
		return false
	}
	if d.claimed == nil {
		d.claimed = map[string]bool{}
	}
	d.claimed[path] = true
	return true
}

// taken reports whether an output of the run has that path.
func (d *disk) taken(path string) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.claimed[path]
}

// keep notes the finished outputs of an input for the manifest, which knows the outputs of folders.
func (d *disk) keep(in *input, files []written) {
	if !in.folder {
		return
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	d.listed = append(d.listed, files...)
}

func (d *disk) finished(r result) {
	if d.done != nil {
		d.done(r)
	}
}
