package run

import (
	"slices"

	"platen/cmd/platen/internal/options"
	"platen/convert/tree"
)

// A paper is where the sheets of the PDFs of one input begin, for the EPUB of the same run, which marks these places.
type paper struct {
	wanted bool
	sheets []tree.Sheets
}

// afterPaper parts the formats into those that are written at the same time and those that are written behind them, as they
// have what the first ones told: EPUB behind PDF, in whatever order they were asked for. EPUB costs a tenth of a PDF, so
// that the wait is not felt, and no writer has to wait for another or to know of it.
func afterPaper(formats []options.Format) (first, then []options.Format) {
	is := func(name string) func(options.Format) bool {
		return func(f options.Format) bool { return f.Name == name }
	}
	if !slices.ContainsFunc(formats, is("pdf")) {
		return formats, nil
	}
	for _, f := range formats {
		if f.Name == "epub" {
			then = append(then, f)
		} else {
			first = append(first, f)
		}
	}
	return first, then
}

// tell sets what a writer is told of sheets, or tells of them.
func (p *paper) tell(s *options.Settings) {
	s.Paper = p.sheets
	if p.wanted {
		s.Sheets = func(l tree.Sheets) { p.sheets = append(p.sheets, l) }
	}
}
