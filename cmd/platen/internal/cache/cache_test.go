package cache

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"
)

func key(s string) Key { return sha256.Sum256([]byte(s)) }

// path returns where the record of a key is.
func (s *Store) path(k Key) string { return filepath.Join(s.dir, file(k)) }

func open1(t *testing.T, max int64) *Store {
	t.Helper()
	s, err := Open(filepath.Join(t.TempDir(), "a", "cache"), max)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestGetPut(t *testing.T) {
	s := open1(t, 1<<20)
	if _, ok := s.Get(key("a")); ok {
		t.Error("an empty store has a record")
	}
	for _, record := range [][]byte{[]byte("one"), []byte("another\n\x00one"), {}} {
		if err := s.Put(key("a"), record); err != nil {
			t.Fatal(err)
		}
		if got, ok := s.Get(key("a")); !ok || !bytes.Equal(got, record) {
			t.Errorf("got %q, %t", got, ok)
		}
	}
	if _, ok := s.Get(key("b")); ok {
		t.Error("another key has the record")
	}
}

// TestDamaged changes every byte of a record's file, cuts it at every place and puts it under another name:
// it is never taken for good, and goes.
func TestDamaged(t *testing.T) {
	s := open1(t, 1<<20)
	k := key("a")
	if err := s.Put(k, []byte("a record")); err != nil {
		t.Fatal(err)
	}
	good, err := os.ReadFile(s.path(k))
	if err != nil {
		t.Fatal(err)
	}
	gone := func(what string, k Key, data []byte) {
		t.Helper()
		if err := os.WriteFile(s.path(k), data, 0o600); err != nil {
			t.Fatal(err)
		}
		if got, ok := s.Get(k); ok {
			t.Errorf("%s: got %q", what, got)
		}
		if _, err := os.Stat(s.path(k)); err == nil {
			t.Errorf("%s: the file is still there", what)
		}
	}
	for i := range good {
		bad := bytes.Clone(good)
		bad[i] ^= 4
		gone(fmt.Sprintf("byte %d", i), k, bad)
		gone(fmt.Sprintf("cut at %d", i), k, good[:i])
	}
	gone("longer", k, append(bytes.Clone(good), 0))
	gone("other name", key("b"), good)
}

// TestTrim fills the store over its size: what was used last stays, and files of others stay.
func TestTrim(t *testing.T) {
	s := open1(t, 10<<10)
	other := filepath.Join(s.dir, "notes.txt")
	left := filepath.Join(s.dir, prefix+"0123456789abcdef")
	for _, name := range []string{other, left} {
		if err := os.WriteFile(name, []byte("x"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	past := time.Now().Add(-2 * dead)
	if err := os.Chtimes(left, past, past); err != nil {
		t.Fatal(err)
	}
	for i := range 20 {
		if err := s.Put(key(fmt.Sprint(i)), make([]byte, 1<<10)); err != nil {
			t.Fatal(err)
		}
		at := time.Now().Add(time.Duration(i-100) * time.Minute)
		os.Chtimes(s.path(key(fmt.Sprint(i))), at, at)
		if i == 5 {
			s.Get(key("0"))
		}
	}
	for name, want := range map[string]bool{"0": true, "1": false, "9": false, "19": true} {
		if _, ok := s.Get(key(name)); ok != want {
			t.Errorf("record %s: %t", name, ok)
		}
	}
	if _, err := os.Stat(other); err != nil {
		t.Error(err)
	}
	if _, err := os.Stat(left); err == nil {
		t.Error("what a killed process left is still there")
	}
	if err := s.Put(key("large"), make([]byte, 9<<10)); err != nil {
		t.Error(err)
	}
	if _, ok := s.Get(key("19")); !ok {
		t.Error("one large record drove the others out")
	}
}

func TestConcurrent(t *testing.T) {
	s := open1(t, 1<<20)
	var wg sync.WaitGroup
	for i := range 8 {
		wg.Go(func() {
			for j := range 30 {
				if err := s.Put(key("a"), bytes.Repeat([]byte{byte(i)}, 100+j)); err != nil {
					t.Error(err)
				}
				if got, ok := s.Get(key("a")); ok && (len(got) < 100 || bytes.Count(got, got[:1]) != len(got)) {
					t.Errorf("a mixed record: %q", got)
				}
			}
		})
	}
	wg.Wait()
}

func TestFolderGone(t *testing.T) {
	s := open1(t, 1<<20)
	if err := os.RemoveAll(s.dir); err != nil {
		t.Fatal(err)
	}
	if err := s.Put(key("a"), []byte("x")); err != nil {
		t.Error(err)
	}
	if _, err := Open("/dev/null/cache", 1); err == nil {
		t.Error("a store below a file")
	}
}

// TestForeign opens folders that are no caches: nothing is read, made or removed in them.
func TestForeign(t *testing.T) {
	for _, other := range []string{"notes.txt", prefix + "notes", "x" + suffix, tag} {
		dir := t.TempDir()
		if err := os.WriteFile(filepath.Join(dir, other), []byte("mine"), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := Open(dir, 1<<20); err == nil {
			t.Errorf("a folder with %s is taken for a cache", other)
		}
		if list, _ := os.ReadDir(dir); len(list) != 1 {
			t.Errorf("%s: the folder holds %v", other, list)
		}
	}
}

// TestLinks puts links where files of the cache would be: none is followed.
func TestLinks(t *testing.T) {
	s := open1(t, 1<<20)
	mine := filepath.Join(t.TempDir(), "mine")
	if err := os.WriteFile(mine, []byte("mine"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(mine, s.path(key("a"))); err != nil {
		t.Skip(err)
	}
	if _, ok := s.Get(key("a")); ok {
		t.Error("a link is a record")
	}
	if err := s.Put(key("a"), []byte("record")); err != nil {
		t.Error(err)
	}
	os.Remove(filepath.Join(s.dir, tag))
	os.Symlink(mine, filepath.Join(s.dir, tag))
	if err := s.Put(key("b"), []byte("record")); err == nil {
		t.Error("a folder with a link as its tag is taken for a cache")
	}
	if data, _ := os.ReadFile(mine); string(data) != "mine" {
		t.Errorf("the file behind the links is %q", data)
	}
}

// TestTagCutOff takes a folder for a cache whose tag a run was killed over, and no folder with another tag.
func TestTagCutOff(t *testing.T) {
	for text, ours := range map[string]bool{"": true, tagText: true, "mine": false, tagText[:20]: false} {
		dir := t.TempDir()
		if err := os.WriteFile(filepath.Join(dir, tag), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		_, err := Open(dir, 1<<20)
		data, _ := os.ReadFile(filepath.Join(dir, tag))
		if want := map[bool]string{true: tagText, false: text}[ours]; (err == nil) != ours || string(data) != want {
			t.Errorf("%q: %v, and the tag is %q", text, err, data)
		}
	}
}

// TestLargeRecords keeps no record that would take more than a quarter of the room.
func TestLargeRecords(t *testing.T) {
	s := open1(t, 1000)
	for n, kept := range map[int]bool{250: true, 251: false} {
		k := key(fmt.Sprint(n))
		if err := s.Put(k, make([]byte, n)); err != nil {
			t.Fatal(err)
		}
		if _, ok := s.Get(k); ok != kept {
			t.Errorf("a record of %d bytes: kept: %v", n, ok)
		}
	}
}
