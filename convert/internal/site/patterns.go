package site

import (
	"path"
	"slices"
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
		p.parts = slices.CompactFunc(p.parts, func(a, b string) bool { return a == "**" && b == "**" })
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
	for i := range ps {
		if p := &ps[i]; p.matchSome(parts) {
			matched = !p.negate
		}
	}
	return matched
}

// matchSome reports whether the file, or a folder that it is in, is matched; a pattern for folders matches no file. It
// takes the path one element after the other and keeps the places of the pattern that can be reached: a step for each
// element and place, however many "**" there are.
func (p *pattern) matchSome(parts []string) bool {
	pat := p.parts
	var room [16]bool
	at := append(room[:0], make([]bool, len(pat)+1)...)
	at[0] = true
	for n, part := range parts {
		for i := len(pat); i >= 0; i-- { // from the end, so that a place moves once
			here := at[i] || skips(pat, at, i)
			at[i] = false
			if !here || i == len(pat) {
				continue
			}
			if pat[i] == "**" {
				at[i] = true
			} else if ok, err := path.Match(pat[i], part); ok && err == nil {
				at[i+1] = true
			}
		}
		if n == len(parts)-1 && p.dir {
			return false
		}
		if at[len(pat)] || skips(pat, at, len(pat)) {
			return true
		}
	}
	return false
}

// skips reports whether place i is reached over a "**" that stands for nothing.
func skips(pat []string, at []bool, i int) bool { return i > 0 && pat[i-1] == "**" && at[i-1] }
