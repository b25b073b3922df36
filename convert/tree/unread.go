package tree

import (
	"errors"
	"io/fs"
)

// ReadFailure says in a diagnostic's words what keeps a file of the source from being read.
func ReadFailure(err error) string {
	var p *fs.PathError
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return "the file is not there"
	case errors.Is(err, fs.ErrPermission):
		return "no permission to read the file"
	case LeadsOut(err):
		return "it is or lies behind a symbolic link that leads out of the source folder"
	case errors.As(err, &p):
		return "cannot read the file: " + p.Err.Error()
	}
	return "cannot read the file: " + err.Error()
}

// LeadsOut reports whether an error is that of [os.Root] for a path that leads out of its folder, by a symbolic link.
// The package os does not export it.
func LeadsOut(err error) bool {
	var p *fs.PathError
	return errors.As(err, &p) && p.Err.Error() == "path escapes from parent"
}
