package options

import (
	"reflect"
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

// TestLimitFlags has a flag for each limit of the reader, of images and of archives, which sets it and nothing
// else.
func TestLimitFlags(t *testing.T) {
	set := map[string]string{} // the field that a flag sets
	fields := func(o *Options) map[string]int64 {
		m := map[string]int64{}
		for name, v := range map[string]any{"": o.Limits, "Image": o.Images, "Archive": o.Archive} {
			r := reflect.ValueOf(v)
			for i := range r.NumField() {
				m[name+r.Type().Field(i).Name] = r.Field(i).Int()
			}
		}
		return m
	}
	for _, f := range LimitFlags() {
		o := &Options{}
		if err := f.Give(o, "7"); err != nil {
			t.Fatal(f.Name, err)
		}
		for name, v := range fields(o) {
			if v == 7 {
				if other := set[name]; other != "" {
					t.Errorf("--%s and --%s set %s", f.Name, other, name)
				}
				set[name] = f.Name
			} else if v != 0 {
				t.Errorf("--%s 7 makes %s %d", f.Name, name, v)
			}
		}
		for v, ok := range map[string]bool{"1": true, "0": false, "-1": false, "1x": false} {
			if err := f.Give(&Options{}, v); (err == nil) != ok {
				t.Errorf("--%s=%s: %v", f.Name, v, err)
			}
		}
	}
	for name := range fields(&Options{}) {
		if set[name] == "" {
			t.Errorf("no flag sets the limit %s", name)
		}
	}
}
