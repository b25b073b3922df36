package markdown

import (
	"strconv"
	"strings"

	"github.com/yuin/goldmark/parser"

	"platen/convert/internal/js"
)

// maxJSX is how long a JSX tag or expression may be, in bytes.
const maxJSX = 16 << 10

// jsxBudgetKey is where the bytes are that searches without success may still cost a page.
var jsxBudgetKey = parser.NewContextKey()

// jsxBudget is that number for a page.
const jsxBudget = 4 << 20

// spend takes n bytes from the page's budget; it returns false when there is nothing left.
func spend(pc parser.Context, n int) bool {
	left, ok := pc.Get(jsxBudgetKey).(int)
	if !ok {
		left = jsxBudget
	}
	if left <= 0 {
		return false
	}
	pc.Set(jsxBudgetKey, left-n)
	return true
}

// braces is the offset behind the brace that closes the one at i, 0 when there is none. Braces in strings and
// comments do not count.
func braces(s string, i int) int {
	depth := 0
	for end := min(len(s), i+maxJSX); i < end; i++ {
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
			if strings.HasPrefix(s[i:], "/*") {
				n := strings.Index(s[i:end], "*/")
				if n < 0 {
					return 0
				}
				i += n + 1
			}
		}
	}
	return 0
}

// scanJSX is the length of the JSX start or end tag that s begins with, 0 when there is none.
func scanJSX(s string) (n int, name string, selfClosing bool) {
	if len(s) < 2 || s[0] != '<' {
		return 0, "", false
	}
	s = s[:min(len(s), maxJSX)]
	i := 1
	end := s[i] == '/'
	if end {
		i++
	}
	from := i
	for i < len(s) && (isNameByte(s[i]) || s[i] == '.' || s[i] == ':' && i > from) {
		i++
	}
	name = s[from:i]
	if name != "" && !isLetter(name[0]) {
		return 0, "", false
	}
	if i < len(s) && s[i] == '>' {
		return i + 1, name, false
	}
	if name == "" || end {
		for i < len(s) && isSpace(s[i]) {
			i++
		}
		if name != "" && i < len(s) && s[i] == '>' {
			return i + 1, name, false
		}
		return 0, "", false
	}
	for {
		space := i
		for i < len(s) && isSpace(s[i]) {
			i++
		}
		switch {
		case i >= len(s):
			return 0, "", false
		case s[i] == '>':
			return i + 1, name, false
		case s[i] == '/':
			if i+1 < len(s) && s[i+1] == '>' {
				return i + 2, name, true
			}
			return 0, "", false
		case s[i] == '{':
			if i = braces(s, i); i == 0 {
				return 0, "", false
			}
			continue
		case space == i || !isLetter(s[i]) && s[i] != '_' && s[i] != '@' && s[i] != ':':
			return 0, "", false
		}
		for i < len(s) && (isNameByte(s[i]) || s[i] == ':' || s[i] == '.' || s[i] == '@') {
			i++
		}
		at := i
		for at < len(s) && isSpace(s[at]) {
			at++
		}
		if at >= len(s) || s[at] != '=' {
			continue
		}
		for at++; at < len(s) && isSpace(s[at]); at++ {
		}
		if at >= len(s) {
			return 0, "", false
		}
		switch c := s[at]; c {
		case '"', '\'':
			k := strings.IndexByte(s[at+1:], c)
			if k < 0 {
				return 0, "", false
			}
			i = at + k + 2
		case '{':
			if i = braces(s, at); i == 0 {
				return 0, "", false
			}
		default:
			from := at
			for at < len(s) && !isSpace(s[at]) && strings.IndexByte("\"'=<>`", s[at]) < 0 {
				at++
			}
			if at == from {
				return 0, "", false
			}
			i = at
		}
	}
}

// exprText is what a JSX expression {…} says when that is known without running it: a string, a number, the file
// of require("…") or useBaseUrl("…").
func exprText(s string) (text string, ok bool) {
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

// jsxWords are the words of an attribute: a string, or an expression without its tags and braces.
func jsxWords(s string) string {
	if !strings.HasPrefix(s, "{") {
		return s
	}
	if text, ok := exprText(s); ok {
		return text
	}
	var b strings.Builder
	s = strings.TrimSpace(s[1 : len(s)-1])
	for s != "" {
		if n, _, _ := scanJSX(s); n > 0 {
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
	switch a.name {
	case "title", "label", "summary", "description", "alt", "heading", "header", "caption", "text", "name":
		return jsxWords(expr)
	case "values":
		return expr
	}
	if s, ok := exprText(expr); ok {
		return s
	}
	a.set = false
	return ""
}
