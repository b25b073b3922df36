package link

import (
	"path"
	"slices"
	"sync"

	"platen/convert/internal/name"
	"platen/convert/near"
	"platen/convert/tree"
)

// hints are what dead addresses of a book may have meant. Each index is made when the first hint asks for it.
type hints struct {
	pages, files         func() *near.Names       // by path
	pageNames, fileNames func() map[string]string // the first path of each name without folders, by foldKey
	ids                  func() map[string]*tree.Page
	anchors              sync.Map // *tree.Page → *near.Names, sorted
	folded               sync.Map // *tree.Page → map[string]string: the first id of each folded one
}

func (h *hints) init(r *Resolver) {
	pages := sync.OnceValue(func() []string {
		s := make([]string, len(r.order))
		for i, p := range r.order {
			s[i] = p.Path
		}
		return s
	})
	byName := func(paths []string) map[string]string {
		m := make(map[string]string, len(paths))
		for _, p := range slices.Backward(paths) {
			m[name.Fold(path.Base(p))] = p
		}
		return m
	}
	h.pages = sync.OnceValue(func() *near.Names { return near.NewNames(pages()) })
	h.files = sync.OnceValue(func() *near.Names { return near.NewNames(r.assets.Others()) })
	h.pageNames = sync.OnceValue(func() map[string]string { return byName(pages()) })
	h.fileNames = sync.OnceValue(func() map[string]string { return byName(r.assets.Others()) })
	h.ids = sync.OnceValue(func() map[string]*tree.Page { // the first page with each id
		m := map[string]*tree.Page{}
		for _, p := range slices.Backward(r.order) {
			for id := range p.IDs {
				m[id] = p
			}
		}
		return m
	})
}

// idsOf returns the ids of a page.
func (h *hints) idsOf(p *tree.Page) *near.Names {
	if n, ok := h.anchors.Load(p); ok {
		return n.(*near.Names)
	}
	ids := make([]string, 0, len(p.IDs))
	for id := range p.IDs {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	n, _ := h.anchors.LoadOrStore(p, near.NewNames(ids))
	return n.(*near.Names)
}

// foldedAnchor is the first id of the page that differs from the fragment in case only, "" for none.
func (h *hints) foldedAnchor(p *tree.Page, fragment string) string {
	m, ok := h.folded.Load(p)
	if !ok {
		ids := make(map[string]string, len(p.IDs))
		for id := range p.IDs {
			if known, ok := ids[name.Fold(id)]; !ok || id < known {
				ids[name.Fold(id)] = id
			}
		}
		m, _ = h.folded.LoadOrStore(p, ids)
	}
	return m.(map[string]string)[name.Fold(Unescape(fragment))]
}

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
	if c := s.Nearest(name, r.hints.idsOf(p).Like(name)); c != "" {
		return didYouMean(c)
	}
	switch q := r.hints.ids()[name]; q {
	case nil, p:
		return ""
	case self:
		return didYouMean("#" + name)
	default:
		return didYouMean(q.Path + "#" + name)
	}
}

// suggestPath looks for a page with a like path, or with the same name in another folder.
func (r *Resolver) suggestPath(from, ref string, s *near.Suggester) string {
	if s.Budget <= 0 {
		return ""
	}
	want := Join(from, Unescape(ref))
	paths, byName := r.hints.pages, r.hints.pageNames
	if noun(ref) == "file" {
		paths, byName = r.hints.files, r.hints.fileNames
	} else if path.Ext(want) != "" {
		want = name.Stem(want) + ".md"
	} else {
		want += ".md"
	}
	rel := func(p string) string { return didYouMean(PeerPath(from, p)) }
	base := name.Fold(path.Base(want))
	if p, ok := byName()[base]; ok && base != "index.md" && base != "readme.md" {
		return rel(p)
	}
	if c := s.Within(len(name.Stem(path.Base(want)))/4+1, want, paths().Like(want)); c != "" {
		return rel(c)
	}
	return ""
}
