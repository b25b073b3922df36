package main

import (
	"path/filepath"

	"platen/cmd/platen/internal/input"
	"platen/cmd/platen/internal/plan"
	"platen/cmd/platen/internal/report"
	"platen/convert/tree"
)

// clean brings the output folder's manifest up to date after a run, reports what is stale there, and removes it
// with --clean.
func (c *command) clean(p *plan.Plan, ins []*input.Input, complete bool) *report.Outcome {
	folders := false
	for _, in := range ins {
		folders = folders || in.Folder
	}
	if p.Dir == "" || p.Archive != "" || p.Memory || !folders {
		return nil
	}
	var formats []string
	for _, f := range p.Formats {
		formats = append(formats, f.Name)
	}
	list, err := c.out.folder.Tidy(formats, complete, c.opts.Clean)
	o := &report.Outcome{In: ins[len(ins)-1], More: true}
	for _, s := range list {
		d := report.Finding{Path: input.OutputMark + filepath.Join(p.Dir, filepath.FromSlash(s.Name)), Severity: tree.Info, Code: tree.StaleOutput}
		switch {
		case s.Removed:
			continue
		case s.Foreign:
			d.Msg = "the list of outputs names the file, and nothing here confirms that platen wrote it: it is not removed"
		case s.Changed:
			d.Msg = "an earlier run wrote the file, and somebody has changed it since: it is not removed"
		case c.opts.Clean:
			d.Severity, d.Msg = tree.Warning, "an earlier run wrote the file, and it cannot be removed"
		default:
			d.Msg, d.Hint = "an earlier run wrote the file, and this one did not", "--clean removes it"
		}
		o.Findings = append(o.Findings, d)
	}
	if err != nil && complete { // else there has been said enough
		o.Err = writeError(err)
	}
	return o
}
