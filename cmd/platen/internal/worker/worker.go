// Package worker converts guides for an engine that hands out work: a job a line in, a result a line out. Each job is a
// process of its own, so that one that runs out of memory or never ends takes no other with it.
package worker

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"time"

	"platen/cmd/platen/internal/options"
	"platen/cmd/platen/internal/report"
)

// maxTimeout is the longest time that a job may have.
const maxTimeout = options.MaxJobTimeout

// A Worker answers jobs, one at a time and in their order.
type Worker struct {
	In       io.Reader
	Out      io.Writer
	Messages io.Writer
	Options  *options.Options
	Program  string // the file of platen
	Name     string // what it is called

	quarantine quarantine
	flags      []string // of the worker that hold for each job
}

// A Result is a line of the output.
type Result struct {
	ID       string            `json:"id"`
	Guide    string            `json:"guide,omitempty"`
	Line     int               `json:"line,omitempty"` // of the input, from 1; only where the line is no job
	Exit     int               `json:"exit"`           // the exit code of a run that does the same
	Status   string            `json:"status"`         // ok, unchanged, incomplete, failed, invalid, timeout, crashed or quarantined
	Outputs  []json.RawMessage `json:"outputs"`
	Findings []json.RawMessage `json:"findings"`
	Problems []string          `json:"problems"`
	Errors   int               `json:"errors"`
	Warnings int               `json:"warnings"`
	LeftOut  int               `json:"findingsLeftOut,omitempty"` // findings beyond those that are listed
	Seconds  float64           `json:"seconds"`
}

// What a result says of a job that has no report.
const (
	invalid     = "invalid"
	timeout     = "timeout"
	crashed     = "crashed"
	quarantined = "quarantined"
	failed      = "failed"
)

// Run answers all lines, and returns the exit code: 0 when every line was answered, whatever the answers are.
func (w *Worker) Run(ctx context.Context) int {
	if err := w.begin(); err != nil {
		return report.Fault(w.Messages, err)
	}
	in := bufio.NewReaderSize(w.In, 64<<10)
	for n := 1; ctx.Err() == nil; n++ {
		line, long, err := readLine(in)
		if err != nil && err != io.EOF {
			return report.Fault(w.Messages, fmt.Errorf("cannot read jobs: %w", options.Cause(err)))
		}
		if len(bytes.TrimSpace(line)) > 0 || long {
			r := w.answer(ctx, line, long, n)
			if ctx.Err() != nil { // the job was ended with the worker: somebody else does it
				break
			}
			if _, err := w.Out.Write(r.line()); err != nil {
				return report.ExitFailed // the stream says why
			}
		}
		if err == io.EOF {
			return report.ExitOK
		}
	}
	return report.ExitInterrupted
}

// begin looks at the worker's own flags.
func (w *Worker) begin() error {
	for _, f := range options.Flags() {
		if w.Options.Given[f.Name] && !options.ForWorker(&f) {
			return options.Wrong("--%s means nothing for a worker", f.Name)
		}
	}
	if w.Options.Config != "" {
		if _, err := os.Stat(w.Options.Config); err != nil {
			return options.NotThere(w.Options.Config, err)
		}
	}
	for _, f := range w.Options.Again {
		name, _, _ := strings.Cut(strings.TrimPrefix(f, "--"), "=")
		if name != "config" && !slices.Contains(options.OnlyWorker(), name) {
			w.flags = append(w.flags, f)
		}
	}
	return w.quarantine.open(w.Options.Quarantine)
}

// readLine reads a line. Of one that is too long nothing is kept.
func readLine(in *bufio.Reader) (line []byte, long bool, err error) {
	for {
		part, err := in.ReadSlice('\n')
		if long = long || len(line)+len(part) > maxLine; long {
			line = nil
		} else {
			line = append(line, part...)
		}
		if err != bufio.ErrBufferFull {
			return line, long, err
		}
	}
}

// answer does what a line says.
func (w *Worker) answer(ctx context.Context, line []byte, long bool, n int) *Result {
	began := time.Now()
	if long {
		return &Result{Line: n, Exit: report.ExitUsage, Status: invalid, Problems: []string{fmt.Sprintf("the line has more than %d bytes", maxLine)}}
	}
	j, err := parseJob(line, w.Options.Config != "")
	r := &Result{ID: j.ID, Guide: j.Guide}
	if err != nil {
		r.Line, r.Exit, r.Status, r.Problems = n, report.ExitUsage, invalid, []string{err.Error()}
		return r
	}
	if why := w.quarantine.holds(j.key()); why != "" {
		r.Exit, r.Status, r.Problems = report.ExitFailed, quarantined, []string{why}
		return r
	}
	for try := 1; ; try++ {
		err = w.convert(ctx, &j, r)
		if ctx.Err() != nil || err == nil {
			break
		}
		hangs := errors.Is(err, errTimeout)
		if !hangs && try == 1 { // another process may have taken the memory
			continue
		}
		r.Exit, r.Status, r.Problems = report.ExitFailed, crashed, []string{err.Error()}
		if hangs {
			r.Status = timeout
		}
		if err := w.quarantine.add(&j, r.Status+": "+err.Error()); err != nil {
			fmt.Fprintf(w.Messages, "platen: cannot write %s: %v\n", report.Printable(w.Options.Quarantine), options.Cause(err))
		}
		break
	}
	r.Seconds = time.Since(began).Round(time.Millisecond).Seconds()
	return r
}

// line returns the result as a line.
func (r *Result) line() []byte {
	for _, list := range []*[]json.RawMessage{&r.Outputs, &r.Findings} {
		if *list == nil {
			*list = []json.RawMessage{}
		}
	}
	if r.Problems == nil {
		r.Problems = []string{}
	}
	return report.JSONLine(r)
}
