package markdown

import "strings"

// isComponent reports whether a JSX name is a component's and not an HTML element's.
func isComponent(name string) bool {
	return name[0] >= 'A' && name[0] <= 'Z' || strings.IndexByte(name, '.') > 0
}

// esmImport reports whether a line is an import statement of MDX.
func esmImport(s string) bool {
	s = strings.TrimSuffix(s, ";")
	if s == "" {
		return false
	}
	q := s[len(s)-1]
	return (q == '\'' || q == '"') && strings.Contains(s, " from "+string(q))
}
