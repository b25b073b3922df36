package js

import "strings"

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

// template reads a template string whose parts are known strings; another one is unknown as a whole.
func (p *evalReader) template(line int) *Literal {
	src, start := p.m.src, p.at
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
				p.at = start
				p.skipOne()
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
