package report

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"path/filepath"

	"platen/convert/tree"
)

// A qualityIssue is one issue of a Code Quality report as GitLab reads it. (docs.gitlab.com, Code Quality: Code Quality
// report format)
type qualityIssue struct {
	Description string          `json:"description"`
	CheckName   string          `json:"check_name"`
	Fingerprint string          `json:"fingerprint"` // the same for the same fault when lines move
	Severity    string          `json:"severity"`
	Location    qualityLocation `json:"location"`
}

type qualityLocation struct {
	Path  string       `json:"path"`
	Lines qualityLines `json:"lines"`
}

type qualityLines struct {
	Begin int `json:"begin"` // from 1
}

// codeQuality is the report of a .codequality.json file. Findings of the baseline and those that the page excuses are left out: GitLab compares branches itself.
func (r *report) codeQuality() []byte {
	issues := []qualityIssue{}
	times := map[string]int{}
	add := func(file string, line int, severity, code, text, message string) {
		file = filepath.ToSlash(file)
		key := fmt.Sprintf("%q %s %q", file, code, message)
		times[key]++
		sum := sha256.Sum256(fmt.Appendf(nil, "%s %d", key, times[key]))
		issues = append(issues, qualityIssue{text, code, hex.EncodeToString(sum[:16]), severity,
			qualityLocation{file, qualityLines{max(line, 1)}}})
	}
	for _, p := range r.problems {
		add(".", 1, "blocker", "platen", p, p)
	}
	severity := map[string]string{tree.Error.String(): "major", tree.Warning.String(): "minor", tree.Info.String(): "info"}
	r.findings(func(_ *bookReport, f *entry) {
		if !f.Known && !f.Excused {
			add(f.File, f.Line, f.weight(severity), string(f.Code), f.text(), f.Message)
		}
	})
	return indented(issues)
}

// weight is the word for how bad the finding is: of a guide that lacks something more than else.
func (f *entry) weight(of map[string]string) string {
	if f.incomplete() {
		return "critical"
	}
	return of[f.Severity]
}
