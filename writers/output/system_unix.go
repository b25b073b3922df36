//go:build unix

package output

import (
	"io/fs"
	"os"
	"runtime"
	"syscall"
)

// nonblock keeps the opening of a pipe from waiting.
const nonblock = syscall.O_NONBLOCK

// lockFlag is how a file is opened to be locked: some systems lock only what may be written.
var lockFlag = map[bool]int{true: os.O_RDWR, false: os.O_RDONLY}[runtime.GOOS == "aix" || runtime.GOOS == "solaris" || runtime.GOOS == "illumos"]

// sameOwner reports whether two files belong to one user.
func sameOwner(a, b fs.FileInfo) bool {
	x, ok := a.Sys().(*syscall.Stat_t)
	y, ok2 := b.Sys().(*syscall.Stat_t)
	return !ok || !ok2 || x.Uid == y.Uid
}

// isPrivate reports whether nobody else may read or write the file.
func isPrivate(info fs.FileInfo) bool { return info.Mode().Perm()&0o077 == 0 }
