package writers

import (
	"errors"
	"io"
	"io/fs"

	"platen/convert/tree"
)

// CopyAsset writes a file of the source, an image or a download, under its own name. One that cannot be read, or
// not to its end, is reported and left out, and the rest of the format comes out. The error is for what cannot be
// written.
func CopyAsset(out Output, a *tree.Asset, report func(tree.Diag)) error {
	from, err := a.Open()
	if err != nil {
		report(unread(a, err))
		return nil
	}
	defer from.Close()
	to, err := out.Create(a.Path)
	if err != nil {
		return err
	}
	r := &reading{r: from}
	if _, err := io.Copy(to, r); err != nil {
		Abort(to)
		if r.err == nil {
			return err
		}
		report(unread(a, r.err))
		return nil
	}
	return to.Close()
}

// A reading remembers what kept it from reading on.
type reading struct {
	r   io.Reader
	err error
}

func (r *reading) Read(p []byte) (int, error) {
	n, err := r.r.Read(p)
	if err != nil && err != io.EOF {
		r.err = err
	}
	return n, err
}

// unread is the finding about a file that cannot be read.
func unread(a *tree.Asset, err error) tree.Diag {
	d := tree.Diag{Path: a.Path, Severity: tree.Error, Code: tree.FileUnreadable}
	var p *fs.PathError
	switch {
	case errors.Is(err, fs.ErrNotExist):
		d.Msg = "the file is not there any more"
	case errors.Is(err, fs.ErrPermission):
		d.Msg = "no permission to read the file"
	case errors.As(err, &p):
		d.Msg = "cannot read the file: " + p.Err.Error()
	default:
		d.Msg = "cannot read the file: " + err.Error()
	}
	return d
}
