// Package text writes a book as plain text: lines filled to a number of columns, tables drawn, code untouched,
// the addresses of links at the end of each page.
//
//	w := &text.Writer{Columns: 72}
//	err := w.Write(ctx, out, book, report)
//
// makes
//
//	Setting up
//	==========
//
//	Install the program [1], then run:
//
//	    platen guide/ -o out/
//
//	NOTE: A long note goes on below its first word, so that its end
//	      can be seen.
//
//	Links
//	-----
//
//	[1] https://example.com/install
//
// No line has more columns than asked, except lines of code, which are never changed, and single words
// that do not fit on any line. Columns are those of a terminal: wide characters count as two,
// combining ones as none. The bytes are the same on a terminal and in a pipe; only [Writer.ANSI] adds colours.
package text
