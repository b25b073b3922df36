package input

import (
	"os"
	"path/filepath"
)

// Holds reports whether a path is the input's folder or below it, by any spelling and through any link.
func (in *Input) Holds(path string) bool {
	want, err := os.Stat(filepath.Join(in.Dir, "."))
	if err != nil {
		return false
	}
	real, err := filepath.Abs(path)
	if err != nil {
		real = path
	}
	for {
		if to, err := filepath.EvalSymlinks(real); err == nil {
			real = to
			break
		}
		if filepath.Dir(real) == real {
			return false
		}
		real = filepath.Dir(real)
	}
	for ; ; real = filepath.Dir(real) {
		if info, err := os.Stat(real); err == nil && os.SameFile(info, want) {
			return true
		}
		if filepath.Dir(real) == real {
			return false
		}
	}
}
