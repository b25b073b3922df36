package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"platen/cmd/platen/internal/input"
	"platen/cmd/platen/internal/licences"
	"platen/cmd/platen/internal/options"
	"platen/cmd/platen/internal/plan"
	"platen/cmd/platen/internal/report"
	"platen/convert/tree"
)

// A subcommand is a first word with a meaning of its own.
type subcommand struct {
	name string
	args string
	doc  string
	run  func(c *command, ctx context.Context, args []string) error
}

// subcommands returns all of them, in the order of the help.
func subcommands() []subcommand {
	return []subcommand{
		{"check", "FILE|DIR …", "Read, resolve and report; write nothing.", (*command).check},
		{"build", "[FILE]", "Make what the project file says: its guides, in its formats, into its output folder.", (*command).build},
		{"list", "formats|dialects|extensions|codes", "List what there is, a name and a sentence a line.", (*command).list},
		{"completion", "bash|zsh|fish", "Print the completion script for a shell.", (*command).completion},
		{"licenses", "", "Print the licences of the program and of all that is in it.", (*command).licences},
		{"help", "[TOPIC]", "Explain a command, a flag, a format, a diagnostic's code; man prints the manual page.", (*command).helpOn},
	}
}

// licences prints the notices that go with each copy of the program.
func (c *command) licences(_ context.Context, args []string) error {
	if len(args) > 0 {
		return options.Wrong("licenses takes no argument")
	}
	_, err := io.WriteString(c.stdout, licences.Text())
	return err
}

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

// lists returns what list can list.
func lists() []string { return []string{"formats", "dialects", "extensions", "codes"} }

// list prints names with a sentence each.
func (c *command) list(_ context.Context, args []string) error {
	if len(args) != 1 {
		return options.WrongHint("one of "+strings.Join(lists(), ", "), "list needs one word")
	}
	switch args[0] {
	case "formats":
		for _, f := range options.Formats() {
			fmt.Fprintf(c.stdout, "%-8s %-14s %s\n", f.Name, strings.Join(f.Exts, " "), f.Doc)
		}
	case "dialects":
		for _, d := range options.Dialects() {
			fmt.Fprintf(c.stdout, "%-12s %s\n", d.Name, d.Doc)
		}
	case "extensions":
		for _, e := range options.Extensions() {
			fmt.Fprintf(c.stdout, "%-20s %s\n", e.Name, e.Doc)
		}
	case "codes":
		codes := tree.Codes()
		slices.SortFunc(codes, func(a, b tree.CodeDoc) int { return strings.Compare(string(a.Code), string(b.Code)) })
		for _, d := range codes {
			fmt.Fprintf(c.stdout, "%-18s %-8s %s\n", d.Code, d.Severity, d.Doc)
		}
	default:
		return options.Unknown("list", args[0], lists())
	}
	return nil
}
