package account

import (
	"regexp"
	"strings"
)

var (
	attrList  = regexp.MustCompile(`^\{:?\s*(?:[#.][^\s{}]+|[\w-]+=(?:"[^"\n]*"|'[^'\n]*'|[^\s}"']+)|:\s|[\w-]+|toc|[-=.]|\s)+\s*\}`)
	attrStart = regexp.MustCompile(`^\{:?\s*(?:[#.][\w]|[\w-]+=|:|[-=][A-Za-z}])`)
	attrWord  = regexp.MustCompile(`^\{\s*[a-z]+(?:-[a-z]+)*\s*\}`)
	roleName  = regexp.MustCompile("^\\{[A-Za-z][\\w:.+ -]*\\}`")
	quoted    = regexp.MustCompile(`([\w-]+)\s*=\s*(?:"([^"\n]*)"|'([^'\n]*)')|"([^"\n]*)"|'([^'\n]*)'`)
	commentIn = regexp.MustCompile(`^(?:\{%-?\s*comment\s*-?%\}|\{\{[<%]\s*comment\s*[>%]\}\})`)
	readFile  = regexp.MustCompile(`^\{\{[<%]\s*readfile\s+(?:file\s*=\s*)?["']([^"']+)["']`)
	commentTo = regexp.MustCompile(`\{%-?\s*endcomment\s*-?%\}|\{\{[<%]\s*/\s*comment\s*[>%]\}\}`)
)

// brace reads what begins with a brace: templates, attributes, roles, what MDX runs.
func (x *scan) brace() bool {
	rest := x.rest()
	if m := commentIn.FindString(rest); m != "" {
		if end := commentTo.FindStringIndex(rest); end != nil {
			x.i += end[1]
			x.drop("comments")
			return true
		}
	}
	switch {
	case strings.HasPrefix(rest, "{{"):
		return x.template("{{", "}}")
	case strings.HasPrefix(rest, "{%"):
		return x.template("{%", "%}")
	case strings.HasPrefix(rest, "{#") && x.template("{#", "#}"):
		return true
	case strings.HasPrefix(rest, "{/*"), strings.HasPrefix(rest, "{>>"), strings.HasPrefix(rest, "{::comment}"):
		end := map[byte]string{'/': "*/}", '>': "<<}", ':': "{:/comment}"}[rest[1]]
		if k := strings.Index(rest, end); k > 0 {
			x.i += k + len(end)
			x.drop("comments")
			return true
		}
		return false
	}
	if m := roleName.FindString(rest); m != "" {
		x.i += len(m) - 1
		return x.role(strings.Trim(m, "{}`"))
	}
	if attrStart.MatchString(rest) || x.i > 0 && strings.IndexByte(")]`*_", x.src[x.i-1]) >= 0 && attrWord.MatchString(rest) {
		if m := attrList.FindString(rest); m != "" {
			x.quotedWords(m, x.i)
			x.i += len(m)
			return true
		}
	}
	if strings.HasPrefix(rest, "{'") || strings.HasPrefix(rest, `{"`) {
		if end := closing(rest, '{', '}'); end > 0 {
			if !strings.Contains(rest[:end], `\`) {
				x.put(rest[:end], x.i, true)
			}
			x.i += end
			x.drop("expressions")
			return true
		}
	}
	if x.mdx {
		if end := closing(rest, '{', '}'); end > 0 {
			x.i += end
			x.drop("expressions")
			return true
		}
	}
	return false
}

// template reads what a site's program fills in. Quoted words in it are fields.
func (x *scan) template(open, end string) bool {
	rest := x.rest()
	k := strings.Index(rest, end)
	if k < 0 || k > 4000 {
		return false
	}
	s := rest[:k+len(end)]
	at := x.i
	if strings.HasPrefix(s, "{{") && strings.HasPrefix(strings.TrimLeft(s[2:], " \t"), "#") && x.includeBraces(s, at) {
		x.i = at + len(s)
		return true
	}
	x.i += len(s)
	if m := readFile.FindStringSubmatch(s); m != nil && x.find(m[1]) != nil && x.alone(at) {
		if !strings.Contains(s, "code=") {
			x.include(m[1], "", at)
		}
		x.drop("requests for files")
		return true
	}
	if strings.HasPrefix(s, "{{/*") || strings.HasPrefix(s, "{{</*") || strings.HasPrefix(s, "{{%/*") {
		x.drop("comments")
		return true
	}
	if open != "{#" {
		x.quotedWords(s, at)
	}
	x.drop("templates")
	return true
}

// alone reports whether a line holds nothing else than what goes from an offset to here.
func (x *scan) alone(at int) bool {
	return strings.TrimSpace(x.src[strings.LastIndexByte(x.src[:at], '\n')+1:at]+x.src[x.i:x.lineEnd(x.i)]) == ""
}

// quotedWords adds what reads like words in the quotes of a template or a list of attributes.
func (x *scan) quotedWords(s string, at int) {
	for _, m := range quoted.FindAllStringSubmatchIndex(s, -1) {
		name := ""
		if m[2] >= 0 {
			name = strings.ToLower(s[m[2]:m[3]])
		}
		for g := 4; g <= 10; g += 2 {
			if m[g] < 0 {
				continue
			}
			value := s[m[g]:m[g+1]]
			if wordy[name] && !templated(value) && sentence(value) || name != "class" && name != "style" && strings.Contains(strings.TrimSpace(value), " ") && sentence(value) {
				x.text(value, at+m[g], true)
			}
		}
	}
}
