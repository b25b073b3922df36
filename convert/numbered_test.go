package convert

import (
	"strings"
	"testing"

	"platen/convert/tree"
)

// References by number have the numbers of what they lead to, which its caption shows as well.
func TestNumberedReferences(t *testing.T) {
	b, ds := load(t, Source{FS: files(map[string]string{
		"myst.yml": "version: 1\nproject:\n  title: Kiln\n  toc:\n    - file: a.md\n    - file: b.md\n",
		"a.md": "# A\n\n```{figure} k.png\n:name: fig-kiln\n:alt: A kiln\nA kiln\n```\n\n```{figure} k.png\n:name: fig-wood\n:alt: Wood\nWood\n```\n\n" +
			"See {numref}`fig-brick`, {numref}`Image %s <fig-wood>`, {numref}`words <fig-kiln>`, {numref}`tab-heat`, {numref}`code-a`, {numref}`sec-b`, {numref}`gone`, {ref}`fig-kiln`.\n",
		"b.md": "(sec-b)=\n# B\n\n```{figure} k.png\n:name: fig-brick\n:alt: A brick\nA *brick*\n```\n\n```{list-table} Heat\n:name: tab-heat\n* - a\n  - b\n```\n\n" +
			"```{code-block} py\n:name: code-a\n:caption: Burn\nx = 1\n```\n",
		"k.png": tinyPNG}), Name: "g"}, Options{})
	var words []string
	for n := range tree.Preorder(b.Pages[0]) {
		if l, ok := n.(*tree.Link); ok {
			words = append(words, tree.PlainText(l.Inlines))
		}
	}
	equal(t, "words", strings.Join(words, "|"), "Figure 3|Image 2|words|Table 1|Listing 1|B|gone|A kiln")
	captions := ""
	for _, p := range b.Pages {
		for n := range tree.Preorder(p) {
			switch n := n.(type) {
			case *tree.Figure:
				captions += blocksText(n.Caption) + "|"
			case *tree.Table:
				captions += blocksText(n.Caption) + "|"
			case *tree.CodeBlock:
				captions += n.Title + "|"
			}
		}
	}
	equal(t, "captions", captions, "Figure 1: A kiln|Figure 2: Wood|Figure 3: A brick|Table 1: Heat|Listing 1: Burn|")
	equal(t, "findings", strings.Join(ds, "\n"), `a.md:15:124: warning: link to "#gone": no such anchor [dead-anchor]`)
}
