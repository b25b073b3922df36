package formula

import (
	"os"
	"strings"
	"testing"
)

// formulas are those of testdata, as they are found in guides.
func formulas(t testing.TB) []string {
	data, err := os.ReadFile("testdata/formulas.txt")
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, l := range strings.Split(strings.TrimSpace(string(data)), "\n") {
		if !strings.HasPrefix(l, "# ") {
			out = append(out, l)
		}
	}
	return out
}

func TestFormulas(t *testing.T) {
	g := &Engine{}
	bad := 0
	for _, tex := range formulas(t) {
		var m Macros
		x, err := m.Expand(tex)
		if err == nil {
			_, err = g.Draw(x, true)
		}
		if err != nil {
			bad++
			t.Logf("%s: %v", tex, err)
		}
	}
	if bad > 0 {
		t.Errorf("%d are not drawn", bad)
	}
}
