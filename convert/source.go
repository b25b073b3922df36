package convert

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"platen/convert/internal/name"
	"platen/convert/internal/notebook"
	"platen/convert/markdown"
	"platen/convert/tree"
)

// A file is a page's file as the walk found it.
type file struct {
	path string // relative to the source root: what positions name
	page string // relative to the pages' folder: what outputs are named for
	size int64
	err  error  // why it cannot be read, when that is known already
	text []byte // its bytes, when they were read already
}

// IsPage reports whether a file's name is that of a page: .md, .markdown, .mdown, .mdx, .qmd, .Rmd, .ipynb.
func IsPage(file string) bool { return name.IsPage(file) }

// maxFolders limits how deep the walk goes.
const maxFolders = 64

// walk lists the pages and the other files under dir, in path order. Hidden folders and files and
// node_modules are left out. Links to folders are not followed: what they lead to inside the root is
// found under its own name, so that loops end.
func walk(fsys fs.FS, dir string) (pages []file, others []string, err error) {
	var visit func(dir string, depth int) error
	visit = func(dir string, depth int) error {
		entries, err := fs.ReadDir(fsys, dir)
		if err != nil && len(entries) == 0 {
			return err
		}
		if err != nil { // what was listed comes out
			pages = append(pages, file{path: dir, err: err})
		}
		for _, e := range entries {
			entry := e.Name()
			if strings.HasPrefix(entry, ".") || entry == "node_modules" {
				continue
			}
			p := path.Join(dir, entry)
			if !fs.ValidPath(p) {
				if IsPage(entry) || e.IsDir() {
					pages = append(pages, file{path: p, err: errors.New("its name is not valid UTF-8")})
				}
				continue
			}
			if e.IsDir() && !IsPage(entry) {
				err := fmt.Errorf("it is nested more than %d folders deep", maxFolders)
				if depth < maxFolders {
					err = visit(p, depth+1)
				}
				if err != nil {
					pages = append(pages, file{path: p, err: err})
				}
				continue
			}
			if !IsPage(entry) {
				others = append(others, p)
				continue
			}
			pages = append(pages, stat(fsys, p))
		}
		return nil
	}
	err = visit(dir, 0)
	slices.SortFunc(pages, func(a, b file) int { return cmp.Compare(a.path, b.path) })
	slices.Sort(others)
	return pages, others, err
}

// stat makes sure that p is a file that can be read to its end: no folder, FIFO or device.
func stat(fsys fs.FS, p string) file {
	f := file{path: p, page: p}
	info, err := fs.Stat(fsys, p)
	switch {
	case err != nil:
		f.err = err
	case info.IsDir():
		f.err = errors.New("is a folder")
	case !info.Mode().IsRegular():
		f.err = errors.New("is not a regular file")
	default:
		f.size = info.Size()
	}
	return f
}

const defaultPageBytes = 32 << 20

// read returns the page's bytes.
func (f *file) read(fsys fs.FS, limits markdown.Limits) ([]byte, error) {
	if f.err != nil {
		return f.text, f.err
	}
	if f.text != nil {
		return f.text, refused(f.text)
	}
	limit := cmp.Or(limits.PageBytes, defaultPageBytes)
	if f.size > int64(limit) {
		return nil, &markdown.LimitError{Limit: "limit-page-bytes", Value: limit, What: fmt.Sprintf("a page of %d bytes", f.size)}
	}
	data, err := fs.ReadFile(fsys, f.path)
	if err == nil {
		err = refused(data)
	}
	if err == nil && notebook.Is(f.path) {
		data, err = notebook.Markdown(data)
	}
	return data, err
}

// unreadable is the finding about a page that gives none.
func unreadable(p string, err error) tree.Diag {
	d := tree.Diag{Path: p, Severity: tree.Error, Code: tree.PageUnreadable}
	var limit *markdown.LimitError
	var binary *binaryError
	if d, ok := tree.CrashOf(err, nil, p, "the page could not be read"); ok {
		return d
	}
	switch {
	case errors.As(err, &binary):
		d.Msg, d.Hint = binary.Error(), binary.hint
	case errors.As(err, &limit):
		d.Code, d.Msg, d.Line = tree.LimitHit, limit.Error(), limit.Line
	case errors.Is(err, errPass):
		d.Code, d.Msg = tree.PageFailed, err.Error()
	default:
		d.Msg = tree.ReadFailure(err)
	}
	return d
}

// outputStem is the name, without extension, that a page's outputs get: README and _index are their folder's index.
func outputStem(page string, hasIndex func(dir string) bool) string {
	s := name.Fold(name.Stem(page))
	if dir, base := path.Split(s); (base == "readme" || base == "_index") && !hasIndex(path.Dir(page)) {
		return dir + "index"
	}
	return s
}

// dropClashes takes out the files whose outputs would have the name of an earlier file's.
func dropClashes(files []file, report func(tree.Diag)) []file {
	index := map[string]bool{}
	for _, f := range files {
		if name.Stem(name.Fold(path.Base(f.page))) == "index" {
			index[name.Fold(path.Dir(f.page))] = true
		}
	}
	hasIndex := func(dir string) bool { return index[name.Fold(dir)] }
	first := make(map[string]string, len(files))
	return slices.DeleteFunc(files, func(f file) bool {
		s := outputStem(f.page, hasIndex)
		other, ok := first[s]
		if !ok {
			first[s] = f.path
			return false
		}
		report(tree.Diag{Path: f.path, Severity: tree.Error, Code: tree.Clash,
			Msg: fmt.Sprintf("%q would write the same output as %q", f.path, other), Hint: "rename one of them"})
		return true
	})
}
