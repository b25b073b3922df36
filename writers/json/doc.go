// Package json writes a book as pandoc's document tree in JSON, version 1.23.1, which pandoc and its filters read.
//
//	w := &json.Writer{File: "guide.json"}
//	err := w.Write(ctx, out, book, report)
//
// A guide in one file is one document, in which each page is a Div with the page's path as its id, and ids are those of the
// page behind it: "guide/setup.md#install". A file a page has the page's own ids.
//
// What pandoc's tree has no type for is a Div or Span with a class: a note is a Div of its kind with a Div title in it, as
// pandoc itself has it for GitHub's alerts; details, tabs and procedures are Divs of these names.
package json
