//go:build !unix

package output

import (
	"io/fs"
	"os"
)

const nonblock = 0

const lockFlag = os.O_RDONLY

func sameOwner(a, b fs.FileInfo) bool { return true }

func isPrivate(fs.FileInfo) bool { return true }
