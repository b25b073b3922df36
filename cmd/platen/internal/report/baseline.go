package report

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"platen/cmd/platen/internal/options"
	"platen/convert/tree"
)

// A baseline is a list of findings that are known, so that an old guide fails only on what is new. A finding is
// known by its file, its code and its message, and as often as it was there: lines may move. Errors that leave
// an output incomplete are never known. A nil baseline knows nothing. It is not safe for concurrent use.
type baseline struct {
	File  string // as given
	root  string // absolute folder of the file: paths in it are relative to this
	Write bool   // take all findings, to write the file anew

	left  map[Known]int   // known findings that were not met yet
	met   map[Known]int   // findings of this run
	seen  map[string]bool // files that this run looked at
	Known int             // how many findings of this run were known
	Fresh int             // how many were not, when write is set
}

// A Known is what makes two findings the same one.
type Known struct {
	file string
	code tree.DiagCode
	msg  string
}

// The file: one object, with a finding a line, so that version control shows what changed.
type (
	baselineFile struct {
		Version  int             `json:"version"`
		Findings []baselineEntry `json:"findings"`
	}
	baselineEntry struct {
		File    string        `json:"file"` // slash-separated, relative to the baseline's folder
		Code    tree.DiagCode `json:"code"`
		Message string        `json:"message"`
		Count   int           `json:"count"`
	}
)

const baselineVersion = 1

// maxBaseline is how many bytes a baseline may have.
const maxBaseline = 64 << 20

// OpenBaseline reads the file of --baseline. It returns nil without the flag.
func OpenBaseline(o *options.Options) (*baseline, error) {
	if o.Baseline == "" {
		if o.WriteBaseline {
			return nil, options.WrongHint("for example --baseline known.json --write-baseline", "--write-baseline needs --baseline FILE")
		}
		return nil, nil
	}
	if o.WriteBaseline && len(o.Only) > 0 {
		return nil, options.Wrong("--write-baseline is for all that is found, and --only leaves findings out")
	}
	abs, err := filepath.Abs(o.Baseline)
	if err != nil {
		return nil, err
	}
	l := &baseline{File: o.Baseline, root: filepath.Dir(abs), Write: o.WriteBaseline, left: map[Known]int{}, met: map[Known]int{}, seen: map[string]bool{}}
	data, known := o.Found[o.Baseline]
	info, err := os.Stat(o.Baseline)
	switch {
	case known:
	case errors.Is(err, fs.ErrNotExist) && l.Write:
		return l, nil
	case errors.Is(err, fs.ErrNotExist):
		return nil, fmt.Errorf("%w; --write-baseline makes one", options.NotThere(o.Baseline, err))
	case err != nil:
		return nil, options.NotThere(o.Baseline, err)
	case !info.Mode().IsRegular():
		return nil, fmt.Errorf("%s is not a regular file", o.Baseline)
	case info.Size() > maxBaseline:
		return nil, fmt.Errorf("%s has %d bytes; a baseline may have %d", o.Baseline, info.Size(), maxBaseline)
	}
	if !known {
		if data, err = os.ReadFile(o.Baseline); err != nil {
			return nil, options.NotThere(o.Baseline, err)
		}
	}
	var f baselineFile
	if err := json.Unmarshal(data, &f); err != nil {
		return nil, fmt.Errorf("%s is not a baseline: %v", o.Baseline, err)
	}
	if f.Version != baselineVersion {
		return nil, fmt.Errorf("%s is not a baseline that this version reads: its version is %d, and not %d", o.Baseline, f.Version, baselineVersion)
	}
	for _, e := range f.Findings {
		l.left[Known{e.File, e.Code, e.Message}] += max(0, e.Count)
	}
	return l, nil
}

// path returns how the baseline names a file that messages show as shown.
func (l *baseline) path(shown string) string {
	if shown == "<stdin>" {
		return shown
	}
	abs, err := filepath.Abs(shown)
	if err != nil {
		return filepath.ToSlash(shown)
	}
	rel, err := filepath.Rel(l.root, abs)
	if err != nil {
		return filepath.ToSlash(abs)
	}
	return filepath.ToSlash(rel)
}

// look notes the files that a book was made from.
func (l *baseline) look(o *Outcome) {
	if l == nil || o.Book == nil {
		return
	}
	for _, s := range o.Book.Sources {
		l.seen[l.path(o.In.Shown(s))] = true
	}
}

// takes reports whether the finding is known. Each known one counts once.
func (l *baseline) takes(in Source, d *Finding) bool {
	if l == nil || d.Severity < tree.Warning || d.Severity == tree.Error && Incomplete(d.Code) {
		return false
	}
	k := Known{l.path(in.Shown(d.Path)), d.Code, d.Msg}
	n := max(d.Count, 1)
	if n > 1 { // the number is no part of the name
		k.msg = tree.MoreFindings(0)
	}
	l.met[k] += n
	l.seen[k.file] = true
	known := min(n, l.left[k])
	l.left[k] -= known
	if l.Write {
		l.Fresh += n - known
		known = n
	}
	l.Known += known
	if known == n {
		return true
	}
	if known > 0 { // what is left of it
		d.Count, d.Msg = n-known, tree.MoreFindings(n-known)
	}
	return false
}

// Gone returns how many known findings are not there any more. Those of files that this run did not look at
// still are, as long as the file is.
func (l *baseline) Gone() int {
	n := 0
	for k, count := range l.left {
		if count > 0 && l.looked(k.file) {
			n += count
		}
	}
	return n
}

// looked reports whether the run can say anything about the file: it was read, or is no more.
func (l *baseline) looked(file string) bool {
	if l.seen[file] {
		return true
	}
	_, err := os.Stat(filepath.Join(l.root, filepath.FromSlash(file)))
	l.seen[file] = err != nil
	return l.seen[file]
}

// Bytes returns the file with what is known now.
func (l *baseline) Bytes() []byte {
	all := l.met
	for k, count := range l.left {
		if count > 0 && !l.looked(k.file) {
			all[k] += count
		}
	}
	var entries []baselineEntry
	for k, n := range all {
		entries = append(entries, baselineEntry{k.file, k.code, k.msg, n})
	}
	slices.SortFunc(entries, func(a, b baselineEntry) int {
		return strings.Compare(a.File+"\x00"+string(a.Code)+"\x00"+a.Message, b.File+"\x00"+string(b.Code)+"\x00"+b.Message)
	})
	var out bytes.Buffer
	fmt.Fprintf(&out, "{\"version\":%d,\"findings\":[", baselineVersion)
	for i, e := range entries {
		if i > 0 {
			out.WriteByte(',')
		}
		out.WriteByte('\n')
		writeJSON(&out, e)
		out.Truncate(out.Len() - 1)
	}
	out.WriteString("\n]}\n")
	return out.Bytes()
}

// counts returns ", 3 known, 1 gone from known.json" as far as there are any.
func (l *baseline) counts() string {
	if l == nil || l.Write {
		return ""
	}
	s := ""
	if l.Known > 0 {
		s = fmt.Sprintf(", %d known", l.Known)
	}
	if n := l.Gone(); n > 0 {
		s += fmt.Sprintf(", %d of the known gone (--write-baseline drops them)", n)
	}
	return s
}
