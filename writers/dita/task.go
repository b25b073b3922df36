package dita

import (
	"strings"

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
	var a *tree.Attr
	if t.proc != nil && t.proc.Attr != t.attr() {
		a = t.proc.Attr
	}
	attrs := p.universal(a)
	if own := p.universal(t.steps.Attr); len(attrs) == 0 {
		attrs = own
	} else if len(own) > 1 && own[0] == "id" && own[1] != "" {
		p.ids = append(p.ids, own[1])
	}
	p.open("steps", attrs...)
	if len(t.lead) > 0 && !(len(t.lead) == 1 && p.w.dropsLabels()) {
		p.open("stepsection")
		p.blocks(t.lead, inBlock)
		p.close("stepsection")
	}
	p.steps = true
	for _, it := range t.steps.Items {
		p.step("step", it)
	}
	p.steps = false
	p.close("steps")
}

// step prints a step or, inside one, a substep: notes, the command, and what else the item holds as info,
// substeps, choices and result. Substeps have no substeps of their own (DITA 1.3, 3.3.3): deeper lists are info.
// A step without words has an empty command.
func (p *pageWriter) step(name string, it *tree.ListItem) {
	at := command(it.Blocks)
	var words []tree.Inline
	notes, blocks := it.Blocks[:0], it.Blocks
	if at >= 0 {
		words = it.Blocks[at].(*tree.Paragraph).Inlines
		notes, blocks = it.Blocks[:at], it.Blocks[at+1:]
	}
	importance := ""
	if p.speech.isOptional(tree.PlainText(words)) {
		importance = "optional"
	}
	p.open(name, p.universal(it.Attr, "importance", importance)...)
	p.mark = boxes[it.Task]
	mark := p.mark
	p.mark = ""
	p.blocks(notes, inBlock)
	p.mark = mark
	if at < 0 && mark == "" && len(p.ids) == 0 {
		p.empty("cmd")
		p.stepInfo(name, nil, nil, blocks)
		p.close(name)
		return
	}
	id, inlines := p.lead(words)
	cmd, rest := splitSentence(inlines)
	if importance != "" && len(rest) > 0 && !p.speech.isCommand(tree.PlainText(cmd)) {
		next, more := splitSentence(rest) // "Optional." is no command
		cmd, rest = joined([][]tree.Inline{cmd, next}), more
	}
	p.line()
	p.start("cmd", "id", id)
	p.inlines(cmd, inCmd)
	p.flushNotes()
	p.end("cmd")
	p.stepInfo(name, words, rest, blocks)
	p.close(name)
}

// stepInfo prints what follows a command. before are the words that lead over to the next list.
func (p *pageWriter) stepInfo(name string, before, rest []tree.Inline, blocks []tree.Block) {
	if len(blocks) == 0 {
		p.restInfo(rest)
		return
	}
	outcome := p.outcome(blocks)
	blocks, result := blocks[:outcome], blocks[outcome:]
	open := false
	info := func() {
		if !open {
			p.open("info")
			open = true
		}
	}
	if len(rest) > 0 {
		if len(blocks) == 0 || p.isStepList(name, before, blocks[0]) {
			p.plainInfo("info", rest)
		} else {
			info()
			p.paragraph(&tree.Paragraph{Inlines: rest})
		}
	}
	from := 0
	flush := func(to int) {
		if from < to {
			info()
			p.blocks(blocks[from:to], inBlock)
		}
	}
	for i, b := range blocks {
		if p.isStepList(name, before, b) {
			flush(i)
			from = i + 1
			if open {
				p.close("info")
				open = false
			}
			p.stepGroup(b, before)
			before = nil
			continue
		}
		if par, ok := b.(*tree.Paragraph); ok {
			before = par.Inlines
		}
	}
	flush(len(blocks))
	if open {
		p.close("info")
	}
	if len(result) > 0 {
		p.open("stepresult")
		p.blocks(result, inBlock)
		p.close("stepresult")
	}
}

// restInfo prints the sentences after a command: what the step does last is its result, the others are info.
func (p *pageWriter) restInfo(rest []tree.Inline) {
	if len(rest) == 0 {
		return
	}
	if hasHardBreak(rest) || hasImage(rest) {
		p.plainInfo("info", rest)
		return
	}
	all := sentences(rest)
	n := len(all)
	for n > 0 && p.speech.saysResult(tree.PlainText(all[n-1])) {
		n--
	}
	if n > 0 {
		p.plainInfo("info", joined(all[:n]))
	}
	if n < len(all) {
		p.plainInfo("stepresult", joined(all[n:]))
	}
}

func (p *pageWriter) plainInfo(name string, inlines []tree.Inline) {
	if par := (&tree.Paragraph{Inlines: inlines}); hasHardBreak(inlines) || p.isImage(par) {
		p.open(name)
		p.paragraph(par)
		p.close(name)
		return
	}
	p.inlineBlock(name, "", inlines, inText)
}

// outcome returns where in a step's blocks its result begins: sentences that say what happens, with an image of it, or
// what is printed, with the words that lead over to it.
func (p *pageWriter) outcome(blocks []tree.Block) int {
	n := len(blocks)
	if n >= 2 {
		if _, ok := blocks[n-1].(*tree.CodeBlock); ok {
			if par, ok := blocks[n-2].(*tree.Paragraph); ok && containsAny(strings.ToLower(tree.PlainText(par.Inlines)), p.speech.output) {
				return n - 2
			}
		}
	}
	k := n
	for k > 0 {
		par, ok := blocks[k-1].(*tree.Paragraph)
		if !ok || !p.saysResult(par) && !(p.isImage(par) && k > 1) {
			break
		}
		k--
	}
	for k < n { // an image alone is no result
		par := blocks[k].(*tree.Paragraph)
		if !p.isImage(par) {
			break
		}
		k++
	}
	return k
}

func (p *pageWriter) saysResult(par *tree.Paragraph) bool {
	if hasHardBreak(par.Inlines) {
		return false
	}
	all := sentences(par.Inlines)
	for _, s := range all {
		if !p.speech.saysResult(tree.PlainText(s)) {
			return false
		}
	}
	return len(all) > 0
}

// isStepList reports whether a block of a step becomes substeps or choices.
func (p *pageWriter) isStepList(name string, before []tree.Inline, b tree.Block) bool {
	if name != "step" {
		return false
	}
	offers := p.speech.offers(tree.PlainText(before))
	if t, ok := b.(*tree.Table); ok {
		return offers && isChoiceTable(t)
	}
	l, ok := b.(*tree.List)
	if !ok {
		return false
	}
	if offers {
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

// stepGroup prints a list or table in a step: alternatives as choices, even where the author has numbered them, else
// substeps.
func (p *pageWriter) stepGroup(b tree.Block, before []tree.Inline) {
	if t, ok := b.(*tree.Table); ok {
		p.choiceTable(t)
		return
	}
	l := b.(*tree.List)
	if !p.speech.offers(tree.PlainText(before)) {
		p.open("substeps", p.universal(l.Attr)...)
		for _, it := range l.Items {
			p.step("substep", it)
		}
		p.close("substeps")
		return
	}
	p.open("choices", p.universal(l.Attr)...)
	for _, it := range l.Items {
		p.item("choice", it)
	}
	p.close("choices")
}

// isChoiceTable reports whether a table has options in one column and what they do in the other.
func isChoiceTable(t *tree.Table) bool {
	if len(t.Cols) != 2 || len(t.Head) > 1 || len(t.Caption)+len(t.Foot) > 0 || len(t.Bodies) != 1 || len(t.Bodies[0].Rows) == 0 {
		return false
	}
	for _, r := range append(t.Head[:len(t.Head):len(t.Head)], t.Bodies[0].Rows...) {
		if len(r.Cells) != 2 || r.Cells[0].RowSpan > 1 || r.Cells[1].RowSpan > 1 {
			return false
		}
	}
	return true
}

// choiceTable prints a table of options. (DITA 1.3, 3.3.2.5)
func (p *pageWriter) choiceTable(t *tree.Table) {
	p.open("choicetable", p.universal(t.Attr)...)
	if len(t.Head) == 1 && !emptyRows(t.Head) {
		p.choiceRow("chhead", "choptionhd", "chdeschd", t.Head[0])
	}
	for _, r := range t.Bodies[0].Rows {
		p.choiceRow("chrow", "choption", "chdesc", r)
	}
	p.close("choicetable")
}

func (p *pageWriter) choiceRow(row, option, desc string, r *tree.Row) {
	p.open(row, p.universal(r.Attr)...)
	p.cells++
	p.content(option, r.Cells[0].Blocks, inBlock, p.universal(r.Cells[0].Attr)...)
	p.content(desc, r.Cells[1].Blocks, inBlock, p.universal(r.Cells[1].Attr)...)
	p.cells--
	p.close(row)
}
