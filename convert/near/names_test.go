package near

import (
	"fmt"
	"strings"
	"testing"
)

// TestHintsLookAtFew: a hint among many like names looks at as many of them as among a few.
func TestHintsLookAtFew(t *testing.T) {
	const budget = 1 << 22
	for _, count := range []int{300, 3000, 30_000} {
		all := make([]string, count)
		for i := range all {
			all[i] = fmt.Sprintf("guide/page-number-%d.md", i)
		}
		all[count/2] = "guide/installation-on-windows.md"
		n := NewNames(all)
		n.looks = func(entries, near int) {
			if entries > mostEntries || near > mostNear {
				t.Errorf("%d names: %d entries, %d names are looked at", count, entries, near)
			}
		}
		s := Suggester{Budget: budget}
		for name, want := range map[string]string{
			"guide/instalation-on-windos.md":   all[count/2],
			"guide/windows-installation.md":    all[count/2],
			"Guide/Page-Number-17.md":          all[17],
			"guide/page-numbr-299.md":          all[299],
			"guide/zzz.md":                     "",
			"":                                 "",
			strings.Repeat("page-number-", 60): "",
		} {
			if got := s.Nearest(name, n.Like(name)); got != want {
				t.Errorf("%d names: %q: %q, want %q", count, name, got, want)
			}
		}
		if spent := budget - s.Budget; spent > 7*mostNear*400 {
			t.Errorf("%d names: %d steps for seven hints", count, spent)
		}
	}
}
