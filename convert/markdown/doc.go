// Package markdown reads Markdown into a tree.Page: CommonMark 0.31.2 and GFM through goldmark,
// the dialects real guides are written in, and HTML in Markdown as nodes.
//
//	r := &markdown.Reader{Dialect: markdown.GFM()}
//	page, err := r.Read(ctx, "setup.md", src, report)
package markdown
