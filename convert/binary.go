package convert

import "bytes"

// A binaryError says that a page is no text.
type binaryError struct{ what, hint string }

func (e *binaryError) Error() string { return "this is " + e.what + ", not Markdown" }

// sniffed is how far into a page it is looked for NUL, as git and grep do.
const sniffed = 8000

// signatures are the first bytes of files that are taken for Markdown by mistake.
var signatures = []struct{ first, what string }{
	{"%PDF-", "a PDF file"},
	{"\x89PNG\r\n\x1a\n", "a PNG image"},
	{"\xff\xd8\xff", "a JPEG image"},
	{"GIF87a", "a GIF image"},
	{"GIF89a", "a GIF image"},
	{"\x1f\x8b", "a gzip file"},
	{"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office document"},
	{"{\\rtf", "an RTF document"},
	{"\x7fELF", "a program"},
}

// packed are names of entries that tell what a ZIP file is.
var packed = []struct{ entry, what string }{
	{"word/", "a Word document"},
	{"xl/", "an Excel workbook"},
	{"ppt/", "a PowerPoint presentation"},
	{"application/vnd.oasis.opendocument", "an OpenDocument file"},
	{"application/epub+zip", "an EPUB"},
}

// refused returns a [binaryError] for bytes that are no text, nil for text in any encoding that is read.
func refused(src []byte) error {
	e := &binaryError{hint: "pandoc reads many formats, and platen its tree: pandoc FILE -t json | platen -f json"}
	for _, s := range signatures {
		if bytes.HasPrefix(src, []byte(s.first)) {
			e.what = s.what
			return e
		}
	}
	if bytes.HasPrefix(src, []byte("PK\x03\x04")) {
		e.what = "a ZIP file"
		for _, p := range packed {
			if bytes.Contains(src, []byte(p.entry)) {
				e.what = p.what
				break
			}
		}
		return e
	}
	if bytes.HasPrefix(src, []byte{0xff, 0xfe}) || bytes.HasPrefix(src, []byte{0xfe, 0xff}) { // UTF-16
		return nil
	}
	if bytes.IndexByte(src[:min(len(src), sniffed)], 0) >= 0 {
		e.what, e.hint = "a binary file with NUL bytes", "text is UTF-8, or UTF-16 with a byte order mark"
		return e
	}
	return nil
}
