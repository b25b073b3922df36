// Package html writes a book as HTML5: one self-contained page, or linked pages with their contents.
//
//	w := &html.Writer{}                              // a file a page, with navigation
//	w := &html.Writer{File: "setup.html", EmbedAssets: true} // everything in one file
//	err := w.Write(ctx, out, book, report)
//
// Pages need no script to be read and load nothing from other servers, except images that the
// source itself takes from there. The writer prints only names and attributes that it knows, so that
// a tree made by hand cannot bring script into a page either; the exception is RawBlock and RawInline,
// which the reader makes only where raw HTML is allowed, and which are printed as they are.
//
// [Fragment] prints a page's blocks alone in the plain form of the CommonMark specification.
package html

import "platen/writers/internal/highlight"

// KnownLanguage reports whether code in the language is coloured; other names get an info.
func KnownLanguage(lang string) bool { return highlight.Known(lang) }
