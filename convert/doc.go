// Package convert makes a resolved tree.Book from a folder of Markdown, or from single pages:
// it finds the pages, reads the contents list, reads the pages in parallel, resolves every link and
// anchor, and finds the assets. [Write] hands the book to writers.
package convert
