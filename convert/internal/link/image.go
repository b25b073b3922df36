package link

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"platen/convert/internal/asset"
	"platen/convert/internal/name"
	"platen/convert/near"
	"platen/convert/tree"
)

// Image resolves an image's source in a page at from.
func (r *Resolver) Image(t *tree.Target, from string, s *near.Suggester) Fault {
	kind, scheme, clean := Classify(r.address(t.Raw))
	switch kind {
	case Absolute:
		if scheme != "http" && scheme != "https" {
			return Fault{tree.BadScheme, tree.Warning, fmt.Sprintf("addresses with %q are not allowed", scheme+colon(scheme)), ""}
		}
		t.URL = CleanURL(clean)
		if f := addressFault(scheme, clean); f.Code != "" {
			return f
		}
		return Fault{tree.ImageRemote, tree.Info, "the image lies on another server", ""}
	case DataURL:
		if ImageData(clean) {
			t.URL = clean
			return Fault{}
		}
		return Fault{tree.BadScheme, tree.Warning, "only PNG, JPEG, GIF and WebP may be given as data", ""}
	case BadControl:
		return Fault{tree.BadScheme, tree.Warning, "the address holds control characters", ""}
	case BadHost:
		return Fault{tree.BadAddress, tree.Warning, "it has no host that could be reached", ""}
	case BadScheme:
		return Fault{tree.BadScheme, tree.Warning, fmt.Sprintf("addresses with %q are not allowed", scheme+colon(scheme)), ""}
	}
	ref, _, _ := CutRef(clean)
	if ref == "" && clean == "" {
		return Fault{tree.ImageMissing, tree.Warning, "the address is empty", ""}
	}
	if name.IsPage(ref) {
		return Fault{tree.ImageBad, tree.Warning, "a page is no image", ""}
	}
	f, respelled, escapes := r.imageFile(from, ref, clean)
	if f == nil {
		if escapes {
			return Fault{tree.OutsideRoot, tree.Warning, "the path leads out of the source folder", ""}
		}
		if t := trouble(r.fsys, path.Join(r.dir, Join(from, Unescape(ref))), tree.ImageMissing); t.Code != "" {
			return t
		}
		return Fault{tree.ImageMissing, tree.Warning, "no such file", r.suggestPath(from, ref, s)}
	}
	bad, cut, err := r.assets.Header(f)
	if err != nil {
		return unreadableFault(err)
	}
	if bad != "" {
		return Fault{tree.ImageBad, tree.Warning, bad, ""}
	}
	t.Asset = r.assets.Use(f)
	if cut {
		return Fault{tree.ImageBad, tree.Warning, "the end of the file is missing", "copy it again"}
	}
	if respelled {
		return Fault{tree.LinkCase, tree.Warning, "the file is spelled " + quote(f.Path), ""}
	}
	return Fault{}
}

// imageFile looks for an image beside the page, then in the resource path, then in another spelling.
func (r *Resolver) imageFile(from, ref, clean string) (f *asset.File, respelled, escapes bool) {
	tries := []string{Unescape(ref)}
	for _, t := range [...]string{ref, clean, strings.ReplaceAll(Unescape(ref), `\`, "/")} {
		if !slices.Contains(tries, t) {
			tries = append(tries, t)
		}
	}
	for i, t := range tries {
		p := Join(from, t)
		if full := path.Join(r.dir, p); name.Leaves(full) && !name.Readable(r.fsys, full) {
			escapes = true
			continue
		}
		if f := r.assets.Find(p); f != nil {
			return f, i > 0 && t != clean, false
		}
	}
	if !strings.HasPrefix(ref, "/") {
		if f := r.assets.InFolders(Unescape(ref)); f != nil {
			return f, false, false
		}
	}
	if at, ok := siteJoin(from, tries[0]); ok {
		if f := r.assets.Find(at); f != nil {
			return f, false, false
		}
	}
	if f := r.assets.Static(tries[0]); f != nil {
		return f, false, false
	}
	for _, t := range tries {
		if f := r.assets.Spelled(Join(from, t)); f != nil {
			return f, true, false
		}
	}
	if r.Addresses.Wiki {
		if f := r.assets.Named(Unescape(ref)); f != nil {
			return f, false, false
		}
	}
	return nil, false, escapes
}
