package tree

import (
	"errors"
	"fmt"
	"path"
	"runtime"
	"strings"
)

// A Crash is the error that a panic becomes where it is recovered from: a fault of the program, and not of the document.
// It is not changed once made.
type Crash struct {
	Value any    // that the panic had
	Trace string // the calls that led there, a line each, innermost first; see [Diag.Trace]
}

// Crashed returns what recover returned as an error, with the place of the fault. It is called by the function that
// recovers. A *Crash, which one goroutine has handed to another, stays what it is.
func Crashed(r any) *Crash {
	if c, ok := r.(*Crash); ok {
		return c
	}
	return &Crash{r, trace()}
}

// Error returns what the panic said.
func (c *Crash) Error() string { return fmt.Sprint(c.Value) }

// Unwrap returns the value of the panic when it is an error.
func (c *Crash) Unwrap() error {
	err, _ := c.Value.(error)
	return err
}

// CrashHint is what to do about a [Crash].
const CrashHint = "this is a fault of platen: please report it, with what -v adds"

// CrashOf returns the finding about a page, or a file that is none, on which the work that what names crashed: "the page
// could not be set". ok is false for an error of another kind.
func CrashOf(err error, page *Page, path, what string) (d Diag, ok bool) {
	var c *Crash
	if !errors.As(err, &c) {
		return d, false
	}
	return Diag{Page: page, Path: path, Severity: Error, Code: PageFailed, Msg: what + ": " + c.Error(), Hint: CrashHint, Trace: c.Trace}, true
}

// mostFrames is how many calls a trace has.
const mostFrames = 24

// trace returns the calls that led to the panic that is being recovered from, innermost first, a line each:
// "writers/text.(*printer).table table.go:51". It has no addresses and no goroutine, and ends before the function that
// recovers, so that one fault has one trace on any number of processors.
func trace() string {
	pcs := make([]uintptr, 64+mostFrames)
	frames := runtime.CallersFrames(pcs[:runtime.Callers(3, pcs)])
	var lines []string
	panicked, recovers := false, ""
	for more := true; more && len(lines) < mostFrames; {
		var f runtime.Frame
		f, more = frames.Next()
		switch {
		case strings.HasPrefix(f.Function, "runtime."):
			panicked = true
		case !panicked: // its deferred function is called by the panic
			recovers = f.Function[:max(strings.LastIndexByte(f.Function, '.'), 0)]
		case f.Function == recovers:
			more = false
		default:
			lines = append(lines, fmt.Sprintf("%s %s:%d", strings.TrimPrefix(f.Function, "platen/"), path.Base(f.File), f.Line))
		}
	}
	return strings.Join(lines, "\n")
}
