package main

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"hash"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"

	"platen/cmd/platen/internal/cache"
	"platen/cmd/platen/internal/input"
	"platen/cmd/platen/internal/options"
	"platen/cmd/platen/internal/plan"
	"platen/cmd/platen/internal/record"
	"platen/cmd/platen/internal/report"
	"platen/convert/tree"
	"platen/writers/output"
)

// cacheBytes is how large the records of all guides together may get. One of a guide of 500 pages in four
// formats has some 300 KB.
const cacheBytes = 256 << 20

// kept is what a run knows about one input and its outputs, for the next run.
type kept struct {
	Inputs   []record.Fact
	Outputs  []output.File
	Book     *report.Book
	Findings []report.Finding
}

// openCache opens the folder of records. Without one every run does everything.
func (c *command) openCache() {
	if c.opts.NoCache {
		return
	}
	dir, err := c.ownFolder()
	switch {
	case err != nil:
		c.cacheFails(err)
	case dir != "":
		c.cache, _ = cache.Open(dir, cacheBytes) // ownFolder has looked
	}
}

// ownFolder returns the folder of what is kept for the next run, "" for none. The error says why it cannot be used.
func (c *command) ownFolder() (string, error) {
	dir := c.opts.Cache
	if dir == "" {
		base, err := os.UserCacheDir()
		if err != nil {
			return "", nil
		}
		dir = filepath.Join(base, "platen")
	}
	if err := output.CheckFolder(dir); err != nil {
		return "", err
	}
	if _, err := cache.Open(dir, cacheBytes); err != nil {
		return "", err
	}
	return dir, nil
}

// cacheFails says once that nothing can be kept. A run without a cache is as good, but slower the next time.
func (c *command) cacheFails(err error) {
	c.cacheFailed.Do(func() {
		if c.opts.Verbose || c.opts.Cache != "" && !c.opts.Quiet {
			fmt.Fprintf(c.stderr, "platen: nothing is kept for the next run: %s\n", report.Printable(err.Error()))
		}
	})
}

// key returns what the record of an input is found by: all that goes into its outputs but what the source
// holds. ok is false for what is not kept: standard streams, and one page, which is converted faster than it
// is looked up.
func (c *command) key(in *input.Input, p *plan.Plan) (k cache.Key, ok bool) {
	if c.cache == nil || in.Err != nil || p.Archive != "" || p.Memory || c.out.folder == nil || in.Single != "" || record.BuildID() == "" {
		return k, false
	}
	h := sha256.New()
	source, err := filepath.Abs(in.Dir)
	if err != nil {
		return k, false
	}
	out, err := filepath.Abs(filepath.Join(p.Dir, p.File))
	if err != nil {
		return k, false
	}
	fmt.Fprintf(h, "%q\n", []any{report.Version(), record.BuildID(), source, in.Guide, in.Source.Name, in.Source.Pages, in.Early, out, p.Dir == "", p.Names, c.env("SOURCE_DATE_EPOCH")})
	if !c.hashOptions(h, in, "") {
		return k, false
	}
	for _, f := range p.Formats {
		if !c.hashOptions(h, in, f.Name) {
			return k, false
		}
	}
	return cache.Key(h.Sum(nil)), true
}

// hashOptions adds the options for an input in a format, and the content of the files that they name.
func (c *command) hashOptions(h hash.Hash, in *input.Input, format string) bool {
	o, err := c.optionsFor(in, format)
	if err != nil {
		return false
	}
	a, err := options.ReadFiles(o, c.noteFile)
	if err != nil {
		return false
	}
	fmt.Fprintf(h, "%q %s\n", format, o.Key())
	parts := [][]byte{[]byte(a.Styles), a.LayoutText, a.ThemeYAML, a.LogoFile}
	parts = append(parts, a.Branded.Parts()...)
	for _, f := range a.Fonts {
		parts = append(parts, []byte(f.Name), f.Data)
	}
	for _, data := range parts {
		fmt.Fprintf(h, "%d\n", len(data))
		h.Write(data)
	}
	return true
}

// recall returns what became of the input in an earlier run, when neither the source nor any output has
// changed since; nil when it has to be converted.
func (c *command) recall(ctx context.Context, in *input.Input, p *plan.Plan, k cache.Key) (*report.Outcome, []output.File) {
	if o, err := c.optionsFor(in, ""); err != nil || o.Ledger { // the ledger reads what was written anew
		return nil, nil
	}
	data, ok := c.cache.Get(k)
	var r kept
	if !ok || json.Unmarshal(data, &r) != nil || r.Book == nil {
		return nil, nil
	}
	if !all(ctx, len(r.Inputs), func(i int) bool { return r.Inputs[i].Holds(in.Read.FS) }) ||
		!all(ctx, len(r.Outputs), func(i int) bool { return c.out.folder.Holds(&r.Outputs[i]) }) {
		return nil, nil
	}
	in.Read.Learn(r.Inputs)
	return &report.Outcome{In: in, Book: r.Book, Findings: r.Findings}, r.Outputs
}

// remember keeps what became of an input, when it is complete.
func (c *command) remember(in *input.Input, k cache.Key, o *report.Outcome, outputs []output.File) {
	if o.Err != nil || o.Book == nil || slices.ContainsFunc(o.Findings, func(d report.Finding) bool { return d.Severity == tree.Error && report.Incomplete(d.Code) }) {
		return
	}
	facts, ok := in.Read.Facts()
	if !ok {
		return
	}
	data, err := json.Marshal(kept{facts, outputs, o.Book, o.Findings})
	if err == nil {
		err = c.cache.Put(k, data)
	}
	if err != nil {
		c.cacheFails(err)
	}
}

// all reports whether ok is true for 0 to n-1, looked at by all processors.
func all(ctx context.Context, n int, ok func(i int) bool) bool {
	var next atomic.Int64
	var failed atomic.Bool
	var wg sync.WaitGroup
	for range min(n, runtime.GOMAXPROCS(0)) {
		wg.Go(func() {
			for !failed.Load() {
				i := int(next.Add(1)) - 1
				if i >= n {
					return
				}
				if ctx.Err() != nil || !ok(i) {
					failed.Store(true)
				}
			}
		})
	}
	wg.Wait()
	return !failed.Load()
}
