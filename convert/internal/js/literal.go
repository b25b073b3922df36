// Package js reads values that are written out in JavaScript, TypeScript and JSON files: the strings, lists and objects
// of a site's configuration, and the strings of MDX.
package js

import (
	"errors"
	"fmt"
	"strings"
)

// A Literal is a value written in JavaScript or JSON: a string, a list or an object. Numbers, true, false and null are
// kept as their words.
type Literal struct {
	Line   int // from 1
	Kind   Kind
	Text   string     // of a string or word
	Items  []*Literal // of a list or an object, in order
	Fields []string   // names of an object's items
}

// A Kind says what a Literal is.
type Kind int8

const (
	Word Kind = iota
	Text
	List
	Object
	Unknown // not written out: it takes running the file to know it. Text and Items are a function's name and arguments.
)

// Field is the value of an object's field, nil when it has none.
func (l *Literal) Field(name string) *Literal {
	if l == nil {
		return nil
	}
	for i, f := range l.Fields {
		if f == name {
			return l.Items[i]
		}
	}
	return nil
}

// Str is a string field, "" when it is none.
func (l *Literal) Str(name string) string {
	if v := l.Field(name); v != nil && v.Kind == Text {
		return v.Text
	}
	return ""
}

// ErrNotLiteral says that a value is not written out: it takes running the file to know it.
var ErrNotLiteral = errors.New("not a literal")

// maxValues limits how many values a literal has and how deep they nest.
const (
	maxValues = 100_000
	maxDepth  = 64
)

// Read reads the object that a JavaScript, TypeScript or JSON file exports, as far as it is written out. The
// error wraps ErrNotLiteral and names the line.
func Read(src string) (*Literal, error) {
	start := strings.IndexByte(src, '{')
	if t := strings.TrimLeft(src, " \t\r\n\ufeff"); !strings.HasPrefix(t, "{") {
		start = -1
		for _, mark := range [...]string{"module.exports", "export default", "sidebars"} {
			for at := 0; start < 0; {
				i := strings.Index(src[at:], mark)
				if i < 0 {
					break
				}
				at += i + len(mark)
				rest := strings.TrimLeft(src[at:], " \t\r\n")
				if strings.HasPrefix(rest, ":") { // a type
					if eq := strings.IndexByte(rest, '='); eq > 0 && eq < 100 {
						rest = rest[eq:]
					}
				}
				rest = strings.TrimLeft(strings.TrimPrefix(rest, "="), " \t\r\n")
				if strings.HasPrefix(rest, "{") {
					start = len(src) - len(rest)
				}
			}
		}
	}
	if start < 0 {
		return nil, fmt.Errorf("%w: no object is exported", ErrNotLiteral)
	}
	p := &reader{src: src, at: start}
	return p.value(0)
}

type reader struct {
	src   string
	at    int
	count int
}

func (p *reader) fail() error {
	return fmt.Errorf("%w in line %d", ErrNotLiteral, 1+strings.Count(p.src[:min(p.at, len(p.src))], "\n"))
}

// skip goes over white space and comments.
func (p *reader) skip() {
	for p.at < len(p.src) {
		rest := p.src[p.at:]
		switch {
		case strings.IndexByte(" \t\r\n", rest[0]) >= 0:
			p.at++
		case strings.HasPrefix(rest, "//"):
			if i := strings.IndexByte(rest, '\n'); i >= 0 {
				p.at += i
			} else {
				p.at = len(p.src)
			}
		case strings.HasPrefix(rest, "/*"):
			if i := strings.Index(rest, "*/"); i >= 0 {
				p.at += i + 2
			} else {
				p.at = len(p.src)
			}
		default:
			return
		}
	}
}

// peek is the next byte behind white space, 0 at the end.
func (p *reader) peek() byte {
	p.skip()
	if p.at < len(p.src) {
		return p.src[p.at]
	}
	return 0
}

func (p *reader) value(depth int) (*Literal, error) {
	if p.count++; depth > maxDepth || p.count > maxValues {
		return nil, p.fail()
	}
	c := p.peek()
	l := &Literal{Line: 1 + strings.Count(p.src[:p.at], "\n")}
	switch {
	case c == '{' || c == '[':
		end := byte('}')
		l.Kind = Object
		if c == '[' {
			end, l.Kind = ']', List
		}
		p.at++
		for p.peek() != end {
			if l.Kind == Object {
				name, err := p.name()
				if err != nil {
					return nil, err
				}
				if p.peek() != ':' {
					return nil, p.fail()
				}
				p.at++
				l.Fields = append(l.Fields, name)
			}
			v, err := p.value(depth + 1)
			if err != nil {
				return nil, err
			}
			l.Items = append(l.Items, v)
			if p.peek() == ',' {
				p.at++
			} else if p.peek() != end {
				return nil, p.fail()
			}
		}
		p.at++
		return l, nil
	case c == '"' || c == '\'' || c == '`':
		s, err := p.quoted()
		l.Kind, l.Text = Text, s
		return l, err
	}
	start := p.at
	for p.at < len(p.src) && (p.src[p.at] >= '0' && p.src[p.at] <= '9' || p.src[p.at]|0x20 >= 'a' && p.src[p.at]|0x20 <= 'z' || p.src[p.at] == '.' || p.src[p.at] == '-') {
		p.at++
	}
	l.Text = p.src[start:p.at]
	switch {
	case l.Text == "true" || l.Text == "false" || l.Text == "null" || l.Text == "undefined":
	case l.Text != "" && (l.Text[0] >= '0' && l.Text[0] <= '9' || l.Text[0] == '-'):
	default:
		return nil, p.fail()
	}
	return l, nil
}

// name reads the name of a field.
func (p *reader) name() (string, error) {
	if c := p.peek(); c == '"' || c == '\'' {
		return p.quoted()
	}
	start := p.at
	for p.at < len(p.src) && (p.src[p.at] == '_' || p.src[p.at] == '$' || p.src[p.at] >= '0' && p.src[p.at] <= '9' || p.src[p.at]|0x20 >= 'a' && p.src[p.at]|0x20 <= 'z') {
		p.at++
	}
	if p.at == start {
		return "", p.fail()
	}
	return p.src[start:p.at], nil
}

func (p *reader) quoted() (string, error) {
	s, n, ok := String(p.src[p.at:])
	if p.at += n; !ok {
		return "", p.fail()
	}
	return s, nil
}
