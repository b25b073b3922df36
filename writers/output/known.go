package output

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"sync"
)

// A Known is the list of what was written before: it tells files that platen made from those of others, wherever
// they are by now. It stands in a folder of the user's own, away from the outputs, where nobody who fills an output
// folder gets at it. It is safe for concurrent use, by several processes too.
//
// A line is a digest: of a file's full path, or of its format, name and bytes.
type Known struct {
	dir string

	mu     sync.Mutex
	root   *os.Root        // nil before the first use
	file   *os.File        // the list, nil as long as nothing was noted
	noted  fs.FileInfo     // of it
	trust  int             // how many more notes it takes before it is looked at again
	torn   bool            // its last line has no end
	broken bool            // nothing can be kept
	lists  []lines         // what was read of the list
	set    map[digest]bool // what was noted since, and short lists
	begun  bool            // the list was read
	loaded bool            // the older list was read too
	read   int64           // bytes of the list that are in lists
}

type digest [15]byte

const lineSize = 21 // a digest in base64, and a newline

// Files of the list: when the first is full it takes the place of the second, and a new one begins.
const (
	knownFile = "written"
	olderFile = "written-older"
	knownMax  = 8 << 20 // bytes: some 200,000 files

	// knownTrust is how many notes go into the list without a look whether another run has begun a new one: they are in the
	// older list then, which is read too.
	knownTrust = 63
)

// OpenKnown returns the list in a folder, which is made when something is noted.
func OpenKnown(dir string) *Known { return &Known{dir: dir} }

func newDigest(parts ...string) (d digest) {
	var room [256]byte
	b := room[:0]
	for _, p := range parts {
		b = append(append(b, p...), 0)
	}
	sum := sha256.Sum256(b)
	copy(d[:], sum[:])
	return d
}

// placeDigest is that of a path.
func placeDigest(path string) digest { return newDigest("place", path) }

// entryDigest is that of an entry of a manifest.
func entryDigest(format, name, sum string) digest { return newDigest("entry", format, name, sum) }

// has reports whether one of the digests was noted.
func (k *Known) has(ds ...digest) bool {
	if k == nil {
		return false
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	for range 2 {
		for _, d := range ds {
			if k.holds(d) {
				return true
			}
		}
		k.load() // another run may have written it meanwhile
	}
	return false
}

// note adds digests to the list. It is no failure that they cannot be kept.
func (k *Known) note(ds ...digest) {
	if k == nil {
		return
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	if !k.begun { // what only the older list has is noted again, so that it is not lost with that
		k.loadNew()
	}
	if k.set == nil {
		k.set = map[digest]bool{}
	}
	var lines []byte
	for _, d := range ds {
		if !k.holds(d) {
			k.set[d] = true
			lines = append(base64.RawURLEncoding.AppendEncode(lines, d[:]), '\n')
		}
	}
	if len(lines) == 0 || !k.open(true) {
		return
	}
	if k.file != nil && k.trust > 0 {
		k.trust--
		k.write(lines)
		return
	}
	info := k.list()
	if info == nil {
		return
	}
	k.trust = knownTrust
	k.write(lines)
	if info.Size() > knownMax {
		k.root.Rename(knownFile, olderFile)
		k.read, k.trust = 0, 0
	}
}

// write adds whole lines. Behind a line that was cut off, by a full disk say, they begin a new one: it takes no other with it.
func (k *Known) write(lines []byte) {
	if k.torn {
		lines = append([]byte{'\n'}, lines...)
	}
	n, _ := k.file.Write(lines)
	k.torn = n < len(lines) && (n > 0 || k.torn)
}

// list opens the list, if it is not yet or another one has taken its place. The result is nil when it cannot be written.
func (k *Known) list() fs.FileInfo {
	if k.file != nil {
		now, err := k.root.Lstat(knownFile)
		if err == nil && os.SameFile(now, k.noted) && isPrivate(now) {
			return now
		}
		k.file.Close()
		k.file = nil
	}
	f, err := k.root.OpenFile(knownFile, os.O_RDWR|os.O_APPEND|os.O_CREATE|nonblock, 0o600)
	if err != nil {
		k.broken = true
		return nil
	}
	info, err := f.Stat()
	if err != nil || !info.Mode().IsRegular() || !isPrivate(info) {
		f.Close()
		return nil
	}
	last := []byte{'\n'}
	if info.Size() > 0 {
		f.ReadAt(last, info.Size()-1)
	}
	k.file, k.noted, k.torn = f, info, last[0] != '\n'
	return info
}

// open opens the list's folder.
func (k *Known) open(begin bool) bool {
	if k.root != nil || k.broken {
		return !k.broken
	}
	if k.dir == "" {
		k.broken = true
		return false
	}
	if begin {
		if err := os.MkdirAll(k.dir, 0o700); err != nil {
			k.broken = true
			return false
		}
	}
	root, err := os.OpenRoot(k.dir)
	if err != nil {
		k.broken = begin || !errors.Is(err, fs.ErrNotExist)
		return false
	}
	k.root = root
	return true
}

// lost reports whether the list can be neither read nor kept.
func (k *Known) lost() bool {
	if k == nil {
		return false
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	return !k.open(true)
}

// load reads what the list has more than is known of it.
func (k *Known) load() {
	if !k.loaded {
		k.loaded = true
		if k.open(false) {
			k.loadFile(olderFile, 0)
		}
	}
	k.loadNew()
}

// loadNew is load without the older list.
func (k *Known) loadNew() {
	k.begun = true
	if k.open(false) {
		k.read += k.loadFile(knownFile, k.read)
	}
}

// loadFile reads the whole lines of a file from an offset, and returns how many bytes they have. A list that others
// may read or write came from somewhere else, and is not believed.
func (k *Known) loadFile(name string, from int64) (n int64) {
	info, err := k.root.Lstat(name)
	if err != nil || !info.Mode().IsRegular() || !isPrivate(info) || info.Size() > 2*knownMax || info.Size() <= from {
		return 0
	}
	data, err := readPlain(k.root, name, info)
	if err != nil || int64(len(data)) <= from {
		return 0
	}
	list := lines{data: data[from:]}
	if len(list.data) > manyLines*lineSize {
		list.sort()
		k.lists = append(k.lists, list)
		return list.size
	}
	if k.set == nil {
		k.set = map[digest]bool{}
	}
	for at := range list.whole {
		var d digest
		if m, err := base64.RawURLEncoding.Decode(d[:], list.data[at:at+lineSize-1]); err == nil && m == len(d) {
			k.set[d] = true
		}
	}
	return list.size
}

// holds reports whether a digest was noted, as far as the list was read.
func (k *Known) holds(d digest) bool {
	if k.set[d] {
		return true
	}
	var line [lineSize - 1]byte
	base64.RawURLEncoding.Encode(line[:], d[:])
	for i := range k.lists {
		if k.lists[i].has(&line) {
			return true
		}
	}
	return false
}

// lines are lines of the list as they were read, sorted by their beginnings. The list of a year has 400,000, of which a
// run asks for a few: to take each into a map would cost more than the run.
type lines struct {
	data  []byte
	size  int64    // of the whole lines in data
	first []uint32 // by beginning: where its lines begin in at
	at    []uint32 // offsets of lines
}

const (
	manyLines  = 3000    // fewer are taken into a map
	beginnings = 1 << 16 // that are told apart
)

func (l *lines) sort() {
	l.first = make([]uint32, beginnings+1)
	for i := range l.whole {
		l.first[l.beginning(i)+1]++
	}
	for i := range beginnings {
		l.first[i+1] += l.first[i]
	}
	l.at = make([]uint32, l.first[beginnings])
	next := slices.Clone(l.first)
	for i := range l.whole {
		b := l.beginning(i)
		l.at[next[b]] = uint32(i)
		next[b]++
	}
}

// whole calls yield with the offsets of the lines that may be digests, and counts the bytes of all.
func (l *lines) whole(yield func(int) bool) {
	l.size = 0
	for {
		if end := l.size + lineSize; end <= int64(len(l.data)) && l.data[end-1] == '\n' { // what is shorter, and ends there too, is no digest either
			if !yield(int(l.size)) {
				return
			}
			l.size = end
			continue
		}
		n := bytes.IndexByte(l.data[l.size:], '\n')
		if n < 0 {
			return
		}
		if n == lineSize-1 && !yield(int(l.size)) {
			return
		}
		l.size += int64(n) + 1
	}
}

func (l *lines) beginning(at int) int { return beginning(l.data[at], l.data[at+1], l.data[at+2]) }

// beginning is where lines with these first bytes, of which each has six bits, are in lines.first.
func beginning(a, b, c byte) int {
	return int((uint32(a)<<16|uint32(b)<<8|uint32(c))*2654435761>>16) & (beginnings - 1)
}

func (l *lines) has(line *[lineSize - 1]byte) bool {
	b := beginning(line[0], line[1], line[2])
	for _, at := range l.at[l.first[b]:l.first[b+1]] {
		if string(l.data[at:at+lineSize-1]) == string(line[:]) {
			return true
		}
	}
	return false
}

// Close frees the folder.
func (k *Known) Close() error {
	if k == nil {
		return nil
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.root == nil {
		return nil
	}
	if k.file != nil {
		k.file.Close()
	}
	err := k.root.Close()
	k.root, k.file, k.broken = nil, nil, true
	return err
}

// note notes digests, but in a dry run.
func (f *Folder) note(ds ...digest) {
	if !f.options.Dry {
		f.options.Known.note(ds...)
	}
}

// placeOf returns the digest of a file's path.
func (f *Folder) placeOf(name string) digest {
	return placeDigest(filepath.Join(f.place, filepath.FromSlash(name)))
}

// noteFile notes a file as ours.
func (f *Folder) noteFile(file *File) {
	f.note(f.placeOf(file.Name), entryDigest(file.Format, file.Name, file.Sum))
}

// owns reports whether an earlier run made the file that is at a name: it wrote to this place, or wrote these bytes
// under this name. asIs asks for the bytes: what somebody has changed since is not ours any more.
func (f *Folder) owns(name, format string, info fs.FileInfo, asIs bool) bool {
	if !info.Mode().IsRegular() {
		return false
	}
	if !asIs && f.options.Known.has(f.placeOf(name)) {
		return true
	}
	old, err := f.open(name, info)
	if err != nil {
		return false
	}
	defer old.Close()
	sum, _, err := Sum(old)
	if err != nil {
		return false
	}
	if !asIs && f.options.Known.lost() { // the word of the manifest is all that there is
		return readManifest(f.there()).files[format][name] == sum
	}
	return f.options.Known.has(entryDigest(format, name, sum))
}
