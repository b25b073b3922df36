// Package markdown reads Markdown into a tree.Page: CommonMark 0.31.2 and GFM through goldmark,
// the dialects real guides are written in, and HTML in Markdown as nodes.
//
//	r := &markdown.Reader{Dialect: markdown.GFM()}
//	page, err := r.Read(ctx, "setup.md", src, report)
//
// A page goes through these steps:
//
//   - lex.Decode mends the encoding: byte order marks, UTF-16, line ends, invalid UTF-8, control characters.
//   - limit.Scan stops a page that would cost goldmark too much; its limits are in [Limits].
//   - source.Text takes the metadata off and puts included files in.
//   - goldmark parses the text. The parsers for lists and tags are build's, those of other forms are in ext.
//   - build.Page makes the tree. A build.Builder for each container opens and closes HTML elements; no tag reaches out of
//     its container, so any HTML gives a valid tree. Extensions have their say by the hooks of build.Extension.
//   - Headings that have no id of their own get one.
//
// Packages below internal point one way: ext, build, source, limit, lex. An extension is a value in ext, a dialect is a
// row of the table in dialects.go.
package markdown
