package js

import (
	"path"
	"slices"
	"strings"
)

// Eval reads what a JavaScript, TypeScript or JSON file exports, as far as it is written out: values, constants of the file
// and of files that it imports, the argument of functions that hand it on (defineConfig). Nothing is run: what cannot be
// known is a literal of the kind [Unknown]. load returns the text of another file of the project.
func Eval(file, src string, load func(file string) (string, bool)) *Literal {
	e := &evaluator{load: load, modules: map[string]*module{}}
	m := e.module(file, src)
	if v := m.exported(); v != nil {
		return v
	}
	return &Literal{Kind: Unknown, Line: 1}
}

// Find returns the first argument of the first call of a function in a value: starlight({…}) in a list of integrations.
func (l *Literal) Find(function string) *Literal {
	if l == nil {
		return nil
	}
	if l.Kind == Unknown && l.Text == function && len(l.Items) > 0 {
		return l.Items[0]
	}
	for _, it := range l.Items {
		if v := it.Find(function); v != nil {
			return v
		}
	}
	return nil
}

// At returns the value below some names of fields, nil when there is none.
func (l *Literal) At(names ...string) *Literal {
	for _, n := range names {
		if l == nil {
			return nil
		}
		l = l.Field(n)
	}
	return l
}

// String returns the text of a string literal, "" for another one.
func (l *Literal) String() string {
	if l != nil && l.Kind == Text {
		return l.Text
	}
	return ""
}

// FirstUnknown returns the line of the first value that is not written out, 0 when all are.
func (l *Literal) FirstUnknown() int {
	switch {
	case l == nil:
		return 0
	case l.Kind == Unknown:
		return l.Line
	}
	for _, it := range l.Items {
		if n := it.FirstUnknown(); n > 0 {
			return n
		}
	}
	return 0
}

// maxModules is how many files a configuration may import.
const maxModules = 40

type evaluator struct {
	load    func(file string) (string, bool)
	modules map[string]*module
	count   int // values
	depth   int
}

// A module is a file with the places of what it declares.
type module struct {
	e       *evaluator
	file    string
	src     string
	values  map[string]int // where the value of a constant begins
	returns map[string]int // where a function's body begins
	imports map[string]imported
	export  int // -1: none
	active  map[string]bool
	lines   []int // where lines end
}

// line is the line of a place, from 1.
func (m *module) line(at int) int {
	n, _ := slices.BinarySearch(m.lines, at)
	return n + 1
}

type imported struct{ file, name string }

func (e *evaluator) module(file, src string) *module {
	m := &module{e: e, file: file, src: src, values: map[string]int{}, returns: map[string]int{}, imports: map[string]imported{}, export: -1, active: map[string]bool{}}
	for i := range len(src) {
		if src[i] == '\n' {
			m.lines = append(m.lines, i)
		}
	}
	e.modules[file] = m
	m.scan()
	return m
}

// other returns the module that this one imports, nil when it is not a file of the project.
func (m *module) other(name string) *module {
	if !strings.HasPrefix(name, ".") || len(m.e.modules) > maxModules || m.e.load == nil {
		return nil
	}
	base := path.Join(path.Dir(m.file), name)
	for _, ext := range [...]string{"", ".ts", ".mts", ".js", ".mjs", ".cjs", ".json", "/index.ts", "/index.mts", "/index.js", "/index.mjs"} {
		if o := m.e.modules[base+ext]; o != nil {
			return o
		}
		if src, ok := m.e.load(base + ext); ok {
			return m.e.module(base+ext, src)
		}
	}
	return nil
}

// exported is the value that a file exports, nil when there is none.
func (m *module) exported() *Literal {
	if m.export < 0 {
		for _, name := range [...]string{"config", "sidebars", "default"} {
			if at, ok := m.values[name]; ok {
				m.export = at
			}
		}
		if m.export < 0 {
			return nil
		}
	}
	p := &evalReader{m: m, at: m.export}
	return p.value()
}

// word is the identifier at a place, "" when there is none.
func (m *module) word(at int) string {
	at = min(at, len(m.src))
	end := at
	for end < len(m.src) && identifier(m.src[end]) {
		end++
	}
	return m.src[at:end]
}

func identifier(c byte) bool {
	return c == '_' || c == '$' || c >= '0' && c <= '9' || c|0x20 >= 'a' && c|0x20 <= 'z'
}

// scan finds the declarations at the file's top level.
func (m *module) scan() {
	p := &evalReader{m: m}
	if t := strings.TrimLeft(m.src, " \t\r\n\ufeff"); strings.HasPrefix(t, "{") || strings.HasPrefix(t, "[") {
		m.export = len(m.src) - len(t) // JSON
		return
	}
	for {
		p.space()
		if p.at >= len(m.src) {
			return
		}
		start := p.at
		switch w := m.word(p.at); w {
		case "import":
			p.at += len(w)
			p.imports()
		case "export":
			p.at += len(w)
			p.space()
			if m.word(p.at) == "default" || strings.HasPrefix(m.src[p.at:], "=") {
				p.at += max(len(m.word(p.at)), 1)
				m.export = p.at
			}
		case "const", "let", "var":
			p.at += len(w)
			p.declaration()
		case "function", "async":
			p.at += len(w)
			p.space()
			if m.word(p.at) == "function" {
				p.at += len("function")
				p.space()
			}
			name := m.word(p.at)
			p.at += len(name)
			p.function(name)
		case "module", "exports":
			if rest := m.src[p.at:]; strings.HasPrefix(rest, "module.exports") {
				p.at += len("module.exports")
				p.space()
				if p.at < len(m.src) && m.src[p.at] == '=' {
					p.at++
					m.export = p.at
				}
				break
			}
			p.at += len(w)
		case "":
			p.skipOne()
		default:
			p.at += len(w)
		}
		if p.at == start {
			p.at++
		}
	}
}

// An evalReader reads values from a place of a module on.
type evalReader struct {
	m  *module
	at int
}

// space goes over white space and comments.
func (p *evalReader) space() {
	r := reader{src: p.m.src, at: p.at}
	r.skip()
	p.at = r.at
}

func (p *evalReader) peek() byte {
	p.space()
	if p.at < len(p.m.src) {
		return p.m.src[p.at]
	}
	return 0
}

// skipOne goes over a string, a bracket with all in it, or one byte.
func (p *evalReader) skipOne() {
	src := p.m.src
	if p.at >= len(src) {
		return
	}
	switch c := src[p.at]; c {
	case '"', '\'', '`':
		for p.at++; p.at < len(src); p.at++ {
			switch src[p.at] {
			case '\\':
				p.at++
			case c:
				p.at++
				return
			case '$':
				if c == '`' && strings.HasPrefix(src[p.at:], "${") {
					p.at++
					p.skipOne() // with the strings in it
					p.at--
				}
			}
		}
	case '(', '[', '{':
		depth := 0
		for p.at < len(src) {
			switch src[p.at] {
			case '(', '[', '{':
				depth++
				p.at++
			case ')', ']', '}':
				depth--
				p.at++
				if depth == 0 {
					return
				}
			case '"', '\'', '`':
				p.skipOne()
			default:
				p.at++
			}
			if p.at < len(src) && src[p.at] == '/' {
				before := p.at
				p.space()
				if p.at == before {
					p.slash()
				}
			}
		}
	case '/':
		p.slash()
	default:
		p.at++
	}
	p.at = min(p.at, len(src))
}

// slash goes over a regular expression, in which quotes and brackets mean nothing, or over the sign of a division: an
// expression stands where a value can begin (ECMA-262, section 12.9.5).
func (p *evalReader) slash() {
	src := p.m.src
	before := strings.TrimRight(src[max(p.at-80, 0):p.at], " \t\r\n")
	p.at++
	if before != "" && strings.IndexByte("(,=:[!&|?{};+", before[len(before)-1]) < 0 {
		return
	}
	class := false
	for i := p.at; i < len(src) && src[i] != '\n'; i++ {
		switch src[i] {
		case '\\':
			i++
		case '[':
			class = true
		case ']':
			class = false
		case '/':
			if !class {
				p.at = i + 1
				return
			}
		}
	}
}

// skipValue goes to the end of a value: a comma, a closing bracket or a semicolon.
func (p *evalReader) skipValue() {
	for {
		switch p.peek() {
		case 0, ',', ')', ']', '}', ';':
			return
		}
		p.skipOne()
	}
}

// imports reads what stands behind "import".
func (p *evalReader) imports() {
	end := p.at
	for end < len(p.m.src) && p.m.src[end] != ';' && p.m.src[end] != '"' && p.m.src[end] != '\'' {
		end++
	}
	what := p.m.src[p.at:end]
	p.at = end
	if p.peek() != '"' && p.peek() != '\'' {
		return
	}
	file, n, ok := String(p.m.src[p.at:])
	if !ok {
		p.skipOne()
		return
	}
	p.at += n
	what = strings.TrimSuffix(strings.TrimSpace(what), "from")
	first, named, _ := strings.Cut(what, "{")
	if name := strings.Trim(first, " ,\n\t"); name != "" && !strings.ContainsAny(name, " *") {
		p.m.imports[name] = imported{file, "default"}
	}
	named, _, _ = strings.Cut(named, "}")
	for part := range strings.SplitSeq(named, ",") {
		f := strings.Fields(part)
		switch {
		case len(f) == 1:
			p.m.imports[f[0]] = imported{file, f[0]}
		case len(f) == 3 && f[1] == "as":
			p.m.imports[f[2]] = imported{file, f[0]}
		}
	}
}

// declaration reads what stands behind "const": name, type, value.
func (p *evalReader) declaration() {
	p.space()
	name := p.m.word(p.at)
	p.at += len(name)
	if name == "" {
		return
	}
	if p.peek() == ':' {
		for p.at < len(p.m.src) && p.m.src[p.at] != '=' && p.m.src[p.at] != ';' {
			p.skipOne()
		}
	}
	if p.peek() != '=' {
		return
	}
	p.at++
	p.m.values[name] = p.at
}

// function reads the parameters and the body of a function.
func (p *evalReader) function(name string) {
	if p.peek() == '<' {
		for p.at < len(p.m.src) && p.m.src[p.at] != '(' {
			p.at++
		}
	}
	if p.peek() != '(' {
		return
	}
	p.skipOne()
	for p.at < len(p.m.src) && p.m.src[p.at] != '{' && p.m.src[p.at] != ';' {
		p.at++
	}
	if p.peek() == '{' {
		if name != "" {
			p.m.returns[name] = p.at + 1
		}
		p.skipOne()
	}
}
