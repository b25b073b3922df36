package options

import (
	"errors"
	"testing"
)

// TestPandocNames has the line that makes a format of pandoc's, by its name or its extension, and no such line for others.
func TestPandocNames(t *testing.T) {
	for name, hint := range map[string]string{
		"docx":      "platen … --pandoc -o FILE.docx",
		"asciidoc":  "platen … --pandoc -o FILE.adoc",
		"tex":       "platen … --pandoc -o FILE.tex",
		"html,typ":  "platen … --pandoc -o FILE.typ",
		"pfd":       "did you mean pdf?",
		"something": "known are: html, pdf, epub, text, ansi, dita, json, markdown",
	} {
		var wrong *UsageError
		if err := setFormats(&Options{}, name); !errors.As(err, &wrong) || wrong.Hint != hint {
			t.Errorf("%s: %v, want the hint %q", name, err, hint)
		}
	}
}
