package pdfdoc

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"hash"
	"io"
	"strconv"
	"sync"

	"github.com/klauspost/compress/flate"
	"github.com/klauspost/compress/zlib"

	"platen/writers/internal/pages"
)

// An object is one indirect object. A stream's dict has neither brackets nor Length, unless it is raw.
type object struct {
	dict    []byte
	stream  []byte
	members []int // an object stream: the numbers of what it holds
	flate   bool  // to be compressed
	packed  bool  // compressed already
	raw     bool  // dict and stream are complete
}

// A file is the objects of a PDF; number 0 is none. Structure elements, which are most of the objects, have the numbers
// from elemBase on and become bytes when they are written.
type file struct {
	o          []object // by number, elements left out
	elems      []*Elem
	elemBase   int
	pages      []*Page
	root, info int
	modern     bool // PDF 2.0
	ns, mathNS int  // its namespace, and MathML's
	dests      map[string]place
	structRoot int
	fonts      []*usedFont
}

// obj returns an object that is no element.
func (w *file) obj(n int) *object {
	if w.elems != nil && n >= w.elemBase {
		n -= len(w.elems)
	}
	return &w.o[n]
}

// size is the number of the next object.
func (w *file) size() int { return len(w.o) + len(w.elems) }

// add appends an object and returns its number.
func (w *file) add(dict []byte) int {
	w.o = append(w.o, object{dict: dict})
	return w.size() - 1
}

func (w *file) set(n int, dict []byte) { *w.obj(n) = object{dict: dict} }

// addStream appends a stream that will be compressed.
func (w *file) addStream(dict, b []byte) int {
	w.o = append(w.o, object{dict: dict, stream: b, flate: true})
	return w.size() - 1
}

var deflaters sync.Pool

// deflate compresses b to the zlib format.
func deflate(dst *bytes.Buffer, b []byte) {
	z := newDeflater(dst)
	z.Write(b) // into memory: no errors
	z.Close()
	deflaters.Put(z)
}

// newDeflater is a writer that compresses; it goes back into deflaters.
func newDeflater(dst *bytes.Buffer) *zlib.Writer {
	z, _ := deflaters.Get().(*zlib.Writer)
	if z == nil {
		z, _ = zlib.NewWriterLevel(dst, 6)
	} else {
		z.Reset(dst)
	}
	return z
}

var partDeflaters sync.Pool

// deflatePart compresses b to a part of a raw deflate stream that ends at a byte; nothing follows the part called end.
func deflatePart(dst *bytes.Buffer, b []byte, end bool) {
	z, _ := partDeflaters.Get().(*flate.Writer)
	if z == nil {
		z, _ = flate.NewWriter(dst, 6)
	} else {
		z.Reset(dst)
	}
	z.Write(b) // into memory: no errors
	if end {
		z.Close()
	} else {
		z.Flush()
	}
	partDeflaters.Put(z)
}

// objectsInStream is how many objects an object stream holds.
const objectsInStream = 200

// pack shares out all objects that are not streams among object streams. (ISO 32000-1, 7.5.7)
// in[i] is the stream that holds object i, 0 for none, and its place there.
func (w *file) pack() (in [][2]int32) {
	n := w.size()
	in = make([][2]int32, n)
	var members []int
	flush := func() {
		if len(members) == 0 {
			return
		}
		w.o = append(w.o, object{members: members})
		for k, m := range members {
			in[m] = [2]int32{int32(w.size() - 1), int32(k)}
		}
		members = nil
	}
	elems := w.elemBase + len(w.elems)
	for i := 1; i < n; i++ {
		if i < w.elemBase || i >= elems {
			if o := w.obj(i); o.stream != nil || o.dict == nil {
				continue
			}
		}
		if members = append(members, i); len(members) == objectsInStream {
			flush()
		}
	}
	flush()
	return in
}

// fill makes the content of an object stream.
func (w *file) fill(o *object) {
	head := make([]byte, 0, 12*len(o.members))
	body := make([]byte, 0, 128*len(o.members))
	elems := w.elemBase + len(w.elems)
	for _, n := range o.members {
		head = strconv.AppendInt(head, int64(n), 10)
		head = append(head, ' ')
		head = strconv.AppendInt(head, int64(len(body)), 10)
		head = append(head, ' ')
		if n >= w.elemBase && n < elems {
			body = w.appendDict(body, w.elems[n-w.elemBase])
		} else {
			body = append(body, w.obj(n).dict...)
		}
		body = append(body, '\n')
	}
	o.dict = fmt.Appendf(nil, "/Type/ObjStm/N %d/First %d", len(o.members), len(head))
	o.stream, o.flate = append(head, body...), true
}

// A counter counts and hashes what goes through it.
type counter struct {
	w   *bufio.Writer
	h   hash.Hash
	n   int64
	err error
}

func (c *counter) Write(p []byte) (int, error) {
	if c.err != nil {
		return 0, c.err
	}
	c.h.Write(p)
	n, err := c.w.Write(p)
	c.n += int64(n)
	c.err = err
	return n, err
}

// write puts the file out: header, objects, cross-reference stream. (ISO 32000-1, 7.5)
func (w *file) write(out io.Writer) error {
	in := w.pack()
	off := make([]int64, w.size()+1)
	c := &counter{w: bufio.NewWriterSize(out, 1<<16), h: sha256.New()}
	version := "1.7"
	if w.modern {
		version = "2.0"
	}
	io.WriteString(c, "%PDF-"+version+"\n%\xe2\xe3\xcf\xd3\n")
	w.writeObjects(c, off)
	w.writeReferences(c, off, in)
	if c.err != nil {
		return c.err
	}
	if c.n >= 1<<32 {
		return fmt.Errorf("the PDF is over 4 GiB")
	}
	return c.w.Flush()
}

// writeObjects writes the objects that are streams, and notes where each begins.
func (w *file) writeObjects(c *counter, off []int64) {
	const chunk = 64 // compressed together, so that memory stays low
	var list []int
	for i := 1; i < w.size(); i++ {
		if i >= w.elemBase && i < w.elemBase+len(w.elems) {
			continue
		}
		if o := w.obj(i); o.stream != nil || o.members != nil {
			list = append(list, i)
		}
	}
	bufs := make([]bytes.Buffer, min(chunk, len(list)))
	for len(list) > 0 && c.err == nil {
		part := list[:min(chunk, len(list))]
		list = list[len(part):]
		pages.All(len(part), func(j int) {
			bufs[j].Reset()
			o := w.obj(part[j])
			if o.members != nil {
				w.fill(o)
			}
			if o.flate {
				deflate(&bufs[j], o.stream)
			}
		})
		for j, i := range part {
			o := w.obj(i)
			off[i] = c.n
			s := o.stream
			switch {
			case o.raw:
				fmt.Fprintf(c, "%d 0 obj\n%s\nstream\n", i, o.dict)
			case o.flate || o.packed:
				if o.flate {
					s = bufs[j].Bytes()
				}
				fmt.Fprintf(c, "%d 0 obj\n<<%s/Filter/FlateDecode/Length %d>>\nstream\n", i, o.dict, len(s))
			default:
				fmt.Fprintf(c, "%d 0 obj\n<<%s/Length %d>>\nstream\n", i, o.dict, len(s))
			}
			c.Write(s)
			io.WriteString(c, "\nendstream\nendobj\n")
			*o = object{}
		}
	}
}

// writeReferences writes the cross-reference stream and the end. in says which objects are in the streams of others, and
// where. (ISO 32000-1, 7.5.8)
func (w *file) writeReferences(c *counter, off []int64, in [][2]int32) {
	total := w.size()
	id := fmt.Sprintf("%X", c.h.Sum(nil)[:16])
	off[total] = c.n
	var x []byte
	row := func(kind byte, a int64, b int) {
		x = append(x, kind)
		x = binary.BigEndian.AppendUint32(x, uint32(a))
		x = binary.BigEndian.AppendUint16(x, uint16(b))
	}
	row(0, 0, 65535)
	for i := 1; i <= total; i++ {
		switch {
		case i < len(in) && in[i][0] != 0:
			row(2, int64(in[i][0]), int(in[i][1]))
		case off[i] != 0:
			row(1, off[i], 0)
		default:
			row(0, 0, 65535)
		}
	}
	var z bytes.Buffer
	deflate(&z, x)
	info := ""
	if !w.modern { // it is in the metadata
		info = fmt.Sprintf("/Info %d 0 R", w.info)
	}
	fmt.Fprintf(c, "%d 0 obj\n<</Type/XRef/Size %d/W[1 4 2]/Root %d 0 R%s/ID[<%s><%s>]/Filter/FlateDecode/Length %d>>\nstream\n",
		total, total+1, w.root, info, id, id, z.Len())
	c.Write(z.Bytes())
	fmt.Fprintf(c, "\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n", off[total])
}
