package report

import (
	"bytes"
	"path/filepath"
	"slices"
	"strings"
)

// MakeRules returns what the file of --deps says, in the language of make: the targets are made from the sources. left
// are the names that make cannot have.
func MakeRules(targets, sources []string) (rules []byte, left []string) {
	names := newMakeNames(targets, sources)
	var out bytes.Buffer
	rule(&out, names.targets, names.sources)
	for _, s := range names.sources { // a source that is gone is no error: it has a rule without a recipe
		out.WriteByte('\n')
		rule(&out, []string{s}, nil)
	}
	return out.Bytes(), names.left
}

// rule prints a rule without a recipe.
func rule(out *bytes.Buffer, targets, sources []string) {
	for i, t := range targets {
		if i > 0 {
			out.WriteString(" \\\n ")
		}
		out.WriteString(t)
	}
	out.WriteByte(':')
	for _, s := range sources {
		out.WriteString(" \\\n  " + s)
	}
	out.WriteByte('\n')
}

// makeNames are names as make reads them. A sign that make would take for its own and that nothing escapes stands
// as ?, its sign for any one.
type makeNames struct {
	targets, sources []string
	left             []string // not among them: one that would be another's too, or means something else to make; targets with %
}

func newMakeNames(targets, sources []string) *makeNames {
	m := &makeNames{}
	byLength := map[int][]string{}
	for _, n := range slices.Concat(targets, sources) {
		byLength[len(n)] = append(byLength[len(n)], n)
	}
	add := func(to *[]string, n string, left bool) {
		e, pattern := escapedForMake(n)
		if left || special(n) || pattern != "" && slices.ContainsFunc(byLength[len(n)], func(other string) bool { return other != n && matches(pattern, filepath.ToSlash(other)) }) {
			m.left = append(m.left, n)
			return
		}
		*to = append(*to, e)
	}
	for _, n := range targets {
		add(&m.targets, n, strings.Contains(n, "%"))
	}
	for _, n := range sources {
		add(&m.sources, n, false)
	}
	return m
}

// special reports whether make takes a name for an order, .PHONY and .SUFFIXES, or for a member of an archive.
func special(name string) bool {
	if strings.HasSuffix(name, ")") && strings.Contains(name, "(") {
		return true
	}
	name = strings.TrimPrefix(filepath.ToSlash(name), "./")
	return len(name) > 1 && name[0] == '.' && !strings.ContainsFunc(name[1:], func(r rune) bool { return (r < 'A' || r > 'Z') && r != '_' })
}

// matches reports whether a name is one that the pattern, with ? for any sign, stands for.
func matches(pattern, name string) bool {
	for i := range len(pattern) {
		if pattern[i] != name[i] && (pattern[i] != '?' || name[i] == '/') {
			return false
		}
	}
	return true
}

// escapedForMake writes a file's name as GNU make reads it. pattern is the name with ? where that stands for a sign,
// "" when it does for none.
func escapedForMake(name string) (escaped, pattern string) {
	s := filepath.ToSlash(name)
	if strings.ContainsAny(s[:1], "-~!@+") || s[0] == '.' && s != "." && s != ".." && !strings.HasPrefix(s, "./") && !strings.HasPrefix(s, "../") || leading(s) {
		s = "./" + s
	}
	var out strings.Builder
	plain := []byte(s)
	for i := range plain {
		c := plain[i]
		switch {
		case c == ' ' && i < len(s)-1, c == '#', c == ':':
			out.WriteByte('\\')
			out.WriteByte(c)
		case c == '$':
			out.WriteString("$$")
		case c <= ' ', strings.IndexByte(`;=|&?*[]~\%`, c) >= 0:
			out.WriteByte('?')
			plain[i] = '?'
		default:
			out.WriteByte(c)
		}
	}
	if string(plain) != s {
		pattern = string(plain[len(s)-len(name):])
	}
	return out.String(), pattern
}

// leading reports whether a line that begins with the name could be a directive of make. GNU make manual, "Quick
// Reference".
func leading(name string) bool {
	switch name {
	case "define", "endef", "undefine", "ifdef", "ifndef", "ifeq", "ifneq", "else", "endif", "include", "sinclude", "override", "export", "unexport", "private", "vpath", "load":
		return true
	}
	return false
}
