package convert

import "platen/convert/tree"

// MaxFindings is how many findings of one code about one page or file are listed; the rest are counted. A page of a
// hundred thousand dead links says so once.
const MaxFindings = 1000

// Findings are diagnostics within bounds: all are counted, MaxFindings of a kind are kept. A kind is a code and what it
// is about.
type Findings struct {
	list  []tree.Diag
	kinds map[kind]*tally
}

type kind struct {
	page *tree.Page
	path string
	code tree.DiagCode
}

type tally struct {
	kept int
	more int       // that are not kept
	last tree.Diag // of those kept
}

// Add keeps a finding, or counts it. One that stands for several counts as those.
func (f *Findings) Add(d tree.Diag) {
	k := kind{d.Page, d.Path, d.Code}
	t := f.kinds[k]
	if t == nil {
		if f.kinds == nil {
			f.kinds = map[kind]*tally{}
		}
		t = &tally{}
		f.kinds[k] = t
	}
	if t.kept == MaxFindings || t.kept > 0 && d.Count > 1 {
		t.more += max(d.Count, 1)
		return
	}
	t.kept++
	t.last = d
	f.list = append(f.list, d)
}

// All returns the findings in the order in which they came. Behind the last one kept of a kind stands one for those that
// were not.
func (f *Findings) All() []tree.Diag {
	out := make([]tree.Diag, 0, len(f.list)+len(f.kinds))
	left := make(map[kind]int, len(f.kinds))
	for _, d := range f.list {
		out = append(out, d)
		k := kind{d.Page, d.Path, d.Code}
		left[k]++
		if t := f.kinds[k]; t.more > 0 && left[k] == t.kept {
			out = append(out, t.rest())
		}
	}
	return out
}

// rest is the finding that stands for those of a kind that are not kept.
func (t *tally) rest() tree.Diag {
	d := t.last
	d.Count, d.Hint, d.End = t.more, "", 0
	d.Msg = tree.MoreFindings(t.more)
	return d
}
