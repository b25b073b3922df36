package worker

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"platen/cmd/platen/internal/report"
)

// maxFindings is how many findings a result lists, and maxMessages how many bytes of a process's messages are kept.
const (
	maxFindings = 1000
	maxMessages = 64 << 10
)

var errTimeout = errors.New("it did not end")

// args are the command line of a job; its report goes to a file.
func (w *Worker) args(j *Job, reportFile string) []string {
	args := slices.Clone(w.flags)
	args = append(args, "--timings", "--quiet", "--progress=none", "--diagnostics=json", "--report="+reportFile)
	args = append(args, j.args...)
	if j.Output != "" {
		args = append(args, "--output="+j.Output)
	}
	if w.Options.Config != "" {
		return append(append([]string{"build"}, args...), "--guide="+j.Guide, "--", w.Options.Config)
	}
	return append(args, "--", j.Guide)
}

// convert runs a job and fills in its result. An error says that the process ended as none should: it was killed, fell, or
// did not end in time.
func (w *Worker) convert(ctx context.Context, j *Job, r *Result) error {
	dir, err := os.MkdirTemp("", "platen-job-")
	if err != nil {
		r.Exit, r.Status, r.Problems = report.ExitFailed, failed, []string{"no place for the job's report: " + err.Error()}
		return nil
	}
	defer os.RemoveAll(dir)
	file := filepath.Join(dir, "report.json")
	limit := j.limit(w.Options.JobTimeout)
	limited, cancel := context.WithTimeoutCause(ctx, limit, errTimeout)
	defer cancel()
	messages := &tail{}
	p := exec.CommandContext(limited, w.Program, w.args(j, file)...)
	p.Args[0] = w.Name
	p.Stderr = messages
	p.Stdout = io.Discard
	p.WaitDelay = 5 * time.Second
	apart(p, func() bool { return errors.Is(context.Cause(limited), errTimeout) })
	err = p.Run()
	switch {
	case ctx.Err() != nil:
		return nil
	case errors.Is(context.Cause(limited), errTimeout):
		return fmt.Errorf("%w in %v", errTimeout, limit)
	case p.ProcessState == nil:
		r.Exit, r.Status, r.Problems = report.ExitFailed, failed, []string{"platen cannot be started: " + err.Error()}
		return nil
	}
	code := p.ProcessState.ExitCode()
	if data, err := os.ReadFile(file); err == nil && code != -1 {
		return r.fill(data, code)
	}
	if said := messages.faults(); code == report.ExitUsage && len(said) > 0 || code == report.ExitFailed {
		r.Exit, r.Status, r.Problems = code, failed, said
		return nil
	}
	return fmt.Errorf("its process ended with %v%s", p.ProcessState, messages.last())
}

// fill takes the result from a report.
func (r *Result) fill(data []byte, code int) error {
	var doc struct {
		Problems []string
		Guides   []struct {
			Status   string
			Errors   int
			Warnings int
			Outputs  []json.RawMessage
			Findings []json.RawMessage
		}
		Outputs []json.RawMessage
	}
	if err := json.Unmarshal(data, &doc); err != nil {
		return fmt.Errorf("its report cannot be read: %w", err)
	}
	r.Exit, r.Problems, r.Outputs, r.Status = code, doc.Problems, doc.Outputs, "ok"
	for _, g := range doc.Guides {
		r.Status = g.Status
		r.Errors, r.Warnings = r.Errors+g.Errors, r.Warnings+g.Warnings
		r.Findings = append(r.Findings, g.Findings...)
	}
	if len(doc.Guides) == 0 && code != report.ExitOK {
		r.Status = failed
	}
	if n := len(r.Findings); n > maxFindings {
		r.Findings, r.LeftOut = r.Findings[:maxFindings], n-maxFindings
	}
	for _, list := range [][]json.RawMessage{r.Outputs, r.Findings} {
		for i := range list {
			var b bytes.Buffer
			if json.Compact(&b, list[i]) == nil {
				list[i] = b.Bytes()
			}
		}
	}
	return nil
}

// A tail keeps the end of what is written to it.
type tail struct{ data []byte }

func (t *tail) Write(p []byte) (int, error) {
	t.data = append(t.data, p...)
	if n := len(t.data); n > 2*maxMessages {
		t.data = slices.Clone(t.data[n-maxMessages:])
	}
	return len(p), nil
}

// faults are the messages of a run that came to nothing.
func (t *tail) faults() (list []string) {
	for line := range bytes.Lines(t.data) {
		var m struct{ Code, Message string }
		if json.Unmarshal(line, &m) == nil && m.Message != "" && (m.Code == "command-line" || m.Code == "input-missing" || m.Code == "write-failed") {
			list = append(list, m.Message)
		}
	}
	return list
}

// last is what a process that fell said first of why: "fatal error: stack overflow".
func (t *tail) last() string {
	for line := range strings.Lines(string(t.data)) {
		for _, begin := range []string{"fatal error: ", "panic: ", "runtime: out of memory"} {
			if strings.HasPrefix(line, begin) {
				return ": " + report.Printable(strings.TrimSpace(line))
			}
		}
	}
	return ""
}
