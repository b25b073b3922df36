package convert

import "testing"

func TestRefused(t *testing.T) {
	for in, want := range map[string]string{
		"# Text\n":                  "",
		"PK, the zip magic\n":       "",
		"GIF89 and before\n":        "",
		"\xff\xfe#\x00 \x00A\x00":   "",
		"PK\x03\x04..word/document": "this is a Word document, not Markdown",
		"PK\x03\x04..xl/workbook":   "this is an Excel workbook, not Markdown",
		"PK\x03\x04..other":         "this is a ZIP file, not Markdown",
		"\x89PNG\r\n\x1a\n":         "this is a PNG image, not Markdown",
		"Text\x00more\n":            "this is a binary file with NUL bytes, not Markdown",
		"{\\rtf1 \\ansi}":           "this is an RTF document, not Markdown",
	} {
		got := ""
		if err := refused([]byte(in)); err != nil {
			got = err.Error()
		}
		if got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}
