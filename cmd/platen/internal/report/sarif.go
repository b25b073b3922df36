package report

import (
	"bytes"
	"encoding/json"
	"net/url"
	"path/filepath"
	"slices"
	"strings"

	"platen/convert/tree"
)

// sarifSchema is where the schema of the form is published.
const sarifSchema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

// The parts of a SARIF 2.1.0 log that platen fills, by the names of the specification's section 3.
type (
	sarifLog struct {
		Schema  string     `json:"$schema"`
		Version string     `json:"version"`
		Runs    []sarifRun `json:"runs"`
	}
	sarifRun struct {
		Tool        sarifTool         `json:"tool"`
		Invocations []sarifInvocation `json:"invocations"`
		ColumnKind  string            `json:"columnKind"`
		Results     []sarifResult     `json:"results"`
	}
	sarifTool struct {
		Driver sarifDriver `json:"driver"`
	}
	sarifDriver struct {
		Name    string      `json:"name"`
		Version string      `json:"version"`
		Rules   []sarifRule `json:"rules"`
	}
	sarifRule struct {
		ID      string      `json:"id"`
		Short   sarifText   `json:"shortDescription"`
		Default sarifConfig `json:"defaultConfiguration"`
	}
	sarifConfig struct {
		Level string `json:"level"`
	}
	sarifText struct {
		Text string `json:"text"`
	}
	sarifInvocation struct {
		ExecutionSuccessful bool          `json:"executionSuccessful"`
		ExitCode            int           `json:"exitCode"`
		Notifications       []sarifNotice `json:"toolExecutionNotifications,omitempty"`
	}
	sarifNotice struct {
		Level   string    `json:"level"`
		Message sarifText `json:"message"`
	}
	sarifResult struct {
		RuleID    string          `json:"ruleId"`
		RuleIndex int             `json:"ruleIndex"`
		Level     string          `json:"level"`
		Message   sarifText       `json:"message"`
		Locations []sarifLocation `json:"locations,omitempty"`
		State     string          `json:"baselineState,omitempty"` // new or unchanged, when there is a baseline
	}
	sarifLocation struct {
		Physical sarifPhysical `json:"physicalLocation"`
	}
	sarifPhysical struct {
		Artifact sarifArtifact `json:"artifactLocation"`
		Region   *sarifRegion  `json:"region,omitempty"`
	}
	sarifArtifact struct {
		URI string `json:"uri"`
	}
	sarifRegion struct {
		StartLine   int `json:"startLine"`
		StartColumn int `json:"startColumn,omitempty"`
		EndLine     int `json:"endLine,omitempty"`
		EndColumn   int `json:"endColumn,omitempty"`
	}
)

// sarifLevel returns the SARIF word for a severity.
func sarifLevel(severity string) string {
	if severity == tree.Info.String() {
		return "note"
	}
	return severity
}

// Sarif is the report of a .sarif file.
func (r *report) Sarif() []byte {
	codes := tree.Codes()
	slices.SortFunc(codes, func(a, b tree.CodeDoc) int { return strings.Compare(string(a.Code), string(b.Code)) })
	run := sarifRun{Tool: sarifTool{sarifDriver{Name: "platen", Version: Version()}}, ColumnKind: "unicodeCodePoints", Results: []sarifResult{}}
	index := map[tree.DiagCode]int{}
	for i, c := range codes {
		index[c.Code] = i
		run.Tool.Driver.Rules = append(run.Tool.Driver.Rules, sarifRule{string(c.Code), sarifText{c.Doc}, sarifConfig{sarifLevel(c.Severity.String())}})
	}
	call := sarifInvocation{ExecutionSuccessful: r.exit == ExitOK || r.exit == ExitDiagnostics, ExitCode: r.exit}
	for _, p := range r.problems {
		call.Notifications = append(call.Notifications, sarifNotice{"error", sarifText{p}})
	}
	run.Invocations = []sarifInvocation{call}
	for _, b := range r.books {
		for _, f := range b.Findings {
			i, ok := index[f.Code]
			if !ok {
				i = -1 // the specification's "no such rule"
			}
			run.Results = append(run.Results, sarifResult{string(f.Code), i, sarifLevel(f.Severity), sarifText{f.text()}, f.locations(), r.state(f)})
		}
	}
	return indented(sarifLog{sarifSchema, "2.1.0", []sarifRun{run}})
}

// state says whether the finding is in the baseline. SARIF 2.1.0, 3.27.24.
func (r *report) state(f entry) string {
	switch {
	case !r.baseline:
		return ""
	case f.Known:
		return "unchanged"
	}
	return "new"
}

// locations returns where the finding is; standard input has no address.
func (f *entry) locations() []sarifLocation {
	if f.File == "" || f.File == "<stdin>" {
		return nil
	}
	u := url.URL{Path: filepath.ToSlash(f.File)}
	if filepath.IsAbs(f.File) {
		u.Scheme = "file"
	}
	l := sarifLocation{Physical: sarifPhysical{Artifact: sarifArtifact{u.String()}}}
	if f.Line > 0 {
		l.Physical.Region = &sarifRegion{f.Line, f.Column, f.EndLine, f.EndColumn}
	}
	return []sarifLocation{l}
}

// indented returns v as JSON for files.
func indented(v any) []byte {
	var out bytes.Buffer
	e := json.NewEncoder(&out)
	e.SetEscapeHTML(false)
	e.SetIndent("", " ")
	e.Encode(v)
	return inertJSON(out.Bytes())
}
