package account

import (
	"regexp"
	"strings"
)

var (
	autoForm    = regexp.MustCompile(`^<([A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>]*|[A-Za-z0-9.!#$%&'*+/=?^_{|}~-]+@[A-Za-z0-9.-]+)>`)
	tagName     = regexp.MustCompile(`^</?([A-Za-z][\w.:-]*)`)
	attrName    = regexp.MustCompile(`^[:@#\w.*()\[\]-]+`)
	includeForm = regexp.MustCompile(`^<!--[ \t]*[@#]?include`)
	directiveCm = regexp.MustCompile(`^<!--\s*(?:md:|[@#])`)
)

// wordy are attributes whose values readers see or hear.
var wordy = map[string]bool{"alt": true, "title": true, "caption": true, "label": true, "summary": true, "description": true, "header": true,
	"heading": true, "subtitle": true, "text": true, "alt-text": true, "tagline": true, "question": true, "cta": true, "content": true, "message": true, "abstract": true}

// silent are elements whose content no reader sees.
var silent = map[string]bool{"script": true, "style": true, "template": false, "svg": true, "noscript": true, "iframe": true, "canvas": true, "object": true, "textarea": false, "title": true, "head": true, "metadata": true, "select": false, "datalist": true}

// angle reads what begins with "<": comments, addresses, tags.
func (x *scan) angle() bool {
	rest := x.rest()
	switch {
	case strings.HasPrefix(rest, "<!--"):
		return x.comment()
	case strings.HasPrefix(rest, "<!") && len(rest) > 2 && (isLetter(rest[2]) || rest[2] == '['), strings.HasPrefix(rest, "<?"):
		if end := strings.IndexByte(rest, '>'); end > 0 {
			x.i += end + 1
			x.drop("declarations")
			return true
		}
		return false
	case strings.HasPrefix(rest, "<%") || strings.HasPrefix(rest, "<#"):
		return false
	}
	if m := autoForm.FindStringSubmatch(rest); m != nil {
		mark := len(x.items)
		x.put(m[1], x.i+1, false)
		if scheme, _, _ := strings.Cut(m[1], ":"); scheme == "project" || scheme == "path" || scheme == "inv" || scheme == "xref" {
			x.items = x.items[:mark]
		} else {
			x.link(Links, m[1], x.i+1)
		}
		x.i += len(m[0])
		return true
	}
	return x.tag()
}

// comment reads <!-- … -->, which has no words, and what asks for a file in that form.
func (x *scan) comment() bool {
	rest := x.rest()
	end := strings.Index(rest[4:], "-->")
	size := len(rest)
	if end >= 0 {
		size = end + 7
	}
	if strings.HasPrefix(rest, "<!-->") {
		size = 5
	} else if strings.HasPrefix(rest, "<!--->") {
		size = 6
	}
	text := rest[:size]
	at := x.i
	x.i += size
	switch {
	case includeForm.MatchString(text):
		x.includeComment(text, at)
	case directiveCm.MatchString(text):
		x.drop("marks in comments")
	default:
		x.drop("comments")
	}
	return true
}

// tag reads an element's tag with its attributes. The name of one that HTML has not is text somewhere in the tree.
func (x *scan) tag() bool {
	rest := x.rest()
	if strings.HasPrefix(rest, "<>") || strings.HasPrefix(rest, "</>") {
		x.i += strings.IndexByte(rest, '>') + 1
		return true
	}
	m := tagName.FindStringSubmatch(rest)
	if m == nil {
		return false
	}
	name := m[1]
	mark := len(x.items)
	end := x.attributes(x.i+len(m[0]), strings.ToLower(name))
	if end < 0 {
		x.items = x.items[:mark]
		return false
	}
	tagAt := x.i
	x.i = end
	if rest[1] == '/' {
		return true
	}
	if !known[strings.ToLower(name)] && name[0] >= 'a' && !strings.ContainsAny(name, "-.:_") {
		if x.closes(name) {
			x.drop("names of elements that HTML has not")
		} else {
			x.put(name, tagAt+1, true)
		}
	}
	switch lower := strings.ToLower(name); {
	case x.src[end-2] == '/':
	case silent[lower]:
		x.skipElement(lower)
	case lower == "div" && hiddenClass.MatchString(x.src[tagAt:end]):
		x.skipDiv()
	}
	return true
}

// closes reports whether the page has an end tag of a name, so that the name is no placeholder.
func (x *scan) closes(name string) bool {
	if x.closed == nil {
		x.closed = map[string]bool{}
		for _, s := range x.page0.Sources {
			for _, m := range endTag.FindAllStringSubmatch(s.Text, -1) {
				x.closed[m[1]] = true
			}
		}
	}
	return x.closed[name]
}

var (
	endTag      = regexp.MustCompile(`</([a-z][\w.:-]*)\s*>`)
	hiddenClass = regexp.MustCompile(`class=["']?hidden\b`)
	divTag      = regexp.MustCompile(`(?i)<(/?)div\b`)
)

// skipDiv passes over the rest of a <div> that mdBook does not show.
func (x *scan) skipDiv() {
	depth := 1
	for _, m := range divTag.FindAllStringSubmatchIndex(x.rest(), -1) {
		if m[3] > m[2] {
			depth--
		} else {
			depth++
		}
		if depth == 0 {
			x.i += m[0]
			x.drop("hidden parts")
			return
		}
	}
}

// skipElement passes over the content of an element that no reader sees.
func (x *scan) skipElement(name string) {
	low := strings.ToLower(x.rest())
	k := strings.Index(low, "</"+name)
	if k < 0 {
		return
	}
	if name == "svg" { // its words are drawn
		x.drop("drawings")
	} else {
		x.drop("content of <" + name + ">")
	}
	x.i += k
	if end := strings.IndexByte(x.rest(), '>'); end >= 0 {
		x.i += end + 1
	}
}

// attributes reads the attributes of a tag from at on, and returns where it ends; -1 when it is no tag.
func (x *scan) attributes(at int, tag string) int {
	i := at
	for i < len(x.src) {
		switch c := x.src[i]; {
		case c == '>':
			return i + 1
		case c == '\n' && (strings.HasPrefix(strings.TrimLeft(x.src[i+1:], " \t"), "\n") || x.quotedLine(at) && strings.HasPrefix(strings.TrimLeft(x.src[i+1:], " \t>"), "\n")):
			return -1
		case c == '\n' && x.quotedLine(at):
			i++
			for i < len(x.src) && (x.src[i] == ' ' || x.src[i] == '\t' || x.src[i] == '>') {
				i++
			}
		case isSpace(c) || c == '/' || c == '\\' && known[tag]:
			i++
		case c == '{':
			end := closing(x.src[i:], '{', '}')
			if end < 0 {
				return -1
			}
			i += end
		default:
			m := attrName.FindString(x.src[i:])
			if m == "" || i == at {
				return -1
			}
			i += len(m)
			j := i
			for j < len(x.src) && isSpace(x.src[j]) {
				j++
			}
			if j >= len(x.src) || x.src[j] != '=' {
				continue
			}
			for j++; j < len(x.src) && isSpace(x.src[j]); j++ {
			}
			from, to, end := attrValue(x.src, j)
			if end < 0 {
				return -1
			}
			x.field(m, x.src[from:to], from, tag)
			i = end
		}
	}
	return -1
}

// quotedLine reports whether the line of an offset is part of a quotation.
func (x *scan) quotedLine(at int) bool {
	line := x.src[strings.LastIndexByte(x.src[:at], '\n')+1 : at]
	return strings.HasPrefix(strings.TrimLeft(line, " \t"), ">")
}

// attrValue is the range of a value that begins at i, without its quotes, and where it ends.
func attrValue(s string, i int) (from, to, end int) {
	if i >= len(s) {
		return 0, 0, -1
	}
	switch c := s[i]; c {
	case '"', '\'':
		k := strings.IndexByte(s[i+1:], c)
		if k < 0 {
			return 0, 0, -1
		}
		return i + 1, i + 1 + k, i + k + 2
	case '{':
		k := closing(s[i:], '{', '}')
		if k < 0 {
			return 0, 0, -1
		}
		return i, i + k, i + k
	}
	k := strings.IndexAny(s[i:], " \t\n>\"'<`")
	if k <= 0 {
		return 0, 0, -1
	}
	return i, i + k, i + k
}

// closing is the length of a pair of signs and what is between them, quotes apart; -1 when it is not closed.
func closing(s string, open, end byte) int {
	depth := 0
	var quote byte
	for i := 0; i < len(s) && i < 1<<16; i++ {
		c := s[i]
		switch {
		case quote != 0:
			if c == '\\' {
				i++
			} else if c == quote || c == '\n' && quote == '\'' {
				quote = 0
			}
		case c == '"' || c == '`' || c == '\'' && i > 0 && !isAlnum(s[i-1]):
			quote = c
		case c == open:
			depth++
		case c == end:
			if depth--; depth == 0 {
				return i + 1
			}
		}
	}
	return -1
}

// field adds the words of an attribute that readers see, and addresses.
func (x *scan) field(name, value string, at int, tag string) {
	name = strings.ToLower(name)
	if in := strings.TrimSuffix(strings.TrimPrefix(value, "{"), "}"); len(in) > 2 && len(in) == len(value)-2 && (in[0] == '"' || in[0] == '\'') && in[len(in)-1] == in[0] {
		value, at = in[1:len(in)-1], at+2
	}
	if strings.HasPrefix(value, "{") || strings.HasPrefix(name, ":") || strings.HasPrefix(name, "@") || strings.HasPrefix(name, "v-") || templated(value) {
		return
	}
	plain := known[tag]
	switch {
	case wordy[name] && (!plain || seen[tag] || name == "title"):
		if tag != "meta" && tag != "link" && tag != "iframe" && tag != "input" {
			x.text(value, at, true)
		}
	case !plain && !unread[name] && strings.Contains(strings.TrimSpace(value), " ") && sentence(value):
		x.text(value, at, true)
	case name == "href" && tag == "a" && aroundLink.MatchString(x.src[min(at+len(value), len(x.src)):]):
		x.drop("links that hold nothing but another link")
	case name == "href" && (tag == "a" || !plain):
		x.link(Links, value, at)
	case name == "src" && (tag == "img" || !plain && pictureName.MatchString(value)):
		x.link(Images, value, at)
	}
}

// aroundLink is the rest of a start tag behind which another link begins, and not words.
var aroundLink = regexp.MustCompile(`^["']?[^<>]*>\s*(?:\[[^\]\n]*\]\(|<a\s[^<>]*href)`)

// unread are attributes whose blanks stand between names.
var unread = map[string]bool{"style": true, "class": true, "classname": true, "rel": true, "sandbox": true, "sizes": true}

var pictureName = regexp.MustCompile(`(?i)\.(?:png|jpe?g|gif|svg|webp)$`)

// seen are elements of HTML whose alt and label are seen.
var seen = map[string]bool{"img": true, "area": true, "abbr": true, "video": true, "audio": true}

// sentence reports whether a value reads like words: letters, blanks and what stands in sentences.
func sentence(s string) bool {
	return !strings.ContainsAny(s, "{}=;<>|_/#") && strings.ContainsFunc(s, func(r rune) bool { return r > 0x7f || isLetter(byte(r)) })
}

// known are the elements of HTML.
var known = nameSet("a abbr acronym address applet area article aside audio b base basefont bdi bdo big blockquote body br button canvas caption center cite code col colgroup data datalist dd del details dfn dialog dir div dl dt em embed fieldset figcaption figure font footer form frame frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html i iframe img input ins kbd label legend li link main map mark marquee menu meta meter nav nobr noframes noscript object ol optgroup option output p param picture pre progress q rp rt ruby s samp script search section select slot small source span strike strong style sub summary sup svg table tbody td template textarea tfoot th thead time title tr track tt u ul var video wbr")

func nameSet(s string) map[string]bool {
	m := map[string]bool{}
	for _, f := range strings.Fields(s) {
		m[f] = true
	}
	return m
}
