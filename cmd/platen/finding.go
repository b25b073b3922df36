package main

import (
	"bytes"
	"encoding/json"

	"platen/convert/tree"
)

// A finding is a diagnostic with its place worked out, as programs get it.
type finding struct {
	File      string        `json:"file"` // as it was given on the command line
	Line      int           `json:"line,omitempty"`
	Column    int           `json:"column,omitempty"` // in characters, from 1
	EndLine   int           `json:"endLine,omitempty"`
	EndColumn int           `json:"endColumn,omitempty"`
	Severity  string        `json:"severity"`
	Code      tree.DiagCode `json:"code"`
	Message   string        `json:"message"`
	Hint      string        `json:"hint,omitempty"`
	Known     bool          `json:"known,omitempty"` // in the baseline
}

// newFinding returns the diagnostic of the input as a finding.
func newFinding(in *input, d tree.Diag, at tree.Position, loc *locator) finding {
	f := finding{File: in.shown(at.Path), Line: at.Line, Column: at.Column, Severity: d.Severity.String(), Code: d.Code, Message: d.Msg, Hint: d.Hint}
	if d.Page != nil && d.End > d.Pos {
		end := loc.place(d.Page, d.End)
		f.EndLine, f.EndColumn = end.Line, end.Column
	}
	return f
}

// writeJSON appends v on a line of its own.
func writeJSON(out *bytes.Buffer, v any) {
	e := json.NewEncoder(out)
	e.SetEscapeHTML(false)
	e.Encode(v)
}

// text returns the message with its hint.
func (f *finding) text() string {
	if f.Hint == "" {
		return f.Message
	}
	return f.Message + "; " + f.Hint
}
