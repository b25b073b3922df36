package record

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"io"

	"github.com/klauspost/compress/flate"

	"platen/cmd/platen/internal/cache"
	"platen/writers/output"
)

// outputBytes is how large the outputs of all guides together may get in a cache folder that is named, packed, and
// guideBytes how large those of one guide may be to be kept.
const (
	outputBytes = 2 << 30
	guideBytes  = 128 << 20
)

// outputsKey is the name of what an entry's outputs hold.
func outputsKey(files []output.File) Key {
	h := sha256.New()
	fmt.Fprintln(h, "outputs 1")
	for i := range files {
		fmt.Fprintf(h, "%q %s %d %s\n", files[i].Name, files[i].Format, files[i].Size, files[i].Sum)
	}
	return Key(h.Sum(nil))
}

// outputs returns where outputs are kept, nil for nowhere: beside the records, in a folder that is named.
func (s *Store) outputs() *cache.Store {
	if s == nil {
		return nil
	}
	return s.made
}

// fits reports whether outputs are to be kept.
func fits(files []output.File) bool {
	var n int64
	for i := range files {
		n += files[i].Size
	}
	return n <= guideBytes
}

// KeepOutputs keeps the bytes of files that came out, so that a run elsewhere need not make them.
func (s *Store) KeepOutputs(files []output.File, read func(name string) ([]byte, error)) {
	c := s.outputs()
	if c == nil || !fits(files) {
		return
	}
	var b bytes.Buffer
	w, err := flate.NewWriter(&b, flate.BestSpeed)
	if err != nil {
		return
	}
	for i := range files {
		data, err := read(files[i].Name)
		if err != nil || int64(len(data)) != files[i].Size {
			return
		}
		if _, err := w.Write(data); err != nil {
			return
		}
	}
	if w.Close() == nil {
		c.Put(outputsKey(files), b.Bytes())
	}
}

// Outputs returns the bytes of files that an earlier run made, in their order; nil when they are not all there.
func (s *Store) Outputs(files []output.File) [][]byte {
	c := s.outputs()
	if c == nil || !fits(files) {
		return nil
	}
	packed, ok := c.Get(outputsKey(files))
	if !ok {
		return nil
	}
	r := flate.NewReader(bytes.NewReader(packed))
	all := make([][]byte, len(files))
	for i := range files {
		all[i] = make([]byte, files[i].Size)
		if _, err := io.ReadFull(r, all[i]); err != nil {
			return nil
		}
		if sum, _, err := output.Sum(bytes.NewReader(all[i])); err != nil || sum != files[i].Sum {
			return nil
		}
	}
	return all
}
