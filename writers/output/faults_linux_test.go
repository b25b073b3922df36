package output

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"syscall"
	"testing"
)

// TestNoRoomToBegin has the process out of descriptors at one step after another of beginning and ending a file: nothing is left
// in the folder, what was there stays, and with room again the file comes out.
func TestNoRoomToBegin(t *testing.T) {
	dir := t.TempDir()
	lay(t, dir, map[string]string{"a.txt": "mine", "sub/b.txt": "mine"})
	var limit syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_NOFILE, &limit); err != nil {
		t.Fatal(err)
	}
	failed := 0
	for spare := range 14 {
		f := open(t, dir, Options{Force: true})
		var kept []*os.File
		err := withSpare(t, limit, spare, func() error {
			w, err := f.At("", "text").Create("sub/b.txt")
			if err != nil {
				return err
			}
			if _, err = io.WriteString(w, "new"); err != nil {
				abort(w)
				return err
			}
			return w.Close()
		}, &kept)
		f.Close()
		for _, k := range kept {
			k.Close()
		}
		want := "new"
		if err != nil {
			failed++
			want = "mine"
			if !errors.Is(err, syscall.EMFILE) {
				t.Errorf("%d spare: %v", spare, err)
			}
		}
		expect(t, dir, map[string]string{"a.txt": "mine", "sub/b.txt": want})
		if list, _ := os.ReadDir(filepath.Join(dir)); len(list) != 2 && err == nil {
			t.Errorf("%d spare: the folder holds %v", spare, list)
		}
		g := open(t, dir, Options{Force: true})
		g.Sweep()
		if r := write(t, g, "sub/b.txt", "mine"); r != nil {
			t.Error(r)
		}
		g.Close()
		if list, _ := os.ReadDir(dir); len(list) != 2 {
			inside, _ := filepath.Glob(filepath.Join(dir, TempFolder, "*"))
			t.Errorf("%d spare, and then a run: the folder holds %v %q, %v", spare, list, inside, err)
		}
	}
	if failed == 0 || failed == 14 {
		t.Errorf("%d of 14 fail", failed)
	}
}

// withSpare calls work with so many descriptors left.
func withSpare(t *testing.T, limit syscall.Rlimit, spare int, work func() error, kept *[]*os.File) error {
	t.Helper()
	next, err := os.Open(os.DevNull) // the lowest that is free
	if err != nil {
		t.Fatal(err)
	}
	*kept = append(*kept, next)
	low := limit
	low.Cur = uint64(next.Fd()) + 1 + uint64(spare)
	if err := syscall.Setrlimit(syscall.RLIMIT_NOFILE, &low); err != nil {
		t.Fatal(err)
	}
	defer syscall.Setrlimit(syscall.RLIMIT_NOFILE, &limit)
	return work()
}
