package output

import (
	"crypto/rand"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/gofrs/flock"
)

// TempFolder is where files stand until they are whole, in the output folder. Each run has a folder of its own in
// it, and a file beside that which is locked as long as the run lives; what a killed run left is swept by the next.
//
//	.platen-tmp/platen         the marker: without it the folder is somebody else's, and left alone
//	.platen-tmp/run-ID.lock    there before the folder, and longer
//	.platen-tmp/run-ID/1       files, by number
const TempFolder = ".platen-tmp"

// Names in the temporary folder. Nothing else in it is ever removed.
const (
	tempMarker  = TempFolder + "/platen"
	markerText  = "Unfinished files of platen. What is here may be removed when no platen runs.\n"
	runPrefix   = "run-"
	lockSuffix  = ".lock"
	asidePrefix = TempFolder + "-" // of a file that is copied beside its target
)

func randomText() string {
	var b [8]byte
	rand.Read(b[:])
	return hex.EncodeToString(b[:])
}

// isRun reports whether a name in the temporary folder is that of a run.
func isRun(name string) bool {
	id, ok := strings.CutPrefix(name, runPrefix)
	return ok && len(id) == 16 && strings.Trim(id, "0123456789abcdef") == ""
}

// A session is this run's folder for unfinished files of one output folder.
type session struct {
	root  *os.Root
	dir   string   // below root
	files *os.Root // dir
	from  *os.File // dir once more, for renameInto
	lock  *flock.Flock

	mu    sync.Mutex
	n     int
	ended bool
}

// A temp is an unfinished file.
type temp struct {
	*os.File
	root *os.Root
	name string   // below root
	from *os.File // its folder
}

// drop removes the file.
func (t *temp) drop() {
	t.Close()
	t.root.Remove(t.name)
}

// temp opens a new unfinished file.
func (f *Folder) temp() (*temp, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.root == nil {
		return nil, fs.ErrClosed
	}
	if f.session == nil {
		s, err := openSession(f.root)
		if err != nil {
			return nil, err
		}
		f.session = s
	}
	s := f.session
	s.n++
	name := s.dir + "/" + strconv.Itoa(s.n)
	file, err := s.files.OpenFile(path.Base(name), os.O_RDWR|os.O_CREATE|os.O_EXCL|nonblock, 0o666) // without the sign Go asks whether it can be waited for
	if err != nil {
		return nil, err
	}
	return &temp{file, f.root, name, s.from}, nil
}

// Sweep removes what killed runs left in the folder.
func (f *Folder) Sweep() {
	root := f.there()
	if root == nil || f.options.Dry {
		return
	}
	if ours, err := checkTemp(root); err == nil && ours {
		sweepDead(root)
		removeTemp(root)
	}
}

// A foreignError says that the temporary folder is not ours.
type foreignError struct{ what string }

func (e *foreignError) Error() string {
	return TempFolder + " beside it " + e.what + ", and unfinished files have no other place: move it away"
}

// checkTemp reports whether there is a temporary folder that a run of platen has made: a folder and no link, with
// the marker in it. ours is false when there is none, or an empty one.
func checkTemp(root *os.Root) (ours bool, err error) {
	info, err := root.Lstat(TempFolder)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return false, nil
	case err != nil:
		return false, err
	case info.Mode()&fs.ModeSymlink != 0:
		return false, &foreignError{"is a symbolic link"}
	case !info.IsDir():
		return false, &foreignError{"is no folder"}
	}
	marker, err := root.Lstat(tempMarker)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		if names, err := listTemp(root); err != nil || len(names) == 0 {
			return false, err
		}
		return false, &foreignError{"was not made by platen"}
	case err != nil:
		return false, err
	case !marker.Mode().IsRegular() || marker.Size() != 0 && marker.Size() != int64(len(markerText)): // or killed before it was written
		return false, &foreignError{"was not made by platen"}
	case !sameOwner(info, marker):
		return false, &foreignError{"is another user's"}
	}
	data, err := readPlain(root, tempMarker, marker)
	if errors.Is(err, fs.ErrPermission) {
		return false, &foreignError{"is another user's"}
	}
	if err != nil {
		return false, err
	}
	if len(data) != 0 && string(data) != markerText {
		return false, &foreignError{"was not made by platen"}
	}
	return true, nil
}

// readPlain reads the small regular file that was seen at a name.
func readPlain(root *os.Root, name string, seen fs.FileInfo) ([]byte, error) {
	f, err := root.OpenFile(name, os.O_RDONLY|nonblock, 0)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	if now, err := f.Stat(); err != nil || !os.SameFile(seen, now) {
		return nil, errSwapped
	}
	data := make([]byte, seen.Size()) // the list of what was written has megabytes: they are not to be moved while they grow
	n, err := io.ReadFull(f, data)
	if err == io.EOF || err == io.ErrUnexpectedEOF {
		err = nil
	}
	return data[:n], err
}

// listTemp returns the names in the temporary folder.
func listTemp(root *os.Root) ([]string, error) {
	dir, err := root.Open(TempFolder)
	if err != nil {
		return nil, err
	}
	defer dir.Close()
	return dir.Readdirnames(-1)
}

// openSession makes this run's folder and sweeps those of runs that are dead.
func openSession(root *os.Root) (*session, error) {
	const tries = 200
	for try := 0; ; try++ { // another run that begins or ends may make or take the folder meanwhile
		s, err := newSession(root)
		var foreign *foreignError
		if err == nil || !isOthers(err) || errors.As(err, &foreign) && try >= 20 || try == tries {
			return s, err
		}
		if try > 2 {
			time.Sleep(5 * time.Millisecond)
		}
	}
}

// isOthers reports whether an error comes of what others do in the temporary folder.
func isOthers(err error) bool {
	var foreign *foreignError
	return errors.Is(err, fs.ErrNotExist) || errors.Is(err, fs.ErrExist) || errors.Is(err, errSwapped) || errors.As(err, &foreign)
}

func newSession(root *os.Root) (*session, error) {
	if err := root.Mkdir(TempFolder, 0o777); err != nil && !errors.Is(err, fs.ErrExist) {
		return nil, err
	}
	ours, err := checkTemp(root)
	if err != nil {
		if !isOthers(err) {
			removeEmptyTemp(root)
		}
		return nil, err
	}
	if ours {
		sweepDead(root)
	} else if err := writeMarker(root); err != nil {
		if !isOthers(err) {
			removeTemp(root)
		}
		return nil, err
	}
	s, err := newRun(root)
	if err != nil && !isOthers(err) { // a disk may have room for the marker and for nothing else
		removeTemp(root)
	}
	return s, err
}

// newRun makes this run's folder in the temporary folder, or nothing.
func newRun(root *os.Root) (*session, error) {
	s := &session{root: root, dir: TempFolder + "/" + runPrefix + randomText()}
	file, err := root.OpenFile(s.dir+lockSuffix, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return nil, err
	}
	mine, err := file.Stat()
	if err = errors.Join(err, file.Close()); err != nil {
		root.Remove(s.dir + lockSuffix)
		return nil, err
	}
	if marker, err := root.Lstat(tempMarker); err != nil || !sameOwner(marker, mine) {
		root.Remove(s.dir + lockSuffix)
		if err == nil {
			err = &foreignError{"is another user's"}
		}
		return nil, err
	}
	if s.lock, err = lockFile(root, s.dir+lockSuffix, mine); err != nil {
		if !errors.Is(err, errSwapped) { // else the run that sweeps it takes it away
			root.Remove(s.dir + lockSuffix)
		}
		return nil, err
	}
	if err = root.Mkdir(s.dir, 0o777); err == nil {
		s.files, err = openFolder(root, s.dir)
	}
	if err == nil {
		s.from, err = s.files.Open(".")
	}
	if err != nil {
		s.end()
		return nil, err
	}
	return s, nil
}

// openFolder opens a folder, and no link to one.
func openFolder(root *os.Root, name string) (*os.Root, error) {
	seen, err := root.Lstat(name)
	if err != nil {
		return nil, err
	}
	dir, err := root.OpenRoot(name)
	if err != nil {
		return nil, err
	}
	if now, err := dir.Stat("."); err != nil || !os.SameFile(seen, now) {
		dir.Close()
		return nil, errSwapped
	}
	return dir, nil
}

// writeMarker makes the marker in an empty temporary folder.
func writeMarker(root *os.Root) error {
	f, err := root.OpenFile(tempMarker, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return err
	}
	_, err = io.WriteString(f, markerText)
	if err = errors.Join(err, f.Close()); err != nil { // half of it would be nobody's
		root.Remove(tempMarker)
	}
	return err
}

// lockFile locks the file that was made at a name. A run that swept it before it was locked has removed it: then the
// error is errSwapped. The lock goes by the folder's path; when that leads elsewhere by now, no other run finds
// this folder, and there is nothing to lock out: the lock is nil.
func lockFile(root *os.Root, name string, made fs.FileInfo) (*flock.Flock, error) {
	lock := newLock(root, name)
	ok, err := lock.TryLock()
	if err == nil && !ok { // it is being swept
		return nil, errSwapped
	}
	if locked, failed := lock.Stat(); err != nil || failed != nil || !os.SameFile(locked, made) {
		lock.Close()
		lock = nil
	}
	if now, err := root.Lstat(name); err != nil || !os.SameFile(now, made) {
		if lock != nil {
			lock.Close()
		}
		return nil, errSwapped
	}
	return lock, nil
}

// newLock returns a lock on a file that is there. It makes none: flock opens it by its path.
func newLock(root *os.Root, name string) *flock.Flock {
	return flock.New(filepath.Join(root.Name(), filepath.FromSlash(name)), flock.SetFlag(lockFlag))
}

// end takes the run's folder away.
func (s *session) end() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.ended {
		return
	}
	s.ended = true
	if s.files != nil {
		s.files.Close()
	}
	if s.from != nil {
		s.from.Close()
	}
	removeRun(s.root, s.dir)
	if s.lock == nil {
		s.root.Remove(s.dir + lockSuffix)
	} else {
		unlock(s.root, s.dir+lockSuffix, s.lock)
	}
	removeTemp(s.root)
}

// unlock removes a file that is locked. Windows removes none that is open.
func unlock(root *os.Root, name string, lock *flock.Flock) {
	if runtime.GOOS == "windows" {
		lock.Close()
		root.Remove(name)
		return
	}
	root.Remove(name)
	lock.Close()
}

// removeRun removes the folder of a run with the files that a run makes. With anything else in it, it stays.
func removeRun(root *os.Root, dir string) {
	info, err := root.Lstat(dir)
	if err != nil || !info.IsDir() {
		return
	}
	d, err := root.Open(dir)
	if err != nil {
		return
	}
	names, _ := d.Readdirnames(-1)
	d.Close()
	for _, name := range names {
		full := dir + "/" + name
		if info, err := root.Lstat(full); err == nil && info.Mode().IsRegular() && strings.Trim(name, "0123456789") == "" {
			root.Remove(full)
		}
	}
	root.Remove(dir)
}

// removeTemp removes the temporary folder when no run has anything in it.
func removeTemp(root *os.Root) {
	names, err := listTemp(root)
	if err != nil {
		removeEmptyTemp(root)
		return
	}
	if len(names) > 1 || len(names) == 1 && names[0] != path.Base(tempMarker) {
		return
	}
	root.Remove(tempMarker)
	if err := root.Remove(TempFolder); err != nil && !errors.Is(err, fs.ErrNotExist) { // a run has begun meanwhile
		writeMarker(root)
	}
}

// removeEmptyTemp removes the temporary folder when nothing is in it. It opens nothing.
func removeEmptyTemp(root *os.Root) {
	if info, err := root.Lstat(TempFolder); err == nil && info.IsDir() {
		root.Remove(TempFolder)
	}
}

// sweepDead removes the folders of runs that are no more: nobody holds their lock.
func sweepDead(root *os.Root) {
	names, _ := listTemp(root)
	for _, name := range names {
		run := strings.TrimSuffix(name, lockSuffix)
		if !isRun(run) {
			continue
		}
		dir := TempFolder + "/" + run
		info, err := root.Lstat(dir + lockSuffix)
		switch {
		case errors.Is(err, fs.ErrNotExist):
			removeRun(root, dir)
			continue
		case err != nil || !info.Mode().IsRegular():
			continue
		}
		lock := newLock(root, dir+lockSuffix)
		if ok, err := lock.TryLock(); err != nil || !ok {
			continue
		}
		if locked, err := lock.Stat(); err != nil || !os.SameFile(locked, info) {
			lock.Close()
			continue
		}
		removeRun(root, dir)
		unlock(root, dir+lockSuffix, lock)
	}
}
