package markup

// ValidLang accepts the plain shapes of language tags, BCP 47: "en", "pt-BR", "zh-Hant", "zh-Hant-TW".
func ValidLang(s string) bool {
	if len(s) < 2 || !letters(s[:2]) {
		return false
	}
	for rest := s[2:]; rest != ""; {
		if len(rest) >= 5 && rest[0] == '-' && letters(rest[1:5]) && (len(rest) == 5 || rest[5] == '-') {
			rest = rest[5:]
		} else if len(rest) == 3 && rest[0] == '-' && letters(rest[1:]) {
			rest = ""
		} else {
			return false
		}
	}
	return true
}

func letters(s string) bool {
	for i := range len(s) {
		if c := s[i] | 0x20; c < 'a' || c > 'z' {
			return false
		}
	}
	return true
}

// Lang mends the shapes of language tags that people write: "en_US". What is none becomes "en".
func Lang(lang string) string {
	b := []byte(lang)
	for i, c := range b {
		if c == '_' {
			b[i] = '-'
		}
	}
	if s := string(b); ValidLang(s) {
		return s
	}
	return "en"
}
