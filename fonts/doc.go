// Package fonts holds the faces that platen embeds: Source Sans 3, Source Serif 4 and Source Code Pro
// in four styles each, Noto Emoji in outlines, and Noto Sans Math, Symbols and Symbols 2 for signs. The files are unchanged, some are packed; each folder has its licence
// (SIL Open Font License 1.1), which [Licence] returns.
//
//	f, ok := fonts.Lookup("Source Sans 3")
//	data := f.Bold.Data()
//
// Nothing is read before it is used: the files lie in the binary, the usual four as they are, the others packed.
package fonts
