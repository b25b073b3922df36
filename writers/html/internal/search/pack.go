package search

import (
	"encoding/base64"
	"io"

	"github.com/klauspost/compress/flate"
)

// packLevel is how hard data is compressed: a third of the bytes of none, at a small part of the time of the best.
const packLevel = 1

// A packer writes calls of scripts with data, JSON that is compressed: DEFLATE (RFC 1951) in base64. Browsers load
// scripts from a disk, where they would not load data. The same bytes come out of the same data.
type packer struct{ deflate *flate.Writer }

func newPacker() *packer {
	w, err := flate.NewWriter(io.Discard, packLevel)
	if err != nil {
		panic(err) // the level is a constant
	}
	return &packer{w}
}

// call writes a call whose last argument is the data.
func (p *packer) call(w io.Writer, start string, data []byte) error {
	if _, err := io.WriteString(w, start); err != nil {
		return err
	}
	if err := p.pack(w, data); err != nil {
		return err
	}
	_, err := io.WriteString(w, ")\n")
	return err
}

// pack writes the data as a string of JavaScript.
func (p *packer) pack(w io.Writer, data []byte) error {
	if _, err := io.WriteString(w, `"`); err != nil {
		return err
	}
	text := base64.NewEncoder(base64.StdEncoding, w)
	p.deflate.Reset(text)
	if _, err := p.deflate.Write(data); err != nil {
		return err
	}
	if err := p.deflate.Close(); err != nil {
		return err
	}
	if err := text.Close(); err != nil {
		return err
	}
	_, err := io.WriteString(w, `"`)
	return err
}

// WriteTexts writes the n-th script of texts: it calls platenSearch.text with its number, from 0, and the texts of its
// pages, as [Collector.Texts] made them.
func WriteTexts(w io.Writer, n int, pages [][]byte) error {
	b := append([]byte("platenSearch.text("), itoa(n)...)
	b = append(b, ",["...)
	for i, p := range pages {
		b = append(comma(b, i), p...)
	}
	_, err := w.Write(append(b, "])\n"...))
	return err
}
