package archive

import (
	"archive/tar"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
)

// TarGz returns what a gzip-compressed tar file of size bytes holds. It is read to its end, and its files stay in
// memory. skip is called for each entry that is left out, with the reason; nil drops that. The error is for what
// is no such file, ends early, passes a limit or was cancelled.
func TarGz(ctx context.Context, r io.Reader, size int64, l Limits, skip func(name, why string)) (*FS, error) {
	z, err := gzip.NewReader(r)
	if err != nil {
		return nil, errors.New("it is no gzip file")
	}
	most := l.allowed(size)
	left := most
	// Headers and padding count too; an entry without a byte costs 512.
	in := &counted{ctx: ctx, r: z, left: most + int64(l.files())*1024}
	t := tar.NewReader(in)
	f := newFS(l, skip)
	for n := 0; ; {
		h, err := t.Next()
		switch {
		case err == io.EOF:
			return f.sort(), nil
		case in.left < 0:
			return nil, tooLarge(uint64(most))
		case ctx.Err() != nil:
			return nil, ctx.Err()
		case errors.Is(err, tar.ErrHeader):
			return nil, errors.New("it is no tar file, or damaged")
		case err != nil && !errors.Is(err, tar.ErrInsecurePath):
			return nil, early(err)
		}
		if n++; n > l.files() {
			return nil, fmt.Errorf("it holds more than %d entries (--limit-archive-files)", l.files())
		}
		p, why := cleanName(h.Name)
		switch {
		case h.Typeflag == tar.TypeXGlobalHeader, why == "" && p == ".":
			continue
		case why != "":
			f.skip(h.Name, why)
			continue
		case h.Typeflag == tar.TypeDir:
			f.addDir(p, h.Name)
			if err := f.full(); err != nil {
				return nil, err
			}
			continue
		case h.Typeflag == tar.TypeLink:
			f.skip(h.Name, "it is a link")
			continue
		case h.Typeflag != tar.TypeReg:
			f.skip(h.Name, notAFile(h.FileInfo().Mode()))
			continue
		}
		if h.Size > left {
			return nil, tooLarge(uint64(most))
		}
		node := &node{size: h.Size, mod: h.ModTime, entry: h.Name}
		if !f.addFile(p, node) {
			continue
		}
		if err := f.full(); err != nil {
			return nil, err
		}
		if node.data, err = io.ReadAll(t); err != nil {
			switch {
			case in.left < 0:
				return nil, tooLarge(uint64(most))
			case ctx.Err() != nil:
				return nil, ctx.Err()
			}
			return nil, early(err)
		}
		node.size = int64(len(node.data))
		if left -= node.size; left < 0 {
			return nil, tooLarge(uint64(most))
		}
	}
}

// early names what cut an archive short.
func early(err error) error {
	if errors.Is(err, io.ErrUnexpectedEOF) {
		return errors.New("its end is missing")
	}
	return err
}

// notAFile says what an entry is that is no file.
func notAFile(m fs.FileMode) string {
	switch {
	case m&fs.ModeSymlink != 0:
		return "it is a symbolic link"
	case m&fs.ModeNamedPipe != 0:
		return "it is a pipe"
	case m&fs.ModeDevice != 0:
		return "it is a device"
	}
	return "it is no regular file"
}

// A counted reader stops after a number of bytes, or when it is cancelled.
type counted struct {
	ctx  context.Context
	r    io.Reader
	left int64
}

func (c *counted) Read(p []byte) (int, error) {
	if err := c.ctx.Err(); err != nil {
		return 0, err
	}
	n, err := c.r.Read(p)
	if c.left -= int64(n); c.left < 0 {
		return 0, errors.New("too many bytes")
	}
	return n, err
}
