package run

import (
	"context"
	"errors"
	"path/filepath"
	"strconv"
	"time"

	"platen/cmd/platen/internal/input"
	"platen/cmd/platen/internal/report"
	"platen/convert/tree"
	"platen/writers"
	"platen/writers/output"
)

// openArchive begins the archive of -o. Its entries have the time of SOURCE_DATE_EPOCH, else one that is always the
// same.
func (o *outputs) openArchive() error {
	var err error
	if o.one.Device {
		o.file, err = output.OpenDevice(o.one.Path, o.opts.DryRun)
	} else {
		o.file, err = o.folder.File(output.NamedFile{Name: filepath.Base(o.one.Path), Shown: o.plan.Archive, Ours: o.ours})
	}
	if err != nil {
		return err
	}
	if o.archive = output.TarGz(o.file); input.ArchiveExt(o.plan.Archive) == ".zip" {
		o.archive = output.Zip(o.file)
	}
	if t := o.env.sourceDate(); !t.IsZero() {
		o.archive.SetTime(t)
	}
	return nil
}

// sourceDate is the time of SOURCE_DATE_EPOCH, the zero time where that says none.
// (https://reproducible-builds.org/specs/source-date-epoch/)
func (e *Env) sourceDate() time.Time {
	n, err := strconv.ParseInt(e.Getenv("SOURCE_DATE_EPOCH"), 10, 64)
	if err != nil {
		return time.Time{}
	}
	return time.Unix(n, 0)
}

// finish writes the archive of -o, if there is one. failed is what stopped an input or a format: then the archive that
// was there before stays. problem gets what stops it.
func (o *outputs) finish(ctx context.Context, failed error, problem func(report.Problem)) error {
	if o.archive == nil {
		return failed
	}
	if failed != nil || ctx.Err() != nil {
		o.file.(writers.Aborter).Abort()
		if ctx.Err() == nil {
			problem(report.Problem{Code: tree.WriteFailed, File: o.plan.Archive, Msg: o.plan.Archive + " is not written, as it would lack something"})
		}
		return failed
	}
	err := o.archive.Finish(ctx)
	if err != nil {
		o.file.(writers.Aborter).Abort()
	} else {
		err = o.file.Close()
	}
	var s *report.Stopped
	if err = writeError(err); ctx.Err() != nil || !errors.As(err, &s) {
		return ctx.Err()
	}
	for _, p := range s.Problems {
		problem(p)
	}
	return report.ErrPrinted
}

// entries reports whether the outputs are in an archive, and how many files it has.
func (o *outputs) entries() (archive bool, n int) {
	if o.archive == nil {
		return false, 0
	}
	return true, o.archive.Len()
}
