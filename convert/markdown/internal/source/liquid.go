package source

import (
	"path"
	"regexp"
	"strings"

	"platen/convert/tree"
)

// Liquid does what Jekyll's tags ask for that stand in addresses and words: link and post_url, {{ site.x }} and
// {{ page.x }} with filters, raw, comment and include_relative, and kramdown's list of headings.
func Liquid(x *Text) {
	if strings.Contains(x.text, "{%") || strings.Contains(x.text, "{{") {
		t := &template{x: x, first: "{", tag: liquidTag}
		x.rewrite(t.fill)
	}
	if strings.Contains(x.text, "toc") && tocLine.MatchString(x.text) {
		x.rewrite(func(page *included) { kramdownContents(x, page) })
	}
}

// tocLine is a list of one item in whose place kramdown puts a list of the page's headings.
var tocLine = regexp.MustCompile(`(?m)^ {0,3}(?:[-*+]|\d{1,9}\.)[ \t]+[^\n]*\n[ \t]*\{: *toc(?: [^}\n]*)?\}[ \t]*$`)

// kramdownContents puts the mark [TOC] in the place of such lists.
func kramdownContents(x *Text, page *included) {
	fence, from := fenceLine{}, 0
	for _, m := range tocLine.FindAllStringIndex(page.text, -1) {
		code := false
		for l := range strings.Lines(page.text[from:m[0]]) {
			code = fence.in(strings.TrimSpace(l)) && fence.char != 0
		}
		x.emit(page.text[from:m[0]], page.base+tree.Pos(from))
		if code {
			x.emit(page.text[m[0]:m[1]], page.base+tree.Pos(m[0]))
		} else {
			x.emit("[TOC]", page.base+tree.Pos(m[0]))
		}
		from = m[1]
	}
	x.emit(page.text[from:], page.base+tree.Pos(from))
}

// readLiquid reads the tag {% … %} or the output {{ … }} that s begins with.
func readLiquid(s string) (body string, output bool, size int) {
	stop := "%}"
	switch {
	case strings.HasPrefix(s, "{%"):
	case strings.HasPrefix(s, "{{"):
		stop, output = "}}", true
	default:
		return "", false, 0
	}
	n := strings.Index(s[2:min(len(s), maxTag)], stop)
	if n < 0 {
		return "", false, 0
	}
	body = strings.TrimSuffix(strings.TrimPrefix(s[2:2+n], "-"), "-")
	return strings.TrimSpace(body), output, n + 4
}

// liquidEnd finds the tag that ends a pair.
func liquidEnd(word string) func(string) int {
	return func(s string) int {
		if body, output, n := readLiquid(s); !output && body == "end"+word {
			return n
		}
		return 0
	}
}

func liquidTag(t *template, s string, at tree.Pos) int {
	body, output, size := readLiquid(s)
	if size == 0 {
		return 0
	}
	if output {
		if v, ok := t.x.liquidValue(body); ok {
			if strings.HasSuffix(t.x.lastBytes(2), "](") {
				v = address(v)
			}
			t.x.emit(v, at)
			return size
		}
		return 0
	}
	word, rest, _ := strings.Cut(body, " ")
	rest = strings.TrimSpace(rest)
	switch word {
	case "raw":
		inside, all := t.between(word, s, size, "{%", liquidEnd(word))
		if all > 0 {
			t.raw(inside, at+tree.Pos(size))
		}
		return all
	case "comment":
		_, all := t.between(word, s, size, "{%", liquidEnd(word))
		return all
	case "link":
		to, anchor, hasAnchor := strings.Cut(rest, "#")
		if to == "" || strings.Contains(to, "{{") {
			return 0
		}
		if hasAnchor {
			to += "#" + anchor
		}
		t.x.emit("/"+address(strings.TrimPrefix(to, "/")), at)
		return size
	case "post_url":
		if rest == "" {
			return 0
		}
		dir, post := path.Split(strings.TrimPrefix(rest, "/"))
		t.x.emit("/"+address(path.Join(dir, "_posts", post)+".md"), at)
		return size
	case "include_relative":
		if t.x.Read == nil || t.code && t.file.depth > 0 {
			return 0
		}
		name, _, _ := strings.Cut(rest, " ")
		f, err := t.x.open(path.Join(path.Dir(t.file.name), strings.Trim(name, `"'`)), t.file)
		if err != nil {
			t.x.failed(at, name, err)
			return 0
		}
		part := *f
		skip := frontMatterEnd(part.text)
		part.text, part.base = part.text[skip:], part.base+tree.Pos(skip)
		if n := len(part.text); n > 0 && part.text[n-1] == '\n' {
			part.text = part.text[:n-1]
		}
		t.fill(&part)
		return size
	}
	return 0
}

// raw adds what stands between {% raw %} and {% endraw %}: no tag is read there.
func (t *template) raw(s string, at tree.Pos) {
	shown := &template{x: t.x, first: "{", tag: func(t *template, s string, at tree.Pos) int {
		if t.code || !strings.HasPrefix(s, "{%") {
			return 0
		}
		t.literal("{%", at)
		return 2
	}}
	if t.code {
		t.x.emit(s, at)
		return
	}
	shown.text(s, at)
}

// liquidValue is what an expression stands for; ok is false when it is not known.
func (x *Text) liquidValue(s string) (v string, ok bool) {
	parts := strings.Split(s, "|")
	if v, ok = x.liquidTerm(parts[0]); !ok {
		return "", false
	}
	for _, filter := range parts[1:] {
		name, arg, _ := strings.Cut(strings.TrimSpace(filter), ":")
		a, known := x.liquidTerm(arg)
		switch strings.TrimSpace(name) {
		case "relative_url":
			v = rooted(v)
		case "absolute_url":
			v = rooted(v)
		case "escape", "xml_escape", "escape_once", "strip", "uri_escape", "cgi_escape", "markdownify":
			v = strings.TrimSpace(v)
		case "append":
			v += a
		case "prepend":
			v = a + v
		case "remove":
			v = strings.ReplaceAll(v, a, "")
		case "default":
			if known = true; v == "" {
				v = a
			}
		case "downcase":
			v = strings.ToLower(v)
		case "upcase":
			v = strings.ToUpper(v)
		default:
			return "", false
		}
		if arg != "" && !known {
			return "", false
		}
	}
	return v, true
}

// rooted makes a path one from the top of the site.
func rooted(s string) string {
	if strings.Contains(s, "://") || strings.HasPrefix(s, "/") || strings.HasPrefix(s, "#") {
		return s
	}
	return "/" + s
}

// liquidTerm is a string, or what a name stands for. An address of the site that is not set is empty.
func (x *Text) liquidTerm(s string) (string, bool) {
	s = strings.TrimSpace(s)
	if len(s) > 1 && (s[0] == '"' || s[0] == '\'') && strings.IndexByte(s[1:], s[0]) == len(s)-2 {
		return s[1 : len(s)-1], true
	}
	if !strings.HasPrefix(s, "site.") && !strings.HasPrefix(s, "page.") {
		return "", false
	}
	if v, ok := x.variable(s); ok {
		return v, true
	}
	return "", s == "site.baseurl" || s == "site.url"
}

// lastBytes are the last n bytes of what was added.
func (x *Text) lastBytes(n int) string {
	s := x.out.String()
	return s[max(0, len(s)-n):]
}
