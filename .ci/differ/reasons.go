package main

import (
	"os/exec"
	"regexp"
	"strings"
)

// normal takes away what differs in the writing and means nothing: blanks at the ends of lines and before a line's end, and
// around the description of an image.
func normal(s string) string {
	s = blanksAtEnd.ReplaceAllString(s, "\n")
	s = blanksBeforeBreak.ReplaceAllString(s, "<br />")
	return descriptions.ReplaceAllStringFunc(s, func(alt string) string {
		return `alt="` + strings.TrimSpace(alt[5:len(alt)-1]) + `"`
	})
}

var (
	blanksAtEnd       = regexp.MustCompile(`[ \t]+\n`)
	blanksBeforeBreak = regexp.MustCompile(`[ \t]+<br />`)
	descriptions      = regexp.MustCompile(`alt="[^"]*"`)
)

// A known is a difference that is meant, as it looks in a document from which nothing more can be taken away.
type known struct {
	why    string
	doc    *regexp.Regexp
	within func(html string) string // what of the HTML has to be the same all the same; nil: nothing
}

// without makes the part of known that takes away what may differ.
func without(pattern, by string) func(string) string {
	re := regexp.MustCompile(pattern)
	return func(s string) string { return re.ReplaceAllString(s, by) }
}

var knowns = []known{
	{"an image's description is words: it has no tags in it", regexp.MustCompile(`!\[`), without(`alt="[^"]*"`, "")},
	{"a link holds no other link", regexp.MustCompile(`\[.*<?[\w.:/@]+>?.*\]`), without(`</?a\b[^>]*>`, "")},
	{"comments are those of CommonMark 0.31, where <!--> and <!--a--b--> are some", regexp.MustCompile(`<!--`), nil},
	{"symbols are punctuation since CommonMark 0.31", regexp.MustCompile(`[*_~]*\p{S}[*_~]*`), without(`[*_]|</?(?:em|strong)>`, "")},
	{"a line that goes on with a quotation's or an item's paragraph lazily begins without blanks", regexp.MustCompile(`\n[ \t]`), without(`(?m)[ \t]+|^\n`, "")},
	{"a language without a letter is no class", regexp.MustCompile("(?m)(?:```|~~~)[ \t]*[^\\pL\\s]"), without(` class="[^"]*"`, "")},
	{"a per cent sign that begins no escape is written %25", regexp.MustCompile(`%`), without(`%25`, "%")},
	{"characters that no HTML may have are U+FFFD", regexp.MustCompile(`&#|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]`), without(`[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x{80}-\x{9f}\x{fffd}\x{fdd0}-\x{fdef}]`, "")},
	{"an item that is a task's mark and nothing else is text", regexp.MustCompile(`\[[ xX]\][ \t]*(?:\n|$)`), nil},
	{"cmark-gfm looks past tildes for what opens and closes emphasis; CommonMark does not", regexp.MustCompile(`~`), without(`[*_~]|</?(?:em|strong|del)>`, "")},
	{"cmark-gfm finds no bare address behind a bracket that stays open", regexp.MustCompile(`\[`), without(`</?a\b[^>]*>`, "")},
	{"no bare address begins behind <, where one in brackets was meant", regexp.MustCompile(`<\w+:`), without(`</?a\b[^>]*>`, "")},
	{"a mail address has a host that begins with a name", regexp.MustCompile(`@[.-]`), without(`</?a\b[^>]*>`, "")},
	{"entities and escapes in a bare address stand for their characters", regexp.MustCompile(`(?:://|www).*[&\\]`), nil},
	{"a bare address is found before marks of emphasis, and none of them ends it", regexp.MustCompile(`(?:://|www\.|@).*[*_~]|[*_~].*(?:://|www\.|@)`), without(`[*_~]|</?(?:a|em|strong|del)\b[^>]*>`, "")},
	{"quotes and brackets beyond ASCII end a bare address, as they do a sentence", regexp.MustCompile(`(?:://|www|@).*[^\x00-\x7f]`), without(`</?a\b[^>]*>`, "")},
}

// reason says why a document that has nothing more to take away differs, "" when it may not.
func reason(d *dialect, doc, got, want string) string {
	if later(doc) {
		return "cmark-gfm stands on cmark 0.29; 0.30 gives what platen gives"
	}
	for _, k := range knowns {
		if k.doc.MatchString(doc) && (k.within == nil || k.within(got) == k.within(want)) {
			return k.why
		}
	}
	return ""
}

// later reports whether a later cmark gives what platen gives, where a document has nothing of GFM.
func later(doc string) bool {
	cm := dialects()[0]
	a, err := cm.ours(doc)
	if err != nil {
		return false
	}
	if b, err := cm.theirs(doc); err != nil || a == b {
		return false
	}
	cmd := exec.Command("cmark", "--unsafe")
	cmd.Stdin = strings.NewReader(doc)
	out, err := cmd.Output()
	return err == nil && normal(string(out)) == a
}
