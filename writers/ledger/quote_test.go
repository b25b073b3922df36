package ledger

import (
	"testing"
)

// TestIsLineOf has lines of text output that show a line of code, and some that do not.
func TestIsLineOf(t *testing.T) {
	for _, test := range []struct {
		line, code string
		want       bool
	}{
		{"    make all", "make all", true},
		{">     make all", "make all", true},
		{"> >     > words", "> words", true},
		{">make", "make", false},
		{">     make", "make all", false},
		{"1. make all", "make all", false},
	} {
		if got := isLineOf(test.line, test.code); got != test.want {
			t.Errorf("%q of code %q: %v", test.line, test.code, got)
		}
	}
}
