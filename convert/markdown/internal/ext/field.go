package ext

import (
	"strings"

	"github.com/yuin/goldmark/ast"

	"platen/convert/markdown/internal/build"
	"platen/convert/markdown/internal/lex"
	"platen/convert/tree"
)

// fieldNames are the attributes that name a field, by what they say of it (Mintlify's ParamField and ResponseField).
var fieldNames = [...]string{"path", "query", "body", "header", "name", "field", "prop"}

// isField reports whether a component of that name, in lower case, describes a parameter.
func isField(name string) bool {
	switch name {
	case "paramfield", "responsefield", "property", "param", "field", "apifield":
		return true
	}
	return false
}

// componentField adds a parameter: its name with its type, what it has to be and its default, and what is said of it.
// One right behind another is of the same list. It returns false when the component names nothing.
func componentField(b *build.Builder, n *element, t *lex.Tag) bool {
	c := b.Page
	p := c.PosOf(n)
	name, place := "", ""
	for _, key := range fieldNames {
		if v, _ := t.Get(key); v != "" {
			name, place = v, key
			break
		}
	}
	if name == "" {
		return false
	}
	var facts []string
	if v, _ := t.Get("type"); v != "" {
		facts = append(facts, v)
	}
	if place == "query" || place == "header" || place == "body" {
		facts = append(facts, place)
	}
	for _, key := range [...]string{"required", "deprecated"} {
		if v, ok := t.Get(key); ok && v != "false" {
			facts = append(facts, key)
		}
	}
	for _, key := range [...]string{"default", "defaultvalue", "initialvalue"} {
		if v, _ := t.Get(key); v != "" {
			facts = append(facts, "default: "+v)
			break
		}
	}
	term := &tree.Term{Pos: p, Inlines: []tree.Inline{&tree.Code{Pos: p, S: name}}}
	if len(facts) > 0 {
		term.Inlines = append(term.Inlines, &tree.Text{Pos: p, S: " (" + strings.Join(facts, ", ") + ")"})
	}
	if id, _ := t.Get("id"); id != "" {
		a := &tree.Anchor{Pos: p, ID: build.CleanID(id)}
		if c.Claim(a.ID, a, p) {
			term.Inlines = append([]tree.Inline{a}, term.Inlines...)
		}
	}
	d := &tree.Definition{Pos: p, Terms: []*tree.Term{term}}
	if blocks := c.Blocks(n, false); len(blocks) > 0 {
		d.Bodies = [][]tree.Block{blocks}
	}
	b.Flush()
	if f := b.Top(); n.PreviousSibling() != nil && len(f.Blocks) > 0 {
		if before, ok := n.PreviousSibling().(*element); ok && isField(strings.ToLower(before.Name)) {
			if list, ok := f.Blocks[len(f.Blocks)-1].(*tree.DefinitionList); ok {
				list.Items = append(list.Items, d)
				return true
			}
		}
	}
	b.AddBlock(&tree.DefinitionList{Pos: p, Items: []*tree.Definition{d}})
	return true
}

// isStep reports whether a node is a <Step> with a title.
func isStep(k ast.Node) bool {
	n, ok := k.(*element)
	return ok && n.Name == "Step"
}

// componentSteps adds the <Step> elements as items of a list. It returns false when there are none.
func componentSteps(b *build.Builder, n *element) bool {
	c := b.Page
	list := &tree.List{Pos: c.PosOf(n), Ordered: true, Start: 1}
	for k := n.FirstChild(); k != nil; k = k.NextSibling() {
		if !isStep(k) {
			return false
		}
		p := c.PosOf(k)
		step := k.(*element)
		t, _ := c.TagOf(c.Text[step.Start:step.Stop])
		item := &tree.ListItem{Pos: p}
		var title []tree.Inline
		if id, _ := t.Get("id"); id != "" {
			if a := (&tree.Anchor{Pos: p, ID: build.CleanID(id)}); c.Claim(a.ID, a, p) {
				title = append(title, a)
			}
		}
		if words := attrWords(c, &t, p, "title", "label", "name"); words != nil {
			title = append(title, &tree.Strong{Pos: p, Inlines: words})
		}
		if title != nil {
			item.Blocks = append(item.Blocks, &tree.Paragraph{Pos: p, Inlines: title})
		}
		item.Blocks = append(item.Blocks, c.Blocks(step, false)...)
		list.Items = append(list.Items, item)
	}
	if len(list.Items) == 0 {
		return false
	}
	b.AddBlock(list)
	return true
}

// wordsBehind are the words behind the language of a fence, its title in a <CodeGroup> (Mintlify).
func wordsBehind(info string) string {
	var title []string
	for i, w := range strings.Fields(info) {
		if i == 0 {
			continue
		}
		if strings.ContainsAny(w, "={[") {
			break
		}
		title = append(title, w)
	}
	return strings.Join(title, " ")
}
