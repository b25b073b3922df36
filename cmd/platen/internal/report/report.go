package report

import (
	"encoding/base64"
	"encoding/hex"
	"errors"
	"slices"
	"strings"

	"platen/convert/tree"
	"platen/writers/ledger"
)

// A bookReport is what a report says about one input.
type bookReport struct {
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
	Findings []entry  `json:"findings"`

	Ledger []*ledger.Sheet `json:"ledger,omitempty"` // with --ledger: a table for each output
	Topics []topicLine     `json:"topics,omitempty"` // of DITA
}

// A report is what a run says about itself in a file.
type report struct {
	books    []*bookReport
	problems []string // what stopped an input or an output, without a diagnostic
	notes    []string // about the run itself
	outputs  []Output
	failOn   tree.Severity
	baseline bool // findings were compared with a baseline
	exit     int
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
	return &report{books: p.books, outputs: outputs, failOn: p.failOn, baseline: p.Baseline != nil, exit: exit}
}

// made is a file of the outputs as a report has it.
type made struct {
	Path  string `json:"path"`
	Bytes int64  `json:"bytes"`
	State string `json:"state"` // new, changed, unchanged or removed
	Sum   string `json:"sha256,omitempty"`
}

// statusOf says in a word what became of an input.
func statusOf(o *Outcome) string {
	switch {
	case o.Err != nil || o.Book == nil:
		return "failed"
	case slices.ContainsFunc(o.Findings, func(d Finding) bool { return d.Severity == tree.Error && Incomplete(d.Code) }):
		return "incomplete"
	case o.Again:
		return "unchanged"
	}
	return "ok"
}

// newBookReport returns what a report says about an input, without its findings.
func newBookReport(o *Outcome) *bookReport {
	r := &bookReport{Name: o.In.Named(), Pages: []string{}, Findings: []entry{}, Status: statusOf(o), Outputs: []made{}}
	if s := (*Stopped)(nil); errors.As(o.Err, &s) {
		r.Errors = len(s.Problems)
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

// json is the report of a .json file.
func (r *report) json() []byte {
	type summary struct {
		Pages    int   `json:"pages"`
		Words    int   `json:"words"`
		Links    int   `json:"links"`
		Errors   int   `json:"errors"`
		Warnings int   `json:"warnings"`
		Infos    int   `json:"infos"`
		Known    int   `json:"known"`
		Outputs  int   `json:"outputs"`
		Bytes    int64 `json:"bytes"`
	}
	doc := struct {
		Tool     string        `json:"tool"`
		Version  string        `json:"version"`
		ExitCode int           `json:"exitCode"`
		Summary  summary       `json:"summary"`
		Problems []string      `json:"problems"`
		Guides   []*bookReport `json:"guides"`
		Outputs  []made        `json:"outputs"`
	}{Tool: "platen", Version: Version(), ExitCode: r.exit, Problems: append([]string{}, r.problems...), Guides: append([]*bookReport{}, r.books...), Outputs: []made{}}
	s := &doc.Summary
	for _, b := range r.books {
		s.Pages += len(b.Pages)
		s.Words += b.Words
		s.Links += b.Links
		for _, f := range b.Findings {
			n := max(f.Count, 1)
			switch {
			case f.Excused:
			case f.Known:
				s.Known += n
			case f.Severity == "error":
				s.Errors += n
			case f.Severity == "warning":
				s.Warnings += n
			default:
				s.Infos += n
			}
		}
	}
	for _, o := range r.outputs {
		s.Outputs++
		s.Bytes += o.Size
		doc.Outputs = append(doc.Outputs, made{o.Path, o.Size, o.What, o.sum()})
	}
	return indented(doc)
}

// An Output is what became of one output file.
type Output struct {
	Path string
	What string // "new", "changed", "unchanged", "removed"
	Size int64  // bytes
	Sum  string // hash of the bytes: SHA-256 in base64 without padding; "" is not known
}

// sum is the hash in hexadecimal, as other programs have it.
func (o *Output) sum() string {
	data, err := base64.RawStdEncoding.DecodeString(o.Sum)
	if err != nil {
		return ""
	}
	return hex.EncodeToString(data)
}
