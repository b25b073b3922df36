package markdown

import (
	"strings"
	"unicode"

	"platen/convert/tree"
)

func (t *tokens) link(n *tree.Link) {
	to := t.p.address(&n.To)
	if n.Shows != "" && n.Attr == nil {
		t.raw(shown(n, to))
		return
	}
	if n.Attr != nil || strings.Contains(to, "\n") || t.p.f.xrefs && strings.HasPrefix(to, "xref:") {
		attrs := ` href="` + quoted(to) + `"`
		if n.Title != "" {
			attrs += ` title="` + quoted(n.Title) + `"`
		}
		t.element("a", attrs+attributes(n.Attr), n.Inlines)
		return
	}
	if s, ok := oneText(n.Inlines); ok && n.Title == "" && !t.p.f.mdx && plainAddress(s) && (s == to || "mailto:"+s == to) {
		t.raw("<" + s + ">")
		return
	}
	was := t.at.label
	t.at.label = true
	t.raw("[")
	t.add(n.Inlines)
	t.raw("](" + destination(to, n.Title) + ")")
	t.at.label = was
}

// plainAddress reports whether an address can stand between angle brackets.
func plainAddress(s string) bool {
	colon := strings.IndexByte(s, ':')
	if strings.ContainsAny(s, " <>\t\n") || strings.IndexByte(s, '&') >= 0 && isEntity(s[strings.IndexByte(s, '&'):]) {
		return false
	}
	for _, r := range s {
		if r < ' ' || r == 0x7f {
			return false
		}
	}
	if colon < 2 || colon > 32 {
		at := strings.IndexByte(s, '@')
		return colon < 0 && at > 0 && at+1 < len(s) && mailLike(s[:at]) && hostLike(s[at+1:])
	}
	for i := range colon {
		if c := s[i]; !(isLetter(c) || i > 0 && (c >= '0' && c <= '9' || c == '+' || c == '.' || c == '-')) {
			return false
		}
	}
	return true
}

func mailLike(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool {
		return r > unicode.MaxASCII || !(unicode.IsLetter(r) || unicode.IsDigit(r) || strings.ContainsRune(".!#$%'*+/=?^_`{|}~-", r))
	}) < 0
}

func hostLike(s string) bool {
	for part := range strings.SplitSeq(s, ".") {
		if part == "" || part[0] == '-' || part[len(part)-1] == '-' || len(part) > 63 {
			return false
		}
		for i := range len(part) {
			if c := part[i]; !(isLetter(c) || c >= '0' && c <= '9' || c == '-') {
				return false
			}
		}
	}
	return true
}

// oneText returns the words when inlines are nothing but them.
func oneText(ns []tree.Inline) (string, bool) {
	if len(ns) != 1 {
		return "", false
	}
	x, ok := ns[0].(*tree.Text)
	if !ok {
		return "", false
	}
	return x.S, true
}

// destination is what stands in the parentheses of a link.
func destination(to, title string) string {
	var b strings.Builder
	angle := strings.ContainsAny(to, " \t<>") || to == "" && title != "" || !balanced(to)
	if angle {
		b.WriteByte('<')
	}
	for i := 0; i < len(to); i++ {
		switch c := to[i]; {
		case c == '\n' || c == '\r':
			b.WriteString("%0A")
			continue
		case angle && (c == '<' || c == '>'), c == '\\' && (i+1 == len(to) || isPunct(to[i+1])), c == '&' && isEntity(to[i:]):
			b.WriteByte('\\')
		}
		b.WriteByte(to[i])
	}
	if angle {
		b.WriteByte('>')
	}
	if title == "" {
		return b.String()
	}
	b.WriteString(` "`)
	for i := 0; i < len(title); i++ {
		c := title[i]
		if c == '"' || c == '\\' && (i+1 == len(title) || isPunct(title[i+1])) || c == '&' && isEntity(title[i:]) {
			b.WriteByte('\\')
		}
		if c == '\n' && (i+1 < len(title) && title[i+1] == '\n' || i == 0) {
			b.WriteString("&#10;")
			continue
		}
		b.WriteByte(c)
	}
	b.WriteByte('"')
	return b.String()
}

// balanced reports whether the parentheses of an address are.
func balanced(s string) bool {
	depth := 0
	for i := range len(s) {
		switch s[i] {
		case '(':
			depth++
		case ')':
			depth--
		}
		if depth < 0 || depth > 30 || s[i] < ' ' || s[i] == 0x7f {
			return false
		}
	}
	return depth == 0
}

func (t *tokens) image(n *tree.Image) {
	p := t.p
	src := p.address(&n.Src)
	if n.Attr != nil || n.Decorative || t.at.alone || n.Dark.Raw != "" || strings.Contains(src, "\n") {
		tag := `<img src="` + quoted(src) + `"`
		if n.Alt != "" || n.Decorative {
			tag += ` alt="` + quoted(n.Alt) + `"`
		}
		if n.Title != "" {
			tag += ` title="` + quoted(n.Title) + `"`
		}
		tag += attributes(n.Attr) + " />"
		if n.Dark.Raw != "" {
			tag = `<picture><source media="(prefers-color-scheme: dark)" srcset="` + quoted(p.address(&n.Dark)) + `" />` + tag + "</picture>"
		}
		t.raw(tag)
		return
	}
	t.raw("![")
	if n.Alt != "" {
		t.list = append(t.list, token{kind: wording, s: n.Alt, label: true})
	}
	t.raw("](" + destination(src, n.Title) + ")")
}

// shown is the element of what a page shows: a frame, a film or sound. It is HTML in all dialects.
func shown(n *tree.Link, to string) string {
	name := n.Shows
	if name == "frame" {
		name = "iframe"
	}
	return "<" + name + ` src="` + quoted(to) + `" title="` + quoted(tree.PlainText(n.Inlines)) + `"></` + name + ">"
}
