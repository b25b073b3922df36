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

	"platen/cmd/platen/internal/options"
	"platen/convert"
	"platen/convert/tree"
	"platen/writers"
	"platen/writers/output"
)

// convert is what platen does without a subcommand: it reads each input and writes its outputs.
func (c *command) convert(ctx context.Context, args []string) error {
	if len(args) == 0 {
		if isTerminal(c.stdin) {
			return options.Wrong("no file or folder is named, and nothing comes on standard input")
		}
		args = []string{"-"}
	}
	var tally tally
	defer func() { c.outputs, c.pages = tally.files, tally.pages }()
	ins, closeAll, err := c.inputs(ctx, args)
	defer closeAll()
	if err != nil {
		return err
	}
	p, err := c.plan(ins)
	if err != nil {
		return unreadOr(ins, err)
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
	if p.file == "-" && !c.opts.DryRun && p.formats[0].Binary && isTerminal(c.stdout) {
		return options.WrongHint("for example -o page"+p.formats[0].Exts[0], "%s is not for a terminal", p.formats[0].Name)
	}
	defer c.closeOutputs()
	if err := c.openOutputs(p, ins, func(r result) { tally.add(r); c.diag.progress.file(r.path) }); err != nil {
		return err
	}
	if slices.ContainsFunc(ins, func(in *input) bool { return in.single == "" }) {
		c.openCache()
	}
	names := map[string]string{}
	tally.pages, err = c.each(ctx, ins, p.names, func(in *input, turn func(func())) *outcome { return c.convertOne(ctx, in, p, turn, names) })
	err = c.closeArchive(ctx, p, err)
	if ctx.Err() == nil {
		if o := c.clean(p, ins, err == nil && !c.diag.failed); o != nil {
			if failed := c.settle(ctx, o); err == nil {
				err = failed
			}
		}
	}
	c.summary(&tally)
	return err
}

// loadOptions returns what the flags say about reading.
func (c *command) loadOptions(in *input) (convert.Options, error) {
	o, err := c.optionsFor(in, "")
	if err != nil {
		return convert.Options{}, err
	}
	opts := convert.Options{From: o.From, Meta: o.Meta, Project: o.Project, Name: o.Name, Limits: o.Limits, Images: o.Images, AllowHTML: o.AllowHTML}
	opts.Diagrams = options.DiagramsOf(o.Diagrams)
	opts.BaseURL, opts.Sites = o.BaseURL, o.Sites
	opts.DeadLinks = map[string]convert.DeadLinks{"keep": convert.DeadLinksKeep, "drop": convert.DeadLinksDrop}[o.DeadLinks]
	for _, p := range o.ResourcePath {
		inside, err := in.inside(p)
		if err != nil {
			return opts, err
		}
		opts.ResourcePath = append(opts.ResourcePath, inside)
	}
	return opts, nil
}

// load reads the input's book. What is found goes into the collector.
func (c *command) load(ctx context.Context, in *input) (*tree.Book, *collector, error) {
	found := &collector{in: in}
	if in.err != nil {
		return nil, found, &stopped{[]string{in.err.Error()}}
	}
	for _, d := range in.early {
		found.report(d)
	}
	opts, err := c.loadOptions(in)
	if err != nil {
		return nil, found, err
	}
	c.diag.progress.phase("reading " + in.named())
	b, err := convert.Load(ctx, in.src, opts, found.report)
	if err != nil {
		return nil, found, &stopped{[]string{in.named() + ": " + err.Error()}}
	}
	c.guard.add(func() []string { return in.read.paths(in.dir) })
	return b, found, nil
}

// convertOne reads one input and writes its outputs. names has the guides before it, once turn has returned.
func (c *command) convertOne(ctx context.Context, in *input, p *plan, turn func(do func()), names map[string]string) *outcome {
	key, keep := c.key(in, p)
	if keep {
		if o, outputs := c.recall(ctx, in, p, key); o != nil {
			if d := claim(in, p, o.book.Name, turn, names); d != nil {
				o.findings = []placed{place(*d, &locator{})}
				return o.fail(errDiagnosed)
			}
			if c.opts.Verbose && c.opts.Diagnostics == "" {
				o.say = "nothing has changed since the last run"
			}
			c.stays(in, outputs)
			o.bytes = bytesOf(outputs)
			return o
		}
	}
	in.read.sums = keep
	b, found, err := c.load(ctx, in)
	if err != nil {
		return found.outcome(nil).fail(err)
	}
	if d := claim(in, p, b.Name, turn, names); d != nil {
		found.report(*d)
		return found.outcome(b).fail(errDiagnosed)
	}
	made := &madeFiles{}
	var jobs []convert.Job
	for _, f := range p.formats {
		w, err := c.writer(f, in, p, b.Lone)
		if err != nil {
			return found.outcome(b).fail(err)
		}
		jobs = append(jobs, convert.Job{Writer: w, Out: c.output(p, f, in, b, found, made)})
	}
	c.diag.progress.phase("writing " + in.named())
	err = convert.Write(ctx, b, jobs, found.report)
	if o, _ := c.optionsFor(in, ""); err == nil && o != nil && o.Ledger && !o.DryRun {
		c.diag.progress.phase("reading back " + in.named())
		err = c.balance(ctx, in, b, p, found)
	}
	o := found.outcome(b).fail(writeError(err))
	o.bytes = bytesOf(made.files)
	c.listOutputs(in, made.files)
	if keep && o.sheets == nil {
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
func claim(in *input, p *plan, name string, turn func(do func()), names map[string]string) (d *tree.Diag) {
	if !in.guide || !p.names {
		return nil
	}
	turn(func() {
		if first, ok := names[name]; ok {
			d = &tree.Diag{Severity: tree.Error, Code: tree.Clash, Msg: fmt.Sprintf("its outputs would be those of %s: both guides are named %q", first, name),
				Hint: "convert them into two folders"}
			return
		}
		names[name] = in.dir
	})
	return d
}

// writer returns the format's writer for the input.
func (c *command) writer(f options.Format, in *input, p *plan, lone bool) (writers.Writer, error) {
	o, err := c.optionsFor(in, f.Name)
	if err != nil {
		return nil, err
	}
	if f.Name == "ansi" && p.file == "-" && o.Columns == 0 {
		k := *o
		k.Columns = c.terminalWidth()
		o = &k
	}
	files, err := options.ReadFiles(o, c.noteFile)
	if err != nil {
		return nil, err
	}
	return f.Make(&options.Settings{Options: o, Files: files, One: p.dir == "", Lone: lone}), nil
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
	s := &stopped{}
	for _, err := range errs {
		var p *fs.PathError
		if errors.As(err, &p) {
			err = fmt.Errorf("cannot write %s: %w", p.Path, p.Err)
		}
		s.problems = append(s.problems, err.Error())
	}
	return s
}

// A tally counts what a run wrote. It is safe for concurrent use.
type tally struct {
	mu    sync.Mutex
	pages int
	files []result
}

func (t *tally) add(r result) {
	t.mu.Lock()
	t.files = append(t.files, r)
	t.mu.Unlock()
}

// summary prints the last line, and the list of files of a dry run.
func (c *command) summary(t *tally) {
	if c.opts.DryRun {
		slices.SortFunc(t.files, func(a, b result) int { return strings.Compare(a.path, b.path) })
		for _, r := range t.files {
			fmt.Fprintf(c.stdout, "%-9s %s\n", r.what, printable(r.path))
		}
	}
	if !c.opts.Quiet && c.opts.Diagnostics == "" {
		writeSheets(c.stderr, c.sheets)
	}
	c.printRows()
	if c.opts.Quiet || c.opts.Diagnostics != "" || c.seen != nil || len(t.files) < 2 && !c.diag.any() && c.out.archive == nil {
		return
	}
	same, removed := 0, 0
	for _, r := range t.files {
		switch r.what {
		case "unchanged":
			same++
		case "removed":
			removed++
		}
	}
	line := count(t.pages, "page")
	switch {
	case c.out.archive != nil:
		line += c.archiveSummary(t.files)
	case len(t.files) > 0:
		line += ", " + count(len(t.files)-same-removed, "file") + map[bool]string{false: " written", true: " to write"}[c.opts.DryRun]
		if same > 0 {
			line += fmt.Sprintf(", %d unchanged", same)
		}
		if removed > 0 {
			line += fmt.Sprintf(", %d removed", removed)
		}
	}
	line += c.diag.counts()
	if isTerminal(c.stderr) {
		line += fmt.Sprintf(", %.1f s", time.Since(c.start).Seconds())
	}
	fmt.Fprintln(c.stderr, "platen: "+line)
}

// count returns "1 page", "2 pages".
func count(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
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
	c.guard.add(func() []string { return []string{name} })
	c.attached.add(name)
}
