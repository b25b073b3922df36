package markdown

// shortcode returns the character of the shortcode that s begins with (":rocket:") and its length; 0 when
// there is none.
func shortcode(s string) (string, int) {
	for i := 1; i < len(s) && i < 40; i++ {
		switch c := s[i]; {
		case c == ':':
			if e := emojiOf(s[1:i]); e != "" {
				return e, i + 1
			}
			return "", 0
		case c == '_' || c == '+' || c == '-' || 'a' <= c && c <= 'z' || '0' <= c && c <= '9':
		default:
			return "", 0
		}
	}
	return "", 0
}
