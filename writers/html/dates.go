package html

import (
	"cmp"
	"maps"
	"path"
	"slices"
	"strings"

	"platen/convert/tree"
)

// changeDays finds the pages among the files of Writer.Dates, whose paths start from the top of a repository: the folder
// before the pages' own paths is the one with which most of them are found, of several the first by name.
func (s *site) changeDays() map[*tree.Page]string {
	if len(s.w.Dates) == 0 {
		return nil
	}
	byBase := map[string][]string{}
	for file := range s.w.Dates {
		byBase[path.Base(file)] = append(byBase[path.Base(file)], file)
	}
	found := map[string]int{} // pages, by the folder
	for _, e := range s.entries {
		for _, file := range byBase[path.Base(e.page.Path)] {
			if folder, ok := strings.CutSuffix("/"+file, "/"+e.page.Path); ok {
				found[folder]++
			}
		}
	}
	if len(found) == 0 {
		return nil
	}
	best := slices.MinFunc(slices.Collect(maps.Keys(found)), func(a, b string) int { return cmp.Or(found[b]-found[a], strings.Compare(a, b)) })
	days := make(map[*tree.Page]string, found[best])
	for _, e := range s.entries {
		if day := s.w.Dates[strings.TrimPrefix(best+"/"+e.page.Path, "/")]; wholeDay(day) {
			days[e.page] = day
		}
	}
	return days
}

// wholeDay is isDay for a string of any length.
func wholeDay(s string) bool { return len(s) == 10 && isDay(s) }
