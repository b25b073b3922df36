package svg

import "strings"

// cleanCSS takes out of rules, or of the value of a property, what loads something: @import, and every url() but of a
// part of the drawing, of pixels and of fonts that stand in it. Escapes outside of strings go, since they can spell all
// of these. It takes one pass (CSS Syntax 3, 4).
func cleanCSS(s string) (clean string, changed bool) {
	if !strings.ContainsAny(s, `\@(`) {
		return s, false
	}
	var out strings.Builder
	for i := 0; i < len(s); {
		switch c := s[i]; {
		case c == '"' || c == '\'':
			n := stringEnd(s[i:])
			out.WriteString(s[i : i+n])
			i += n
		case c == '/' && strings.HasPrefix(s[i:], "/*"):
			n := strings.Index(s[i+2:], "*/")
			if n < 0 {
				return out.String(), true
			}
			out.WriteString(s[i : i+2+n+2])
			i += 2 + n + 2
		case c == '\\':
			changed = true
			out.WriteByte('_') // in its place: what stands around it may not become a word
			i++
		case c == '@' && hasFold(s[i:], "@import"):
			changed = true
			i += ruleEnd(s[i:])
		case isName(c):
			n := 1
			for i+n < len(s) && isName(s[i+n]) {
				n++
			}
			word := strings.ToLower(s[i : i+n])
			if i+n < len(s) && (s[i+n] == '(' || s[i+n] == '\\') {
				switch word {
				case "url":
					m, ok := urlEnd(s[i+n:])
					if ok {
						out.WriteString(s[i : i+n+m])
					} else {
						out.WriteString("none")
						changed = true
					}
					i += n + m
					continue
				case "image-set", "-webkit-image-set", "image", "src", "cross-fade", "-webkit-cross-fade", "expression", "url-prefix", "domain":
					out.WriteString("none")
					changed = true
					i += n
					continue
				}
			}
			out.WriteString(s[i : i+n])
			i += n
		default:
			out.WriteByte(c)
			i++
		}
	}
	if !changed {
		return s, false
	}
	return out.String(), true
}

func isName(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-' || c == '_' || c >= 0x80
}

func hasFold(s, prefix string) bool {
	return len(s) >= len(prefix) && strings.EqualFold(s[:len(prefix)], prefix)
}

// stringEnd is the length of the string at the beginning of s; a string ends at its line's end at the latest.
func stringEnd(s string) int {
	for i := 1; i < len(s); i++ {
		switch s[i] {
		case s[0]:
			return i + 1
		case '\\':
			if i++; strings.HasPrefix(s[i:], "\r\n") {
				i++
			}
		case '\n', '\r', '\f':
			return i
		}
	}
	return len(s)
}

// ruleEnd is the length of the rule without a block at the beginning of s.
func ruleEnd(s string) int {
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '"', '\'':
			i += stringEnd(s[i:]) - 1
		case '(':
			n, _ := urlEnd(s[i:])
			i += n - 1
		case ';':
			return i + 1
		case '{', '}':
			return i
		}
	}
	return len(s)
}

// urlEnd is the length of "(…)" at the beginning of s; ok reports whether the address in it loads nothing.
func urlEnd(s string) (n int, ok bool) {
	if s[0] != '(' {
		return 0, false
	}
	i := 1
	for i < len(s) && strings.IndexByte(" \t\r\n\f", s[i]) >= 0 {
		i++
	}
	address, plain := "", true
	if i < len(s) && (s[i] == '"' || s[i] == '\'') {
		k := stringEnd(s[i:])
		address = s[i : i+k]
		i += k
	}
	end := strings.IndexByte(s[i:], ')')
	if end < 0 {
		return len(s), false
	}
	if address == "" {
		address = s[i : i+end]
	} else {
		address = strings.Trim(address, `"'`)
		plain = strings.TrimSpace(s[i:i+end]) == ""
	}
	address = strings.ToLower(squeeze(address))
	return i + end + 1, plain && !strings.Contains(address, `\`) && (strings.HasPrefix(address, "#") || address == "" || rasterData(address) || fontData(address))
}
