package pdffile

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strconv"

	"github.com/klauspost/compress/zlib"
)

// A File is a file in memory. It is not safe for concurrent use.
type File struct {
	data    []byte
	entries []entry
	Root    Dict // the catalog

	streams map[int]*objects // object streams that were read, the last few
	order   []int
}

// An entry says where an object is: at an offset, or in an object stream. (ISO 32000-1, 7.5.8.3)
type entry struct {
	kind   byte // 0 free, 1 at offset, 2 in stream
	at     int  // offset, or the number of the stream
	within int  // place in the stream
}

// objects is an object stream. (ISO 32000-1, 7.5.7)
type objects struct {
	data    []byte
	numbers []int
	offsets []int
}

// maxStream is how many bytes a stream may have once it is inflated.
const maxStream = 1 << 30

// Open reads the cross-reference streams and the catalog.
func Open(data []byte) (*File, error) {
	f := &File{data: data, streams: map[int]*objects{}}
	tail := data[max(0, len(data)-2048):]
	i := bytes.LastIndex(tail, []byte("startxref"))
	if i < 0 {
		return nil, errors.New("no cross-reference")
	}
	s := &scanner{b: tail, pos: i + len("startxref")}
	o, err := s.object()
	if err != nil {
		return nil, err
	}
	at, _ := o.(int)
	var trailer Dict
	for range 64 { // files with updates have more than one
		d, err := f.crossReference(at)
		if err != nil {
			return nil, err
		}
		if trailer == nil {
			trailer = d
		}
		prev, ok := d["Prev"].(int)
		if !ok {
			break
		}
		at = prev
	}
	root, _ := f.Resolve(trailer["Root"])
	f.Root, _ = root.(Dict)
	if f.Root == nil {
		return nil, errors.New("no catalog")
	}
	return f, nil
}

// crossReference reads a cross-reference stream and returns its dictionary. (ISO 32000-1, 7.5.8)
func (f *File) crossReference(at int) (Dict, error) {
	o, err := f.objectAt(at)
	if err != nil {
		return nil, err
	}
	st, ok := o.(*Stream)
	if !ok {
		return nil, errors.New("no cross-reference stream")
	}
	data, err := f.Data(st)
	if err != nil {
		return nil, err
	}
	w, _ := st.Dict["W"].(Array)
	if len(w) != 3 {
		return nil, errors.New("a cross-reference stream without widths")
	}
	var width [3]int
	for i := range w {
		width[i], _ = w[i].(int)
		if width[i] < 0 || width[i] > 8 {
			return nil, errSyntax
		}
	}
	size, _ := st.Dict["Size"].(int)
	index, _ := st.Dict["Index"].(Array)
	if index == nil {
		index = Array{0, size}
	}
	field := func(n int) int {
		v := 0
		for _, c := range data[:n] {
			v = v<<8 | int(c)
		}
		data = data[n:]
		return v
	}
	row := width[0] + width[1] + width[2]
	for i := 0; i+1 < len(index); i += 2 {
		first, _ := index[i].(int)
		n, _ := index[i+1].(int)
		for k := first; k < first+n && row > 0 && len(data) >= row; k++ {
			e := entry{kind: 1}
			if width[0] > 0 {
				e.kind = byte(field(width[0]))
			}
			e.at, e.within = field(width[1]), field(width[2])
			if k > 1<<24 {
				return nil, errSyntax
			}
			for len(f.entries) <= k {
				f.entries = append(f.entries, entry{kind: 255})
			}
			if f.entries[k].kind == 255 {
				f.entries[k] = e
			}
		}
	}
	return st.Dict, nil
}

// objectAt reads the indirect object at an offset.
func (f *File) objectAt(at int) (Object, error) {
	if at < 0 || at >= len(f.data) {
		return nil, fmt.Errorf("no object at %d", at)
	}
	s := &scanner{b: f.data, pos: at}
	s.skip()
	s.word()
	s.skip()
	s.word()
	s.skip()
	if s.word() != "obj" {
		return nil, fmt.Errorf("no object at %d", at)
	}
	o, err := s.object()
	if err != nil {
		return nil, err
	}
	d, ok := o.(Dict)
	if !ok {
		return o, nil
	}
	s.skip()
	if !bytes.HasPrefix(s.b[s.pos:], []byte("stream")) {
		return d, nil
	}
	s.pos += len("stream")
	if s.pos < len(s.b) && s.b[s.pos] == '\r' {
		s.pos++
	}
	if s.pos < len(s.b) && s.b[s.pos] == '\n' {
		s.pos++
	}
	n, err := f.Resolve(d["Length"])
	size, ok := n.(int)
	if err != nil || !ok || size < 0 || s.pos+size > len(s.b) {
		return nil, errors.New("a stream without its length")
	}
	return &Stream{d, s.b[s.pos : s.pos+size]}, nil
}

// Resolve returns the object that o refers to, or o itself.
func (f *File) Resolve(o Object) (Object, error) {
	for range 32 {
		r, ok := o.(Ref)
		if !ok {
			return o, nil
		}
		if int(r) >= len(f.entries) {
			return nil, nil
		}
		var err error
		switch e := f.entries[r]; e.kind {
		case 1:
			o, err = f.objectAt(e.at)
		case 2:
			o, err = f.inStream(e.at, int(r))
		default:
			return nil, nil
		}
		if err != nil {
			return nil, fmt.Errorf("object %d: %w", int(r), err)
		}
	}
	return nil, errSyntax
}

// Dict returns the dictionary that o is or refers to, nil when it is none.
func (f *File) Dict(o Object) Dict {
	o, _ = f.Resolve(o)
	switch o := o.(type) {
	case Dict:
		return o
	case *Stream:
		return o.Dict
	}
	return nil
}

// keep is how many object streams stay in memory.
const keep = 32

func (f *File) inStream(stream, number int) (Object, error) {
	os := f.streams[stream]
	if os == nil {
		if stream >= len(f.entries) || f.entries[stream].kind != 1 {
			return nil, errors.New("no object stream")
		}
		o, err := f.objectAt(f.entries[stream].at)
		if err != nil {
			return nil, err
		}
		st, ok := o.(*Stream)
		if !ok {
			return nil, errors.New("no object stream")
		}
		if os, err = f.readObjects(st); err != nil {
			return nil, err
		}
		if len(f.order) >= keep {
			delete(f.streams, f.order[0])
			f.order = f.order[1:]
		}
		f.streams[stream] = os
		f.order = append(f.order, stream)
	}
	for i, n := range os.numbers {
		if n == number {
			s := &scanner{b: os.data, pos: os.offsets[i]}
			return s.object()
		}
	}
	return nil, nil
}

func (f *File) readObjects(st *Stream) (*objects, error) {
	data, err := f.Data(st)
	if err != nil {
		return nil, err
	}
	n, _ := st.Dict["N"].(int)
	first, _ := st.Dict["First"].(int)
	os := &objects{data: data}
	s := &scanner{b: data, content: true}
	for range n {
		a, err := s.object()
		if err != nil {
			return nil, err
		}
		b, err := s.object()
		if err != nil {
			return nil, err
		}
		number, _ := a.(int)
		at, _ := b.(int)
		if at += first; at < 0 || at > len(data) {
			return nil, errSyntax
		}
		os.numbers = append(os.numbers, number)
		os.offsets = append(os.offsets, at)
	}
	return os, nil
}

// Data returns a stream's bytes, inflated when they are deflated. (ISO 32000-1, 7.4.4)
func (f *File) Data(st *Stream) ([]byte, error) {
	filter, err := f.Resolve(st.Dict["Filter"])
	if err != nil {
		return nil, err
	}
	if a, ok := filter.(Array); ok && len(a) == 1 {
		filter = a[0]
	}
	switch filter {
	case nil:
		return st.Data, nil
	case Name("FlateDecode"):
	default:
		return nil, fmt.Errorf("a stream with the filter %v", filter)
	}
	z, err := zlib.NewReader(bytes.NewReader(st.Data))
	if err != nil {
		return nil, err
	}
	defer z.Close()
	data, err := io.ReadAll(io.LimitReader(z, maxStream))
	if err != nil {
		return nil, err
	}
	if parms := f.Dict(st.Dict["DecodeParms"]); parms != nil {
		return predicted(data, parms)
	}
	return data, nil
}

// predicted undoes the PNG predictor Up, the one that cross-reference streams use. (ISO 32000-1, 7.4.4.4)
func predicted(data []byte, parms Dict) ([]byte, error) {
	p, _ := parms["Predictor"].(int)
	if p < 2 {
		return data, nil
	}
	columns, _ := parms["Columns"].(int)
	if p < 10 || columns < 1 {
		return nil, errors.New("a predictor of another kind: " + strconv.Itoa(p))
	}
	out := make([]byte, 0, len(data))
	above := make([]byte, columns)
	for len(data) > columns {
		row := data[1 : columns+1]
		switch data[0] {
		case 0:
		case 2:
			for i := range row {
				row[i] += above[i]
			}
		default:
			return nil, errors.New("a predictor of another kind")
		}
		out = append(out, row...)
		above = row
		data = data[columns+1:]
	}
	return out, nil
}
