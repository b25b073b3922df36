package markdown

import (
	"context"
	"fmt"
	"runtime"
	"strings"
	"testing"

	"platen/convert/tree"
)

// hostilePages make pages of about n bytes out of what MkDocs and mdBook guides have.
func hostilePages() map[string]func(n int) string {
	rep := strings.Repeat
	return map[string]func(n int) string{
		"notes":              func(n int) string { return rep("!!! note\n    x\ny\n", n/16) },
		"tabs":               func(n int) string { return rep("=== \"a\"\n    x\n", n/14) },
		"blocks":             func(n int) string { return rep("/// note\n///\n", n/13) },
		"open blocks":        func(n int) string { return rep("/// note\n", n/9) },
		"abbreviations":      func(n int) string { return "*[a]: b\n*[aa]: c\n\n" + rep("a aa b\n", n/7) },
		"abbreviation words": func(n int) string { return manyAbbreviations(200) + "\n" + rep(rep("a", 200)+"\n\n", n/202) },
		"edits":              func(n int) string { return rep("{++x++}\n", n/8) },
		"open edits":         func(n int) string { return "{++" + rep("{-- \n", n/8) + "++}" + rep("--}\n", n/8) },
		"keys":               func(n int) string { return rep("++a ++\"b ", n/9) },
		"icons":              func(n int) string { return rep(":material-a ", n/12) },
		"quotes":             func(n int) string { return rep("\"'-...\n", n/7) },
		"elements":           func(n int) string { return rep("<div markdown>\nx\n</div>\n", n/24) },
		"elements in a line": func(n int) string { return "<p>" + rep("<b markdown>x</b>\n", n/18) },
		"contents":           func(n int) string { return rep("[TOC]\n\n# a\n\n", n/12) },
		"code marks":         func(n int) string { return "``` py hl_lines=\"" + rep("1 3 ", n/4) + "\"\nx\n```\n" },
		"hidden lines":       func(n int) string { return "``` rust,hidelines=#\n" + rep("# a\nb\n", n/6) + "```\n" },
		"includes":           func(n int) string { return rep("{{#include a}}\n", n/15) },
		"snippets":           func(n int) string { return rep("--8<-- \"a:1:1\"\n", n/15) },
	}
}

func manyAbbreviations(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "*[a%d]: b\n", i)
	}
	return b.String()
}

// A page that is four times as long costs about four times as much, where the square would be sixteen times.
func TestHostileSites(t *testing.T) {
	for _, name := range []string{"mkdocs+smart+smart_symbols+autolinks", "mdbook+smart"} {
		d, err := ParseDialect(name)
		if err != nil {
			t.Fatal(err)
		}
		r := &Reader{Dialect: d, Include: func(string) ([]byte, error) { return []byte("one\ntwo\n"), nil }}
		cost := func(src string) float64 {
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			if _, err := r.Read(context.Background(), "a.md", []byte(src), nil); err != nil {
				t.Errorf("%s: %v", name, err)
			}
			runtime.ReadMemStats(&after)
			return float64(after.TotalAlloc - before.TotalAlloc)
		}
		cost("x")
		for family, page := range hostilePages() {
			small, large := cost(page(10_000)), cost(page(40_000))
			if large > 8*small && large > 4<<20 {
				t.Errorf("%s, %s: %.0f bytes for 10 KB, %.0f for 40 KB", name, family, small, large)
			}
		}
	}
}

// What nests without an end is text at some depth, and files that include each other end.
func TestHostileNesting(t *testing.T) {
	nested := func(line string) string {
		var b strings.Builder
		for i := range 200 {
			b.WriteString(strings.Repeat("    ", i) + line + "\n")
		}
		return b.String()
	}
	r := &Reader{Dialect: MkDocs(), Include: func(string) ([]byte, error) { return []byte("--8<-- \"loop\"\n--8<-- \"loop\"\n"), nil }}
	for _, src := range []string{nested("!!! note"), nested(`=== "a"`), nested("/// note"), nested("<div markdown>"), strings.Repeat(`--8<-- "loop"`+"\n", 3)} {
		p, err := r.Read(context.Background(), "a.md", []byte(src), nil)
		if l, ok := err.(*LimitError); err != nil && (!ok || l.Limit == "limit-seconds") {
			t.Errorf("%.20q: %v", src, err)
		} else if err == nil {
			if err := tree.Validate(p); err != nil {
				t.Errorf("%.20q: %v", src, err)
			}
		}
	}
}
