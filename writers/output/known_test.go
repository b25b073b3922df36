package output

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"sync"
	"testing"
)

// TestKnown notes digests from several lists at a time: each is found again, by lists that were open before too.
func TestKnown(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "own")
	before := OpenKnown(dir)
	if before.has(placeDigest("x")) {
		t.Error("an empty list knows something")
	}
	digestOf := func(i, j int) digest { return entryDigest("text", fmt.Sprint(i), fmt.Sprint(j)) }
	var wg sync.WaitGroup
	for i := range 8 {
		wg.Go(func() {
			k := OpenKnown(dir)
			defer k.Close()
			for j := range 50 {
				k.note(digestOf(i, j), digestOf(i, j))
			}
		})
	}
	wg.Wait()
	for _, k := range []*Known{before, OpenKnown(dir)} {
		for i := range 8 {
			for j := range 50 {
				if !k.has(digestOf(i, j)) {
					t.Errorf("%d %d is forgotten", i, j)
				}
			}
		}
		if k.has(entryDigest("html", "1", "1"), entryDigest("text", "1 1", "")) {
			t.Error("what was not noted is known")
		}
	}
	data, err := os.ReadFile(filepath.Join(dir, knownFile))
	if err != nil || len(data) != 400*lineSize {
		t.Errorf("%d bytes, %v", len(data), err)
	}
}

// TestKnownLong looks for digests in a list that is long.
func TestKnownLong(t *testing.T) {
	dir := t.TempDir()
	name := func(i int) digest { return placeDigest(fmt.Sprint(i)) }
	var all []digest
	for i := range 2 * manyLines {
		all = append(all, name(i))
	}
	OpenKnown(dir).note(all...)
	k := OpenKnown(dir)
	k.note(name(-1), name(7))
	for i := range 2*manyLines + 100 {
		if k.has(name(i)) != (i < 2*manyLines) {
			t.Fatalf("%d: %v", i, i >= 2*manyLines)
		}
	}
	if !OpenKnown(dir).has(name(-1)) || len(k.lists) != 1 {
		t.Errorf("what was added is forgotten, or %d lists were read", len(k.lists))
	}
	if data, _ := os.ReadFile(filepath.Join(dir, knownFile)); len(data) != (2*manyLines+1)*lineSize {
		t.Errorf("%d bytes", len(data))
	}
}

// TestKnownDamaged cuts the list and puts other lines into it: the whole lines still hold.
func TestKnownDamaged(t *testing.T) {
	dir := t.TempDir()
	k := OpenKnown(dir)
	k.note(placeDigest("a"), placeDigest("b"))
	path := filepath.Join(dir, knownFile)
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	os.WriteFile(path, bytes.Join([][]byte{[]byte("no digest\n"), data[:lineSize], {'\n', 0xff, '\n'}, data[lineSize : 2*lineSize-3]}, nil), 0o600)
	if k := OpenKnown(dir); !k.has(placeDigest("a")) || k.has(placeDigest("b")) {
		t.Error("the whole lines are not read, or a cut one is")
	}
	if runtime.GOOS == "windows" {
		return
	}
	os.Chmod(path, 0o644) // as version control or an archive would leave it
	if OpenKnown(dir).has(placeDigest("a")) {
		t.Error("a list that others may read is believed")
	}
}

// TestKnownGrows fills the list: it is taken up anew, and what was noted last is known.
func TestKnownGrows(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, knownFile), bytes.Repeat([]byte("no digest\n"), knownMax/10+1), 0o600); err != nil {
		t.Fatal(err)
	}
	k := OpenKnown(dir)
	for i := range 3 {
		k.note(placeDigest(fmt.Sprint(i)))
	}
	if k = OpenKnown(dir); !k.has(placeDigest("0")) || !k.has(placeDigest("2")) {
		t.Error("what was noted when the list was full is forgotten")
	}
	if info, err := os.Stat(filepath.Join(dir, knownFile)); err != nil || info.Size() > 1<<10 {
		t.Errorf("no new list has begun: %v", err)
	}
}

// TestKnownOlder notes again what only the older list has, and finds it there without.
func TestKnownOlder(t *testing.T) {
	dir := t.TempDir()
	k := OpenKnown(dir)
	k.note(placeDigest("a"), placeDigest("b"))
	k.Close()
	if err := os.Rename(filepath.Join(dir, knownFile), filepath.Join(dir, olderFile)); err != nil {
		t.Fatal(err)
	}
	if k = OpenKnown(dir); !k.has(placeDigest("a")) {
		t.Error("what the older list has is not known")
	}
	k.Close()
	k = OpenKnown(dir)
	k.note(placeDigest("b"))
	k.Close()
	if data, _ := os.ReadFile(filepath.Join(dir, knownFile)); len(data) != lineSize {
		t.Errorf("%d bytes in the new list", len(data))
	}
}
