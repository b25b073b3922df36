package name

import (
	"io/fs"
	"strings"
)

// A Set is a source root with a set of guides around it, whose other files may be read as well.
type Set interface {
	fs.FS
	// Above returns the path from the set's root of a name above the source root, "../shared/a.png"; ok is false when
	// nothing there may be read.
	Above(name string) (path string, ok bool)
}

// Leaves reports whether a path leads above the folder that it starts from.
func Leaves(p string) bool { return p == ".." || strings.HasPrefix(p, "../") }

// Above returns the path from the root of the set that fsys belongs to of a name above fsys; ok is false when nothing
// there may be read.
func Above(fsys fs.FS, p string) (path string, ok bool) {
	set, is := fsys.(Set)
	if !is || !Leaves(p) {
		return "", false
	}
	return set.Above(p)
}

// Readable reports whether a name may be read: it lies in the source root, or in the set around it.
func Readable(fsys fs.FS, p string) bool {
	if fs.ValidPath(p) {
		return true
	}
	_, ok := Above(fsys, p)
	return ok
}
