package serve

import (
	_ "embed"
	"encoding/json"
	"net/http"
	"slices"
	"strings"
)

// FindingsPath is where pages read what was found.
const FindingsPath = "/.platen/findings"

// maxFindings is how many findings a page shows.
const maxFindings = 200

// A Finding is what a build found, for pages to show.
type Finding struct {
	Severity string `json:"severity"`
	File     string `json:"file"` // as it is shown on the terminal
	Page     string `json:"page"` // its path in the guide
	Line     int    `json:"line,omitempty"`
	Msg      string `json:"msg"`
	Hint     string `json:"hint,omitempty"`
	Code     string `json:"code"`
}

// findingsScript shows them. It is put into what is served, and names nothing of the page's own.
//
//go:embed findings.js
var findingsScript string

// sendFindings answers with those of the last build; page is the file that the page is, of which they come first.
func (s *Server) sendFindings(w http.ResponseWriter, page string) {
	s.mu.Lock()
	all := s.site.Findings
	s.mu.Unlock()
	own := func(f Finding) bool { return isOf(f.Page, page) }
	var list []Finding
	for _, mine := range []bool{true, false} {
		for _, f := range all {
			if own(f) == mine && len(list) < maxFindings {
				list = append(list, f)
			}
		}
	}
	w.Header().Set("Content-Type", "application/json")
	json.NewEncoder(w).Encode(map[string]any{"all": len(all), "own": countOf(all, own), "list": append([]Finding{}, list...)})
}

func countOf(all []Finding, is func(Finding) bool) (n int) {
	for _, f := range all {
		if is(f) {
			n++
		}
	}
	return n
}

// isOf reports whether a finding in a page's source is one of the file that is shown: guide/setup.md of guide/setup.html,
// and of guide/setup/index.html.
func isOf(source, file string) bool {
	i := strings.LastIndexByte(source, '.')
	if i <= strings.LastIndexByte(source, '/') {
		return false
	}
	stem := source[:i]
	for _, name := range []string{stem + ".html", stem + "/index.html", strings.TrimSuffix(stem, "README") + "index.html"} {
		if file == name || strings.HasSuffix(file, "/"+name) {
			return true
		}
	}
	return false
}

// sameFindings reports whether tabs show what they have to.
func sameFindings(a, b []Finding) bool { return slices.Equal(a, b) }
