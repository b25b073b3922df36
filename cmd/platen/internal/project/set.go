package project

import (
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"platen/cmd/platen/internal/options"
	"platen/cmd/platen/internal/report"
	"platen/convert"
)

// readRoot reads the folder that all guides lie in, whose files they may share.
func (g *File) readRoot(value *yaml.Node) {
	if value.Kind != yaml.ScalarNode || value.Value == "" {
		g.fault(value, "for example root: .", "root is a folder")
		return
	}
	if g.by < options.ByTrusted {
		g.ignored = append(g.ignored, "root")
		return
	}
	root := filepath.FromSlash(value.Value)
	if !filepath.IsAbs(root) {
		root = filepath.Join(g.dir, root)
	}
	if info, err := os.Stat(root); err != nil || !info.IsDir() {
		g.fault(value, "", "root: there is no folder %q", value.Value)
		return
	}
	g.root = filepath.Clean(root)
}

// checkRoot looks whether all guides lie in the root.
func (g *File) checkRoot() {
	if g.root == "" {
		return
	}
	for _, e := range g.guides {
		for _, dir := range e.dirs {
			if rel, err := filepath.Rel(g.root, dir); err != nil || !filepath.IsLocal(rel) {
				g.fault(e.path, "", "the guide %s does not lie below root", filepath.ToSlash(rel))
				return
			}
		}
	}
}

// RootOf returns the root of the set that an input's folder belongs to, absolute; "" for none.
func (p *Files) RootOf(dir string) string {
	g := p.Main
	if near, ok := p.Near[report.Absolute(dir)]; ok {
		g = near
	}
	if g == nil || g.root == "" || !report.Within(report.Absolute(dir), g.root) {
		return ""
	}
	return g.root
}

// Root is the folder that paths of the set count from: the root, else the file's folder.
func (g *File) Root() string {
	if g.root != "" {
		return g.root
	}
	return g.dir
}

// Declared reports whether the file says that its guides are a set.
func (g *File) Declared() bool { return g.root != "" }

// A Guide is a guide of a project file.
type Guide struct {
	Dir    string // absolute
	Path   string // from the file's folder, slash-separated
	Name   string // that the file gives it; "" for none
	Folder string // where it stands among the outputs, slash-separated
	Clash  string // Path of the one before it that has the same folder; "" for none
}

// Guides returns all guides of the file with their folders, which do not depend on which of them are built.
func (g *File) Guides() []Guide {
	var list []Guide
	all := map[string]bool{}
	for _, dir := range g.All() {
		e := Guide{Dir: dir, Path: filepath.ToSlash(dir)}
		if rel, err := filepath.Rel(g.dir, dir); err == nil {
			e.Path = filepath.ToSlash(rel)
		}
		if entry := g.entry(dir); entry != nil {
			e.Name = entry.name
		}
		if e.Folder = Clean(g.FolderOf(dir)); e.Name != "" {
			e.Folder = convert.BookName(e.Name, filepath.Base(dir))
		}
		all[e.Folder] = true
		list = append(list, e)
	}
	first := map[string]string{}
	for i := range list {
		e := &list[i]
		e.Folder = Apart(e.Folder, all)
		if other, taken := first[e.Folder]; taken {
			e.Clash = other
			continue
		}
		first[e.Folder] = e.Path
	}
	return list
}

// Apart returns a folder of outputs that stands in none of the others: with dashes for slashes where it would.
func Apart(folder string, all map[string]bool) string {
	for above := path.Dir(folder); above != "."; above = path.Dir(above) {
		if all[above] {
			return strings.ReplaceAll(folder, "/", "-")
		}
	}
	return folder
}

// Clean makes each name on the way one that every system takes.
func Clean(folder string) string {
	parts := strings.Split(folder, "/")
	for i, p := range parts {
		parts[i] = convert.BookName("", p)
	}
	return strings.Join(parts, "/")
}

// ownBase reports whether an entry or a file in the guide's own folder says where that one guide is on the web.
func (g *File) ownBase(e *guideEntry, dir string) bool {
	says := func(s section) bool {
		return slices.ContainsFunc(s.settings, func(set setting) bool { return set.def.Name == "base-url" })
	}
	return e != nil && says(e.section) || e != nil && says(e.formats["html"]) || report.Absolute(dir) == g.dir && says(g.top) && len(g.guides) == 0
}
