package dita

import (
	"strings"
	"unicode/utf8"

	"platen/convert/tree"
)

// longDesc is how many words a short description has at most. (DITA 1.3, 3.2.2.3: "a single, concise paragraph")
const longDesc = 50

// description prints the topic's short description, and the rest of what stands before its body when a part of a task
// that comes first in DITA follows it. It returns the blocks of the body.
func (p *pageWriter) description(t *topic) []tree.Block {
	desc, rest := p.shortdesc(t.body)
	abstract := t.kind == task && len(t.before) > 0 && t.before[0].elem == "prereq" && len(t.body) > 0
	given := ""
	if t == p.plan.root && (desc == nil && p.w.Shortdesc != ShortdescNone || p.w.Shortdesc == ShortdescMeta) {
		given = p.plan.page.Meta.String("description")
	}
	if p.w.Shortdesc == ShortdescNone || p.w.Shortdesc == ShortdescMeta {
		desc = nil
	}
	if desc == nil {
		rest = t.body
	}
	if abstract && (len(rest) > 0) {
		p.open("abstract")
		defer func() {
			p.blocks(rest, inBlock)
			p.close("abstract")
		}()
	}
	switch {
	case desc != nil:
		p.line()
		id, inlines := p.lead(desc)
		p.start("shortdesc", "id", id)
		p.inlines(inlines, inShortdesc)
		p.end("shortdesc")
	case given != "":
		p.element("shortdesc", given)
	}
	if abstract {
		return nil
	}
	return rest
}

// shortdesc returns what can be the topic's short description, and the body without it: the first sentences of the first
// block that are plain words, longDesc at most, and that do not lead over to what follows.
func (p *pageWriter) shortdesc(body []tree.Block) (desc []tree.Inline, rest []tree.Block) {
	if len(body) == 0 {
		return nil, body
	}
	first, ok := body[0].(*tree.Paragraph)
	if !ok || hasHardBreak(first.Inlines) || titles(body, 0) || len(p.queue) > 0 {
		return nil, body
	}
	if _, _, bold := boldLine(first); bold || isLabel(first.Inlines) {
		return nil, body
	}
	all := sentences(first.Inlines)
	n, words := 0, 0
	for _, s := range all {
		text := tree.PlainText(s)
		if words += countWords(text); words > longDesc || !p.plain(s) || p.speech.pointsAhead(text) {
			break
		}
		n++
	}
	if n == len(all) && len(body) > 1 && !ends(tree.PlainText(first.Inlines)) {
		switch body[1].(type) {
		case *tree.MathBlock, *tree.List, *tree.CodeBlock: // the sentence goes on in it
			n--
		}
	}
	for n > 0 && asks(tree.PlainText(all[n-1])) { // a question is no description
		n--
	}
	if strings.HasPrefix(tree.PlainText(first.Inlines), "{") { // what a site's own program fills in
		return nil, body
	}
	if n <= 0 || !hasWords(joined(all[:n])) {
		return nil, body
	}
	if n == len(all) {
		return first.Inlines, body[1:]
	}
	more := &tree.Paragraph{Pos: first.Pos, Inlines: joined(all[n:])}
	return joined(all[:n]), append([]tree.Block{more}, body[1:]...)
}

// ends reports whether a text ends as a sentence does.
func ends(text string) bool {
	text = strings.TrimRight(text, " )\"'”’」）")
	r, _ := utf8.DecodeLastRuneInString(text)
	return strings.ContainsRune(".!?。！？", r)
}

// asks reports whether a text is a question.
func asks(text string) bool {
	text = strings.TrimRight(text, " )\"'”’」）")
	return strings.HasSuffix(text, "?") || strings.HasSuffix(text, "？")
}

// countWords counts the words of a text; two signs of Chinese, Japanese or Korean without spaces count as one.
func countWords(text string) int {
	wide := 0
	for _, r := range text {
		if r >= 0x2E80 && r < 0xAC00 || r >= 0xF900 && r < 0xFB00 {
			wide++
		}
	}
	words := 0
	for range strings.FieldsSeq(text) {
		words++
	}
	return words + wide/2
}

// plain reports whether inlines fit into a shortdesc. Only DITA 1.3 takes links there.
func (p *pageWriter) plain(inlines []tree.Inline) bool {
	for _, n := range inlines {
		switch n := n.(type) {
		case *tree.Text, *tree.Code, *tree.Math, *tree.Anchor:
		case *tree.Break:
			if n.Hard {
				return false
			}
		case *tree.Link:
			if p.w.Version != "1.3" {
				return false
			}
		case *tree.Image, *tree.NoteRef:
			return false
		default:
			if !p.plain(tree.Inlines(n)) {
				return false
			}
		}
	}
	return true
}
