// Package cache keeps records from one run to the next: bytes under a key, in files of one folder.
//
//	s, err := cache.Open(dir, 256<<20)
//	s.Put(key, record)
//	record, ok := s.Get(key)
//
// A record comes back whole and as it was, or not at all: each file begins with a checksum, and one that does
// not fit is removed. Several processes may use one folder at the same time.
package cache

import (
	"bytes"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"slices"
	"strings"
	"sync/atomic"
	"time"
)

// A Key names a record.
type Key [sha256.Size]byte

// A Store is a folder of records. All that happens in it goes through an [os.Root], and no symbolic link in it is
// followed. It is safe for concurrent use.
type Store struct {
	dir string
	max int64 // bytes

	put atomic.Int64 // bytes since the folder was last looked through
}

// errForeign says that a folder holds something else than records.
var errForeign = errors.New("the folder holds other files, and is no cache that platen made; name an empty one, or a new one")

// Names in the folder. Files with other names are left alone.
const (
	suffix = ".platen"
	prefix = "platen-tmp-" // of a file that is not whole yet
	// tag marks the folder for backup programs: https://bford.info/cachedir
	tag     = "CACHEDIR.TAG"
	tagText = "Signature: 8a477f597d28d172789f06886806bc55\n# Records of platen. They may be removed at any time.\n"
)

// magic begins each file, with the version of its form.
const magic = "platen cache 1 "

// headSize is the length of what stands before a record: magic, the checksum in hexadecimal, a newline.
const headSize = len(magic) + 2*sha256.Size + 1

// dead is the age at which an unfinished file has no process any more that would finish it.
const dead = time.Hour

// Open returns the store in dir, which it makes when it is not there. The records together take about max
// bytes at most: those that were not used for longest go first.
func Open(dir string, max int64) (*Store, error) {
	s := &Store{dir: dir, max: max}
	s.put.Store(max) // the first record looks
	root, err := s.open()
	if err != nil {
		return nil, err
	}
	return s, root.Close()
}

// open opens the folder, which is made and marked when it is not there. One that is neither empty nor marked as a cache is not
// ours: nothing is read from it or removed in it.
func (s *Store) open() (*os.Root, error) {
	if err := os.MkdirAll(s.dir, 0o700); err != nil {
		return nil, err
	}
	root, err := os.OpenRoot(s.dir)
	if err != nil {
		return nil, err
	}
	info, err := root.Lstat(tag)
	switch {
	case err == nil && info.Mode().IsRegular() && info.Size() == int64(len(tagText)):
		return root, nil
	case err == nil && info.Mode().IsRegular() && info.Size() == 0: // a run was killed before it was written
		if err = root.Remove(tag); err == nil {
			err = s.mark(root)
		}
	case errors.Is(err, fs.ErrNotExist):
		err = s.mark(root)
	case err == nil:
		err = errForeign
	}
	if err != nil {
		root.Close()
		return nil, &fs.PathError{Op: "open", Path: s.dir, Err: err}
	}
	return root, nil
}

// mark makes the tag of a folder in which nothing is but what platen makes.
func (s *Store) mark(root *os.Root) error {
	names, err := namesIn(root)
	if err != nil {
		return err
	}
	for _, name := range names {
		if !isRecord(name) && !isTemp(name) && !slices.Contains(neighbours(), name) {
			return errForeign
		}
	}
	f, err := root.OpenFile(tag, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if errors.Is(err, fs.ErrExist) { // another run has made it
		return nil
	}
	if err != nil {
		return err
	}
	_, err = io.WriteString(f, tagText)
	if err = errors.Join(err, f.Close()); err != nil { // half of it would be nobody's
		root.Remove(tag)
	}
	return err
}

// neighbours are files of platen that stand in the folder too.
func neighbours() []string { return []string{tag, "written", "written-older", "outputs"} }

// namesIn returns the names in the folder.
func namesIn(root *os.Root) ([]string, error) {
	dir, err := root.Open(".")
	if err != nil {
		return nil, err
	}
	defer dir.Close()
	return dir.Readdirnames(-1)
}

// file returns the name of a record's file.
func file(k Key) string { return hex.EncodeToString(k[:]) + suffix }

// Get returns the record of a key. A damaged one is removed.
func (s *Store) Get(k Key) (record []byte, ok bool) {
	root, err := s.open()
	if err != nil {
		return nil, false
	}
	defer root.Close()
	name := file(k)
	info, err := root.Lstat(name)
	if err != nil || !info.Mode().IsRegular() || info.Size() > s.max {
		return nil, false
	}
	data, err := root.ReadFile(name)
	if err != nil {
		return nil, false
	}
	if record, ok = parse(data, k); !ok {
		root.Remove(name)
		return nil, false
	}
	now := time.Now()
	root.Chtimes(name, now, now) // for the eviction alone
	return record, true
}

// parse returns what a file's bytes hold for a key.
func parse(data []byte, k Key) (record []byte, ok bool) {
	if len(data) < headSize || string(data[:len(magic)]) != magic {
		return nil, false
	}
	record = data[headSize:]
	return record, string(data[len(magic):headSize]) == checksum(k, record)
}

// checksum covers the key too, so that a record under the name of another is found out.
func checksum(k Key, record []byte) string {
	h := sha256.New()
	h.Write(k[:])
	h.Write(record)
	return hex.EncodeToString(h.Sum(nil)) + "\n"
}

// Put keeps a record, in place of the one that the key has.
func (s *Store) Put(k Key, record []byte) error {
	if int64(len(record)) > s.max/4 {
		return nil
	}
	root, err := s.open() // it may have been removed meanwhile
	if err != nil {
		return err
	}
	defer root.Close()
	var id [8]byte
	rand.Read(id[:])
	temp := prefix + hex.EncodeToString(id[:])
	f, err := root.OpenFile(temp, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	_, err = io.Copy(f, io.MultiReader(strings.NewReader(magic+checksum(k, record)), bytes.NewReader(record)))
	if err = errors.Join(err, f.Close()); err == nil {
		err = root.Rename(temp, file(k))
	}
	if err != nil {
		root.Remove(temp)
		return fmt.Errorf("cannot keep a record: %w", err)
	}
	if s.put.Add(int64(len(record)+headSize)) >= max(s.max/64, 1) {
		s.put.Store(0)
		s.trim(root)
	}
	return nil
}

// trim removes the records that were not used for longest until the others fit, and what killed processes left.
func (s *Store) trim(root *os.Root) {
	names, err := namesIn(root)
	if err != nil {
		return
	}
	var records []fs.FileInfo
	var sum int64
	for _, name := range names {
		info, err := root.Lstat(name)
		if err != nil || !info.Mode().IsRegular() {
			continue
		}
		switch {
		case isRecord(name):
			records = append(records, info)
			sum += info.Size()
		case isTemp(name) && time.Since(info.ModTime()).Abs() > dead:
			root.Remove(name)
		}
	}
	if sum <= s.max {
		return
	}
	slices.SortFunc(records, func(a, b fs.FileInfo) int { return a.ModTime().Compare(b.ModTime()) })
	for _, r := range records {
		if sum <= s.max*3/4 {
			return
		}
		root.Remove(r.Name())
		sum -= r.Size()
	}
}

// isTemp reports whether a file has the name of one that is not whole yet.
func isTemp(name string) bool {
	id, ok := strings.CutPrefix(name, prefix)
	return ok && len(id) == 16 && strings.Trim(id, "0123456789abcdef") == ""
}

func isRecord(name string) bool {
	h, ok := strings.CutSuffix(name, suffix)
	return ok && len(h) == 2*sha256.Size
}
