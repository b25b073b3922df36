package near

import (
	"fmt"
	"testing"
)

func TestSuggest(t *testing.T) {
	for _, c := range []struct{ name, want string }{
		{"requirments", "requirements"}, {"Requirements", "requirements"}, {"create-user-and-database", "create-database"},
		{"htlm", "html"}, {"nothing", ""}, {"x", ""}, {"", ""},
	} {
		got := Suggest(c.name, []string{"requirements", "html", "text", "create-database", "create-table", "install"})
		if got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
}

func TestDistance(t *testing.T) {
	for _, c := range []struct {
		a, b string
		n    int // -1: more than two
	}{
		{"html", "html", 0}, {"htm", "html", 1}, {"html", "htm", 1}, {"hxml", "html", 1}, {"htlm", "html", 1}, {"thml", "html", 1},
		{"thlm", "html", 2}, {"tehre", "three", 2}, {"dita", "html", -1}, {"a", "abcd", -1}, {"über", "uber", 1},
	} {
		var s Suggester
		n, ok := s.distance(c.a, c.b, 2)
		if !ok {
			n = -1
		}
		if n != c.n {
			t.Errorf("%s and %s: %d, want %d", c.a, c.b, n, c.n)
		}
	}
}

// TestSuggestBudget: a page of dead links among many anchors costs linear time.
func TestSuggestBudget(t *testing.T) {
	s := Suggester{Budget: 1 << 20}
	ids := make([]string, 5000)
	for i := range ids {
		ids[i] = fmt.Sprintf("section-number-%d", i)
	}
	for i := range 5000 {
		s.Nearest(fmt.Sprintf("sektion-nummer-%d-x", i), ids)
	}
	if s.Budget < -1_000_000 {
		t.Errorf("spent %d over the budget", -s.Budget)
	}
}

func ExampleSuggest() {
	fmt.Println(Suggest("htlm", []string{"dita", "html", "text"}))
	// Output: html
}
