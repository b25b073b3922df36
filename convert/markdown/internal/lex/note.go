package lex

import (
	"strings"
)

// IsNoteName reports whether a word names a kind of note in the tools that write them.
func IsNoteName(s string) bool {
	switch s {
	case "note", "tip", "info", "warning", "danger", "caution", "important", "hint", "attention", "error", "success", "seealso",
		"warn", "alert", "notice", "secondary", "todo", "example", "bug", "failure", "question", "abstract", "quote-note":
		return true
	}
	return false
}

// NoteClass returns the kind of note that a class names: "note", "callout-tip" (Quarto), "admonition". Behind "note" another
// one says more: "note warning" (Jekyll).
func NoteClass(classes []string) (kind string, at int) {
	if kind, at = noteClass(classes); kind == "note" {
		if more, i := noteClass(classes[at+1:]); i >= 0 {
			kind = more
		}
	}
	return kind, at
}

func noteClass(classes []string) (kind string, at int) {
	for i, s := range classes {
		s = strings.ToLower(s)
		s = strings.TrimPrefix(s, "callout-")
		s = strings.TrimPrefix(s, "admonition-")
		if IsNoteName(s) {
			return s, i
		}
	}
	return "", -1
}
