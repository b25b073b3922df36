package pandoc

import (
	"encoding/json"
	"errors"
	"strconv"
	"unicode/utf8"
)

// An element is an object of pandoc's: its type, its content, and the content as it is written.
type element struct {
	t   string
	c   any
	raw string
}

// values reads JSON into values: elements, lists ([]any), strings, float64, bool, nil, and map[string]any for objects that
// are no elements. Strings are parts of the text. encoding/json has a map for each object, which made reading a page cost
// more than writing it in a format.
type values struct {
	s     string
	i     int
	depth int
	room  []element // that the next elements are taken from
	stack []any     // members of the lists that are open
}

// maxNesting is how deep the values of any JSON may be, as in encoding/json.
const maxNesting = 10000

// errSyntax says that a text is no JSON; encoding/json says why.
var errSyntax = errors.New("no JSON")

// parse reads one value that is the whole text.
func parse(data []byte) (any, error) {
	p := &values{s: string(data)}
	v, ok := p.value()
	if p.space(); ok && p.i == len(p.s) {
		return v, nil
	}
	var again any
	if err := json.Unmarshal(data, &again); err != nil {
		return nil, err
	}
	return nil, errSyntax
}

func (p *values) space() {
	for p.i < len(p.s) && (p.s[p.i] == ' ' || p.s[p.i] == '\n' || p.s[p.i] == '\t' || p.s[p.i] == '\r') {
		p.i++
	}
}

// eat passes a byte, if it is the next behind white space.
func (p *values) eat(c byte) bool {
	p.space()
	if p.i < len(p.s) && p.s[p.i] == c {
		p.i++
		return true
	}
	return false
}

func (p *values) word(s string) bool {
	if len(p.s)-p.i < len(s) || p.s[p.i:p.i+len(s)] != s {
		return false
	}
	p.i += len(s)
	return true
}

func (p *values) value() (any, bool) {
	p.space()
	if p.i == len(p.s) {
		return nil, false
	}
	switch p.s[p.i] {
	case '{':
		return p.nested(p.object)
	case '[':
		return p.nested(p.list)
	case '"':
		s, ok := p.text()
		return s, ok
	case 't':
		return true, p.word("true")
	case 'f':
		return false, p.word("false")
	case 'n':
		return nil, p.word("null")
	}
	return p.number()
}

func (p *values) nested(read func() (any, bool)) (any, bool) {
	if p.depth++; p.depth > maxNesting {
		return nil, false
	}
	p.i++
	v, ok := read()
	p.depth--
	return v, ok
}

// list reads what is behind "[".
func (p *values) list() (any, bool) {
	if p.eat(']') {
		return []any(nil), true
	}
	from := len(p.stack)
	for {
		v, ok := p.value()
		if !ok {
			return nil, false
		}
		p.stack = append(p.stack, v)
		switch {
		case p.eat(','):
		case p.eat(']'):
			out := append([]any(nil), p.stack[from:]...)
			clear(p.stack[from:])
			p.stack = p.stack[:from]
			return out, true
		default:
			return nil, false
		}
	}
}

// object reads what is behind "{". One with a string for a type and nothing beside it but a content is an element.
func (p *values) object() (any, bool) {
	var e element
	var kind, content, others = false, false, map[string]any(nil)
	plain := func() map[string]any { // the members so far
		if others == nil {
			others = map[string]any{}
			if kind {
				others["t"] = e.t
			}
			if content {
				others["c"] = e.c
			}
		}
		return others
	}
	if p.eat('}') {
		return plain(), true
	}
	for {
		if p.space(); p.i == len(p.s) || p.s[p.i] != '"' {
			return nil, false
		}
		name, ok := p.text()
		if !ok || !p.eat(':') {
			return nil, false
		}
		p.space()
		from := p.i
		v, ok := p.value()
		if !ok {
			return nil, false
		}
		s, isText := v.(string)
		switch {
		case others != nil:
			others[name] = v
		case name == "t" && isText:
			e.t, kind = s, true
		case name == "c":
			e.c, e.raw, content = v, p.s[from:p.i], true
		default:
			plain()[name] = v
		}
		switch {
		case p.eat(','):
		case !p.eat('}'):
			return nil, false
		case others != nil || !kind:
			return plain(), true
		default:
			return p.element(e), true
		}
	}
}

// element returns a place with the element in it; they are made many at a time.
func (p *values) element(e element) *element {
	if len(p.room) == 0 {
		p.room = make([]element, 64)
	}
	at := &p.room[0]
	*at, p.room = e, p.room[1:]
	return at
}

// text reads a string.
func (p *values) text() (string, bool) {
	from := p.i
	plain, ascii := true, true
	for p.i++; p.i < len(p.s); p.i++ {
		switch c := p.s[p.i]; {
		case c == '"':
			p.i++
			s := p.s[from+1 : p.i-1]
			if plain && (ascii || utf8.ValidString(s)) {
				return s, true
			}
			var out string
			err := json.Unmarshal([]byte(p.s[from:p.i]), &out)
			return out, err == nil
		case c == '\\':
			plain = false
			p.i++
		case c < ' ':
			return "", false
		case c >= utf8.RuneSelf:
			ascii = false
		}
	}
	return "", false
}

// number reads a number. (RFC 8259, 6)
func (p *values) number() (any, bool) {
	from := p.i
	digits := func() bool {
		at := p.i
		for p.i < len(p.s) && '0' <= p.s[p.i] && p.s[p.i] <= '9' {
			p.i++
		}
		return p.i > at
	}
	p.word("-")
	if !p.word("0") && !digits() {
		return nil, false
	}
	if p.word(".") && !digits() {
		return nil, false
	}
	if p.word("e") || p.word("E") {
		if !p.word("+") {
			p.word("-")
		}
		if !digits() {
			return nil, false
		}
	}
	f, err := strconv.ParseFloat(p.s[from:p.i], 64)
	return f, err == nil
}
