package markdown

import (
	"strings"

	"platen/convert/tree"
)

// written are the attributes that an author wrote in braces: {#id .class key="a value" word =format}.
type written struct {
	id      string
	classes []string
	keys    []tree.Key
	words   []string // without a value; "=html" is one
}

// attr is what pandoc takes for attributes; words count as classes.
func (w *written) attr() tree.Attr {
	return tree.Attr{ID: w.id, Classes: append(w.classes[:len(w.classes):len(w.classes)], w.words...), Keys: w.keys}
}

// maxAttrs is how long attributes in braces may be, in bytes: at each brace of a line they are looked for once.
const maxAttrs = 1000

// readAttrs reads attributes in braces at the beginning of s and returns their length, 0 when there are none.
func readAttrs(s string) (w written, n int) {
	if len(s) < 3 || s[0] != '{' {
		return w, 0
	}
	s = s[:min(len(s), maxAttrs)]
	i := 1
	if s[i] == ':' {
		i++
	}
	for {
		for i < len(s) && (s[i] == ' ' || s[i] == '\t') {
			i++
		}
		if i >= len(s) || s[i] == '\n' || s[i] == '{' {
			return w, 0
		}
		if s[i] == '}' {
			if w.id == "" && w.classes == nil && w.keys == nil && w.words == nil {
				return w, 0
			}
			return w, i + 1
		}
		from := i
		for i < len(s) && !isSpace(s[i]) && s[i] != '}' && s[i] != '{' && (s[i] != '=' || i == from) && s[i] != '"' {
			i++
		}
		word := s[from:i]
		switch {
		case i < len(s) && s[i] == '=':
			if word == "" || strings.ContainsAny(word, "#.\\`*[]()") {
				return w, 0
			}
			i++
			var value string
			if i < len(s) && (s[i] == '"' || s[i] == '\'') {
				end := strings.IndexByte(s[i+1:], s[i])
				if end < 0 {
					return w, 0
				}
				value = s[i+1 : i+1+end]
				i += end + 2
			} else {
				from := i
				for i < len(s) && !isSpace(s[i]) && s[i] != '}' {
					i++
				}
				value = s[from:i]
			}
			w.keys = append(w.keys, tree.Key{Name: strings.ToLower(word), Value: value})
		case len(word) > 1 && word[0] == '#':
			w.id = word[1:]
		case len(word) > 1 && word[0] == '.':
			w.classes = append(w.classes, word[1:])
		case word != "" && strings.Trim(word, "=-_abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") == "":
			w.words = append(w.words, word)
		default:
			return w, 0
		}
	}
}
