package run

import (
	"cmp"
	"fmt"
	"io"
	"sync/atomic"

	"platen/cmd/platen/internal/input"
	"platen/convert/tree"
	"platen/writers"
	"platen/writers/html"
)

// What all files of a guide may have in one format, beyond what --limit-output-bytes and --limit-output-files say: what its own
// size makes likely: contents of a hundred lines beside pages of a few words are the most that a site needs.
const (
	bytesForByte = 256
	filesForPage = 16
	outputBytes  = 4 << 30
	outputFiles  = 100_000
)

// budget returns what a book's files may have together in one format. It depends on the source alone.
func (r *run) budget(in *input.Input, b *tree.Book, w writers.Writer) *budget {
	limit := &budget{guide: in.Named(), mostBytes: outputBytes, mostFiles: outputFiles}
	if o, err := r.src.options(in, ""); err == nil && o != nil {
		limit.mostBytes, limit.mostFiles = int64(cmp.Or(o.OutputBytes, outputBytes)), int64(cmp.Or(o.OutputFiles, outputFiles))
	}
	limit.mostFiles += filesForPage * int64(len(b.Pages))
	for _, p := range b.Pages {
		for _, src := range p.Sources {
			limit.mostBytes += bytesForByte * int64(len(src.Text))
		}
	}
	lists := [][]*tree.Asset{b.Assets}
	if b.Site != nil {
		lists = append(lists, b.Site.Files)
	}
	if h, ok := w.(*html.Writer); ok {
		lists = append(lists, h.Brand.Static)
	}
	for _, list := range lists {
		for _, a := range list {
			limit.mostBytes += a.Size
			limit.mostFiles++
		}
	}
	return limit
}

// A budget is what all files of a guide may have together in one format. It is safe for concurrent use; 0 stands for no limit.
type budget struct {
	guide                string // its name, for the error
	mostBytes, mostFiles int64

	bytes, files atomic.Int64 // so far
}

// A budgetError says that a guide's files have more than they may.
type budgetError struct {
	guide string
	what  string // "bytes" or "files"
	most  int64
}

func (e *budgetError) Error() string {
	return fmt.Sprintf("%s: its outputs have over %d %s", e.guide, e.most, e.what)
}

// of returns out within the budget. What goes over it is an error of the writer, a [budgetError]; the file is dropped, and what
// was complete before stays.
func (b *budget) of(out writers.Output) writers.Output { return &boundOutput{out, b} }

type boundOutput struct {
	out    writers.Output
	budget *budget
}

func (o *boundOutput) Create(name string) (io.WriteCloser, error) {
	if most := o.budget.mostFiles; o.budget.files.Add(1) > most && most > 0 {
		return nil, &budgetError{o.budget.guide, "files", most}
	}
	f, err := o.out.Create(name)
	if err != nil {
		return nil, err
	}
	return &boundFile{f, o.budget}, nil
}

type boundFile struct {
	io.WriteCloser
	budget *budget
}

func (f *boundFile) Write(p []byte) (int, error) {
	if most := f.budget.mostBytes; f.budget.bytes.Add(int64(len(p))) > most && most > 0 {
		return 0, &budgetError{f.budget.guide, "bytes", most}
	}
	return f.WriteCloser.Write(p)
}

// Abort drops the file.
func (f *boundFile) Abort() { writers.Abort(f.WriteCloser) }
