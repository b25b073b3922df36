package source

import (
	"slices"
	"testing"
)

func TestWantedLines(t *testing.T) {
	for s, want := range map[string][][2]int{
		"":            nil,
		"3":           {{3, 3}},
		"7, 1-3,2-4":  {{1, 4}, {7, 7}},
		"9-,20-30":    {{9, 1<<31 - 1}},
		"0-2":         {{1, 2}},
		"x,5-2,-0":    {},
		"2-4,5-6,8-8": {{2, 6}, {8, 8}},
	} {
		if got := wantedLines(s); !slices.Equal(got, want) || (got == nil) != (want == nil) {
			t.Errorf("%q: %v, want %v", s, got, want)
		}
	}
	if n := longestRun("a``b```c`", '`'); n != 3 {
		t.Errorf("longest run: %d", n)
	}
}
