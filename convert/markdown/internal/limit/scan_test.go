package limit

import (
	"errors"
	"strings"
	"testing"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// hit returns the limit that f passed, "" for none, whether f returns its error or panics with it.
func hit(f func() error) (name string) {
	var e *Error
	defer func() {
		if p, ok := recover().(*Error); ok {
			name = p.Limit
		}
	}()
	if errors.As(f(), &e) {
		return e.Limit
	}
	return ""
}

// nested is a list n levels deep.
func nested(n int) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(strings.Repeat("  ", i) + "- a\n")
	}
	return b.String()
}

// TestScan holds each limit of the scan from both sides: n of a thing are read, one more is refused.
func TestScan(t *testing.T) {
	with := func(set func(*Limits)) Limits {
		var l Limits
		set(&l)
		return l.WithDefaults()
	}
	for _, tt := range []struct {
		name, limit string
		limits      Limits
		src         func(over int) string
	}{
		{"bytes of a page", "limit-page-bytes", with(func(l *Limits) { l.PageBytes = 100 }), func(o int) string { return strings.Repeat("a", 100+o) }},
		{"quotes", "limit-depth", with(func(l *Limits) { l.Depth = 5 }), func(o int) string { return strings.Repeat(">", 5+o) + "a" }},
		{"items in a line", "limit-depth", with(func(l *Limits) { l.Depth = 5 }), func(o int) string { return strings.Repeat("- ", 5+o) + "a" }},
		{"items by indentation", "limit-depth", with(func(l *Limits) { l.Depth = 5 }), func(o int) string { return nested(5 + o) }},
		{"numbered items in quotes", "limit-depth", with(func(l *Limits) { l.Depth = 6 }), func(o int) string { return strings.Repeat("> 1. ", 3) + strings.Repeat("> ", o) + "a" }},
		{"blank lines in an item", "limit-depth-blanks", with(func(l *Limits) { l.DepthBlanks = 9 }), func(o int) string { return "- a\n" + strings.Repeat("\n", 9+o) + "  a" }},
		{"blank lines two deep", "limit-depth-blanks", with(func(l *Limits) { l.DepthBlanks = 8 }), func(o int) string { return "- - a\n" + strings.Repeat("\n", 4+o) + "    a" }},
		{"blank lines, counted anew", "limit-depth-blanks", with(func(l *Limits) { l.DepthBlanks = 6 }), func(o int) string {
			return strings.Repeat("- a\n"+strings.Repeat("\n", 6)+"a\n", 3) + "- a\n" + strings.Repeat("\n", 6+o)
		}},
		{"definitions", "limit-definitions", with(func(l *Limits) { l.Definitions = 3 }), func(o int) string { return strings.Repeat("[a]: b\n", 3+o) }},
		{"a line", "limit-inline-bytes", with(func(l *Limits) { l.InlineBytes = 50 }), func(o int) string { return strings.Repeat("a", 50+o) }},
		{"columns", "limit-columns", with(func(l *Limits) { l.Columns = 4 }), func(o int) string { return strings.Repeat("|a", 4+o) + "|\n" + strings.Repeat("|-", 4+o) + "|\n" }},
		{"cells", "limit-cells", with(func(l *Limits) { l.Cells = 12 }), func(o int) string { return "|a|b|\n|-|-|\n" + strings.Repeat("|x|\n", 5+o) }},
		{"marks in a line", "limit-delimiters", with(func(l *Limits) { l.Delimiters = 5 }), func(o int) string { return strings.Repeat("[a", 5+o) }},
		{"runs in a line", "limit-delimiters", with(func(l *Limits) { l.Delimiters = 5 }), func(o int) string { return strings.Repeat("***a", 5+o) }},
		{"nodes", "limit-nodes", with(func(l *Limits) { l.Nodes = 20 }), func(o int) string { return strings.Repeat("a\n", 10+o) }},
		{"nodes of code", "limit-nodes", with(func(l *Limits) { l.Nodes = 14 }), func(o int) string { return "```\n" + strings.Repeat("a\n", 10+o) + "```\n" }},
	} {
		for over, want := range []string{"", tt.limit} {
			got := hit(func() error { _, err := Scan([]byte(tt.src(over)), &tt.limits); return err })
			if got != want {
				t.Errorf("%s, %d over the limit: got %q, want %q", tt.name, over, got, want)
			}
		}
	}
}

// TestNotCounted reads what looks like the things that limits count and is none of them.
func TestNotCounted(t *testing.T) {
	l := (&Limits{Depth: 4, Columns: 3, Delimiters: 20, Definitions: 2}).WithDefaults()
	for name, src := range map[string]string{
		"a thematic break":              strings.Repeat("- ", 40) + "\n",
		"quotes in fenced code":         "```\n" + strings.Repeat(">", 40) + "\n```\n",
		"brackets in fenced code":       "~~~\n" + strings.Repeat("[", 200) + "\n~~~\n",
		"definitions in code of a list": "- ```\n" + strings.Repeat("  [a]: b\n", 40) + "  ```\n",
		"items in indented code":        "a\n\n" + strings.Repeat("    - - - - - - - - - - -\n", 3),
		"escaped brackets":              strings.Repeat(`\[`, 40),
		"items that end":                strings.Repeat("- - - - a\n\nb\n\n", 10),
	} {
		if got := hit(func() error { _, err := Scan([]byte(src), &l); return err }); got != "" {
			t.Errorf("%s: %s", name, got)
		}
	}
}

// TestLine names the line at which a page passes a limit.
func TestLine(t *testing.T) {
	l := (&Limits{Depth: 4}).WithDefaults()
	_, err := Scan([]byte("a\n\nb\n\n> > > > > c\n"), &l)
	var e *Error
	if !errors.As(err, &e) || e.Line != 5 || e.Value != 4 {
		t.Errorf("got %+v", err)
	}
}

// TestParagraphs holds the limits of a paragraph of several lines from both sides.
func TestParagraphs(t *testing.T) {
	for _, tt := range []struct {
		limits Limits
		limit  string
		line   string
	}{
		{Limits{InlineBytes: 60, Delimiters: 3}, "limit-inline-bytes", "aaaaaaaaa\n"},
		{Limits{InlineBytes: 1000, Delimiters: 12}, "limit-delimiters", "*aaa* [a\n"},
	} {
		l := tt.limits.WithDefaults()
		for lines, want := range map[int]string{4: "", 6: "", 7: tt.limit} {
			if tt.limit == "limit-delimiters" {
				lines -= 2 // three marks a line
			}
			src := []byte(strings.Repeat(tt.line, lines))
			p := ast.NewParagraph()
			for i := range lines {
				p.Lines().Append(text.NewSegment(i*len(tt.line), (i+1)*len(tt.line)))
			}
			got := hit(func() error { Paragraphs{&l}.Transform(p, text.NewReader(src), parser.NewContext()); return nil })
			if got != want {
				t.Errorf("%d lines of %q: got %q, want %q", lines, tt.line, got, want)
			}
		}
	}
}

// TestSpend holds what work and searches may cost from both sides.
func TestSpend(t *testing.T) {
	l := (&Limits{Seconds: 2}).WithDefaults()
	for work, want := range map[int]string{1_999_999_999: "", 2_000_000_000: "limit-seconds"} {
		pc := parser.NewContext()
		if got := hit(func() error { l.SpendWork(pc, 1, 1); l.SpendWork(pc, work-1, 1); return nil }); got != want {
			t.Errorf("%d: got %q, want %q", work, got, want)
		}
	}
	pc := parser.NewContext()
	for _, ok := range []bool{true, true, false} {
		if got := Spend(pc, jsxBudget/2); got != ok {
			t.Errorf("half of what searches may cost: %v, want %v", got, ok)
		}
	}
}

// TestFind looks for end tags: each search is done once, none when they have cost too much.
func TestFind(t *testing.T) {
	src := []byte("</a> </b> </a>")
	pc := parser.NewContext()
	for _, tt := range []struct {
		mark     string
		at, want int
	}{{"</a>", 0, 0}, {"</a>", 1, 10}, {"</a>", 11, -1}, {"</a>", 12, -1}, {"</b>", 2, 5}, {"</c>", 0, -1}} {
		if got := Find(pc, src, tt.mark, tt.at); got != tt.want {
			t.Errorf("%s from %d: %d, want %d", tt.mark, tt.at, got, tt.want)
		}
	}
	e := pc.Get(closersKey).(*endTags)
	cost := e.cost
	if Find(pc, src, "</c>", 3); e.cost != cost {
		t.Errorf("what is not there is looked for again: %d bytes", e.cost-cost)
	}
	e.cost = maxEndTags + 1
	if got := Find(pc, src, " ", 0); got != -1 {
		t.Errorf("a search is done when all were too dear: %d", got)
	}
}
