package run

import (
	"path/filepath"

	"platen/cmd/platen/internal/input"
	"platen/cmd/platen/internal/record"
	"platen/cmd/platen/internal/report"
	"platen/writers/output"
)

// restored writes the outputs of an input as an earlier run has kept them, nil when it has not: a cache folder that is
// named holds them, so that they come out on another computer without being made again.
func (r *run) restored(in *input.Input, e *record.Entry) *report.Outcome {
	if r.plan.Dir == "" || r.opts.DryRun {
		return nil
	}
	data := r.store.Outputs(e.Outputs)
	if data == nil {
		return nil
	}
	made := &madeFiles{}
	o := &report.Outcome{In: in, Book: e.Book, Findings: e.Findings, Topics: e.Topics, Again: true}
	if r.opts.Verbose && r.opts.Diagnostics == "" {
		o.Say = "its outputs come from the cache"
	}
	for i, f := range e.Outputs {
		at := r.out.folder.At("", f.Format)
		at.Made = made.add
		at.Refused = func(why *output.Refusal) {
			if why.Clash || made.refuse() <= maxRefused {
				o.Findings = append(o.Findings, report.Place(refusal(filepath.Join(r.plan.Dir, filepath.FromSlash(why.Name)), why), &report.Locator{}))
			}
		}
		w, err := at.Create(f.Name)
		if err == nil {
			if _, err = w.Write(data[i]); err == nil {
				err = w.Close()
			} else {
				w.Close()
			}
		}
		if err != nil {
			return o.Fail(writeError(err))
		}
	}
	if d := made.more(r.plan.Dir); d != nil {
		o.Findings = append(o.Findings, report.Place(*d, &report.Locator{}))
	}
	r.front.add(r.plan.Folder(in), e.Book)
	o.Bytes, o.Outputs = bytesOf(made.files), r.out.shown(made.files, "")
	r.out.list(in, made.files)
	return o
}
