package highlight

import (
	"math"
	"regexp/syntax"
	"strings"
	"testing"
)

// TestNoClock looks for bounds in time, of a language and of those inside it: a process that is paused would pass them.
func TestNoClock(t *testing.T) {
	for _, file := range []string{"perl.xml", "go", "html.xml", "mason.xml", "docker.xml"} {
		l := &lexer{file: file}
		l.load()
		if l.base == nil {
			t.Fatal(file)
		}
		for _, in := range l.family {
			in.ready.Do(in.compile)
			for state, rules := range in.states {
				for _, r := range rules {
					if r.Regexp != nil && r.Regexp.MatchTimeout != math.MaxInt64 {
						t.Fatalf("%s, %s: %s has %v", in.file, state, r.Pattern, r.Regexp.MatchTimeout)
					}
				}
			}
		}
	}
}

// TestSteps counts the ways of attempts.
func TestSteps(t *testing.T) {
	for _, tt := range []struct {
		pattern, text string
		accepts       bool
		over, plain   bool
	}{
		{`"(?:[^"\\]+|\\.)*"`, `"` + strings.Repeat("a", 10) + `" b`, true, false, true},
		{`"(?:[^"\\]+|\\.)*"`, `"` + strings.Repeat("a", 100) + `" b`, true, true, true},
		{`"(?:\\.|[^"\\])*"\s*:`, `"` + strings.Repeat("é", 1000), true, false, true},
		{`(\w+\s*)+(?=;)`, strings.Repeat("ab ", 100), true, true, false},
		{`\w+\s*(?=\()`, "word (", true, false, false},
		{`a*a*a*b`, strings.Repeat("a", 1000), false, true, true},
	} {
		m := mazeOf(tt.pattern, syntax.Flags(0))
		if m == nil || !m.winds() {
			t.Errorf("%s: no maze", tt.pattern)
			continue
		}
		var c tally
		steps, accepts, end := c.steps(m, []rune(tt.text), 0)
		if steps > maxPaths || (end >= 0) != tt.over || m.plain != tt.plain || end < 0 && accepts != tt.accepts {
			t.Errorf("%s: %d steps, matches: %v, end %d, plain: %v", tt.pattern, steps, accepts, end, m.plain)
		}
		if again, _, _ := c.steps(m, []rune(tt.text), 0); again != steps {
			t.Errorf("%s: %d steps, then %d", tt.pattern, steps, again)
		}
	}
	if mazeOf(`a[^b]*b`, 0) != nil {
		t.Error("one loop has no ways to choose from")
	}
}

// TestManyWays splits code on which rules could go back more often than there is time for: it ends, and the work is bounded.
func TestManyWays(t *testing.T) {
	for _, tt := range []struct{ file, code string }{
		{"antlr.xml", "grammar a; b : {" + strings.Repeat("x'\\", 5000)},
		{"yaml.xml", "a: |\n" + strings.Repeat(" b\n\n", 10000)},
		{"c#.xml", "using " + strings.Repeat("a.", 20000) + "-"},
		{"batchfile.xml", strings.Repeat("%5%:x=", 3000)},
		{"autoit.xml", strings.Repeat(" ", 3000) + "x"},
		{"html.xml", "<script>" + strings.Repeat("a.", 10000) + "</script><style>" + strings.Repeat("/* ", 10000) + "</style>"},
		{"v.xml", "module " + strings.Repeat(" ", 30000) + "//x\n//y\n"},
	} {
		t.Run(tt.file, func(t *testing.T) {
			if work, _ := workOf(t, tt.file, tt.code); work > maxWork+1<<24 {
				t.Errorf("%d steps", work)
			}
		})
	}
}

// TestLongMatches takes matches that the engine could reach in many ways.
func TestLongMatches(t *testing.T) {
	text := strings.Repeat("  some text here\n\n", 2000)
	if got := Tokens("yaml", "a: |\n"+text+"b: 1\n"); len(got) < 3 || len(got[len(got)-1].Text) > 20 || !strings.Contains(show(got), "s(") {
		t.Errorf("a long block of text: %d tokens", len(got))
	}
	name := strings.Repeat("Name", 200)
	if got := show(Tokens("c#", "using "+name+".B;\nclass C {}\n")); !strings.Contains(got, name+".B") || !strings.Contains(got, "k(class)") {
		t.Errorf("a long name: %s", got)
	}
	if got := show(Tokens("html", "<script>if (a) { return 'b' }</script>")); !strings.Contains(got, "k(if)") || !strings.Contains(got, "s('b')") {
		t.Errorf("a language inside another: %s", got)
	}
}
