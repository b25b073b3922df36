package link

import (
	"path"
	"strings"

	"platen/convert/internal/name"
	"platen/convert/tree"
)

// names returns the pages by the last part of their names, as wikis know them.
func (r *Resolver) names() map[string][]*tree.Page {
	out := make(map[string][]*tree.Page, len(r.order))
	for _, p := range r.order {
		key := WikiKey(path.Base(name.Stem(p.Path)))
		out[key] = append(out[key], p)
		for _, s := range metaStrings(p.Meta["aliases"]) {
			if k := WikiKey(s); k != key {
				out[k] = append(out[k], p)
			}
		}
	}
	return out
}

// WikiKey makes equal what wikis take for one name: in case, with blanks or hyphens.
func WikiKey(s string) string {
	return strings.Join(strings.FieldsFunc(name.Fold(s), func(c rune) bool { return c == ' ' || c == '-' || c == '_' }), "-")
}

// wiki finds the page of a name, wherever it is: the one in the page's own folder, else the one nearest to the top.
func (r *Resolver) wiki(from, ref string) *tree.Page {
	ref = strings.TrimSuffix(strings.Trim(Unescape(ref), "/"), ".md")
	for strings.HasPrefix(ref, "../") || strings.HasPrefix(ref, "./") {
		_, ref, _ = strings.Cut(ref, "/")
	}
	dir, base := path.Split(ref)
	dir = name.Fold(strings.TrimSuffix(dir, "/"))
	var best *tree.Page
	for _, p := range r.named()[WikiKey(base)] {
		folder := name.Fold(path.Dir(p.Path))
		switch {
		case dir != "" && folder != dir && !strings.HasSuffix(folder, "/"+dir):
		case path.Dir(p.Path) == path.Dir(from):
			return p
		case best == nil || strings.Count(p.Path, "/") < strings.Count(best.Path, "/"):
			best = p
		}
	}
	return best
}

// label finds the page that has an id, and the id as it is spelled there.
func (r *Resolver) label(s string) (*tree.Page, string) {
	if !r.Labels || s == "" {
		return nil, ""
	}
	for _, id := range [...]string{s, strings.ToLower(s), strings.ReplaceAll(strings.ToLower(s), " ", "-")} {
		if p := r.hints.ids()[id]; p != nil {
			return p, id
		}
	}
	return nil, ""
}

// wikiAnchor finds the heading of a page by its words: "Part", "Chapter#Part", "how-hot".
func wikiAnchor(p *tree.Page, fragment string) string {
	fragment = fragment[strings.LastIndexByte(fragment, '#')+1:]
	key := WikiKey(fragment)
	best := ""
	for id, n := range p.IDs {
		h, ok := n.(*tree.Heading)
		if ok && (WikiKey(id) == key || WikiKey(tree.PlainText(h.Inlines)) == key) && (best == "" || id < best) {
			best = id
		}
	}
	return best
}

// mystAddress sets the target of an address by a name that MyST knows: "wiki:Kiln", "doi:10.1/x". What other projects
// list (inv, xref) is known to them alone.
func mystAddress(t *tree.Target, scheme, address string) (Fault, bool) {
	_, rest, _ := strings.Cut(address, ":")
	if rest == "" {
		return Fault{}, false
	}
	switch scheme {
	case "wiki":
		t.URL = CleanURL("https://en.wikipedia.org/wiki/" + rest)
	case "doi":
		t.URL = CleanURL("https://doi.org/" + rest)
	case "inv", "xref":
		return Fault{tree.LinkOutside, tree.Info, "the label is another project's", ""}, true
	default:
		return Fault{}, false
	}
	return Fault{}, true
}
