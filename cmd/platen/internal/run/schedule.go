package run

import (
	"context"
	"errors"
	"runtime"
	"time"

	"platen/cmd/platen/internal/input"
	"platen/cmd/platen/internal/options"
	"platen/cmd/platen/internal/report"
	"platen/convert/tree"
)

// atOnce is how many bytes of Markdown the guides may have together that are converted at the same time. In
// memory a guide takes about five times that, and its PDF more. A larger guide is converted alone.
const atOnce = 8 << 20

// inOrder calls work for each input, on so many workers as far as the inputs' sizes allow, and done with each outcome,
// in the order of the inputs, from this goroutine. A cancelled context begins no more of them.
func inOrder(ctx context.Context, ins []*input.Input, workers int, work func(in *input.Input) *report.Outcome, done func(*report.Outcome)) {
	sizes := make([]int64, len(ins))
	if workers > 1 && len(ins) > 1 {
		for i, in := range ins {
			sizes[i] = in.Size()
		}
	}
	type result struct {
		i int
		o *report.Outcome
	}
	results := make(chan result)
	outcomes := make([]*report.Outcome, len(ins))
	next, printed, running, used := 0, 0, 0, int64(0)
	for printed < len(ins) {
		for next < len(ins) && ctx.Err() == nil && (running == 0 || running < workers && used+sizes[next] <= atOnce) {
			i := next
			go func() { results <- result{i, kept(ins[i], work)} }()
			next, running, used = next+1, running+1, used+sizes[i]
		}
		if running == 0 {
			return
		}
		r := <-results
		outcomes[r.i] = r.o
		running, used = running-1, used-sizes[r.i]
		for printed < len(ins) && outcomes[printed] != nil {
			done(outcomes[printed])
			outcomes[printed] = nil
			printed++
		}
	}
}

// kept keeps a panic on one input from the others.
func kept(in *input.Input, work func(in *input.Input) *report.Outcome) (o *report.Outcome) {
	defer func() {
		if r := recover(); r != nil {
			o = (&report.Outcome{In: in}).Fail(unread(in, tree.Crashed(r)))
		}
	}()
	return work(in)
}

// each does work for each input, several at the same time when atOnce says so, and logs their outcomes in order. It
// returns what failed.
func (r *run) each(ctx context.Context, atOnce bool, work func(in *input.Input) *report.Outcome) (err error) {
	workers := 1
	if atOnce {
		workers = runtime.GOMAXPROCS(0)
	}
	var formats []string
	if r.plan != nil {
		for _, f := range r.plan.Formats {
			formats = append(formats, f.Exts[0])
		}
	}
	if r.log.Progress.Active() {
		counts := map[report.Source]int{}
		for _, in := range r.src.ins {
			counts[in] = in.PageCount()
			in.Read.Page = r.log.Progress.Read
		}
		r.log.Progress.Begin(counts, formats)
	}
	defer r.log.Progress.End()
	timed := func(in *input.Input) *report.Outcome {
		began := time.Now()
		o := work(in)
		faults(in, o)
		if o.Spent = time.Since(began); r.plan != nil {
			o.Number = r.plan.Number(in)
		}
		if opts, err := r.src.options(in, ""); err == nil {
			o.Rules = opts.Rules
		}
		return o
	}
	inOrder(ctx, r.src.ins, workers, timed, func(o *report.Outcome) {
		if o.Book != nil {
			r.made.Pages += len(o.Book.Pages)
		}
		if failed := r.log.Outcome(ctx, o); failed != nil && (err == nil || errors.Is(err, report.ErrPrinted)) {
			err = failed
		}
	})
	if err == nil {
		err = ctx.Err()
	}
	return err
}

// faults adds to an outcome that looks complete what the system failed to read: whoever asked for it, a project's settings say,
// has gone on as if it were not there.
func faults(in *input.Input, o *report.Outcome) {
	name, err := in.Read.Fault()
	if err == nil || o.Err != nil || o.Incomplete() {
		return
	}
	d := tree.Diag{Path: name, Severity: tree.Error, Code: tree.FileUnreadable, Msg: "cannot read it: " + options.Cause(err).Error(), Hint: "what stands there may be missing in the output: run again"}
	o.Findings = append(o.Findings, report.Place(d, &report.Locator{}))
}
