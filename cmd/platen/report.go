package main

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"platen/cmd/platen/internal/options"
	"platen/convert/tree"
	"platen/writers/ledger"
)

// A bookReport is what a report says about one input.
type bookReport struct {
	Name     string    `json:"name"`             // the book's, or the input's when no book came out
	Source   string    `json:"source,omitempty"` // as given on the command line
	Pages    []string  `json:"pages"`
	Words    int       `json:"words"`
	Links    int       `json:"links"`
	Findings []finding `json:"findings"`

	Ledger []*ledger.Sheet `json:"ledger,omitempty"` // with --ledger: a table for each output
}

// A report is what a run says about itself in a file.
type report struct {
	books    []*bookReport
	problems []string // what stopped an input or an output, without a diagnostic
	outputs  []result
	failOn   tree.Severity
	baseline bool // findings were compared with a baseline
	exit     int
}

// A reportForm is one form of a report.
type reportForm struct {
	ext   string
	write func(r *report) []byte
}

// reportForms returns all forms, by extension.
func reportForms() []reportForm {
	return []reportForm{{".json", (*report).json}, {".sarif", (*report).sarif}, {".xml", (*report).junit}}
}

// newBookReport returns what a report says about an input, without its findings.
func newBookReport(o *outcome) *bookReport {
	r := &bookReport{Name: o.in.named(), Pages: []string{}, Findings: []finding{}}
	if o.in.single != "-" {
		r.Source = o.in.named()
	}
	if o.book == nil {
		return r
	}
	r.Name, r.Words, r.Links = o.book.Name, o.book.Words, o.book.Links
	for _, p := range o.book.Pages {
		r.Pages = append(r.Pages, o.in.shown(p))
	}
	return r
}

// writeReports writes the files of --report and the document of --diagnostics sarif, and returns the exit
// code: a report that cannot be written is a failure.
func (c *command) writeReports(exit int) int {
	if exit == exitUsage {
		return exit
	}
	r := &report{books: c.diag.books, problems: c.problems, outputs: c.outputs, failOn: c.diag.failOn, baseline: c.diag.baseline != nil, exit: exit}
	slices.SortFunc(r.outputs, func(a, b result) int { return strings.Compare(a.path, b.path) })
	if c.diag.form == "sarif" {
		c.stderr.Write(r.sarif())
	}
	for _, name := range c.opts.Reports {
		for _, f := range reportForms() {
			if strings.ToLower(filepath.Ext(name)) != f.ext {
				continue
			}
			if err := c.replaceFile(name, f.write(r)); err != nil {
				fmt.Fprintf(c.stderr, "platen: cannot write %s: %v\n", printable(name), options.Cause(err))
				exit = worse(exit, exitFailed)
			}
		}
	}
	return exit
}

// worse returns the exit code of a run that would end with old and in which something failed.
func worse(old, failed int) int {
	if old == exitOK || old == exitDiagnostics {
		return failed
	}
	return old
}

// json is the report of a .json file.
func (r *report) json() []byte {
	type output struct {
		Path  string `json:"path"`
		Bytes int64  `json:"bytes"`
		State string `json:"state"` // new, changed, unchanged or removed
	}
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
		Outputs  []output      `json:"outputs"`
	}{Tool: "platen", Version: version(), ExitCode: r.exit, Problems: append([]string{}, r.problems...), Guides: append([]*bookReport{}, r.books...), Outputs: []output{}}
	s := &doc.Summary
	for _, b := range r.books {
		s.Pages += len(b.Pages)
		s.Words += b.Words
		s.Links += b.Links
		for _, f := range b.Findings {
			n := max(f.Count, 1)
			switch {
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
		s.Bytes += o.size
		doc.Outputs = append(doc.Outputs, output{o.path, o.size, o.what})
	}
	return indented(doc)
}
