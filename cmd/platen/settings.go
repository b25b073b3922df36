package main

// settings are what a format's writer is made from.
type settings struct {
	*options
	styles string // text of the style sheets that --css names
	one    bool   // all in one file
	lone   bool   // pages on their own, no guide
}

// oneName is the name under which a writer makes its only file; the output gives it its real one.
const oneName = "platen-output"

// file returns the name of the one file, or "" for a file a page.
func (s *settings) file(ext string) string {
	if s.one {
		return oneName + ext
	}
	return ""
}

// tocLevels returns what writers take: 0 for their default, -1 for none.
func (s *settings) tocLevels() int {
	if s.tocSet && s.toc == 0 {
		return -1
	}
	return s.toc
}
