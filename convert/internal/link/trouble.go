package link

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"syscall"

	"platen/convert/tree"
)

// trouble says why a file that an address names is none of the guide's, when it is more than that there is no such
// file. A link that leads out of the source folder is not followed, a file that is there and cannot be read is an
// error. The zero Fault is for what is not there. missing is the code for what an address leads to that is not there.
func trouble(fsys fs.FS, p string, missing tree.DiagCode) Fault {
	if fsys == nil {
		return Fault{}
	}
	info, err := statFile(fsys, p)
	switch {
	case err == nil && !info.Mode().IsRegular() && !info.IsDir():
		return Fault{missing, tree.Warning, "it is no regular file", ""}
	case err == nil, errors.Is(err, fs.ErrInvalid), errors.Is(err, syscall.ENOTDIR), errors.Is(err, syscall.ENAMETOOLONG), errors.Is(err, syscall.EINVAL):
		return Fault{}
	case tree.LeadsOut(err):
		return Fault{tree.OutsideRoot, tree.Warning, "it is or lies behind a symbolic link that leads out of the source folder", "put the file itself there"}
	case errors.Is(err, fs.ErrNotExist), errors.Is(err, syscall.ELOOP):
		if info, err := fs.Lstat(fsys, p); err != nil || info.Mode()&fs.ModeSymlink == 0 {
			return Fault{}
		}
		to, err := fs.ReadLink(fsys, p)
		if err != nil || path.IsAbs(to) {
			return Fault{missing, tree.Warning, "it is a symbolic link to nothing", ""}
		}
		return Fault{missing, tree.Warning, fmt.Sprintf("it is a symbolic link to %q, which is not there", to), ""}
	}
	return unreadableFault(err)
}

// unreadableFault is what is wrong with an address whose file cannot be read.
func unreadableFault(err error) Fault {
	return Fault{tree.FileUnreadable, tree.Error, tree.ReadFailure(err), ""}
}
