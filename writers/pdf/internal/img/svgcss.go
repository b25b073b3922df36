package img

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/andybalholm/cascadia"
	"golang.org/x/net/html"
)

// Limits of style sheets.
const (
	maxRules    = 10_000
	maxVariable = 4096 // bytes that a value with variables may have
	maxNesting  = 16   // variables whose values hold variables
)

// A rule is a style rule of a sheet: one selector and its declarations.
type rule struct {
	sel, last cascadia.Sel // the selector, and its last compound: what an element itself must be
	far       int          // combinators that look at any number of elements
	pseudo    bool         // whether a pseudo-class may look at all siblings
	weight    cascadia.Specificity
	decls     []decl
}

// A decl is a declaration of a property.
type decl struct {
	name, value string
	important   bool
}

// compare orders rules as they overrule each other: the weaker first. (Selectors Level 4, 17)
func (r rule) compare(o rule) int {
	for i := range r.weight {
		if c := cmp.Compare(r.weight[i], o.weight[i]); c != 0 {
			return c
		}
	}
	return 0
}

// sheet reads the rules of a style sheet, or of an at-rule that is nested so deep; a rule with a selector that is not known
// is said.
func (d *drawer) sheet(css string, nested int) {
	css = withoutComments(css)
	for len(d.rules) < maxRules {
		css = strings.TrimLeft(css, " \t\r\n;}")
		i := strings.IndexAny(css, "{;")
		if strings.HasPrefix(css, "@") {
			if i < 0 {
				return
			}
			if css[i] == '{' {
				i = blockEnd(css, i)
			}
			d.atRule(css[:i], nested)
			css = css[i:]
			continue
		}
		if i = strings.IndexByte(css, '{'); i < 0 {
			return
		}
		end := blockEnd(css, i)
		d.addRules(css[:i], parseDecls(strings.TrimSuffix(css[i+1:end], "}")))
		css = css[end:]
	}
}

func withoutComments(css string) string {
	var plain strings.Builder
	for css != "" {
		text, comment, _ := strings.Cut(css, "/*")
		plain.WriteString(text)
		_, css, _ = strings.Cut(comment, "*/")
	}
	return plain.String()
}

// blockEnd returns the place behind the block that opens at i.
func blockEnd(css string, i int) int {
	depth := 0
	for ; i < len(css); i++ {
		switch css[i] {
		case '{':
			depth++
		case '}':
			if depth--; depth == 0 {
				return i + 1
			}
		}
	}
	return len(css)
}

// addRules adds a rule for each selector of a list. One that cannot be read makes the list void. (CSS Syntax 3, 9)
func (d *drawer) addRules(list string, decls []decl) {
	var rules []rule
	for _, s := range splitSelectors(list) {
		switch lower := strings.ToLower(s.text); {
		case strings.Contains(lower, ":hover"), strings.Contains(lower, ":focus"), strings.Contains(lower, ":active"),
			strings.Contains(lower, ":visited"), strings.Contains(lower, ":target"):
			continue // nothing in a document on paper
		case strings.Contains(lower, ":has"), strings.Contains(lower, ":contains"), strings.Contains(lower, ":matches"), strings.Contains(s.text, "#="):
			d.missing["style rule for "+s.text] = true // costly, or no CSS
			return
		}
		list, ok := alternatives(s.text)
		for _, a := range list {
			m := measure(a.text)
			sel, err := cascadia.Parse(m.text)
			last, err2 := cascadia.Parse(m.text[m.last:])
			if ok = ok && err == nil && err2 == nil; !ok {
				break
			}
			weight := sel.Specificity()
			for i := range weight {
				weight[i] += a.more[i]
			}
			rules = append(rules, rule{sel: sel, last: last, far: m.far, pseudo: strings.Contains(m.text, ":"), weight: weight, decls: decls})
		}
		if !ok {
			d.missing["style rule for "+s.text] = true
			return
		}
	}
	d.rules = append(d.rules, rules[:min(len(rules), maxRules-len(d.rules))]...)
}

// A selector is one of a list, with the place of its last compound and the number of its combinators that look far.
type selector struct {
	text      string
	last, far int
}

func splitSelectors(list string) []selector {
	var out []selector
	var quote byte
	open, start := 0, 0
	for i := 0; i <= len(list); i++ {
		switch {
		case i == len(list) || quote == 0 && open == 0 && list[i] == ',':
			out = append(out, measure(strings.TrimSpace(list[start:i])))
			start = i + 1
		case quote != 0:
			if list[i] == quote {
				quote = 0
			}
		case list[i] == '"' || list[i] == '\'':
			quote = list[i]
		case list[i] == '(' || list[i] == '[':
			open++
		case list[i] == ')' || list[i] == ']':
			open--
		}
	}
	return out
}

// measure finds the combinators of a selector; those in parentheses count as ones that look far.
func measure(s string) selector {
	out := selector{text: s}
	var quote byte
	open := 0
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'':
			quote = c
		case c == '(' || c == '[':
			open++
		case c == ')' || c == ']':
			open--
		case strings.IndexByte(" \t\r\n>+~", c) >= 0:
			from := i
			for i+1 < len(s) && strings.IndexByte(" \t\r\n>+~", s[i+1]) >= 0 {
				i++
			}
			if open > 0 || !strings.ContainsAny(s[from:i+1], ">+") {
				out.far++
			}
			if open == 0 {
				out.last = i + 1
			}
		}
	}
	return out
}

func parseDecls(s string) []decl {
	var out []decl
	for _, d := range strings.Split(s, ";") {
		if name, value, ok := strings.Cut(d, ":"); ok {
			value, _, important := strings.Cut(value, "!important")
			out = append(out, decl{strings.TrimSpace(name), strings.TrimSpace(value), important})
		}
	}
	return out
}

// selectable gives the elements the nodes that selectors are matched against: names in small letters, as those are compared.
func selectable(root *element) {
	doc := &html.Node{Type: html.DocumentNode}
	var add func(*element, *html.Node)
	add = func(e *element, parent *html.Node) {
		if e.name == "" {
			return
		}
		e.node = &html.Node{Type: html.ElementNode, Data: strings.ToLower(e.name)}
		for _, name := range slices.Sorted(maps.Keys(e.attrs)) {
			e.node.Attr = append(e.node.Attr, html.Attribute{Key: strings.ToLower(name), Val: e.attrs[name]})
		}
		parent.AppendChild(e.node)
		for _, k := range e.kids {
			add(k, e.node)
		}
	}
	add(root, doc)
}

// matches reports whether the rule selects the element. What that costs at most is counted in tries.
func (d *drawer) matches(r rule, e *element) bool {
	around := e.depth
	if e.parent != nil {
		around += len(e.parent.kids)
	}
	cost := func(times int) bool {
		n := 1
		for ; times > 0 && n <= maxTries; times-- {
			n *= around
		}
		d.tries += n
		return d.tries <= maxTries
	}
	if r.pseudo {
		return cost(r.far+1) && r.sel.Match(e.node)
	}
	return cost(0) && r.last.Match(e.node) && (r.far == 0 || cost(r.far)) && r.sel.Match(e.node)
}

// declared returns the element's properties as they are written: presentation attributes, then the sheets' rules,
// then its style attribute, then what is important of both. (CSS Cascade 4, 6)
func (d *drawer) declared(e *element) map[string]string {
	p := make(map[string]string, len(e.attrs))
	for name, value := range e.attrs {
		p[name] = value
	}
	var important []decl
	set := func(list []decl) {
		for _, l := range list {
			if l.important {
				important = append(important, l)
			} else {
				p[l.name] = l.value
			}
		}
	}
	for _, r := range d.rules {
		if e.node != nil && d.matches(r, e) {
			set(r.decls)
		}
	}
	if d.tries > maxTries && d.rules != nil {
		d.missing["more style rules than can be compared"] = true
		d.rules = nil
	}
	set(parseDecls(e.attr("style")))
	for _, l := range important {
		p[l.name] = l.value
	}
	return p
}

// properties returns the element's properties, with the values of variables in their places.
func (d *drawer) properties(e *element) map[string]string {
	p := d.declared(e)
	var names []string
	for name, value := range p {
		if strings.Contains(value, "var(") {
			names = append(names, name)
		}
	}
	slices.Sort(names) // what is counted comes in one order
	for _, name := range names {
		if v, ok := d.substitute(p[name], e, 0); ok {
			p[name] = v
		} else {
			delete(p, name)
		}
	}
	return p
}

// substitute replaces each var() of a value. (CSS Custom Properties 1, 3)
func (d *drawer) substitute(value string, e *element, nested int) (string, bool) {
	var out strings.Builder
	for {
		before, rest, found := strings.Cut(value, "var(")
		out.WriteString(before)
		if out.Len() > maxVariable || nested > maxNesting {
			return "", false
		}
		if !found {
			return out.String(), true
		}
		end, open := 0, 1
		for ; end < len(rest); end++ {
			if rest[end] == '(' {
				open++
			} else if rest[end] == ')' {
				if open--; open == 0 {
					break
				}
			}
		}
		name, other, hasOther := strings.Cut(rest[:end], ",")
		v, ok := d.variable(strings.TrimSpace(name), e)
		if ok {
			v, ok = d.substitute(v, e, nested+1)
		}
		if !ok && hasOther {
			v, ok = d.substitute(strings.TrimSpace(other), e, nested+1)
		}
		if d.tries++; !ok || d.tries > maxTries {
			return "", false
		}
		out.WriteString(v)
		value = strings.TrimPrefix(rest[end:], ")")
	}
}

// variable returns the value of a custom property, which elements inherit.
func (d *drawer) variable(name string, e *element) (string, bool) {
	for up := e; up != nil; up = up.parent {
		if up.custom == nil {
			up.custom = map[string]string{}
			for n, v := range d.declared(up) {
				if strings.HasPrefix(n, "--") {
					up.custom[n] = v
				}
			}
		}
		if v, ok := up.custom[name]; ok {
			return v, true
		}
	}
	return "", false
}
