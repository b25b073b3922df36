package convert

import (
	"fmt"
	"slices"
	"strings"

	"platen/convert/tree"
)

// diagramLanguages are those whose code is the source of a drawing, with a program that draws it from its standard input, as
// --diagram has it; "" where the manual has none.
var diagramLanguages = map[string]string{
	"mermaid": "mmdc -i - -o - -e svg", "dot": "dot -Tsvg", "graphviz": "dot -Tsvg", "plantuml": "plantuml -tsvg -pipe", "puml": "plantuml -tsvg -pipe",
	"d2": "d2 - -", "pikchr": "pikchr --svg-only -", "svgbob": "svgbob", "ditaa": "", "nomnoml": "", "wavedrom": "", "vega-lite": "vl2svg", "vega": "vg2svg",
	"blockdiag": "", "seqdiag": "", "actdiag": "", "nwdiag": "", "erd": "", "structurizr": "", "bytefield": "", "tikz": "", "bpmn": "", "excalidraw": "",
}

// undrawn says, once a language, which diagrams stay code as no program draws them.
func (l *loader) undrawn() {
	type seen struct {
		page  *tree.Page
		pos   tree.Pos
		count int
	}
	found := map[string]*seen{}
	for _, p := range l.pages {
		if p == nil {
			continue
		}
		for c := range tree.CodeBlocks(p) {
			lang := strings.ToLower(c.Lang)
			if slices.Contains(l.opts.Diagrams.Shown, lang) {
				continue
			}
			if _, known := diagramLanguages[lang]; !known || l.opts.Diagrams.Draw != nil && l.opts.Diagrams.draws(c.Lang) != "" {
				continue
			}
			if found[lang] == nil {
				found[lang] = &seen{page: p, pos: c.Pos}
			}
			found[lang].count++
		}
	}
	var names []string
	for name := range found {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		s := found[name]
		program := diagramLanguages[name]
		if program == "" {
			program = "PROGRAM"
		}
		things := "1 diagram stays"
		if s.count > 1 {
			things = fmt.Sprintf("%d diagrams stay", s.count)
		}
		hint := fmt.Sprintf("--diagram '%s=%s' draws them with one that is installed", name, program)
		if name == "mermaid" {
			hint += "; --mermaid mermaid.min.js lets browsers draw them"
		}
		l.report(tree.Diag{Page: s.page, Pos: s.pos, Severity: tree.Info, Code: tree.DiagramCode,
			Msg: fmt.Sprintf("%s code: no program is named that draws %s", things, name), Hint: hint})
	}
}
