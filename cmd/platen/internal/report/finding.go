package report

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io"
	"path/filepath"
	"strings"

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
	Count     int           `json:"count,omitempty"`       // how many findings it stands for; 0 is itself alone
	Trace     string        `json:"trace,omitempty"`       // the calls that led to a failure, a line each, innermost first
	Known     bool          `json:"known,omitempty"`       // in the baseline
	Excused   bool          `json:"excused,omitempty"`     // by a comment of the page
	Print     string        `json:"fingerprint,omitempty"` // the same wherever the line moves
}

// newEntry returns a finding of the input as programs get it.
func newEntry(in Source, d *Finding) entry {
	return entry{File: in.Shown(d.Path), Line: d.Line, Column: d.Column, EndLine: d.EndLine, EndColumn: d.EndColumn,
		Severity: d.Severity.String(), Code: d.Code, Message: d.Msg, Hint: d.Hint, Count: d.Count, Trace: d.Trace}
}

// newKept returns a finding as reports keep it, with what it is known by: file, code, message and the text of its line.
func newKept(in Source, d *Finding) entry {
	e := newEntry(in, d)
	sum := sha256.Sum256([]byte(strings.Join([]string{filepath.ToSlash(e.File), string(e.Code), e.Message, strings.TrimSpace(d.Text)}, "\x00")))
	e.Print = hex.EncodeToString(sum[:8])
	return e
}

// writeJSON writes v on a line of its own.
func writeJSON(out io.Writer, v any) { out.Write(JSONLine(v)) }

// JSONLine returns v as a line of JSON in which nothing is an order to the machine that runs a pipeline.
func JSONLine(v any) []byte {
	var line bytes.Buffer
	e := json.NewEncoder(&line)
	e.SetEscapeHTML(false)
	e.Encode(v)
	return inertJSON(line.Bytes())
}

// text returns the message with its hint.
func (f *entry) text() string {
	if f.Hint == "" {
		return f.Message
	}
	return f.Message + "; " + f.Hint
}

// incomplete reports whether the finding says that an output lacks something.
func (f *entry) incomplete() bool { return f.Severity == tree.Error.String() && Incomplete(f.Code) }
