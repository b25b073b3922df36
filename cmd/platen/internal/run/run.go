// Package run is one run of platen that reads a source: it checks it, or converts it. Each of the values that it needs
// has one owner: what is read sources, what is planned plan, what is written outputs, what earlier runs have kept
// record.Store, what is printed report.Log.
package run

import (
	"context"
	"io"
	"os"
	"runtime"
	"slices"
	"time"

	"platen/cmd/platen/internal/input"
	"platen/cmd/platen/internal/options"
	"platen/cmd/platen/internal/plan"
	"platen/cmd/platen/internal/project"
	"platen/cmd/platen/internal/record"
	"platen/cmd/platen/internal/report"
)

// An Env is what a run has of its process.
type Env struct {
	Stdin  *os.File
	Stdout io.Writer
	Stderr io.Writer
	Getenv func(string) string
	Now    func() time.Time

	Folders *Folders // gets the output folders that are open
}

// messages returns where a run's findings go. What programs read of a check is its product; beside a page on standard
// output findings are messages.
func (e *Env) messages(command string, o *options.Options) io.Writer {
	if command == "check" && (o.Diagnostics == "json" || o.Diagnostics == "sarif") {
		return e.Stdout
	}
	return e.Stderr
}

// A Request says what a run has to do.
type Request struct {
	Command string           // "check", "build", or "" to convert
	Args    []string         // its files and folders
	Line    []string         // the whole command line: it is laid over what project files say
	Options *options.Options // what the command line says
}

// A Result is what became of a run.
type Result struct {
	Exit    int
	Inputs  []*input.Input // that were opened, nil when it came to none
	Plan    *plan.Plan     // what came out where, nil when it came to none
	Pages   int            // that were read
	Outputs []report.Output
}

// Run does what is asked for.
func Run(ctx context.Context, env Env, req Request) Result {
	r, exit := begin(ctx, env, req, series{})
	return Result{Exit: exit, Inputs: r.src.ins, Plan: r.plan, Pages: r.made.Pages, Outputs: r.made.Files}
}

// A series says where a run stands among the builds of a watch.
type series struct {
	watched bool
	seen    map[report.Known]int // findings that the build before has printed; nil for the first
}

// A run is one run.
type run struct {
	env    Env
	begun  time.Time
	series series

	opts    *options.Options // with what the project file says
	src     *sources
	plan    *plan.Plan // nil when it came to none
	out     *outputs
	store   *record.Store // of what earlier runs have kept, nil for nothing
	log     *report.Log   // nil when the project file is at fault
	made    report.Made
	preview *preview
	front   front
}

// begin runs, and returns the run with its exit code.
func begin(ctx context.Context, env Env, req Request, in series) (*run, int) {
	r := &run{env: env, begun: env.Now(), series: in, opts: req.Options, preview: &preview{}}
	var early []func() // what is said before it is known in which form
	files := &project.Files{Args: req.Line, Options: req.Options, Env: env.Getenv}
	files.Note = func(msg string) { early = append(early, func() { r.log.Note(msg) }) }
	files.Problem = func(err error) { early = append(early, func() { r.log.Problem(report.ProblemOf(err)) }) }
	r.src = &sources{project: files, guard: &input.Guard{}, date: env.sourceDate()}
	err := files.Load(req.Command, req.Args)
	r.opts = files.Options
	r.log = report.NewLog(r.opts, env.messages(req.Command, r.opts), env.Getenv, r.begun, in.watched, in.seen)
	r.log.Failed = files.Incomplete
	for _, say := range early {
		say()
	}
	if wrong, text := project.Faults(err); text != "" {
		return r, r.log.Faults(wrong, text)
	}
	if err != nil {
		return r, r.log.Fault(err)
	}
	if r.opts.Jobs > 0 {
		runtime.GOMAXPROCS(r.opts.Jobs)
	}
	if r.log.Only, err = onlyFiles(r.opts, req); err != nil {
		return r, r.log.Fault(err)
	}
	if r.log.Baseline, err = report.OpenBaseline(r.opts); err != nil {
		return r, r.log.Fault(err)
	}
	if req.Command != "build" && (r.opts.Select.Some() || r.opts.Select.List != "") {
		return r, r.log.Fault(options.WrongHint("platen build has it", "--guide, --shard, --changed-since and --list choose among the guides of a project file"))
	}
	if i := slices.IndexFunc(options.OnlyWorker(), func(name string) bool { return r.opts.Given[name] }); i >= 0 {
		return r, r.log.Fault(options.WrongHint("platen worker has it", "--%s is about the jobs of a worker", options.OnlyWorker()[i]))
	}
	switch req.Command {
	case "check":
		err = r.check(ctx, req.Args)
	case "build":
		err = r.build(ctx, req.Args)
	default:
		err = r.convert(ctx, req.Args, nil)
	}
	if ctx.Err() != nil && in.seen != nil { // given up for another build, which leaves more behind
		return r, report.ExitInterrupted
	}
	return r, r.finish(r.log.Exit(ctx, err))
}

// onlyFiles returns the absolute paths of --only, nil without the flag.
func onlyFiles(o *options.Options, req Request) (map[string]bool, error) {
	var only map[string]bool
	for _, f := range o.Only {
		if _, err := os.Stat(f); err != nil {
			return nil, options.NotThere(f, err)
		}
		if req.Command != "build" && !slices.ContainsFunc(req.Args, func(in string) bool { return report.Within(report.Absolute(f), report.Absolute(in)) }) {
			return nil, options.WrongHint("it names a file of the guide that is read", "--only %s is in none of the inputs", f)
		}
		if only == nil {
			only = map[string]bool{}
		}
		only[report.Absolute(f)] = true
	}
	return only, nil
}
