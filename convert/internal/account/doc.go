// Package account compares the text of a page with the tree that was read from it: its words, the addresses of its links
// and images, and its lines of code. What the text has and the tree lacks is a loss, and is reported with its place.
//
//	sums := account.Check(page, raw, report)
//
// The text is read by a scanner of this package's own, which shares no code with the reader and knows no dialect: it takes
// away what is syntax in any of them, and what is left has to be in the tree. What it takes for syntax and the reader for
// text is in the tree as well, and harms nothing. What is left out on purpose is known by its form and counted by its name:
// comments, metadata, code that a site runs, definitions that nothing refers to, parts of included files.
//
// Words are compared by number and not in order: a tree may have things elsewhere than the text, footnotes and captions.
package account
