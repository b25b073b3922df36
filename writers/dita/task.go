package dita

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"platen/convert/tree"
)

// command returns the place of the paragraph that is an item's command: the first block after leading notes.
// It is -1 when the item does not begin with words.
func command(blocks []tree.Block) int {
	for i, b := range blocks {
		switch b := b.(type) {
		case *tree.Admonition:
			continue
		case *tree.Paragraph:
			if hasWords(b.Inlines) {
				return i
			}
		}
		return -1
	}
	return -1
}

// hasWords reports whether inlines say anything; an image does not.
func hasWords(inlines []tree.Inline) bool {
	for _, n := range inlines {
		switch n := n.(type) {
		case *tree.Text:
			if strings.TrimSpace(n.S) != "" {
				return true
			}
		case *tree.Code:
			return true
		case *tree.Math:
			return true
		case *tree.Image, *tree.Break, *tree.Anchor, *tree.NoteRef:
		default:
			if hasWords(tree.Inlines(n)) {
				return true
			}
		}
	}
	return false
}

// stepList prints a task's steps.
func (p *pageWriter) stepList(t *topic) {
	id := ""
	if t.proc != nil && t.proc.Attr != t.attr() {
		id = p.attrID(t.proc.Attr)
	}
	if s := p.attrID(t.steps.Attr); id == "" {
		id = s
	} else if s != "" {
		p.ids = append(p.ids, s)
	}
	p.open("steps", "id", id)
	p.steps = true
	for _, it := range t.steps.Items {
		p.step("step", it)
	}
	p.steps = false
	p.close("steps")
}

// step prints a step or, inside one, a substep: notes, the command, and what else the item holds as info,
// substeps and choices. Substeps have no substeps of their own (DITA 1.3, 3.3.3): deeper lists are info.
func (p *pageWriter) step(name string, it *tree.ListItem) {
	at := command(it.Blocks)
	par := it.Blocks[at].(*tree.Paragraph)
	importance := ""
	if optional(par.Inlines) {
		importance = "optional"
	}
	p.open(name, "id", p.attrID(it.Attr), "importance", importance)
	p.mark = boxes[it.Task]
	mark := p.mark
	p.mark = ""
	p.blocks(it.Blocks[:at], inBlock)
	p.mark = mark
	id, inlines := p.lead(par.Inlines)
	cmd, rest := splitSentence(inlines)
	p.line()
	p.start("cmd", "id", id)
	p.inlines(cmd, inCmd)
	p.flushNotes()
	p.end("cmd")
	p.stepInfo(name, par.Inlines, rest, it.Blocks[at+1:])
	p.close(name)
}

// stepInfo prints what follows a command. before are the words that lead over to the next list.
func (p *pageWriter) stepInfo(name string, before, rest []tree.Inline, blocks []tree.Block) {
	if len(blocks) == 0 {
		if len(rest) > 0 {
			p.restInfo(rest)
		}
		return
	}
	open := false
	info := func() {
		if !open {
			p.open("info")
			open = true
		}
	}
	if len(rest) > 0 {
		if isStepList(name, before, blocks[0]) {
			p.restInfo(rest)
		} else {
			info()
			p.paragraph(&tree.Paragraph{Inlines: rest})
		}
	}
	for _, b := range blocks {
		if isStepList(name, before, b) {
			if open {
				p.close("info")
				open = false
			}
			p.stepGroup(b.(*tree.List), before)
			before = nil
			continue
		}
		if par, ok := b.(*tree.Paragraph); ok {
			before = par.Inlines
		}
		info()
		p.block(b, inBlock)
	}
	if open {
		p.close("info")
	}
}

// restInfo prints the sentences after a command.
func (p *pageWriter) restInfo(rest []tree.Inline) {
	if hasHardBreak(rest) {
		p.open("info")
		p.paragraph(&tree.Paragraph{Inlines: rest})
		p.close("info")
		return
	}
	p.inlineBlock("info", "", rest, inText)
}

// isStepList reports whether a block of a step becomes substeps or choices.
func isStepList(name string, before []tree.Inline, b tree.Block) bool {
	l, ok := b.(*tree.List)
	if !ok || name != "step" {
		return false
	}
	if alternatives(tree.PlainText(before)) {
		return true
	}
	if !l.Ordered {
		return false
	}
	for _, it := range l.Items {
		if command(it.Blocks) < 0 {
			return false
		}
	}
	return true
}

// stepGroup prints a list in a step: alternatives as choices, even where the author has numbered them, else
// substeps.
func (p *pageWriter) stepGroup(l *tree.List, before []tree.Inline) {
	if !alternatives(tree.PlainText(before)) {
		p.open("substeps", "id", p.attrID(l.Attr))
		for _, it := range l.Items {
			p.step("substep", it)
		}
		p.close("substeps")
		return
	}
	p.open("choices", "id", p.attrID(l.Attr))
	for _, it := range l.Items {
		p.item("choice", it)
	}
	p.close("choices")
}

// alternatives reports whether a text offers the list after it as a choice.
func alternatives(text string) bool {
	text = strings.ToLower(text)
	for _, s := range alternativePhrases {
		if strings.Contains(text, s) {
			return true
		}
	}
	return false
}

// optional reports whether a step says that it can be left out.
func optional(inlines []tree.Inline) bool {
	text := tree.PlainText(inlines[:min(3, len(inlines))])
	if !strings.HasPrefix(strings.ToLower(text[:min(len(text), 10)]), "optional") && !strings.HasPrefix(text, "(") && !strings.HasPrefix(text, "[") {
		return false
	}
	text = strings.ToLower(strings.TrimLeft(text, "([ "))
	return strings.HasPrefix(text, "optional)") || strings.HasPrefix(text, "optional]") ||
		strings.HasPrefix(text, "optional:") || strings.HasPrefix(text, "optionally")
}

// splitSentence cuts inlines after their first sentence or at a hard break. Both parts together have all
// words; the space between them is dropped.
func splitSentence(inlines []tree.Inline) (first, rest []tree.Inline) {
	for i, n := range inlines {
		switch n := n.(type) {
		case *tree.Break:
			if n.Hard && i > 0 && !goesOn(inlines[i+1:]) {
				return inlines[:i], trimLeft(inlines[i+1:])
			}
			if i > 0 && endsSentence(inlines[:i]) && i+1 < len(inlines) {
				return inlines[:i], trimLeft(inlines[i+1:])
			}
		case *tree.Text:
			from := 0
			if i > 0 && strings.HasPrefix(n.S, " ") && endsSentence(inlines[:i]) {
				return inlines[:i], trimLeft(inlines[i:])
			}
			for {
				k := sentenceEnd(n.S, from, i+1 < len(inlines))
				if k < 0 {
					break
				}
				if !abbreviated(n.S[:k]) {
					if i+1 == len(inlines) && strings.TrimSpace(n.S[k:]) == "" {
						return inlines, nil
					}
					first = append(append([]tree.Inline{}, inlines[:i]...), &tree.Text{Pos: n.Pos, S: n.S[:k]})
					rest = append([]tree.Inline{&tree.Text{Pos: n.Pos + tree.Pos(k), S: n.S[k:]}}, inlines[i+1:]...)
					return first, trimLeft(rest)
				}
				from = k
			}
		}
	}
	return inlines, nil
}

// goesOn reports whether inlines begin in lower case, in the middle of a sentence.
func goesOn(inlines []tree.Inline) bool {
	r, _ := utf8.DecodeRuneInString(tree.PlainText(inlines))
	return unicode.IsLower(r)
}

// sentenceEnd returns the offset after the first full stop, question or exclamation mark at or after from
// that ends a sentence: a space and something that can begin one follow, or more inlines do.
func sentenceEnd(s string, from int, more bool) int {
	for i := from; i < len(s); i++ {
		c := s[i]
		if c != '.' && c != '!' && c != '?' {
			continue
		}
		end := i + 1
		for end < len(s) && (s[end] == ')' || s[end] == '"' || s[end] == '\'') {
			end++
		}
		if strings.HasPrefix(s[end:], "”") {
			end += len("”")
		}
		if end >= len(s) || s[end] != ' ' {
			continue
		}
		next := strings.TrimLeft(s[end:], " ")
		if next == "" {
			if more {
				return end
			}
			continue
		}
		if r, _ := utf8.DecodeRuneInString(next); unicode.IsUpper(r) || unicode.IsDigit(r) || strings.ContainsRune("(“\"[$", r) ||
			!unicode.IsLower(r) && unicode.IsLetter(r) {
			return end
		}
	}
	return -1
}

// abbreviated reports whether the full stop at the end of s belongs to an abbreviation.
func abbreviated(s string) bool {
	s = strings.TrimRight(s, ")\"'")
	w := s[strings.LastIndexAny(s, " (")+1:]
	switch strings.ToLower(w) {
	case "e.g.", "i.e.", "vs.", "cf.", "approx.", "no.", "fig.", "inc.", "ltd.", "st.", "dr.", "mr.", "mrs.", "ms.", "u.s.":
		return true
	}
	return strings.HasSuffix(w, "..")
}

// endsSentence reports whether the words of inlines end in a mark that ends a sentence.
func endsSentence(inlines []tree.Inline) bool {
	if _, ok := inlines[len(inlines)-1].(*tree.Code); ok {
		return false
	}
	s := strings.TrimRight(tree.PlainText(inlines[len(inlines)-1:]), ")\"'”")
	return s != "" && strings.ContainsRune(".!?", rune(s[len(s)-1])) && !abbreviated(s)
}

// trimLeft drops the space and soft breaks that inlines begin with.
func trimLeft(inlines []tree.Inline) []tree.Inline {
	for len(inlines) > 0 {
		switch n := inlines[0].(type) {
		case *tree.Break:
			inlines = inlines[1:]
			continue
		case *tree.Text:
			s := strings.TrimLeft(n.S, " ")
			if s == "" {
				inlines = inlines[1:]
				continue
			}
			if len(s) < len(n.S) {
				return append([]tree.Inline{&tree.Text{Pos: n.Pos, S: s}}, inlines[1:]...)
			}
		}
		break
	}
	return inlines
}

// imperative reports whether at least 60 % of a list's items are commands.
func imperative(l *tree.List) bool {
	n := 0
	for _, it := range l.Items {
		if at := command(it.Blocks); at >= 0 && isCommand(tree.PlainText(it.Blocks[at].(*tree.Paragraph).Inlines)) {
			n++
		}
	}
	return 10*n >= 6*len(l.Items)
}

// isCommand reports whether an English sentence tells the reader to do something: it begins with a verb, or
// with a circumstance ("In the navigation pane, choose …") that a verb follows.
func isCommand(s string) bool {
	s = strings.ToLower(s)
	for strings.HasPrefix(s, "(") || strings.HasPrefix(s, "[") {
		i := strings.IndexAny(s, ")]")
		if i < 0 {
			break
		}
		s = strings.TrimLeft(s[i+1:], " :")
	}
	first, rest := word(s)
	for first == "optionally" || first == "next" || first == "then" || first == "now" || first == "finally" || first == "please" ||
		first == "first" || first == "also" || first == "again" || first == "optional" || first == "manually" {
		first, rest = word(rest)
	}
	if commandVerbs[first] {
		return true
	}
	if !circumstances[first] {
		return false
	}
	for {
		i := strings.IndexAny(rest, ",.")
		if i < 0 {
			return false
		}
		if rest[i] == '.' && (i+1 == len(rest) || rest[i+1] == ' ') {
			return false
		}
		rest = rest[i+1:]
		w, after := word(rest)
		if w == "and" || w == "then" || w == "either" || w == "simply" {
			w, _ = word(after)
		}
		if commandVerbs[w] {
			return true
		}
	}
}

// word cuts the first word off a text in lower case.
func word(s string) (first, rest string) {
	s = strings.TrimLeft(s, " ,:*_`\"'“")
	i := strings.IndexFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && r != '-' && r != '\'' })
	if i < 0 {
		return s, ""
	}
	return s[:i], s[i:]
}

// tailName is the element for what follows a task's steps: where to go on, an example, else the result.
func tailName(tail []tree.Block) string {
	if len(tail) == 0 {
		return "result"
	}
	par, ok := tail[0].(*tree.Paragraph)
	if !ok {
		return "result"
	}
	text := strings.ToLower(tree.PlainText(par.Inlines))
	switch {
	case strings.HasPrefix(text, "for example") || strings.HasPrefix(text, "the following is an example") ||
		strings.HasPrefix(text, "the following example") || strings.HasPrefix(text, "example"):
		return "example"
	case strings.HasPrefix(text, "for more ") || strings.HasPrefix(text, "for information") || strings.HasPrefix(text, "for details") ||
		strings.HasPrefix(text, "next") || strings.HasPrefix(text, "after you") || strings.HasPrefix(text, "to learn more") ||
		strings.HasPrefix(text, "see "):
		return "postreq"
	}
	return "result"
}

// uiText returns the words of a Strong that holds nothing but words.
func uiText(n *tree.Strong) (string, bool) {
	if len(n.Inlines) != 1 {
		return "", false
	}
	t, ok := n.Inlines[0].(*tree.Text)
	if !ok {
		return "", false
	}
	return t.S, true
}

// namesControl reports whether a bold word after these inlines names a control: the sentence has said
// "choose" or a word like it, or begins "For **Name**".
func (p *pageWriter) namesControl(before []tree.Inline) bool {
	sentence := ""
	for i := len(before) - 1; i >= 0; i-- {
		s := ""
		switch n := before[i].(type) {
		case *tree.Text:
			s = n.S
		case *tree.Break:
			s = " "
		default:
			continue
		}
		if k := strings.LastIndex(s, ". "); k >= 0 {
			sentence = s[k+2:] + sentence
			break
		}
		sentence = s + sentence
	}
	for s := strings.ToLower(sentence); s != ""; {
		var w string
		w, s = word(s)
		if controlVerbs[w] {
			return true
		}
		if w == "" {
			_, n := utf8.DecodeRuneInString(s)
			s = s[min(len(s), n):]
		}
	}
	if strings.HasPrefix(sentence, "(") {
		_, sentence, _ = strings.Cut(sentence, ")")
	}
	return strings.EqualFold(strings.TrimSpace(sentence), "for")
}
