package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestInsideTheCommand finds each file and function that CONTRIBUTING.md names inside the command. A row of its table
// is about a package, whose files it names without the folder.
func TestInsideTheCommand(t *testing.T) {
	data, err := os.ReadFile("../../CONTRIBUTING.md")
	if err != nil {
		t.Fatal(err)
	}
	_, text, _ := strings.Cut(string(data), "\n## Inside the command\n")
	text, _, _ = strings.Cut(text, "\n## ")
	place := regexp.MustCompile("`([\\w/]+\\.go)(?::(\\w+))?`")
	room := regexp.MustCompile("^\\| `(\\w+)` \\|")
	rooms := map[string]bool{}
	n := 0
	for line := range strings.Lines(text) {
		dir := ""
		if m := room.FindStringSubmatch(line); m != nil {
			dir = "internal/" + m[1]
			rooms[m[1]] = true
		}
		for _, m := range place.FindAllStringSubmatch(line, -1) {
			n++
			var src []byte
			for _, file := range []string{filepath.Join(dir, m[1]), "internal/" + m[1], "../../" + m[1], "../../writers/output/" + m[1]} {
				if src, err = os.ReadFile(file); err == nil {
					break
				}
			}
			if err != nil {
				t.Errorf("there is no %s", m[1])
			} else if !regexp.MustCompile(`(?m)^(func (\([^)]*\) )?|type )` + m[2]).Match(src) {
				t.Errorf("%s has no %s", m[1], m[2])
			}
		}
	}
	if n < 30 {
		t.Errorf("only %d places are named", n)
	}
	list, err := os.ReadDir("internal")
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range list {
		if name := d.Name(); !rooms[name] && name != "cache" && name != "licences" { // which are named in the rows of others
			t.Errorf("%s has no row", name)
		}
	}
}
