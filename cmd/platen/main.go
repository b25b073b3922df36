package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime"
	"slices"
	"sync"
	"syscall"
	"time"

	"platen/cmd/platen/internal/cache"
	"platen/cmd/platen/internal/help"
	"platen/cmd/platen/internal/input"
	"platen/cmd/platen/internal/options"
	"platen/cmd/platen/internal/plan"
	"platen/cmd/platen/internal/project"
	"platen/cmd/platen/internal/report"
	"platen/writers/ledger"
	"platen/writers/output"
)

func main() {
	os.Exit(Main())
}

// Main runs platen on the process's own arguments and streams and returns the exit code.
func Main() int {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	out, messages := &report.Stream{W: os.Stdout}, &report.Stream{W: os.Stderr, Messages: true}
	c := &command{stdin: os.Stdin, stdout: out, stderr: messages, env: os.Getenv, start: time.Now(), guard: &input.Guard{}, unfinished: &unfinished{}}
	ignoreSignals()
	go c.watchSignals(cancel)
	exit := c.run(ctx, os.Args[1:])
	if err := out.Failed(); err != nil && exit != report.Worse(exit, report.ExitFailed) {
		fmt.Fprintf(messages, "platen: cannot write standard output: %v\n", options.Cause(err))
		exit = report.ExitFailed
	}
	if messages.Failed() != nil {
		exit = report.Worse(exit, report.ExitFailed)
	}
	return exit
}

// grace is how long an interrupted run may take to stop by itself.
const grace = 900 * time.Millisecond

// A command is one run of platen.
type command struct {
	stdin  *os.File
	stdout io.Writer
	stderr io.Writer
	env    func(string) string
	start  time.Time

	opts        *options.Options
	args        []string       // the whole command line
	project     *project.Files // the project files
	building    bool           // platen build
	diag        *report.Printer
	guard       *input.Guard // what must not be written over
	out         outputs      // where the files go
	unfinished  *unfinished  // output folders, for the end by a signal
	cache       *cache.Store // records of earlier runs, nil for none
	cacheFailed sync.Once

	watching bool                 // this is one build of many
	memory   *output.Mem          // of --serve without -o
	quick    quick                // what stays open for the server
	seen     map[report.Known]int // findings that the build before has printed; nil for the first
	ins      []*input.Input       // what was opened
	planned  *plan.Plan           // nil when it came to none
	attached fileNames            // files that flags name
	pages    int                  // that were read

	table report.Table // at the end

	sheets   []*ledger.Sheet // the run's tables, one for each format
	problems []string        // what stopped an input or an output, for reports
	outputs  []report.Output // what was made, for reports
}

// watchSignals cancels the run at the first signal. Whoever does not stop in time, or gets a second
// signal, is ended here; temporary files are swept first.
func (c *command) watchSignals(cancel func()) {
	ch := make(chan os.Signal, 2)
	signal.Notify(ch, os.Interrupt, syscall.SIGTERM)
	<-ch
	cancel()
	select {
	case <-ch:
	case <-time.After(grace):
	}
	c.unfinished.sweep()
	os.Exit(report.ExitInterrupted)
}

// run is platen with its arguments. It returns the exit code.
func (c *command) run(ctx context.Context, all []string) int {
	o, cmd, args, err := options.Parse(all)
	if err != nil {
		return c.usageError(err)
	}
	c.opts, c.args = o, all
	c.project = &project.Files{Args: all, Options: o, Env: c.env, Note: c.stderr, Problem: c.problem}
	reads := cmd == "" || cmd == "check" || cmd == "build"
	if reads && !o.Help && !o.Version {
		if err := c.project.Load(cmd, args); err != nil {
			if project.IsFault(err) {
				fmt.Fprintln(c.stderr, err)
				return report.ExitUsage
			}
			return c.usageError(err)
		}
		o = c.project.Options
		c.opts = o
	}
	c.prepare()
	if o.Watching() && !c.watching && reads && !o.Help && !o.Version {
		return c.watch(ctx)
	}
	if o.Help {
		return c.exit(ctx, help.Of(c.stdout, cmd))
	}
	if o.Version {
		fmt.Fprintln(c.stdout, "platen", report.Version())
		return report.ExitOK
	}
	for _, f := range o.Only {
		if _, err := os.Stat(f); err != nil {
			return c.usageError(options.NotThere(f, err))
		}
		if cmd != "build" && !slices.ContainsFunc(args, func(in string) bool { return report.Within(report.Absolute(f), report.Absolute(in)) }) {
			return c.usageError(options.WrongHint("it names a file of the guide that is read", "--only %s is in none of the inputs", f))
		}
		if c.diag.Only == nil {
			c.diag.Only = map[string]bool{}
		}
		c.diag.Only[report.Absolute(f)] = true
	}
	if c.diag.Baseline, err = report.OpenBaseline(c.opts); err != nil {
		return c.usageError(err)
	}
	return c.finish(c.exit(ctx, c.do(ctx, cmd, args)))
}

// do is what the command means.
func (c *command) do(ctx context.Context, cmd string, args []string) error {
	switch cmd {
	case "check":
		return c.check(ctx, args)
	case "build":
		return c.build(ctx, args)
	case "list":
		return help.List(c.stdout, args)
	case "licenses":
		return help.Licences(c.stdout, args)
	case "completion":
		return help.Completion(c.stdout, args)
	case "help":
		return help.Topic(c.stdout, args)
	}
	return c.convert(ctx, args)
}

// finish writes what a run leaves behind beside its outputs, and returns the exit code.
func (c *command) finish(exit int) int { return c.writeReports(c.writeDeps(c.writeBaseline(exit))) }

// prepare sets what holds for the whole process.
func (c *command) prepare() {
	if c.opts.Jobs > 0 {
		runtime.GOMAXPROCS(c.opts.Jobs)
	}
	c.limitMemory()
	if s, ok := c.stderr.(*report.Stream); ok {
		s.Annotate = c.opts.Diagnostics == "github"
	}
	c.diag = report.NewPrinter(c.opts, c.stderr, c.env, c.watching, c.seen)
	c.stderr = c.diag.W
	c.diag.Failed = c.project.Incomplete
}

// errDiagnosed says that something failed that a diagnostic has already named.
var errDiagnosed = errors.New("incomplete")

// exit prints what stopped the run and returns the exit code.
func (c *command) exit(ctx context.Context, err error) int {
	if ctx.Err() != nil {
		return report.ExitInterrupted
	}
	if err != nil && !errors.Is(err, errDiagnosed) {
		return c.usageError(err)
	}
	switch {
	case err != nil || c.diag.Failed:
		return report.ExitFailed
	case c.diag.Refused:
		return report.ExitDiagnostics
	}
	return report.ExitOK
}

// problem prints what stopped an input or an output. A SARIF document on the same stream holds it instead.
func (c *command) problem(msg string) {
	c.problems = append(c.problems, msg)
	switch {
	case c.diag != nil && c.diag.Form == "sarif":
	case c.diag != nil && c.diag.Form == "github":
		io.WriteString(c.stderr, report.Annotated(msg))
	default:
		fmt.Fprintln(c.stderr, "platen:", report.Printable(msg))
	}
}

// usageError prints an error and returns its exit code.
func (c *command) usageError(err error) int {
	var u *options.UsageError
	if !errors.As(err, &u) {
		c.problem(err.Error())
		return report.ExitFailed
	}
	fmt.Fprintln(c.stderr, "platen:", report.Printable(err.Error()))
	if u.Hint != "" {
		fmt.Fprintln(c.stderr, "  ", report.Printable(u.Hint))
	} else {
		fmt.Fprintln(c.stderr, "   platen help shows how it is used")
	}
	return report.ExitUsage
}
