package formula

import (
	"errors"
	"html"
	"strings"
)

// An element is one of the engine's SVG, which is written in one form: attributes in double quotes, no comments, no
// elements without an end.
type element struct {
	tag   string
	attrs []attr
	kids  []*element
	text  string
}

type attr struct{ name, value string }

func (e *element) get(name string) string {
	for _, a := range e.attrs {
		if a.name == name {
			return a.value
		}
	}
	return ""
}

// kind is the element of MathML that e draws, "" when it is a part of one.
func (e *element) kind() string { return e.get("data-mml-node") }

var errSVG = errors.New("the engine's drawing cannot be read")

// maxElements is how many elements a drawing may have.
const maxElements = 40000

// parse reads the engine's drawing.
func parse(s string) (*element, error) {
	root := &element{}
	stack := []*element{root}
	count := 0
	for len(s) > 0 {
		if s[0] != '<' {
			i := strings.IndexByte(s, '<')
			if i < 0 {
				i = len(s)
			}
			stack[len(stack)-1].text += html.UnescapeString(s[:i])
			s = s[i:]
			continue
		}
		i := strings.IndexByte(s, '>')
		if i < 0 {
			return nil, errSVG
		}
		tag := s[1:i]
		s = s[i+1:]
		if strings.HasPrefix(tag, "/") {
			if stack = stack[:len(stack)-1]; len(stack) == 0 {
				return nil, errSVG
			}
			continue
		}
		if count++; count > maxElements {
			return nil, errSize
		}
		e := &element{}
		e.tag, tag, _ = strings.Cut(tag, " ")
		for tag != "" {
			name, rest, ok := strings.Cut(strings.TrimLeft(tag, " "), `="`)
			value, rest, closed := strings.Cut(rest, `"`)
			if !ok || !closed {
				return nil, errSVG
			}
			if strings.IndexByte(value, '&') >= 0 {
				value = html.UnescapeString(value)
			}
			e.attrs = append(e.attrs, attr{name, value})
			tag = rest
		}
		top := stack[len(stack)-1]
		top.kids = append(top.kids, e)
		stack = append(stack, e)
	}
	if len(stack) != 1 || len(root.kids) != 1 || root.kids[0].tag != "svg" {
		return nil, errSVG
	}
	return root.kids[0], nil
}

// find returns the first element below e, or e itself, that f says yes to.
func (e *element) find(f func(*element) bool) *element {
	if f(e) {
		return e
	}
	for _, k := range e.kids {
		if x := k.find(f); x != nil {
			return x
		}
	}
	return nil
}
