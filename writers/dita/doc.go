// Package dita writes a book as DITA: one topic file a page, typed by its content, and one map from the
// contents list.
//
//	w := &dita.Writer{Version: "1.3", Map: dita.MapPlain}
//	err := w.Write(ctx, out, book, report)
//
// The files keep to what both DITA 1.2 and 1.3 allow and name the unversioned public ids unless Version
// says otherwise. A page becomes a concept; its headings become nested topics; a procedure becomes a nested
// task, and a page or section that is one list of commands becomes a task itself. What DITA cannot nest is
// flattened with a diagnostic, and no words are lost.
//
// The work has two passes. The first plans each page: which topics it has, of which type, and where each
// anchor ends up (plan.go, ids.go). The second prints the topics, pages in parallel, links looked up in the
// plans (topic.go, block.go, inline.go, table.go, task.go).
package dita
