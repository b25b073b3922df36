// Package ledger reads back what was written and compares it with the tree: words in order, and links, list
// items, cells, lines of code, images, notes, footnotes and anchors at their places. What an output lacks, has
// twice or has from nowhere is reported with its position in the source.
//
//	sheet, err := ledger.Check(ctx, ledger.Job{Format: "html", Book: book, Read: read}, report)
//	fmt.Println(sheet.Balanced())
//
// The readers know the formats, not the writers: HTML is parsed as a browser does, DITA as XML, PDF by its
// objects, structure tree and character maps, text by its layout. What a format leaves out or adds by intent is
// the table in form.go; the manual lists it.
package ledger
