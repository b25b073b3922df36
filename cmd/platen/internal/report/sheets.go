package report

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"platen/writers/ledger"
)

// sheets are the ledger's tables of a run, one for each format.
type sheets []*ledger.Sheet

// add adds the table of an input.
func (sheets *sheets) add(s *ledger.Sheet) {
	for _, t := range *sheets {
		if t.Format == s.Format {
			t.Add(s)
			return
		}
	}
	t := &ledger.Sheet{Format: s.Format}
	t.Add(s)
	*sheets = append(*sheets, t)
}

// print prints the tables of the ledger: a line for each kind, a column for the source and for each output.
func (sheets sheets) print(w io.Writer) {
	if len(sheets) == 0 {
		return
	}
	head := "ledger           "
	for _, s := range sheets {
		head += fmt.Sprintf(" %20s", s.Format)
	}
	fmt.Fprintln(w, strings.TrimRight(head, " "))
	for i, r := range sheets[0].Rows {
		line := fmt.Sprintf("%-17s", r.Kind)
		for _, s := range sheets {
			line += fmt.Sprintf(" %20s", rowText(s.Rows[i]))
		}
		fmt.Fprintln(w, strings.TrimRight(line, " "))
	}
	for _, s := range sheets {
		var out []string
		for _, what := range slices.Sorted(maps.Keys(s.LeftOut)) {
			out = append(out, fmt.Sprintf("%s %d", what, s.LeftOut[what]))
		}
		if len(out) > 0 {
			fmt.Fprintln(w, "left out of the source on purpose: "+strings.Join(out, ", "))
		}
	}
}

// rowText shows a number when it is as it has to be, else what is lost and what is extra.
func rowText(r ledger.Row) string {
	switch {
	case r.Source == 0 && r.Output == 0:
		return "–"
	case r.Lost == 0 && r.Extra == 0:
		return fmt.Sprint(r.Source)
	}
	s := fmt.Sprint(r.Source)
	if r.Lost > 0 {
		s += fmt.Sprintf(" −%d", r.Lost)
	}
	if r.Extra > 0 {
		s += fmt.Sprintf(" +%d", r.Extra)
	}
	return s
}
