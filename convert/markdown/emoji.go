package markdown

import "github.com/yuin/goldmark-emoji/definition"

var emoji = extn{
	Name: "emoji", Doc: "Shortcodes such as :rocket:",
	Words: wordReader{":", func(_ *conv, text string, i, end int) (word, int) {
		s, n := shortcode(text[i:end])
		return word{Text: s}, n
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
