package link

import (
	"path"
	"strings"
	"testing"
	"testing/fstest"

	"platen/convert/internal/asset"
	"platen/convert/near"
	"platen/convert/tree"
)

// tinyPNG is an image of one pixel.
const tinyPNG = "\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x02\x00\x00\x00\x90wS\xde" +
	"\x00\x00\x00\x0cIDATx\x9cc\xf8\xcf\xc0\x00\x00\x03\x01\x01\x00\xc9\xfe\x92\xef\x00\x00\x00\x00IEND\xaeB`\x82"

// FuzzAddress: whatever an address holds, it becomes at most one destination, and an outside one begins
// with an allowed scheme and holds no character that a URL may not.
func FuzzAddress(f *testing.F) {
	for _, s := range []string{"a.md#x", "../a.md", "javascript:x", "//h/x", `\\h\x`, "data:image/png;base64,AA==", "https://[::1]/[", "%2e%2e/a", "./javascript:x.md", "../../0", "a/../../b", "x.png"} {
		f.Add(s)
	}
	fsys := fstest.MapFS{"x.png": {Data: []byte(tinyPNG)}, "d/y.txt": {Data: []byte("y")}}
	f.Fuzz(func(t *testing.T, raw string) {
		for _, lone := range []bool{false, true} {
			p := &tree.Page{Path: "d/a.md", IDs: map[string]tree.Node{"x": &tree.Anchor{ID: "x"}}}
			r := New(fsys, ".", []*tree.Page{p}, asset.New(fsys, ".", nil, nil, asset.Limits{}))
			r.Start, r.Lone = p, lone
			link, image := tree.Target{Raw: raw}, tree.Target{Raw: raw}
			lf := r.Resolve(&link, p, p.Path, &near.Suggester{Budget: 1000})
			mf := r.Image(&image, p.Path, &near.Suggester{Budget: 1000})
			if link.Dead() && lf.Code == "" || image.Dead() && mf.Code == "" {
				t.Errorf("%q is dead and nothing is said", raw)
			}
			for _, to := range []tree.Target{link, image} {
				scheme, _, found := strings.Cut(strings.ToLower(to.URL), ":")
				if !found { // a path: out of the guide, say
					scheme = ""
				}
				switch scheme {
				case "", "http", "https", "mailto", "tel":
				case "data":
					if !ImageData(to.URL) {
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
				if to.Peer != "" && (strings.Contains(to.Peer, ":") && SchemeLen(to.Peer) > 0 || strings.HasPrefix(to.Peer, "/")) {
					t.Errorf("%q became the page %q", raw, to.Peer)
				}
			}
		}
	})
}
