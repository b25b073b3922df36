package report

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/rivo/uniseg"

	"platen/writers/output"
)

func TestPrintable(t *testing.T) {
	for in, want := range map[string]string{
		"plain é 世":          "plain é 世",
		"a\x1b[31mb":         `a\x1b[31mb`,
		"a\nb\tc":            `a\nb\tc`,
		"bad\xff":            `bad\xff`,
		"turn\u202earound":   `turn\u202earound`,
		"nel\u0085":          `nel\x85`,
		"kept \uFFFD, as is": "kept \uFFFD, as is",
	} {
		if got := Printable(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

// FuzzWindow cuts any line around any mark: nothing panics, the width holds, and nothing can steer a terminal.
func FuzzWindow(f *testing.F) {
	f.Add("See [requirements](install.md#requirments).", 19, 22)
	f.Add(strings.Repeat("世", 300), 400, 3)
	f.Add("\t\x1b\x00\xff", 1, 9)
	f.Fuzz(func(t *testing.T, line string, at, n int) {
		if strings.Contains(line, "\n") {
			return
		}
		at = max(0, min(at, len(line)))
		end := max(at, min(at+max(0, min(n, len(line))), len(line)))
		before, marked, after := Window(line, at, end)
		all := before + marked + after
		if w := uniseg.StringWidth(all); w > 2*SourceWidth {
			t.Errorf("%d columns", w)
		}
		if !utf8.ValidString(all) || strings.ContainsFunc(all, output.IsControl) {
			t.Errorf("%q", all)
		}
	})
}
