package link

import (
	"fmt"
	"path"

	"platen/convert/internal/name"
	"platen/convert/near"
	"platen/convert/tree"
)

// Others finds the guide of a set that a path leads into, and the path in that guide, "." for its top; nil when there is
// none. The path is from the source root and begins with "../", or from the set's root and begins with "/".
type Others func(path string) (o *Other, in string)

// An Other is a guide of the set as far as links into it need to know.
type Other struct {
	At    *tree.Neighbour
	Pages *Resolver  // of its pages, of which there are paths and ids
	Front *tree.Page // the page that is the contents list; nil for none
}

// abroad sets the target of an address that leads into another guide of the set, and says what there is to say about it;
// ok is false when it leads into none.
func (r *Resolver) abroad(t *tree.Target, from, ref, anchor string, s *near.Suggester) (f Fault, ok bool) {
	if r.Others == nil || r.Lone {
		return Fault{}, false
	}
	for _, at := range r.waysOut(from, Unescape(ref)) {
		o, in := r.Others(at)
		if o == nil {
			continue
		}
		if p, inside := name.RelativeTo(o.Pages.dir, in); inside {
			if pl := o.Pages.locate("", p, p); pl.Page != nil {
				return o.arrive(t, pl, anchor, s), true
			}
		}
		if !ok {
			f, ok = Fault{tree.DeadLink, tree.Warning, fmt.Sprintf("the guide %s has no such page", quote(o.At.Title)), o.Pages.suggestPath("", in, s)}, true
		}
	}
	return f, ok
}

// waysOut are the paths that an address out of the guide may mean, from the source root: seen from the page's file, and
// from its address on a site.
func (r *Resolver) waysOut(from, plain string) []string {
	if plain[0] == '/' {
		return []string{path.Clean(plain)}
	}
	var ways []string
	add := func(at string) {
		if full := path.Join(r.dir, at); name.Leaves(full) {
			ways = append(ways, full)
		}
	}
	if own, ok := r.sited().own[from]; r.byAddress && ok {
		add(path.Join(own, plain))
	}
	add(Join(from, plain))
	if at, ok := siteJoin(from, plain); ok && !name.IsPage(plain) {
		add(at)
	}
	return ways
}

// arrive sets the target to a page of the guide.
func (o *Other) arrive(t *tree.Target, pl Place, anchor string, s *near.Suggester) Fault {
	p := pl.Page
	t.Guide, t.Peer, t.Index = o.At, p.Path, o.Pages.index[path.Dir(p.Path)] == p
	t.Front = p == o.Front
	id, ok := o.Pages.anchor(p, anchor)
	if !ok {
		if t.Anchor = o.Pages.hints.foldedAnchor(p, anchor); t.Anchor != "" {
			return anchorCase(t.Anchor)
		}
		return Fault{tree.AnchorMissing, tree.Warning, fmt.Sprintf("no such anchor in the guide %s", quote(o.At.Title)), o.Pages.suggestAnchor(p, anchor, p, s)}
	}
	t.Anchor = id
	if pl.near != "" {
		return Fault{tree.LinkCase, tree.Warning, "the file is spelled " + quote(pl.near), ""}
	}
	return Fault{}
}
