package epub

import (
	_ "embed"
	"strings"
)

//go:embed style.css
var styleSource string

// styleSheet returns the writer's rules without comments and the user's after them.
func styleSheet(user string) string {
	var b strings.Builder
	s := styleSource
	for {
		before, rest, ok := strings.Cut(s, "/*")
		for line := range strings.Lines(before) {
			if strings.TrimSpace(line) != "" {
				b.WriteString(strings.TrimSuffix(line, "\n") + "\n")
			}
		}
		if !ok {
			break
		}
		_, s, _ = strings.Cut(rest, "*/")
	}
	b.WriteString(user)
	return b.String()
}
