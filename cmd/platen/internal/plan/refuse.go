package plan

import (
	"platen/cmd/platen/internal/input"
	"platen/cmd/platen/internal/options"
)

// Watchable says why what the command line asks for cannot be watched.
func (p *Plan) Watchable(ins []*input.Input) error {
	for _, in := range ins {
		if in.Single == "-" {
			return options.Wrong("standard input cannot be watched")
		}
	}
	if p.File == "-" {
		return options.WrongHint("for example -o out/, or --serve to look at it", "--watch needs an output: a file, a folder or an archive")
	}
	return nil
}

// OutOfSource refuses an output folder that is the source folder or lies in it: the next run would find the outputs
// among the source, and one mistake would write over it.
func (p *Plan) OutOfSource(o *options.Options, ins []*input.Input) error {
	if p.Dir == "" || p.Archive != "" || p.Memory || o.InSource || o.Force {
		return nil
	}
	for _, in := range ins {
		if in.Folder && !in.Archived && in.Err == nil && in.Holds(p.Dir) {
			return options.WrongHint("another folder is safer; --in-source allows this one", "-o %s: the output folder lies in the source folder, %s", p.Dir, in.Named())
		}
	}
	return nil
}
