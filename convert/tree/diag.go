package tree

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
)

// Severity ranks diagnostics.
type Severity int8

// Severities, in rising order.
const (
	Info    Severity = iota // a choice that was made
	Warning                 // a fault of the source that was worked around
	Error                   // a page failed or an output is incomplete
)

func (s Severity) String() string { return [...]string{"info", "warning", "error"}[s] }

// A Diag is a finding about the document. The conversion goes on.
type Diag struct {
	Page     *Page  // nil for a finding about a file that is no page
	Path     string // used when Page is nil; relative to the source root
	Pos, End Pos    // End 0 means a point
	Line     int    // used when Page is nil: 1-based line; 0 unknown
	Column   int    // used when Page is nil: in runes, from 1; 0 unknown
	Severity Severity
	Code     DiagCode
	Msg      string // what is wrong; lower case, no full stop
	Hint     string // what to do: `did you mean "requirements"?`; may be empty
	Count    int    // how many findings this one stands for; 0 is itself alone
	Trace    string // of a page that failed: the calls that led there, a line each, innermost first
}

// Position returns the place of the finding.
func (d Diag) Position() Position {
	if d.Page == nil {
		return Position{d.Path, d.Line, d.Column}
	}
	return d.Page.At(d.Pos)
}

// String returns "file:line:col: severity: message [code]"; unknown parts of the place are left out.
func (d Diag) String() string {
	p := d.Position()
	s := p.Path
	if p.Line > 0 {
		s += fmt.Sprintf(":%d", p.Line)
		if p.Column > 0 {
			s += fmt.Sprintf(":%d", p.Column)
		}
	}
	s += ": " + d.Severity.String() + ": " + d.Msg
	if d.Hint != "" {
		s += "; " + d.Hint
	}
	return s + " [" + string(d.Code) + "]"
}

// SortDiags sorts by page order, position and code, and drops exact repeats.
// order gives each page its place; pages that it lacks come first, by path.
func SortDiags(ds []Diag, order map[*Page]int) []Diag {
	slices.SortStableFunc(ds, func(a, b Diag) int {
		ia, ib := -1, -1
		if i, ok := order[a.Page]; ok && a.Page != nil {
			ia = i
		}
		if i, ok := order[b.Page]; ok && b.Page != nil {
			ib = i
		}
		return cmp.Or(cmp.Compare(ia, ib), cmp.Compare(a.path(), b.path()), cmp.Compare(a.Pos, b.Pos),
			cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column), cmp.Compare(a.Code, b.Code), cmp.Compare(a.Msg, b.Msg))
	})
	return slices.Compact(ds)
}

func (d Diag) path() string {
	if d.Page != nil {
		return d.Page.Path
	}
	return d.Path
}

// MoreFindings is the message of a finding that stands for n others of its kind.
func MoreFindings(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s + " more findings of this kind in the page"
}
