package markdown

import (
	"platen/convert/markdown/internal/build"
	"platen/convert/markdown/internal/ext"
)

// An Evidence is a form on a page that no dialect reads as plain words and that Auto does not know.
type Evidence struct {
	Extension string // what reads the form: "admonitions"
	Line      int    // where the form was seen first, from 1
	Text      string // the line, shortened
}

// A Looker looks for forms of other dialects in pages of which no project says how they are written. It is safe for
// concurrent use.
type Looker struct{ signs *build.Signs }

// NewLooker returns a Looker for the forms of all extensions.
func NewLooker() *Looker { return &Looker{build.NewSigns(ext.All())} }

// Seen looks for forms of other dialects in a page: lines outside of code that begin as nothing else does, with what has
// to follow them. It costs a look at the beginning of each line. The result is sorted by extension, one Evidence for each.
func (l *Looker) Seen(src []byte) []Evidence {
	var out []Evidence
	for _, e := range l.signs.Seen(src) {
		out = append(out, Evidence(e))
	}
	return out
}

// Seen is [Looker.Seen] for one page.
func Seen(src []byte) []Evidence { return NewLooker().Seen(src) }
