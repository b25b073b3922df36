package highlight

import (
	"os"
	"regexp/syntax"
	"strings"
	"testing"
)

// TestSight takes the costs of patterns that fail at the beginning of a text.
func TestSight(t *testing.T) {
	text := []rune("if (a) b\nc \"d\"" + strings.Repeat(" ", 86))
	var w walker
	for pattern, want := range map[string]int{
		`if\b`: 0, `[a-z]{1,9}`: 0, `//.*`: 1, `if.*x`: 9, `[a-z (]+\{`: 6, `if[\s\S]*;`: 100, `if \(a\)(?=[^x]*x)`: 100, `(i)\1`: 100, `(?<x>(`: 100,
		`\w+(?=\()`: 3, `if[\s\S]*?;`: 400, `if(?:.|\n)*;`: 1600, `(?<=x)\s*if[^;]*;`: 100, `(?!a[^;]*;)i.`: 2, `^if[^\n]*x`: 9, `(?:^a|\Ab)[^;]*;`: 1,
	} {
		s := sightOf(pattern, 0)
		if got := w.failed(&s, text, 0) - 16; got != want {
			t.Errorf("%s: %d, want %d", pattern, got, want)
		}
	}
	s := sightOf(`if.*x`, syntax.DotNL)
	if got := w.failed(&s, text, 0); got != 116 {
		t.Errorf("a dot that is a newline too: %d", got)
	}
	if s := sightOf(`^c[^;]*;`, 0); w.failed(&s, text, 8) != 16 || w.failed(&s, text, 9) != 16+91 {
		t.Error("the beginning of a line")
	}
}

// workOf splits code and returns the work and whether it is coloured.
func workOf(t *testing.T, file, code string) (work int, coloured bool) {
	l := &lexer{file: file}
	l.load()
	if l.base == nil {
		t.Fatal(file)
	}
	r := &run{lexer: l, code: code, family: l.family}
	defer func() {
		if recover() != nil { // chroma's way to say that a language inside has an error
			work, coloured = r.work, false
		}
	}()
	err := r.all("root", l.config.EnsureNL)
	return r.work, err == nil
}

// TestWork splits code as long as may be: what is written by hand stays far below the bound, what makes rules look to the
// end again and again stops at it, at the same place on every machine.
func TestWork(t *testing.T) {
	own, err := os.ReadFile("split.go")
	if err != nil {
		t.Fatal(err)
	}
	long := strings.Repeat(string(own), MaxBytes/len(own)+1)[:MaxBytes]
	if work, coloured := workOf(t, "go", long); !coloured || work > maxWork/2 {
		t.Errorf("Go: %d steps, coloured: %v", work, coloured)
	}
	for _, tt := range []struct{ file, unit string }{
		{"go", "/*"}, {"go", "`"}, {"markdown", "<!--"}, {"css.xml", "/* "}, {"c.xml", "/*"}, {"c.xml", "#if 0\n"},
	} {
		work, coloured := workOf(t, tt.file, strings.Repeat(tt.unit, MaxBytes/len(tt.unit)))
		if work > maxWork+1<<24 {
			t.Errorf("%s, %q: %d steps", tt.file, tt.unit, work)
		}
		if coloured != (work <= maxWork) {
			t.Errorf("%s, %q: %d steps, coloured: %v", tt.file, tt.unit, work, coloured)
		}
	}
}
