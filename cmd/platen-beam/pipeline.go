package main

import (
	"cmp"
	"context"
	"fmt"
	"hash/fnv"
	"slices"
	"strings"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/io/filesystem"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/io/textio"
	beamregister "github.com/apache/beam/sdks/v2/go/pkg/beam/register"
)

// A config says how jobs are done and where their results go.
type config struct {
	Platen  string
	Flags   []string // of platen worker
	Results string   // a folder, or an address of the engine's file systems
	Shards  int
}

// register makes the steps known to Beam. Each process calls it before beam.Init.
func register() {
	beamregister.DoFn4x1[context.Context, string, func(string), func(string), error](&convertFn{})
	beamregister.DoFn3x1[context.Context, string, func(*string) bool, error](&writeFn{})
	beamregister.Function2x2(keyed)
	beamregister.Emitter1[string]()
	beamregister.Iter1[string]()
}

// readJobs reads the lines of a file.
func readJobs(s beam.Scope, file string) beam.PCollection { return textio.Read(s, file) }

// build makes the pipeline: the jobs are spread anew, so that no computer gets all of what came from one file; each becomes
// a result; results are gathered by shard and written.
func (c config) build(s beam.Scope, lines beam.PCollection) {
	spread := beam.Reshuffle(s, lines)
	good, dead := beam.ParDo2(s, &convertFn{Platen: c.Platen, Flags: c.Flags}, spread)
	c.write(s.Scope("results"), good, "results", c.Shards)
	c.write(s.Scope("dead letters"), dead, "dead", 1)
}

// write writes lines to files.
func (c config) write(s beam.Scope, lines beam.PCollection, name string, shards int) {
	byShard := beam.ParDo(s, keyed, lines, beam.SideInput{Input: beam.Create(s, shards)})
	beam.ParDo0(s, &writeFn{Folder: c.Results, Name: name, Shards: shards}, beam.GroupByKey(s, byShard))
}

// keyed gives a line the number of its shard, which depends on the line's job alone.
func keyed(line string, shards int) (string, string) {
	h := fnv.New32a()
	h.Write([]byte(idOf(line)))
	return fmt.Sprintf("%05d", int(h.Sum32()%uint32(max(shards, 1)))), line
}

// A writeFn writes the lines of a shard to its file, sorted by their jobs: a bundle that is done again writes the same.
type writeFn struct {
	Folder, Name string
	Shards       int
}

// ProcessElement writes one file.
func (w *writeFn) ProcessElement(ctx context.Context, shard string, next func(*string) bool) error {
	var lines []string
	for line := ""; next(&line); {
		lines = append(lines, line)
	}
	slices.SortFunc(lines, func(a, b string) int {
		return cmp.Or(strings.Compare(idOf(a), idOf(b)), strings.Compare(a, b))
	})
	name := joined(w.Folder, fmt.Sprintf("%s-%s-of-%05d.jsonl", w.Name, shard, w.Shards))
	return store(ctx, name, []byte(strings.Join(lines, "\n")+"\n"))
}

// joined returns the path or address of a file in a folder.
func joined(folder, name string) string { return strings.TrimRight(folder, "/") + "/" + name }

// store writes a file through the file systems of the engine.
func store(ctx context.Context, name string, data []byte) error {
	fs, err := filesystem.New(ctx, name)
	if err != nil {
		return err
	}
	defer fs.Close()
	w, err := fs.OpenWrite(ctx, name)
	if err != nil {
		return err
	}
	if _, err := w.Write(data); err != nil {
		w.Close()
		return err
	}
	return w.Close()
}

// counts returns how many jobs came to something, and how many did not.
func counts(r beam.PipelineResult) (good, dead int64) {
	for _, c := range r.Metrics().AllMetrics().Counters() {
		switch n := c.Committed; c.Name() {
		case "done":
			good += n
		case "dead":
			dead += n
		}
	}
	return good, dead
}
