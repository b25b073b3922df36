package ledger

import (
	"testing"
)

// A word may fall apart only where lines were broken in it; what may be there or not can stand between the pieces.
func TestMatches(t *testing.T) {
	soft := func(s string) word { return word{s: s, soft: true} }
	for _, tt := range []struct {
		name string
		want word
		got  []word
		n    int
	}{
		{"the word", word{s: "example"}, []word{{s: "example"}, {s: "next"}}, 1},
		{"another", word{s: "example"}, []word{{s: "exam"}, {s: "next"}}, 0},
		{"broken at a line's end", word{s: "example"}, []word{{s: "exam"}, soft("ple")}, 2},
		{"broken twice", word{s: "example"}, []word{{s: "ex"}, soft("am"), soft("ple"), {s: "next"}}, 3},
		{"fallen apart", word{s: "example"}, []word{{s: "exam"}, {s: "ple"}}, 0},
		{"fallen apart behind a break", word{s: "example"}, []word{{s: "ex"}, soft("am"), {s: "ple"}}, 0},
		{"a part of it", word{s: "example"}, []word{{s: "exam"}, soft("p")}, 0},
		{"other words behind a break", word{s: "example"}, []word{{s: "exam"}, soft("bled")}, 0},
		{"a mark between", word{s: "example"}, []word{{s: "exam"}, {s: "-", may: true}, soft("ple")}, 3},
	} {
		if n := matches(&tt.want, tt.got); n != tt.n {
			t.Errorf("%s: %d, want %d", tt.name, n, tt.n)
		}
	}
}
