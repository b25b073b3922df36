// Package markdown reads Markdown into a tree.Page: CommonMark 0.31.2 and GFM through goldmark,
// the dialects real guides are written in, and HTML in Markdown as nodes.
//
//	r := &markdown.Reader{Dialect: markdown.GFM()}
//	page, err := r.Read(ctx, "setup.md", src, report)
//
// A page goes through these steps, each in a file of its own:
//
//   - decode mends the encoding: byte order marks, UTF-16, line ends, invalid UTF-8, control characters.
//   - prescan stops a page that would cost goldmark too much; its limits are in [Limits].
//   - frontMatter and include take the metadata off and put included files in.
//   - goldmark parses the text. The parsers for lists, tags, footnotes, MkDocs blocks and closing fences are ours.
//   - conv makes the tree. A builder for each container opens and closes HTML elements; no tag reaches out of its
//     container, so any HTML gives a valid tree.
//   - nameHeadings gives the headings that have no id of their own one.
//
// An extension is a value with the hooks that these steps call; all.go lists them. A dialect is a row of the table in
// dialects.go.
package markdown
