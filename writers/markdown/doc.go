// Package markdown writes a book as Markdown: a file a page, in CommonMark, GitHub's dialect or that of another tool.
//
//	w := &markdown.Writer{Dialect: "gfm"}
//	err := w.Write(ctx, out, book, report)
//
// What is printed is read as the same tree, and printed again as the same bytes. A part of the tree that a dialect has no
// form for is HTML, which all of them have. Characters are escaped where they would mean something else, and only there.
package markdown
