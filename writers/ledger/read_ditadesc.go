package ledger

import (
	"encoding/xml"
	"slices"
	"strings"
)

// shortdesc reads a short description, and notes where it is when it is the one of the page's front matter.
func (r *ditaReader) shortdesc(d *xml.Decoder) error {
	words, facts := len(r.words), len(r.facts)
	if err := r.children(d, "shortdesc"); err != nil {
		return err
	}
	r.space()
	given := &account{}
	given.add(r.description, 0)
	given.space()
	if len(r.facts) == facts && slices.EqualFunc(r.words[words:], given.words, sameWord) {
		r.from, r.to = words, len(r.words)
	}
	r.description = "" // it is the page's, not that of a topic below
	return nil
}

func sameWord(a, b word) bool { return a.s == b.s }

// again reports whether words begin with the letters of others, whatever signs stand between them.
func again(words, others []word) bool {
	want := ""
	for _, w := range others {
		want += letters(w.s)
	}
	for _, w := range words {
		rest, ok := strings.CutPrefix(want, letters(w.s))
		if want = rest; !ok || want == "" {
			return ok
		}
	}
	return false
}

// forgetDescription takes the front matter's description away, which is not in the text: begins says that it is, unless again.
func (r *ditaReader) forgetDescription(begins bool) {
	n := r.to - r.from
	if n == 0 || begins && !again(r.words[r.to:], r.words[r.from:r.to]) {
		return
	}
	r.words = slices.Delete(r.words, r.from, r.to)
	for i := range r.facts {
		if f := &r.facts[i]; f.at >= r.to {
			f.at -= n
		}
	}
}
