package main

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
)

// manifestName is the file in an output folder that says what platen wrote there. It stands beside the outputs
// and not in the cache, so that it goes where they go.
const manifestName = ".platen-manifest"

// maxManifest is how many bytes of a manifest are read: some 500,000 files.
const maxManifest = 64 << 20

// A manifest lists what earlier runs wrote into a folder. Names are relative to it and slash-separated. It holds
// nothing of the place or the time: the same outputs have the same manifest.
type manifest struct {
	files   map[string]map[string]string // by format and name: the hash of the bytes
	folders map[string]bool              // that were made for them
}

// The text: a line that names the form, a comment, and then a line an entry.
const (
	manifestForm = "platen-manifest 1"
	manifestDoc  = "# What platen wrote here: --clean removes of these files those that it does not write any more."
)

// readManifest reads the manifest of a folder. One that is not there or not in this form is empty.
func readManifest(root *os.Root) manifest {
	m := manifest{map[string]map[string]string{}, map[string]bool{}}
	f, err := root.Open(manifestName)
	if err != nil {
		return m
	}
	defer f.Close()
	if info, err := f.Stat(); err != nil || !info.Mode().IsRegular() {
		return m
	}
	lines := bufio.NewScanner(io.LimitReader(f, maxManifest))
	lines.Buffer(nil, 1<<20)
	if !lines.Scan() || lines.Text() != manifestForm {
		return m
	}
	for lines.Scan() {
		kind, rest, _ := strings.Cut(lines.Text(), " ")
		sum, name, _ := strings.Cut(rest, " ")
		switch {
		case kind == "folder" && isOutputName(rest):
			m.folders[rest] = true
		case kind != "#" && sum != "" && isOutputName(name):
			m.add(kind, name, sum)
		}
	}
	return m
}

// isOutputName reports whether a file of that name may be one that platen wrote.
func isOutputName(name string) bool {
	safe, why := safeName(name)
	return why == "" && safe == name
}

func (m manifest) add(format, name, sum string) {
	if m.files[format] == nil {
		m.files[format] = map[string]string{}
	}
	m.files[format][name] = sum
}

// text returns the manifest's bytes.
func (m manifest) text() []byte {
	var entries []string
	for format, files := range m.files {
		for name, sum := range files {
			entries = append(entries, format+" "+sum+" "+name)
		}
	}
	for name := range m.folders {
		entries = append(entries, "folder "+name)
	}
	slices.Sort(entries)
	var b bytes.Buffer
	b.WriteString(manifestForm + "\n" + manifestDoc + "\n")
	for _, e := range entries {
		b.WriteString(e + "\n")
	}
	return b.Bytes()
}

// A stale file is one that an earlier run wrote and this one did not.
type stale struct {
	name    string
	removed bool
	changed bool // somebody else has written to it since
}

// tidy brings the manifest of the output folder up to date, and removes what is stale when remove is set. Of an
// incomplete run nothing is stale: what it lacks may come back.
func (d *disk) tidy(top string, formats []format, complete, remove bool) (list []stale, err error) {
	root, err := os.OpenRoot(top)
	if err != nil {
		return nil, nil // nothing was written, ever
	}
	defer root.Close()
	if !d.dry {
		if leave, err := enter(top); err == nil {
			defer leave()
		}
	}
	m := readManifest(root)
	made := map[string]bool{}
	for _, w := range d.listed {
		made[w.Name] = true
	}
	if complete {
		for _, f := range formats {
			list = append(list, d.stale(root, top, m.files[f.name], made, remove)...)
		}
	}
	if d.dry {
		return list, nil
	}
	for _, w := range d.listed {
		m.add(w.Format, w.Name, w.Sum)
	}
	d.noteFolders(top, m)
	if remove {
		m.removeEmpty(root)
	}
	return list, d.writeManifest(top, m)
}

// stale returns the stale ones of files, sorted, and takes those off that are nobody's business any more.
func (d *disk) stale(root *os.Root, top string, files map[string]string, made map[string]bool, remove bool) (list []stale) {
	folded := map[string][]string{} // for file systems on which two spellings are one file
	for name := range made {
		f := strings.ToLower(name)
		folded[f] = append(folded[f], name)
	}
	for name, sum := range files {
		if made[name] {
			continue
		}
		info, err := root.Lstat(name)
		if err != nil && !errors.Is(err, fs.ErrNotExist) { // a folder of it is a link that leads elsewhere
			list = append(list, stale{name: name})
			continue
		}
		if err != nil || !info.Mode().IsRegular() || slices.ContainsFunc(folded[strings.ToLower(name)], func(other string) bool {
			info2, err := root.Lstat(other)
			return err == nil && os.SameFile(info, info2)
		}) {
			delete(files, name)
			continue
		}
		s := stale{name: name}
		if remove {
			f, err := root.Open(name)
			if err != nil {
				continue
			}
			now, _, err := sumAll(f)
			f.Close()
			s.changed = err == nil && now != sum || d.guard.holds(info)
			switch {
			case s.changed:
				delete(files, name)
			case d.dry || root.Remove(name) == nil:
				s.removed = true
				delete(files, name)
				d.finished(result{path: filepath.Join(top, filepath.FromSlash(name)), what: "removed"})
			}
		}
		list = append(list, s)
	}
	slices.SortFunc(list, func(a, b stale) int { return strings.Compare(a.name, b.name) })
	return list
}

// noteFolders adds the folders that this run made.
func (d *disk) noteFolders(top string, m manifest) {
	for _, dir := range d.begun {
		if rel, err := filepath.Rel(top, dir); err == nil && rel != "." && filepath.IsLocal(rel) {
			m.folders[filepath.ToSlash(rel)] = true
		}
	}
}

// removeEmpty removes the folders in which nothing is left, the inner ones first.
func (m manifest) removeEmpty(root *os.Root) {
	var names []string
	for name := range m.folders {
		names = append(names, name)
	}
	slices.SortFunc(names, func(a, b string) int { return strings.Compare(b, a) }) // a/b before a
	for _, name := range names {
		info, err := root.Lstat(name)
		if err != nil || !info.IsDir() || root.Remove(path.Clean(name)) == nil {
			delete(m.folders, name)
		}
	}
}

// writeManifest writes it when it has changed. A folder in which nothing is ours gets none.
func (d *disk) writeManifest(top string, m manifest) error {
	name := filepath.Join(top, manifestName)
	n := len(m.folders)
	for _, files := range m.files {
		n += len(files)
	}
	if n == 0 {
		if _, err := os.Lstat(name); err == nil {
			return os.Remove(name)
		}
		return nil
	}
	if info, err := os.Lstat(name); err == nil && !info.Mode().IsRegular() {
		return &fs.PathError{Op: "write", Path: name, Err: fs.ErrExist}
	}
	w, err := d.create(top, name)
	if err != nil {
		return err
	}
	if f, ok := w.(*file); ok {
		f.cmp.silent = true
	}
	if _, err := w.Write(m.text()); err != nil {
		w.(*file).Abort()
		return err
	}
	return w.Close()
}
