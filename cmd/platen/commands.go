package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"platen/cmd/platen/internal/input"
	"platen/cmd/platen/internal/options"
	"platen/cmd/platen/internal/plan"
	"platen/cmd/platen/internal/report"
	"platen/convert/tree"
)

// check reads the inputs and prints what is found.
func (c *command) check(ctx context.Context, args []string) error {
	if len(args) == 0 {
		return options.WrongHint("for example platen check guide/", "check needs a file or folder")
	}
	ins, closeAll, err := c.inputs(ctx, args)
	defer closeAll()
	if err != nil {
		return err
	}
	if c.opts.Serve != "" {
		return options.Wrong("check makes nothing that --serve could show; --watch goes on checking")
	}
	if err := c.watchable(&plan.Plan{}, ins); err != nil {
		return err
	}
	pages, failed := c.each(ctx, ins, true, func(in *input.Input, _ func(func())) *report.Outcome {
		var b *tree.Book
		g, found, err := c.load(ctx, in)
		if g != nil {
			b = g.Book
		}
		checkCode(b, found.Report)
		return found.Outcome(b).Fail(err)
	})
	c.pages = pages
	if !c.opts.Quiet && c.opts.Diagnostics == "" && !c.opts.DryRun && c.seen == nil {
		c.table.Print(c.stderr, c.opts, c.start)
	}
	if !c.opts.Quiet && c.opts.Diagnostics == "" && c.seen == nil {
		line := report.Count(pages, "page") + " checked"
		switch {
		case c.diag.Any():
		case c.opts.WriteBaseline:
		case c.diag.Baseline != nil && c.diag.Baseline.Known > 0:
			line += ", nothing new"
		default:
			line += ", nothing found"
		}
		fmt.Fprintln(c.stderr, "platen: "+line+c.diag.Counts())
	}
	return failed
}

// build makes what the project file says.
func (c *command) build(ctx context.Context, args []string) error {
	if len(args) > 1 {
		return options.WrongHint("several guides stand in one file, under guides", "build takes one project file")
	}
	if c.opts.Output == "" {
		return options.WrongHint("for example output: out/", "%s says nothing about output, and there is no -o", c.project.Main.Path)
	}
	var dirs []string
	wd, _ := os.Getwd()
	for _, d := range c.project.Main.All() {
		if rel, err := filepath.Rel(wd, d); err == nil {
			d = rel
		}
		dirs = append(dirs, d)
	}
	c.building = true
	return c.convert(ctx, dirs)
}
