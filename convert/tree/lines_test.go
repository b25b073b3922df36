package tree

import "testing"

func TestInLines(t *testing.T) {
	rs := [][2]int{{2, 2}, {4, 6}, {9, 12}}
	for line, want := range []bool{2: true, 4: true, 5: true, 6: true, 9: true, 12: true, 13: false} {
		if got := InLines(rs, line); got != (want || line > 9 && line < 12) {
			t.Errorf("line %d: %v", line, got)
		}
	}
	if InLines(nil, 1) {
		t.Error("a line in no range")
	}
}

// TestInLinesOfMany asks for a million lines in half a million ranges, which nothing that looks through them ends with.
func TestInLinesOfMany(t *testing.T) {
	const n = 1 << 19
	rs := make([][2]int, n)
	for i := range rs {
		rs[i] = [2]int{2*i + 1, 2*i + 1}
	}
	for line := range 2 * n {
		if InLines(rs, line) != (line%2 == 1) {
			t.Fatalf("line %d", line)
		}
	}
}

func TestRangesAreValidated(t *testing.T) {
	for _, rs := range [][][2]int{{{2, 1}}, {{1, 3}, {3, 4}}, {{5, 5}, {1, 1}}, {{0, 1}}} {
		for _, b := range []*CodeBlock{{Text: "a\n", Marks: rs}, {Text: "a\n", Hidden: rs}} {
			if err := Validate(&Page{Blocks: []Block{b}}); err == nil {
				t.Errorf("%v is valid", rs)
			}
		}
	}
}
