package convert

import (
	"path"
	"strings"
	"testing"

	"platen/convert/near"
	"platen/convert/tree"
)

// FuzzAddress: whatever an address holds, it becomes at most one destination, and an outside one begins
// with an allowed scheme and holds no character that a URL may not.
func FuzzAddress(f *testing.F) {
	for _, s := range []string{"a.md#x", "../a.md", "javascript:x", "//h/x", `\\h\x`, "data:image/png;base64,AA==", "https://[::1]/[", "%2e%2e/a", "./javascript:x.md", "a/../../b", "x.png"} {
		f.Add(s)
	}
	fsys := files(map[string]string{"x.png": picture("png", 1, 1), "d/y.txt": "y"})
	f.Fuzz(func(t *testing.T, raw string) {
		for _, lone := range []bool{false, true} {
			p := &tree.Page{Path: "d/a.md", IDs: map[string]tree.Node{"x": &tree.Anchor{ID: "x"}}}
			r := newResolver(fsys, ".", []*tree.Page{p}, nil, &Options{})
			r.start, r.lone = p, lone
			link, image := tree.Target{Raw: raw}, tree.Target{Raw: raw}
			lf := r.resolve(&link, p, p.Path, &near.Suggester{Budget: 1000})
			mf := r.image(&image, p.Path, &near.Suggester{Budget: 1000})
			if link.Dead() && lf.code == "" || image.Dead() && mf.code == "" {
				t.Errorf("%q is dead and nothing is said", raw)
			}
			for _, to := range []tree.Target{link, image} {
				scheme, _, _ := strings.Cut(strings.ToLower(to.URL), ":")
				switch scheme {
				case "", "http", "https", "mailto", "tel":
				case "data":
					if !imageData(to.URL) {
						t.Errorf("%q became %q", raw, to.URL)
					}
				default:
					t.Errorf("%q became %q", raw, to.URL)
				}
				if strings.ContainsAny(to.URL, " \"<>\\^`{|}\x00\n\t") {
					t.Errorf("%q became %q", raw, to.URL)
				}
				if to.Asset != nil && (path.Clean(to.Asset.Path) != to.Asset.Path || strings.HasPrefix(to.Asset.Path, "..")) {
					t.Errorf("%q became the file %q", raw, to.Asset.Path)
				}
				if to.Peer != "" && (strings.Contains(to.Peer, ":") && schemeLen(to.Peer) > 0 || strings.HasPrefix(to.Peer, "/")) {
					t.Errorf("%q became the page %q", raw, to.Peer)
				}
			}
		}
	})
}
