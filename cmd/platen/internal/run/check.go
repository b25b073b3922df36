package run

import (
	"context"
	"strconv"

	"platen/cmd/platen/internal/input"
	"platen/cmd/platen/internal/options"
	"platen/cmd/platen/internal/plan"
	"platen/cmd/platen/internal/report"
	"platen/convert/tree"
	"platen/writers/html"
)

// check reads the inputs and prints what is found.
func (r *run) check(ctx context.Context, args []string) error {
	if len(args) == 0 {
		return options.WrongHint("for example platen check guide/", "check needs a file or folder")
	}
	closeAll, err := r.src.open(ctx, args, r)
	defer closeAll()
	if err != nil {
		return err
	}
	if r.opts.WantsSheet() {
		return options.WrongHint("platen guide/ -o dita/ -t dita --dry-run --report x.csv writes nothing but the report", "a .csv report has a line for each DITA topic, and check makes none")
	}
	if r.opts.Serve != "" {
		return options.Wrong("check makes nothing that --serve could show; --watch goes on checking")
	}
	if r.series.watched {
		if err := (&plan.Plan{}).Watchable(r.src.ins); err != nil {
			return err
		}
	}
	err = r.each(ctx, true, func(in *input.Input) *report.Outcome {
		r.log.Progress.Phase("reading " + in.Named())
		g, found, err := r.src.load(ctx, in, &neighbours{})
		if g == nil {
			return found.Outcome(nil).Fail(err)
		}
		checkCode(g.Book, found.Report)
		return found.Outcome(g.Book).Fail(err)
	})
	r.log.Checked(r.made.Pages)
	return err
}

// checkCode finds code blocks in languages that no writer knows. When something is written, the writers say so.
func checkCode(b *tree.Book, report func(tree.Diag)) {
	for _, p := range b.Pages {
		for c := range tree.CodeBlocks(p) {
			if c.Lang != "" && !html.KnownLanguage(c.Lang) {
				report(tree.Diag{Page: p, Pos: c.Pos, Severity: tree.Info, Code: tree.UnknownLang, Msg: "code in the unknown language " + strconv.Quote(c.Lang)})
			}
		}
	}
}
