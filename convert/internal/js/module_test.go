package js

import (
	"strings"
	"testing"
)

func TestEval(t *testing.T) {
	files := map[string]string{
		"en.ts":          "export const en = { title: 'T', nav: nav() }\nfunction nav(): Item[] {\n  return [{ text: 'A' }]\n}\n",
		"side/index.mjs": "export default [\n  'x', // c\n]",
		"more.json":      `{"k": ["v"]}`,
	}
	load := func(f string) (string, bool) { s, ok := files[f]; return s, ok }
	for _, tt := range []struct{ name, src, want string }{
		{"defineConfig", "import { defineConfig } from 'vitepress'\nexport default defineConfig({ title: 'Kiln', n: -1 })", `{title:"Kiln" n:1}`},
		{"function around", "export default withMermaid(defineConfig({a: `b`}))", `{a:"b"}`},
		{"constants", "const base = '/x/'; const s = [base + 'y', `${base}z`]\nexport default { s, base } satisfies X", `{s:["/x/y" "/x/z"] base:"/x/"}`},
		{"imports", "import { en } from './en'\nimport side from './side'\nconst m = require('./more.json')\nexport default {...en, side: [...side, 'y'], k: m.k}", `{title:"T" nav:[{text:"A"}] side:["x" "y"] k:["v"]}`},
		{"unknown", "module.exports = {a: process.env.X, b: f(1), c: () => ({x: 1}), d(x) { return {y: '}'} }, async e() {}, g: cond ? 1 : 2, h: 'h'}", `{a:? b:? c:? g:? h:"h"}`},
		{"templates", "export default {a: `${f(b => c)}`, b: `${`${x}`}'`, c: [`${t.map((c) => `'${c}`).join(', ')}`], d: `}`}", "{a:? b:? c:[?] d:\"}\"}"},
		{"expressions", "export default {a: s.replace(/['\"`({/]/g, ''), b(x) { return x.split(/'/) }, c: 4 / 2, d: /[/'\\]]/, e: 'e'}", `{a:? c:? d:? e:"e"}`},
		{"types", "const config: Config<{a: 'x'}> = {a: [1.5, true] as const};\nexport default config;", `{a:[1.5 true]}`},
		{"json", "{\"a\": {\"b\": \"c\"}}", `{a:{b:"c"}}`},
		{"itself", "const a = [a]; export default {a}", `{a:[?]}`},
		{"open", "export default {a: [", `{a:[]}`},
		{"nothing", "", "?"},
	} {
		if got := Eval("config.ts", tt.src, load).show(); got != tt.want {
			t.Errorf("%s: got %s, want %s", tt.name, got, tt.want)
		}
	}
	l := Eval("astro.config.mjs", "export default defineConfig({integrations: [x(), starlight({title: 'S'})]})", load)
	if v := l.Find("starlight"); v.Str("title") != "S" {
		t.Error("starlight is not found")
	}
}

func FuzzEval(f *testing.F) {
	f.Add("export default {a: `${b}`, ...c, d() {}, e: (f) => 1}")
	f.Add("const a = '\\'; function b( { return a }")
	f.Fuzz(func(t *testing.T, src string) {
		Eval("x.js", src, func(string) (string, bool) { return src, len(src) < 50 })
	})
}

// TestBounds reads as many values as may be, and as deep ones; what is more is unknown.
func TestBounds(t *testing.T) {
	for n, want := range map[int]Kind{maxValues - 1: Word, maxValues: Unknown} { // the list is a value, too
		l := Eval("a.js", "export default ["+strings.Repeat("1,", n)+"]", nil)
		if len(l.Items) != n || l.Items[0].Kind != Word || l.Items[n-1].Kind != want {
			t.Errorf("the last of %d values is %v of %d", n, l.Items[len(l.Items)-1].Kind, len(l.Items))
		}
	}
	for n, known := range map[int]bool{maxDepth: true, maxDepth + 1: false} {
		s := Eval("a.js", "export default "+strings.Repeat("[", n)+strings.Repeat("]", n), nil).show()
		if strings.Contains(s, "?") == known {
			t.Errorf("%d lists in one another: %s", n, s)
		}
	}
}
