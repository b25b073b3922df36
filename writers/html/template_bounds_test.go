package html

import (
	"strings"
	"testing"
)

// TestTemplateBounds stops templates that would run for ever, or make values without end, by what they do.
func TestTemplateBounds(t *testing.T) {
	var calls, silent strings.Builder
	calls.WriteString(`{{define "t0"}}x{{end}}`)
	silent.WriteString(`{{define "t0"}}{{$x := 1}}{{end}}`)
	for i := 1; i < 12; i++ {
		call := strings.Repeat(`{{template "t`+string(rune('a'+i-2))+`"}}`, 10)
		if i == 1 {
			call = strings.Repeat(`{{template "t0"}}`, 10)
		}
		calls.WriteString(`{{define "t` + string(rune('a'+i-1)) + `"}}` + call + `{{end}}`)
		silent.WriteString(`{{define "t` + string(rune('a'+i-1)) + `"}}` + call + `{{end}}`)
	}
	for name, c := range map[string]struct{ text, want string }{
		"calls":    {calls.String() + `{{template "tk"}}`, "steps"},
		"silent":   {silent.String() + `{{template "tk"}}`, "steps"},
		"range":    {`{{range 1000000000}}{{end}}`, "steps"},
		"nested":   {`{{range 100000}}{{range 100000}}{{$x := .}}{{end}}{{end}}`, "steps"},
		"itself":   {`{{define "a"}}{{template "a"}}{{end}}{{template "a"}}`, "exceeded maximum template depth"},
		"bytes":    {`{{range 100}}` + strings.Repeat("0123456789abcdef", 32<<10) + `{{end}}`, "bytes beside the page"},
		"doubling": {`{{$x := "0123456789"}}` + strings.Repeat(`{{$x = print $x $x $x $x}}`, 30) + `{{$x}}`, "more than 1048576 bytes"},
		"format":   {`{{$x := "0123456789"}}` + strings.Repeat(`{{$x = printf "%[1]s%[1]s%[1]s%[1]s" $x}}`, 30) + `{{$x}}`, "more than 1048576 bytes"},
		"width":    {`{{printf "%100000000d" 1}}`, "more than three digits"},
		"value":    {`{{printf "%*d" 100000000 1}}`, "is a value"},
		"fine":     {`<p>{{printf "%s-%03d" .Title 7}} {{"a<b" | print | html}}{{range 3}}{{if .}}{{continue}}{{end}}x{{else}}y{{end}}</p>`, ""},
	} {
		_, err := ParseTemplate("t", c.text)
		if c.want == "" {
			if err != nil {
				t.Errorf("%s: %v", name, err)
			}
		} else if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %q", name, err, c.want)
		}
	}
}

// TestLoadsFiles finds what a style sheet would have a browser load, in any spelling.
func TestLoadsFiles(t *testing.T) {
	for _, css := range []string{
		`@import "x.css";`, `@IMPORT url(//evil.example/x)`, `p { background: url(https://evil.example/t.png) }`, `p { background: URL( "a.png" ) }`,
		`p { background: u\72l(https://evil.example) }`, `@\69mport "x"`, `/* it's */ p{background:u\72 l(x)} /* ' */`, "a{content:\"\\\r\n\"} p{background:u\\72l(x)} b{content:\"\"}",
		`p { background: image-set("https://evil.example/x" 1x) }`, `p { behavior: url(x.htc) }`, `@font-face { src: url(f.woff2) }`, `p{cursor:url(data:text/html,x)}`, `p{background:\75rl(x)`,
	} {
		if !LoadsFiles(css) {
			t.Errorf("%q loads nothing?", css)
		}
	}
	for _, css := range []string{
		`p { color: teal; font: 1em "A \201C face" }`, `q::before { content: "\201C" } /* \ it's fine */`, `p { background: url(data:image/png;base64,AAAA) }`, `.a > [href^="http://x"] { fill: url(#g) }`,
	} {
		if LoadsFiles(css) {
			t.Errorf("%q is said to load something", css)
		}
	}
}

// TestBoundedWriter stops at the first byte and the first step too many.
func TestBoundedWriter(t *testing.T) {
	for _, c := range []struct {
		bytes, steps int
		ok           bool
	}{{6, 2, true}, {5, 2, false}, {6, 1, false}} {
		var out strings.Builder
		w := &boundedWriter{&out, c.bytes, c.steps}
		_, err := w.Write([]byte("abc"))
		if err == nil {
			_, err = w.Write([]byte("def"))
		}
		if (err == nil) != c.ok || c.ok && out.String() != "abcdef" || !c.ok && out.Len() > 3 {
			t.Errorf("%d bytes, %d steps: %q, %v", c.bytes, c.steps, out.String(), err)
		}
	}
}
