package link

import (
	"strings"
	"testing"
)

func equal(t *testing.T, what, got, want string) {
	t.Helper()
	if got != want {
		t.Errorf("%s: got %q, want %q", what, got, want)
	}
}

func TestCleanURL(t *testing.T) {
	for raw, want := range map[string]string{
		"https://example.com/":               "https://example.com/",
		"https://[::1]:80/[x]":               "https://[::1]:80/%5Bx%5D",
		"https://example.com/%zz%41":         "https://example.com/%25zz%41",
		"https://example.com/é<>\"":          "https://example.com/é%3C%3E%22",
		"http://example.com?a={b}|c`d^e\\f%": "http://example.com?a=%7Bb%7D%7Cc%60d%5Ee%5Cf%25",
	} {
		equal(t, raw, CleanURL(raw), want)
	}
}

func TestPeerPath(t *testing.T) {
	for _, c := range [][3]string{
		{"a.md", "b.md", "b.md"}, {"x/a.md", "b.md", "../b.md"}, {"x/a.md", "x/b.md", "b.md"},
		{"x/y/a.md", "x/z/b.md", "../z/b.md"}, {"a.md", "../b.md", "../b.md"}, {"x/a.md", "x/y/b.md", "y/b.md"},
		{"a.md", "javascript:x.md", "./javascript:x.md"}, {"x/a.md", "x/a:b.md", "./a:b.md"}, {"x/a.md", "a:b.md", "../a:b.md"},
	} {
		equal(t, c[0]+" to "+c[1], PeerPath(c[0], c[1]), c[2])
	}
}

func TestLongHosts(t *testing.T) {
	long := strings.Repeat("a", 63)
	for host, want := range map[string]Kind{
		long + ".example":                         Absolute,
		long + "a.example":                        BadHost,
		strings.Repeat("www.", 64) + "example":    BadHost,
		strings.Repeat("www.", 60) + "example":    Absolute,
		"user@" + long + ".example:80":            Absolute,
		"example.com/" + strings.Repeat("x", 300): Absolute,
	} {
		if got, _, _ := Classify("https://" + host); got != want {
			t.Errorf("%s: got %v, want %v", host, got, want)
		}
	}
}

// TestHosts tells hosts that a browser would go to from those that it refuses.
func TestHosts(t *testing.T) {
	for address, want := range map[string]Kind{
		"https://example.com":    Absolute,
		"https://example.com./a": Absolute, // the root's empty label
		"https://a..b":           BadHost,
		"https://example..com/a": BadHost,
		"https://user:pw@a..b/":  BadHost,
		"https://.example.com":   BadHost,
		"https://":               BadHost,
		"https:///a":             BadHost,
		"https://?a":             BadHost,
		"https://a b/":           BadHost,
		"https://a%20b/":         BadHost,
		"https://a/x..y":         Absolute,
		"https://a?x..y":         Absolute,
		"https://a:8080/":        Absolute,
		"https://a:65535":        Absolute,
		"https://a:123456":       BadHost,
		"https://a:http":         BadHost,
		"https://[::1]/":         Absolute,
		"https://[]/":            BadHost,
		"https:a":                Absolute, // without slashes there is no host to look at
		"ftp://a..b":             BadScheme,
	} {
		if got, _, _ := Classify(address); got != want {
			t.Errorf("%s: got %v, want %v", address, got, want)
		}
	}
	for n, want := range map[int]Kind{253: Absolute, 254: Absolute, 255: BadHost} { // the last dot of 254 is the root's
		host := strings.Repeat("abcdefghi.", 26)[:n-1] + "."
		if n == 253 {
			host = host[:n-1] + "x"
		}
		if got, _, _ := Classify("https://" + host); got != want {
			t.Errorf("a host of %d bytes: got %v, want %v", n, got, want)
		}
	}
}
