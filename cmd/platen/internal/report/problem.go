package report

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"platen/cmd/platen/internal/options"
	"platen/convert/tree"
)

// A Problem is what stopped an input or an output, and has no place in a page.
type Problem struct {
	Code tree.DiagCode
	File string // that it is about, "" for none
	Msg  string // a sentence, which names the file too
	Hint string

	Trace string // of a fault of the program: the calls that led there, a line each
}

// A Stopped error is what stopped an input or its outputs.
type Stopped struct{ Problems []Problem }

func (s *Stopped) Error() string {
	var all []string
	for _, p := range s.Problems {
		all = append(all, p.Msg)
	}
	return strings.Join(all, "; ")
}

// ProblemOf returns an error as a problem.
func ProblemOf(err error) Problem {
	p := Problem{Code: tree.BadCommand, Msg: err.Error()}
	var file *options.FileError
	var usage *options.UsageError
	var crash *tree.Crash
	switch {
	case errors.As(err, &crash):
		p.Code, p.Hint, p.Trace = tree.PageFailed, tree.CrashHint, crash.Trace
	case errors.As(err, &file):
		p.Code, p.File = tree.InputMissing, file.File
	case errors.As(err, &usage):
		p.Hint = usage.Hint
	}
	return p
}

// NotWritten is the problem of a file that cannot be written.
func NotWritten(file string, err error) Problem {
	return Problem{Code: tree.WriteFailed, File: file, Msg: fmt.Sprintf("cannot write %s: %v", file, options.Cause(err))}
}

// entry returns the problem as programs get it.
func (p *Problem) entry(severity tree.Severity) entry {
	return entry{File: p.File, Severity: severity.String(), Code: p.Code, Message: p.Msg, Hint: p.Hint, Trace: p.Trace}
}

// Problem prints what stopped an input or an output. A SARIF document on the same stream holds it instead.
func (l *Log) Problem(p Problem) {
	l.Problems = append(l.Problems, p.Msg)
	l.say(&p, tree.Error)
}

// Note prints something about the run itself, which reports have too.
func (l *Log) Note(msg string) {
	l.notes = append(l.notes, msg)
	l.Remark(msg)
}

// Remark prints something about the run itself that means nothing for what came out.
func (l *Log) Remark(msg string) {
	if l.Form == "github" { // it is no finding about a change
		fmt.Fprintln(l.W, "platen:", Printable(msg))
		return
	}
	l.say(&Problem{Code: tree.RunNote, Msg: msg}, tree.Info)
}

func (l *Log) say(p *Problem, severity tree.Severity) {
	switch l.Form {
	case "sarif":
	case "github":
		io.WriteString(l.W, Annotated(p.Msg))
	case "json":
		writeJSON(l.W, p.entry(severity))
	default:
		fmt.Fprintln(l.W, "platen:", Printable(p.Msg))
		if p.Trace == "" {
			return
		}
		fmt.Fprintln(l.W, "  ", p.Hint)
		if l.least == tree.Info {
			trace(l.W, p.Trace)
		}
	}
}

// Fault prints an error that ends a run before it has read anything, and returns its exit code.
func Fault(w io.Writer, err error) int {
	var u *options.UsageError
	if !errors.As(err, &u) {
		fmt.Fprintln(w, "platen:", Printable(err.Error()))
		return ExitFailed
	}
	fmt.Fprintln(w, "platen:", Printable(err.Error()))
	if u.Hint != "" {
		fmt.Fprintln(w, "  ", Printable(u.Hint))
	} else {
		fmt.Fprintln(w, "   platen help shows how it is used")
	}
	return ExitUsage
}

// Faults prints what is wrong in a project file, which ends the run, and returns its exit code. text is all of it for
// people.
func (l *Log) Faults(list []Finding, text string) int {
	for _, f := range list {
		e := entry{File: f.Path, Line: f.Line, Column: f.Column, Severity: tree.Error.String(), Code: tree.BadCommand, Message: f.Msg, Hint: f.Hint}
		switch l.Form {
		case "json":
			writeJSON(l.W, e)
		case "github":
			io.WriteString(l.W, e.annotation())
		}
	}
	if l.Form != "json" && l.Form != "github" {
		fmt.Fprintln(l.W, text)
	}
	return ExitUsage
}

// Fault prints an error that ends the run, and returns its exit code.
func (l *Log) Fault(err error) int {
	if s := (*Stopped)(nil); errors.As(err, &s) {
		for _, p := range s.Problems {
			l.Problem(p)
		}
		return ExitFailed
	}
	p := ProblemOf(err)
	if u := (*options.UsageError)(nil); !errors.As(err, &u) {
		l.Problem(p)
		return ExitFailed
	}
	if l.Form == "json" {
		writeJSON(l.W, p.entry(tree.Error))
		return ExitUsage
	}
	return Fault(l.W, err)
}
