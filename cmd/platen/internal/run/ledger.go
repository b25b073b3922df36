package run

import (
	"context"
	"errors"
	"path"
	"path/filepath"

	"platen/cmd/platen/internal/input"
	"platen/cmd/platen/internal/options"
	"platen/cmd/platen/internal/report"
	"platen/convert/tree"
	"platen/writers/ledger"
	"platen/writers/output"
)

// balance reads the outputs of one input back and compares them with its book: the flag --ledger.
func (r *run) balance(ctx context.Context, in *input.Input, b *tree.Book, found *report.Collector, formats []options.Format) error {
	for _, f := range formats {
		o, err := r.src.options(in, f.Name)
		if err != nil {
			return err
		}
		j, ok := r.ledgerJob(in, b, f, o)
		if !ok {
			continue
		}
		s, err := ledger.Check(ctx, j, found.Report)
		if err != nil {
			return err
		}
		found.Sheets = append(found.Sheets, s)
	}
	return nil
}

// ledgerJob says how to read an output back. ok is false for one without a reader.
func (r *run) ledgerJob(in *input.Input, b *tree.Book, f options.Format, o *options.Options) (j ledger.Job, ok bool) {
	if _, own := options.FormatNamed(f.Name); !own || f.Name == "ansi" || f.Name == "markdown" || f.Name == "json" {
		return j, false
	}
	j = ledger.Job{Format: f.Name, Book: b, Read: func(string) ([]byte, error) { return r.out.readOne() },
		One: r.plan.Dir == "", Numbered: o.Number, Contents: o.Toc, Links: o.Links, ASCII: o.Ascii, Math: o.TextMath,
		RemoteLinks: o.RemoteImages == "link", PageRefs: o.PageRefs == "on" || o.PageRefs == "" && o.Theme != "" && o.Theme != "screen", Counted: o.FigureList || o.TableList, ContentsKept: o.Dita.Contents == "keep"}
	if r.plan.Dir != "" {
		dir := r.plan.FolderFor(f, in)
		j.Read = func(name string) ([]byte, error) {
			safe, why := output.SafeName(name)
			if why != "" {
				return nil, errors.New(why)
			}
			return r.out.folder.ReadFile(path.Join(filepath.ToSlash(dir), safe))
		}
	}
	return j, true
}

// readOne returns what was written to the one output.
func (o *outputs) readOne() ([]byte, error) {
	switch {
	case o.plan.File == "-":
		return o.printed, nil
	case o.one.Device:
		return nil, errors.New("it is no regular file")
	}
	return o.folder.ReadFile(filepath.Base(o.one.Path))
}
