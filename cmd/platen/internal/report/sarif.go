package report

import (
	"bytes"
	"encoding/json"
	"net/url"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strconv"
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
		Home    string      `json:"informationUri"`
		Rules   []sarifRule `json:"rules"`
	}
	sarifRule struct {
		ID         string          `json:"id"`
		Short      sarifText       `json:"shortDescription"`
		Full       sarifText       `json:"fullDescription"`
		Help       sarifHelp       `json:"help"`
		Default    sarifConfig     `json:"defaultConfiguration"`
		Properties sarifProperties `json:"properties"`
	}
	sarifHelp struct {
		Text     string `json:"text"`
		Markdown string `json:"markdown"`
	}
	sarifProperties struct {
		Tags []string `json:"tags"`
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
		Prints    sarifPrints     `json:"partialFingerprints"`
		State     string          `json:"baselineState,omitempty"` // new or unchanged, when there is a baseline

		Suppressions []sarifSuppression `json:"suppressions,omitempty"`
	}
	// A sarifSuppression says that a comment of the page excuses the result.
	sarifSuppression struct {
		Kind string `json:"kind"`
	}
	// sarifPrints are what GitHub knows a result by when its line has moved.
	sarifPrints struct {
		Line string `json:"primaryLocationLineHash"`
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
	run := sarifRun{Tool: sarifTool{sarifDriver{Name: "platen", Version: Version(), Home: home()}}, ColumnKind: "unicodeCodePoints", Results: []sarifResult{}}
	index := map[tree.DiagCode]int{}
	for i, c := range codes {
		index[c.Code] = i
		run.Tool.Driver.Rules = append(run.Tool.Driver.Rules, newRule(c))
	}
	call := sarifInvocation{ExecutionSuccessful: r.exit == ExitOK || r.exit == ExitDiagnostics, ExitCode: r.exit}
	for _, p := range r.problems {
		call.Notifications = append(call.Notifications, sarifNotice{"error", sarifText{p}})
	}
	for _, b := range r.books {
		if b.Status == statusIncomplete || b.Status == statusFailed {
			call.Notifications = append(call.Notifications, sarifNotice{"error", sarifText{b.Name + " is " + b.Status}})
		}
	}
	for _, n := range r.notes {
		call.Notifications = append(call.Notifications, sarifNotice{"note", sarifText{n}})
	}
	run.Invocations = []sarifInvocation{call}
	met := map[string]int{}
	r.findings(func(_ *bookReport, f *entry) {
		i, ok := index[f.Code]
		if !ok {
			i = -1 // the specification's "no such rule"
		}
		run.Results = append(run.Results, sarifResult{string(f.Code), i, sarifLevel(f.Severity), sarifText{f.text()}, f.locations(), sarifPrints{f.print(met)}, r.state(f), f.suppressions()})
	})
	return indented(sarifLog{sarifSchema, "2.1.0", []sarifRun{run}})
}

// newRule returns a code as a rule. GitHub's code scanning asks for the full description and the help.
func newRule(c tree.CodeDoc) sarifRule {
	h := c.Code.Help()
	short, _, _ := strings.Cut(c.Doc, ". ")
	return sarifRule{string(c.Code), sarifText{strings.TrimSuffix(short, ".") + "."}, sarifText{c.Doc},
		sarifHelp{c.Doc + "\n\n" + h.Text(), c.Doc + "\n\n" + h.Markdown()},
		sarifConfig{sarifLevel(c.Severity.String())}, sarifProperties{[]string{"documentation"}}}
}

// home is the address of the product: that of its module, as far as the module has one.
func home() string {
	if b, ok := debug.ReadBuildInfo(); ok && strings.Contains(b.Main.Path, ".") {
		return "https://" + b.Main.Path
	}
	return "https://platen.example"
}

// print returns what the finding is known by, wherever its line moves, and which of those that are the same it is. met
// counts them over a run.
func (f *entry) print(met map[string]int) string {
	met[f.Print]++
	return f.Print + ":" + strconv.Itoa(met[f.Print])
}

// state says whether the finding is in the baseline. SARIF 2.1.0, 3.27.24.
func (r *report) state(f *entry) string {
	switch {
	case !r.baseline:
		return ""
	case f.Known:
		return "unchanged"
	}
	return "new"
}

// suppressions says that the page excuses the finding. SARIF 2.1.0, 3.27.23 and 3.35.
func (f *entry) suppressions() []sarifSuppression {
	if !f.Excused {
		return nil
	}
	return []sarifSuppression{{"inSource"}}
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
