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
