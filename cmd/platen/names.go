package main

import (
	"fmt"
	"io/fs"
	"strings"
	"unicode/utf8"
)

// longestName is how many bytes a file's name may have on the file systems in use.
const longestName = 255

// safeName returns the output name with control characters percent-encoded, or says why no file can have
// the name.
func safeName(name string) (safe, why string) {
	if !fs.ValidPath(name) || name == "." {
		return "", "it is no relative path"
	}
	safe = name
	if strings.ContainsFunc(name, isControl) {
		var b strings.Builder
		for _, r := range name {
			if isControl(r) {
				var buf [utf8.UTFMax]byte
				for _, c := range buf[:utf8.EncodeRune(buf[:], r)] {
					fmt.Fprintf(&b, "%%%02X", c)
				}
				continue
			}
			b.WriteRune(r)
		}
		safe = b.String()
	}
	for part := range strings.SplitSeq(safe, "/") {
		if len(part) > longestName {
			return "", fmt.Sprintf("a name may have %d bytes, %q… has %d", longestName, cut(part, 20), len(part))
		}
		if part == tempFolder {
			return "", "the name is used for unfinished files"
		}
		if part == manifestName {
			return "", "the name is used for the list of outputs"
		}
	}
	return safe, ""
}

// isControl reports whether r moves a cursor or changes the direction of text.
func isControl(r rune) bool {
	return r < ' ' || r >= 0x7f && r < 0xa0 || r == 0x061c || r >= 0x200e && r <= 0x200f ||
		r >= 0x2028 && r <= 0x202e || r >= 0x2066 && r <= 0x2069
}

// cut returns at most n bytes of s, whole characters.
func cut(s string, n int) string {
	for n < len(s) && n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:min(n, len(s))]
}

// printable escapes control characters and bytes that are not UTF-8, so that names of files and pieces of
// the source cannot steer a terminal.
func printable(s string) string {
	if utf8.ValidString(s) && !strings.ContainsFunc(s, isControl) {
		return s
	}
	var b strings.Builder
	for i, r := range s {
		switch {
		case r == utf8.RuneError && !strings.HasPrefix(s[i:], "\uFFFD"):
			fmt.Fprintf(&b, `\x%02x`, s[i])
		case r == '\n':
			b.WriteString(`\n`)
		case r == '\t':
			b.WriteString(`\t`)
		case isControl(r) && r < 0x100:
			fmt.Fprintf(&b, `\x%02x`, r)
		case isControl(r):
			fmt.Fprintf(&b, `\u%04x`, r)
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}
