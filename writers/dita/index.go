package dita

import (
	"strings"

	"platen/convert/tree"
)

// indexTerms prints the lines of the index that attributes ask for, but where footnotes may not stand either.
func (p *pageWriter) indexTerms(a *tree.Attr, list []tree.Inline, r room) {
	if !a.HasClass("index") || r&(noNote|inNarrow) == noNote {
		return
	}
	for _, path := range a.IndexEntries(tree.PlainText(list)) {
		for i, term := range path {
			if i > 0 && strings.HasPrefix(term, "→ ") {
				p.start("index-see")
				p.text(strings.TrimPrefix(term, "→ "))
				p.end("index-see")
				path = path[:i]
				break
			}
			p.start("indexterm")
			p.text(term)
		}
		for range path {
			p.end("indexterm")
		}
	}
}
