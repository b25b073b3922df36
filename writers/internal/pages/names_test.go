package pages_test

import (
	"strconv"
	"testing"

	"platen/writers/internal/pages"
)

// TestNames takes names that are alike: each gets the first number that is free, also where somebody has one already.
func TestNames(t *testing.T) {
	taken := pages.Names{"c.html": 2}
	for _, tt := range [][3]string{{"a", ".html", "a.html"}, {"a", ".html", "a-2.html"}, {"a-3", ".html", "a-3.html"}, {"a", ".html", "a-4.html"}, {"a-3", ".html", "a-3-2.html"},
		{"a", "", "a"}, {"a", "", "a-2"}, {"c", ".html", "c-2.html"}, {"a", ".html", "a-5.html"}} {
		if got := taken.Take(tt[0], tt[1]); got != tt[2] {
			t.Errorf("%s%s is called %s, want %s", tt[0], tt[1], got, tt[2])
		}
	}
}

// TestNamesAlike takes many names that are alike, twice as many: twice the steps, as its allocations show.
func TestNamesAlike(t *testing.T) {
	take := func(n int) float64 {
		return testing.AllocsPerRun(1, func() {
			taken := pages.Names{}
			for range n {
				taken.Take("a", ".html")
			}
			for i := range n {
				if taken["a-"+strconv.Itoa(max(i, 2))+".html"] == 0 && i < n {
					t.Fatal(i)
				}
			}
		})
	}
	if one, two := take(2000), take(4000); two > 2.3*one {
		t.Errorf("2,000 names alike allocate %v times, 4,000 %v", one, two)
	}
}
