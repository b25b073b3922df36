package html

import (
	_ "embed"
	"strings"

	"platen/convert/tree"
	"platen/writers"
	"platen/writers/internal/pages"
)

// diagramScript draws the Mermaid fences of a page with the script of [Brand.Mermaid].
//
//go:embed script/diagrams.js
var diagramScript string

// The ends of the names of the files that draw Mermaid: ours, and the one of [Brand.Mermaid].
const (
	diagramsFile = "-diagrams.js"
	mermaidFile  = "-mermaid.js"
)

// hasMermaid reports whether a page has a Mermaid fence.
func hasMermaid(page *tree.Page) bool {
	found := false
	tree.InspectPage(page, func(n tree.Node) bool {
		if c, ok := n.(*tree.CodeBlock); ok && strings.EqualFold(c.Lang, "mermaid") && strings.TrimSpace(c.Text) != "" {
			found = true
		}
		return !found
	})
	return found
}

// findMermaid notes which pages need the script; in one file there are no scripts, and that is said.
func (s *site) findMermaid(report func(tree.Diag)) {
	if len(s.w.Brand.Mermaid) == 0 {
		return
	}
	for _, e := range s.entries {
		if !hasMermaid(e.page) {
			continue
		}
		if s.single || s.plain {
			report(tree.Diag{Page: e.page, Severity: tree.Info, Code: tree.DiagramCode,
				Msg: "its Mermaid diagrams stay code: --mermaid draws them in the pages of a guide, not in a file that stands alone", Hint: "--diagram mermaid=PROGRAM draws them in every output"})
			return
		}
		e.mermaid, s.mermaid = true, true
	}
}

// mermaidHead prints the script of a page that has Mermaid fences, with what it needs to know.
func (p *printer) mermaidHead() {
	if !p.e.mermaid {
		return
	}
	p.Raw(`<script defer src="`)
	p.rel(p.s.stem)
	p.Raw(diagramsFile + `" data-mermaid="`)
	p.rel(p.s.stem)
	p.Raw(mermaidFile + `"`)
	p.Pair("data-name", p.Words.Figure)
	p.Pair("data-source", p.Words.Code)
	p.Raw("></script>\n")
}

// writeMermaid writes both scripts, when a page uses them.
func (s *site) writeMermaid(out writers.Output) error {
	if !s.mermaid {
		return nil
	}
	if err := pages.Put(out, s.stem+mermaidFile, s.w.Brand.Mermaid); err != nil {
		return err
	}
	return pages.Put(out, s.stem+diagramsFile, []byte(shortScript(diagramScript)))
}
