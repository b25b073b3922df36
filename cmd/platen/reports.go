package main

import (
	"fmt"

	"platen/cmd/platen/internal/options"
	"platen/cmd/platen/internal/report"
)

// writeReports writes the files of --report and the document of --diagnostics sarif, and returns the exit
// code: a report that cannot be written is a failure.
func (c *command) writeReports(exit int) int {
	if exit == report.ExitUsage {
		return exit
	}
	r := c.diag.Report(c.problems, c.outputs, exit)
	if c.diag.Form == "sarif" {
		c.stderr.Write(r.Sarif())
	}
	for _, name := range c.opts.Reports {
		if err := c.replaceFile(name, r.File(name)); err != nil {
			fmt.Fprintf(c.stderr, "platen: cannot write %s: %v\n", report.Printable(name), options.Cause(err))
			exit = report.Worse(exit, report.ExitFailed)
		}
	}
	return exit
}

// writeBaseline writes the file of --write-baseline at the end of a run, and returns the exit code.
func (c *command) writeBaseline(exit int) int {
	l := c.diag.Baseline
	if l == nil || !l.Write || exit == report.ExitUsage || exit == report.ExitInterrupted {
		return exit
	}
	gone := l.Gone()
	data := l.Bytes()
	if c.opts.DryRun {
		return exit
	}
	if err := c.replaceFile(l.File, data); err != nil {
		c.problem(fmt.Sprintf("cannot write %s: %v", l.File, options.Cause(err)))
		return report.Worse(exit, report.ExitFailed)
	}
	if !c.opts.Quiet && c.opts.Diagnostics == "" {
		fmt.Fprintf(c.stderr, "platen: %s written: %s known, %d new, %d gone\n", report.Printable(l.File), report.Count(l.Known, "finding"), l.Fresh, gone)
	}
	return exit
}
