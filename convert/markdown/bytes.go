package markdown

// isNameByte reports whether a name in attributes and marks can have b in it.
func isNameByte(b byte) bool {
	return isLetter(b) || '0' <= b && b <= '9' || b == '-' || b == '_'
}

// closingBracket is the offset of the bracket that closes the one that s begins with, -1 when there is none.
func closingBracket(s []byte) int {
	depth := 0
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '\\':
			i++
		case '[':
			depth++
		case ']':
			if depth--; depth == 0 {
				return i
			}
		}
	}
	return -1
}
