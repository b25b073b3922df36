package archive

import (
	"archive/zip"
	"errors"
	"fmt"
	"io"
	"strings"
)

// maxDirectory is how many bytes may be read to learn what is in a zip file.
const maxDirectory = 32 << 20

// errDirectory says that a zip file's list of entries is too long.
var errDirectory = fmt.Errorf("its list of entries has more than %d bytes", maxDirectory)

// Zip returns what a zip file of size bytes holds. Files are unpacked when they are read. skip is called for
// each entry that is left out, with the reason; nil drops that. The error is for what is no zip file or passes
// a limit.
func Zip(r io.ReaderAt, size int64, l Limits, skip func(name, why string)) (*FS, error) {
	head := &budget{r: r, left: maxDirectory}
	z, err := zip.NewReader(head, size)
	switch {
	case head.left < 0:
		return nil, errDirectory
	case errors.Is(err, zip.ErrFormat):
		return nil, errors.New("it is no zip file, or its end is missing")
	case err != nil && !errors.Is(err, zip.ErrInsecurePath):
		return nil, err
	}
	head.done = true
	if n := len(z.File); n > l.files() {
		return nil, fmt.Errorf("it holds %d entries, over the limit of %d (--limit-archive-files)", n, l.files())
	}
	f := newFS(l, skip)
	var total uint64
	most := uint64(l.allowed(size))
	for _, e := range z.File {
		p, why := cleanName(e.Name)
		mode := e.Mode()
		switch {
		case why != "":
			f.skip(e.Name, why)
			continue
		case p == ".":
			continue
		case mode.IsDir() || strings.HasSuffix(e.Name, `\`):
			f.addDir(p, e.Name)
			if err := f.full(); err != nil {
				return nil, err
			}
			continue
		case !mode.IsRegular():
			f.skip(e.Name, notAFile(mode))
			continue
		case e.Flags&1 != 0: // APPNOTE 4.4.4
			f.skip(e.Name, "it is encrypted")
			continue
		}
		size := e.UncompressedSize64
		if total += size; size > most || total > most {
			return nil, tooLarge(most)
		}
		f.addFile(p, &node{size: int64(size), mod: e.Modified, open: e.Open, entry: e.Name})
		if err := f.full(); err != nil {
			return nil, err
		}
	}
	return f.sort(), nil
}

func tooLarge(most uint64) error {
	return fmt.Errorf("it unpacks to more than %d bytes (--limit-archive-bytes, and %d times its own size)", most, ratio)
}

// A budget is a reader that stops with an error after a number of bytes, until it is done.
type budget struct {
	r    io.ReaderAt
	left int64
	done bool
}

func (b *budget) ReadAt(p []byte, off int64) (int, error) {
	if b.done {
		return b.r.ReadAt(p, off)
	}
	if b.left -= int64(len(p)); b.left < 0 {
		return 0, errDirectory
	}
	return b.r.ReadAt(p, off)
}
