package output

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"hash"
	"io"
	"io/fs"
	"os"
	"path"
	"sync"
	"syscall"
)

// A file is one output that is being written. As long as its bytes are those of the file that is there,
// it only compares; at the first difference it begins a new file and copies what was the same.
type file struct {
	buf  *bufio.Writer
	half comparer
}

// comparer is the lower half of a file, behind its buffer.
type comparer struct {
	f         *Folder
	name      string      // below the folder
	format    string      // "" for what belongs to no format
	info      fs.FileInfo // of what is there, nil for nothing
	inside    bool        // its folder was there
	old       *os.File
	same      int64 // bytes that were equal so far
	size      int64 // bytes so far
	temp      *temp
	begun     bool  // the outputs differ: temp takes the bytes (nothing does in a dry run)
	unchanged bool  // it is what is there
	hold      *Hold // keeps it back until others are complete; nil does not
	kept      bool  // what is there stays: the bytes are dropped
	closed    bool
	sum       hash.Hash // of all bytes

	named   bool // the user named the file: it is replaced, whoever made it
	beside  bool
	silent  bool // the file is no output of the run
	made    func(File)
	refused func(*Refusal) error // takes a refusal; nil makes it an error
	naming  func(error) error    // gives an error the file's name; nil gives its name in the folder
}

const bufferSize = 32 << 10

var buffers = sync.Pool{New: func() any { return bufio.NewWriterSize(nil, bufferSize) }}
var scratches = sync.Pool{New: func() any { return new([bufferSize]byte) }}

// create begins a file.
func (f *Folder) create(name, format string) (*file, error) {
	inside := f.firstIn(name)
	var info fs.FileInfo
	if !inside { // nothing is in a folder that this run has made, but what a stranger puts there, and move looks again
		var h *held
		var err error
		info, h, err = f.lookIn(name)
		f.leaveFolder(h)
		if inside = h != nil; err != nil && !f.replaces(info) {
			return nil, err
		}
	}
	file := &file{half: comparer{f: f, name: name, format: format, info: info, inside: inside, sum: sha256.New()}}
	file.buf = buffers.Get().(*bufio.Writer)
	file.buf.Reset(&file.half)
	return file, nil
}

// firstIn reports whether a file is begun for the first time, in a folder that this run has made.
func (f *Folder) firstIn(name string) bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.seen == nil {
		f.seen = map[string]bool{}
	}
	again := f.seen[name]
	f.seen[name] = true
	return !again && f.fresh[path.Dir(name)]
}

// replaces reports whether what is there, which is no regular file, may be replaced by one.
func (f *Folder) replaces(info fs.FileInfo) bool {
	return f.options.Force && info != nil && !info.IsDir()
}

func (f *file) Write(p []byte) (int, error) { return f.buf.Write(p) }

// Close puts the whole file under its name.
func (f *file) Close() error {
	if f.half.closed {
		return fs.ErrClosed
	}
	err := f.buf.Flush()
	if err == nil {
		err = f.half.complete()
	}
	if err == nil && f.half.hold.Later(f.half.appear, f.half.release) {
		f.finish()
		return nil
	}
	if err == nil {
		err = f.half.settle()
	}
	f.end()
	return err
}

// Abort drops the file; what was there before stays.
func (f *file) Abort() {
	if !f.half.closed {
		f.end()
	}
}

func (f *file) end() {
	f.half.release()
	f.finish()
}

// finish ends the writing.
func (f *file) finish() {
	f.half.closed = true
	f.buf.Reset(nil)
	buffers.Put(f.buf)
	f.buf = nil
}

func (c *comparer) Write(p []byte) (int, error) {
	c.size += int64(len(p))
	c.sum.Write(p)
	if !c.begun && c.info != nil {
		if c.equal(p) {
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
	return n, c.fault(err)
}

// equal reports whether p is what comes next in the file that is there.
func (c *comparer) equal(p []byte) bool {
	if !c.info.Mode().IsRegular() {
		return false
	}
	if c.old == nil {
		old, err := c.f.open(c.name, c.info)
		if err != nil {
			return false // unreadable: it is replaced
		}
		c.old = old
	}
	scratch := scratches.Get().(*[bufferSize]byte)
	defer scratches.Put(scratch)
	for len(p) > 0 {
		n, err := io.ReadFull(c.old, scratch[:min(len(p), bufferSize)])
		if err != nil || !bytes.Equal(scratch[:n], p[:n]) {
			return false
		}
		p = p[n:]
	}
	return true
}

// begin opens the new file and copies what was the same.
func (c *comparer) begin() error {
	if c.begun {
		return nil
	}
	c.begun = true
	if c.info != nil {
		if r := c.mayReplace(c.info); r != nil {
			return c.refuse(r)
		}
	}
	if c.f.options.Dry {
		return nil
	}
	root, err := c.f.make()
	if err != nil {
		return c.fault(err)
	}
	if c.info == nil && c.hold == nil && !c.inside { // a folder that was there is looked at again by move
		if err := c.f.makeFolder(root, path.Dir(c.name)); err != nil { // a link may have come meanwhile
			return c.refuseOr(err)
		}
	}
	if c.temp, err = c.f.temp(); err != nil {
		return c.fault(err)
	}
	if c.same > 0 {
		if _, err := c.old.Seek(0, io.SeekStart); err != nil {
			return c.fault(err)
		}
		if _, err := io.CopyN(c.temp, c.old, c.same); err != nil {
			return c.fault(err)
		}
	}
	return nil
}

// mayReplace says why what is at the name has to stay, nil when it may be replaced.
func (c *comparer) mayReplace(info fs.FileInfo) *Refusal {
	o := &c.f.options
	switch {
	case o.Guard != nil && info.Mode().IsRegular() && o.Guard(info):
		return &Refusal{Why: "it is a file of the source, which is never overwritten"}
	case c.named, c.silent, o.Force, c.f.owns(c.name, c.format, info, c.beside):
		return nil
	case c.beside:
		return &Refusal{Why: "another file of that name is there, and only -o is replaced; a folder for the output, -o DIR/, takes both"}
	}
	return &Refusal{Why: "a file of that name is there that platen did not make, and it is kept", Hint: forceHint}
}

// complete ends the new file, or finds that nothing changed.
func (c *comparer) complete() error {
	if !c.begun && c.info != nil && c.info.Mode().IsRegular() && c.info.Size() == c.same {
		c.unchanged = true
		if c.old != nil {
			c.old.Close()
			c.old = nil
		}
		return nil
	}
	if err := c.begin(); err != nil || c.kept {
		return err
	}
	if c.temp == nil {
		return nil
	}
	if c.info != nil && c.info.Mode().IsRegular() {
		c.temp.Chmod(c.info.Mode().Perm())
	}
	return c.fault(c.temp.Close())
}

// settle moves the completed file to its name.
func (c *comparer) settle() error {
	switch {
	case c.kept:
		return nil
	case c.unchanged:
		c.finished("unchanged")
		return nil
	}
	if c.temp != nil {
		if err := c.move(); err != nil || c.kept {
			return err
		}
	}
	state := "new"
	if c.info != nil {
		state = "changed"
	}
	c.finished(state)
	return nil
}

// appear is settle for a file that was held back.
func (c *comparer) appear() error {
	defer c.release()
	if root := c.f.there(); c.temp != nil && c.info == nil && root != nil {
		if err := c.f.makeFolder(root, path.Dir(c.name)); err != nil {
			return c.refuseOr(err)
		}
	}
	return c.settle()
}

// finished tells what became of the file.
func (c *comparer) finished(state string) {
	if c.silent {
		return
	}
	made := File{Name: c.name, Format: c.format, State: state, Size: c.size, Sum: sumText(c.sum)}
	c.f.done(made)
	if state == "unchanged" {
		if guard := c.f.options.Guard; guard != nil && guard(c.info) { // a file of the source, copied onto itself: it never becomes ours
			return
		}
		c.f.noteFile(&made) // whoever made it, it is what we make
	}
	if c.made != nil {
		c.made(made)
	}
}

// move renames the finished file, after a last look at what is there: it may have been swapped.
func (c *comparer) move() error {
	now, h, err := c.f.lookIn(c.name)
	if root := c.f.there(); h == nil && err == nil && root != nil { // its folder has gone meanwhile
		if err := c.f.makeFolder(root, path.Dir(c.name)); err != nil {
			return c.refuseOr(err)
		}
		now, h, err = c.f.lookIn(c.name)
	}
	defer c.f.leaveFolder(h)
	if err != nil && !c.f.replaces(now) {
		return c.refuseOr(err)
	}
	if now != nil && (c.info == nil || !os.SameFile(c.info, now)) {
		if r := c.mayReplace(now); r != nil {
			return c.refuse(r)
		}
	}
	if !c.silent {
		c.f.noteFile(&File{Name: c.name, Format: c.format, Sum: sumText(c.sum)})
	}
	root := c.f.there()
	switch {
	case root == nil:
		return c.fault(fs.ErrClosed)
	case h == nil:
		return c.fault(fs.ErrNotExist)
	}
	dir, err := c.f.into(h)
	if err != nil {
		return c.fault(err)
	}
	return c.renamed(root, renameInto(c.temp, root, dir, c.name))
}

// renamed takes what became of the renaming: a file system of its own below the folder has the file copied.
func (c *comparer) renamed(root *os.Root, err error) error {
	if errors.Is(err, syscall.EXDEV) {
		err = c.copyBeside(root)
	} else if err == nil {
		c.temp = nil
	}
	return c.fault(err)
}

// copyBeside copies the finished file into the folder of its name, and renames it there.
func (c *comparer) copyBeside(root *os.Root) error {
	from, err := root.Open(c.temp.name)
	if err != nil {
		return err
	}
	defer from.Close()
	aside := path.Join(path.Dir(c.name), asidePrefix+randomText())
	to, err := root.OpenFile(aside, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return err
	}
	if c.info != nil && c.info.Mode().IsRegular() {
		to.Chmod(c.info.Mode().Perm())
	}
	_, err = io.Copy(to, from)
	if err = errors.Join(err, to.Close()); err == nil {
		err = root.Rename(aside, c.name)
	}
	if err != nil {
		root.Remove(aside)
	}
	return err
}

// release closes what is open and removes an unfinished file.
func (c *comparer) release() {
	if c.old != nil {
		c.old.Close()
	}
	if c.temp != nil {
		c.temp.drop()
	}
}

// refuse drops the bytes of the file from now on.
func (c *comparer) refuse(r *Refusal) error {
	c.kept = true
	if c.temp != nil {
		c.temp.drop()
		c.temp = nil
	}
	if c.refused == nil {
		return c.fault(r)
	}
	return c.refused(r)
}

// refuseOr refuses, or returns the error that is no refusal.
func (c *comparer) refuseOr(err error) error {
	var r *Refusal
	if errors.As(err, &r) {
		return c.refuse(r)
	}
	return c.fault(err)
}

// fault gives an error the name that the user knows the file by.
func (c *comparer) fault(err error) error {
	if err == nil {
		return nil
	}
	if c.naming != nil {
		return c.naming(err)
	}
	return c.f.fault(c.name, err)
}

func sumText(h hash.Hash) string { return base64.RawStdEncoding.EncodeToString(h.Sum(nil)) }

// Sum returns the hash and the number of all bytes.
func Sum(r io.Reader) (sum string, size int64, err error) {
	h := sha256.New()
	scratch := scratches.Get().(*[bufferSize]byte)
	defer scratches.Put(scratch)
	for {
		n, err := r.Read(scratch[:])
		h.Write(scratch[:n])
		size += int64(n)
		if err == io.EOF {
			return sumText(h), size, nil
		}
		if err != nil {
			return "", size, err
		}
	}
}
