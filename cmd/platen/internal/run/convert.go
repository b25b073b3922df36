package run

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"

	"platen/cmd/platen/internal/input"
	"platen/cmd/platen/internal/options"
	"platen/cmd/platen/internal/plan"
	"platen/cmd/platen/internal/project"
	"platen/cmd/platen/internal/record"
	"platen/cmd/platen/internal/report"
	"platen/convert"
	"platen/convert/tree"
	"platen/writers"
	"platen/writers/html"
	"platen/writers/output"
)

// convert reads each input and writes its outputs. built is the project file of platen build, nil in other runs.
func (r *run) convert(ctx context.Context, args []string, built *project.File) error {
	if len(args) == 0 {
		if report.IsTerminal(r.env.Stdin) {
			return options.Wrong("no file or folder is named, and nothing comes on standard input")
		}
		args = []string{"-"}
	}
	closeAll, err := r.src.open(ctx, args, r)
	defer func() { r.preview.until(closeAll) }()
	if err != nil {
		return err
	}
	p, err := r.planned(built)
	if err != nil {
		return err
	}
	r.plan, r.src.plan = p, p
	if r.plan.File == "-" && !r.opts.DryRun && r.plan.Formats[0].Binary && report.IsTerminal(r.env.Stdout) {
		return options.WrongHint("for example -o page"+r.plan.Formats[0].Exts[0], "%s is not for a terminal", r.plan.Formats[0].Name)
	}
	r.out = newOutputs(r)
	defer func() { r.made.Files = r.out.made }()
	defer r.out.close()
	if err := r.out.open(r.src); err != nil {
		return err
	}
	if slices.ContainsFunc(r.src.ins, func(in *input.Input) bool { return in.Single == "" }) {
		r.store = r.openStore()
		r.src.store = r.store
	}
	r.src.set = r.newSet(built)
	r.front.begin(r)
	err = r.each(ctx, r.plan.Names, func(in *input.Input) *report.Outcome { return r.one(ctx, in) })
	if err := r.front.write(ctx, r); err != nil {
		r.log.Problem(report.ProblemOf(err))
		r.log.Failed = true
	}
	err = r.out.finish(ctx, err, r.log.Problem)
	if ctx.Err() == nil {
		for _, o := range r.out.tidy(r.src.ins, err == nil && !r.log.Failed) {
			if failed := r.log.Outcome(ctx, o); err == nil {
				err = failed
			}
		}
	}
	r.made.Files = r.out.made
	r.made.Archive, r.made.Entries = r.out.entries()
	r.log.Converted(&r.made, r.env.Stdout)
	return err
}

// planned decides what comes out where.
func (r *run) planned(built *project.File) (*plan.Plan, error) {
	ins := r.src.ins
	p, err := plan.New(r.opts, ins, built, report.IsTerminal(r.env.Stdout))
	if err != nil {
		return nil, input.UnreadOr(ins, err)
	}
	if r.opts.WantsSheet() && !makesDita(p) {
		return nil, options.WrongHint("add -t dita", "a .csv report has a line for each DITA topic, and none is made")
	}
	if r.series.watched {
		if err := p.Watchable(ins); err != nil {
			return nil, err
		}
	}
	if err := p.OutOfSource(r.opts, ins); err != nil {
		return nil, err
	}
	if _, err = r.src.attached(r.opts); err != nil {
		return nil, err
	}
	for _, in := range ins {
		if o, err := r.src.options(in, ""); err == nil && o.Ledger && o.AllOrNothing {
			return nil, options.Wrong("--ledger reads what is written, and --all-or-nothing writes it only when all is known")
		}
	}
	p.Place(ins, built, func(in *input.Input) string {
		o, err := r.src.options(in, "")
		if err != nil {
			return ""
		}
		return o.Name
	})
	return p, r.settled(p)
}

// settled returns what is wrong with the settings of a format, for any of the inputs.
func (r *run) settled(p *plan.Plan) error {
	for _, f := range p.Formats {
		if f.Check == nil {
			continue
		}
		seen := map[*options.Options]bool{} // all inputs have the same where there is no project file
		for _, in := range r.src.ins {
			o, err := r.src.options(in, f.Name)
			if err != nil {
				return err
			}
			if seen[o] {
				continue
			}
			seen[o] = true
			files, err := r.src.attached(o)
			if err != nil {
				return err
			}
			if err := f.Check(&options.Settings{Options: o, Files: files}); err != nil {
				return err
			}
		}
	}
	return nil
}

// one reads one input and writes its outputs.
func (r *run) one(ctx context.Context, in *input.Input) *report.Outcome {
	if first := r.plan.Clash(in); first != "" {
		d := tree.Diag{Severity: tree.Error, Code: tree.Clash, Msg: fmt.Sprintf("its outputs would be those of %s: the folder of both is %q", first, r.plan.Folder(in)),
			Hint: "`name:` in a project file gives one of them another folder"}
		o := &report.Outcome{In: in, Findings: []report.Finding{report.Place(d, &report.Locator{})}}
		return o.Fail(report.ErrPrinted)
	}
	key, keep := r.key(in)
	if keep {
		if o := r.recalled(ctx, in, key); o != nil {
			return o
		}
	}
	in.Read.Sums = keep
	r.log.Progress.Phase("reading " + in.Named())
	seen, made := &neighbours{}, &madeFiles{hold: r.holds(in)}
	_, after := afterPaper(r.plan.Formats)
	made.paper.wanted = after != nil
	var names []string
	for _, f := range r.plan.Formats {
		names = append(names, f.Name)
	}
	g, found, err := r.src.load(ctx, in, seen, names...)
	if err != nil {
		return found.Outcome(nil).Fail(err)
	}
	var o *report.Outcome
	if g.Differs() {
		o = r.apart(ctx, in, seen, made)
	} else {
		err = r.write(ctx, in, g, found, made, r.plan.Formats)
		o = found.Outcome(g.Book).Fail(err)
	}
	made.settle(o)
	if d := made.more(r.plan.Dir); d != nil {
		o.Findings = append(o.Findings, report.Place(*d, &report.Locator{}))
	}
	r.front.add(r.plan.Folder(in), o.Book)
	o.Bytes, o.Outputs = bytesOf(made.files), r.out.shown(made.files, "")
	r.out.list(in, made.files)
	if keep && o.Sheets == nil {
		if r.store.Keep(key, in.Read, o, made.files, seen.seen) && r.plan.Dir != "" && !r.opts.DryRun {
			r.store.KeepOutputs(made.files, r.out.folder.ReadFile)
		}
	}
	return o
}

// holds returns what keeps the files of an input back until all are complete, nil for nothing.
func (r *run) holds(in *input.Input) *output.Hold {
	if o, err := r.src.options(in, ""); err != nil || !o.AllOrNothing || r.plan.Memory {
		return nil
	}
	return &output.Hold{}
}

// apart reads and writes an input for each format apart, as its text differs.
func (r *run) apart(ctx context.Context, in *input.Input, seen *neighbours, made *madeFiles) *report.Outcome {
	var all *report.Outcome
	known := map[report.Finding]bool{}
	first, then := afterPaper(r.plan.Formats)
	for _, f := range slices.Concat(first, then) {
		g, found, err := r.src.load(ctx, in, seen, f.Name)
		var b *tree.Book
		if err == nil {
			b = g.Book
			err = r.write(ctx, in, g, found, made, []options.Format{f})
		}
		o := found.Outcome(b).Fail(err)
		if all == nil {
			all = &report.Outcome{In: in, Book: o.Book}
		}
		for _, d := range o.Findings {
			if !known[d] {
				known[d] = true
				all.Findings = append(all.Findings, d)
			}
		}
		all.Sheets = append(all.Sheets, o.Sheets...)
		all.Topics = append(all.Topics, o.Topics...)
		if o.Err != nil {
			return all.Fail(o.Err)
		}
	}
	return all
}

// write writes a book in these formats, and reads it back where that is asked for.
func (r *run) write(ctx context.Context, in *input.Input, g *convert.Session, found *report.Collector, made *madeFiles, formats []options.Format) error {
	b := g.Book
	first, then := afterPaper(formats)
	at, err := r.jobs(in, g, found, made, first)
	if err != nil {
		return err
	}
	if _, err := r.jobs(in, g, found, made, then); err != nil { // before anything is written
		return err
	}
	r.log.Progress.Phase("writing " + in.Named())
	err = convert.Write(ctx, b, at, found.Report)
	if ctx.Err() == nil && then != nil {
		at, _ = r.jobs(in, g, found, made, then)
		err = errors.Join(err, convert.Write(ctx, b, at, found.Report))
	}
	if o, _ := r.src.options(in, ""); err == nil && o != nil && o.Ledger && !o.DryRun {
		r.log.Progress.Phase("reading back " + in.Named())
		err = r.balance(ctx, in, b, found, formats)
	}
	return writeError(err)
}

// jobs returns what writes a book in these formats.
func (r *run) jobs(in *input.Input, g *convert.Session, found *report.Collector, made *madeFiles, formats []options.Format) ([]convert.Job, error) {
	var jobs []convert.Job
	for _, f := range formats {
		w, err := r.writer(f, in, g.Book.Lone, found, &made.paper)
		if err != nil {
			return nil, err
		}
		jobs = append(jobs, convert.Job{Writer: w, Out: r.budget(in, g.Book, w).of(r.out.of(f, in, g.Book, found, made))})
		if h, ok := w.(*html.Writer); ok && r.plan.Memory {
			r.preview.add(&opened{in: in, guide: g, pages: h.Pages(g.Book), sub: r.plan.FolderFor(f, in)})
		}
	}
	return jobs, nil
}

// recalled returns what an earlier run made of the input, nil when it has to be converted.
func (r *run) recalled(ctx context.Context, in *input.Input, key record.Key) *report.Outcome {
	if o, err := r.src.options(in, ""); err != nil || o.Ledger { // the ledger reads what was written anew
		return nil
	}
	e := r.store.Recall(ctx, key, in.Read)
	if e == nil || !r.src.set.holds(ctx, in, e.Others) || r.wantsTopics() && e.Topics == nil {
		return nil
	}
	if !e.Stands(ctx, r.out.folder.Holds) {
		return r.restored(in, e)
	}
	o := &report.Outcome{In: in, Book: e.Book, Findings: e.Findings, Topics: e.Topics}
	if r.opts.Verbose && r.opts.Diagnostics == "" {
		o.Say = "nothing has changed since the last run"
	}
	r.out.stays(in, e.Outputs)
	r.front.add(r.plan.Folder(in), e.Book)
	o.Bytes, o.Outputs, o.Again = bytesOf(e.Outputs), r.out.shown(e.Outputs, "unchanged"), true
	return o
}

// bytesOf adds up the sizes of files.
func bytesOf(files []output.File) (n int64) {
	for i := range files {
		n += files[i].Size
	}
	return n
}

// writer returns the format's writer for the input.
func (r *run) writer(f options.Format, in *input.Input, lone bool, found *report.Collector, on *paper) (writers.Writer, error) {
	o, err := r.src.options(in, f.Name)
	if err != nil {
		return nil, err
	}
	if f.Name == "ansi" && r.plan.File == "-" && o.Columns == 0 {
		if width := report.TerminalWidth(r.env.Stdout); width > 0 {
			k := *o
			k.Columns = min(max(width, 20), 100) // as wide as the terminal, within what is good to read
			o = &k
		}
	}
	files, err := r.src.attached(o)
	if err != nil {
		return nil, err
	}
	s := &options.Settings{Options: o, Files: files, One: r.plan.Dir == "", Lone: lone, Date: r.env.sourceDate()}
	on.tell(s)
	if r.wantsTopics() {
		s.Topics = func(t []options.Topic) {
			for i := range t {
				if s.One {
					t[i].File = filepath.Base(r.plan.File)
				}
			}
			found.Topics = t
		}
	}
	return f.Make(s), nil
}

// wantsTopics reports whether a report has the topics of the DITA that is made.
func (r *run) wantsTopics() bool { return r.opts.ReportsTopics() && makesDita(r.plan) }

func makesDita(p *plan.Plan) bool {
	return slices.ContainsFunc(p.Formats, func(f options.Format) bool { return f.Name == "dita" })
}
