package output

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"
)

// ManifestName is the file in an output folder that says what was written there. It stands beside the outputs and
// not in the cache, so that it goes where they go. What it says is believed only as far as [Known] confirms it:
// whoever can put files into a folder can write a manifest too.
const ManifestName = ".platen-manifest"

// maxManifest is how many bytes of a manifest are read: some 500,000 files.
const maxManifest = 64 << 20

// A manifest lists what earlier runs wrote into a folder. Names are relative to it and slash-separated. It holds
// nothing of the place or the time: the same outputs have the same manifest.
type manifest struct {
	files   map[string]map[string]string // by format and name: the hash of the bytes
	folders map[string]bool              // that were made for them
	data    []byte                       // as it was read
}

// The text: a line that names the form, a comment, and then a line an entry.
const (
	manifestForm = "platen-manifest 1"
	manifestDoc  = "# What platen wrote here: --clean removes of these files those that it does not write any more."
)

// readManifest reads the manifest of a folder. One that is not there or not in this form is empty.
func readManifest(root *os.Root) *manifest {
	m := &manifest{files: map[string]map[string]string{}, folders: map[string]bool{}}
	info, err := root.Lstat(ManifestName)
	if err != nil || !info.Mode().IsRegular() || info.Size() > maxManifest {
		return m
	}
	data, err := readPlain(root, ManifestName, info)
	if err != nil {
		return m
	}
	m.data = data
	lines := bufio.NewScanner(bytes.NewReader(data))
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

func (m *manifest) add(format, name, sum string) {
	if m.files[format] == nil {
		m.files[format] = map[string]string{}
	}
	m.files[format][name] = sum
}

// text returns the manifest's bytes, none when nothing in the folder is ours.
func (m *manifest) text() []byte {
	var entries []string
	for format, files := range m.files {
		for name, sum := range files {
			entries = append(entries, format+" "+sum+" "+name)
		}
	}
	for name := range m.folders {
		entries = append(entries, "folder "+name)
	}
	if len(entries) == 0 {
		return nil
	}
	slices.Sort(entries)
	var b bytes.Buffer
	b.WriteString(manifestForm + "\n" + manifestDoc + "\n")
	for _, e := range entries {
		b.WriteString(e + "\n")
	}
	return b.Bytes()
}

// A Stale file is one that an earlier run wrote and this one did not.
type Stale struct {
	Name    string
	Removed bool
	Changed bool // somebody else has written to it since
	Foreign bool // only the manifest says that it was written, and nothing confirms it
}

// Tidy brings the manifest of the folder up to date with the files that were listed, and removes what is stale when
// remove is set. Of an incomplete run nothing is stale: what it lacks may come back.
func (f *Folder) Tidy(formats []string, complete, remove bool) (list []Stale, err error) {
	root := f.there()
	if root == nil {
		return nil, nil // nothing was written, ever
	}
	m := readManifest(root)
	list = f.update(root, m, formats, complete, remove && f.options.Dry)
	text := m.text()
	old := func(s Stale) bool { return !s.Foreign }
	if f.options.Dry || bytes.Equal(text, m.data) && (!remove || len(m.folders) == 0 && !slices.ContainsFunc(list, old)) {
		return list, nil
	}
	leave, err := f.enter(root)
	if err != nil {
		return nil, f.fault(ManifestName, err)
	}
	defer leave()
	if now := readManifest(root); remove || !bytes.Equal(now.data, m.data) { // another run may have written it meanwhile
		if list = f.update(root, now, formats, complete, remove); remove {
			f.removeEmpty(root, now)
		}
		text = now.text()
	}
	return list, f.writeManifest(root, text)
}

// update makes the manifest of an earlier run that of this one, and returns what is stale.
func (f *Folder) update(root *os.Root, m *manifest, formats []string, complete, remove bool) (list []Stale) {
	made := map[string]bool{}
	for _, w := range f.listed {
		made[w.Name] = true
	}
	if complete {
		for _, format := range formats {
			list = append(list, f.stale(root, format, m.files[format], made, remove)...)
		}
	}
	for _, w := range f.listed {
		m.add(w.Format, w.Name, w.Sum)
	}
	for _, dir := range f.begun {
		m.folders[dir] = true
	}
	return list
}

// enter keeps other runs from the manifest until leave is called.
func (f *Folder) enter(root *os.Root) (leave func(), err error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.session == nil { // the marker stays as long as a session lives
		if f.session, err = openSession(root); err != nil {
			return nil, err
		}
	}
	lock := newLock(root, tempMarker)
	if err := lock.Lock(); err != nil {
		return func() {}, nil
	}
	return func() { lock.Close() }, nil
}

// stale returns the stale ones of files, sorted, and takes those off that are nobody's business any more.
func (f *Folder) stale(root *os.Root, format string, files map[string]string, made map[string]bool, remove bool) (list []Stale) {
	if len(files) == 0 {
		return nil
	}
	folded := map[string][]string{} // for file systems on which two spellings are one file
	for name := range made {
		low := strings.ToLower(name)
		folded[low] = append(folded[low], name)
	}
	for name, sum := range files {
		if made[name] || f.options.Asked != nil && !f.options.Asked(name) {
			continue
		}
		info, err := f.look(name)
		var r *Refusal
		if err != nil && !errors.As(err, &r) || r != nil && info == nil { // a folder of it is a link, or cannot be entered
			list = append(list, Stale{Name: name, Foreign: r != nil})
			continue
		}
		if r != nil || info == nil || slices.ContainsFunc(folded[strings.ToLower(name)], func(other string) bool {
			info2, err := root.Lstat(other)
			return err == nil && os.SameFile(info, info2)
		}) {
			delete(files, name)
			continue
		}
		s := Stale{Name: name, Foreign: !f.options.Known.has(entryDigest(format, name, sum))}
		if remove {
			old, err := f.open(name, info)
			if err != nil {
				continue
			}
			now, _, err := Sum(old)
			old.Close()
			s.Changed = err == nil && now != sum || f.options.Guard != nil && f.options.Guard(info)
			switch {
			case s.Changed:
				delete(files, name)
			case s.Foreign:
			case f.options.Dry || root.Remove(name) == nil:
				s.Removed = true
				delete(files, name)
				f.done(File{Name: name, Format: format, State: "removed"})
			}
		}
		list = append(list, s)
	}
	slices.SortFunc(list, func(a, b Stale) int { return strings.Compare(a.Name, b.Name) })
	return list
}

// removeEmpty removes the folders of ours in which nothing is left, the inner ones first.
func (f *Folder) removeEmpty(root *os.Root, m *manifest) {
	f.mu.Lock()
	f.letGo() // Windows removes none that is open
	f.mu.Unlock()
	var names []string
	for name := range m.folders {
		names = append(names, name)
	}
	slices.SortFunc(names, func(a, b string) int { return strings.Compare(b, a) }) // a/b before a
	for _, name := range names {
		info, err := f.look(name)
		switch {
		case info == nil && err == nil, info != nil && !info.IsDir():
			delete(m.folders, name)
		case info != nil && f.options.Known.has(entryDigest("folder", name, "")) && root.Remove(path.Clean(name)) == nil:
			delete(m.folders, name)
		}
	}
}

// writeManifest writes it when it has changed. A folder in which nothing is ours gets none.
func (f *Folder) writeManifest(root *os.Root, text []byte) error {
	info, err := root.Lstat(ManifestName)
	switch {
	case err != nil && !errors.Is(err, fs.ErrNotExist):
		return f.fault(ManifestName, err)
	case err == nil && !info.Mode().IsRegular():
		return f.fault(ManifestName, fs.ErrExist)
	case len(text) == 0 && err == nil:
		if err := root.Remove(ManifestName); err != nil {
			return f.fault(ManifestName, err)
		}
		return nil
	case len(text) == 0:
		return nil
	}
	w, err := f.create(ManifestName, "")
	if err != nil {
		return err
	}
	w.half.silent = true
	if _, err := io.Copy(w, bytes.NewReader(text)); err != nil {
		w.Abort()
		return err
	}
	return w.Close()
}
