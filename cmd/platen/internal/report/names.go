package report

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"platen/writers/output"
)

// shorten cuts s to n characters in its middle, where three dots stand then: names mostly differ at their ends.
func shorten(s string, n int) string {
	r := []rune(s)
	if len(r) <= n {
		return s
	}
	return string(r[:n/2-1]) + "..." + string(r[len(r)-(n-n/2-2):])
}

// Printable escapes control characters and bytes that are not UTF-8, so that names of files and pieces of
// the source cannot steer a terminal.
func Printable(s string) string {
	if utf8.ValidString(s) && !strings.ContainsFunc(s, output.IsControl) {
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
		case output.IsControl(r) && r < 0x100:
			fmt.Fprintf(&b, `\x%02x`, r)
		case output.IsControl(r):
			fmt.Fprintf(&b, `\u%04x`, r)
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// Count returns "1 page", "2 pages".
func Count(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}
