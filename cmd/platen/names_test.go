package main

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/rivo/uniseg"
)

func TestSafeName(t *testing.T) {
	for _, c := range []struct{ name, want, why string }{
		{"a/b.html", "a/b.html", ""},
		{"a b#?%20.html", "a b#?%20.html", ""},
		{"a\nb\x1b.html", "a%0Ab%1B.html", ""},
		{"a\u202eb.html", "a%E2%80%AEb.html", ""},
		{"../a.html", "", "no relative path"},
		{"/etc/passwd", "", "no relative path"},
		{"a/../b", "", "no relative path"},
		{"", "", "no relative path"},
		{".", "", "no relative path"},
		{"a\xff.html", "", "no relative path"},
		{tempFolder + "/a", "", "unfinished"},
		{strings.Repeat("n", 256), "", "255 bytes"},
		{strings.Repeat("n", 255), strings.Repeat("n", 255), ""},
		{strings.Repeat("é", 128), "", "255 bytes"},
	} {
		got, why := safeName(c.name)
		if got != c.want || (why == "") != (c.why == "") || !strings.Contains(why, c.why) {
			t.Errorf("%q: %q, %q; want %q, %q", c.name, got, why, c.want, c.why)
		}
	}
}

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
		if got := printable(in); got != want {
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
		before, marked, after := window(line, at, end)
		all := before + marked + after
		if w := uniseg.StringWidth(all); w > 2*sourceWidth {
			t.Errorf("%d columns", w)
		}
		if !utf8.ValidString(all) || strings.ContainsFunc(all, isControl) {
			t.Errorf("%q", all)
		}
	})
}
