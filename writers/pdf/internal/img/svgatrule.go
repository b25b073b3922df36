package img

import (
	"strings"

	"github.com/andybalholm/cascadia"
)

const (
	maxSheets       = 8    // at-rules in at-rules
	maxAlternatives = 64   // selectors that one with :is() and :where() stands for
	maxInserts      = 128  // lists of :is() and :where() that are put in for it
	maxSelector     = 1024 // bytes of one
)

// atRule reads what is in an at-rule that holds on paper; css is the at-rule up to its end. What it says of faces is said not
// to be used.
func (d *drawer) atRule(css string, nested int) {
	head, body, block := strings.Cut(css, "{")
	body = strings.TrimSuffix(body, "}")
	name, query, _ := strings.Cut(strings.TrimSpace(head)+" ", " ")
	query = strings.ToLower(strings.TrimSpace(query))
	if i := strings.IndexByte(name, '('); i > 0 {
		name, query = name[:i], strings.TrimSpace(name[i:]+" "+query)
	}
	switch name = strings.ToLower(name); {
	case !block || nested >= maxSheets:
	case name == "@media" && d.media(query), name == "@supports" && !strings.HasPrefix(query, "not"), name == "@layer":
		d.sheet(body, nested+1)
	case name == "@font-face":
		for _, p := range parseDecls(body) {
			if strings.EqualFold(p.name, "font-family") {
				d.missing["its own font "+strings.Trim(p.value, `"' `)] = true
			}
		}
	}
}

// media reports whether one of a list of media queries holds: the drawing is on paper, as wide as it is, and light. (Media
// Queries 4, 3)
func (d *drawer) media(list string) bool {
	for q := range strings.SplitSeq(list, ",") {
		q = strings.TrimSpace(q)
		not := strings.HasPrefix(q, "not ")
		q = strings.TrimPrefix(strings.TrimPrefix(q, "not "), "only ")
		holds := true
		for part := range strings.SplitSeq(q, " and ") {
			holds = holds && d.feature(strings.TrimSpace(part))
		}
		if holds != not {
			return true
		}
	}
	return false
}

// feature reports whether one part of a media query holds; false of those that are not known.
func (d *drawer) feature(part string) bool {
	name, value, _ := strings.Cut(strings.Trim(part, "() "), ":")
	value = strings.TrimSpace(value)
	n, ok := length(value, 16, 0)
	switch strings.TrimSpace(name) {
	case "all", "print", "":
		return true
	case "prefers-color-scheme":
		return value == "light"
	case "min-width":
		return ok && d.page[0] >= n
	case "max-width":
		return ok && d.page[0] <= n
	case "min-height":
		return ok && d.page[1] >= n
	case "max-height":
		return ok && d.page[1] <= n
	case "orientation":
		return value == "landscape" && d.page[0] > d.page[1] || value == "portrait" && d.page[0] <= d.page[1]
	}
	return false
}

// An alternative is a selector without :is() and :where(), and what it weighs more than its parts do.
type alternative struct {
	text string
	more cascadia.Specificity
}

// alternatives are the selectors that one with :is() and :where() stands for; false when that cannot be told. (Selectors
// Level 4, 4.2 and 4.4)
func alternatives(s string) ([]alternative, bool) {
	list := []alternative{{text: s}}
	for i, inserts := 0, 0; i < len(list); {
		a := list[i]
		at, kind := strings.Index(a.text, ":is("), ":is("
		if w := strings.Index(a.text, ":where("); w >= 0 && (at < 0 || w < at) {
			at, kind = w, ":where("
		}
		if at < 0 {
			i++
			continue
		}
		open := at + len(kind)
		end, depth := open, 1
		for ; end < len(a.text) && depth > 0; end++ {
			switch a.text[end] {
			case '(':
				depth++
			case ')':
				depth--
			}
		}
		inserts++
		if depth > 0 || strings.ContainsAny(a.text[:at], `"'(`) || inserts > maxInserts || len(a.text) > maxSelector {
			return nil, false
		}
		more, ok := a.insert(at, end, a.text[open:end-1], kind == ":where(")
		if list = append(append(list[:i:i], more...), list[i+1:]...); !ok || len(list) > maxAlternatives {
			return nil, false
		}
	}
	return list, true
}

// insert puts each selector of a list in the place from..to.
func (a alternative) insert(from, to int, list string, weightless bool) (out []alternative, ok bool) {
	begin := strings.LastIndexAny(a.text[:from], " \t\r\n>+~") + 1 // of the compound that it stands in
	var most cascadia.Specificity
	var own []cascadia.Specificity
	for _, s := range splitSelectors(list) {
		sel, err := cascadia.Parse(s.text)
		if err != nil || s.last > 0 && from > 0 { // what is before would be asked of another element
			return nil, false
		}
		text := a.text[:from] + s.text + a.text[to:]
		if c := s.text[0]; begin < from && c != '.' && c != '#' && c != '[' && c != ':' { // a name stands first
			text = a.text[:begin] + s.text + a.text[begin:from] + a.text[to:]
		}
		out = append(out, alternative{text, a.more})
		own = append(own, sel.Specificity())
		if most.Less(sel.Specificity()) {
			most = sel.Specificity()
		}
	}
	if weightless {
		most = cascadia.Specificity{}
	}
	for k := range out {
		for i := range most {
			out[k].more[i] += most[i] - own[k][i]
		}
	}
	return out, true
}

// calc works out a calc() of lengths and numbers; what is not known makes it void. (CSS Values 4, 10)
func calc(v string, em, of float64) (float64, bool) {
	c := calculation{text: strings.ToLower(v), em: em, of: of}
	n, ok := c.sum(0)
	return n, ok && strings.TrimSpace(c.text) == ""
}

// A calculation is what is left of an expression.
type calculation struct {
	text   string
	em, of float64
}

func (c *calculation) sum(nested int) (float64, bool) {
	n, ok := c.product(nested)
	for ok {
		op := strings.TrimLeft(c.text, " ")
		if op == c.text || len(op) < 2 || op[0] != '+' && op[0] != '-' || op[1] != ' ' {
			return n, true
		}
		c.text = op[1:]
		m, good := c.product(nested)
		if op[0] == '-' {
			m = -m
		}
		n, ok = n+m, good
	}
	return n, ok
}

func (c *calculation) product(nested int) (float64, bool) {
	n, ok := c.value(nested)
	for ok {
		op := strings.TrimLeft(c.text, " ")
		if op == "" || op[0] != '*' && op[0] != '/' {
			return n, true
		}
		c.text = op[1:]
		m, good := c.value(nested)
		switch {
		case op[0] == '*':
			n *= m
		case m == 0:
			return 0, false
		default:
			n /= m
		}
		ok = good
	}
	return n, ok
}

func (c *calculation) value(nested int) (float64, bool) {
	c.text = strings.TrimLeft(c.text, " ")
	rest, inner := strings.CutPrefix(strings.TrimPrefix(c.text, "calc"), "(")
	if inner {
		if nested >= maxNesting {
			return 0, false
		}
		c.text = rest
		n, ok := c.sum(nested + 1)
		c.text = strings.TrimLeft(c.text, " ")
		rest, closed := strings.CutPrefix(c.text, ")")
		c.text = rest
		return n, ok && closed
	}
	s := &scanner{s: c.text}
	if _, ok := s.number(); !ok {
		return 0, false
	}
	end := s.at
	for end < len(c.text) && (c.text[end] == '%' || 'a' <= c.text[end] && c.text[end] <= 'z') {
		end++
	}
	n, ok := length(c.text[:end], c.em, c.of)
	c.text = c.text[end:]
	return n, ok
}
