package main

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"hash"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"syscall"
)

// A file is one output that is being written. As long as its bytes are those of the file that is there,
// it only compares; at the first difference it begins a new file and copies what was the same.
type file struct {
	buf *bufio.Writer
	cmp comparer
}

// comparer is the lower half of a file, behind its buffer.
type comparer struct {
	d            *disk
	folder       string
	path, target string      // as given; after symbolic links
	info         fs.FileInfo // of the file that is there, nil for none
	old          *os.File
	same         int64 // bytes that were equal so far
	size         int64 // bytes so far
	temp         *os.File
	begun        bool   // the outputs differ: temp takes the bytes (nothing does in a dry run)
	keep         func() // called instead of replacing a file that is there; nil replaces it
	kept         bool
	closed       bool
	sum          hash.Hash     // of all bytes; nil when nobody asks
	made         func(written) // gets size and hash of the finished file; nil when nobody asks
	silent       bool          // the file is no output of the run
}

const bufferSize = 32 << 10

var buffers = sync.Pool{New: func() any { return bufio.NewWriterSize(nil, bufferSize) }}
var scratches = sync.Pool{New: func() any { return new([bufferSize]byte) }}

func newFile(d *disk, folder, path, target string, info fs.FileInfo) *file {
	f := &file{cmp: comparer{d: d, folder: folder, path: path, target: target, info: info}}
	f.buf = buffers.Get().(*bufio.Writer)
	f.buf.Reset(&f.cmp)
	return f
}

func (f *file) Write(p []byte) (int, error) { return f.buf.Write(p) }

// Close puts the whole file under its name.
func (f *file) Close() error {
	if f.cmp.closed {
		return fs.ErrClosed
	}
	err := f.buf.Flush()
	if err == nil {
		err = f.cmp.finish()
	}
	f.end()
	return err
}

// Abort drops the file; what was there before stays.
func (f *file) Abort() {
	if !f.cmp.closed {
		f.end()
	}
}

func (f *file) end() {
	f.cmp.closed = true
	f.cmp.release()
	f.buf.Reset(nil)
	buffers.Put(f.buf)
	f.buf = nil
}

func (c *comparer) Write(p []byte) (int, error) {
	c.size += int64(len(p))
	if c.sum != nil {
		c.sum.Write(p)
	}
	if !c.begun && c.info != nil {
		equal, err := c.equal(p)
		if err != nil {
			return 0, err
		}
		if equal {
			c.same += int64(len(p))
			return len(p), nil
		}
	}
	if err := c.begin(); err != nil {
		return 0, err
	}
	if c.temp == nil {
		return len(p), nil
	}
	n, err := c.temp.Write(p)
	return n, c.named(err)
}

// equal reports whether p is what comes next in the file that is there.
func (c *comparer) equal(p []byte) (bool, error) {
	if c.old == nil {
		old, err := os.Open(c.target)
		if err != nil {
			return false, nil // unreadable: it is replaced
		}
		c.old = old
	}
	scratch := scratches.Get().(*[bufferSize]byte)
	defer scratches.Put(scratch)
	for len(p) > 0 {
		n, err := io.ReadFull(c.old, scratch[:min(len(p), bufferSize)])
		if err != nil || !bytes.Equal(scratch[:n], p[:n]) {
			return false, nil
		}
		p = p[n:]
	}
	return true, nil
}

// begin opens the new file and copies what was the same.
func (c *comparer) begin() error {
	if c.begun {
		return nil
	}
	c.begun = true
	if c.info != nil && c.keep != nil {
		c.kept = true
		c.keep()
		return nil
	}
	if c.info != nil && c.d.guard.holds(c.info) {
		return &fs.PathError{Op: "write", Path: c.path, Err: errors.New("it is a file of the source, which is never overwritten")}
	}
	if c.d.dry {
		return nil
	}
	if c.info == nil {
		if err := c.d.makeFolder(filepath.Dir(c.target)); err != nil {
			return c.named(err)
		}
	}
	temp, err := c.d.temp(c.folder)
	if err != nil {
		return c.named(err)
	}
	c.temp = temp
	if c.same > 0 {
		if _, err := c.old.Seek(0, io.SeekStart); err != nil {
			return c.named(err)
		}
		if _, err := io.CopyN(temp, c.old, c.same); err != nil {
			return c.named(err)
		}
	}
	return nil
}

// finish moves the new file to its name, or finds that nothing changed.
func (c *comparer) finish() error {
	if !c.begun && c.info != nil && c.info.Size() == c.same {
		c.finished("unchanged")
		return nil
	}
	if err := c.begin(); err != nil || c.kept {
		return err
	}
	what := "new"
	if c.info != nil {
		what = "changed"
	}
	if c.temp != nil {
		if c.info != nil {
			c.temp.Chmod(c.info.Mode().Perm())
		}
		if err := c.temp.Close(); err != nil {
			return c.named(err)
		}
		if err := c.move(); err != nil {
			return c.named(err)
		}
		c.temp = nil
	}
	c.finished(what)
	return nil
}

// finished tells what became of the file.
func (c *comparer) finished(what string) {
	if !c.silent {
		c.d.finished(result{c.path, what, c.size})
	}
	if c.made != nil {
		c.made(written{Size: c.size, Sum: sumText([sha256.Size]byte(c.sum.Sum(nil)))})
	}
}

// tell makes the file call made when it is finished.
func (f *file) tell(made func(written)) { f.cmp.sum, f.cmp.made = sha256.New(), made }

// move renames the finished file; to another file system it is copied beside its target first.
func (c *comparer) move() error {
	err := os.Rename(c.temp.Name(), c.target)
	if !errors.Is(err, syscall.EXDEV) {
		return err
	}
	from, err := os.Open(c.temp.Name())
	if err != nil {
		return err
	}
	defer from.Close()
	to, err := os.CreateTemp(filepath.Dir(c.target), tempFolder+"-")
	if err != nil {
		return err
	}
	_, err = io.Copy(to, from)
	mode := fs.FileMode(0o644)
	if c.info != nil {
		mode = c.info.Mode().Perm()
	}
	err = errors.Join(err, to.Chmod(mode), to.Close())
	if err == nil {
		err = os.Rename(to.Name(), c.target)
	}
	if err != nil {
		os.Remove(to.Name())
	}
	return err
}

// release closes what is open and removes an unfinished file.
func (c *comparer) release() {
	if c.old != nil {
		c.old.Close()
	}
	if c.temp != nil {
		c.temp.Close()
		os.Remove(c.temp.Name())
	}
}

// named gives an error the name that the user knows the file by.
func (c *comparer) named(err error) error {
	if err == nil {
		return nil
	}
	return &fs.PathError{Op: "write", Path: c.path, Err: fmt.Errorf("%w", cause(err))}
}
