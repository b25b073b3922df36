package site

import (
	"maps"
	"testing"
	"testing/fstest"

	"platen/convert/tree"
)

// TestMacrosOfProjects: what projects give to KaTeX and MathJax holds for the formulas of their pages.
func TestMacrosOfProjects(t *testing.T) {
	want := map[string]string{`\R`: `\mathbb{R}`, `\norm`: `\lVert #1 \rVert`}
	script := `window.MathJax = { tex: { macros: { "\\R": "\\mathbb{R}", "\\norm": ["\\lVert #1 \\rVert", 1] } } };`
	yaml := "        '\\R': '\\mathbb{R}'\n        '\\norm': ['\\lVert #1 \\rVert', 1]\n"
	for name, files := range map[string]map[string]string{
		"myst":       {"myst.yml": "project:\n  math:\n    '\\R': '\\mathbb{R}'\n    '\\norm': '\\lVert #1 \\rVert'\n"},
		"jupyter":    {"_toc.yml": "format: jb-book\nroot: index\n", "_config.yml": "sphinx:\n  config:\n    mathjax3_config:\n      tex:\n       macros:\n" + yaml},
		"docusaurus": {"docusaurus.config.js": "import math from 'remark-math';\nexport default { presets: [['classic', { docs: { rehypePlugins: [[katex, { macros: { '\\\\R': '\\\\mathbb{R}', '\\\\norm': '\\\\lVert #1 \\\\rVert' } }]] } }]] };\n"},
		"mkdocs":     {"mkdocs.yml": "site_name: x\nextra_javascript:\n  - javascripts/mathjax.js\n  - https://example.com/x.js\n", "docs/javascripts/mathjax.js": script},
		"mdbook":     {"book.toml": "[book]\ntitle = \"x\"\n[preprocessor.katex]\nmacros = \"macros.txt\"\n", "macros.txt": "\\R:{\\mathbb{R}}\n\\norm:{\\lVert #1 \\rVert}\n"},
	} {
		fsys := fstest.MapFS{"index.md": {Data: []byte("# x\n")}, "docs/index.md": {Data: []byte("# x\n")}, "src/index.md": {Data: []byte("# x\n")}}
		for f, text := range files {
			fsys[f] = &fstest.MapFile{Data: []byte(text)}
		}
		if s := Find(fsys, func(tree.Diag) {}); !maps.Equal(s.Macros, want) {
			t.Errorf("%s: %q", name, s.Macros)
		}
	}
}
