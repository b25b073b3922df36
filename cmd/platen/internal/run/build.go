package run

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"platen/cmd/platen/internal/options"
	"platen/cmd/platen/internal/project"
)

// build converts what the project file says: all of its guides, or those that are asked for.
func (r *run) build(ctx context.Context, args []string) error {
	if len(args) > 1 {
		return options.WrongHint("several guides stand in one file, under guides", "build takes one project file")
	}
	file, sel := r.src.project.Main, &r.opts.Select
	if r.opts.Output == "" && sel.List == "" {
		return options.WrongHint("for example output: out/", "%s says nothing about output, and there is no -o", file.Path)
	}
	list, err := file.Choose(ctx, sel)
	if err != nil {
		return err
	}
	if sel.List != "" {
		return r.listGuides(list)
	}
	if len(list) == 0 {
		if !r.opts.Quiet {
			r.log.Remark("there is nothing to build: " + nothing(sel))
		}
		return nil
	}
	var dirs []string
	wd, _ := os.Getwd()
	for _, g := range list {
		d := g.Dir
		if rel, err := filepath.Rel(wd, d); err == nil {
			d = rel
		}
		dirs = append(dirs, d)
	}
	return r.convert(ctx, dirs, file)
}

// nothing says why a selection is empty.
func nothing(s *options.Selection) string {
	if s.Changed != "" {
		return "no guide has changed since " + s.Changed
	}
	return fmt.Sprintf("there are fewer guides than %d", s.Shard.I)
}

// listGuides prints the guides that would be built.
func (r *run) listGuides(list []project.Guide) error {
	if r.opts.Select.List == "paths" {
		for _, g := range list {
			fmt.Fprintln(r.env.Stdout, g.Path)
		}
		return nil
	}
	type guide struct {
		Path   string `json:"path"`
		Name   string `json:"name,omitempty"`
		Folder string `json:"folder"`
		Bytes  int64  `json:"bytes"`
	}
	out := []guide{}
	for _, g := range list {
		out = append(out, guide{g.Path, g.Name, g.Folder, project.Bytes(g.Dir)})
	}
	var b strings.Builder
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(out); err != nil {
		return err
	}
	_, err := fmt.Fprint(r.env.Stdout, b.String())
	return err
}
