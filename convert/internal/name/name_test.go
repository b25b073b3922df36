package name

import (
	"slices"
	"strings"
	"testing"
)

func TestCompareNatural(t *testing.T) {
	names := []string{"b", "a10", "a9", "A", "a010", "a"}
	slices.SortFunc(names, CompareNatural)
	if got := strings.Join(names, " "); got != "A a a9 a010 a10 b" {
		t.Error(got)
	}
}
