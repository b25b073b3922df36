package serve

import (
	"bytes"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
)

// A Site is what one build made, for a server.
type Site struct {
	Dir      string            // folder that is shown, "" when memory is
	Only     map[string]bool   // when not nil: the only files of the folder that are shown
	Memory   map[string][]byte // by slash-separated name
	Starts   []string          // pages to begin with, slash-separated
	Findings []Finding         // of the build
}

// Put puts files into the folder sub of a site in memory that is not shown yet.
func (t *Site) Put(sub string, files map[string][]byte) {
	for name, data := range files {
		if t.Memory != nil {
			t.Memory[path.Join(filepath.ToSlash(sub), name)] = data
		}
	}
}

// StartPages returns the topmost index pages, else all pages.
func StartPages(names []string) []string {
	var pages, index []string
	for _, name := range names {
		if path.Ext(name) != ".html" {
			continue
		}
		pages = append(pages, name)
		if path.Base(name) == "index.html" {
			index = append(index, name)
		}
	}
	if len(index) == 0 {
		slices.Sort(pages)
		return pages
	}
	slices.Sort(index)
	all := slices.Clone(index)
	return slices.DeleteFunc(index, func(name string) bool {
		return slices.ContainsFunc(all, func(other string) bool {
			dir := path.Dir(other)
			return other != name && (dir == "." || strings.HasPrefix(name, dir+"/"))
		})
	})
}

// A readSeekCloser is an open file.
type readSeekCloser interface {
	io.ReadSeeker
	io.Closer
}

type inMemory struct{ *bytes.Reader }

func (inMemory) Close() error { return nil }

// open opens a file of the site, "" being its folder. Hidden names are not shown, and nothing outside the folder.
func (t *Site) open(name string) (f readSeekCloser, isDir bool, err error) {
	if name == "" {
		return nil, true, nil
	}
	for part := range strings.SplitSeq(name, "/") {
		if strings.HasPrefix(part, ".") || strings.ContainsAny(part, "\\\x00") {
			return nil, false, fs.ErrNotExist
		}
	}
	if t.Dir == "" {
		if data, ok := t.Memory[name]; ok {
			return inMemory{bytes.NewReader(data)}, false, nil
		}
		for other := range t.Memory {
			if strings.HasPrefix(other, name+"/") {
				return nil, true, nil
			}
		}
		return nil, false, fs.ErrNotExist
	}
	if t.Only != nil && !t.Only[name] {
		return nil, false, fs.ErrNotExist
	}
	root, err := os.OpenRoot(t.Dir)
	if err != nil {
		return nil, false, err
	}
	defer root.Close()
	info, err := root.Stat(filepath.FromSlash(name))
	switch {
	case err != nil:
		return nil, false, err
	case info.IsDir():
		return nil, true, nil
	case !info.Mode().IsRegular():
		return nil, false, fs.ErrNotExist
	}
	file, err := root.Open(filepath.FromSlash(name))
	return file, false, err
}
