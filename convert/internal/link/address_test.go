package link

import (
	"strings"
	"testing"
)

// TestAddressFault tells addresses that are written wrongly from odd ones that are right.
func TestAddressFault(t *testing.T) {
	for raw, want := range map[string]string{
		"https://example.com": "", "HTTP://EXAMPLE.COM/": "", "http://localhost:3000/x?y=%20#z": "", "https://[::1]:8080/": "", "//example.com/x": "",
		"https://example.com:65535": "", "https://user:99999@example.com/": "", "https://web.archive.org/web/2020/https://example.com": "",
		"mailto:a@example.com": "", "mailto:?to=a%40example.com": "", "mailto:a%40example.com": "", "tel:+1-201-555-0123": "", "tel:911": "",
		"https://пример.рф/путь": "",

		"http:/example.com": "two slashes", "https:example.com": "two slashes", "https://https://example.com": "two schemes", "http://http//example.com": "two schemes",
		"http://example.com:65536/": "no port", "mailto:": "no mail address", "mailto:someone": "no mail address", "tel:": "no number", "tel:call": "no number",
		"https://example.com/100%": "percent sign", "https://example.com/%zz": "percent sign", "//example.com/%": "percent sign",
	} {
		kind, scheme, clean := Classify(raw)
		if kind != Absolute {
			t.Errorf("%s: kind %d", raw, kind)
			continue
		}
		f := addressFault(scheme, clean)
		if (want == "") != (f.Code == "") || !strings.Contains(f.Msg, want) {
			t.Errorf("%s: %q, want %q", raw, f.Msg, want)
		}
	}
}

// TestHostHint guesses addresses that were written as paths.
func TestHostHint(t *testing.T) {
	for ref, want := range map[string]string{
		"www.example.com": "https://www.example.com", "example.com/a/b": "https://example.com/a/b", "http//example.com": "http://example.com", "a@example.com": "mailto:a@example.com",
		"setup.md": "", "a.html": "", "images/www.png": "", "www.png": "", "../example.com": "", "": "", "@": "", "x.py": "",
	} {
		if got := hostHint(ref); got != didYouMean(want) {
			t.Errorf("%q: %q", ref, got)
		}
	}
}
