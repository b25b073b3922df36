package main

import (
	"strconv"

	"platen/convert/tree"
	"platen/writers/html"
)

// checkCode finds code blocks in languages that no writer knows. When something is written, the writers say so.
func checkCode(b *tree.Book, report func(tree.Diag)) {
	if b == nil {
		return
	}
	for _, p := range b.Pages {
		for n := range tree.Preorder(p) {
			if c, ok := n.(*tree.CodeBlock); ok && c.Lang != "" && !html.KnownLanguage(c.Lang) {
				report(tree.Diag{Page: p, Pos: c.Pos, Severity: tree.Info, Code: tree.UnknownLang, Msg: "code in the unknown language " + strconv.Quote(c.Lang)})
			}
		}
	}
}
