// Package epub writes a book as EPUB 3.3: one file with a page for each page of the guide.
//
//	w := &epub.Writer{File: "guide.epub"}
//	err := w.Write(ctx, out, book, report)
//
// With Writer.Sheets, which [platen/writers/pdf.Writer] tells, the book has the page numbers of the edition on paper.
//
// The pages are XHTML of the nodes that the HTML writer prints, with a style sheet of their own: text flows into
// whatever size the reader has chosen, code and tables wrap, tabs stand one below the other, footnotes pop up where
// the reading system can do that, and colours are left to it as far as they say nothing.
//
// Nothing is loaded from elsewhere and no script runs. An image on another server becomes a link to it, a link to a
// file of the guide that is no page becomes text. The same book makes the same bytes: no clock is asked.
package epub
