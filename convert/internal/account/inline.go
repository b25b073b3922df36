package account

import (
	"html"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"platen/convert/tree"
)

// joined reads a word that has characters by name in it, from the letters before at on.
func (x *scan) joined(at int) {
	n := len(x.items)
	text := ""
	start := x.base + tree.Pos(at)
	if n > 0 && x.items[n-1].kind == Words && !x.items[n-1].free && int(x.items[n-1].pos-x.base)+len(x.items[n-1].s) == at {
		text, start = x.items[n-1].s, x.items[n-1].pos
		x.items = x.items[:n-1]
	}
	for x.i < len(x.src) {
		if m := named(x.rest()); m != "" {
			text += html.UnescapeString(m)
			x.i += len(m)
			continue
		}
		r, size := utf8.DecodeRuneInString(x.rest())
		if !unicode.IsLetter(r) && !unicode.IsNumber(r) && !unicode.IsMark(r) {
			break
		}
		text += x.src[x.i : x.i+size]
		x.i += size
	}
	eachWord(text, func(w string, _ int) { x.items = append(x.items, item{kind: Words, s: w, pos: start}) })
}

var (
	defForm  = regexp.MustCompile(`^\[((?:[^\]\[\\]|\\.)+)\]:[ \t]*\n?[ \t]*(<[^>\n]*>|[^\s{]*\{\{[^\n]*?\}\}[^\s]*|[^\s]+)(?:[ \t]*\n?[ \t]+("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|\((?:[^()\\]|\\.)*\)))?[ \t]*(?:\n|$)`)
	noteForm = regexp.MustCompile(`^\[\^([^\]\s]+)\]:?`)
	refForm  = regexp.MustCompile(`^\[([^\]\n]*)\]`)
	taskForm = regexp.MustCompile(`^\[[ xX\-/~>!?]\](?:[ \t]|$)`)
	abbrForm = regexp.MustCompile(`^\*\[([^\]\n]+)\]:[ \t]*(.*)`)
	docfxURL = regexp.MustCompile(`^\[!(?i:include|video|code(?:-[\w#+-]+)?|div|i18n|no_?include)[ \t]*`)
	calloutW = regexp.MustCompile(`^\[!([A-Za-z][\w-]*)(?:\|[^\]\n]*)?\]`)
)

// bracket reads "[", with what is known behind it.
func (x *scan) bracket() bool {
	rest := x.rest()
	switch {
	case strings.HasPrefix(rest, "[^"):
		if m := noteForm.FindString(rest); m != "" {
			x.i += len(m)
			return true
		}
	case strings.HasPrefix(rest, "[["):
		if end := strings.Index(rest, "]]"); end > 2 && !strings.Contains(rest[:end], "\n") && !strings.Contains(rest[2:end], "[") && !strings.Contains(rest[2:end], "](") && !strings.HasPrefix(rest[end+2:], "(") {
			x.wiki(rest[2:end], x.i+2)
			x.i += end + 2
			return true
		}
	case strings.HasPrefix(rest, "[!"):
		if m := docfxURL.FindString(rest); m != "" {
			if end := strings.IndexByte(rest, ']'); end > 0 {
				x.i += len(m)
				if strings.HasPrefix(strings.ToLower(m), "[!div") {
					x.i += end - len(m) + 1
					return true
				}
				return x.request()
			}
		}
		if m := calloutW.FindString(rest); m != "" {
			x.put(m, x.i, true)
			x.i += len(m)
			return true
		}
	}
	x.opens = append(x.opens, x.i)
	x.i++
	return true
}

// bracketEnd reads "]" with an address or a label behind it.
func (x *scan) bracketEnd() bool {
	x.i++
	n := len(x.opens)
	if n == 0 {
		return true
	}
	open := x.opens[n-1]
	x.opens = x.opens[:n-1]
	kind := int8(Links)
	if open > 0 && x.src[open-1] == '!' {
		kind = Images
	}
	inside := x.src[open+1 : x.i-1]
	if kind == Images {
		pic := picture{label: labelKey(inside), from: x.base + tree.Pos(open+1), to: x.base + tree.Pos(x.i-1)}
		mark := len(x.items)
		defer func() {
			for _, it := range x.items[mark:] {
				if it.kind == Images {
					pic.addr = it.s
				}
			}
			if pic.addr != "" {
				x.dropLinks(pic.from, pic.to)
			}
			x.pics = append(x.pics, pic)
		}()
		if m := refForm.FindStringSubmatch(x.rest()); m != nil && m[1] != "" {
			pic.label = labelKey(m[1])
		}
	}
	switch rest := x.rest(); {
	case strings.HasPrefix(rest, "("):
		x.destination(kind)
	case strings.HasPrefix(rest, "["):
		if end := strings.IndexByte(rest, ']'); end > 0 {
			if label := rest[1:end]; label == "" {
				x.uses[labelKey(inside)] = true
			} else if !strings.ContainsAny(label, "[") {
				x.uses[labelKey(label)] = true
				if !strings.HasPrefix(label, "^") {
					mark := len(x.items)
					x.put(label, x.i+1, true)
					x.labels = append(x.labels, labelled{labelKey(label), x.items[mark:len(x.items):len(x.items)]})
					x.items = x.items[:mark:mark]
				}
			} else {
				return true
			}
			x.i += end + 1
		}
	default:
		x.uses[labelKey(inside)] = true
	}
	return true
}

var wikiOption = regexp.MustCompile(`^\s*(?:\d+(?:x\d+)?|(?:width|height|align)=.*|frame|float|thumb|left|right|center)\s*$`)

// dropLinks passes over the links in the description of an image, of which the words are all that counts (CommonMark
// 0.31.2, section 6.4).
func (x *scan) dropLinks(from, to tree.Pos) {
	i := len(x.items)
	for i > 0 && x.items[i-1].pos >= from {
		i--
	}
	x.items = x.items[:i+len(slices.DeleteFunc(x.items[i:], func(it item) bool {
		if it.kind != Links || it.pos < from || it.pos >= to {
			return false
		}
		x.drop("links in the description of an image")
		return true
	}))]
}

// wiki adds the words of [[Page|words]].
func (x *scan) wiki(s string, at int) {
	if name, _, two := strings.Cut(s, "|"); at > 2 && x.src[at-3] == '!' {
		x.link(Images, name, at)
	} else if !two && !strings.ContainsAny(s, "#^/.") && (at < 4 || isSpace(x.src[at-3])) {
		x.put(s, at, false)
		return
	}
	if at > 3 && !isSpace(x.src[at-3]) && x.src[at-3] != '!' && x.src[at-3] != '(' {
		return // the id of a heading
	}
	for part := range strings.SplitSeq(s, "|") {
		if !wikiOption.MatchString(part) {
			x.put(strings.TrimPrefix(part, "alt="), at, true)
		}
		at += len(part) + 1
	}
}

// request passes over [name](file) of a request for a file; what comes of it is the file's.
func (x *scan) request() bool {
	line := firstLine(x.rest())
	if k := strings.Index(line, "]("); k >= 0 && strings.HasPrefix(line, "[") {
		at := x.i
		if end := strings.IndexByte(line[k:], ')'); end > 0 {
			x.i += k + end + 1
			if strings.HasPrefix(x.rest(), "]") {
				x.i++
			}
			x.include(firstField(line[k+2:k+end]), "", at)
			x.drop("requests for files")
		}
	}
	return true
}

func labelKey(s string) string { return strings.ToLower(strings.Join(strings.Fields(s), " ")) }

var sizeForm = regexp.MustCompile(`^=[0-9.%]*(?:px)?x?[0-9.%]*(?:px)?`)

// destination reads "(address "title")" of a link. What does not end in a parenthesis is text.
func (x *scan) destination(kind int8) {
	i := x.i + 1
	blank := func() {
		for lines := 0; i < len(x.src) && isSpace(x.src[i]); i++ {
			if x.src[i] == '\n' {
				if lines++; lines > 1 {
					return
				}
			}
		}
	}
	blank()
	from, to := i, 0
	if i < len(x.src) && x.src[i] == '<' {
		end := strings.IndexAny(x.src[i:], ">\n")
		if end < 0 || x.src[i+end] == '\n' {
			return
		}
		from, to = i+1, i+end
		i += end + 1
	} else {
		for depth := 0; i < len(x.src); i++ {
			c := x.src[i]
			if strings.HasPrefix(x.src[i:], "{{") || strings.HasPrefix(x.src[i:], "{%") {
				if end := strings.Index(x.src[i:], "}"); end > 0 && !strings.Contains(x.src[i:i+end], "\n") {
					i += end
					continue
				}
			}
			if c == '\\' && i+1 < len(x.src) && isPunct(x.src[i+1]) {
				i++
				continue
			}
			if isSpace(c) || c == ')' && depth == 0 {
				break
			}
			depth += strings.Count("(", string(c)) - strings.Count(")", string(c))
		}
		to = i
	}
	blank()
	titleFrom, titleTo := 0, 0
	if i < len(x.src) && strings.IndexByte(`"'(`, x.src[i]) >= 0 {
		quote := x.src[i]
		if quote == '(' {
			quote = ')'
		}
		titleFrom = i + 1
		for i++; i < len(x.src) && x.src[i] != quote; i++ {
			if x.src[i] == '\\' {
				i++
			}
		}
		titleTo = min(i, len(x.src))
		i++
	}
	blank()
	if i < len(x.src) && x.src[i] == '=' {
		i += len(sizeForm.FindString(x.src[i:]))
		blank()
	}
	if i >= len(x.src) || x.src[i] != ')' {
		if end := closingParen(firstLine(x.src[x.i:])); end > 0 { // an address with spaces: a wiki's, or text
			x.put(x.src[x.i+1:x.i+end], x.i+1, true)
			x.i += end + 1
		}
		return
	}
	if !strings.HasPrefix(x.src[from:to], "#tab/") {
		x.link(kind, x.src[from:to], from)
	}
	if titleTo > titleFrom {
		x.text(x.src[titleFrom:titleTo], titleFrom, true)
	}
	x.i = i + 1
}

// closingParen is the offset of the parenthesis that closes the one that s begins with, or of the first one where none does; -1
// when there is none.
func closingParen(s string) int {
	depth := 0
	for i := range len(s) {
		switch s[i] {
		case '(':
			depth++
		case ')':
			if depth--; depth == 0 {
				return i
			}
		}
	}
	return strings.IndexByte(s, ')')
}

// text adds words of a title or an attribute, where characters may stand by their names.
func (x *scan) text(s string, at int, free bool) {
	if strings.IndexByte(s, '&') >= 0 {
		u := html.UnescapeString(s)
		eachWord(u, func(w string, _ int) {
			x.items = append(x.items, item{kind: Words, free: free, s: w, pos: x.base + tree.Pos(at)})
		})
		return
	}
	x.put(s, at, free)
}

var (
	emojiForm   = regexp.MustCompile(`^:(?:[a-z0-9_+-]*[a-z][a-z0-9_+-]*|[+-]1):`)
	docfxInline = regexp.MustCompile(`^:::(?:image|no-loc|code|video)\s[^\n]*?:::`)
	roleForm    = regexp.MustCompile("^:[a-zA-Z][\\w:.+-]*:`")
)

// colon reads :emoji: and :role:`…`.
func (x *scan) colon() bool {
	if strings.HasPrefix(x.rest(), ":::") {
		if m := docfxInline.FindString(x.rest()); m != "" {
			x.quotedWords(m, x.i)
			x.i += len(m)
			return true
		}
	}
	head := x.rest()
	head = head[:min(len(head), maxName)]
	if m := roleForm.FindString(head); m != "" {
		x.i += len(m) - 1
		return x.role("")
	}
	if m := emojiForm.FindString(head); m != "" && (x.i == 0 || !isAlnum(x.src[x.i-1])) {
		x.i += len(m)
		x.drop("names of emoji and icons")
		return true
	}
	return false
}

// maxName is how long the name of a role or an icon is that colons are around, in bytes.
const maxName = 200

// remark reads %% what Obsidian leaves out %%.
func (x *scan) remark() bool {
	end := strings.Index(x.src[x.i+2:], "%%")
	if end < 0 {
		return false
	}
	x.i += end + 4
	x.drop("comments")
	return true
}

// role reads `words <target>` of a role.
func (x *scan) role(name string) bool {
	n := run(x.rest(), '`')
	end := strings.Index(x.src[x.i+n:], strings.Repeat("`", n))
	if end < 0 {
		return false
	}
	from := x.i + n
	s := x.src[from : from+end]
	if k := strings.LastIndexByte(s, '<'); k > 0 && strings.HasSuffix(s, ">") {
		x.put(s[:k], from, false)
	} else {
		if kind, _, ok := strings.Cut(s, ":"); ok && name == "index" { // single: words
			s, from = s[len(kind)+1:], from+len(kind)+1
			end -= len(kind) + 1
		}
		x.put(s, from, true)
	}
	x.i = from + end + n
	return true
}
