package site

import (
	"path"
	"strings"

	"go.yaml.in/yaml/v3"

	"platen/convert/internal/js"
)

// maxMacrosFile is how many bytes of a script are looked through for macros.
const maxMacrosFile = 256 << 10

// macro keeps a macro of the project's formulas.
func (p *project) macro(name, body string) {
	if name == "" || body == "" {
		return
	}
	if p.Macros == nil {
		p.Macros = map[string]string{}
	}
	p.Macros[name] = body
}

// yamlMacros takes the macros of a mapping: by name, a text, or a list of a text and the number of its arguments.
func (p *project) yamlMacros(m *yaml.Node) {
	if m == nil || m.Kind != yaml.MappingNode {
		return
	}
	for i := 0; i+1 < len(m.Content); i += 2 {
		v := deref(m.Content[i+1])
		if v.Kind == yaml.SequenceNode && len(v.Content) > 0 {
			v = deref(v.Content[0])
		}
		p.macro(m.Content[i].Value, scalarValue(v))
	}
}

// scriptMacros takes the macros that a script writes out for KaTeX or MathJax: macros: {"\\R": "\\mathbb{R}"}.
func (p *project) scriptMacros(text string) {
	text = text[:min(len(text), maxMacrosFile)]
	for {
		_, rest, ok := strings.Cut(text, "macros")
		if !ok {
			return
		}
		text = rest
		t := strings.TrimLeft(strings.TrimLeft(rest, `"'`), " \t\r\n")
		if t, ok = strings.CutPrefix(t, ":"); !ok {
			continue
		}
		t = strings.TrimLeft(t, " \t\r\n")
		if !strings.HasPrefix(t, "{") {
			continue
		}
		l := js.Eval("macros.js", "export default "+t[:objectEnd(t)], nil)
		for i, name := range l.Fields {
			v := l.Items[i]
			if v.Kind == js.List && len(v.Items) > 0 {
				v = v.Items[0]
			}
			if v.Kind == js.Text {
				p.macro(name, v.Text)
			}
		}
	}
}

// objectEnd is where the object ends that s begins with.
func objectEnd(s string) int {
	depth := 0
	for i := 0; i < len(s); i++ {
		switch c := s[i]; c {
		case '"', '\'', '`':
			for i++; i < len(s) && s[i] != c; i++ {
				if s[i] == '\\' {
					i++
				}
			}
		case '{':
			depth++
		case '}':
			if depth--; depth == 0 {
				return i + 1
			}
		}
	}
	return len(s)
}

// scriptFiles looks for macros in the scripts of a project that lie in it.
func (p *project) scriptFiles(names []string, folders ...string) {
	for _, name := range names {
		if strings.Contains(name, "://") || !strings.HasSuffix(name, ".js") {
			continue
		}
		for _, dir := range folders {
			if text, ok := p.read(path.Join(dir, name)); ok {
				p.scriptMacros(string(text))
				break
			}
		}
	}
}

// katexFile takes the macros of mdbook-katex: lines of a name, a colon and a group.
func (p *project) katexFile(name string) {
	text, ok := p.read(name)
	if !ok {
		return
	}
	for line := range strings.Lines(string(text)) {
		if name, body, ok := strings.Cut(strings.TrimSpace(line), ":"); ok && strings.HasPrefix(name, `\`) {
			body = strings.TrimSpace(body)
			if strings.HasPrefix(body, "{") && strings.HasSuffix(body, "}") {
				body = body[1 : len(body)-1]
			}
			p.macro(name, body)
		}
	}
}
