// Package search makes the index with which a guide's pages are searched in the browser, in the serialized form
// of MiniSearch (serializationVersion 2), so that the browser has only to load it:
//
//	var c search.Collector                        // one for each worker
//	entries := c.Page(0, "Set up", page, outline) // one for each section
//	x := search.Build(all)
//	files := x.Files("platen-index", pages)
package search
