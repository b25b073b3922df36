package convert

import (
	"errors"
	"strings"
	"testing"
)

// show writes a literal in one line.
func (l *literal) show() string {
	switch l.kind {
	case literalString:
		return `"` + l.text + `"`
	case literalWord:
		return l.text
	}
	var parts []string
	for i, it := range l.items {
		s := it.show()
		if l.kind == literalObject {
			s = l.fields[i] + ":" + s
		}
		parts = append(parts, s)
	}
	if l.kind == literalList {
		return "[" + strings.Join(parts, " ") + "]"
	}
	return "{" + strings.Join(parts, " ") + "}"
}

func TestReadLiteral(t *testing.T) {
	for _, tt := range []struct{ name, src, want string }{
		{"json", `{"a": ["b", 1, true]}`, `{a:["b" 1 true]}`},
		{"module", "// c\nconst x = require('y');\nmodule.exports = {\n  a: ['b', /* c */ \"d\",],\n};\n", `{a:["b" "d"]}`},
		{"default", "export default {a: `b`, 'c-d': null}", `{a:"b" c-d:null}`},
		{"named", "const sidebars: SidebarsConfig = {\n a: [{type: 'doc', id: 'x'}],\n};\nexport default sidebars;", `{a:[{type:"doc" id:"x"}]}`},
		{"escapes", `{a: 'it\'s\n'}`, "{a:\"it's\n\"}"},
		{"call", "module.exports = {a: require('b')}", "error"},
		{"spread", "module.exports = {...a}", "error"},
		{"template", "module.exports = {a: `${b}`}", "error"},
		{"name", "module.exports = {a: b}", "error"},
		{"open", "module.exports = {a: ['b'", "error"},
		{"nothing", "", "error"},
		{"function", "module.exports = () => 1", "error"},
		{"deep", "{a: " + strings.Repeat("[", 100_000), "error"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			l, err := readLiteral(tt.src)
			got := "error"
			if err == nil {
				got = l.show()
			} else if !errors.Is(err, errNotLiteral) {
				t.Error(err)
			}
			if got != tt.want {
				t.Errorf("got %s, want %s", got, tt.want)
			}
		})
	}
}

func TestWithoutNumber(t *testing.T) {
	for name, want := range map[string]string{
		"01-intro": "intro", "1. Start": "Start", "2_b": "b", "10 - Ten": "Ten", "intro": "intro", "2021-05-01-post": "2021-05-01-post",
		"1.2.3": "1.2.3", "3": "3", "404-page": "page", "7.0-notes": "7.0-notes",
	} {
		if got := withoutNumber(name); got != want {
			t.Errorf("%q: got %q, want %q", name, got, want)
		}
	}
}
