package markdown

import (
	"context"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
)

// TestGrowth reads the sample of each extension many times over in one page, as it is and without its last line, so that
// what it opens stays open: twice the page allocates at most 2.3 times the bytes. PLATEN_GROWTH is how large the smaller
// page is, in KiB.
func TestGrowth(t *testing.T) {
	size := 16 << 10
	if n, err := strconv.Atoi(os.Getenv("PLATEN_GROWTH")); err == nil {
		size = n << 10
	}
	samples, err := filepath.Glob("testdata/ext/*.txt")
	if err != nil || len(samples) < 60 {
		t.Fatal(len(samples), err)
	}
	for _, file := range samples {
		a, err := txtar.ParseFile(file)
		if err != nil {
			t.Fatal(err)
		}
		d, err := ParseDialect(strings.TrimSpace(string(a.Comment)))
		if err != nil {
			t.Fatal(err)
		}
		parts := map[string]string{}
		for _, f := range a.Files {
			parts[f.Name] = string(f.Data)
		}
		whole := parts["input.md"]
		lines := strings.SplitAfter(strings.TrimSuffix(whole, "\n"), "\n")
		for form, unit := range map[string]string{"whole": whole, "cut": strings.Join(lines[:len(lines)-1], "")} {
			name := fmt.Sprintf("%s/%s", strings.TrimSuffix(filepath.Base(file), ".txt"), form)
			if strings.TrimSpace(unit) == "" {
				continue
			}
			r := &Reader{Dialect: d, Include: func(path string) ([]byte, error) {
				if s, ok := parts[path]; ok && path != "input.md" {
					return []byte(s), nil
				}
				return nil, fs.ErrNotExist
			}}
			read := func(n int) uint64 {
				src := []byte(strings.Repeat(unit+"\n", n))
				var before, after runtime.MemStats
				runtime.ReadMemStats(&before)
				_, err := r.Read(context.Background(), "a.md", src, nil)
				runtime.ReadMemStats(&after)
				if err != nil {
					return 0 // a limit cuts it
				}
				return after.TotalAlloc - before.TotalAlloc
			}
			n := max(1, size/len(unit))
			read(n)
			one, two := read(n), read(2*n)
			for range 4 { // a pool that the collector or the race detector emptied in between is filled anew
				if float64(two) > 2.3*float64(one) {
					one, two = min(one, read(n)), min(two, read(2*n))
				}
			}
			if float64(two) > 2.3*float64(one) && one > 0 {
				t.Errorf("%s: %d times allocates %d bytes, %d times %d: %.2f times as much", name, n, one, 2*n, two, float64(two)/float64(one))
			}
		}
	}
}
