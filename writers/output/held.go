package output

import (
	"errors"
	"io/fs"
	"os"
	"path"
	"strings"
)

// A held folder is the output folder or one below it, kept open: its files are reached by their last names alone.
// Opening every folder on the way for every step of every file was a third of what writing small files costs.
//
// What is held may have been moved meanwhile, and a link put in its place. So each folder on the way is looked at
// again each time, and the one that is held is used only as long as it is that one.
type held struct {
	root  *os.Root
	info  fs.FileInfo // nil for the output folder
	dir   *os.File    // it once more, for renameInto; nil as long as nothing was renamed into it
	users int
	gone  bool // the last user closes it
}

// mostHeld is how many folders are kept open at most, beside those that are in use.
const mostHeld = 64

// enterFolder returns a folder of the output folder, "." for itself, until leaveFolder is called. One that is not there is
// made when begin is set, else the result is nil. A symbolic link on the way is a *Refusal.
func (f *Folder) enterFolder(root *os.Root, dir string, begin bool) (*held, error) {
	f.mu.Lock()
	if f.top == nil || f.top.root != root {
		f.top = &held{root: root}
	}
	at := f.top
	f.mu.Unlock()
	if dir == "." {
		return at, nil
	}
	for end := 0; end < len(dir); {
		from := end
		if from > 0 {
			from++
		}
		if i := strings.IndexByte(dir[from:], '/'); i >= 0 {
			end = from + i
		} else {
			end = len(dir)
		}
		next, err := f.step(at, dir[:end], dir[from:end], begin)
		f.leaveFolder(at)
		if next == nil {
			return nil, err
		}
		at = next
	}
	return at, nil
}

// step enters the folder of a name in another one. full is its path.
func (f *Folder) step(at *held, full, name string, begin bool) (*held, error) {
	info, err := at.root.Lstat(name)
	if begin && errors.Is(err, fs.ErrNotExist) {
		err = at.root.Mkdir(name, 0o777)
		if err == nil {
			f.mu.Lock()
			f.begun = append(f.begun, full)
			f.isFresh(full)
			f.mu.Unlock()
			f.note(entryDigest("folder", full, ""))
		}
		if err == nil || errors.Is(err, fs.ErrExist) {
			info, err = at.root.Lstat(name)
		}
	}
	switch {
	case errors.Is(err, fs.ErrNotExist):
		if begin {
			return nil, err
		}
		return nil, nil
	case err != nil:
		return nil, err
	case info.Mode()&fs.ModeSymlink != 0:
		return nil, &Refusal{Why: full + " is a symbolic link, and no link in an output folder is followed", Hint: "remove it"}
	case !info.IsDir():
		return nil, &Refusal{Why: full + " is a file, and no folder", Hint: "remove it"}
	}
	f.mu.Lock()
	h := f.held[full]
	if h != nil && os.SameFile(h.info, info) {
		h.users++
		f.mu.Unlock()
		return h, nil
	}
	f.mu.Unlock()
	root, err := at.root.OpenRoot(name)
	if err != nil {
		return nil, err
	}
	h = &held{root: root, users: 1}
	if h.info, err = root.Stat("."); err != nil || !os.SameFile(h.info, info) {
		root.Close()
		return nil, errSwapped
	}
	f.hold(full, h)
	return h, nil
}

// hold keeps a folder open, in place of what was at its path, and of another one when there are many.
func (f *Folder) hold(full string, h *held) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.held == nil {
		f.held = map[string]*held{}
	}
	f.drop(full)
	for other := range f.held {
		if len(f.held) < mostHeld {
			break
		}
		f.drop(other)
	}
	f.held[full] = h
}

// drop lets the folder at a path go.
func (f *Folder) drop(full string) {
	if h := f.held[full]; h != nil {
		delete(f.held, full)
		if h.gone = true; h.users == 0 {
			h.close()
		}
	}
}

func (h *held) close() {
	h.root.Close()
	if h.dir != nil {
		h.dir.Close()
	}
}

// into returns the folder as a file is renamed into it.
func (f *Folder) into(h *held) (*os.File, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	var err error
	if h.dir == nil {
		h.dir, err = h.root.Open(".")
	}
	return h.dir, err
}

// letGo closes what is held.
func (f *Folder) letGo() {
	if f.top != nil && f.top.dir != nil {
		f.top.dir.Close()
		f.top.dir = nil
	}
	for full := range f.held {
		f.drop(full)
	}
}

// leaveFolder ends the use of a folder.
func (f *Folder) leaveFolder(h *held) {
	if h == nil || h.info == nil { // the output folder itself
		return
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	if h.users--; h.users == 0 && h.gone {
		h.close()
	}
}

// makeFolder makes a folder in the folder, and those above it.
func (f *Folder) makeFolder(root *os.Root, dir string) error {
	h, err := f.enterFolder(root, path.Clean(dir), true)
	if err != nil {
		return err
	}
	f.leaveFolder(h)
	return nil
}

// refusalOr returns a refusal as it is, and any other error with the file's name.
func (f *Folder) refusalOr(name string, err error) error {
	var r *Refusal
	if errors.As(err, &r) {
		return r
	}
	return f.fault(name, err)
}
