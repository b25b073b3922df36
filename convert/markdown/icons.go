package markdown

import "strings"

var icons = extn{
	Name: "icons", Doc: "Shortcodes of icons such as :material-account: are shown as the icon's name",
	Words: wordReader{":", func(c *conv, text string, i, end int) (word, int) {
		name, n := icon(text[i:end])
		if n == 0 {
			return word{}, 0
		}
		return word{Node: iconSpan(name, c.pos(i))}, n
	}},
}

// maxIcon is how long an icon's shortcode can be, in bytes.
const maxIcon = 100

// icon returns the name in the shortcode that s begins with (":material-account-circle:") and the length of the
// shortcode; 0 when it is none of an icon. The name is what outputs show: platen has no icons of its own.
func icon(s string) (string, int) {
	end := strings.IndexByte(s[1:min(len(s), maxIcon)], ':') + 1
	if end < 2 {
		return "", 0
	}
	name := s[1:end]
	set, rest, ok := strings.Cut(name, "-")
	switch set {
	case "material", "octicons", "fontawesome", "simple":
	default:
		return "", 0
	}
	if !ok || rest == "" || strings.Trim(rest, "abcdefghijklmnopqrstuvwxyz0123456789-_") != "" {
		return "", 0
	}
	return name, end + 1
}
