package options

import (
	"strconv"
	"testing"
)

// TestTOCLevels tells writers how many levels of contents were asked for: none is not the same as nothing said.
func TestTOCLevels(t *testing.T) {
	for value, want := range map[string]int{"": 0, "0": -1, "1": 1, "6": 6} {
		o := &Options{}
		for _, f := range Flags() {
			if f.Name == "toc" && value != "" {
				if err := f.Give(o, value); err != nil {
					t.Fatal(err)
				}
			}
		}
		if got := (&Settings{Options: o}).tocLevels(); got != want {
			t.Errorf("--toc=%s: %d, want %d", value, got, want)
		}
	}
}

// TestNumbersOfFlags takes the least and the greatest value that a flag of numbers may have, and none beyond.
func TestNumbersOfFlags(t *testing.T) {
	for name, ends := range map[string][2]int{"toc": {0, 6}, "columns": {20, 1000}, "page-columns": {1, 2}, "jobs": {1, 4096}, "limit-depth": {1, 1 << 40}, "limit-page-bytes": {1, 1 << 40}} {
		for _, f := range Flags() {
			if f.Name != name {
				continue
			}
			for n, ok := range map[int]bool{ends[0]: true, ends[0] - 1: false, ends[1]: true, ends[1] + 1: false} {
				if err := f.Give(&Options{}, strconv.Itoa(n)); (err == nil) != ok {
					t.Errorf("--%s=%d: %v", name, n, err)
				}
			}
		}
	}
}
