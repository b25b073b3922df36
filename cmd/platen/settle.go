package main

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"time"

	"platen/cmd/platen/internal/input"
	"platen/cmd/platen/internal/report"
)

// settle prints an outcome. The error says that the run cannot end well; what it is about has been printed,
// but for a fault of the command line.
func (c *command) settle(ctx context.Context, o *report.Outcome) error {
	c.diag.Progress.Finished(o.In)
	before := c.diag.N
	c.diag.Print(o)
	if !o.More {
		c.table.Add(o, before, c.diag.N)
	}
	if o.Say != "" {
		fmt.Fprintf(c.stderr, "platen: %s: %s\n", report.Printable(o.In.Named()), o.Say)
	}
	for _, s := range o.Sheets {
		c.addSheet(s)
	}
	var s *report.Stopped
	switch {
	case o.Err == nil:
		return nil
	case ctx.Err() != nil:
		return ctx.Err()
	case errors.As(o.Err, &s):
		for _, msg := range s.Problems {
			c.problem(msg)
		}
		return errDiagnosed
	}
	return o.Err
}

// each does work for each input, several at the same time when atOnce says so, and settles their outcomes in
// order. It returns how many pages there are, and what failed.
func (c *command) each(ctx context.Context, ins []*input.Input, atOnce bool, work func(in *input.Input, turn func(do func())) *report.Outcome) (pages int, err error) {
	workers := 1
	if atOnce {
		workers = runtime.GOMAXPROCS(0)
	}
	var formats []string
	if c.planned != nil {
		for _, f := range c.planned.Formats {
			formats = append(formats, f.Exts[0])
		}
	}
	if c.diag.Progress.Active() {
		counts := map[report.Source]int{}
		for _, in := range ins {
			counts[in] = in.PageCount()
			in.Read.Page = c.diag.Progress.Read
		}
		c.diag.Progress.Begin(counts, formats)
	}
	defer c.diag.Progress.End()
	timed := func(in *input.Input, turn func(func())) *report.Outcome {
		began := time.Now()
		o := work(in, turn)
		o.Spent = time.Since(began)
		return o
	}
	inTurn(ctx, ins, workers, timed, func(o *report.Outcome) {
		if o.Book != nil {
			pages += len(o.Book.Pages)
		}
		if failed := c.settle(ctx, o); failed != nil && (err == nil || errors.Is(err, errDiagnosed)) {
			err = failed
		}
	})
	if err == nil {
		err = ctx.Err()
	}
	return pages, err
}

// inputs opens what the arguments name. close frees it.
func (c *command) inputs(ctx context.Context, args []string) (ins []*input.Input, close func(), err error) {
	p := &input.Opener{Opts: c.opts, Stdin: c.stdin, Guard: c.guard, Problem: c.problem}
	c.ins, close, err = p.Open(ctx, args)
	return c.ins, close, err
}
