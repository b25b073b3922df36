package lex

import (
	"strconv"
	"strings"

	"platen/convert/internal/js"
)

// IsComponent reports whether a JSX name is a component's and not an HTML element's.
func IsComponent(name string) bool {
	return name[0] >= 'A' && name[0] <= 'Z' || strings.IndexByte(name, '.') > 0
}

// IsImport reports whether a line is an import statement of MDX.
func IsImport(s string) bool {
	s = strings.TrimSuffix(s, ";")
	if s == "" {
		return false
	}
	q := s[len(s)-1]
	return (q == '\'' || q == '"') && strings.Contains(s, " from "+string(q))
}

// MaxJSX is how long a JSX tag or expression may be, in bytes.
const MaxJSX = 16 << 10

// Braces is the offset behind the brace that closes the one at i, 0 when there is none. Braces in strings and
// comments do not count.
func Braces[T string | []byte](s T, i int) int {
	depth := 0
	for end := min(len(s), i+MaxJSX); i < end; i++ {
		switch c := s[i]; c {
		case '{':
			depth++
		case '}':
			if depth--; depth == 0 {
				return i + 1
			}
		case '"', '\'', '`':
			// An apostrophe in the words of JSX ends with its line.
			n := 0
			for k := i + 1; k < end && (c == '`' || s[k] != '\n'); k++ {
				if s[k] == '\\' {
					k++
				} else if s[k] == c {
					n = k
					break
				}
			}
			if n > 0 {
				i = n
			}
		case '/':
			if i+1 < end && s[i+1] == '*' {
				for i += 2; i < end && (s[i] != '*' || i+1 == end || s[i+1] != '/'); i++ {
				}
				i++
			}
		}
	}
	return 0
}

// ScanJSX is the length of the JSX start or end tag that s begins with, 0 when there is none.
func ScanJSX[T string | []byte](s T) (n int, name string, selfClosing bool) {
	if len(s) < 2 || s[0] != '<' {
		return 0, "", false
	}
	t, _ := ScanTag(s[:min(len(s), MaxJSX)], true)
	if t.Size == 0 {
		return 0, "", false
	}
	name = string(s[1:t.name])
	if t.end {
		name = name[1:]
	}
	return t.Size, name, t.void
}

// ExprText is what a JSX expression {…} says when that is known without running it: a string, a number, the file
// of require("…") or useBaseUrl("…").
func ExprText(s string) (text string, ok bool) {
	s = strings.TrimSpace(strings.TrimSuffix(strings.TrimPrefix(s, "{"), "}"))
	s = strings.TrimSuffix(s, ".default")
	for _, f := range [...]string{"require(", "useBaseUrl(", "withBase(", "translate("} {
		if rest, found := strings.CutPrefix(s, f); found && strings.HasSuffix(rest, ")") {
			s = strings.TrimSpace(strings.TrimSuffix(rest, ")"))
			break
		}
	}
	if s == "true" || s == "false" {
		return s, true
	}
	if _, err := strconv.ParseFloat(s, 64); err == nil && len(s) < 20 {
		return s, true
	}
	if text, n, ok := js.String(s); ok && n == len(s) {
		return text, true
	}
	return s, false
}

// JsxWords are the words of an attribute: a string, or an expression without its tags and braces.
func JsxWords(s string) string {
	if !strings.HasPrefix(s, "{") {
		return s
	}
	if text, ok := ExprText(s); ok {
		return text
	}
	var b strings.Builder
	s = strings.TrimSpace(s[1 : len(s)-1])
	for s != "" {
		if n, _, _ := ScanJSX(s); n > 0 {
			s = s[n:]
			continue
		}
		b.WriteByte(s[0])
		s = s[1:]
	}
	return b.String()
}

// jsxValue is the value of an attribute written as an expression; a is left without one when it is not known.
func jsxValue(a *tagAttr, expr string) string {
	switch a.Name {
	case "title", "label", "summary", "description", "alt", "heading", "header", "caption", "text", "name":
		return JsxWords(expr)
	case "values":
		return expr
	}
	if s, ok := ExprText(expr); ok {
		return s
	}
	a.set = false
	return ""
}
