package source

import (
	"html"
	"strings"

	"platen/convert/markdown/internal/lex"
)

// roles replaces the roles of a line, {name}`words`.
func (m *myst) roles(l string) string {
	if !strings.Contains(l, "}`") {
		return l
	}
	var b strings.Builder
	for i := 0; i < len(l); {
		if l[i] == '`' { // code stays
			n := codeSpan(l[i:])
			b.WriteString(l[i : i+n])
			i += n
			continue
		}
		if n, s := m.role(l[i:]); n > 0 {
			b.WriteString(s)
			i += n
			continue
		}
		b.WriteByte(l[i])
		i++
	}
	return b.String()
}

// codeSpan is the length of the code that s begins with, or of its backticks when it is none.
func codeSpan(s string) int {
	ticks := lex.Run([]byte(s), '`')
	if end := strings.Index(s[ticks:], s[:ticks]); end >= 0 {
		return end + 2*ticks
	}
	return ticks
}

// role reads a role at the beginning of s and returns its length and what it stands for.
func (m *myst) role(s string) (int, string) {
	if s[0] != '{' {
		return 0, ""
	}
	end := strings.IndexByte(s[:min(len(s), 60)], '}')
	if end < 2 || end+1 >= len(s) || s[end+1] != '`' {
		return 0, ""
	}
	name := s[1:end]
	for _, b := range []byte(name) {
		if !lex.IsLetter(b) && b != '-' && b != ':' && b != '_' && b != '+' {
			return 0, ""
		}
	}
	size := codeSpan(s[end+1:])
	code := s[end+1 : end+1+size]
	words := strings.TrimSpace(strings.Trim(code, "`"))
	if words == "" {
		return 0, ""
	}
	n := end + 1 + size
	title, target := words, words
	if i := strings.LastIndexByte(words, '<'); i > 0 && strings.HasSuffix(words, ">") {
		title, target = strings.TrimSpace(words[:i]), words[i+1:len(words)-1]
	}
	title = strings.TrimLeft(title, "~!")
	switch name {
	case "ref", "numref", "eq", "term", "any", "std:ref", "std:term", "prf:ref":
		if isLabel(target) && m.labels[target] {
			return n, "[" + escapeLabel(title) + "](#" + target + ")"
		}
		return n, escapeLabel(title)
	case "doc", "download", "std:doc":
		if !strings.ContainsAny(target, "<> ") {
			return n, "[" + escapeLabel(title) + "](<" + target + ">)"
		}
		return n, escapeLabel(title)
	case "kbd", "sub", "sup":
		return n, "<" + name + ">" + html.EscapeString(words) + "</" + name + ">"
	case "sub-ref", "abbr", "abbreviation", "index", "cite", "cite:p", "cite:t", "footcite", "guilabel", "menuselection", "strong":
		return n, escapeLabel(title)
	}
	ticks := code[:lex.Run([]byte(code), '`')]
	return n, ticks + title + ticks // math, code, names of functions and files
}
