// Package name knows the names of a guide's files: which are pages, which lead their folder, which a file
// system may take for one, and in which order they stand.
package name

import (
	"path"
	"strings"

	"golang.org/x/text/unicode/norm"
)

// IsPage reports whether a file's name is that of a page: of Markdown, or a notebook.
func IsPage(name string) bool {
	switch strings.ToLower(path.Ext(name)) {
	case ".md", ".markdown", ".mdown", ".mdx", ".qmd", ".rmd", ".ipynb":
		return true
	}
	return false
}

// PageExtensions are the extensions that an address without one is tried with.
var PageExtensions = [...]string{".md", ".markdown", ".mdown", ".mdx", ".qmd", ".Rmd", ".ipynb"}

// Stem returns the path without its extension.
func Stem(p string) string { return strings.TrimSuffix(p, path.Ext(p)) }

// IsIndex reports whether a page is its folder's index page.
func IsIndex(name string) bool {
	switch strings.ToLower(Stem(path.Base(name))) {
	case "index", "readme", "_index":
		return true
	}
	return false
}

// Fold makes paths equal that a file system may take for one: in case, or in how accents are written.
func Fold(p string) string {
	for i := 0; i < len(p); i++ {
		if p[i] >= 0x80 {
			return strings.ToLower(norm.NFC.String(p))
		}
	}
	return strings.ToLower(p)
}

// RelativeTo turns a root-relative path into one relative to dir; ok is false when it leaves the root.
func RelativeTo(dir, p string) (string, bool) {
	if p == ".." || strings.HasPrefix(p, "../") || strings.HasPrefix(p, "/") {
		return "", false
	}
	if dir == "." {
		return p, true
	}
	if strings.HasPrefix(p, dir+"/") {
		return p[len(dir)+1:], true
	}
	return strings.Repeat("../", strings.Count(dir, "/")+1) + p, true
}

// Compare is the order of pages that nothing else orders: a folder's index page first, then by
// name, numbers by value, a page before the folder of its name.
func Compare(a, b string) int {
	for {
		x, restA, dirA := strings.Cut(a, "/")
		y, restB, dirB := strings.Cut(b, "/")
		if x != y || !dirA || !dirB {
			kx, ky := x, y
			if !dirA {
				kx = Stem(x)
			}
			if !dirB {
				ky = Stem(y)
			}
			ix, iy := !dirA && IsIndex(x), !dirB && IsIndex(y)
			if ix != iy {
				if ix {
					return -1
				}
				return 1
			}
			if d := CompareNatural(kx, ky); d != 0 {
				return d
			}
			if dirA != dirB {
				if dirB {
					return -1
				}
				return 1
			}
			return strings.Compare(a, b)
		}
		a, b = restA, restB
	}
}

// CompareNatural compares names without regard to case, runs of digits by value.
func CompareNatural(a, b string) int {
	x, y := strings.ToLower(a), strings.ToLower(b)
	for x != "" && y != "" {
		dx, dy := Digits(x), Digits(y)
		if dx > 0 && dy > 0 {
			nx, ny := strings.TrimLeft(x[:dx], "0"), strings.TrimLeft(y[:dy], "0")
			if len(nx) != len(ny) {
				return len(nx) - len(ny)
			}
			if d := strings.Compare(nx, ny); d != 0 {
				return d
			}
			x, y = x[dx:], y[dy:]
			continue
		}
		if x[0] != y[0] {
			return int(x[0]) - int(y[0])
		}
		x, y = x[1:], y[1:]
	}
	if d := len(x) - len(y); d != 0 {
		return d
	}
	return strings.Compare(a, b)
}

// Digits returns how many digits a name begins with.
func Digits(s string) int {
	n := 0
	for n < len(s) && s[n] >= '0' && s[n] <= '9' {
		n++
	}
	return n
}
