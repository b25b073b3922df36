// Package report is what a run says: findings as people and programs get them, reports in files, and the exit code.
package report

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"platen/cmd/platen/internal/options"
)

// A Log is all that a run says: findings as they come, what stopped an input or an output, and at its end a table and
// a line. It knows the exit code.
type Log struct {
	*Printer
	Problems []string // what stopped an input or an output, without a diagnostic
	notes    []string // about the run itself

	opts   *options.Options
	begun  time.Time
	table  table
	sheets sheets
}

// NewLog returns the log of a run that began at begun. Messages go to w; seen are the findings that the build before has
// printed, when the run watches.
func NewLog(o *options.Options, w io.Writer, env func(string) string, begun time.Time, watching bool, seen map[Known]int) *Log {
	if s, ok := w.(*Stream); ok {
		s.Annotate = o.Diagnostics == "github"
	}
	return &Log{Printer: newPrinter(o, w, env, watching, seen), opts: o, begun: begun}
}

// ErrPrinted says that something failed that has been printed already.
var ErrPrinted = errors.New("incomplete")

// Report returns what was said and made, for files.
func (l *Log) Report(outputs []Output, exit int) *report {
	r := l.Printer.report(outputs, exit)
	r.problems, r.notes = r.ordered(l.Problems), l.notes
	if s := l.opts.Select.Shard; s.N > 1 {
		r.shard = fmt.Sprintf("%d/%d", s.I, s.N)
	}
	return r
}

// Exit prints what ended the run, nil for nothing, and returns the exit code.
func (l *Log) Exit(ctx context.Context, err error) int {
	if ctx.Err() != nil {
		return ExitInterrupted
	}
	if err != nil && !errors.Is(err, ErrPrinted) {
		return l.Fault(err)
	}
	switch {
	case err != nil || l.Failed:
		return ExitFailed
	case l.Refused:
		return ExitDiagnostics
	}
	return ExitOK
}

// Outcome prints what became of an input. The error says that the run cannot end well; what it is about has been
// printed, but for a fault of the command line.
func (l *Log) Outcome(ctx context.Context, o *Outcome) error {
	l.Progress.Finished(o.In)
	if l.again() && ctx.Err() != nil { // the next build finds the same
		return ctx.Err()
	}
	before := l.N
	l.Print(o)
	if !o.More {
		l.table.add(o, before, l.N)
	}
	if o.Say != "" {
		fmt.Fprintf(l.W, "platen: %s: %s\n", Printable(o.In.Named()), o.Say)
	}
	for _, s := range o.Sheets {
		l.sheets.add(s)
	}
	var s *Stopped
	switch {
	case o.Err == nil:
		return nil
	case ctx.Err() != nil:
		return ctx.Err()
	case errors.As(o.Err, &s):
		for _, p := range s.Problems {
			l.Problem(p)
		}
		return ErrPrinted
	}
	return o.Err
}

// ForPeople reports whether lines about the run itself are printed, beside what was found.
func (l *Log) ForPeople() bool { return !l.opts.Quiet && l.opts.Diagnostics == "" }

// again reports whether the run is a later build of many: a line of its own says what came of it.
func (l *Log) again() bool { return l.before != nil }

// Checked ends a run that wrote nothing.
func (l *Log) Checked(pages int) {
	if !l.ForPeople() || l.again() {
		return
	}
	if !l.opts.DryRun {
		l.table.print(l.W, l.opts, l.begun)
	}
	line := Count(pages, "page") + " checked"
	switch {
	case l.Any():
	case l.opts.WriteBaseline:
	case l.Baseline != nil && l.Baseline.Known > 0:
		line += ", nothing new"
	default:
		line += ", nothing found"
	}
	fmt.Fprintln(l.W, "platen: "+line+l.Counts())
}

// Made is what came out of a run.
type Made struct {
	Pages   int // that were read
	Files   []Output
	Archive bool // the one file is an archive
	Entries int  // of the archive
}

// Converted ends a run that wrote: a table, and a line. A dry run lists its files on stdout.
func (l *Log) Converted(m *Made, stdout io.Writer) {
	if l.opts.DryRun {
		slices.SortFunc(m.Files, func(a, b Output) int { return strings.Compare(a.Path, b.Path) })
		for _, r := range m.Files {
			fmt.Fprintf(stdout, "%-9s %s\n", r.What, Printable(r.Path))
		}
	}
	if !l.ForPeople() {
		return
	}
	l.sheets.print(l.W)
	if l.again() {
		return
	}
	if !l.opts.DryRun {
		l.table.print(l.W, l.opts, l.begun)
	}
	if len(m.Files) < 2 && !l.Any() && !m.Archive {
		return
	}
	line := Count(m.Pages, "page") + m.files(l.opts.DryRun) + l.Counts()
	if IsTerminal(l.W) {
		line += fmt.Sprintf(", %.1f s", time.Since(l.begun).Seconds())
	}
	fmt.Fprintln(l.W, "platen: "+line)
}

// Tally returns how many files are as they were, and how many were removed.
func (m *Made) Tally() (same, removed int) {
	for _, r := range m.Files {
		switch r.What {
		case "unchanged":
			same++
		case "removed":
			removed++
		}
	}
	return same, removed
}

// files returns ", 12 files written, 3 unchanged" or ", 12 files in site.zip".
func (m *Made) files(dry bool) string {
	if len(m.Files) == 0 {
		return ""
	}
	if m.Archive {
		line := ", " + Count(m.Entries, "file") + " in " + Printable(m.Files[0].Path)
		if m.Files[0].What == "unchanged" {
			line += ", unchanged"
		}
		return line
	}
	same, removed := m.Tally()
	line := ", " + Count(len(m.Files)-same-removed, "file") + map[bool]string{false: " written", true: " to write"}[dry]
	if same > 0 {
		line += fmt.Sprintf(", %d unchanged", same)
	}
	if removed > 0 {
		line += fmt.Sprintf(", %d removed", removed)
	}
	return line
}
