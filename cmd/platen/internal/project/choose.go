package project

import (
	"cmp"
	"context"
	"io/fs"
	"math/bits"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/bmatcuk/doublestar/v4"

	"platen/cmd/platen/internal/options"
	"platen/cmd/platen/internal/report"
	"platen/convert"
)

// Choose returns the guides of the file that a selection asks for, in the order of the file.
func (g *File) Choose(ctx context.Context, s *options.Selection) ([]Guide, error) {
	all := g.Guides()
	list := all
	if len(s.Guides) > 0 {
		wanted := map[string]bool{}
		for _, pattern := range s.Guides {
			found, err := named(all, pattern)
			if err != nil {
				return nil, err
			}
			for _, e := range found {
				wanted[e.Dir] = true
			}
		}
		list = slices.DeleteFunc(slices.Clone(all), func(e Guide) bool { return !wanted[e.Dir] })
	}
	if s.Changed != "" {
		changed, err := g.changedSince(ctx, s.Changed, all)
		if err != nil {
			return nil, err
		}
		list = slices.DeleteFunc(slices.Clone(list), func(e Guide) bool { return !changed[e.Dir] })
	}
	if s.Shard.N > 1 {
		list = shard(list, s.Shard)
	}
	return list, nil
}

// named returns the guides that a path, a name or a pattern means.
func named(all []Guide, pattern string) (list []Guide, err error) {
	plain := strings.Trim(path.Clean(filepath.ToSlash(pattern)), "/")
	if !doublestar.ValidatePattern(plain) {
		return nil, options.Wrong("--guide: %q is no pattern of names", pattern)
	}
	abs := report.Absolute(pattern)
	var names []string
	for _, e := range all {
		is := e.Dir == abs
		for _, name := range []string{e.Path, path.Base(e.Path), e.Name, e.Folder} {
			ok, _ := doublestar.Match(plain, name)
			is = is || name != "" && (ok || name == pattern)
		}
		if is {
			list = append(list, e)
		}
		names = append(names, e.Path)
	}
	if len(list) == 0 {
		hint := "platen build --list says which there are"
		if s := options.Suggest(plain, names); s != "" {
			hint = "did you mean " + s + "?"
		}
		return nil, options.WrongHint(hint, "--guide: no guide of the project is %q", pattern)
	}
	return list, nil
}

// shard returns a part of the guides. The parts have about the same number of bytes: the largest guides are dealt out
// first, each to the part that has the least. Sizes count roughly, so that an edit moves no guide to another part.
func shard(list []Guide, s options.Shard) []Guide {
	type sized struct {
		i    int
		size int64
	}
	order := make([]sized, len(list))
	for i, e := range list {
		order[i] = sized{i, roughly(Bytes(e.Dir))}
	}
	slices.SortStableFunc(order, func(a, b sized) int {
		return cmp.Or(cmp.Compare(b.size, a.size), cmp.Compare(list[a.i].Path, list[b.i].Path))
	})
	load := make([]int64, s.N)
	mine := map[int]bool{}
	for _, e := range order {
		least := 0
		for i, n := range load {
			if n < load[least] {
				least = i
			}
		}
		load[least] += e.size
		if least == s.I-1 {
			mine[e.i] = true
		}
	}
	var out []Guide
	for i, e := range list {
		if mine[i] {
			out = append(out, e)
		}
	}
	return out
}

// roughly rounds a size up to two binary digits.
func roughly(n int64) int64 {
	n = max(n, 1024)
	unit := int64(1) << (bits.Len64(uint64(n)) - 2)
	return (n + unit - 1) / unit * unit
}

// Bytes returns how many bytes of Markdown are in a folder.
func Bytes(dir string) (n int64) {
	walkPages(dir, func(p string, d fs.DirEntry) {
		if info, err := d.Info(); err == nil {
			n += info.Size()
		}
	})
	return n
}

// walkPages calls visit for each page in a folder, by its slash-separated path; hidden folders are left out, and links
// are not followed.
func walkPages(dir string, visit func(p string, d fs.DirEntry)) {
	fs.WalkDir(os.DirFS(dir), ".", func(p string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return nil
		case d.IsDir() && p != "." && (strings.HasPrefix(d.Name(), ".") || d.Name() == "node_modules"):
			return fs.SkipDir
		case d.Type().IsRegular() && convert.IsPage(p):
			visit(p, d)
		}
		return nil
	})
}
