package output

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"hash/crc32"
	"io"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/klauspost/compress/flate"
	"github.com/klauspost/compress/gzip"
)

// An Archive takes files and writes them as one. They are kept compressed until the end; then the archive comes whole,
// with its entries in the order of their names and all of one time. It is safe for concurrent use.
type Archive struct {
	to    io.Writer
	write func(ctx context.Context, w io.Writer) error
	time  time.Time
	taken names

	mu      sync.Mutex
	entries []entry
}

// An entry is a file of an archive.
type entry struct {
	name string
	data []byte // deflated, or as it is when that is shorter
	raw  bool   // as it is
	crc  uint32
	size int64
}

// The times that entries of zip files can have.
var (
	firstTime = time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)
	lastTime  = time.Date(2107, 12, 31, 0, 0, 0, 0, time.UTC)
)

// Zip returns a zip file that is written to w. Its entries have the first time that zip files know.
func Zip(w io.Writer) *Archive {
	a := &Archive{to: w, time: firstTime}
	a.write = a.zip
	return a
}

// TarGz returns a tar file compressed by gzip that is written to w. Its entries have the same time as those of [Zip].
func TarGz(w io.Writer) *Archive {
	a := &Archive{to: w, time: firstTime}
	a.write = a.tarGz
	return a
}

// SetTime sets the time of all entries, within what zip files know: 1980 to 2107.
func (a *Archive) SetTime(t time.Time) {
	a.time = t.UTC()
	if a.time.Before(firstTime) {
		a.time = firstTime
	} else if a.time.After(lastTime) {
		a.time = lastTime
	}
}

// At returns the output for files in the folder sub of the archive, "" for all.
func (a *Archive) At(sub string) *Shelf {
	return &Shelf{to: a, taken: &a.taken, sub: filepath.ToSlash(sub)}
}

// Len returns the number of files.
func (a *Archive) Len() int { return len(a.entries) }

// deflaters are used again: each has tables of some 100 KB.
var deflaters = sync.Pool{New: func() any {
	w, _ := flate.NewWriter(io.Discard, flate.DefaultCompression) // the level is a valid one
	return w
}}

func (a *Archive) put(name string, data []byte) error {
	e := entry{name: name, crc: crc32.ChecksumIEEE(data), size: int64(len(data))}
	var out bytes.Buffer
	w := deflaters.Get().(*flate.Writer)
	w.Reset(&out)
	_, err := w.Write(data)
	if err = errors.Join(err, w.Close()); err != nil {
		return err
	}
	deflaters.Put(w)
	if e.data = out.Bytes(); len(e.data) >= len(data) {
		e.data, e.raw = data, true
	}
	a.mu.Lock()
	a.entries = append(a.entries, e)
	a.mu.Unlock()
	return nil
}

// Finish writes the archive. It does not close what it writes to.
func (a *Archive) Finish(ctx context.Context) error {
	slices.SortFunc(a.entries, func(x, y entry) int { return strings.Compare(x.name, y.name) })
	return a.write(ctx, a.to)
}

func (a *Archive) zip(ctx context.Context, w io.Writer) error {
	z := zip.NewWriter(w)
	for _, e := range a.entries {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		h := &zip.FileHeader{Name: e.name, Method: zip.Deflate, Modified: a.time, CRC32: e.crc, CompressedSize64: uint64(len(e.data)), UncompressedSize64: uint64(e.size)}
		if e.raw {
			h.Method = zip.Store
		}
		h.SetMode(0o644)
		//lint:ignore SA1019 CreateRaw writes these fields and not Modified
		h.ModifiedDate, h.ModifiedTime = dosTime(a.time)
		to, err := z.CreateRaw(h)
		if err != nil {
			return err
		}
		if _, err := to.Write(e.data); err != nil {
			return err
		}
	}
	return z.Close()
}

// dosTime returns a time as zip files have it, in steps of two seconds. APPNOTE 4.4.6
func dosTime(t time.Time) (date, clock uint16) {
	return uint16(t.Day() + int(t.Month())<<5 + (t.Year()-1980)<<9), uint16(t.Second()/2 + t.Minute()<<5 + t.Hour()<<11)
}

func (a *Archive) tarGz(ctx context.Context, w io.Writer) error {
	z := gzip.NewWriter(w)
	t := tar.NewWriter(z)
	for _, e := range a.entries {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if err := t.WriteHeader(&tar.Header{Typeflag: tar.TypeReg, Name: e.name, Mode: 0o644, Size: e.size, ModTime: a.time}); err != nil {
			return err
		}
		var from io.Reader = bytes.NewReader(e.data)
		if !e.raw {
			from = flate.NewReader(from)
		}
		if _, err := io.Copy(t, from); err != nil {
			return err
		}
	}
	return errors.Join(t.Close(), z.Close())
}
