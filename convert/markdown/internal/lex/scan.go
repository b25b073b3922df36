package lex

// A Shape is where the parts of a tag are that a text begins with.
type Shape struct {
	Size int  // of the tag, 0 when it is none
	name int  // where its name ends
	end  bool // it is an end tag
	void bool // it closes itself
}

// ScanTag finds the tag that s begins with (CommonMark 0.31.2, 6.6); with jsx, names with dots, fragments, and
// attributes that are expressions in braces are read as well (JSX, 2022-08-04). whole is false when s ends before it is
// known whether it is one.
func ScanTag[T string | []byte](s T, jsx bool) (t Shape, whole bool) {
	i := 1
	if i < len(s) && s[i] == '/' {
		t.end = true
		i++
	}
	if i >= len(s) {
		return t, !jsx
	}
	from := i
	for i < len(s) && (isTagByte(s[i]) || jsx && (s[i] == '_' || s[i] == '.' || s[i] == ':' && i > from)) {
		i++
	}
	if i > from && !IsLetter(s[from]) || i == from && !jsx {
		return t, true
	}
	t.name = i
	for {
		start := i
		if i = skipSpace(s, i); i == len(s) {
			return t, false
		}
		switch c := s[i]; {
		case c == '>' && (i == from || i > from && t.name > from):
			t.Size = i + 1
			return t, true
		case t.end || t.name == from:
			return t, true
		case c == '/':
			if i+1 == len(s) {
				return t, false
			}
			if s[i+1] == '>' {
				t.Size, t.void = i+2, true
			}
			return t, true
		case jsx && c == '{':
			if i = Braces(s, i); i == 0 {
				return t, false
			}
			continue
		case i == start || !IsLetter(c) && c != '_' && c != ':' && (c != '@' && c != '#' || !jsx):
			return t, true
		}
		for i < len(s) && (isTagByte(s[i]) || s[i] == '_' || s[i] == ':' || s[i] == '.' || (s[i] == '@' || s[i] == '#') && jsx) {
			i++
		}
		equals := skipSpace(s, i)
		if equals == len(s) {
			return t, false
		}
		if s[equals] != '=' {
			continue
		}
		if i = skipSpace(s, equals+1); i == len(s) {
			return t, false
		}
		n, known := scanValue(s, i, jsx)
		if n == 0 {
			return t, known
		}
		i = n
	}
}

// scanValue is the offset behind the value of an attribute at i, 0 when there is none.
func scanValue[T string | []byte](s T, i int, jsx bool) (end int, whole bool) {
	switch c := s[i]; {
	case c == '"' || c == '\'':
		for i++; i < len(s) && s[i] != c; i++ {
		}
		if i == len(s) {
			return 0, false
		}
		return i + 1, true
	case c == '{' && jsx:
		end = Braces(s, i)
		return end, end > 0
	}
	from := i
	for i < len(s) && s[i] > ' ' && s[i] != '"' && s[i] != '\'' && s[i] != '=' && s[i] != '<' && s[i] != '>' && s[i] != '`' {
		i++
	}
	if i == from {
		return 0, true
	}
	return i, true
}

// skipSpace is the offset of the first byte from i on that is no white space.
func skipSpace[T string | []byte](s T, i int) int {
	for i < len(s) && IsSpace(s[i]) {
		i++
	}
	return i
}

// isTagByte reports whether the name of an HTML element can have b in it.
func isTagByte(b byte) bool { return IsLetter(b) || '0' <= b && b <= '9' || b == '-' }
