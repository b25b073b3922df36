package main

import (
	"context"
	"io/fs"
	"strings"

	"platen/cmd/platen/internal/report"
	"platen/convert"
)

// atOnce is how many bytes of Markdown the guides may have together that are converted at the same time. In
// memory a guide takes about five times that, and its PDF more. A larger guide is converted alone.
const atOnce = 8 << 20

// inTurn calls work for each input, on so many workers as far as the inputs' sizes allow, and done with each
// outcome, in the order of the inputs, from this goroutine. A cancelled context begins no more of them. In work,
// turn(do) calls do when the inputs before have had their turn or are done: what one input leaves for the next,
// such as names, is the same at every -j.
func inTurn(ctx context.Context, ins []*input, workers int, work func(in *input, turn func(do func())) *report.Outcome, done func(*report.Outcome)) {
	sizes := make([]int64, len(ins))
	if workers > 1 && len(ins) > 1 {
		for i, in := range ins {
			sizes[i] = in.size()
		}
	}
	type result struct {
		i int
		o *report.Outcome
	}
	results := make(chan result)
	outcomes := make([]*report.Outcome, len(ins))
	before := make(chan struct{}) // closed when the inputs before have had their turn
	close(before)
	next, printed, running, used := 0, 0, 0, int64(0)
	for printed < len(ins) {
		for next < len(ins) && ctx.Err() == nil && (running == 0 || running < workers && used+sizes[next] <= atOnce) {
			i, mine, after := next, before, make(chan struct{})
			go func() {
				took := false
				turn := func(do func()) {
					<-mine
					do()
					took = true
					close(after)
				}
				o := work(ins[i], turn)
				if !took {
					turn(func() {})
				}
				results <- result{i, o}
			}()
			before = after
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

// size returns how many bytes of Markdown the input has, roughly.
func (in *input) size() int64 {
	var n int64
	fs.WalkDir(in.read.FS, ".", func(p string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return fs.SkipDir
		case d.IsDir() && p != "." && strings.HasPrefix(d.Name(), "."):
			return fs.SkipDir
		case !d.IsDir() && convert.IsPage(p):
			if info, err := d.Info(); err == nil {
				n += info.Size()
			}
		}
		return nil
	})
	return n
}
