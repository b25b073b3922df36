// Package asset holds the files of a guide that are no pages: downloads, images with what their headers say, drawings.
package asset

import (
	"cmp"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"

	"platen/convert/internal/name"
	"platen/convert/tree"
)

// Limits protect against images that are small on disk and huge in memory. A zero field means the default.
type Limits struct {
	Pixels int // width × height; 100,000,000 (--limit-image-pixels)
	Bytes  int // of the file; 64 MiB (--limit-image-bytes)
}

const (
	defaultImagePixels = 100_000_000
	defaultImageBytes  = 64 << 20
)

// A Set finds the files of a book that are no pages, each once. It is safe for concurrent use.
type Set struct {
	AllowHTML bool     // files that run code are copied as they are; set before the first use
	Tops      []string // further folders whose files stand at the site's top, relative to the pages' folder

	fsys   fs.FS
	dir    string
	others []string // paths relative to the pages' folder, sorted
	extra  []string // folders to look for images in, relative to the root
	limits Limits

	folded func() map[string]string
	named  func() map[string]string // by the last part of their paths, for wikis

	mu    sync.Mutex
	known map[string]*File // by path relative to the pages' folder; nil values: no such file
	files map[*tree.Asset]*File
}

// A File is a file and, once it is shown as an image, what its header says.
type File struct {
	tree.Asset
	full   string // relative to the root
	used   bool   // under Set.mu
	header sync.Once
	bad    string // why it cannot be shown, "" when it can
	failed error  // what kept its header from being read
	cut    bool   // its end is missing: what there is can be shown

	judged   sync.Once
	leftOut  string // why it is not copied, "" when it is
	cleaning sync.Once
	faulty   string   // why a drawing cannot be shown
	data     []byte   // a drawing's content when it is not the file's
	removed  []string // what was taken out of it
}

// New returns the files of a source root. others are the files below the pages' folder dir that are no pages, relative to
// it and sorted; extra are further folders to look for images in, relative to the root.
func New(fsys fs.FS, dir string, others, extra []string, limits Limits) *Set {
	s := &Set{fsys: fsys, dir: dir, others: others, extra: extra, known: map[string]*File{}, files: map[*tree.Asset]*File{}}
	s.limits.Pixels = cmp.Or(limits.Pixels, defaultImagePixels)
	s.limits.Bytes = cmp.Or(limits.Bytes, defaultImageBytes)
	s.named = sync.OnceValue(func() map[string]string {
		m := make(map[string]string, len(s.others))
		for _, p := range s.others {
			key := name.Fold(path.Base(p))
			if q, ok := m[key]; !ok || strings.Count(p, "/") < strings.Count(q, "/") {
				m[key] = p
			}
		}
		return m
	})
	s.folded = sync.OnceValue(func() map[string]string {
		m := make(map[string]string, len(s.others))
		for _, p := range slices.Backward(s.others) {
			m[name.Fold(p)] = p
		}
		return m
	})
	return s
}

// Find returns the file at p, a path relative to the pages' folder; nil when there is none.
func (s *Set) Find(p string) *File {
	s.mu.Lock()
	f, ok := s.known[p]
	s.mu.Unlock()
	if ok {
		return f
	}
	if s.fsys == nil {
		return nil
	}
	full := path.Join(s.dir, p)
	if info, err := stat(s.fsys, full); err == nil && info.Mode().IsRegular() && !name.IsPage(p) {
		f = &File{full: full}
		f.Path, f.Size = s.outputPath(p, full), info.Size()
		f.MIME = mimeByName(p)
		own := f
		f.Open = func() (io.ReadCloser, error) { return own.open(s) }
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if g, ok := s.known[p]; ok {
		return g
	}
	s.known[p] = f
	if f != nil {
		s.files[&f.Asset] = f
	}
	return f
}

// outputPath keeps a file that lies in the project but not in the pages' folder inside the outputs, and one of the set
// around the project.
func (s *Set) outputPath(p, full string) string {
	if in, ok := name.Above(s.fsys, full); ok {
		return "_shared/" + in
	}
	if !strings.HasPrefix(p, "../") {
		return p
	}
	for strings.HasPrefix(p, "../") {
		p = p[len("../"):]
	}
	return "_files/" + p
}

// Get returns the file at p as a download, nil when there is none.
func (s *Set) Get(p string) *tree.Asset {
	f := s.Find(p)
	if f == nil {
		return nil
	}
	return s.Use(f)
}

// Use makes f a file of the book.
func (s *Set) Use(f *File) *tree.Asset {
	s.mu.Lock()
	f.used = true
	s.mu.Unlock()
	return &f.Asset
}

// Fold returns the file whose path differs from p in case only.
func (s *Set) Fold(p string) *tree.Asset {
	if f := s.Spelled(p); f != nil {
		return s.Use(f)
	}
	return nil
}

// List returns the files that are used, by path.
func (s *Set) List() []*tree.Asset {
	var out []*tree.Asset
	for _, f := range s.known {
		if f != nil && f.used && s.LeftOut(f) == "" {
			out = append(out, &f.Asset)
		}
	}
	slices.SortFunc(out, func(x, y *tree.Asset) int { return cmp.Compare(x.Path, y.Path) })
	return out
}

// Static finds the file of an address from a site's top, /img/x.png, in the folders that site makers copy there:
// those of Docusaurus and Hugo, VitePress and VuePress.
func (s *Set) Static(ref string) *File {
	if !strings.HasPrefix(ref, "/") {
		return nil
	}
	for _, dir := range s.Tops {
		if f := s.Find(path.Join(dir, ref)); f != nil {
			return f
		}
	}
	for _, dir := range [...]string{"static", "public", ".vuepress/public"} {
		inside := path.Join(dir, ref)
		if f := s.Find(inside); f != nil {
			return f
		}
		if p, ok := name.RelativeTo(s.dir, inside); ok && p != inside {
			if f := s.Find(p); f != nil {
				return f
			}
		}
	}
	return nil
}

// Others are the paths of all files below the pages' folder that are no pages, sorted.
func (s *Set) Others() []string { return s.others }

// InFolders finds an image in the further folders for images; ref is its path below one of them.
func (s *Set) InFolders(ref string) *File {
	for _, dir := range s.extra {
		if p, ok := name.RelativeTo(s.dir, path.Join(dir, ref)); ok {
			if f := s.Find(p); f != nil {
				return f
			}
		}
	}
	return nil
}

// Spelled finds the file whose path differs from p in case only.
func (s *Set) Spelled(p string) *File {
	if q, ok := s.folded()[name.Fold(p)]; ok {
		return s.Find(q)
	}
	return nil
}

// Named finds the file of a name in whatever folder, the one nearest to the top; ref may name the end of its path.
func (s *Set) Named(ref string) *File {
	if q, ok := s.named()[name.Fold(path.Base(ref))]; ok && (!strings.Contains(ref, "/") || strings.HasSuffix(name.Fold(q), "/"+name.Fold(strings.Trim(ref, "/")))) {
		return s.Find(q)
	}
	return nil
}

// Header reads an image's header, once. bad says why the image cannot be shown, cut that its end is missing; the error is
// that of reading.
func (s *Set) Header(f *File) (bad string, cut bool, err error) {
	f.header.Do(func() {
		if f.bad, f.failed = f.readHeader(s.fsys, s.limits); f.bad == "" && f.failed == nil {
			f.bad = s.LeftOut(f)
		}
	})
	return f.bad, f.cut, f.failed
}

func stat(fsys fs.FS, p string) (fs.FileInfo, error) {
	if !name.Readable(fsys, p) {
		return nil, fs.ErrInvalid
	}
	return fs.Stat(fsys, p)
}
