package tree

import (
	"fmt"
	"testing"
)

func TestIndexEntries(t *testing.T) {
	for _, c := range []struct{ entry, words, want string }{
		{"", "two  words", `[["two words"]]`},
		{"main!sub", "shown", `[["main" "sub"]]`},
		{"a; b|b; a", "", `[["a" "b"] ["b" "a"]]`},
		{"a;b;c;d", "", `[["a" "b" "c"]]`},
		{" | ;", "x", `[]`},
	} {
		a := &Attr{Classes: []string{"index"}}
		if c.entry != "" {
			a.Keys = []Key{{"entry", c.entry}}
		}
		if got := fmt.Sprintf("%q", a.IndexEntries(c.words)); got != c.want {
			t.Errorf("%q, %q: %s, want %s", c.entry, c.words, got, c.want)
		}
	}
	if got := (&Attr{Classes: []string{"other"}}).IndexEntries("x"); got != nil {
		t.Errorf("another class: %q", got)
	}
}
