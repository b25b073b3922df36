package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/io/filesystem"
)

// A job is a line of the input, as far as it is looked at here.
type job struct {
	ID      string          `json:"id"`
	Guide   string          `json:"guide"`
	Output  string          `json:"output,omitempty"`
	Options json.RawMessage `json:"options,omitempty"`
	Timeout float64         `json:"timeout,omitempty"`
}

// idOf returns the id of a job or of a result, "" for what has none.
func idOf(line string) string {
	var j struct{ ID string }
	json.Unmarshal([]byte(line), &j)
	return j.ID
}

// A convertFn does jobs. It keeps a process of platen worker, which does each job in a process of its own.
type convertFn struct {
	Platen string
	Flags  []string

	done, dead beam.Counter
	worker     *exec.Cmd
	in         io.WriteCloser
	out        *bufio.Reader
}

// Setup makes the counters.
func (f *convertFn) Setup() {
	f.done, f.dead = beam.NewCounter("platen", "done"), beam.NewCounter("platen", "dead")
}

// Teardown ends the worker.
func (f *convertFn) Teardown() { f.end() }

// ProcessElement does one job. Its result goes to good, or to dead when nothing came of it; an error is for what
// another computer may do better.
func (f *convertFn) ProcessElement(ctx context.Context, line string, good, dead func(string)) error {
	result, err := f.do(ctx, line)
	if err != nil {
		return err
	}
	var r struct{ Status string }
	if json.Unmarshal([]byte(result), &r) != nil {
		return fmt.Errorf("%s worker answered %q", f.Platen, result)
	}
	if slices.Contains([]string{"ok", "unchanged", "incomplete"}, r.Status) {
		f.done.Inc(ctx, 1)
		good(result)
		return nil
	}
	f.dead.Inc(ctx, 1)
	dead(result)
	return nil
}

// do does a job whose guide and output may be archives of the engine's file systems.
func (f *convertFn) do(ctx context.Context, line string) (string, error) {
	var j job
	if json.Unmarshal([]byte(line), &j) != nil || !remote(j.Guide) && !remote(j.Output) {
		return f.ask(line)
	}
	dir, err := os.MkdirTemp("", "platen-beam-")
	if err != nil {
		return "", err
	}
	defer os.RemoveAll(dir)
	here := j
	if remote(j.Guide) {
		here.Guide = filepath.Join(dir, path.Base(j.Guide))
		if err := fetch(ctx, j.Guide, here.Guide); err != nil {
			return refused(&j, err), nil
		}
	}
	if remote(j.Output) {
		here.Output = filepath.Join(dir, "out-"+path.Base(j.Output))
	}
	data, err := json.Marshal(here)
	if err != nil {
		return "", err
	}
	result, err := f.ask(string(data))
	if err != nil {
		return "", err
	}
	if remote(j.Output) {
		made, err := os.ReadFile(here.Output)
		switch {
		case errors.Is(err, os.ErrNotExist): // the result says why
		case err != nil:
			return "", err
		default:
			if err := store(ctx, j.Output, made); err != nil {
				return "", err
			}
		}
	}
	return strings.NewReplacer(inJSON(here.Guide), inJSON(j.Guide), inJSON(here.Output), inJSON(j.Output)).Replace(result), nil
}

// inJSON is text as it stands between the quotes of JSON.
func inJSON(s string) string {
	if s == "" {
		return "\x00" // which no JSON holds
	}
	data, _ := json.Marshal(s)
	return string(data[1 : len(data)-1])
}

// remote reports whether a name is an address of one of the engine's file systems.
func remote(name string) bool { return strings.Contains(name, "://") }

// refused is the result of a job whose guide cannot be had.
func refused(j *job, err error) string {
	data, _ := json.Marshal(map[string]any{"id": j.ID, "guide": j.Guide, "exit": 1, "status": "failed", "outputs": []string{}, "findings": []string{},
		"problems": []string{fmt.Sprintf("%s: %v", j.Guide, err)}, "errors": 1, "warnings": 0, "seconds": 0})
	return string(data)
}

// fetch copies a file of the engine's file systems to the disk.
func fetch(ctx context.Context, from, to string) error {
	fs, err := filesystem.New(ctx, from)
	if err != nil {
		return err
	}
	defer fs.Close()
	r, err := fs.OpenRead(ctx, from)
	if err != nil {
		return err
	}
	defer r.Close()
	w, err := os.Create(to)
	if err != nil {
		return err
	}
	_, err = io.Copy(w, r)
	return errors.Join(err, w.Close())
}

// ask gives the worker a line and returns its answer. A worker that has gone is begun anew, once.
func (f *convertFn) ask(line string) (string, error) {
	if strings.ContainsAny(line, "\r\n") {
		return "", errors.New("a job is one line")
	}
	for try := 0; ; try++ {
		answer, err := f.tell(line)
		if err == nil || try > 0 {
			return answer, err
		}
		f.end()
	}
}

func (f *convertFn) tell(line string) (string, error) {
	if f.worker == nil {
		if err := f.begin(); err != nil {
			return "", err
		}
	}
	if _, err := io.WriteString(f.in, line+"\n"); err != nil {
		return "", err
	}
	answer, err := f.out.ReadString('\n')
	if err != nil {
		return "", fmt.Errorf("%s worker has ended: %w", f.Platen, err)
	}
	return strings.TrimSuffix(answer, "\n"), nil
}

// begin starts a worker. An error of it is one of the computer, and not of a job.
func (f *convertFn) begin() error {
	w := exec.Command(f.Platen, append([]string{"worker"}, f.Flags...)...)
	w.Stderr = os.Stderr
	in, err := w.StdinPipe()
	if err != nil {
		return err
	}
	out, err := w.StdoutPipe()
	if err != nil {
		return err
	}
	if err := w.Start(); err != nil {
		return err
	}
	f.worker, f.in, f.out = w, in, bufio.NewReader(out)
	return nil
}

// end lets the worker end.
func (f *convertFn) end() {
	if f.worker == nil {
		return
	}
	f.in.Close()
	f.worker.Wait()
	f.worker = nil
}
