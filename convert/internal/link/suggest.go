package link

import (
	"path"
	"slices"

	"platen/convert/internal/name"
	"platen/convert/near"
	"platen/convert/tree"
)

func didYouMean(s string) string {
	if s == "" {
		return ""
	}
	return "did you mean " + quote(s) + "?"
}

// suggestAnchor looks for a like id in the page, then for the same id in other pages.
func (r *Resolver) suggestAnchor(p *tree.Page, fragment string, self *tree.Page, s *near.Suggester) string {
	if s.Budget <= 0 {
		return ""
	}
	name := Unescape(fragment)
	s.Budget -= 20 * len(p.IDs)
	ids := make([]string, 0, len(p.IDs))
	for id := range p.IDs {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	if c := s.Nearest(name, ids); c != "" {
		return didYouMean(c)
	}
	s.Budget -= 10 * len(r.order)
	for _, q := range r.order {
		if _, ok := q.IDs[name]; ok && q != p {
			if q == self {
				return didYouMean("#" + name)
			}
			return didYouMean(q.Path + "#" + name)
		}
	}
	return ""
}

// suggestPath looks for a page with a like path, or with the same name in another folder.
func (r *Resolver) suggestPath(from, ref string, s *near.Suggester) string {
	if s.Budget <= 0 {
		return ""
	}
	want := Join(from, Unescape(ref))
	paths := r.paths()
	if noun(ref) == "file" {
		paths = r.assets.Others()
	} else if path.Ext(want) != "" {
		want = name.Stem(want) + ".md"
	} else {
		want += ".md"
	}
	if len(paths) == 0 {
		return ""
	}
	rel := func(p string) string { return didYouMean(PeerPath(from, p)) }
	base := name.Fold(path.Base(want))
	s.Budget -= 10 * len(paths)
	for _, p := range paths {
		if name.Fold(path.Base(p)) == base && base != "index.md" && base != "readme.md" {
			return rel(p)
		}
	}
	if c := s.Within(len(name.Stem(path.Base(want)))/4+1, want, paths); c != "" {
		return rel(c)
	}
	return ""
}
