package epub

import (
	"archive/zip"
	"bytes"
	"context"
	"fmt"
	"hash/crc32"
	"io"
	"sync"

	"github.com/klauspost/compress/flate"

	"platen/convert/tree"
)

// A file of the container, ready to be written.
type file struct {
	name string // in the folder of the publication
	data []byte // deflated, or as it is when that is shorter
	raw  bool   // as it is
	crc  uint32
	size int
}

// deflaters are used again: each has tables of some 100 KB.
var deflaters = sync.Pool{New: func() any {
	w, _ := flate.NewWriter(io.Discard, flate.DefaultCompression) // the level is a valid one
	return w
}}

// packed returns the file deflated.
func packed(name string, data []byte) file {
	f := file{name: name, crc: crc32.ChecksumIEEE(data), size: len(data)}
	var out bytes.Buffer
	w := deflaters.Get().(*flate.Writer)
	w.Reset(&out)
	_, err := w.Write(data)
	if err == nil {
		err = w.Close()
	}
	deflaters.Put(w)
	if f.data = out.Bytes(); err != nil || len(f.data) >= len(data) {
		return stored(name, bytes.Clone(data))
	}
	return f
}

// stored returns the file as it is.
func stored(name string, data []byte) file {
	return file{name: name, data: data, raw: true, crc: crc32.ChecksumIEEE(data), size: len(data)}
}

// write puts the file into the container. All have the first day that zip files know, and no field beside those
// that each has: OCF 3.3 wants that of mimetype.
func (f file) write(z *zip.Writer) error {
	h := &zip.FileHeader{Name: f.name, Method: zip.Deflate, CRC32: f.crc, CompressedSize64: uint64(len(f.data)), UncompressedSize64: uint64(f.size)}
	//lint:ignore SA1019 CreateRaw writes this and not Modified
	h.ModifiedDate = 1<<5 | 1 // 1 January 1980
	for _, c := range f.name {
		if c >= 0x80 {
			h.Flags |= 0x800 // the name is UTF-8
		}
	}
	if f.raw {
		h.Method = zip.Store
	}
	w, err := z.CreateRaw(h)
	if err != nil {
		return err
	}
	_, err = w.Write(f.data)
	return err
}

// folder is where the publication lies in the container.
const folder = "EPUB/"

const containerXML = `<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
`

// pack writes the container: mimetype first, the package document last, when all is known that it tells.
func (v *volume) pack(ctx context.Context, w io.Writer, report func(tree.Diag)) error {
	z := zip.NewWriter(w)
	if err := stored("mimetype", []byte("application/epub+zip")).write(z); err != nil {
		return err
	}
	if err := packed("META-INF/container.xml", []byte(containerXML)).write(z); err != nil {
		return err
	}
	put := func(f file) error {
		if err := ctx.Err(); err != nil {
			return err
		}
		f.name = folder + f.name
		return f.write(z)
	}
	for _, f := range v.frame() {
		if err := put(f); err != nil {
			return err
		}
	}
	for _, e := range v.entries {
		if e.failed {
			continue
		}
		if err := put(e.file); err != nil {
			return err
		}
	}
	for _, m := range v.media {
		f, err := m.pack()
		if err != nil { // what its header promised is not there any more
			report(tree.Diag{Path: m.asset.Path, Severity: tree.Error, Code: tree.FileUnreadable, Msg: fmt.Sprintf("cannot read the file: %v", err)})
			f = stored(m.name, nil)
		}
		if err := put(f); err != nil {
			return err
		}
	}
	if err := put(packed("package.opf", v.packageDocument())); err != nil {
		return err
	}
	return z.Close()
}
