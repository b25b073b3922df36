package html

import (
	"strings"
	"testing"

	"platen/convert/tree"
)

// TestMermaid: pages with a fence have the script, in a template's head as well, and no others; the files of a guide keep
// their names; one file of all has none, and that is said once.
func TestMermaid(t *testing.T) {
	page := func(path, lang, code string) *tree.Page {
		return &tree.Page{Path: path, Title: text(path), Blocks: []tree.Block{
			&tree.Quote{Blocks: []tree.Block{&tree.CodeBlock{Lang: lang, Text: code}}}}}
	}
	book := func() *tree.Book {
		return &tree.Book{Name: "g", Pages: []*tree.Page{page("index.md", "go", "x"), page("a/one.md", "Mermaid", "graph TD"), page("two.md", "mermaid", " \n")}}
	}
	own, err := ParseTemplate("t.html", `<html><head>{{.Head}}</head>{{.Main}}</html>`)
	if err != nil {
		t.Fatal(err)
	}
	const script = "/* Mermaid */"
	for _, tpl := range []*Template{nil, own} {
		files := written(t, &Writer{Brand: Brand{Mermaid: []byte(script)}, Template: tpl}, book())
		if string(files["platen-mermaid.js"]) != script || files["platen-diagrams.js"] == nil {
			t.Error("the scripts are not there")
		}
		for name, data := range files {
			want := name == "a/one.html"
			if got := strings.Contains(string(data), `src="../platen-diagrams.js" data-mermaid="../platen-mermaid.js"`); got != want {
				t.Errorf("%s has the script: %t", name, got)
			}
		}
	}
	b := book()
	b.Assets = []*tree.Asset{asset("platen-mermaid.js", "text/plain", "own")}
	files := written(t, &Writer{Brand: Brand{Mermaid: []byte(script)}}, b)
	if string(files["platen-mermaid.js"]) != "own" || string(files["platen2-mermaid.js"]) != script {
		t.Error("the guide's own file is lost, or the script has no name")
	}
	for name := range written(t, &Writer{}, book()) {
		if strings.Contains(name, "mermaid") {
			t.Errorf("%s is there and nobody asked for it", name)
		}
	}
	n := 0
	newSite(&Writer{File: "all.html", Brand: Brand{Mermaid: []byte(script)}}, book(), func(d tree.Diag) {
		if d.Code == tree.DiagramCode {
			n++
		}
	})
	if n != 1 {
		t.Errorf("it is said %d times that one file has no script", n)
	}
}
