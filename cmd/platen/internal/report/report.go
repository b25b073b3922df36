package report

import (
	"errors"
	"slices"
	"strings"

	"platen/convert/tree"
	"platen/writers/ledger"
)

// A bookReport is what a report says about one input.
type bookReport struct {
	Number   int      `json:"number,omitempty"` // its place among all guides of the project file, from 1
	Name     string   `json:"name"`             // the book's, or the input's when no book came out
	Source   string   `json:"source,omitempty"` // as given on the command line
	Pages    []string `json:"pages"`
	Words    int      `json:"words"`
	Links    int      `json:"links"`
	Status   string   `json:"status"` // ok, unchanged, incomplete or failed
	Errors   int      `json:"errors"`
	Warnings int      `json:"warnings"`
	Seconds  float64  `json:"seconds,omitempty"` // with --timings
	Outputs  []made   `json:"outputs"`
	Problems []string `json:"problems,omitempty"` // what stopped it or its outputs
	Findings []entry  `json:"findings"`

	Ledger []*ledger.Sheet `json:"ledger,omitempty"` // with --ledger: a table for each output
	Topics []topicLine     `json:"topics,omitempty"` // of DITA
}

// A report is what a run says about itself in a file.
type report struct {
	books    []*bookReport
	rest     []entry  // findings about no guide: outputs of those that are gone
	problems []string // what stopped an input or an output, without a diagnostic
	notes    []string // about the run itself
	outputs  []Output
	failOn   tree.Severity
	baseline bool // findings were compared with a baseline
	exit     int
	shard    string // which part of the guides it is about: 2/10; "" for all
}

// findings calls visit for each finding, those of guides first. b is nil for the others.
func (r *report) findings(visit func(b *bookReport, f *entry)) {
	for _, b := range r.books {
		for i := range b.Findings {
			visit(b, &b.Findings[i])
		}
	}
	for i := range r.rest {
		visit(nil, &r.rest[i])
	}
}

// A reportForm is one form of a report.
type reportForm struct {
	ext   string
	write func(r *report) []byte
}

// reportForms returns all forms, by extension, the longest first.
func reportForms() []reportForm {
	return []reportForm{{".codequality.json", (*report).codeQuality}, {".json", (*report).json}, {".sarif", (*report).Sarif}, {".xml", (*report).junit}, {".csv", (*report).csv}}
}

// File returns the report in the form that the name's extension stands for.
func (r *report) File(name string) []byte {
	for _, f := range reportForms() {
		if strings.HasSuffix(strings.ToLower(name), f.ext) {
			return f.write(r)
		}
	}
	return nil
}

// report returns what was printed as a report.
func (p *Printer) report(outputs []Output, exit int) *report {
	slices.SortFunc(outputs, func(a, b Output) int { return strings.Compare(a.Path, b.Path) })
	return &report{books: p.books, rest: p.rest.Findings, outputs: outputs, failOn: p.failOn, baseline: p.Baseline != nil, exit: exit}
}

// made is a file of the outputs as a report has it.
type made struct {
	Path  string `json:"path"`
	Bytes int64  `json:"bytes"`
	State string `json:"state"` // new, changed, unchanged or removed
	Sum   string `json:"sha256,omitempty"`
}

// What became of an input, in a word; else it is "ok" or "unchanged".
const (
	statusIncomplete = "incomplete"
	statusFailed     = "failed"
)

// statusOf says in a word what became of an input.
func statusOf(o *Outcome) string {
	switch {
	case o.Err != nil || o.Book == nil:
		return statusFailed
	case o.Incomplete():
		return statusIncomplete
	case o.Again:
		return "unchanged"
	}
	return "ok"
}

// Incomplete reports whether an output lacks something.
func (o *Outcome) Incomplete() bool {
	return slices.ContainsFunc(o.Findings, func(d Finding) bool { return d.Severity == tree.Error && Incomplete(d.Code) })
}

// newBookReport returns what a report says about an input, without its findings.
func newBookReport(o *Outcome) *bookReport {
	r := &bookReport{Number: o.Number, Name: o.In.Named(), Pages: []string{}, Findings: []entry{}, Status: statusOf(o), Outputs: []made{}}
	if s := (*Stopped)(nil); errors.As(o.Err, &s) {
		r.Errors = len(s.Problems)
		for _, p := range s.Problems {
			r.Problems = append(r.Problems, p.Msg)
		}
	}
	for _, f := range o.Outputs {
		r.Outputs = append(r.Outputs, made{f.Path, f.Size, f.What, f.sum()})
	}
	slices.SortFunc(r.Outputs, func(a, b made) int { return strings.Compare(a.Path, b.Path) })
	if !o.In.IsStdin() {
		r.Source = o.In.Named()
	}
	if o.Book == nil {
		return r
	}
	r.Name, r.Words, r.Links = o.Book.Name, o.Book.Words, o.Book.Links
	for _, p := range o.Book.Pages {
		r.Pages = append(r.Pages, o.In.Shown(p))
	}
	return r
}

// count adds a finding that is neither known nor excused. r may be nil.
func (r *bookReport) count(d *Finding) {
	switch {
	case r == nil:
	case d.Severity == tree.Error:
		r.Errors += max(d.Count, 1)
	case d.Severity == tree.Warning:
		r.Warnings += max(d.Count, 1)
	}
}

// An Output is what became of one output file.
type Output struct {
	Path string
	What string // "new", "changed", "unchanged", "removed"
	Size int64  // bytes
	Sum  string // hash of the bytes: SHA-256 in base64 without padding; "" is not known
}
