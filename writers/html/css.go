package html

import "strings"

// LoadsFiles reports whether style rules could have a browser load something that is not in them: by @import, or by
// url() and its like with anything but image data. What it cannot tell, such as escapes outside of strings, counts.
// Paths beside the style sheet count too: nothing copies such files.
func LoadsFiles(css string) bool {
	s := strings.ToLower(strings.NewReplacer("\r\n", "\n", "\r", "\n", "\f", "\n").Replace(css)) // CSS Syntax, 3.3
	for _, loads := range []string{"@import", "expression(", "behavior:", "-moz-binding", "image-set(", "image(", "cross-fade(", "src("} {
		if strings.Contains(s, loads) {
			return true
		}
	}
	if strings.Contains(outsideStrings(s), `\`) { // CSS Syntax, 4.3.7: u\72l( is url(
		return true
	}
	for {
		_, rest, ok := strings.Cut(s, "url(")
		if !ok {
			return false
		}
		if v := strings.TrimLeft(rest, " \t\r\n\f\"'"); !strings.HasPrefix(v, "#") && !rasterData(v) {
			return true
		}
		s = rest
	}
}

func rasterData(v string) bool {
	for _, t := range []string{"png", "jpeg", "gif", "webp"} {
		if strings.HasPrefix(v, "data:image/"+t+";base64,") {
			return true
		}
	}
	return false
}

// outsideStrings returns the rules without their strings and comments. A string ends with its line.
func outsideStrings(css string) string {
	var out strings.Builder
	for i := 0; i < len(css); i++ {
		q := css[i]
		if strings.HasPrefix(css[i:], "/*") {
			end := strings.Index(css[i+2:], "*/")
			if end < 0 {
				break
			}
			i += 2 + end + 1
			continue
		}
		if q != '"' && q != '\'' {
			out.WriteByte(q)
			continue
		}
		for i++; i < len(css) && css[i] != q && css[i] != '\n'; i++ {
			if css[i] == '\\' {
				i++
			}
		}
	}
	return out.String()
}
