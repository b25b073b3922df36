package link

import (
	"cmp"
	"fmt"
	"path"
	"strings"

	"platen/convert/internal/name"
	"platen/convert/near"
	"platen/convert/tree"
)

// A Fault is what is wrong with an address; without a code there is nothing.
type Fault struct {
	Code     tree.DiagCode
	Severity tree.Severity
	Msg      string // after `link to "x": `
	Hint     string
}

// Resolve sets the target of a link in a page at from (self is that page, nil for a contents file)
// and returns what there is to say about it; a zero code is nothing.
func (r *Resolver) Resolve(t *tree.Target, self *tree.Page, from string, s *near.Suggester) Fault {
	kind, scheme, clean := Classify(r.address(t.Raw))
	switch kind {
	case Absolute:
		if scheme == "//" {
			clean = "https:" + clean
		}
		t.URL = CleanURL(clean)
		return addressFault(scheme, clean)
	case BadControl:
		return Fault{tree.BadScheme, tree.Warning, "the address holds control characters", ""}
	case BadHost:
		return Fault{tree.BadAddress, tree.Warning, "it has no host that could be reached", ""}
	case BadScheme, DataURL:
		if r.labelled(t, clean) {
			return Fault{}
		}
		if r.Labels {
			if f, ok := mystAddress(t, scheme, clean); ok {
				return f
			}
		}
		return Fault{tree.BadScheme, tree.Warning, fmt.Sprintf("addresses with %q are not allowed", scheme+colon(scheme)), ""}
	}
	if to, ok := r.Outside.known(from, clean); ok {
		t.URL = CleanURL(to)
		return Fault{}
	}
	ref, anchor, _ := CutRef(clean)
	if ref == "" {
		return r.own(t, self, clean, anchor, s)
	}
	pl := r.Locate(from, ref)
	if to, ok := r.redirected(from, ref); ok && !pl.found() && self != nil {
		switch kind, _, clean := Classify(to.address); kind {
		case Absolute:
			t.URL = CleanURL(clean)
			return Fault{}
		case Relative:
			ref, anchor = to.Place(anchor)
			pl, from = r.Locate(to.from, ref), to.from
		}
	}
	if !pl.found() && clean != ref { // a name with # or ? in it
		if p := r.page(Join(from, clean)); p != nil {
			pl, anchor = Place{Page: p}, ""
		}
	}
	if !pl.found() && r.labelled(t, clean) {
		return Fault{}
	}
	if !pl.found() && r.Addresses.Wiki {
		pl.Page = r.wiki(from, ref)
	}
	if !pl.found() {
		if f, ok := r.abroad(t, from, ref, anchor, s); ok {
			return f
		}
	}
	return r.arrive(t, pl, self, from, ref, anchor, clean, s)
}

// own resolves an address that is an anchor alone, or nothing.
func (r *Resolver) own(t *tree.Target, self *tree.Page, clean, anchor string, s *near.Suggester) Fault {
	if self == nil || clean == "" {
		return Fault{tree.DeadLink, tree.Warning, "the address is empty", ""}
	}
	if id, ok := r.anchor(self, anchor); ok {
		t.Page, t.Anchor = self, id
		return Fault{}
	}
	if r.labelled(t, anchor) {
		return Fault{}
	}
	if id := r.hints.foldedAnchor(self, anchor); id != "" {
		t.Page, t.Anchor = self, id
		return anchorCase(id)
	}
	return Fault{tree.AnchorMissing, tree.Warning, "no such anchor", r.suggestAnchor(self, anchor, self, s)}
}

// labelled sets the target when the address is an id in any page of the book.
func (r *Resolver) labelled(t *tree.Target, clean string) bool {
	p, id := r.label(clean)
	if p != nil {
		t.Page, t.Anchor = p, id
	}
	return p != nil
}

// arrive sets the target to a place that was found, and says what there is to say about it.
func (r *Resolver) arrive(t *tree.Target, pl Place, self *tree.Page, from, ref, anchor, clean string, s *near.Suggester) Fault {
	switch {
	case pl.Page != nil:
		t.Page = pl.Page
		id, ok := r.anchor(pl.Page, anchor)
		if !ok {
			if p := r.page(Join(from, clean)); p != nil {
				t.Page = p
				return Fault{}
			}
			if t.Anchor = r.hints.foldedAnchor(pl.Page, anchor); t.Anchor != "" {
				return anchorCase(t.Anchor)
			}
			return Fault{tree.AnchorMissing, tree.Warning, "no such anchor", r.suggestAnchor(pl.Page, anchor, self, s)}
		}
		t.Anchor = id
	case pl.asset != nil:
		if why := r.assets.LeftOutAsset(pl.asset); why != "" {
			return Fault{tree.ActiveFile, tree.Warning, why + ", and is left out", "--allow-html copies it"}
		}
		t.Asset = pl.asset
	case pl.peer != "":
		t.Peer, t.Anchor = PeerPath(from, pl.peer), Unescape(anchor)
		return Fault{tree.LinkOutside, tree.Info, "the page is not part of this conversion", ""}
	case template(clean):
		return Fault{tree.LinkOutside, tree.Info, "a template makes the address: it is not known", ""}
	case r.Others != nil && pl.foreign:
		return Fault{tree.DeadLink, tree.Warning, "the page is part of no guide of the set", ""}
	case r.leadsOut(from, ref):
		return r.setOutside(t, from, clean)
	case pl.escapes:
		return Fault{tree.OutsideRoot, tree.Warning, "the path leads out of the source folder", ""}
	case pl.foreign:
		return Fault{tree.DeadLink, tree.Warning, "the page is not part of this guide", ""}
	case pl.folder:
		return Fault{tree.DeadLink, tree.Warning, "the folder has no index page", ""}
	default:
		if t := trouble(r.fsys, path.Join(r.dir, Join(from, Unescape(ref))), tree.DeadLink); t.Code != "" {
			return t
		}
		return Fault{tree.DeadLink, tree.Warning, "no such " + noun(ref), cmp.Or(hostHint(ref), r.suggestPath(from, ref, s))}
	}
	if pl.near != "" {
		return Fault{tree.LinkCase, tree.Warning, "the file is spelled " + quote(pl.near), ""}
	}
	return Fault{}
}

func anchorCase(id string) Fault {
	return Fault{tree.LinkCase, tree.Warning, "the anchor is spelled " + quote(id), ""}
}

// template reports whether an address has marks of a template that was not filled in.
func template(s string) bool {
	s = Unescape(s)
	return strings.Contains(s, "{{") || strings.Contains(s, "{%") || strings.Contains(s, "${")
}

func colon(scheme string) string {
	if strings.ContainsAny(scheme, `/\`) {
		return ""
	}
	return ":"
}

func noun(ref string) string {
	if ext := path.Ext(ref); name.IsPage(ref) || ext == "" || ext == ".html" {
		return "page"
	}
	return "file"
}

func quote(s string) string { return `"` + s + `"` }

// anchor returns the id that a fragment means in p. Matching is exact; percent-encoding is undone when
// the fragment as written is no id. "#" and "#top" are the page's top. What browsers look for in a page's text
// (URL Fragment Text Directives) is no part of the id, nor is the prefix that GitHub gives to ids.
func (r *Resolver) anchor(p *tree.Page, fragment string) (string, bool) {
	fragment, _, _ = strings.Cut(fragment, ":~:")
	if fragment == "" {
		return "", true
	}
	if _, ok := p.IDs[fragment]; ok {
		return fragment, true
	}
	if plain := Unescape(fragment); plain != fragment {
		if _, ok := p.IDs[plain]; ok {
			return plain, true
		}
	}
	if own, ok := strings.CutPrefix(fragment, "user-content-"); ok && p.IDs[own] != nil {
		return own, true
	}
	if r.Addresses.Wiki {
		if id := wikiAnchor(p, Unescape(fragment)); id != "" {
			return id, true
		}
	}
	return "", fragment == "top"
}
