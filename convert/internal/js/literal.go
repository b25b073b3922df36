// Package js reads values that are written out in JavaScript, TypeScript and JSON files: the strings, lists and objects
// of a site's configuration, and the strings of MDX.
package js

import "strings"

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

// maxValues limits how many values a literal has and how deep they nest.
const (
	maxValues = 100_000
	maxDepth  = 64
)

// A reader goes over white space and comments.
type reader struct {
	src string
	at  int
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
