package markdown

import (
	"os"
	"regexp"
	"strings"
	"testing"
)

// TestInsideTheReader finds each function and type that CONTRIBUTING.md names inside the reader.
func TestInsideTheReader(t *testing.T) {
	text, err := os.ReadFile("../../CONTRIBUTING.md")
	if err != nil {
		t.Fatal(err)
	}
	_, text2, _ := strings.Cut(string(text), "\n## Inside the reader\n")
	text2, _, _ = strings.Cut(text2, "\n## ")
	named := regexp.MustCompile("`(\\w+/\\w+\\.go)(?::(\\w+))?`").FindAllStringSubmatch(text2, -1)
	if len(named) < 10 {
		t.Errorf("only %d places are named", len(named))
	}
	for _, m := range named {
		src, err := os.ReadFile("internal/" + m[1])
		if err != nil {
			t.Error(err)
			continue
		}
		if !regexp.MustCompile(`(?m)^(func (\([^)]*\) )?|type )` + m[2]).Match(src) {
			t.Errorf("%s has no %s", m[1], m[2])
		}
	}
}
