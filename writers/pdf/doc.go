// Package pdf writes a book as one PDF, and lone pages as a PDF each: typeset, linked, tagged and archivable.
//
// The work goes in passes. [measure] turns each page of the book into slabs, pieces that no page break divides
// (lines, images, table rows), with its structure elements beside them; pages are measured in parallel.
// [paginate] puts slabs on sheets, serially, and knows nothing of the tree. emit draws sheets in parallel,
// and package pdfdoc writes the file.
//
//	err := (&pdf.Writer{PageSize: "letter"}).Write(ctx, out, book, report)
//
// Lengths are points. Sheets are laid out from the top down; emit turns them over for PDF.
package pdf
