package report

import (
	"bytes"
	"encoding/json"
	"io"

	"platen/convert/tree"
)

// An entry is a diagnostic as programs get it.
type entry struct {
	File      string        `json:"file"` // as it was given on the command line
	Line      int           `json:"line,omitempty"`
	Column    int           `json:"column,omitempty"` // in characters, from 1
	EndLine   int           `json:"endLine,omitempty"`
	EndColumn int           `json:"endColumn,omitempty"`
	Severity  string        `json:"severity"`
	Code      tree.DiagCode `json:"code"`
	Message   string        `json:"message"`
	Hint      string        `json:"hint,omitempty"`
	Count     int           `json:"count,omitempty"`   // how many findings it stands for; 0 is itself alone
	Trace     string        `json:"trace,omitempty"`   // the calls that led to a failure, a line each, innermost first
	Known     bool          `json:"known,omitempty"`   // in the baseline
	Excused   bool          `json:"excused,omitempty"` // by a comment of the page

	source string // the line of the source
}

// newEntry returns a finding of the input as programs get it.
func newEntry(in Source, d *Finding) entry {
	return entry{File: in.Shown(d.Path), Line: d.Line, Column: d.Column, EndLine: d.EndLine, EndColumn: d.EndColumn,
		Severity: d.Severity.String(), Code: d.Code, Message: d.Msg, Hint: d.Hint, Count: d.Count, Trace: d.Trace, source: d.Text}
}

// writeJSON writes v on a line of its own.
func writeJSON(out io.Writer, v any) {
	var line bytes.Buffer
	e := json.NewEncoder(&line)
	e.SetEscapeHTML(false)
	e.Encode(v)
	out.Write(inertJSON(line.Bytes()))
}

// text returns the message with its hint.
func (f *entry) text() string {
	if f.Hint == "" {
		return f.Message
	}
	return f.Message + "; " + f.Hint
}
