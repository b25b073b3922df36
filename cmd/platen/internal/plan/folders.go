package plan

import (
	"path/filepath"
	"strings"

	"platen/cmd/platen/internal/input"
	"platen/cmd/platen/internal/project"
	"platen/convert"
)

// Place decides where below the output folder each guide among several stands: in a folder that is called as its source
// folder is, whatever its title. Of guides in folders of one name it is the part of the path in which they differ. built
// is the project file of platen build, nil in other runs; name returns what a project file calls the guide, "" for
// nothing.
func (p *Plan) Place(ins []*input.Input, built *project.File, name func(*input.Input) string) {
	p.folders, p.taken, p.numbers = map[*input.Input]string{}, map[*input.Input]string{}, map[*input.Input]int{}
	if !p.Names {
		return
	}
	if built != nil {
		p.placeBuilt(ins, built)
		return
	}
	alike := map[string][][]string{} // the ways to guides of one name
	for _, in := range ins {
		if parts := partsOf(in); in.Guide {
			alike[parts[len(parts)-1]] = append(alike[parts[len(parts)-1]], parts)
		}
	}
	all := map[string]bool{}
	for _, in := range ins {
		if !in.Guide {
			continue
		}
		switch called := name(in); {
		case called != "":
			p.folders[in] = convert.BookName(called, in.Source.Name)
		default:
			parts := partsOf(in)
			p.folders[in] = project.Clean(strings.Join(parts[common(alike[parts[len(parts)-1]]):], "/"))
		}
		all[p.folders[in]] = true
	}
	first := map[string]*input.Input{}
	for _, in := range ins {
		if !in.Guide {
			continue
		}
		folder := project.Apart(p.folders[in], all) // no guide's outputs stand among those of another one
		p.folders[in] = folder
		if first[folder] != nil {
			p.taken[in] = first[folder].Named()
			continue
		}
		first[folder] = in
	}
}

// placeBuilt takes the folders of the project file.
func (p *Plan) placeBuilt(ins []*input.Input, built *project.File) {
	of, number := map[string]project.Guide{}, map[string]int{}
	for i, g := range built.Guides() {
		of[g.Dir], number[g.Dir] = g, i+1
	}
	for _, in := range ins {
		abs, err := filepath.Abs(in.Dir)
		if g, ok := of[abs]; ok && err == nil && in.Guide {
			p.numbers[in] = number[abs]
			if p.folders[in] = g.Folder; g.Clash != "" {
				p.taken[in] = g.Clash
			}
		}
	}
}

// Clash names the input before that has the same folder, "" for none.
func (p *Plan) Clash(in *input.Input) string { return p.taken[in] }

// Folder returns the folder of a guide among several, slash-separated; "" for any other input.
func (p *Plan) Folder(in *input.Input) string { return p.folders[in] }

// Number returns the place of a guide among all of the project file, from 1; 0 where there is no such file.
func (p *Plan) Number(in *input.Input) int { return p.numbers[in] }

// common returns how many names on all the ways are the same; each has one of its own.
func common(ways [][]string) int {
	n := len(ways[0]) - 1
	for _, way := range ways[1:] {
		same := 0
		for same < min(n, len(way)-1) && way[same] == ways[0][same] {
			same++
		}
		n = same
	}
	return n
}

// partsOf returns the names on the way to a guide, the last one its own. An archive counts as the folder that it holds.
func partsOf(in *input.Input) []string {
	dir := in.Dir
	if in.Archived {
		dir = filepath.Join(filepath.Dir(in.Archive), in.Source.Name)
	}
	if abs, err := filepath.Abs(dir); err == nil {
		dir = abs
	}
	return strings.Split(strings.Trim(filepath.ToSlash(dir), "/"), "/")
}
