package convert

import (
	"context"
	"maps"
	"slices"
	"sync"

	"platen/convert/internal/asset"
	"platen/convert/internal/link"
	"platen/convert/tree"
)

// Others finds the guide of a set that a path leads into, and the path in it from its source root, "." for its top; nil
// when there is none. The path begins with "../" and is one from the source root, or with "/" and is one from the set's
// root. It is called from several goroutines.
type Others func(path string) (g *Other, in string)

// links returns what the resolver asks.
func (o Others) links() link.Others {
	if o == nil {
		return nil
	}
	return func(path string) (*link.Other, string) {
		g, in := o(path)
		if g == nil {
			return nil, ""
		}
		return &g.other, in
	}
}

// A Directory is what other guides need to know of a guide to link to it. It can be kept as JSON.
type Directory struct {
	Name  string // its Book.Name
	Title string
	About string `json:",omitempty"` // its description
	Lang  string
	Dir   string // the pages' folder, from the source root
	Start int    // of Pages: what the top shows when it has no index page; -1 for none
	Front int    // of Pages: the contents list; -1 for none
	Pages []DirectoryPage

	once  sync.Once
	pages *link.Resolver
	front *tree.Page
}

// A DirectoryPage is a page as links find it.
type DirectoryPage struct {
	Path string   // from the pages' folder
	IDs  []string `json:",omitempty"` // sorted
}

// List reads a guide as far as links into it need to know: nothing of it is resolved. What is found is not reported.
func List(ctx context.Context, src Source, opts Options) (*Directory, error) {
	l := &loader{src: src, opts: opts, report: func(tree.Diag) {}, listing: true}
	l.opts.Others, l.opts.Account = nil, nil
	b, err := l.guide(ctx)
	if err != nil {
		return nil, err
	}
	d := &Directory{Name: b.Name, Title: b.Title(), About: b.Meta.String("description"), Lang: b.Lang(nil), Dir: l.resolver.Dir(), Start: -1, Front: -1}
	for _, p := range l.resolver.Pages() {
		if p == l.resolver.Start {
			d.Start = len(d.Pages)
		}
		if p == b.Index {
			d.Front = len(d.Pages)
		}
		d.Pages = append(d.Pages, DirectoryPage{p.Path, slices.Sorted(maps.Keys(p.IDs))})
	}
	return d, nil
}

// An Other is a guide of a set, for links from one of the others.
type Other struct{ other link.Other }

// Other returns the guide as one of the others sees it.
func (d *Directory) Other(at *tree.Neighbour) *Other {
	d.once.Do(d.resolver)
	return &Other{link.Other{At: at, Pages: d.pages, Front: d.front}}
}

// resolver makes the resolver that all of the others use.
func (d *Directory) resolver() {
	pages := make([]*tree.Page, len(d.Pages))
	mark := &tree.Anchor{}
	for i, p := range d.Pages {
		pages[i] = &tree.Page{Path: p.Path, IDs: make(map[string]tree.Node, len(p.IDs))}
		for _, id := range p.IDs {
			pages[i].IDs[id] = mark
		}
	}
	d.pages = link.New(nil, d.Dir, pages, asset.New(nil, d.Dir, nil, nil, asset.Limits{}))
	if d.Start >= 0 {
		d.pages.Start = pages[d.Start]
	}
	if d.Front >= 0 {
		d.front = pages[d.Front]
	}
}
