package site

import (
	"path"
	"strings"
)

// patterns are the simple forms of .gitignore lines, the last match wins: "*.py", "/drafts/", "a/*.md",
// "**/old/", "!keep.md".
type patterns []pattern

type pattern struct {
	parts  []string // path elements; "**" is any number of them
	negate bool
	dir    bool // matches folders only
}

func parsePatterns(text string) patterns {
	var ps patterns
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		var p pattern
		line, p.negate = strings.CutPrefix(line, "!")
		line, p.dir = strings.CutSuffix(line, "/")
		if !strings.Contains(line, "/") {
			p.parts = []string{"**", line}
		} else {
			p.parts = strings.Split(strings.TrimPrefix(line, "/"), "/")
		}
		ps = append(ps, p)
	}
	return ps
}

// match reports whether a file, or a folder that it is in, is matched.
func (ps patterns) match(file string) bool {
	if len(ps) == 0 {
		return false
	}
	parts := strings.Split(file, "/")
	matched := false
	for _, p := range ps {
		for n := 1; n <= len(parts); n++ {
			if (n < len(parts) || !p.dir) && matchParts(p.parts, parts[:n]) {
				matched = !p.negate
				break
			}
		}
	}
	return matched
}

func matchParts(pat, parts []string) bool {
	for len(pat) > 0 {
		if pat[0] == "**" {
			for i := 0; i <= len(parts); i++ {
				if matchParts(pat[1:], parts[i:]) {
					return true
				}
			}
			return false
		}
		if len(parts) == 0 {
			return false
		}
		if ok, err := path.Match(pat[0], parts[0]); err != nil || !ok {
			return false
		}
		pat, parts = pat[1:], parts[1:]
	}
	return len(parts) == 0
}
