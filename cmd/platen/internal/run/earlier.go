package run

import (
	"crypto/sha256"
	"fmt"
	"hash"
	"path/filepath"

	"platen/cmd/platen/internal/input"
	"platen/cmd/platen/internal/record"
	"platen/cmd/platen/internal/report"
)

// openStore opens what earlier runs have kept. It returns nil where nothing can be.
func (r *run) openStore() *record.Store {
	if r.opts.NoCache {
		return nil
	}
	return record.Open(r.opts.Cache, func(err error) {
		if r.opts.Verbose || r.opts.Cache != "" && !r.opts.Quiet {
			r.log.Note("nothing is kept for the next run: " + err.Error())
		}
	})
}

// key returns what the entry of an input is found by: all that goes into its outputs but what the source holds. ok is
// false for what is not kept: standard streams, and one page, which is converted faster than it is looked up.
func (r *run) key(in *input.Input) (k record.Key, ok bool) {
	p := r.plan
	if r.store == nil || in.Err != nil || p.Archive != "" || p.Memory || r.out.folder == nil || in.Single != "" || record.BuildID() == "" {
		return k, false
	}
	h := sha256.New()
	if r.opts.Cache != "" && p.Dir != "" { // the folder may go to another computer, or another path
		return r.portableKey(h, in)
	}
	source, err := filepath.Abs(in.Dir)
	if err != nil {
		return k, false
	}
	out, err := filepath.Abs(filepath.Join(p.Dir, p.File))
	if err != nil {
		return k, false
	}
	fmt.Fprintf(h, "%q\n", []any{report.Version(), record.BuildID(), source, in.Guide, in.Source.Name, in.Source.Pages, in.Early, out, p.Dir == "", p.Folder(in), r.env.Getenv("SOURCE_DATE_EPOCH")})
	return r.keyOf(h, in)
}

// portableKey is key without the places of source and outputs. The names of the pages tell guides apart whose folders have
// one name.
func (r *run) portableKey(h hash.Hash, in *input.Input) (k record.Key, ok bool) {
	fmt.Fprintf(h, "portable %q\n", []any{report.Version(), record.BuildID(), in.PageNames(), in.Guide, in.Source.Name, in.Source.Pages, in.Early, r.plan.Folder(in), r.plan.Apart, r.env.Getenv("SOURCE_DATE_EPOCH")})
	return r.keyOf(h, in)
}

// keyOf adds what the options say, for reading and for each format.
func (r *run) keyOf(h hash.Hash, in *input.Input) (k record.Key, ok bool) {
	fmt.Fprintf(h, "%q\n", r.src.set.sides(in))
	if !hashOptions(h, r.src, in, "") {
		return k, false
	}
	for _, f := range r.plan.Formats {
		if !hashOptions(h, r.src, in, f.Name) {
			return k, false
		}
	}
	return record.Key(h.Sum(nil)), true
}

// hashOptions adds the options for an input in a format, and the content of the files that they name.
func hashOptions(h hash.Hash, s *sources, in *input.Input, format string) bool {
	o, err := s.options(in, format)
	if err != nil {
		return false
	}
	a, err := s.attached(o)
	if err != nil {
		return false
	}
	if o.UsesInstalled(&a) { // they may have changed
		return false
	}
	fmt.Fprintf(h, "%q %s\n", format, o.Key())
	for _, data := range a.Parts() {
		fmt.Fprintf(h, "%d\n", len(data))
		h.Write(data)
	}
	return true
}
