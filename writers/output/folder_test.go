package output

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"sync"
	"testing"
)

// TestHeld writes to more folders at once than are kept open, and to one that is moved away meanwhile.
func TestHeld(t *testing.T) {
	dir := t.TempDir()
	f := open(t, dir, Options{})
	at := f.At("", "text")
	write := func(name string) {
		w, err := at.Create(name)
		if err == nil {
			_, err = io.WriteString(w, name)
		}
		if err == nil {
			err = w.Close()
		}
		if err != nil {
			t.Error(err)
		}
		if got, err := os.ReadFile(filepath.Join(dir, name)); string(got) != name {
			t.Errorf("%s is %q, %v", name, got, err)
		}
	}
	var wg sync.WaitGroup
	for worker := range 4 {
		wg.Go(func() {
			for i := range 2 * mostHeld {
				write(fmt.Sprintf("%d/sub/%d.txt", (i*7+worker)%(mostHeld+10), i+1000*worker))
			}
		})
	}
	wg.Wait()
	if n := len(f.held); n != mostHeld {
		t.Errorf("%d folders are open", n)
	}
	for _, h := range f.held {
		if h.users != 0 {
			t.Errorf("a folder has %d users", h.users)
		}
	}
	write("here/sub/a.txt")
	if err := os.Rename(filepath.Join(dir, "here"), filepath.Join(dir, "was")); err != nil {
		t.Fatal(err)
	}
	write("here/sub/b.txt")
	if _, err := os.Stat(filepath.Join(dir, "was/sub/b.txt")); err == nil {
		t.Error("a file is in a folder that was moved away")
	}
	f.Close()
	if len(f.held) != 0 {
		t.Error("folders stay open")
	}
}
