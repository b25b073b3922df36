package output

import (
	"fmt"
	"io/fs"
	"strings"
	"unicode/utf8"
)

// longestName is how many bytes a file's name may have on the file systems in use.
const longestName = 255

// SafeName returns the name of an output with control characters percent-encoded, or says why no file can have the
// name.
func SafeName(name string) (safe, why string) {
	if !fs.ValidPath(name) || name == "." {
		return "", "it is no relative path"
	}
	safe = name
	if strings.ContainsFunc(name, IsControl) {
		var b strings.Builder
		for _, r := range name {
			if IsControl(r) {
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
			start := part[:20]
			for !utf8.ValidString(start) {
				start = start[:len(start)-1]
			}
			return "", fmt.Sprintf("a name may have %d bytes, %q… has %d", longestName, start, len(part))
		}
		switch folded := strings.ToLower(part); { // some file systems take two spellings for one name
		case folded == TempFolder || strings.HasPrefix(folded, asidePrefix):
			return "", "the name is used for unfinished files"
		case folded == ManifestName:
			return "", "the name is used for the list of outputs"
		}
	}
	return safe, ""
}

// isOutputName reports whether a file of that name may be one that came out.
func isOutputName(name string) bool {
	safe, why := SafeName(name)
	return why == "" && safe == name
}

// IsControl reports whether r moves a cursor or changes the direction of text.
func IsControl(r rune) bool {
	return r < ' ' || r >= 0x7f && r < 0xa0 || r == 0x061c || r >= 0x200e && r <= 0x200f ||
		r >= 0x2028 && r <= 0x202e || r >= 0x2066 && r <= 0x2069
}
