package run

import (
	"fmt"
	"os"
	"slices"

	"platen/cmd/platen/internal/report"
	"platen/writers/output"
)

// finish writes what a run leaves behind beside its outputs, and returns the exit code.
func (r *run) finish(exit int) int { return r.writeReports(r.writeDeps(r.writeBaseline(exit))) }

// replace writes a file that a flag names, beside the outputs: whole or not at all, and never over the source.
func (r *run) replace(name string, data []byte) error {
	return output.Replace(name, data, r.src.guard.Holds)
}

// writeReports writes the files of --report and the document of --diagnostics sarif, and returns the exit code: a report
// that cannot be written is a failure.
func (r *run) writeReports(exit int) int {
	if exit == report.ExitUsage {
		return exit
	}
	doc := r.log.Report(r.made.Files, exit)
	for _, name := range r.opts.Reports {
		if err := r.replace(name, doc.File(name)); err != nil {
			r.log.Problem(report.NotWritten(name, err))
			exit = report.Worse(exit, report.ExitFailed)
		}
	}
	if r.log.Form == "sarif" {
		r.log.W.Write(r.log.Report(r.made.Files, exit).Sarif())
	}
	return exit
}

// writeBaseline writes the file of --write-baseline at the end of a run, and returns the exit code.
func (r *run) writeBaseline(exit int) int {
	l := r.log.Baseline
	if l == nil || !l.Write || exit == report.ExitUsage || exit == report.ExitInterrupted {
		return exit
	}
	gone := l.Gone()
	data := l.Bytes()
	if r.opts.DryRun {
		return exit
	}
	if err := r.replace(l.File, data); err != nil {
		r.log.Problem(report.NotWritten(l.File, err))
		return report.Worse(exit, report.ExitFailed)
	}
	if r.log.ForPeople() {
		fmt.Fprintf(r.log.W, "platen: %s written: %s known, %d new, %d gone\n", report.Printable(l.File), report.Count(l.Known, "finding"), l.Fresh, gone)
	}
	return exit
}

// writeDeps writes the file of --deps after a run that ended well: rules that say which files the outputs were made
// from. The file is itself a target, and always written anew: outputs that stay the same keep their time, and would be
// older than what they were made from.
func (r *run) writeDeps(exit int) int {
	if r.opts.Deps == "" || exit != report.ExitOK || r.opts.DryRun {
		return exit
	}
	outputs := []string{}
	for _, f := range r.made.Files {
		if f.What != "removed" {
			outputs = append(outputs, f.Path)
		}
	}
	slices.Sort(outputs)
	rules, left := report.MakeRules(append([]string{r.opts.Deps}, outputs...), r.src.files(r.scope()))
	err := r.replace(r.opts.Deps, rules)
	if err == nil { // what changed while platen was running is newer; a pipe has no such time
		os.Chtimes(r.opts.Deps, r.begun, r.begun)
	}
	if err != nil {
		r.log.Problem(report.NotWritten(r.opts.Deps, err))
		return report.Worse(exit, report.ExitFailed)
	}
	for _, name := range left {
		if !r.opts.Quiet {
			r.log.Note(name + " is left out of " + r.opts.Deps + ": make cannot have the name")
		}
	}
	return exit
}
