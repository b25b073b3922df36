package ext

import (
	"strings"

	"platen/convert/markdown/internal/build"
	"platen/convert/markdown/internal/lex"
	"platen/convert/markdown/internal/source"
	"platen/convert/tree"
)

var Quarto = build.Extension{
	Name: "quarto", Doc: "Quarto: {{< include file >}} and other shortcodes, options #| of code, references such as @fig-name",
	Source: source.Quarto,
	Code:   cellOptions,
	Words:  build.WordReader{Bytes: "@", Read: crossReference},
}

// cellOptions takes the options off the top of a cell's code: "#| label: fig-a". Its caption is the code's title, its label
// an id.
func cellOptions(c *build.Page, b *tree.CodeBlock) tree.Block {
	if !strings.HasPrefix(b.Info, "{") {
		return nil
	}
	text, title := b.Text, ""
	for {
		line, rest, _ := strings.Cut(text, "\n")
		option, ok := cellOption(line)
		if !ok {
			break
		}
		text = rest
		key, value, _ := strings.Cut(option, ":")
		value = strings.Trim(strings.TrimSpace(value), `"'`)
		switch strings.TrimSpace(key) {
		case "label":
			if id := c.Clean(build.CleanID(value)); id != "" && c.Claim(id, b, b.Pos) {
				if b.Attr == nil {
					b.Attr = &tree.Attr{}
				}
				b.Attr.ID = id
			}
		case "fig-cap", "tbl-cap", "lst-cap", "filename":
			if title != "" {
				title += "; "
			}
			title += value
		}
	}
	if len(text) == len(b.Text) {
		return nil
	}
	b.Text = strings.TrimPrefix(text, "\n")
	if b.Title == "" {
		b.Title = c.Clean(title)
	}
	if text == "" {
		return &tree.Div{Pos: b.Pos, Attr: b.Attr}
	}
	return nil
}

// cellOption is the option that a line of a cell is, in a comment of its language.
func cellOption(line string) (string, bool) {
	for _, mark := range [...]string{"#|", "//|", "--|", "%%|", "%|", ";;|"} {
		if rest, ok := strings.CutPrefix(line, mark); ok {
			return rest, true
		}
	}
	return "", false
}

// crossReference reads a reference to a figure, table, section, listing or formula. Its words are the kind and the number of what it leads to.
func crossReference(c *build.Page, text string, i, end int) (build.Word, int) {
	n := i + 1
	for n < end && (lex.IsWord(rune(text[n])) || text[n] == '-' || text[n] == '.' || text[n] == ':') {
		n++
	}
	id := strings.TrimRight(text[i+1:n], ".:-")
	kind, _, ok := strings.Cut(id, "-")
	if !ok || c.InWords() || i > 0 && lex.IsWord(c.Before(i)) {
		return build.Word{}, 0
	}
	switch kind {
	case "fig", "tbl", "sec", "eq", "lst", "thm", "exm", "def":
		p := c.Pos(i)
		return build.Word{Node: &tree.Link{Pos: p, To: tree.Target{Raw: "#" + id}, Inlines: []tree.Inline{&tree.Text{Pos: p, S: "%s"}}}}, 1 + len(id)
	}
	return build.Word{}, 0
}
