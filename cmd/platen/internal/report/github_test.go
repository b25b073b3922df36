package report

import "testing"

// TestAnnotation writes findings as GitHub's runner reads them: columns stand for a range in one line only.
func TestAnnotation(t *testing.T) {
	for _, tt := range []struct {
		e    entry
		want string
	}{
		{entry{File: "a.md", Line: 3, Column: 4, EndLine: 3, EndColumn: 9, Severity: "warning", Code: "dead-link", Message: "m"},
			"::warning file=a.md,line=3,endLine=3,col=4,endColumn=9,title=dead-link::m\n"},
		{entry{File: "a.md", Line: 3, Column: 4, EndLine: 5, EndColumn: 2, Severity: "error", Code: "unclosed", Message: "m"},
			"::error file=a.md,line=3,endLine=5,title=unclosed::m\n"},
		{entry{File: "a.md", Line: 3, Column: 4, Severity: "info", Code: "no-alt", Message: "50% of a\nline"},
			"::notice file=a.md,line=3,col=4,title=no-alt::50%25 of a\\nline\n"},
		{entry{File: "a,b:c.md", Severity: "info", Code: "no-alt", Message: "a, b: c"}, "::notice file=a%2Cb%3Ac.md,title=no-alt::a, b: c\n"},
		{entry{File: "<stdin>", Line: 1, Severity: "error", Code: "no-alt", Message: "m"}, "::error title=no-alt::m\n"},
	} {
		if got := tt.e.annotation(); got != tt.want {
			t.Errorf("got  %swant %s", got, tt.want)
		}
	}
}
