package run

import (
	"errors"
	"fmt"
	"sync"
	"testing"

	"platen/writers"
	"platen/writers/output"
)

// TestBudget holds both limits from both sides, and many writers at once.
func TestBudget(t *testing.T) {
	put := func(out writers.Output, name string, pieces ...string) error {
		f, err := out.Create(name)
		if err != nil {
			return err
		}
		for _, p := range pieces {
			if _, err := f.Write([]byte(p)); err != nil {
				writers.Abort(f)
				return err
			}
		}
		return f.Close()
	}
	for _, tt := range []struct {
		b    *budget
		fail string // of the third file, "x" in two pieces
	}{{&budget{}, ""}, {&budget{mostBytes: 10, mostFiles: 3}, ""}, {&budget{mostBytes: 9, mostFiles: 3}, "bytes"}, {&budget{mostBytes: 10, mostFiles: 2}, "files"}} {
		mem := output.Memory()
		out := tt.b.of(mem.At(""))
		if err := errors.Join(put(out, "a", "1234"), put(out, "b")); err != nil {
			t.Error(err)
		}
		err := put(out, "c", "123", "456")
		var over *budgetError
		switch {
		case tt.fail == "" && err != nil, tt.fail != "" && (!errors.As(err, &over) || over.what != tt.fail):
			t.Errorf("%d bytes, %d files: %v", tt.b.mostBytes, tt.b.mostFiles, err)
		}
		var names []string
		for name := range mem.Files() {
			names = append(names, name)
		}
		if want := 3; tt.fail == "" && len(names) != want || tt.fail != "" && len(names) != want-1 {
			t.Errorf("%d bytes, %d files: %q are there", tt.b.mostBytes, tt.b.mostFiles, names)
		}
	}
	b := &budget{mostBytes: 500}
	out := b.of(output.Memory().At(""))
	var wg sync.WaitGroup
	var mu sync.Mutex
	failed := 0
	for i := range 100 {
		wg.Go(func() {
			if put(out, fmt.Sprint(i), "1234567890") != nil {
				mu.Lock()
				failed++
				mu.Unlock()
			}
		})
	}
	if wg.Wait(); failed != 50 {
		t.Errorf("%d of 100 files were refused", failed)
	}
}
