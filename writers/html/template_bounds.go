package html

import (
	"errors"
	"fmt"
	"html/template"
	"io"
	"strings"
	"text/template/parse"
)

// What a template may do for one page: so many bytes, beside eight times the pieces of the page, and so many steps.
// A step is a piece of text, a value, a call of a template or a round of a range.
const (
	templateBytes = 16 << 20
	templateSteps = 4 << 20
	sampleSteps   = 1 << 18 // for the page without content that it is tried on first
)

// templateString is how many bytes a value may have that a template puts together.
const templateString = 1 << 20

// A boundedWriter stops a template that prints or does too much. Each step of a template writes; see countSteps.
type boundedWriter struct {
	w            io.Writer
	bytes, steps int // that are left
}

func (b *boundedWriter) Write(p []byte) (int, error) {
	if b.steps--; b.steps < 0 {
		return 0, errors.New("it takes too many steps for a page: pieces of text, values, calls of templates and rounds of range")
	}
	if b.bytes -= len(p); b.bytes < 0 {
		return 0, fmt.Errorf("it prints more than %d bytes beside the page", templateBytes)
	}
	return b.w.Write(p)
}

// countSteps puts an empty text into each template and each range: writing it is the step that counts a call or a round
// that prints nothing.
func countSteps(t *template.Template) {
	for _, one := range t.Templates() {
		if one.Tree == nil || one.Tree.Root == nil {
			continue
		}
		countRounds(one.Tree.Root)
		addStep(one.Tree.Root)
	}
}

func addStep(l *parse.ListNode) {
	l.Nodes = append([]parse.Node{&parse.TextNode{NodeType: parse.NodeText, Pos: l.Pos}}, l.Nodes...)
}

func countRounds(l *parse.ListNode) {
	if l == nil {
		return
	}
	for _, n := range l.Nodes {
		switch n := n.(type) {
		case *parse.IfNode:
			countRounds(n.List)
			countRounds(n.ElseList)
		case *parse.WithNode:
			countRounds(n.List)
			countRounds(n.ElseList)
		case *parse.RangeNode:
			countRounds(n.List)
			countRounds(n.ElseList)
			addStep(n.List)
		}
	}
}

// boundedFuncs are the functions of text/template that make strings of strings, with bounds on what comes out: a value
// that is put together of itself doubles each time.
func boundedFuncs() template.FuncMap {
	bounded := func(print func(args ...any) string) func(args ...any) (string, error) {
		return func(args ...any) (string, error) {
			n := 0
			for _, a := range args {
				if n += size(a); n > templateString {
					return "", errLongString
				}
			}
			return print(args...), nil
		}
	}
	return template.FuncMap{
		"print": bounded(fmt.Sprint), "println": bounded(fmt.Sprintln), "html": bounded(template.HTMLEscaper),
		"js": bounded(template.JSEscaper), "urlquery": bounded(template.URLQueryEscaper), "printf": boundedPrintf,
	}
}

var errLongString = fmt.Errorf("a value has more than %d bytes", templateString)

// size is how many bytes a value has as text, or 0 where only page data decides.
func size(v any) int {
	switch v := v.(type) {
	case string:
		return len(v)
	case template.HTML:
		return len(v)
	}
	return 0
}

// boundedPrintf is fmt.Sprintf for formats whose verbs cannot make more of their values than they are: widths have at
// most three digits.
func boundedPrintf(format string, args ...any) (string, error) {
	longest := 1000
	for _, a := range args {
		longest = max(longest, size(a))
	}
	digits := 0
	for _, r := range format {
		if r < '0' || r > '9' {
			digits = 0
		} else if digits++; digits > 3 {
			return "", fmt.Errorf("a number in the format %q has more than three digits", format)
		}
		if r == '*' {
			return "", fmt.Errorf("a width in the format %q is a value", format)
		}
	}
	if len(format)+strings.Count(format, "%")*longest > templateString {
		return "", errLongString
	}
	return fmt.Sprintf(format, args...), nil
}
