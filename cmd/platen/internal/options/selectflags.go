package options

import (
	"fmt"
	"strings"
)

// A Selection says which of a project's guides are built.
type Selection struct {
	Guides  []string // paths, names or patterns; nil for all
	Shard   Shard
	Changed string // a revision of git: those that changes since then concern; "" for all
	List    string // list them, in this form, in place of building
}

// A Shard is one of so many parts of the guides; the zero value is all of them.
type Shard struct{ I, N int }

// MaxShards is how many parts the guides may have.
const MaxShards = 10_000

// Some reports whether it may leave guides out.
func (s *Selection) Some() bool { return len(s.Guides) > 0 || s.Shard.N > 1 || s.Changed != "" }

// selectFlags say which guides of a project file are built.
func selectFlags() []Flag {
	return []Flag{
		{Name: "guide", writes: true, By: ByLine, Many: true, Arg: "PATH|NAME|PATTERN", Group: groupRun,
			Doc: "Build only these guides of the project file: by folder, by name or output folder, or by a pattern of either. May be repeated. For platen build.",
			set: func(o *Options, v string) error {
				if v == "" {
					return Wrong("it needs a name")
				}
				o.Select.Guides = append(o.Select.Guides, v)
				return nil
			}},
		{Name: "shard", writes: true, By: ByLine, Arg: "I/N", Group: groupRun,
			Doc: "Build the I-th of N parts of the guides, of about the same number of bytes. Another computer builds the others; 0/N is the last part, for engines that count from 0. For platen build.",
			set: setShard},
		{Name: "changed-since", writes: true, By: ByLine, Arg: "REVISION", Group: groupRun,
			Doc: "Build only the guides that differ from this revision, as git says: their pages and files, what they include, show or link to, and the project file. For platen build.",
			set: func(o *Options, v string) error {
				if v == "" || strings.HasPrefix(v, "-") {
					return Wrong("%q is no revision", v)
				}
				o.Select.Changed = v
				return nil
			}},
		setBy(ByLine, written(bare("json", oneOf("list", "", groupRun, "List the guides that would be built, as JSON or as a path a line, and build nothing. For platen build.",
			func(o *Options) *string { return &o.Select.List }, "none", "json", "paths")))),
	}
}

// bare returns the flag with a value for when it stands without one.
func bare(value string, f Flag) Flag {
	f.Bare = value
	return f
}

// setShard reads I/N. 0/N is the last one, so that engines which count from 0 need not add.
func setShard(o *Options, v string) error {
	var s Shard
	var rest string
	if n, _ := fmt.Sscanf(v, "%d/%d%s", &s.I, &s.N, &rest); n != 2 || s.I < 0 || s.N < 1 || s.N > MaxShards || s.I > s.N {
		return Wrong("%q is not like 2/10, the second of ten", v)
	}
	if s.I == 0 {
		s.I = s.N
	}
	o.Select.Shard = s
	return nil
}
