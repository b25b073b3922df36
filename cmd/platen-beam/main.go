// Platen-beam spreads the guides of a set over computers with Apache Beam: each line of a file is a job of platen worker,
// each result goes to one of so many files, and jobs that come to nothing to files of their own.
//
//	platen-beam --jobs jobs.jsonl --results results/
//	platen-beam --set platen.yaml --results results/ --runner=flink --endpoint=localhost:8099
//
// Nothing but strings goes from one computer to another: the jobs and the results. platen itself has to be there on each
// of them, and so have the guides: on a disk that all share, or as archives that the engine fetches and stores, with
// addresses such as gs://bucket/guide.zip as a job's guide and output.
package main

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
)

func main() {
	register()
	jobs := flag.String("jobs", "", "file of jobs, a line of JSON each, as platen worker takes them")
	project := flag.String("set", "", "project file whose guides are the jobs, in place of --jobs")
	results := flag.String("results", "", "folder for the results")
	shards := flag.Int("shards", 10, "number of files of results")
	platen := flag.String("platen", "platen", "the program platen, where the jobs run")
	flags := flag.String("worker-flags", "", "flags of platen worker, with spaces between them")
	flag.Parse()
	beam.Init() // on a computer of the engine this does its part and ends
	c := config{Platen: *platen, Flags: strings.Fields(*flags), Results: *results, Shards: *shards}
	if err := start(c, *jobs, *project); err != nil {
		fmt.Fprintln(os.Stderr, "platen-beam:", err)
		os.Exit(1)
	}
}

// start runs the pipeline, and says how many jobs came to something.
func start(c config, jobs, project string) error {
	switch {
	case c.Results == "":
		return errors.New("--results names the folder of the results")
	case (jobs == "") == (project == ""):
		return errors.New("one of --jobs and --set says what is to be done")
	case c.Shards < 1 || c.Shards > 99999:
		return errors.New("--shards is 1 to 99999")
	}
	p, s := beam.NewPipelineWithRoot()
	var lines beam.PCollection
	if project == "" {
		lines = readJobs(s, jobs)
	} else {
		list, file, err := listJobs(c.Platen, project)
		if err != nil {
			return err
		}
		if len(list) == 0 {
			return errors.New(project + " has no guides")
		}
		lines, c.Flags = beam.CreateList(s, list), append(c.Flags, "--config="+file)
	}
	c.build(s, lines)
	r, err := runPipeline(p)
	if err != nil {
		return err
	}
	good, dead := counts(r)
	fmt.Fprintf(os.Stderr, "platen-beam: %d done, %d dead letters\n", good, dead)
	if dead > 0 {
		return fmt.Errorf("the dead letters are in %s", joined(c.Results, "dead-*.jsonl"))
	}
	return nil
}

// listJobs returns a job for each guide of a project file, and the file's absolute path.
func listJobs(platen, project string) (jobs []string, file string, err error) {
	if file, err = filepath.Abs(project); err != nil {
		return nil, "", err
	}
	list := exec.Command(platen, "build", "--list=json", "--", file)
	list.Stderr = os.Stderr
	out, err := list.Output()
	if err != nil {
		return nil, "", fmt.Errorf("%s build --list: %w", platen, err)
	}
	var guides []struct{ Path string }
	if err := json.Unmarshal(out, &guides); err != nil {
		return nil, "", err
	}
	for _, g := range guides {
		line, err := json.Marshal(job{ID: g.Path, Guide: g.Path})
		if err != nil {
			return nil, "", err
		}
		jobs = append(jobs, string(line))
	}
	return jobs, file, nil
}
