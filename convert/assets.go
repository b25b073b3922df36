package convert

import (
	"cmp"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"

	"platen/convert/near"
	"platen/convert/tree"
)

// ImageLimits protect against images that are small on disk and huge in memory. A zero field means the default.
type ImageLimits struct {
	Pixels int // width × height; 100,000,000 (--limit-image-pixels)
	Bytes  int // of the file; 64 MiB (--limit-image-bytes)
}

const (
	defaultImagePixels = 100_000_000
	defaultImageBytes  = 64 << 20
)

// assets finds the files of a book that are no pages, each once. It is safe for concurrent use.
type assets struct {
	fsys   fs.FS
	dir    string
	others []string // paths relative to the pages' folder, sorted
	extra  []string // folders to look for images in, relative to the root
	limits ImageLimits

	folded func() map[string]string

	mu    sync.Mutex
	known map[string]*assetFile // by path relative to the pages' folder; nil values: no such file
}

// An assetFile is a file and, once it is shown as an image, what its header says.
type assetFile struct {
	tree.Asset
	full   string // relative to the root
	used   bool   // under assets.mu
	header sync.Once
	bad    string // why it cannot be shown, "" when it can
	cut    bool   // its end is missing: what there is can be shown
}

func newAssets(fsys fs.FS, dir string, others []string, opts *Options) *assets {
	a := &assets{fsys: fsys, dir: dir, others: others, extra: opts.ResourcePath, known: map[string]*assetFile{}}
	a.limits.Pixels = cmp.Or(opts.Images.Pixels, defaultImagePixels)
	a.limits.Bytes = cmp.Or(opts.Images.Bytes, defaultImageBytes)
	a.folded = sync.OnceValue(func() map[string]string {
		m := make(map[string]string, len(a.others))
		for _, p := range slices.Backward(a.others) {
			m[foldKey(p)] = p
		}
		return m
	})
	return a
}

// find returns the file at p, a path relative to the pages' folder; nil when there is none.
func (a *assets) find(p string) *assetFile {
	a.mu.Lock()
	f, ok := a.known[p]
	a.mu.Unlock()
	if ok {
		return f
	}
	if a.fsys == nil {
		return nil
	}
	full := path.Join(a.dir, p)
	if info, err := statFile(a.fsys, full); err == nil && info.Mode().IsRegular() && !IsPage(p) {
		f = &assetFile{full: full}
		f.Path, f.Size = outputPath(p), info.Size()
		f.MIME = mimeByName(p)
		fsys := a.fsys
		f.Open = func() (io.ReadCloser, error) { return fsys.Open(full) }
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	if g, ok := a.known[p]; ok {
		return g
	}
	a.known[p] = f
	return f
}

// outputPath keeps a file that lies in the project but not in the pages' folder inside the outputs.
func outputPath(p string) string {
	if !strings.HasPrefix(p, "../") {
		return p
	}
	for strings.HasPrefix(p, "../") {
		p = p[len("../"):]
	}
	return "_files/" + p
}

// get returns the file at p as a download, nil when there is none.
func (a *assets) get(p string) *tree.Asset {
	f := a.find(p)
	if f == nil {
		return nil
	}
	return a.use(f)
}

func (a *assets) use(f *assetFile) *tree.Asset {
	a.mu.Lock()
	f.used = true
	a.mu.Unlock()
	return &f.Asset
}

// fold returns the file whose path differs from p in case only.
func (a *assets) fold(p string) *tree.Asset {
	if q, ok := a.folded()[foldKey(p)]; ok {
		return a.get(q)
	}
	return nil
}

// list returns the files that are used, by path.
func (a *assets) list() []*tree.Asset {
	var out []*tree.Asset
	for _, f := range a.known {
		if f != nil && f.used {
			out = append(out, &f.Asset)
		}
	}
	slices.SortFunc(out, func(x, y *tree.Asset) int { return cmp.Compare(x.Path, y.Path) })
	return out
}

// image resolves an image's source in a page at from.
func (r *resolver) image(t *tree.Target, from string, s *near.Suggester) fault {
	kind, scheme, clean := classify(r.address(t.Raw))
	switch kind {
	case outside:
		if scheme != "http" && scheme != "https" {
			return fault{tree.BadScheme, tree.Warning, fmt.Sprintf("addresses with %q are not allowed", scheme+colon(scheme)), ""}
		}
		t.URL = cleanURL(clean)
		if f := addressFault(scheme, clean); f.code != "" {
			return f
		}
		return fault{tree.ImageRemote, tree.Info, "the image lies on another server", ""}
	case dataURL:
		if imageData(clean) {
			t.URL = clean
			return fault{}
		}
		return fault{tree.BadScheme, tree.Warning, "only PNG, JPEG, GIF and WebP may be given as data", ""}
	case badControl:
		return fault{tree.BadScheme, tree.Warning, "the address holds control characters", ""}
	case badHost:
		return fault{tree.BadAddress, tree.Warning, "it has no host that could be reached", ""}
	case badScheme:
		return fault{tree.BadScheme, tree.Warning, fmt.Sprintf("addresses with %q are not allowed", scheme+colon(scheme)), ""}
	}
	ref, _, _ := cutRef(clean)
	if ref == "" && clean == "" {
		return fault{tree.ImageMissing, tree.Warning, "the address is empty", ""}
	}
	if IsPage(ref) {
		return fault{tree.ImageBad, tree.Warning, "a page is no image", ""}
	}
	f, near, escapes := r.imageFile(from, ref, clean)
	if f == nil {
		if escapes {
			return fault{tree.OutsideRoot, tree.Warning, "the path leads out of the source folder", ""}
		}
		return fault{tree.ImageMissing, tree.Warning, "no such file", r.suggestPath(from, ref, s)}
	}
	f.header.Do(func() { f.bad = f.readHeader(r.assets.fsys, r.assets.limits) })
	if f.bad != "" {
		return fault{tree.ImageBad, tree.Warning, f.bad, ""}
	}
	t.Asset = r.assets.use(f)
	if f.cut {
		return fault{tree.ImageBad, tree.Warning, "the end of the file is missing", "copy it again"}
	}
	if near {
		return fault{tree.LinkCase, tree.Warning, "the file is spelled " + quote(f.Path), ""}
	}
	return fault{}
}

// imageFile looks for an image beside the page, then in the resource path, then in another spelling.
func (r *resolver) imageFile(from, ref, clean string) (f *assetFile, near, escapes bool) {
	tries := []string{unescape(ref)}
	for _, t := range [...]string{ref, clean, strings.ReplaceAll(unescape(ref), `\`, "/")} {
		if !slices.Contains(tries, t) {
			tries = append(tries, t)
		}
	}
	for i, t := range tries {
		p := join(from, t)
		if full := path.Join(r.dir, p); full == ".." || strings.HasPrefix(full, "../") {
			escapes = true
			continue
		}
		if f := r.assets.find(p); f != nil {
			return f, i > 0 && t != clean, false
		}
	}
	for _, dir := range r.assets.extra {
		p, ok := relativeTo(r.dir, path.Join(dir, unescape(ref)))
		if ok && !strings.HasPrefix(ref, "/") {
			if f := r.assets.find(p); f != nil {
				return f, false, false
			}
		}
	}
	if at, ok := siteJoin(from, tries[0]); ok {
		if f := r.assets.find(at); f != nil {
			return f, false, false
		}
	}
	if f := r.assets.static(tries[0]); f != nil {
		return f, false, false
	}
	for _, t := range tries {
		if q, ok := r.assets.folded()[foldKey(join(from, t))]; ok {
			if f := r.assets.find(q); f != nil {
				return f, true, false
			}
		}
	}
	return nil, false, escapes
}

// static finds the file of an address from a site's top, /img/x.png, in the folders that site makers copy there:
// those of Docusaurus and Hugo, VitePress and VuePress.
func (a *assets) static(ref string) *assetFile {
	if !strings.HasPrefix(ref, "/") {
		return nil
	}
	for _, dir := range [...]string{"static", "public", ".vuepress/public"} {
		inside := path.Join(dir, ref)
		if f := a.find(inside); f != nil {
			return f
		}
		if p, ok := relativeTo(a.dir, inside); ok && p != inside {
			if f := a.find(p); f != nil {
				return f
			}
		}
	}
	return nil
}

// relativeTo turns a root-relative path into one relative to dir; ok is false when it leaves the root.
func relativeTo(dir, p string) (string, bool) {
	if p == ".." || strings.HasPrefix(p, "../") || strings.HasPrefix(p, "/") {
		return "", false
	}
	if dir == "." {
		return p, true
	}
	if strings.HasPrefix(p, dir+"/") {
		return p[len(dir)+1:], true
	}
	return strings.Repeat("../", strings.Count(dir, "/")+1) + p, true
}
