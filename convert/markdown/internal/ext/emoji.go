package ext

import (
	"strings"

	"github.com/yuin/goldmark-emoji/definition"

	"platen/convert/markdown/internal/build"
)

var Emoji = build.Extension{
	Name: "emoji", Doc: "Shortcodes such as :rocket:",
	Words: build.WordReader{Bytes: ":", Read: func(_ *build.Page, text string, i, end int) (build.Word, int) {
		s, n := shortcode(text[i:end])
		return build.Word{Text: s}, n
	}},
}

// shortcode returns the character of the shortcode that s begins with (":rocket:") and its length; 0 when
// there is none. The names are GitHub's; those that it shows as images of its own (":octocat:") stay words.
func shortcode(s string) (string, int) {
	for i := 1; i < len(s) && i < 60; i++ {
		switch c := s[i]; {
		case c == ':':
			if e, ok := definition.Github().Get(s[1:i]); ok && e.IsUnicode() {
				return string(e.Unicode), i + 1
			}
			return "", 0
		case c == '_' || c == '+' || c == '-' || 'a' <= c && c <= 'z' || '0' <= c && c <= '9':
		default:
			return "", 0
		}
	}
	return "", 0
}

var Icons = build.Extension{
	Name: "icons", Doc: "Shortcodes of icons such as :material-account:",
	Words: build.WordReader{Bytes: ":", Read: func(c *build.Page, text string, i, end int) (build.Word, int) {
		name, n := icon(text[i:end])
		if n == 0 {
			return build.Word{}, 0
		}
		return build.Word{Node: c.IconSpan(name, c.Pos(i))}, n
	}},
}

// maxShortcode is how long an icon's shortcode can be, in bytes.
const maxShortcode = 100

// icon returns the name in the shortcode that s begins with (":material-account-circle:") and the length of the
// shortcode; 0 when it is none of an icon.
func icon(s string) (string, int) {
	end := strings.IndexByte(s[1:min(len(s), maxShortcode)], ':') + 1
	if end < 2 {
		return "", 0
	}
	name := s[1:end]
	set, rest, ok := strings.Cut(name, "-")
	switch set {
	case "material", "octicons", "fontawesome", "simple", "lucide":
	default:
		return "", 0
	}
	if !ok || rest == "" || strings.Trim(rest, "abcdefghijklmnopqrstuvwxyz0123456789-_") != "" {
		return "", 0
	}
	return name, end + 1
}
