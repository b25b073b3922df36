package source

import (
	"strings"

	"platen/convert/markdown/internal/lex"
	"platen/convert/tree"
)

// TitleBlock takes a title block off the top of a page that has no front matter.
func TitleBlock(x *Text) {
	if x.base == 0 {
		x.cut(x.titleBlock(x.text))
	}
}

// titleBlock reads up to three fields at the top of the page, title, authors and date, each behind a percent sign
// and continued by indented lines (pandoc). It returns the offset of the text behind them.
func (x *Text) titleBlock(text string) int {
	if !strings.HasPrefix(text, "%") {
		return 0
	}
	var fields [3]string
	at := 0
	for i := range fields {
		if !strings.HasPrefix(text[at:], "%") {
			break
		}
		var lines []string
		for n := 0; at < len(text); n++ {
			line := text[at:]
			next := len(text)
			if k := strings.IndexByte(line, '\n'); k >= 0 {
				line, next = line[:k], at+k+1
			}
			if n > 0 && !strings.HasPrefix(line, " ") || n > 9 {
				break
			}
			lines = append(lines, strings.TrimSpace(strings.TrimPrefix(line, "%")))
			at = next
		}
		sep := " "
		if i == 1 {
			sep = "; "
		}
		fields[i] = strings.Trim(strings.Join(lines, sep), " ;")
	}
	if x.Page.Meta == nil {
		x.Page.Meta = tree.Meta{}
	}
	for i, key := range [...]string{"title", "author", "date"} {
		if fields[i] != "" {
			x.Page.Meta[key] = x.Clean(lex.Unescaped(fields[i]))
		}
	}
	return at
}
