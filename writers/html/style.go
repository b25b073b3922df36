package html

import (
	_ "embed"
	"strings"
)

//go:embed style.css
var styleSource string

// tighten takes out spaces that rules can do without; the style sheet has no such sequence inside a string.
var tighten = strings.NewReplacer(" {", "{", "{ ", "{", " }", "}", "; ", ";", ": ", ":", ", ", ",", " > ", ">", "(> ", "(>")

// styleSheet returns the writer's style sheet without its comments and indents, and the user's rules after it.
func styleSheet(user string) string {
	var b strings.Builder
	s := styleSource
	for {
		before, rest, ok := strings.Cut(s, "/*")
		for line := range strings.Lines(before) {
			b.WriteString(tighten.Replace(strings.TrimSpace(line)))
			if strings.HasSuffix(line, ";\n") || strings.HasSuffix(line, "{\n") || strings.HasSuffix(line, "}\n") || strings.HasSuffix(line, ",\n") {
				continue
			}
			if strings.TrimSpace(line) != "" {
				b.WriteByte('\n')
			}
		}
		if !ok {
			break
		}
		_, s, _ = strings.Cut(rest, "*/")
	}
	tight := strings.ReplaceAll(b.String(), ";}", "}")
	b.Reset()
	b.WriteString(tight + "\n")
	// A style element ends at the first "</style"; rules have no use for "</".
	b.WriteString(strings.ReplaceAll(user, "</", `<\/`))
	return b.String()
}
