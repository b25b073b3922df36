package project

import (
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"platen/cmd/platen/internal/options"
)

// FuzzConfig reads any bytes as a project file, as one that was found and as one that is named: settings, or faults with places in
// the file that are shown without a sign that steers a terminal.
func FuzzConfig(f *testing.F) {
	for _, s := range []string{"to: html,pdf\noutput: out/\ntoc: 2\n", "guides:\n  - guides/*\n  - path: a\n    name: b\n    html: {css: x.css}\n", "html:\n  css: [a.css, b.css]\npdf: {theme: t.yaml}\nmetadata: {a: [1, 2]}\n", "root: ..\nlanguages: {de: de, en: en}\nversions: [a, b]\n", "a: &a [*a]\n<<: *a\n", "to: !!binary x\n? [b]\n: c\n", "toc: 1e999\n\tx", "\x00\x1b[2J: \u202e\n", "filter: [rm]\ndiagram: {dot: x}\n"} {
		f.Add([]byte(s), true)
		f.Add([]byte(s), false)
	}
	file := filepath.Join(f.TempDir(), "platen.yaml")
	f.Fuzz(func(t *testing.T, data []byte, found bool) {
		by := options.ByLine
		if found {
			by = options.ByFound
		}
		g, err := parseConfig(file, strings.NewReader(string(data)), by, false)
		if (g == nil) == (err == nil) {
			t.Fatalf("%v, %v", g, err)
		}
		if err != nil {
			if s := err.Error(); s == "" || strings.Contains(s, "\x1b") || strings.Contains(s, "\x00") || !utf8.ValidString(s) {
				t.Errorf("%q", s)
			}
			return
		}
		g.All()
		g.Hosts()
		g.Guides()
		g.Several()
	})
}
