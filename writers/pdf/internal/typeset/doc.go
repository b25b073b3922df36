// Package typeset turns styled text into lines of placed glyphs: it shapes words with kerning and
// ligatures, orders right-to-left text, hyphenates, and breaks paragraphs into lines, at best by the
// total-fit method of Knuth and Plass.
//
//	set := &typeset.Set{Families: map[string]*typeset.Family{"body": {Regular: face}}}
//	sh := typeset.NewShaper(set, "en-GB")
//	body := &typeset.Style{Face: face, Size: 10.25}
//	lines := sh.Layout([]typeset.Inline{{Style: body, Text: "A paragraph."}}, typeset.Options{Width: 300})
//
// Lengths are in points unless a name says otherwise; widths inside a word are in 1/1000 em, as PDF
// has them. A [Face] is immutable and may be shared; a [Shaper] keeps caches and belongs to one goroutine.
// The same paragraph gives the same lines in every shaper.
package typeset
