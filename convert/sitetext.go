package convert

import (
	"context"

	"platen/convert/internal/link"
	"platen/convert/markdown"
	"platen/convert/tree"
)

// Inlines reads a line of Markdown, with HTML in it, that stands in no page: a footer, an announcement. Its links lead
// outside; what else they name is text.
func Inlines(text string) []tree.Inline {
	if text == "" {
		return nil
	}
	d, err := markdown.ParseDialect("gfm")
	if err != nil {
		return []tree.Inline{&tree.Text{S: text}}
	}
	r := &markdown.Reader{Dialect: d}
	p, err := r.Read(context.Background(), "-", []byte(text), nil)
	if err != nil {
		return []tree.Inline{&tree.Text{S: text}}
	}
	var out []tree.Inline
	for _, b := range p.Blocks {
		inlines := tree.Inlines(b)
		if len(inlines) == 0 {
			continue
		}
		if len(out) > 0 {
			out = append(out, &tree.Break{Hard: true})
		}
		out = append(out, inlines...)
		tree.Inspect(b, func(n tree.Node) bool {
			if l, ok := n.(*tree.Link); ok {
				outsideOnly(&l.To)
			}
			return true
		})
	}
	return out
}

// outsideOnly sets a target that leads to the web or a mailbox.
func outsideOnly(t *tree.Target) {
	if kind, scheme, clean := link.Classify(t.Raw); kind == link.Absolute {
		if scheme == "//" {
			clean = "https:" + clean
		}
		t.URL = link.CleanURL(clean)
	}
}
