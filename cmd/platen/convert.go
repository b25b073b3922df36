package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"sync"
	"time"

	"golang.org/x/term"

	"platen/cmd/platen/internal/input"
	"platen/cmd/platen/internal/options"
	"platen/cmd/platen/internal/plan"
	"platen/cmd/platen/internal/project"
	"platen/cmd/platen/internal/report"
	"platen/convert"
	"platen/convert/tree"
	"platen/writers"
	"platen/writers/output"
)

// convert is what platen does without a subcommand: it reads each input and writes its outputs.
func (c *command) convert(ctx context.Context, args []string) error {
	if len(args) == 0 {
		if report.IsTerminal(c.stdin) {
			return options.Wrong("no file or folder is named, and nothing comes on standard input")
		}
		args = []string{"-"}
	}
	var tally tally
	defer func() { c.outputs, c.pages = tally.files, tally.pages }()
	ins, closeAll, err := c.inputs(ctx, args)
	defer func() { c.quick.until(c, closeAll) }()
	if err != nil {
		return err
	}
	var built *project.File
	if c.building {
		built = c.project.Main
	}
	p, err := plan.New(c.opts, ins, built, report.IsTerminal(c.stdout))
	if err != nil {
		return input.UnreadOr(ins, err)
	}
	if err := c.watchable(p, ins); err != nil {
		return err
	}
	if err := c.outOfSource(p, ins); err != nil {
		return err
	}
	if _, err := options.ReadFiles(c.opts, c.noteFile); err != nil {
		return err
	}
	c.planned = p
	if p.File == "-" && !c.opts.DryRun && p.Formats[0].Binary && report.IsTerminal(c.stdout) {
		return options.WrongHint("for example -o page"+p.Formats[0].Exts[0], "%s is not for a terminal", p.Formats[0].Name)
	}
	defer c.closeOutputs()
	if err := c.openOutputs(p, ins, func(r report.Output) { tally.add(r); c.diag.Progress.File(r.Path) }); err != nil {
		return err
	}
	if slices.ContainsFunc(ins, func(in *input.Input) bool { return in.Single == "" }) {
		c.openCache()
	}
	names := map[string]string{}
	tally.pages, err = c.each(ctx, ins, p.Names, func(in *input.Input, turn func(func())) *report.Outcome { return c.convertOne(ctx, in, p, turn, names) })
	err = c.closeArchive(ctx, p, err)
	if ctx.Err() == nil {
		if o := c.clean(p, ins, err == nil && !c.diag.Failed); o != nil {
			if failed := c.settle(ctx, o); err == nil {
				err = failed
			}
		}
	}
	c.summary(&tally)
	return err
}

// loadOptions returns what the flags say about reading.
func (c *command) loadOptions(in *input.Input) (convert.Options, error) {
	o, err := c.optionsFor(in, "")
	if err != nil {
		return convert.Options{}, err
	}
	opts := convert.Options{From: o.From, Meta: o.Meta, Project: o.Project, Name: o.Name, Limits: o.Limits, Images: o.Images, AllowHTML: o.AllowHTML}
	opts.Diagrams = options.DiagramsOf(o.Diagrams)
	opts.BaseURL, opts.Sites = o.BaseURL, o.Sites
	opts.DeadLinks = map[string]convert.DeadLinks{"keep": convert.DeadLinksKeep, "drop": convert.DeadLinksDrop}[o.DeadLinks]
	opts.Conditions = convert.Conditions{Include: o.IncludeIf, Exclude: o.ExcludeIf, Keep: len(o.To) == 1 && o.To[0] == "dita"}
	for _, p := range o.ResourcePath {
		inside, err := in.Inside(p)
		if err != nil {
			return opts, err
		}
		opts.ResourcePath = append(opts.ResourcePath, inside)
	}
	return opts, nil
}

// load reads the input's book. What is found goes into the collector.
func (c *command) load(ctx context.Context, in *input.Input) (*convert.Guide, *report.Collector, error) {
	found := &report.Collector{In: in}
	if in.Err != nil {
		return nil, found, &report.Stopped{Problems: []string{in.Err.Error()}}
	}
	for _, d := range in.Early {
		found.Report(d)
	}
	opts, err := c.loadOptions(in)
	if err != nil {
		return nil, found, err
	}
	c.diag.Progress.Phase("reading " + in.Named())
	g, err := convert.Open(ctx, in.Source, opts, found.Report)
	if err != nil {
		return nil, found, &report.Stopped{Problems: []string{in.Named() + ": " + err.Error()}}
	}
	c.guard.Add(func() []string { return in.Read.Paths(in.Dir) })
	return g, found, nil
}

// convertOne reads one input and writes its outputs. names has the guides before it, once turn has returned.
func (c *command) convertOne(ctx context.Context, in *input.Input, p *plan.Plan, turn func(do func()), names map[string]string) *report.Outcome {
	key, keep := c.key(in, p)
	if keep {
		if o, outputs := c.recall(ctx, in, p, key); o != nil {
			if d := claim(in, p, o.Book.Name, turn, names); d != nil {
				o.Findings = []report.Finding{report.Place(*d, &report.Locator{})}
				return o.Fail(errDiagnosed)
			}
			if c.opts.Verbose && c.opts.Diagnostics == "" {
				o.Say = "nothing has changed since the last run"
			}
			c.stays(in, outputs)
			o.Bytes = bytesOf(outputs)
			return o
		}
	}
	in.Read.Sums = keep
	g, found, err := c.load(ctx, in)
	if err != nil {
		return found.Outcome(nil).Fail(err)
	}
	b := g.Book
	if d := claim(in, p, b.Name, turn, names); d != nil {
		found.Report(*d)
		return found.Outcome(b).Fail(errDiagnosed)
	}
	made := &madeFiles{}
	var jobs []convert.Job
	for _, f := range p.Formats {
		w, err := c.writer(f, in, p, b.Lone)
		if err != nil {
			return found.Outcome(b).Fail(err)
		}
		jobs = append(jobs, convert.Job{Writer: w, Out: c.output(p, f, in, b, found, made)})
		if c.memory != nil && f.Name == "html" && p.Memory {
			c.quick.add(&opened{in: in, guide: g, writer: w, sub: p.FolderFor(f, in, b)})
		}
	}
	c.diag.Progress.Phase("writing " + in.Named())
	err = convert.Write(ctx, b, jobs, found.Report)
	if d := made.more(p.Dir); d != nil {
		found.Report(*d)
	}
	if o, _ := c.optionsFor(in, ""); err == nil && o != nil && o.Ledger && !o.DryRun {
		c.diag.Progress.Phase("reading back " + in.Named())
		err = c.balance(ctx, in, b, p, found)
	}
	o := found.Outcome(b).Fail(writeError(err))
	o.Bytes = bytesOf(made.files)
	c.listOutputs(in, made.files)
	if keep && o.Sheets == nil {
		c.remember(in, key, o, made.files)
	}
	return o
}

// bytesOf adds up the sizes of files.
func bytesOf(files []output.File) (n int64) {
	for i := range files {
		n += files[i].Size
	}
	return n
}

// claim takes the name of a guide's folder, or returns what is wrong: another guide of the run has it.
func claim(in *input.Input, p *plan.Plan, name string, turn func(do func()), names map[string]string) (d *tree.Diag) {
	if !in.Guide || !p.Names {
		return nil
	}
	turn(func() {
		if first, ok := names[name]; ok {
			d = &tree.Diag{Severity: tree.Error, Code: tree.Clash, Msg: fmt.Sprintf("its outputs would be those of %s: both guides are named %q", first, name),
				Hint: "convert them into two folders"}
			return
		}
		names[name] = in.Dir
	})
	return d
}

// writer returns the format's writer for the input.
func (c *command) writer(f options.Format, in *input.Input, p *plan.Plan, lone bool) (writers.Writer, error) {
	o, err := c.optionsFor(in, f.Name)
	if err != nil {
		return nil, err
	}
	if f.Name == "ansi" && p.File == "-" && o.Columns == 0 {
		k := *o
		k.Columns = c.terminalWidth()
		o = &k
	}
	files, err := options.ReadFiles(o, c.noteFile)
	if err != nil {
		return nil, err
	}
	return f.Make(&options.Settings{Options: o, Files: files, One: p.Dir == "", Lone: lone}), nil
}

// writeError returns what stopped the writers, in the user's words.
func writeError(err error) error {
	if err == nil {
		return nil
	}
	errs := []error{err}
	if joined, ok := err.(interface{ Unwrap() []error }); ok {
		errs = joined.Unwrap()
	}
	s := &report.Stopped{}
	for _, err := range errs {
		var p *fs.PathError
		if errors.As(err, &p) {
			err = fmt.Errorf("cannot write %s: %w", p.Path, p.Err)
		}
		s.Problems = append(s.Problems, err.Error())
	}
	return s
}

// A tally counts what a run wrote. It is safe for concurrent use.
type tally struct {
	mu    sync.Mutex
	pages int
	files []report.Output
}

func (t *tally) add(r report.Output) {
	t.mu.Lock()
	t.files = append(t.files, r)
	t.mu.Unlock()
}

// summary prints the last line, and the list of files of a dry run.
func (c *command) summary(t *tally) {
	if c.opts.DryRun {
		slices.SortFunc(t.files, func(a, b report.Output) int { return strings.Compare(a.Path, b.Path) })
		for _, r := range t.files {
			fmt.Fprintf(c.stdout, "%-9s %s\n", r.What, report.Printable(r.Path))
		}
	}
	if !c.opts.Quiet && c.opts.Diagnostics == "" {
		writeSheets(c.stderr, c.sheets)
	}
	if !c.opts.Quiet && c.opts.Diagnostics == "" && !c.opts.DryRun && c.seen == nil {
		c.table.Print(c.stderr, c.opts, c.start)
	}
	if c.opts.Quiet || c.opts.Diagnostics != "" || c.seen != nil || len(t.files) < 2 && !c.diag.Any() && c.out.archive == nil {
		return
	}
	same, removed := 0, 0
	for _, r := range t.files {
		switch r.What {
		case "unchanged":
			same++
		case "removed":
			removed++
		}
	}
	line := report.Count(t.pages, "page")
	switch {
	case c.out.archive != nil:
		line += c.archiveSummary(t.files)
	case len(t.files) > 0:
		line += ", " + report.Count(len(t.files)-same-removed, "file") + map[bool]string{false: " written", true: " to write"}[c.opts.DryRun]
		if same > 0 {
			line += fmt.Sprintf(", %d unchanged", same)
		}
		if removed > 0 {
			line += fmt.Sprintf(", %d removed", removed)
		}
	}
	line += c.diag.Counts()
	if report.IsTerminal(c.stderr) {
		line += fmt.Sprintf(", %.1f s", time.Since(c.start).Seconds())
	}
	fmt.Fprintln(c.stderr, "platen: "+line)
}

// fileNames is a list of names. It is safe for concurrent use.
type fileNames struct {
	mu    sync.Mutex
	names []string
}

func (l *fileNames) add(name string) {
	l.mu.Lock()
	l.names = append(l.names, name)
	l.mu.Unlock()
}

// noteFile notes a file that a flag names: it is guarded like the source, and a change of it means another build.
func (c *command) noteFile(name string) {
	c.guard.Add(func() []string { return []string{name} })
	c.attached.add(name)
}

// terminalWidth is how wide the text is that goes to a terminal: as wide as that, within what is good to read.
func (c *command) terminalWidth() int {
	if f, ok := c.stdout.(interface{ Fd() uintptr }); ok {
		if width, _, err := term.GetSize(int(f.Fd())); err == nil && width > 0 {
			return min(max(width, 20), 100)
		}
	}
	return 0
}

// optionsFor returns the options of an input, and for a format's writer those of the format; "" is for reading.
func (c *command) optionsFor(in *input.Input, format string) (*options.Options, error) {
	if c.project == nil {
		return c.opts, nil
	}
	return c.project.For(in, format)
}
