package site

import (
	"path"

	"platen/convert/internal/link"

	"go.yaml.in/yaml/v3"
)

// findHuggingFace reads the _toctree.yml of Hugging Face's documentation: sections of pages, each with a title.
func findHuggingFace(p *project) bool {
	file, text, ok := p.readFirst("_toctree.yml", "en/_toctree.yml", "docs/source/en/_toctree.yml", "docs/source/_toctree.yml", "source/en/_toctree.yml", "source/_toctree.yml", "chapters/en/_toctree.yml")
	if !ok {
		return false
	}
	p.File, p.Dir, p.IndexLists = file, p.folder(path.Dir(file)), false
	p.on("jsx", "math_dollars")
	if lang := path.Base(p.Dir); link.Language(lang) {
		p.set("lang", lang)
	}
	if root := p.yaml(text, file); root != nil && root.Kind == yaml.SequenceNode {
		p.contents = func(Guide) *List {
			return &List{File: file, Base: "_toctree.yml", Items: toctreeSections(root, 0)}
		}
	}
	return true
}

func toctreeSections(list *yaml.Node, depth int) (out []*Entry) {
	if depth > maxDepth {
		return nil
	}
	for _, n := range list.Content {
		n = deref(n)
		e := &Entry{Title: scalar(n, "title"), Address: firstScalar(n, "local", "url"), Line: n.Line, Column: n.Column}
		for _, key := range [...]string{"sections", "sub_sections"} {
			if kids := mapValue(n, key); kids != nil && kids.Kind == yaml.SequenceNode {
				e.Items = append(e.Items, toctreeSections(kids, depth+1)...)
			}
		}
		out = append(out, e)
	}
	return out
}
