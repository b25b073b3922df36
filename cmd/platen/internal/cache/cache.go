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
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// A Key names a record.
type Key [sha256.Size]byte

// A Store is a folder of records. It is safe for concurrent use.
type Store struct {
	dir string
	max int64 // bytes
}

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
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, err
	}
	return &Store{dir, max}, nil
}

func (s *Store) file(k Key) string { return filepath.Join(s.dir, hex.EncodeToString(k[:])+suffix) }

// Get returns the record of a key. A damaged one is removed.
func (s *Store) Get(k Key) (record []byte, ok bool) {
	name := s.file(k)
	info, err := os.Lstat(name)
	if err != nil || !info.Mode().IsRegular() || info.Size() > s.max {
		return nil, false
	}
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, false
	}
	if record, ok = open(data, k); !ok {
		os.Remove(name)
		return nil, false
	}
	now := time.Now()
	os.Chtimes(name, now, now) // for the eviction alone
	return record, true
}

// open returns what a file's bytes hold for a key.
func open(data []byte, k Key) (record []byte, ok bool) {
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
	f, err := os.CreateTemp(s.dir, prefix)
	if errors.Is(err, fs.ErrNotExist) { // the folder was removed meanwhile
		if err := os.MkdirAll(s.dir, 0o700); err != nil {
			return err
		}
		f, err = os.CreateTemp(s.dir, prefix)
	}
	if err != nil {
		return err
	}
	_, err = io.Copy(f, io.MultiReader(strings.NewReader(magic+checksum(k, record)), bytes.NewReader(record)))
	if err = errors.Join(err, f.Close()); err == nil {
		err = os.Rename(f.Name(), s.file(k))
	}
	if err != nil {
		os.Remove(f.Name())
		return fmt.Errorf("cannot keep a record: %w", err)
	}
	s.trim()
	return nil
}

// trim removes the records that were not used for longest until the others fit, and what killed processes left.
func (s *Store) trim() {
	entries, err := os.ReadDir(s.dir)
	if err != nil {
		return
	}
	var records []fs.FileInfo
	var sum int64
	tagged := false
	for _, e := range entries {
		tagged = tagged || e.Name() == tag
		info, err := e.Info()
		if err != nil || !info.Mode().IsRegular() {
			continue
		}
		switch {
		case isRecord(e.Name()):
			records = append(records, info)
			sum += info.Size()
		case strings.HasPrefix(e.Name(), prefix) && time.Since(info.ModTime()).Abs() > dead:
			os.Remove(filepath.Join(s.dir, e.Name()))
		}
	}
	if !tagged {
		os.WriteFile(filepath.Join(s.dir, tag), []byte(tagText), 0o600)
	}
	if sum <= s.max {
		return
	}
	slices.SortFunc(records, func(a, b fs.FileInfo) int { return a.ModTime().Compare(b.ModTime()) })
	for _, r := range records {
		if sum <= s.max*3/4 {
			return
		}
		os.Remove(filepath.Join(s.dir, r.Name()))
		sum -= r.Size()
	}
}

func isRecord(name string) bool {
	h, ok := strings.CutSuffix(name, suffix)
	return ok && len(h) == 2*sha256.Size
}
