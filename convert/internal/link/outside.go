package link

import (
	"cmp"
	"net/url"
	"path"
	"slices"
	"strings"

	"platen/convert/internal/name"
	"platen/convert/tree"
)

// Outside says where what is no part of a guide is found.
type Outside struct {
	Base    string   // the address of the guide's top, "https://example.com/guide/"; may be a path alone; "" is not known
	Repo    string   // the address of the files of the source root, "https://github.com/o/r/blob/HEAD/"; "" is not known
	Sites   []Prefix // known beginnings of addresses, the longest first
	Site    bool     // the guide is part of a site: what begins with a slash may be elsewhere on it
	FromTop bool     // the site's maker puts the path of Base before what begins with a slash
	HTML    bool     // the site's maker makes .html of .md in addresses
	Made    []string // folders below the pages' that the site's maker fills: pages about source code
}

// A Prefix is a beginning of addresses, and the address that stands for it.
type Prefix struct{ From, To string }

// made reports whether a path leads to what the site's maker makes.
func (o *Outside) made(at string) bool {
	return slices.ContainsFunc(o.Made, func(dir string) bool { return strings.HasPrefix(at, dir+"/") })
}

// known returns the whole address of one whose beginning is known. The beginning is meant as it is written, or from the
// pages' folder.
func (o *Outside) known(from, clean string) (string, bool) {
	for _, p := range o.Sites {
		if rest, ok := strings.CutPrefix(clean, p.From); ok {
			return p.To + rest, true
		}
	}
	if len(o.Sites) == 0 || strings.HasPrefix(clean, "/") {
		return "", false
	}
	ref, _, _ := CutRef(clean)
	if ref == "" {
		return "", false
	}
	at := Join(from, ref)
	if strings.HasSuffix(ref, "/") {
		at += "/"
	}
	for _, p := range o.Sites {
		if rest, ok := strings.CutPrefix(at, p.From); ok {
			return p.To + rest + clean[len(ref):], true
		}
	}
	return "", false
}

// outside makes of an address that leads out of the guide one that can be followed from its outputs: a whole one when the
// guide's own address is known, else one that is relative as it was written.
func (r *Resolver) outside(from, clean string) string {
	ref, _, _ := CutRef(clean)
	tail := clean[len(ref):]
	if strings.HasPrefix(ref, "/") {
		return r.onSite(strings.TrimLeft(ref, "/"), true) + tail
	}
	at := Join(from, Unescape(ref))
	if full := path.Join(r.dir, at); r.Outside.Repo != "" && !strings.HasPrefix(full, "..") && (name.IsPage(at) || r.inSource(full)) {
		return CleanURL(r.Outside.Repo + full + tail)
	}
	if r.Outside.HTML && name.IsPage(at) {
		at = name.Stem(at) + ".html"
	}
	if strings.HasSuffix(ref, "/") {
		at += "/"
	}
	if b, err := url.Parse(r.Outside.Base); err == nil && b.IsAbs() {
		return r.onSite(at, false) + tail
	}
	return CleanURL(PeerPath(from, at) + tail)
}

// inSource reports whether a path is that of a file or folder in the source root.
func (r *Resolver) inSource(full string) bool {
	if r.fsys == nil {
		return false
	}
	_, err := statFile(r.fsys, full)
	return err == nil
}

// onSite returns the address of a path on the site. A rooted path starts from the host, unless the site's maker puts its
// own path before it.
func (r *Resolver) onSite(at string, rooted bool) string {
	base, err := url.Parse(r.Outside.Base)
	if err != nil || r.Outside.Base == "" {
		return CleanURL("/" + at)
	}
	ref := at
	if rooted && !(r.Outside.FromTop && !r.hasPrefix(at)) {
		ref = "/" + at
	}
	to, err := url.Parse(CleanURL(ref))
	if err != nil {
		return CleanURL("/" + at)
	}
	if !strings.HasSuffix(base.Path, "/") {
		base.Path += "/"
	}
	return base.ResolveReference(to).String()
}

// hasPrefix reports whether an address has the site's own path before it already.
func (r *Resolver) hasPrefix(at string) bool {
	for _, p := range r.Addresses.Prefixes {
		if at == p || strings.HasPrefix(at, p+"/") {
			return true
		}
	}
	return false
}

// leadsOut reports whether an address for which there is nothing in the guide leads out of it: over the top of the pages'
// folder, or, on a site, to a folder that the guide has not.
func (r *Resolver) leadsOut(from, ref string) bool {
	if r.Lone || strings.Contains(strings.ToLower(ref), "%2f") {
		return false
	}
	plain := Unescape(ref)
	if !strings.HasPrefix(plain, "/") {
		at := Join(from, plain)
		if r.byAddress {
			if own, ok := r.sited().own[from]; ok {
				at = path.Join(own, plain)
			}
		}
		return at == ".." || strings.HasPrefix(at, "../") || r.otherVersion(at) || r.Outside.made(at)
	}
	if !r.Outside.Site || name.IsPage(plain) {
		return false
	}
	at := strings.Trim(path.Clean(plain), "/")
	for _, p := range r.prefixes() {
		if rest, ok := strings.CutPrefix(at, p+"/"); ok {
			at = rest
			break
		}
	}
	dir := path.Dir(at)
	if dir == "." {
		return true
	}
	for _, root := range r.roots {
		if r.folders()[path.Join(root, dir)] {
			return false
		}
	}
	return true
}

// otherVersion reports whether a path leads into the folder of a version of the guide that is not here, beside others that
// are: docs/v3.4/ where there is docs/v3.5/.
func (r *Resolver) otherVersion(at string) bool {
	parts := strings.Split(at, "/")
	for i, part := range parts[:len(parts)-1] {
		if r.folders()[path.Join(parts[:i+1]...)] {
			continue
		}
		if !isVersion(part) {
			return false
		}
		parent := path.Join(parts[:i]...)
		for dir := range r.folders() {
			if path.Dir(dir) == cmp.Or(parent, ".") && isVersion(path.Base(dir)) {
				return true
			}
		}
		return false
	}
	return false
}

// isVersion reports whether a folder is named for a version: "v3.4", "29.x", "latest".
func isVersion(s string) bool {
	switch s {
	case "latest", "next", "stable", "current", "main", "master":
		return true
	}
	s = strings.TrimPrefix(s, "v")
	return s != "" && s[0] >= '0' && s[0] <= '9' && strings.Trim(s, "0123456789.x") == ""
}

// setOutside makes the target of a link lead out of the guide.
func (r *Resolver) setOutside(t *tree.Target, from, clean string) Fault {
	t.URL = r.outside(from, clean)
	f := Fault{tree.LinkOutside, tree.Info, "it leads out of the guide", ""}
	if SchemeLen(t.URL) == 0 {
		f.Hint = "say where that is: --base-url, or sites in platen.yaml"
	}
	return f
}

// Keep makes a dead address lead where it is written to.
func (r *Resolver) Keep(t *tree.Target, from string) {
	kind, _, clean := Classify(r.address(t.Raw))
	if ref, _, _ := CutRef(clean); kind == Relative && ref != "" {
		t.URL = r.outside(from, clean)
	}
}

// Form is how a relative address is written: the addresses of one form live or die together.
func (r *Resolver) Form(raw string) string {
	kind, _, clean := Classify(r.address(raw))
	ref, _, _ := CutRef(clean)
	if kind != Relative || ref == "" {
		return ""
	}
	what := "no extension"
	switch ext := strings.ToLower(path.Ext(ref)); {
	case name.IsPage(ref):
		what = ext
	case ext == ".html" || ext == ".htm":
		what = ".html"
	case strings.HasSuffix(ref, "/"):
		what = "a slash at the end"
	case ext != "" && len(ext) <= 6:
		return "" // a file: each is missing for itself
	}
	if ref[0] == '/' {
		return `with "/" before and ` + what
	}
	return "with " + what
}
