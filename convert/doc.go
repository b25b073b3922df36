// Package convert makes a resolved tree.Book from a folder of Markdown, or from single pages:
// it finds the pages, reads the contents list, reads the pages in parallel, resolves every link and
// anchor, and finds the assets. [Write] hands the book to writers.
//
//	book, err := convert.Guide(ctx, os.DirFS("docs"), convert.Options{}, report)
//	if err != nil {
//		return err
//	}
//	return convert.Write(ctx, book, []convert.Job{{Writer: &html.Writer{}, Out: out}}, report)
//
// [Page] reads a text, [Guide] a folder, [Load] single files of a folder as well, [Open] keeps what is needed to read a
// page again. [Options] has the dialect, as a value or by its name, and Passes, which change pages on the way.
//
// Findings are values, [tree.Diag], and go to report in order, from one goroutine at a time; conversion goes on. An error is for
// what stops it: a source that cannot be read, no page at all, an output that cannot be written, a cancelled context, which
// errors.Is finds.
//
// What a link means is decided here once, for all writers: see [tree.Target]. A dead link is a finding
// and a Target without a destination; a link to a missing anchor of another page leads to that page.
package convert
