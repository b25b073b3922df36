package watch

import (
	"os"
	"path/filepath"
	"slices"
	"strings"

	"platen/cmd/platen/internal/report"
)

// A Scope is what a build was made from and what it made, in absolute paths: which changes mean another build.
type Scope struct {
	Trees []string        // folders of guides, with all below them
	Hosts []string        // folders in which a new folder is a new guide
	Files map[string]bool // files read one by one: pages and what they show, the project file, style sheets
	Outs  []string        // output folders that are not the source: nothing in them counts
	Made  map[string]bool // files that the build wrote
	Names []string        // what the user named, for messages
}

// Named lists what is watched.
func (s *Scope) Named() string {
	if n := len(s.Names); n > 3 {
		return strings.Join(s.Names[:2], ", ") + " and " + report.Count(n-2, "other")
	}
	return strings.Join(s.Names, ", ")
}

// Wants reports whether a change of the path means another build.
func (s *Scope) Wants(path string) bool {
	switch {
	case s.Made[path] || slices.ContainsFunc(s.Outs, func(out string) bool { return report.Within(path, out) }):
		return false
	case s.Files[path]:
		return true
	}
	for _, tree := range s.Trees {
		if path == tree {
			return true
		}
		if report.Within(path, tree) {
			rel := path[len(strings.TrimSuffix(tree, string(filepath.Separator)))+1:]
			return !slices.ContainsFunc(strings.Split(filepath.ToSlash(rel), "/"), passing)
		}
	}
	return slices.Contains(s.Hosts, filepath.Dir(path)) && !passing(filepath.Base(path)) && filepath.Ext(path) == ""
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
func (s *Scope) folders() (dirs, missing []string) {
	seen := map[string]bool{}
	add := func(dir string) {
		if !seen[dir] {
			seen[dir] = true
			dirs = append(dirs, dir)
		}
	}
	for _, tree := range s.Trees {
		if info, err := os.Stat(tree); err != nil || !info.IsDir() {
			missing = append(missing, tree)
			continue
		}
		for _, dir := range s.Below(tree) {
			add(dir)
		}
	}
	for _, dir := range s.Hosts {
		add(dir)
	}
	for f := range s.Files {
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

// Below returns dir and the folders below it that changes are wanted of. Links to folders are not followed.
func (s *Scope) Below(dir string) []string {
	dirs := []string{dir}
	for i := 0; i < len(dirs) && len(dirs) < maxWatched; i++ {
		entries, _ := os.ReadDir(dirs[i])
		for _, e := range entries {
			if p := filepath.Join(dirs[i], e.Name()); e.IsDir() && s.Wants(p) {
				dirs = append(dirs, p)
			}
		}
	}
	return dirs
}
