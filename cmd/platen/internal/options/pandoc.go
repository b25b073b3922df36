package options

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"platen/convert/tree"
	"platen/writers"
	"platen/writers/json"
)

// pandocTimeout is how long pandoc may take for a book, pandocBytes how much it may write.
const (
	pandocTimeout = 15 * time.Minute
	pandocBytes   = 1 << 30
)

// A pandocFormat is a format that pandoc writes and platen does not.
type pandocFormat struct {
	ext, name string
	packed    bool // a file for a program, with the images in it
}

func pandocFormats() []pandocFormat {
	return []pandocFormat{
		{"docx", "docx", true}, {"odt", "odt", true}, {"pptx", "pptx", true}, {"rtf", "rtf", true}, {"fb2", "fb2", true},
		{"adoc", "asciidoc", false}, {"asciidoc", "asciidoc", false}, {"icml", "icml", false}, {"ipynb", "ipynb", false}, {"latex", "latex", false},
		{"man", "man", false}, {"opml", "opml", false}, {"org", "org", false}, {"rst", "rst", false}, {"tei", "tei", false}, {"tex", "latex", false},
		{"texi", "texinfo", false}, {"textile", "textile", false}, {"typ", "typst", false}, {"wiki", "mediawiki", false},
	}
}

// PandocFormat returns the format of a file that pandoc writes, by its extension; ok is false when pandoc does not either.
func PandocFormat(file string) (f Format, ok bool) {
	ext := strings.ToLower(filepath.Ext(file))
	i := slices.IndexFunc(pandocFormats(), func(p pandocFormat) bool { return "."+p.ext == ext })
	if i < 0 {
		return f, false
	}
	p := pandocFormats()[i]
	return Format{Name: p.name, Exts: []string{ext}, Type: "application/octet-stream", One: true, Bound: true, Binary: p.packed, Cost: 4, Doc: "What pandoc writes.",
		Make: func(s *Settings) writers.Writer { return &pandocWriter{pandocFormat: p, reference: s.ReferenceDoc} }}, true
}

// pandocExt returns the extension of a format that pandoc writes, by its name or extension.
func pandocExt(name string) (ext string, ok bool) {
	all := pandocFormats()
	i := slices.IndexFunc(all, func(p pandocFormat) bool { return p.name == name || p.ext == name })
	if i < 0 {
		return "", false
	}
	return all[i].ext, true
}

// A pandocWriter writes a book by pandoc, which gets its tree as JSON. pandoc opens no files and no connections but the
// reference document: images of the book are in what it gets.
type pandocWriter struct {
	pandocFormat
	reference string
}

// Write makes the one file, and for formats that name images by address the images beside it.
func (w *pandocWriter) Write(ctx context.Context, out writers.Output, b *tree.Book, report func(tree.Diag)) error {
	to := &treeOutput{Output: out}
	whole := *b
	if w.packed {
		whole.Assets = nil
	}
	if err := (&json.Writer{File: oneName + ".json", Embed: w.packed}).Write(ctx, to, &whole, report); err != nil {
		return err
	}
	command := []string{"pandoc", "--sandbox", "--standalone", "-f", "json", "-t", w.name, "-o", "-"}
	if w.reference != "" {
		command = append(command, "--reference-doc="+w.reference)
	}
	data, err := runProgram(ctx, command, to.tree.Bytes(), nil, pandocTimeout, pandocBytes)
	switch {
	case err == nil:
	case strings.Contains(err.Error(), "API version"):
		err = fmt.Errorf("%w; pandoc 3.1 or later is needed", err)
	case strings.Contains(err.Error(), "there is no program"):
		err = fmt.Errorf("%w in the folders of PATH; https://pandoc.org/installing.html has it", err)
	}
	if err != nil {
		return fmt.Errorf("the %s file could not be made: %w", w.ext, err)
	}
	f, err := out.Create(oneName + "." + w.ext)
	if err != nil {
		return err
	}
	if _, err := f.Write(data); err != nil {
		writers.Abort(f)
		return err
	}
	return f.Close()
}

// A treeOutput keeps the tree for pandoc, and hands on what stands beside it.
type treeOutput struct {
	writers.Output
	tree bytes.Buffer
}

// Create opens the tree, or a file beside it.
func (o *treeOutput) Create(name string) (io.WriteCloser, error) {
	if name == oneName+".json" {
		return nopCloser{&o.tree}, nil
	}
	return o.Output.Create(name)
}

type nopCloser struct{ io.Writer }

func (nopCloser) Close() error { return nil }
