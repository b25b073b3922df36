package run

import (
	"bytes"
	"context"
	"fmt"
	"io/fs"
	"runtime"
	"slices"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"testing/fstest"
	"time"

	"platen/cmd/platen/internal/input"
	"platen/cmd/platen/internal/options"
	"platen/cmd/platen/internal/record"
	"platen/cmd/platen/internal/report"
	"platen/convert/tree"
)

// TestInOrder lets many inputs run at once: outcomes come in the order of the inputs, and no more runs
// at the same time than the sizes allow.
func TestInOrder(t *testing.T) {
	for _, size := range []int{100, atOnce/2 + 1, 2 * atOnce} {
		t.Run(fmt.Sprint(size), func(t *testing.T) {
			text := make([]byte, size)
			var ins []*input.Input
			for i := range 20 {
				ins = append(ins, &input.Input{Dir: fmt.Sprint(i), Read: &record.FS{FS: fstest.MapFS{"a.md": {Data: text}}}})
			}
			var running, most atomic.Int32
			var done []string
			inOrder(t.Context(), ins, 4, func(in *input.Input) *report.Outcome {
				n := running.Add(1)
				for old := most.Load(); n > old && !most.CompareAndSwap(old, n); old = most.Load() {
				}
				running.Add(-1)
				return &report.Outcome{In: in}
			}, func(o *report.Outcome) { done = append(done, o.In.(*input.Input).Dir) })
			var want []string
			for _, in := range ins {
				want = append(want, in.Dir)
			}
			if !slices.Equal(done, want) {
				t.Errorf("done: %q", done)
			}
			if limit := map[int]int32{100: 4}[size]; most.Load() > max(1, limit) {
				t.Errorf("%d ran at once", most.Load())
			}
		})
	}
}

// TestInOrderCancelled begins no input after the run was stopped.
func TestInOrderCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	var ins []*input.Input
	for range 50 {
		ins = append(ins, &input.Input{Read: &record.FS{FS: fstest.MapFS{}}})
	}
	var begun atomic.Int32
	inOrder(ctx, ins, 1, func(in *input.Input) *report.Outcome {
		begun.Add(1)
		cancel()
		return &report.Outcome{In: in}
	}, func(*report.Outcome) {})
	if n := begun.Load(); n != 1 {
		t.Errorf("%d were begun", n)
	}
}

// TestFaults makes a run that read its source in part an error, once.
func TestFaults(t *testing.T) {
	if runtime.GOOS == "windows" { // its errors have other numbers
		return
	}
	in := &input.Input{Read: record.NewFS(failing{})}
	o := &report.Outcome{In: in}
	if faults(in, o); len(o.Findings) != 0 {
		t.Error(o.Findings)
	}
	in.Read.ReadFile("mkdocs.yml")
	faults(in, o)
	faults(in, o)
	if len(o.Findings) != 1 || !o.Incomplete() || o.Findings[0].Path != "mkdocs.yml" || o.Findings[0].Msg != "cannot read it: input/output error" {
		t.Errorf("%+v", o.Findings)
	}
}

// A failing file system can read nothing.
type failing struct{}

func (failing) Open(name string) (fs.File, error) {
	return nil, &fs.PathError{Op: "open", Path: name, Err: syscall.EIO}
}

// TestCrash lets the work on one of three inputs panic: it has an error with the place of the fault, the others their outcomes.
func TestCrash(t *testing.T) {
	var ins []*input.Input
	for i := range 3 {
		ins = append(ins, &input.Input{Dir: fmt.Sprint(i), Read: &record.FS{FS: fstest.MapFS{}}})
	}
	var out bytes.Buffer
	failed := 0
	log := report.NewLog(&options.Options{Verbose: true}, &out, func(string) string { return "" }, time.Time{}, false, nil)
	inOrder(t.Context(), ins, 2, func(in *input.Input) *report.Outcome {
		if in == ins[1] {
			panic("no ink")
		}
		return &report.Outcome{In: in}
	}, func(o *report.Outcome) {
		if log.Outcome(t.Context(), o) != nil {
			failed++
		}
	})
	if s := out.String(); failed != 1 || !strings.HasPrefix(s, "platen: "+ins[1].Named()+": no ink\n   "+tree.CrashHint+"\n      at cmd/platen/internal/run.TestCrash") {
		t.Errorf("%d failed, printed\n%s", failed, s)
	}
}
