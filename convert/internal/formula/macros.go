package formula

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
)

// Macros are commands that a page or a project defines. The zero value has none.
type Macros struct {
	defs map[string]macro
}

type macro struct {
	args     int
	optional bool // the first has a default
	standard string
	body     string
	pair     []string // of a paired delimiter: left and right
}

const (
	maxExpansions = 1000
	maxMacros     = 1000
)

// Clone returns macros that can be added to without changing m.
func (m *Macros) Clone() *Macros {
	c := &Macros{defs: make(map[string]macro, len(m.defs))}
	for k, v := range m.defs {
		c.defs[k] = v
	}
	return c
}

// Define adds a macro as KaTeX and MathJax have them in their settings: the name with or without its backslash, and as many
// arguments as the body names, or as args says when that is more.
func (m *Macros) Define(name, body string, args int) {
	name = strings.TrimPrefix(strings.TrimSpace(name), `\`)
	if name == "" || commandSize(`\`+name) != len(name)+1 {
		return
	}
	for i := 0; i+1 < len(body); i++ {
		if body[i] == '#' && body[i+1] >= '1' && body[i+1] <= '9' {
			args = max(args, int(body[i+1]-'0'))
		}
	}
	m.add(`\`+name, macro{args: args, body: body})
}

func (m *Macros) add(name string, d macro) {
	if m.defs == nil {
		m.defs = map[string]macro{}
	}
	if len(m.defs) < maxMacros {
		m.defs[name] = d
	}
}

// An expander takes the macros out of a formula.
type expander struct {
	*Macros
	in    string
	out   strings.Builder
	count int
	depth int
}

// Expand puts macros in their places and takes definitions off, which hold from there on for all that m expands. What is left
// may be nothing.
func (m *Macros) Expand(tex string) (string, error) {
	if len(tex) > maxBytes {
		return "", fmt.Errorf("the formula has more than %d bytes", maxBytes)
	}
	x := &expander{Macros: m, in: tex}
	return x.all()
}

func (x *expander) all() (string, error) {
	for x.in != "" {
		if x.out.Len()+len(x.in) > maxBytes {
			return "", errors.New("the formula's macros make it too long")
		}
		if err := x.step(); err != nil {
			return "", err
		}
	}
	return strings.TrimSpace(x.out.String()), nil
}

// step takes one token.
func (x *expander) step() error {
	switch {
	case x.in[0] == '%': // a comment
		_, rest, _ := strings.Cut(x.in, "\n")
		x.in = rest
		x.out.WriteByte('\n')
		return nil
	case x.in[0] != '\\':
		n := strings.IndexAny(x.in, `\%`)
		if n < 0 {
			n = len(x.in)
		}
		x.out.WriteString(x.in[:n])
		x.in = x.in[n:]
		return nil
	}
	return x.command()
}

// command takes a command: a definition, one that means something else here, or a macro.
func (x *expander) command() error {
	n := commandSize(x.in)
	name := x.in[:n]
	if define := map[string]func() error{
		`\newcommand`: x.newCommand, `\renewcommand`: x.newCommand, `\providecommand`: x.newCommand, `\def`: x.def, `\gdef`: x.def, `\let`: x.let,
		`\DeclareMathOperator`: x.operator, `\DeclarePairedDelimiter`: x.paired, `\braket`: x.braket, `\label`: x.drop, `\require`: x.drop,
	}[name]; define != nil {
		x.in = x.in[n:]
		return define()
	}
	switch name {
	case `\not`:
		if sign, k := negated(x.in[n:]); k > 0 {
			x.out.WriteString(sign)
			x.in = x.in[n+k:]
			return nil
		}
	case `\overset`, `\underset`, `\stackrel`:
		return x.stack(n)
	case `\dots`:
		x.in = x.in[n:]
		x.out.WriteString(dots(x.in))
		return nil
	case `\newenvironment`, `\renewenvironment`:
		return fmt.Errorf("\"%s\" is no command that is known", name)
	}
	d, ok := x.defs[name]
	if !ok {
		d, ok = standard(name)
	}
	if !ok {
		x.out.WriteString(name)
		x.in = x.in[n:]
		return nil
	}
	if x.count++; x.count > maxExpansions {
		return fmt.Errorf("\"%s\" and the macros in it are expanded more than %d times", name, maxExpansions)
	}
	x.in = x.in[n:]
	return x.expand(name, d)
}

// drop takes an argument that shows nothing.
func (x *expander) drop() error {
	_, err := x.argument()
	return err
}

// braket is that of two sides of package physics, or that of package braket, with a bar in it.
func (x *expander) braket() error {
	a, err := x.argument()
	if err != nil {
		return err
	}
	if strings.HasPrefix(x.in, "{") && !strings.Contains(a, "|") {
		x.in = `\langle ` + a + "|" + strings.Replace(strings.Replace(x.in, "{", "", 1), "}", `\rangle `, 1)
	} else {
		x.in = `\langle ` + a + `\rangle ` + x.in
	}
	return nil
}

// expand puts a macro's body before what is left.
func (x *expander) expand(name string, d macro) error {
	if d.pair != nil {
		return x.delimit(d)
	}
	args := make([]string, 0, d.args)
	for i := range d.args {
		if i == 0 && d.optional {
			a, ok := x.brackets()
			if !ok {
				a = d.standard
			}
			args = append(args, a)
			continue
		}
		a, err := x.argument()
		if err != nil {
			return fmt.Errorf("\"%s\" needs %d arguments", name, d.args)
		}
		args = append(args, a)
	}
	var b strings.Builder
	for i := 0; i < len(d.body); i++ {
		if c := d.body[i]; c == '#' && i+1 < len(d.body) && d.body[i+1] >= '1' && int(d.body[i+1]-'1') < len(args) {
			b.WriteString(args[d.body[i+1]-'1'])
			i++
			continue
		}
		if b.WriteByte(d.body[i]); b.Len() > maxBytes {
			return errors.New("the formula's macros make it too long")
		}
	}
	s := b.String()
	if n := len(s); n > 1 && isLetter(s[n-1]) && x.in != "" && isLetter(x.in[0]) && commandAtEnd(s) {
		s += " "
	}
	x.in = s + x.in
	return nil
}

// commandAtEnd reports whether s ends in a command's name.
func commandAtEnd(s string) bool {
	i := strings.LastIndexByte(s, '\\')
	return i >= 0 && i+commandSize(s[i:]) == len(s)
}

// argument takes a group, a command or a sign.
func (x *expander) argument() (string, error) {
	x.in = x.in[spaces(x.in):]
	switch {
	case x.in == "" || x.in[0] == '}':
		return "", errors.New("an argument is missing")
	case x.in[0] == '{':
		n := group(x.in, '{', '}')
		if n == 0 {
			return "", errors.New("a closing brace is missing")
		}
		s := x.in[1 : n-1]
		x.in = x.in[n:]
		return s, nil
	case x.in[0] == '\\':
		n := commandSize(x.in)
		s := x.in[:n]
		x.in = x.in[n:]
		return s, nil
	}
	r := []rune(x.in[:min(4, len(x.in))])[0]
	s := string(r)
	x.in = x.in[min(len(s), len(x.in)):]
	return s, nil
}

// brackets takes […].
func (x *expander) brackets() (string, bool) {
	s := x.in[spaces(x.in):]
	if s == "" || s[0] != '[' {
		return "", false
	}
	n := group(s, '[', ']')
	if n == 0 {
		return "", false
	}
	x.in = s[n:]
	return s[1 : n-1], true
}

// group is the length of the group that s begins with, 0 when it has no end.
func group(s string, open, end byte) int {
	depth, braces := 0, 0
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == '\\':
			i++
		case c == open && braces == 0:
			depth++
		case c == end && braces == 0:
			if depth--; depth == 0 {
				return i + 1
			}
		case c == '{':
			braces++
		case c == '}':
			braces--
		}
	}
	return 0
}

// name takes the command that is defined, with braces or without.
func (x *expander) name() (string, error) {
	x.in = strings.TrimPrefix(x.in, "*")
	s, err := x.argument()
	s = strings.TrimSpace(s)
	if err != nil || len(s) < 2 || s[0] != '\\' || commandSize(s) != len(s) {
		return "", errors.New("a definition has no command to define")
	}
	return s, nil
}

func (x *expander) newCommand() error {
	name, err := x.name()
	if err != nil {
		return err
	}
	d := macro{}
	if s, ok := x.brackets(); ok {
		if d.args, err = strconv.Atoi(strings.TrimSpace(s)); err != nil || d.args < 0 || d.args > 9 {
			return fmt.Errorf("\"%s\" is defined with a number of arguments that cannot be", name)
		}
		d.standard, d.optional = x.brackets()
	}
	if d.body, err = x.argument(); err != nil {
		return fmt.Errorf("\"%s\" is defined without what it stands for", name)
	}
	x.add(name, d)
	return nil
}

func (x *expander) def() error {
	name, err := x.name()
	if err != nil {
		return err
	}
	d := macro{}
	x.in = x.in[spaces(x.in):]
	for len(x.in) > 1 && x.in[0] == '#' && x.in[1] == byte('1'+d.args) {
		d.args++
		x.in = x.in[2:]
	}
	if !strings.HasPrefix(x.in, "{") {
		return fmt.Errorf("\"%s\" is defined with a pattern, which is not read", name)
	}
	if d.body, err = x.argument(); err != nil {
		return fmt.Errorf("\"%s\" is defined without what it stands for", name)
	}
	x.add(name, d)
	return nil
}

func (x *expander) let() error {
	name, err := x.name()
	if err != nil {
		return err
	}
	x.in = strings.TrimPrefix(x.in[spaces(x.in):], "=")
	to, err := x.argument()
	if err != nil {
		return err
	}
	d, ok := x.defs[to]
	if !ok {
		d = macro{body: to}
	}
	if to != name {
		x.add(name, d)
	}
	return nil
}

func (x *expander) operator() error {
	star := ""
	if strings.HasPrefix(x.in, "*") {
		star = "*"
	}
	name, err := x.name()
	if err != nil {
		return err
	}
	body, err := x.argument()
	if err != nil {
		return err
	}
	x.add(name, macro{body: `\operatorname` + star + "{" + body + "}"})
	return nil
}

func (x *expander) paired() error {
	name, err := x.name()
	if err != nil {
		return err
	}
	left, err := x.argument()
	if err != nil {
		return err
	}
	right, err := x.argument()
	if err != nil {
		return err
	}
	x.add(name, macro{pair: []string{left, right}})
	return nil
}

// delimit sets a paired delimiter: \abs{x}, \abs*{x} as high as what it holds, \abs[\big]{x}.
func (x *expander) delimit(d macro) error {
	l, r := "", ""
	if strings.HasPrefix(x.in, "*") {
		x.in = x.in[1:]
		l, r = `\left`, `\right`
	} else if s, ok := x.brackets(); ok {
		l, r = s, s
	}
	a, err := x.argument()
	if err != nil {
		return err
	}
	x.in = l + d.pair[0] + " " + a + r + d.pair[1] + " " + x.in
	return nil
}
