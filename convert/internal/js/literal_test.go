package js

import (
	"errors"
	"strings"
	"testing"
)

// show writes a literal in one line.
func (l *Literal) show() string {
	switch l.Kind {
	case Unknown:
		return "?"
	case Text:
		return `"` + l.Text + `"`
	case Word:
		return l.Text
	}
	var parts []string
	for i, it := range l.Items {
		s := it.show()
		if l.Kind == Object {
			s = l.Fields[i] + ":" + s
		}
		parts = append(parts, s)
	}
	if l.Kind == List {
		return "[" + strings.Join(parts, " ") + "]"
	}
	return "{" + strings.Join(parts, " ") + "}"
}

func TestRead(t *testing.T) {
	for _, tt := range []struct{ name, src, want string }{
		{"json", `{"a": ["b", 1, true]}`, `{a:["b" 1 true]}`},
		{"module", "// c\nconst x = require('y');\nmodule.exports = {\n  a: ['b', /* c */ \"d\",],\n};\n", `{a:["b" "d"]}`},
		{"default", "export default {a: `b`, 'c-d': null}", `{a:"b" c-d:null}`},
		{"named", "const sidebars: SidebarsConfig = {\n a: [{type: 'doc', id: 'x'}],\n};\nexport default sidebars;", `{a:[{type:"doc" id:"x"}]}`},
		{"escapes", `{a: 'it\'s\n'}`, "{a:\"it's\n\"}"},
		{"characters", `{"a": "Caf\u00e9 \uD83C\uDF89 \x41\u{1F389}\/"}`, `{a:"Café 🎉 A🎉/"}`},
		{"half a character", `{a: '\uD83C \uDF89'}`, "{a:\"\uFFFD \uFFFD\"}"},
		{"line", "{a: 'b\\\nc'}", `{a:"bc"}`},
		{"open line", "{a: 'b\nc'}", "error"},
		{"no number", `{a: '\u00g9'}`, "error"},
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
			l, err := Read(tt.src)
			got := "error"
			if err == nil {
				got = l.show()
			} else if !errors.Is(err, ErrNotLiteral) {
				t.Error(err)
			}
			if got != tt.want {
				t.Errorf("got %s, want %s", got, tt.want)
			}
		})
	}
}
