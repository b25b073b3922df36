package output

import (
	"bytes"
	"cmp"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// A Target is where the file is that the user named.
type Target struct {
	Path   string
	Device bool // it is a pipe or a device, that is written to and not replaced
}

// CheckFolder says why a folder that the user named is none to write to: it is named as one below the working folder,
// and a symbolic link leads it out of there. The link may have come with what is in the working folder.
func CheckFolder(path string) error {
	wd, err := os.Getwd()
	if err != nil {
		return nil
	}
	abs, err := filepath.Abs(path)
	if err != nil || !within(abs, wd) {
		return nil
	}
	if wd, err = filepath.EvalSymlinks(wd); err != nil {
		return nil
	}
	for dir := abs; ; dir = filepath.Dir(dir) {
		real, err := filepath.EvalSymlinks(dir)
		_, failed := os.Lstat(dir)
		switch {
		case err == nil && within(real, wd):
			return nil
		case err == nil:
			err = errors.New("a symbolic link leads out of the working folder, to " + real + "; name that folder, or remove the link")
		case failed == nil && errors.Is(err, fs.ErrNotExist):
			err = errors.New("a symbolic link leads to nothing; remove it")
		case failed != nil && errors.Is(err, fs.ErrNotExist) && dir != filepath.Dir(dir):
			continue
		default: // what is wrong with it will be said when it is used
			return nil
		}
		return &fs.PathError{Op: "write", Path: path, Err: err}
	}
}

// Named returns where the file is that the user named by a path. A symbolic link at its end is followed, and the
// file that it leads to replaced and not the link; but one that leads out of its folder is an error: it may have come
// with what is in the folder. Links in /dev and /proc, such as /dev/stdout, are the system's, and so are terminals and
// the like in /dev.
func Named(path string) (Target, error) {
	t := Target{Path: path}
	if err := CheckFolder(filepath.Dir(path)); err != nil {
		return t, &fs.PathError{Op: "write", Path: path, Err: cause(err)}
	}
	info, err := os.Lstat(path)
	if err != nil {
		return t, nil
	}
	if info.Mode()&fs.ModeSymlink == 0 {
		t.Device = isDevice(info)
		return t, nil
	}
	at, err := realFolder(path)
	if err != nil {
		return t, &fs.PathError{Op: "write", Path: path, Err: cause(err)}
	}
	system := within(at, "/dev") || within(at, "/proc")
	if info, err := os.Stat(path); err == nil && system && isDevice(info) {
		t.Device = true
		return t, nil
	}
	if t.Path, err = follow(path); err != nil {
		return t, err
	}
	if info, err := os.Lstat(t.Path); err == nil && info.Mode()&fs.ModeCharDevice != 0 && within(t.Path, "/dev") {
		t.Device = true
		return t, nil
	}
	if dir, err := realFolder(t.Path); !system && (err != nil || !within(dir, at)) {
		return t, &fs.PathError{Op: "write", Path: path, Err: errors.New("it is a symbolic link out of its folder, to " + t.Path + "; name that file, or remove the link")}
	}
	if info, err := os.Lstat(t.Path); err == nil {
		t.Device = isDevice(info)
	}
	return t, nil
}

func isDevice(info fs.FileInfo) bool { return !info.Mode().IsRegular() && !info.IsDir() }

// realFolder returns the folder of a file, without links.
func realFolder(path string) (string, error) {
	abs, err := filepath.Abs(filepath.Dir(path))
	if err != nil {
		return "", err
	}
	return filepath.EvalSymlinks(abs)
}

// follow returns where symbolic links lead to.
func follow(path string) (string, error) {
	first := path
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
	return "", &fs.PathError{Op: "write", Path: first, Err: errors.New("too many symbolic links")}
}

// A NamedFile is one that the user named.
type NamedFile struct {
	Name   string     // in the folder
	Shown  string     // as the user named it
	Format string     // "" for what is no output
	Ours   bool       // it is only replaced when an earlier run made it
	Made   func(File) // gets it when it is finished; nil does not
	Hold   *Hold      // keeps it back when it is finished; nil does not
}

// File begins the file that the user named, in place of whatever file is there.
func (f *Folder) File(n NamedFile) (io.WriteCloser, error) {
	f.claim(n.Name)
	naming := func(err error) error {
		return &fs.PathError{Op: "write", Path: n.Shown, Err: cause(err)}
	}
	file, err := f.create(n.Name, n.Format)
	if err != nil {
		return nil, naming(err)
	}
	file.half.named, file.half.made, file.half.naming, file.half.hold = !n.Ours, n.Made, naming, n.Hold
	return file, nil
}

// A Device writes to a pipe or a device.
type Device struct {
	Done func(size int64) // called when all was written; nil is not

	file *os.File // nil in a dry run
	path string
	size int64
	err  error // of a write
}

// OpenDevice opens what is no regular file; nothing is written to it in a dry run.
func OpenDevice(path string, dry bool) (*Device, error) {
	d := &Device{path: path}
	if dry {
		return d, nil
	}
	var err error
	if d.file, err = os.OpenFile(path, os.O_WRONLY, 0); err != nil {
		return nil, d.fault(err)
	}
	if now, err := d.file.Stat(); err != nil || !isDevice(now) {
		d.file.Close()
		return nil, d.fault(errSwapped)
	}
	return d, nil
}

func (d *Device) fault(err error) error {
	return &fs.PathError{Op: "write", Path: d.path, Err: cause(err)}
}

// Write passes p on.
func (d *Device) Write(p []byte) (n int, err error) {
	if d.file == nil {
		d.size += int64(len(p))
		return len(p), nil
	}
	n, err = d.file.Write(p)
	d.size += int64(n)
	if err != nil {
		d.err = err
	}
	return n, err
}

// Close ends the writing.
func (d *Device) Close() error {
	if d.file != nil {
		if err := cmp.Or(d.file.Close(), d.err); err != nil {
			return d.fault(err)
		}
	}
	if d.Done != nil {
		d.Done(d.size)
	}
	return nil
}

// Abort ends the writing; what was written is gone.
func (d *Device) Abort() {
	if d.file != nil {
		d.file.Close()
	}
}

// Replace writes a file that the user named: whole or not at all, and never over the source. Folders above it are
// made.
func Replace(path string, data []byte, guard func(fs.FileInfo) bool) error {
	to, err := Named(path)
	if err != nil {
		return err
	}
	var w io.WriteCloser
	if to.Device {
		w, err = OpenDevice(to.Path, false)
	} else {
		f, failed := Dir(filepath.Dir(to.Path), Options{Guard: guard})
		if failed != nil {
			return failed
		}
		defer f.Close()
		f.Sweep()
		w, err = f.File(NamedFile{Name: filepath.Base(to.Path), Shown: path})
	}
	if err != nil {
		return err
	}
	if _, err := io.Copy(w, bytes.NewReader(data)); err != nil {
		abort(w)
		return err
	}
	return w.Close()
}
