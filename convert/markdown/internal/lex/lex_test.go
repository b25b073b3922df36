package lex

import (
	"strings"
	"testing"
)

func TestIsComponent(t *testing.T) {
	for name, want := range map[string]bool{"Tabs": true, "Zed": true, "A": true, "tabs.Item": true, "Tabs.Item": true, "div": false, "my-element": false, "é": false, "[x": false, ".x": false} {
		if IsComponent(name) != want {
			t.Errorf("%s: %v", name, !want)
		}
	}
}

func TestBraces(t *testing.T) {
	for s, want := range map[string]int{
		"{}": 2, "{a}b": 3, "{{}}": 4, "{a {b} c} d": 9, "{": 0, "{a": 0, "{'}'}": 5, `{"}\"}"}`: 8, "{`}`}": 5, "{/*}*/}": 7,
	} {
		if got := Braces(s, 0); got != want {
			t.Errorf("%s: %d, want %d", s, got, want)
		}
	}
	long := func(n int) string {
		b := make([]byte, n)
		for i := range b {
			b[i] = 'a'
		}
		return "{" + string(b[2:]) + "}"
	}
	if n := Braces(long(MaxJSX), 0); n != MaxJSX {
		t.Errorf("an expression of %d bytes: %d", MaxJSX, n)
	}
	if n := Braces(long(MaxJSX+1), 0); n != 0 {
		t.Errorf("one byte more: %d", n)
	}
}

func TestMarker(t *testing.T) {
	for s, want := range map[string]int{
		"- a": 1, "+ a": 1, "* a": 1, "-": 1, "-a": 0, "1. a": 2, "1) a": 2, "12. a": 3, "123456789. a": 10, "1234567890. a": 0, "1.a": 0, "a": 0, ".": 0, "1": 0,
	} {
		if got := Marker([]byte(s)); got != want {
			t.Errorf("%q: %d, want %d", s, got, want)
		}
	}
}

func TestDelimiterRow(t *testing.T) {
	for s, want := range map[string]int{
		"|-|-|": 2, "-|-": 2, "|:-:|-:|:-|": 3, "| --- | --- |": 2, "|-|x|": 0, "---": 0, "a|b": 0, "|": 0,
	} {
		if got := DelimiterRow([]byte(s)); got != want {
			t.Errorf("%q: %d, want %d", s, got, want)
		}
	}
}

// TestDecodeEverywhere mends a byte wherever it stands: eight bytes are looked at at once.
func TestDecodeEverywhere(t *testing.T) {
	for _, c := range []struct{ odd, want string }{{"\x00", "\ufffd"}, {"\x1f", "\ufffd"}, {"\x7f", "\ufffd"}, {"\r", "\n"}, {"\x80", "\ufffd"}, {"\xff", "\ufffd"}, {"\u202e", ""}, {"\u0085", "\ufffd"},
		{"\n", "\n"}, {"\t", "\t"}, {" ", " "}, {"~", "~"}, {"\u00e9", "\u00e9"}, {"\u5b57", "\u5b57"}} {
		for before := range 18 {
			for after := range 18 {
				head, tail := strings.Repeat("a", before), strings.Repeat("~", after)
				if got, _ := Decode([]byte(head + c.odd + tail)); string(got) != head+c.want+tail {
					t.Fatalf("%q behind %d bytes and before %d: %q", c.odd, before, after, got)
				}
			}
		}
	}
}
