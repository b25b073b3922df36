package site

import "testing"

func TestWithoutNumber(t *testing.T) {
	for name, want := range map[string]string{
		"01-intro": "intro", "1. Start": "Start", "2_b": "b", "10 - Ten": "Ten", "intro": "intro", "2021-05-01-post": "2021-05-01-post",
		"1.2.3": "1.2.3", "3": "3", "404-page": "page", "7.0-notes": "7.0-notes",
	} {
		if got := withoutNumber(name); got != want {
			t.Errorf("%q: got %q, want %q", name, got, want)
		}
	}
}
