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
	s = boxes.ReplaceAllStringFunc(s, func(box string) string {
		if strings.Contains(box, "checked") {
			return "<input checked>"
		}
		return "<input>"
	})
	return descriptions.ReplaceAllStringFunc(s, func(alt string) string {
		return `alt="` + strings.TrimSpace(alt[5:len(alt)-1]) + `"`
	})
}

var (
	blanksAtEnd       = regexp.MustCompile(`[ \t]+\n`)
	blanksBeforeBreak = regexp.MustCompile(`[ \t]+<br />`)
	boxes             = regexp.MustCompile(`<input\b[^>]*>`)
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
	{"declarations are those of CommonMark 0.31, where <!A> is one", regexp.MustCompile(`<![A-Za-z]`), nil},
	{"cmark looks for no marks of code behind some that stay open", regexp.MustCompile("``"), without("`|</?code>", "")},
	{"cmark forgets an opener of emphasis when a mark of its length met none", regexp.MustCompile(`(?:\*\*|__).*[*_]\W.*[*_]`), without(`[*_]|</?(?:em|strong)>`, "")},
	{"a backslash before a bar is kept behind another one, and in code before the table; cmark-gfm takes it away", regexp.MustCompile(`\\\|`), without(`\\`, "")},
	{"HTML begins no block behind four columns of blanks, be they a tab", regexp.MustCompile(` \t<`), nil},
	{"goldmark strips no blanks of code that has nothing but blanks and tabs", regexp.MustCompile("`[ ]*\t[ \t]*`"), without(`[ \t]`, "")},
	{"goldmark wants a blank or > behind the name of a tag that begins a block, and no tab", regexp.MustCompile(`<\w+\t`), nil},
	{"goldmark takes separators of lines and paragraphs for white space", regexp.MustCompile(`[\x{2028}\x{2029}]`), nil},
	{"goldmark looks for a table's second line once in a paragraph", regexp.MustCompile(`(?s)\|\n.*-.*\n.*-`), nil},
	{"behind a task's mark stands text, and no definition", regexp.MustCompile(`\[[ xX]\][ \t]+\[.*\]:`), nil},
	{"symbols are punctuation since CommonMark 0.31", regexp.MustCompile(`[\x{a2}-\x{a9}\x{ac}\x{ae}-\x{b1}\x{b4}\x{b8}\x{d7}\x{f7}\x{20a0}-\x{20cf}\x{2100}-\x{2bff}\x{1f000}-\x{1faff}]`), without(`[*_]|</?(?:em|strong)>`, "")},
	{"a line that goes on with a quotation's or an item's paragraph lazily begins without blanks, and so does HTML behind a narrow tab", regexp.MustCompile(`\n[ \t]|\t<`), without(`\s`, "")},
	{"a definition of a link is a block of its item, and an empty line beside it makes the list loose", regexp.MustCompile(`\[.*\]:`), without(`</?p>\n?|\n`, "")},
	{"cmark takes an item for tight whose empty line stands behind a rule", regexp.MustCompile(`(?:---|\*\*\*|_ ?_ ?_)[ \t]*\n[\s>]*\n`), without(`</?p>\n?|\n`, "")},
	{"an item that begins with a definition of a link is not empty, and goes on behind an empty line", regexp.MustCompile(`\[.*\]:.*\n\s*\n`), nil},
	{"an item that begins with two empty lines is empty, also when they have blanks", regexp.MustCompile(`(?:[-+*]|\d[.)])[ \t]*\n[ \t>]*\n`), nil},
	{"a definition of a link comes before a table and an underline", regexp.MustCompile(`^[ >\t]*\[.*\]:`), nil},
	{"code in a quotation loses as much indentation as its fence has, tabs as well", regexp.MustCompile("\t(?:```|~~~)"), without(`[ \t]`, "")},
	{"goldmark lets rows of a table go on lazily, indented, and as a lone bar", regexp.MustCompile(`-.*\n`), without(`(?s)</t(?:able|body|head)>.*`, "")},
	{"goldmark sees no underline of a heading behind a narrow tab", regexp.MustCompile(`[> ]\t[-=]`), nil},
	{"goldmark takes a title that stands right behind an address in <>", regexp.MustCompile(`\(<[^>]*>["'(]`), nil},
	{"the empty last line of code that is not closed makes its list loose", regexp.MustCompile("(?:```|~~~)[^\n]*\n[ \t]*\n"), without(`</?p>\n?|\n`, "")},
	{"www. has no host", regexp.MustCompile(`www\.(?:[^\w]|$)`), without(`</?a\b[^>]*>`, "")},
	{"a language without a letter is no class", regexp.MustCompile("(?m)(?:```|~~~)[ \t]*[^\\pL\\s]"), without(` class="[^"]*"`, "")},
	{"a per cent sign that begins no escape is written %25", regexp.MustCompile(`%`), without(`%25`, "%")},
	{"characters that no HTML may have are U+FFFD", regexp.MustCompile(`&#|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]`), without(`[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x{80}-\x{9f}\x{fffd}\x{fdd0}-\x{fdef}]`, "")},
	{"cmark-gfm sees a task's mark only in an item that begins its line", regexp.MustCompile(`(?:[-+*>]|\d[.)])[ \t]*[-+*][ \t]+\[[ xX]\]|>[ \t]*\d+[.)][ \t]+\[`), without(`<input[^>]*>|\[[ xX]\]`, "")},
	{"an item that is a task's mark and nothing else is text", regexp.MustCompile(`\[[ xX]\][ \t]*(?:\n|$)`), nil},
	{"cmark-gfm looks past tildes for what opens and closes emphasis; CommonMark does not", regexp.MustCompile(`~`), without(`[*_~]|</?(?:em|strong|del)>`, "")},
	{"cmark-gfm finds no bare address behind a bracket that stays open", regexp.MustCompile(`\[`), without(`</?a\b[^>]*>`, "")},
	{"no bare address begins behind <, where one in brackets was meant", regexp.MustCompile(`<\w+:`), without(`</?a\b[^>]*>`, "")},
	{"a mail address ends as GFM 6.9 says: no empty name in its host, digits at its end", regexp.MustCompile(`@(?:[.-]|.*[.][-_]|.*[0-9])`), without(`</?a\b[^>]*>`, "")},
	{"entities and escapes in a bare address stand for their characters", regexp.MustCompile(`(?:://|www).*[&\\]`), nil},
	{"a bare address is found before marks of emphasis, and none of them ends it", regexp.MustCompile("(?:://|www\\.|@).*[]*_~`]|[*_~].*(?:://|www\\.|@)"), without("[*_~`]|%5D|%60|</?code>|"+`</?(?:a|em|strong|del)\b[^>]*>`, "")},
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
