package lex

import (
	"strings"

	"platen/convert/tree"
)

// Attrs are the attributes that an author wrote in braces: {#id .class key="a value" word =format}.
type Attrs struct {
	Id      string
	Classes []string
	Keys    []tree.Key
	Words   []string // without a value; "=html" is one
}

// Attr is what pandoc takes for attributes; words count as classes.
func (w *Attrs) Attr() tree.Attr {
	return tree.Attr{ID: w.Id, Classes: append(w.Classes[:len(w.Classes):len(w.Classes)], w.Words...), Keys: w.Keys}
}

// MaxAttrs is how long attributes in braces may be, in bytes: at each brace of a line they are looked for once.
const MaxAttrs = 1000

// ReadAttrs reads attributes in braces at the beginning of s and returns their length, 0 when there are none.
func ReadAttrs(s string) (w Attrs, n int) {
	if len(s) < 3 || s[0] != '{' {
		return w, 0
	}
	s = s[:min(len(s), MaxAttrs)]
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
			if w.Id == "" && w.Classes == nil && w.Keys == nil && w.Words == nil {
				return w, 0
			}
			return w, i + 1
		}
		from := i
		for i < len(s) && !IsSpace(s[i]) && s[i] != '}' && s[i] != '{' && (s[i] != '=' || i == from) && s[i] != '"' {
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
				for i < len(s) && !IsSpace(s[i]) && s[i] != '}' {
					i++
				}
				value = s[from:i]
			}
			w.Keys = append(w.Keys, tree.Key{Name: strings.ToLower(word), Value: value})
		case len(word) > 1 && word[0] == '#':
			w.Id = word[1:]
		case len(word) > 1 && word[0] == '.':
			w.Classes = append(w.Classes, word[1:])
		case word != "" && strings.Trim(word, "=-_abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") == "":
			w.Words = append(w.Words, word)
		default:
			return w, 0
		}
	}
}
