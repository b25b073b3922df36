package archive

import (
	"bytes"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"
	"time"
	"unicode/utf8"
)

// Limits bound what an archive may hold. A zero field means the default.
type Limits struct {
	Bytes int // of all files, unpacked; 512 MiB (--limit-archive-bytes)
	Files int // entries, and the folders above them; 100,000 (--limit-archive-files)
}

const (
	defaultBytes = 512 << 20
	defaultFiles = 100_000
	maxDepth     = 64   // folders above a file
	maxName      = 4096 // bytes of a name
)

// What an archive of n bytes may unpack to, beside Limits.Bytes: n × ratio + ratioFree bytes. The Markdown and
// pictures of guides pack to a half or a tenth; only what is made to fill a memory packs to a thousandth.
const (
	ratio     = 100
	ratioFree = 16 << 20
)

// allowed returns how many bytes may come out of an archive of packed bytes.
func (l Limits) allowed(packed int64) int64 {
	most := int64(l.Bytes)
	if most <= 0 {
		most = defaultBytes
	}
	if packed < (most-ratioFree)/ratio {
		most = min(most, packed*ratio+ratioFree)
	}
	return most
}

func (l Limits) files() int {
	if l.Files <= 0 {
		return defaultFiles
	}
	return l.Files
}

// An FS is the content of an archive. It implements fs.ReadFileFS, fs.ReadDirFS and fs.StatFS, never changes and
// is safe for concurrent use.
type FS struct {
	nodes map[string]*node // by path; "." is the root
	most  int              // how many of them there may be, without the root
	skip  func(name, why string)
}

// A node is a file or a folder.
type node struct {
	name  string // last element
	dir   bool
	kids  []*node // of a folder, sorted by name
	size  int64
	mod   time.Time
	open  func() (io.ReadCloser, error) // the bytes of a file; nil for data
	data  []byte
	entry string // the name in the archive
}

func newFS(l Limits, skip func(name, why string)) *FS {
	if skip == nil {
		skip = func(string, string) {}
	}
	return &FS{nodes: map[string]*node{".": {name: ".", dir: true}}, most: l.files(), skip: skip}
}

// full returns an error when there are more files and folders than there may be: an entry brings the folders above it.
func (f *FS) full() error {
	if len(f.nodes)-1 <= f.most {
		return nil
	}
	return fmt.Errorf("it holds more than %d entries, with the folders that they are in (--limit-archive-files)", f.most)
}

// cleanName returns the path of an entry, or says why it can have none.
func cleanName(name string) (p, why string) {
	switch {
	case len(name) > maxName:
		return "", fmt.Sprintf("its name has %d bytes", len(name))
	case !utf8.ValidString(name):
		return "", "its name is not UTF-8"
	case strings.ContainsRune(name, 0):
		return "", "its name holds a zero byte"
	}
	p = strings.ReplaceAll(name, `\`, "/") // as some programs write them
	switch {
	case strings.HasPrefix(p, "/"), len(p) > 1 && p[1] == ':':
		return "", "its name is an absolute path"
	case slices.Contains(strings.Split(p, "/"), ".."):
		return "", "its name leads out of the archive"
	}
	p = path.Clean(p)
	if !fs.ValidPath(p) || strings.Count(p, "/") > maxDepth {
		return "", "its name is no path"
	}
	return p, ""
}

// addDir adds a folder and those above it. It reports false, with the finding, when a file has such a name.
func (f *FS) addDir(p, entry string) bool {
	if n := f.nodes[p]; n != nil {
		if !n.dir {
			f.skip(entry, fmt.Sprintf("%q is a file", p))
		}
		return n.dir
	}
	if !f.addDir(path.Dir(p), entry) {
		return false
	}
	f.put(p, &node{dir: true, entry: entry})
	return true
}

// addFile adds a file and the folders above it. The first of a name wins.
func (f *FS) addFile(p string, n *node) bool {
	if f.nodes[p] != nil {
		f.skip(n.entry, "an entry before it has the same name")
		return false
	}
	if !f.addDir(path.Dir(p), n.entry) {
		return false
	}
	f.put(p, n)
	return true
}

func (f *FS) put(p string, n *node) {
	n.name = path.Base(p)
	f.nodes[p] = n
	up := f.nodes[path.Dir(p)]
	up.kids = append(up.kids, n)
}

// sort brings the folders into order, once all is there.
func (f *FS) sort() *FS {
	for _, n := range f.nodes {
		slices.SortFunc(n.kids, func(a, b *node) int { return strings.Compare(a.name, b.name) })
	}
	return f
}

// Top returns the one folder that everything else is in, as archives of repositories have it; "." when there is
// none. Hidden files and what macOS adds beside it do not count.
func (f *FS) Top() string {
	top := "."
	for _, n := range f.nodes["."].kids {
		switch {
		case strings.HasPrefix(n.name, "."), n.name == "__MACOSX":
		case !n.dir || top != ".":
			return "."
		default:
			top = n.name
		}
	}
	return top
}

func (f *FS) find(op, name string) (*node, error) {
	if !fs.ValidPath(name) {
		return nil, &fs.PathError{Op: op, Path: name, Err: fs.ErrInvalid}
	}
	n := f.nodes[name]
	if n == nil {
		return nil, &fs.PathError{Op: op, Path: name, Err: fs.ErrNotExist}
	}
	return n, nil
}

// Open opens a file or folder.
func (f *FS) Open(name string) (fs.File, error) {
	n, err := f.find("open", name)
	if err != nil {
		return nil, err
	}
	if n.dir {
		return &openDir{n: n}, nil
	}
	r, err := n.reader()
	if err != nil {
		return nil, &fs.PathError{Op: "open", Path: name, Err: err}
	}
	return &openFile{n: n, name: name, ReadCloser: r}, nil
}

// Stat returns what is known about a file or folder.
func (f *FS) Stat(name string) (fs.FileInfo, error) {
	n, err := f.find("stat", name)
	if err != nil {
		return nil, err
	}
	return info{n}, nil
}

// ReadDir returns the entries of a folder, sorted by name.
func (f *FS) ReadDir(name string) ([]fs.DirEntry, error) {
	n, err := f.find("readdir", name)
	if err != nil {
		return nil, err
	}
	if !n.dir {
		return nil, &fs.PathError{Op: "readdir", Path: name, Err: fs.ErrInvalid}
	}
	return entries(n.kids), nil
}

// ReadFile returns the bytes of a file.
func (f *FS) ReadFile(name string) ([]byte, error) {
	n, err := f.find("read", name)
	if err != nil {
		return nil, err
	}
	if n.dir {
		return nil, &fs.PathError{Op: "read", Path: name, Err: fs.ErrInvalid}
	}
	if n.open == nil {
		return bytes.Clone(n.data), nil
	}
	r, err := n.reader()
	if err != nil {
		return nil, &fs.PathError{Op: "read", Path: name, Err: err}
	}
	defer r.Close()
	data, err := io.ReadAll(r)
	if err != nil {
		return nil, &fs.PathError{Op: "read", Path: name, Err: err}
	}
	return data, nil
}

// reader returns the bytes of a file. More than the archive says there are is an error.
func (n *node) reader() (io.ReadCloser, error) {
	if n.open == nil {
		return io.NopCloser(bytes.NewReader(n.data)), nil
	}
	r, err := n.open()
	if err != nil {
		return nil, err
	}
	return &sized{r, n.size}, nil
}

// A sized reader holds a file to the size that the archive gives it.
type sized struct {
	io.ReadCloser
	left int64
}

func (s *sized) Read(p []byte) (int, error) {
	if int64(len(p)) > s.left+1 {
		p = p[:s.left+1]
	}
	n, err := s.ReadCloser.Read(p)
	if s.left -= int64(n); s.left < 0 {
		return 0, fmt.Errorf("the file is larger than the archive says")
	}
	return n, err
}

func entries(kids []*node) []fs.DirEntry {
	list := make([]fs.DirEntry, len(kids))
	for i, k := range kids {
		list[i] = fs.FileInfoToDirEntry(info{k})
	}
	return list
}

// info is a node as fs.FileInfo.
type info struct{ n *node }

func (i info) Name() string       { return i.n.name }
func (i info) Size() int64        { return i.n.size }
func (i info) ModTime() time.Time { return i.n.mod }
func (i info) IsDir() bool        { return i.n.dir }
func (i info) Sys() any           { return nil }
func (i info) Mode() fs.FileMode {
	if i.n.dir {
		return fs.ModeDir | 0o555
	}
	return 0o444
}

// openFile is an open file.
type openFile struct {
	n    *node
	name string
	io.ReadCloser
}

func (f *openFile) Stat() (fs.FileInfo, error) { return info{f.n}, nil }

func (f *openFile) Read(p []byte) (int, error) {
	n, err := f.ReadCloser.Read(p)
	if err != nil && err != io.EOF {
		err = &fs.PathError{Op: "read", Path: f.name, Err: err}
	}
	return n, err
}

// openDir is an open folder.
type openDir struct {
	n    *node
	next int
}

func (d *openDir) Stat() (fs.FileInfo, error) { return info{d.n}, nil }
func (d *openDir) Close() error               { return nil }
func (d *openDir) Read([]byte) (int, error) {
	return 0, &fs.PathError{Op: "read", Path: d.n.name, Err: fs.ErrInvalid}
}

// ReadDir returns the next entries of the folder.
func (d *openDir) ReadDir(n int) ([]fs.DirEntry, error) {
	kids := d.n.kids[d.next:]
	if n > 0 {
		if len(kids) == 0 {
			return nil, io.EOF
		}
		kids = kids[:min(n, len(kids))]
	}
	d.next += len(kids)
	return entries(kids), nil
}
