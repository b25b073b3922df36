package convert

import (
	"fmt"
	"slices"
	"strings"
	"sync/atomic"

	"platen/convert/tree"
)

// Text may be for some formats only, or for pages with some metadata: content-visible and content-hidden with when-format,
// unless-format, when-meta, unless-meta, when-profile and unless-profile (Quarto), and hidden (HTML).

// A chooser decides for one page which of such text stays.
type chooser struct {
	c       *Conditions
	meta    []tree.Meta // the first that has a key says its value
	differs *atomic.Bool
}

// hides returns why a node is left out of all formats, "" when it stays in one of them.
func (c *chooser) hides(a *tree.Attr) string {
	visible, hidden := a.HasClass("content-visible"), a.HasClass("content-hidden")
	switch {
	case a == nil:
		return ""
	case visible || hidden:
		formats := c.c.Formats
		if len(formats) == 0 {
			formats = []string{""}
		}
		out, why := 0, ""
		for _, format := range formats {
			if met, what := c.met(a, format); met == hidden {
				out++
				why = what
			}
		}
		if out > 0 && out < len(formats) {
			c.differs.Store(true)
		}
		if out < len(formats) {
			c.settled(a)
			return ""
		}
		if hidden {
			why = strings.TrimSpace("content-hidden " + why)
		}
		if len(formats) == 1 && formats[0] != "" && strings.Contains(why, "-format=") {
			return why + " is left out of " + formats[0]
		}
		return why
	case c.hasKey(a, "hidden") && !slices.Contains(valuesOf(c.c.Include, "hidden"), "true"):
		return "hidden"
	}
	return ""
}

// settled takes the choice off a node that stays.
func (c *chooser) settled(a *tree.Attr) {
	if c.differs.Load() {
		return // it is read again for each format
	}
	a.Keys = slices.DeleteFunc(a.Keys, func(k tree.Key) bool { return tree.IsChoice(k.Name) })
	a.Classes = slices.DeleteFunc(a.Classes, func(s string) bool { return s == "content-visible" || s == "content-hidden" })
}

func (c *chooser) hasKey(a *tree.Attr, name string) bool {
	return a != nil && slices.ContainsFunc(a.Keys, func(k tree.Key) bool { return k.Name == name })
}

// met reports whether all that a node's choice asks for holds in a format, and what it asks for. In no format, what asks
// for one counts so that the text stays.
func (c *chooser) met(a *tree.Attr, format string) (met bool, what string) {
	met = true
	for _, k := range a.Keys {
		verb, subject, ok := strings.Cut(k.Name, "-")
		if !tree.IsChoice(k.Name) || !ok {
			continue
		}
		holds := false
		switch subject {
		case "format":
			if format == "" {
				holds = a.HasClass("content-visible") == (verb == "when")
				break
			}
			holds = isFormat(format, k.Value)
		case "meta":
			holds = c.truth(k.Value)
		case "profile":
			holds = slices.Contains(valuesOf(c.c.Include, "profile"), k.Value)
		}
		if holds != (verb == "when") {
			met = false
		}
		what = strings.TrimPrefix(what+", "+k.Name+"="+k.Value, ", ")
	}
	return met, what
}

// isFormat reports whether a format is one that pages mean by a name, as Quarto and pandoc have them.
func isFormat(format, name string) bool {
	switch strings.ToLower(name) {
	case "html", "html4", "html5":
		return format == "html" || format == "epub"
	case "html:js", "revealjs":
		return format == "html" && name == "html:js"
	case "pdf", "latex", "typst":
		return format == "pdf"
	case "epub", "epub2", "epub3":
		return format == "epub"
	case "text", "plain", "txt", "ansi":
		return format == "text" || format == "ansi"
	}
	return format == strings.ToLower(name)
}

// truth reports whether metadata has a value that is not false. The name may lead into it: "params.pro".
func (c *chooser) truth(name string) bool {
	parts := strings.Split(strings.ToLower(name), ".")
	for _, m := range c.meta {
		v, ok := m[parts[0]]
		for _, part := range parts[1:] {
			inner, is := v.(map[string]any)
			if !is {
				v, ok = nil, false
				break
			}
			v, ok = inner[part]
		}
		if !ok {
			continue
		}
		switch v := v.(type) {
		case nil:
			return false
		case bool:
			return v
		}
		s := strings.ToLower(strings.TrimSpace(fmt.Sprint(v)))
		return s != "" && s != "false" && s != "no" && s != "0"
	}
	return false
}

// monikerIn reports whether a version is in a range of DocFX: ">=net-8.0", "<=b || c", "a > b < c". Versions of one
// product are compared by their numbers; another product's is in no range.
func monikerIn(version, expr string) bool {
	for either := range strings.SplitSeq(expr, "||") {
		fields := strings.Fields(strings.NewReplacer(">=", " >= ", "<=", " <= ", ">", " > ", "<", " < ", ">  =", ">=", "<  =", "<=").Replace(either))
		all := len(fields) > 0
		for i := 0; i < len(fields); i++ {
			op := "="
			switch fields[i] {
			case ">=", "<=", ">", "<":
				if op = fields[i]; i+1 < len(fields) && fields[i+1] == "=" {
					op += "="
					i++
				}
				i++
			}
			if i >= len(fields) || !compares(version, op, strings.Trim(fields[i], `"`)) {
				all = false
			}
		}
		if all {
			return true
		}
	}
	return false
}

// compares reports whether a op b holds for versions of one product.
func compares(a, op, b string) bool {
	nameA, versionA := cutVersion(a)
	nameB, versionB := cutVersion(b)
	if nameA != nameB {
		return false
	}
	n := slices.Compare(versionA, versionB)
	switch op {
	case ">=":
		return n >= 0
	case "<=":
		return n <= 0
	case ">":
		return n > 0
	case "<":
		return n < 0
	}
	return a == b
}

// cutVersion cuts "aspnetcore-3.1" into its name and numbers.
func cutVersion(s string) (name string, numbers []int) {
	i := strings.LastIndexByte(s, '-')
	name, rest := s[:i+1], s[i+1:]
	for part := range strings.SplitSeq(rest, ".") {
		n := 0
		for _, c := range part {
			if c < '0' || c > '9' {
				return s, nil
			}
			n = min(n*10+int(c-'0'), 1<<30)
		}
		numbers = append(numbers, n)
	}
	return name, numbers
}
