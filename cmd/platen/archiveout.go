package main

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
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/klauspost/compress/flate"
	"github.com/klauspost/compress/gzip"

	"platen/writers"
)

// A sink is an archive that takes all files of a run. They are kept compressed until the end; then the archive
// appears whole, with its entries in the order of their names and all of one time, or not at all. It is safe for
// concurrent use.
type sink struct {
	path string
	time time.Time

	mu      sync.Mutex
	entries []packed
}

// A packed file is one of an archive.
type packed struct {
	name string
	data []byte // deflated, or as it is when that is shorter
	raw  bool   // as it is
	crc  uint32
	size int64
}

// newSink returns the archive of -o. Its entries have the time of SOURCE_DATE_EPOCH, else the first that zip files know.
func (c *command) newSink(path string) *sink {
	first, last := time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC), time.Date(2107, 12, 31, 0, 0, 0, 0, time.UTC)
	at := first
	if n, err := strconv.ParseInt(c.env("SOURCE_DATE_EPOCH"), 10, 64); err == nil {
		if at = time.Unix(n, 0).UTC(); at.Before(first) {
			at = first
		} else if at.After(last) {
			at = last
		}
	}
	return &sink{path: path, time: at}
}

// deflaters are used again: each has tables of some 100 KB.
var deflaters = sync.Pool{New: func() any {
	w, _ := flate.NewWriter(io.Discard, flate.DefaultCompression) // the level is a valid one
	return w
}}

// put takes a whole file.
func (s *sink) put(name string, data []byte) error {
	p := packed{name: name, crc: crc32.ChecksumIEEE(data), size: int64(len(data))}
	var out bytes.Buffer
	w := deflaters.Get().(*flate.Writer)
	w.Reset(&out)
	_, err := w.Write(data)
	if err = errors.Join(err, w.Close()); err != nil {
		return err
	}
	deflaters.Put(w)
	if p.data = out.Bytes(); len(p.data) >= len(data) {
		p.data, p.raw = data, true
	}
	s.mu.Lock()
	s.entries = append(s.entries, p)
	s.mu.Unlock()
	return nil
}

// closeSink writes the archive of -o, if there is one. failed is what stopped an input or a format: then the
// archive that was there before stays.
func (c *command) closeSink(ctx context.Context, failed error) error {
	switch {
	case c.sink == nil || ctx.Err() != nil:
		return failed
	case failed != nil:
		c.problem(c.sink.path + " is not written, as it would lack something")
		return failed
	}
	err := writeError(c.sink.close(ctx, c.disk))
	var s *stopped
	if ctx.Err() != nil || !errors.As(err, &s) {
		return ctx.Err()
	}
	for _, msg := range s.problems {
		c.problem(msg)
	}
	return errDiagnosed
}

// close writes the archive.
func (s *sink) close(ctx context.Context, d *disk) error {
	slices.SortFunc(s.entries, func(a, b packed) int { return strings.Compare(a.name, b.name) })
	w, err := d.create(filepath.Dir(s.path), s.path)
	if err != nil {
		return err
	}
	if archiveExt(s.path) == ".zip" {
		err = s.zip(ctx, w)
	} else {
		err = s.tarGz(ctx, w)
	}
	if err != nil {
		if a, ok := w.(writers.Aborter); ok {
			a.Abort()
		}
		return err
	}
	return w.Close()
}

// summary returns ", 12 files in site.zip", once the archive is written.
func (s *sink) summary(files []result) string {
	if len(files) == 0 {
		return ""
	}
	line := ", " + count(len(s.entries), "file") + " in " + printable(s.path)
	if files[0].what == "unchanged" {
		line += ", unchanged"
	}
	return line
}

func (s *sink) zip(ctx context.Context, w io.Writer) error {
	z := zip.NewWriter(w)
	for _, e := range s.entries {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		h := &zip.FileHeader{Name: e.name, Method: zip.Deflate, Modified: s.time, CRC32: e.crc, CompressedSize64: uint64(len(e.data)), UncompressedSize64: uint64(e.size)}
		if e.raw {
			h.Method = zip.Store
		}
		h.SetMode(0o644)
		//lint:ignore SA1019 CreateRaw writes these fields and not Modified
		h.ModifiedDate, h.ModifiedTime = dosTime(s.time)
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

func (s *sink) tarGz(ctx context.Context, w io.Writer) error {
	z := gzip.NewWriter(w)
	t := tar.NewWriter(z)
	for _, e := range s.entries {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if err := t.WriteHeader(&tar.Header{Typeflag: tar.TypeReg, Name: e.name, Mode: 0o644, Size: e.size, ModTime: s.time}); err != nil {
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
