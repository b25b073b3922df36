package output

import (
	"strings"
	"testing"
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
		{TempFolder + "/a", "", "unfinished"},
		{".Platen-TMP/a", "", "unfinished"},
		{"a/" + ManifestName, "", "list of outputs"},
		{".Platen-Manifest", "", "list of outputs"},
		{".platen-tmp-0123456789abcdef", "", "unfinished"},
		{strings.Repeat("n", 256), "", "255 bytes"},
		{strings.Repeat("n", 255), strings.Repeat("n", 255), ""},
		{strings.Repeat("é", 128), "", "255 bytes"},
	} {
		got, why := SafeName(c.name)
		if got != c.want || (why == "") != (c.why == "") || !strings.Contains(why, c.why) {
			t.Errorf("%q: %q, %q; want %q, %q", c.name, got, why, c.want, c.why)
		}
	}
}
