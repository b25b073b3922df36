package markdown

import (
	"strings"
	"unicode"
)

// githubSlug is GitHub's rule: lower case, letters, digits, marks, - and _ of any script kept,
// spaces are hyphens, the rest is dropped.
func githubSlug(title string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == ' ':
			return '-'
		case r == '-' || r == '_' || unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.IsMark(r):
			return unicode.ToLower(r)
		}
		return -1
	}, title)
}

// mdbookSlug is mdBook's rule: as GitHub's, but any white space is a hyphen and only alphanumerics stay.
func mdbookSlug(title string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return '-'
		case r == '-' || r == '_' || unicode.IsLetter(r) || unicode.IsNumber(r):
			return unicode.ToLower(r)
		}
		return -1
	}, strings.TrimSpace(title))
}

// mkdocsSlug is the rule of Python-Markdown's toc extension: ASCII words in lower case, runs of white
// space and hyphens are one hyphen.
func mkdocsSlug(title string) string {
	var b strings.Builder
	gap := false
	for _, r := range strings.TrimSpace(title) {
		switch {
		case r == ' ' || r == '\t' || r == '-':
			gap = true
		case r == '_' || r < unicode.MaxASCII && (unicode.IsLetter(r) || unicode.IsDigit(r)):
			if gap {
				b.WriteByte('-')
			}
			gap = false
			b.WriteRune(unicode.ToLower(r))
		}
	}
	return b.String()
}
