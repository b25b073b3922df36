package convert

import (
	"fmt"
	"maps"
	"slices"

	"platen/convert/internal/link"
	"platen/convert/tree"
)

// pageLinks are the links of a page about which more can be said once all pages are resolved.
type pageLinks struct {
	forms map[string]int // how many links there are of a form
	dead  []deadLink
	empty []*tree.Link // links without words
}

// A deadLink is one of a form, whose finding waits for how many of the form are dead.
type deadLink struct {
	to   *tree.Target
	form string
	diag tree.Diag
}

// count counts a link as one of its form.
func (p *pageLinks) count(r *link.Resolver, n *tree.Link) {
	if p == nil || n.To.URL != "" && link.SchemeLen(n.To.URL) > 0 {
		return
	}
	if form := r.Form(n.To.Raw); form != "" {
		if p.forms == nil {
			p.forms = map[string]int{}
		}
		p.forms[form]++
	}
}

// wordless notes a link to a page that has no words of its own.
func (p *pageLinks) wordless(n *tree.Link) {
	if p != nil && len(n.Inlines) == 0 && n.To.Page != nil {
		p.empty = append(p.empty, n)
	}
}

// keep reports whether a dead link is kept until its form is judged.
func (p *pageLinks) keep(r *link.Resolver, n *tree.Link, d tree.Diag) bool {
	if p == nil {
		return false
	}
	form := r.Form(n.To.Raw)
	if form == "" {
		return false
	}
	p.dead = append(p.dead, deadLink{&n.To, form, d})
	return true
}

// fewDead is how many dead links of a form say nothing about the form.
const fewDead = 7

// judge reports the dead links of all pages. When more than a fifth of the links of a form are dead, it is said once that
// the form is not understood, and those links are kept.
func (l *loader) judge(r *link.Resolver, links []pageLinks) {
	all, dead := map[string]int{}, map[string]int{}
	for i := range links {
		for form, n := range links[i].forms {
			all[form] += n
		}
		for _, d := range links[i].dead {
			dead[d.form]++
		}
	}
	doubtful := map[string]bool{}
	for _, form := range slices.Sorted(maps.Keys(dead)) {
		if doubtful[form] = !r.Lone && dead[form] > fewDead && 5*dead[form] > all[form]; doubtful[form] {
			what, hint := "they are kept as they are written", "--dead-links=drop drops them"
			if l.opts.DeadLinks == DeadLinksDrop {
				what, hint = "their words are kept", "--dead-links=keep keeps them as they are written"
			}
			l.report(tree.Diag{Path: ".", Severity: tree.Warning, Code: tree.DeadLinks, Count: 0,
				Msg:  fmt.Sprintf("%d of %d links %s lead nowhere: %s; %s", dead[form], all[form], form, deadCause(form), what),
				Hint: hint})
		}
	}
	for i := range links {
		for _, d := range links[i].dead {
			p := l.pages[i]
			if l.opts.DeadLinks == DeadLinksKeep || doubtful[d.form] && l.opts.DeadLinks == DeadLinksAuto {
				r.Keep(d.to, p.Path)
			}
			if doubtful[d.form] && l.opts.DeadLinks == DeadLinksAuto {
				d.diag.Severity, d.diag.Code, d.diag.Hint = tree.Info, tree.LinkOutside, ""
			}
			l.diags[i].Add(d.diag)
		}
	}
}

// deadCause guesses why the links of a form are dead.
func deadCause(form string) string {
	if form[:len("with \"")] == "with \"" {
		return "what they begin with may be another part of the site, or the folder that was given is not its top"
	}
	return "the pages may be made by a program, or the folder that was given is only a part of them"
}

// nameLinks gives links without words those of what they lead to: the heading's, else the page's title.
func nameLinks(links []pageLinks) {
	for i := range links {
		for _, n := range links[i].empty {
			n.Inlines = targetWords(&n.To)
		}
	}
}

// targetWords are the words of what an address leads to.
func targetWords(t *tree.Target) []tree.Inline {
	switch at := t.Page.IDs[t.Anchor].(type) {
	case *tree.Heading:
		return titleInlines(at.Inlines)
	case *tree.Figure:
		if words := blocksText(at.Caption); words != "" {
			return textInlines(words)
		}
	case *tree.Table:
		if words := blocksText(at.Caption); words != "" {
			return textInlines(words)
		}
	}
	return t.Page.Title
}

// blocksText is the text of the first paragraph of blocks.
func blocksText(blocks []tree.Block) string {
	for _, b := range blocks {
		if p, ok := b.(*tree.Paragraph); ok {
			return tree.PlainText(p.Inlines)
		}
	}
	return ""
}
