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
	case Outside:
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
		return Fault{tree.BadScheme, tree.Warning, fmt.Sprintf("addresses with %q are not allowed", scheme+colon(scheme)), ""}
	}
	ref, anchor, _ := CutRef(clean)
	if ref == "" {
		if self == nil || clean == "" {
			return Fault{tree.DeadLink, tree.Warning, "the address is empty", ""}
		}
		if id, ok := r.anchor(self, anchor); ok {
			t.Page, t.Anchor = self, id
			return Fault{}
		}
		return Fault{tree.AnchorMissing, tree.Warning, "no such anchor", r.suggestAnchor(self, anchor, self, s)}
	}
	pl := r.Locate(from, ref)
	if to, ok := r.redirected(from, ref); ok && !pl.found() && self != nil {
		switch kind, _, clean := Classify(to.address); kind {
		case Outside:
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
	switch {
	case pl.Page != nil:
		t.Page = pl.Page
		id, ok := r.anchor(pl.Page, anchor)
		if !ok {
			if p := r.page(Join(from, clean)); p != nil {
				t.Page = p
				return Fault{}
			}
			return Fault{tree.AnchorMissing, tree.Warning, "no such anchor", r.suggestAnchor(pl.Page, anchor, self, s)}
		}
		t.Anchor = id
	case pl.asset != nil:
		t.Asset = pl.asset
	case pl.peer != "":
		t.Peer, t.Anchor = PeerPath(from, pl.peer), Unescape(anchor)
		return Fault{tree.LinkOutside, tree.Info, "the page is not part of this conversion", ""}
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
	return "", fragment == "top"
}
