package ext

import (
	"strings"

	"platen/convert/markdown/internal/build"
	"platen/convert/tree"
)

var HiddenLines = build.Extension{
	Name: "hidden_lines", Doc: "Lines that start with # in Rust code are hidden (mdBook)",
	Code: func(c *build.Page, b *tree.CodeBlock) tree.Block {
		if b.Info == "" {
			return nil
		}
		if prefix := hiddenPrefix(c, b.Lang, b.Info); prefix != "" {
			b.Text, b.Hidden = hideLines(b.Text, b.Lang, prefix)
		}
		return nil
	},
}

// hiddenPrefix is what begins the lines of a code block that readers see only on demand; "" when there are none.
// It is "#" in Rust, where mdBook's rules are those of rustdoc.
func hiddenPrefix(c *build.Page, lang, info string) string {
	for _, w := range strings.FieldsFunc(info, func(r rune) bool { return r == ',' || r == ' ' || r == '\t' }) {
		if p, ok := strings.CutPrefix(w, "hidelines="); ok {
			return p
		}
	}
	if lang == "rust" {
		return "#"
	}
	return c.Syntax.Settings.HiddenPrefixes[lang]
}

// hideLines takes the marks off hidden lines and returns the text with the ranges of those lines, from 1.
// In Rust a line is hidden when it is "#" or begins with "# "; "##" stands for a "#" that is code.
func hideLines(text, lang, prefix string) (string, [][2]int) {
	if !strings.Contains(text, prefix) {
		return text, nil
	}
	var out strings.Builder
	var hidden [][2]int
	n := 0
	for l := range strings.Lines(text) {
		n++
		code := strings.TrimLeft(l, " \t")
		rest, ok := strings.CutPrefix(code, prefix)
		if ok && lang == "rust" && prefix == "#" {
			switch {
			case rest == "" || rest[0] == '\n':
			case rest[0] == ' ':
				rest = rest[1:]
			case rest[0] == '#':
				ok, l = false, l[:len(l)-len(code)]+rest
			default:
				ok = false
			}
		}
		if !ok {
			out.WriteString(l)
			continue
		}
		out.WriteString(l[:len(l)-len(code)])
		out.WriteString(rest)
		if k := len(hidden); k > 0 && hidden[k-1][1] == n-1 {
			hidden[k-1][1] = n
		} else {
			hidden = append(hidden, [2]int{n, n})
		}
	}
	return out.String(), hidden
}
