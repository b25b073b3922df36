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

// Seen looks for forms of other dialects in a page of which no project says how it is written: lines outside of
// code that begin as nothing else does, with what has to follow them. It costs a look at the beginning of each line.
// The result is sorted by extension, one Evidence for each.
func Seen(src []byte) []Evidence {
	var out []Evidence
	for _, e := range build.Seen(src, ext.All()) {
		out = append(out, Evidence(e))
	}
	return out
}
