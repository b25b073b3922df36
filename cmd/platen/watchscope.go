package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"

	"platen/cmd/platen/internal/report"
)

// A scope is what a build was made from and what it made, in absolute paths: which changes mean another build.
type scope struct {
	trees []string        // folders of guides, with all below them
	hosts []string        // folders in which a new folder is a new guide
	files map[string]bool // files read one by one: pages and what they show, the project file, style sheets
	outs  []string        // output folders that are not the source: nothing in them counts
	made  map[string]bool // files that the build wrote
	names []string        // what the user named, for messages
}

// scope returns that of a finished build.
func (c *command) scope() *scope {
	s := &scope{files: map[string]bool{}, made: map[string]bool{}}
	for _, in := range c.ins {
		s.names = append(s.names, in.Named())
		dir := report.Absolute(in.Dir)
		switch {
		case in.Archived:
			s.files[report.Absolute(in.Archive)] = true
		case in.Guide || c.opts.Each && len(in.Source.Pages) > 0 && in.Single == "":
			s.trees = append(s.trees, dir)
		default:
			for _, p := range in.Source.Pages {
				s.files[filepath.Join(dir, filepath.FromSlash(p))] = true
			}
			for _, p := range in.Read.Paths(dir) {
				s.files[p] = true
			}
		}
	}
	for _, f := range c.attached.names {
		s.files[report.Absolute(f)] = true
		if real, err := filepath.EvalSymlinks(f); err == nil {
			s.files[report.Absolute(real)] = true
		}
	}
	for _, f := range c.project.Looked { // it may come
		s.files[f] = true
	}
	if c.project.Main != nil {
		s.files[report.Absolute(c.project.Main.Path)] = true
		s.hosts = c.project.Main.Hosts()
	}
	for _, g := range c.project.Near {
		if g != nil {
			s.files[report.Absolute(g.Path)] = true
		}
	}
	for _, f := range c.outputs {
		s.made[report.Absolute(f.Path)] = true
	}
	for _, f := range append(slices.Clone(c.opts.Reports), c.opts.Baseline, c.opts.Deps) {
		if f != "" {
			s.made[report.Absolute(f)] = true
		}
	}
	if p := c.planned; p != nil && p.Archive == "" && p.Dir != "" && !p.Memory {
		out := report.Absolute(p.Dir)
		if !slices.ContainsFunc(s.trees, func(tree string) bool { return report.Within(tree, out) }) {
			s.outs = append(s.outs, out)
		}
	}
	return s
}

// named lists what is watched.
func (s *scope) named() string {
	if n := len(s.names); n > 3 {
		return strings.Join(s.names[:2], ", ") + " and " + report.Count(n-2, "other")
	}
	return strings.Join(s.names, ", ")
}

// wants reports whether a change of the path means another build.
func (s *scope) wants(path string) bool {
	switch {
	case s.made[path] || slices.ContainsFunc(s.outs, func(out string) bool { return report.Within(path, out) }):
		return false
	case s.files[path]:
		return true
	}
	for _, tree := range s.trees {
		if path == tree {
			return true
		}
		if report.Within(path, tree) {
			rel := path[len(strings.TrimSuffix(tree, string(filepath.Separator)))+1:]
			return !slices.ContainsFunc(strings.Split(filepath.ToSlash(rel), "/"), passing)
		}
	}
	return slices.Contains(s.hosts, filepath.Dir(path)) && !passing(filepath.Base(path)) && filepath.Ext(path) == ""
}

// passing reports whether a name is one that guides are not made of: hidden ones, and those of files that
// editors make for a moment.
func passing(name string) bool {
	switch {
	case strings.HasPrefix(name, "."), strings.HasSuffix(name, "~"), strings.HasPrefix(name, "#") && strings.HasSuffix(name, "#"):
		return true
	case name == "4913", name == "node_modules": // Vim looks with that number whether it may write
		return true
	case strings.HasSuffix(name, "___jb_tmp___"), strings.HasSuffix(name, "___jb_old___"):
		return true
	}
	switch strings.ToLower(filepath.Ext(name)) {
	case ".swp", ".swx", ".swo", ".tmp", ".bak", ".part", ".crdownload":
		return true
	}
	return false
}

// folders returns all folders to look at, and those that are not there.
func (s *scope) folders() (dirs, missing []string) {
	seen := map[string]bool{}
	add := func(dir string) {
		if !seen[dir] {
			seen[dir] = true
			dirs = append(dirs, dir)
		}
	}
	for _, tree := range s.trees {
		if info, err := os.Stat(tree); err != nil || !info.IsDir() {
			missing = append(missing, tree)
			continue
		}
		for _, dir := range s.below(tree) {
			add(dir)
		}
	}
	for _, dir := range s.hosts {
		add(dir)
	}
	for f := range s.files {
		dir := filepath.Dir(f)
		if info, err := os.Stat(dir); err == nil && info.IsDir() {
			add(dir)
		} else {
			missing = append(missing, dir)
		}
	}
	slices.Sort(dirs)
	return dirs, missing
}

// maxWatched is how many folders are watched at most.
const maxWatched = 10_000

// below returns dir and the folders below it that changes are wanted of. Links to folders are not followed.
func (s *scope) below(dir string) []string {
	dirs := []string{dir}
	for i := 0; i < len(dirs) && len(dirs) < maxWatched; i++ {
		entries, _ := os.ReadDir(dirs[i])
		for _, e := range entries {
			if p := filepath.Join(dirs[i], e.Name()); e.IsDir() && s.wants(p) {
				dirs = append(dirs, p)
			}
		}
	}
	return dirs
}
