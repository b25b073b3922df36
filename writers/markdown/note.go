package markdown

import (
	"strings"

	"platen/convert/tree"
)

func (p *printer) admonition(b *tree.Admonition) {
	kind := b.Kind
	title := ""
	if b.Title != nil {
		title = p.inlines(b.Title, place{line: true, item: true})
	}
	switch p.f.admonition {
	case "bang":
		head := "!!! " + strings.Join(append([]string{kind}, classes(b.Attr)...), " ")
		if b.Title != nil {
			head += ` "` + title + `"`
		}
		p.holdID(b.Attr, func() {
			p.line(head)
			if len(b.Blocks) > 0 {
				p.blank()
			}
			p.within("    ", "    ", func() { p.blocks(b.Blocks, false) })
		})
		return
	case "label", "words", "divs", "braces":
		p.fenced(b, kind, title)
		return
	}
	known := false
	for _, k := range []string{"note", "tip", "important", "warning", "caution"} {
		known = known || k == kind
	}
	p.held(b.Attr, func() {
		p.within("> ", "> ", func() {
			head := "**" + escapeWord(p.words.Kind(kind)) + "**"
			switch {
			case known && p.f.alerts:
				head = "[!" + strings.ToUpper(kind) + "]"
			case p.f.alerts:
				if kind == "danger" || kind == "error" {
					p.line("[!CAUTION]")
				} else {
					p.line("[!NOTE]")
				}
				if title != "" {
					head = ""
				}
			case title != "":
				head = ""
			}
			if head != "" {
				p.line(head)
				if head[0] == '*' && (title != "" || len(b.Blocks) > 0) {
					p.blank()
				}
			}
			if title != "" {
				p.text(p.inlines([]tree.Inline{&tree.Strong{Inlines: b.Title}}, place{line: true, item: true}))
				if len(b.Blocks) > 0 {
					p.blank()
				}
			}
			if len(b.Blocks) > 0 {
				if !p.beginsWithWords(b.Blocks[0]) && known && p.f.alerts && title == "" {
					p.blank()
				}
				p.blocks(b.Blocks, false)
			}
		})
	})
}

func escapeWord(s string) string {
	return strings.NewReplacer("*", `\*`, "_", `\_`, "`", "\\`", "<", `\<`, "[", `\[`).Replace(s)
}

func classes(a *tree.Attr) []string {
	if a == nil {
		return nil
	}
	return a.Classes
}

// holdID is held for a block that has its classes in a form of its own.
func (p *printer) holdID(a *tree.Attr, print func()) {
	if a == nil {
		print()
		return
	}
	p.held(&tree.Attr{ID: a.ID, Aliases: a.Aliases, Keys: a.Keys}, print)
}

// fenced prints a note between lines of colons, more of them than any in it.
func (p *printer) fenced(b *tree.Admonition, kind, title string) {
	if p.f.admonition != "label" && noteClass(kind) == "" { // no kind to these dialects
		if title == "" {
			title = escapeWord(p.words.Kind(kind))
		}
		kind = "note"
	}
	fence := strings.Repeat(":", 3+fences(b.Blocks))
	head, a, name := fence, b.Attr, ""
	if p.f.admonition == "braces" && a != nil && plainName(a.ID) {
		name = a.ID
		a = &tree.Attr{Aliases: a.Aliases, Keys: a.Keys}
	}
	switch p.f.admonition {
	case "label":
		head += kind
		if title != "" {
			head += "[" + title + "]"
		}
	case "words":
		head += strings.TrimRight(" "+kind+" "+title, " ")
	case "braces":
		head += "{" + kind + "}"
		if title != "" {
			head = fence + "{admonition} " + title
		}
	case "divs":
		head += " {" + strings.TrimSpace("."+strings.Join(append([]string{kind}, classes(b.Attr)...), " .")) + "}"
		if title != "" {
			head = ":" + head
		}
	}
	p.holdID(a, func() {
		p.line(head)
		if p.f.admonition == "braces" {
			if title != "" {
				p.line(":class: " + kind)
			}
			if name != "" {
				p.line(":name: " + name)
			}
		}
		p.blank()
		if p.f.admonition == "divs" && title != "" {
			p.line(fence + " {.title}")
			p.text(title)
			p.line(fence)
			p.blank()
			fence += ":"
		}
		p.blocks(b.Blocks, false)
		p.blank()
		p.line(fence)
	})
}

// fences is how deep notes stand in each other below blocks.
func fences(bs []tree.Block) int {
	deepest := 0
	for _, b := range bs {
		n := 0
		var walk func(tree.Node, int)
		walk = func(m tree.Node, depth int) {
			if _, ok := m.(*tree.Admonition); ok {
				depth++
			}
			n = max(n, depth)
			tree.Children(m, func(c tree.Node) bool { walk(c, depth); return true })
		}
		walk(b, 0)
		deepest = max(deepest, n)
	}
	return deepest
}
