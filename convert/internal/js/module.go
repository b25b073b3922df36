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
					p.at++
				}
			}
		}
	default:
		p.at++
	}
	p.at = min(p.at, len(src))
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

func (p *evalReader) unknown() *Literal {
	l := &Literal{Kind: Unknown, Line: p.m.line(p.at)}
	p.skipValue()
	return l
}

// value reads a value, and what stands behind it: types, strings that are added.
func (p *evalReader) value() *Literal {
	e := p.m.e
	e.count++
	e.depth++
	defer func() { e.depth-- }()
	if e.count > maxValues || e.depth > maxDepth {
		return p.unknown()
	}
	p.space()
	l := p.primary()
	for {
		c := p.peek()
		switch w := p.m.word(p.at); {
		case c == '+' && l.Kind == Text:
			p.at++
			r := p.value()
			if r.Kind != Text {
				return &Literal{Kind: Unknown, Line: l.Line}
			}
			l = &Literal{Kind: Text, Line: l.Line, Text: l.Text + r.Text}
			continue
		case w == "as" || w == "satisfies":
			p.skipValue()
			return l
		case c == '.' && !strings.HasPrefix(p.m.src[p.at:], "..."):
			p.at++
			name := p.m.word(p.at)
			p.at += len(name)
			if v := l.Field(name); v != nil && p.peek() != '(' {
				l = v
				continue
			}
			return p.unknown()
		case c == 0 || strings.IndexByte(",)]};:", c) >= 0:
			return l
		case c == '(' || c == '?' || c == '|' || c == '&' || c == '[' || c == '=' || c == '<' || c == '>' || c == '*' || c == '-' || c == '+' || c == '/':
			return p.unknown()
		}
		return l
	}
}

func (p *evalReader) primary() *Literal {
	src := p.m.src
	if p.at >= len(src) {
		return p.unknown()
	}
	line := p.m.line(p.at)
	switch c := src[p.at]; c {
	case '{':
		return p.object(line)
	case '[':
		return p.list(line)
	case '(':
		before := p.at
		p.skipOne()
		if strings.HasPrefix(src[p.at:], " =>") || strings.HasPrefix(src[p.at:], "=>") || p.peek() == ':' {
			return p.unknown()
		}
		p.at = before + 1
		l := p.value()
		if p.peek() == ')' {
			p.at++
		}
		return l
	case '"', '\'', '`':
		s, n, ok := String(src[p.at:])
		if !ok {
			if c == '`' {
				return p.template(line)
			}
			return p.unknown()
		}
		p.at += n
		return &Literal{Kind: Text, Line: line, Text: s}
	}
	w := p.m.word(p.at)
	if w == "" {
		if c := src[p.at]; c == '-' || c == '!' {
			p.at++
			return p.primary()
		}
		return p.unknown()
	}
	p.at += len(w)
	switch {
	case w == "true" || w == "false" || w == "null" || w == "undefined" || w[0] >= '0' && w[0] <= '9':
		if p.at < len(src) && src[p.at] == '.' && w[0] >= '0' && w[0] <= '9' {
			p.at++
			f := p.m.word(p.at)
			p.at += len(f)
			w += "." + f
		}
		return &Literal{Kind: Word, Line: line, Text: w}
	case w == "function" || w == "async" || w == "new" || w == "await" || w == "typeof":
		return p.unknown()
	case p.peek() == '(':
		return p.call(w, line)
	case strings.HasPrefix(src[p.at:], "=>"):
		return p.unknown()
	}
	if l := p.m.named(w); l != nil {
		return l
	}
	return &Literal{Kind: Unknown, Line: line}
}

// template reads a template string whose parts are known strings.
func (p *evalReader) template(line int) *Literal {
	src := p.m.src
	var b strings.Builder
	for p.at++; p.at < len(src); {
		switch {
		case src[p.at] == '`':
			p.at++
			return &Literal{Kind: Text, Line: line, Text: b.String()}
		case strings.HasPrefix(src[p.at:], "${"):
			p.at += 2
			v := p.value()
			if v.Kind != Text && v.Kind != Word || p.peek() != '}' {
				return p.unknown()
			}
			p.at++
			b.WriteString(v.Text)
		case src[p.at] == '\\' && p.at+1 < len(src):
			b.WriteByte(src[p.at+1])
			p.at += 2
		default:
			b.WriteByte(src[p.at])
			p.at++
		}
	}
	return p.unknown()
}

// call reads the arguments of a function. Functions that are made to hand on their argument do; of others the arguments
// are kept for Find.
func (p *evalReader) call(name string, line int) *Literal {
	p.at++
	l := &Literal{Kind: Unknown, Line: line, Text: name}
	for p.peek() != ')' && p.at < len(p.m.src) {
		l.Items = append(l.Items, p.value())
		if p.peek() == ',' {
			p.at++
		} else if p.peek() != ')' {
			p.skipOne()
		}
	}
	p.at = min(p.at+1, len(p.m.src))
	switch {
	case name == "require" && len(l.Items) == 1 && l.Items[0].Kind == Text:
		if o := p.m.other(l.Items[0].Text); o != nil {
			if v := o.exported(); v != nil {
				return v
			}
		}
	case (strings.HasPrefix(name, "define") || strings.HasPrefix(name, "with")) && len(l.Items) > 0:
		return l.Items[0]
	default:
		if v := p.m.returned(name); v != nil {
			return v
		}
	}
	return l
}

// named is the value of a constant, nil when it is not known.
func (m *module) named(name string) *Literal {
	if m.active[name] {
		return nil
	}
	m.active[name] = true
	defer delete(m.active, name)
	if at, ok := m.values[name]; ok {
		p := &evalReader{m: m, at: at}
		return p.value()
	}
	if from, ok := m.imports[name]; ok {
		if o := m.other(from.file); o != nil {
			if from.name == "default" {
				return o.exported()
			}
			return o.named(from.name)
		}
	}
	return nil
}

// returned is what a function of the project returns when that is its first statement, or its last one.
func (m *module) returned(name string) *Literal {
	if m.active[name] {
		return nil
	}
	m.active[name] = true
	defer delete(m.active, name)
	if at, ok := m.returns[name]; ok {
		p := &evalReader{m: m, at: at}
		for p.peek() != '}' && p.at < len(m.src) {
			if m.word(p.at) == "return" {
				p.at += len("return")
				return p.value()
			}
			if w := m.word(p.at); w != "" {
				p.at += len(w)
				continue
			}
			p.skipOne()
		}
		return nil
	}
	if from, ok := m.imports[name]; ok && from.name != "default" {
		if o := m.other(from.file); o != nil {
			return o.returned(from.name)
		}
	}
	return nil
}

func (p *evalReader) list(line int) *Literal {
	l := &Literal{Kind: List, Line: line}
	for p.at++; p.at < len(p.m.src); {
		switch c := p.peek(); {
		case c == 0:
			return l
		case c == ']':
			p.at++
			return l
		case c == ',':
			p.at++
			continue
		case strings.HasPrefix(p.m.src[p.at:], "..."):
			p.at += 3
			if v := p.value(); v.Kind == List {
				l.Items = append(l.Items, v.Items...)
			} else {
				l.Items = append(l.Items, &Literal{Kind: Unknown, Line: v.Line})
			}
		default:
			l.Items = append(l.Items, p.value())
		}
		if c := p.peek(); c != ',' && c != ']' && p.at < len(p.m.src) {
			p.skipOne()
		}
	}
	return l
}

func (p *evalReader) object(line int) *Literal {
	l := &Literal{Kind: Object, Line: line}
	set := func(name string, v *Literal) {
		for i, f := range l.Fields {
			if f == name {
				l.Items[i] = v
				return
			}
		}
		l.Fields, l.Items = append(l.Fields, name), append(l.Items, v)
	}
	for p.at++; p.at < len(p.m.src); {
		c := p.peek()
		switch {
		case c == 0:
			return l
		case c == '}':
			p.at++
			return l
		case c == ',' || c == ';':
			p.at++
			continue
		case strings.HasPrefix(p.m.src[p.at:], "..."):
			p.at += 3
			if v := p.value(); v.Kind == Object {
				for i, f := range v.Fields {
					set(f, v.Items[i])
				}
			}
			continue
		case c == '[' || c == '*': // a name that is computed
			p.skipOne()
			p.skipField()
			continue
		}
		name, ok := p.fieldName()
		if !ok {
			p.skipOne()
			continue
		}
		switch p.peek() {
		case ':':
			p.at++
			set(name, p.value())
		case ',', '}':
			v := p.m.named(name)
			if v == nil {
				v = &Literal{Kind: Unknown, Line: line}
			}
			set(name, v)
		default: // a method
			p.skipField()
		}
	}
	return l
}

// skipField goes behind a field whose value is not read: a method with its body, or all up to the comma.
func (p *evalReader) skipField() {
	for {
		switch p.peek() {
		case 0, ',', '}':
			return
		case '{':
			p.skipOne()
			return
		}
		p.skipOne()
	}
}

func (p *evalReader) fieldName() (string, bool) {
	if c := p.peek(); c == '"' || c == '\'' {
		s, n, ok := String(p.m.src[p.at:])
		p.at += n
		return s, ok
	}
	w := p.m.word(p.at)
	p.at += len(w)
	return w, w != ""
}
