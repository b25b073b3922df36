package asset

import (
	"testing"
	"testing/fstest"
)

func TestRuns(t *testing.T) {
	for name, want := range map[string]bool{
		"a.html": true, "A.HTM": true, "a.xhtml": true, "b/a.js": true, "a.mjs": true, "a.xml": true, "a.xsl": true, "a.svgz": true, "a.htc": true,
		"a.php": true, "a.php.txt": true, "a.phtml": true, ".htaccess": true, "web.config": true, "a.html.en": true, "a.html.gz": true, "a.xht": true, "a.shtml": true,
		"a.svg": false, "a.pdf": false, "a.zip": false, "a.js.zip": false, "node.js.tar.gz": false, "a.html.png": false, "a.json": false, "a.css": false,
		"a.txt": false, "html": false, "a.go": false, "a.tar.gz": false, "Makefile": false, "": false,
	} {
		if got := runs(name); got != want {
			t.Errorf("%s: %v", name, got)
		}
	}
}

// TestLeftOut judges files by their content where their names tell nothing.
func TestLeftOut(t *testing.T) {
	const html = "\n<!doctype HTML><script>1</script>"
	fsys := fstest.MapFS{}
	for name, text := range map[string]string{
		"page": html, ".page": html, "LICENSE": "A <b> licence", "notes.txt": html, "mark": "<!-- x -->", "xml": "\uFEFF<?xml version='1.0'?>",
		"a.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>", "h.svg": html, "big.svg": "<svg xmlns='http://www.w3.org/2000/svg'>" + string(make([]byte, 100)),
		"photo.svg": "\x89PNG\r\n\x1a\n", "a.html": "", "a.bin": html,
	} {
		fsys[name] = &fstest.MapFile{Data: []byte(text)}
	}
	s := New(fsys, ".", nil, nil, Limits{Bytes: 100})
	for name, want := range map[string]bool{"page": true, ".page": true, "LICENSE": false, "notes.txt": false, "mark": true, "xml": true,
		"a.svg": false, "h.svg": true, "big.svg": true, "photo.svg": false, "a.html": true, "a.bin": false} {
		a := s.Get(name)
		if got := s.LeftOutAsset(a) != ""; got != want {
			t.Errorf("%s: %q", name, s.LeftOutAsset(a))
		}
	}
	for _, a := range s.List() {
		if s.LeftOutAsset(a) != "" {
			t.Errorf("%s is copied", a.Path)
		}
	}
	s.AllowHTML = true
	if s.LeftOutAsset(s.Get("a.html")) != "" {
		t.Error("left out when everything is allowed")
	}
}
