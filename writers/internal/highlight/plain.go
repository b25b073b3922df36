package highlight

import "strings"

// jsonTokens splits JSON and its relaxed forms (comments, single quotes, placeholders). Keys are names.
func jsonTokens(code string) []Token {
	var tokens []Token
	add := func(end, n int, kind Kind) { tokens = appendToken(tokens, code, end, kind, code[end-n:end]) }
	for i := 0; i < len(code); {
		start, kind := i, Plain
		switch c := code[i]; {
		case c == '"' || c == '\'':
			i = stringEnd(code, i)
			kind = String
			if rest := strings.TrimLeft(code[i:], " \t"); strings.HasPrefix(rest, ":") {
				kind = Name
			}
		case c == '/' && strings.HasPrefix(code[i:], "//"):
			i += lineLength(code[i:])
			kind = Comment
		case c == '/' && strings.HasPrefix(code[i:], "/*"):
			kind = Comment
			if n := strings.Index(code[i+2:], "*/"); n >= 0 {
				i += n + 4
			} else {
				i = len(code)
			}
		case c >= '0' && c <= '9' || c == '-' && i+1 < len(code) && code[i+1] >= '0' && code[i+1] <= '9':
			for i++; i < len(code) && (wordByte(code[i]) || code[i] == '.' || (code[i] == '-' || code[i] == '+') && code[i-1]|0x20 == 'e'); i++ {
			}
			kind = Number
		case wordByte(c):
			for i++; i < len(code) && wordByte(code[i]); i++ {
			}
			switch code[start:i] {
			case "true", "false", "null":
				kind = Number
			}
		default:
			for i++; i < len(code) && !wordByte(code[i]) && strings.IndexByte("\"'/-", code[i]) < 0; i++ {
			}
		}
		add(i, i-start, kind)
	}
	return tokens
}

// stringEnd returns the offset after the string that begins at i; it ends at its line's end at the latest.
func stringEnd(code string, i int) int {
	q := code[i]
	for i++; i < len(code); i++ {
		switch code[i] {
		case q:
			return i + 1
		case '\\':
			if i+1 < len(code) && code[i+1] != '\n' {
				i++
			}
		case '\n':
			return i
		}
	}
	return i
}

func wordByte(c byte) bool {
	return c|0x20 >= 'a' && c|0x20 <= 'z' || c >= '0' && c <= '9' || c == '_' || c >= 0x80
}

// lineLength returns the bytes before the line's end.
func lineLength(s string) int {
	if i := strings.IndexByte(s, '\n'); i >= 0 {
		return i
	}
	return len(s)
}

// prompt returns the length of a terminal's prompt at the start of s with its space, 0 when there is none:
// "$ ", "user@host:~$ ", "[ec2-user ~]$ ", "PS C:\> ", "C:\> ".
func prompt(s string) int {
	line := s[:lineLength(s)]
	i := strings.IndexAny(line, "$>#")
	if i < 0 || i+1 >= len(line) || line[i+1] != ' ' {
		return 0
	}
	head := line[:i]
	switch line[i] {
	case '$':
		if head == "" || strings.ContainsAny(head, "@~") && len(head) < 60 || strings.HasSuffix(head, "]") && head[0] == '[' {
			return i + 2
		}
	case '#':
		if strings.HasSuffix(head, "]") && head[0] == '[' || strings.Contains(head, "@") && !strings.Contains(head, " ") {
			return i + 2
		}
	case '>':
		if strings.HasPrefix(head, "PS ") || len(head) >= 3 && head[1] == ':' && head[2] == '\\' {
			return i + 2
		}
	}
	return 0
}

// sessionTokens splits a terminal's session: prompts are muted, commands are names up to their line's end,
// with the lines that they continue on; the output stays plain.
func sessionTokens(code string) []Token {
	var tokens []Token
	at := 0
	add := func(n int, kind Kind) {
		at += n
		tokens = appendToken(tokens, code, at, kind, code[at-n:at])
	}
	for at < len(code) {
		n := prompt(code[at:])
		if n == 0 {
			add(min(len(code)-at, lineLength(code[at:])+1), Plain)
			continue
		}
		add(n, Comment)
		end := lineLength(code[at:])
		for end > 0 && code[at+end-1] == '\\' && at+end < len(code) {
			end += 1 + lineLength(code[at+end+1:])
		}
		command := code[at : at+end]
		word := strings.IndexAny(command, " \t\n")
		if word < 0 {
			word = len(command)
		}
		add(word, Name)
		if c := strings.Index(command[word:], " # "); c >= 0 {
			add(c+1, Plain)
			add(len(command)-word-c-1, Comment)
		} else {
			add(len(command)-word, Plain)
		}
		if at < len(code) {
			add(1, Plain)
		}
	}
	return tokens
}
