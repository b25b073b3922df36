package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path"
	"path/filepath"
	"strings"

	"platen/cmd/platen/internal/input"
	"platen/cmd/platen/internal/options"
	"platen/cmd/platen/internal/plan"
	"platen/cmd/platen/internal/report"
	"platen/convert/tree"
	"platen/writers/ledger"
	"platen/writers/output"
)

// balance reads the outputs of one input back and compares them with its book: the flag --ledger.
func (c *command) balance(ctx context.Context, in *input.Input, b *tree.Book, p *plan.Plan, found *report.Collector) error {
	for _, f := range p.Formats {
		o, err := c.optionsFor(in, f.Name)
		if err != nil {
			return err
		}
		j, ok := c.ledgerJob(in, b, p, f, o)
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

// addSheet adds an input's table to the run's.
func (c *command) addSheet(s *ledger.Sheet) {
	for _, t := range c.sheets {
		if t.Format == s.Format {
			t.Add(s)
			return
		}
	}
	t := &ledger.Sheet{Format: s.Format}
	t.Add(s)
	c.sheets = append(c.sheets, t)
}

// ledgerJob says how to read an output back. ok is false for one without a reader.
func (c *command) ledgerJob(in *input.Input, b *tree.Book, p *plan.Plan, f options.Format, o *options.Options) (j ledger.Job, ok bool) {
	if f.Name == "ansi" {
		return j, false
	}
	j = ledger.Job{Format: f.Name, Book: b, Read: func(string) ([]byte, error) { return c.readOne(p) },
		One: p.Dir == "", Numbered: o.Number, Contents: o.Toc, Links: o.Links, ASCII: o.Ascii,
		RemoteLinks: o.RemoteImages == "link", PageRefs: o.PageRefs == "on" || o.PageRefs == "" && o.Theme != "" && o.Theme != "screen", ContentsKept: o.Dita.Contents == "keep"}
	if p.Dir != "" {
		dir := p.FolderFor(f, in, b)
		j.Read = func(name string) ([]byte, error) {
			safe, why := output.SafeName(name)
			if why != "" {
				return nil, errors.New(why)
			}
			return c.out.folder.ReadFile(path.Join(filepath.ToSlash(dir), safe))
		}
	}
	return j, true
}

// readOne returns what was written to the one output.
func (c *command) readOne(p *plan.Plan) ([]byte, error) {
	switch {
	case p.File == "-":
		return c.out.printed, nil
	case c.out.one.Device:
		return nil, errors.New("it is no regular file")
	}
	return c.out.folder.ReadFile(filepath.Base(c.out.one.Path))
}

// writeSheets prints the tables of the ledger: a line for each kind, a column for the source and for each output.
func writeSheets(w io.Writer, sheets []*ledger.Sheet) {
	if len(sheets) == 0 {
		return
	}
	head := "ledger           "
	for _, s := range sheets {
		head += fmt.Sprintf(" %20s", s.Format)
	}
	fmt.Fprintln(w, strings.TrimRight(head, " "))
	for i, r := range sheets[0].Rows {
		line := fmt.Sprintf("%-17s", r.Kind)
		for _, s := range sheets {
			line += fmt.Sprintf(" %20s", rowText(s.Rows[i]))
		}
		fmt.Fprintln(w, strings.TrimRight(line, " "))
	}
}

// rowText shows a number when it is as it has to be, else what is lost and what is extra.
func rowText(r ledger.Row) string {
	switch {
	case r.Source == 0 && r.Output == 0:
		return "–"
	case r.Lost == 0 && r.Extra == 0:
		return fmt.Sprint(r.Source)
	}
	s := fmt.Sprint(r.Source)
	if r.Lost > 0 {
		s += fmt.Sprintf(" −%d", r.Lost)
	}
	if r.Extra > 0 {
		s += fmt.Sprintf(" +%d", r.Extra)
	}
	return s
}
