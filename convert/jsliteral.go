package convert

import (
	"errors"
	"fmt"
	"strings"
)

// A literal is a value written in JavaScript or JSON: a string, a list or an object. Numbers, true, false and null are
// kept as their words.
type literal struct {
	line   int // from 1
	kind   literalKind
	text   string     // of a string or word
	items  []*literal // of a list or an object, in order
	fields []string   // names of an object's items
}

type literalKind int8

const (
	literalWord literalKind = iota
	literalString
	literalList
	literalObject
)

// field is the value of an object's field, nil when it has none.
func (l *literal) field(name string) *literal {
	for i, f := range l.fields {
		if f == name {
			return l.items[i]
		}
	}
	return nil
}

// str is a string field, "" when it is none.
func (l *literal) str(name string) string {
	if v := l.field(name); v != nil && v.kind == literalString {
		return v.text
	}
	return ""
}

// errNotLiteral says that a value is not written out: it takes running the file to know it.
var errNotLiteral = errors.New("not a literal")

// maxLiteral limits how many values a literal has and how deep they nest.
const (
	maxLiteral      = 100_000
	maxLiteralDepth = 64
)

// readLiteral reads the object that a JavaScript, TypeScript or JSON file exports, as far as it is written out. The
// error wraps errNotLiteral and names the line.
func readLiteral(src string) (*literal, error) {
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
		return nil, fmt.Errorf("%w: no object is exported", errNotLiteral)
	}
	p := &literalParser{src: src, at: start}
	return p.value(0)
}

type literalParser struct {
	src   string
	at    int
	count int
}

func (p *literalParser) fail() error {
	return fmt.Errorf("%w in line %d", errNotLiteral, 1+strings.Count(p.src[:min(p.at, len(p.src))], "\n"))
}

// skip goes over white space and comments.
func (p *literalParser) skip() {
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
func (p *literalParser) peek() byte {
	p.skip()
	if p.at < len(p.src) {
		return p.src[p.at]
	}
	return 0
}

func (p *literalParser) value(depth int) (*literal, error) {
	if p.count++; depth > maxLiteralDepth || p.count > maxLiteral {
		return nil, p.fail()
	}
	c := p.peek()
	l := &literal{line: 1 + strings.Count(p.src[:p.at], "\n")}
	switch {
	case c == '{' || c == '[':
		end := byte('}')
		l.kind = literalObject
		if c == '[' {
			end, l.kind = ']', literalList
		}
		p.at++
		for p.peek() != end {
			if l.kind == literalObject {
				name, err := p.name()
				if err != nil {
					return nil, err
				}
				if p.peek() != ':' {
					return nil, p.fail()
				}
				p.at++
				l.fields = append(l.fields, name)
			}
			v, err := p.value(depth + 1)
			if err != nil {
				return nil, err
			}
			l.items = append(l.items, v)
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
		l.kind, l.text = literalString, s
		return l, err
	}
	start := p.at
	for p.at < len(p.src) && (p.src[p.at] >= '0' && p.src[p.at] <= '9' || p.src[p.at]|0x20 >= 'a' && p.src[p.at]|0x20 <= 'z' || p.src[p.at] == '.' || p.src[p.at] == '-') {
		p.at++
	}
	l.text = p.src[start:p.at]
	switch {
	case l.text == "true" || l.text == "false" || l.text == "null" || l.text == "undefined":
	case l.text != "" && (l.text[0] >= '0' && l.text[0] <= '9' || l.text[0] == '-'):
	default:
		return nil, p.fail()
	}
	return l, nil
}

// name reads the name of a field.
func (p *literalParser) name() (string, error) {
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

func (p *literalParser) quoted() (string, error) {
	q := p.src[p.at]
	var b strings.Builder
	for p.at++; p.at < len(p.src); p.at++ {
		switch c := p.src[p.at]; {
		case c == q:
			p.at++
			return b.String(), nil
		case c == '\\' && p.at+1 < len(p.src):
			p.at++
			switch c := p.src[p.at]; c {
			case 'n':
				b.WriteByte('\n')
			case 't':
				b.WriteByte('\t')
			default:
				b.WriteByte(c)
			}
		case c == '\n' && q != '`', q == '`' && strings.HasPrefix(p.src[p.at:], "${"):
			return "", p.fail()
		default:
			b.WriteByte(c)
		}
	}
	return "", p.fail()
}
