package markdown

import (
	"strings"

	"platen/convert/tree"
)

var fourSpaceLists = extn{
	Name: "four_space_lists", Doc: "Code in lists is indented by four columns for each level, whatever the marker (Python-Markdown)",
	Code: func(c *conv, b *tree.CodeBlock) tree.Block {
		if b.Info == "" && c.items > 0 {
			fourSpaces(b)
		}
		return nil
	},
}

// fourSpaces takes the spaces off code in a list item that are there because Python-Markdown counts four columns for
// each level, where CommonMark counts the columns of the item's marker: one to three.
func fourSpaces(b *tree.CodeBlock) {
	lines := strings.SplitAfter(b.Text, "\n")
	cut := min(commonIndent(lines), 3)
	if cut == 0 || strings.HasPrefix(b.Text, "\t") {
		return
	}
	for i, l := range lines {
		lines[i] = l[min(cut, len(l)-len(strings.TrimLeft(l, " "))):]
	}
	b.Text = strings.Join(lines, "")
}
