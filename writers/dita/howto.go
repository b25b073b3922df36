package dita

import (
	"strings"

	"platen/convert/tree"
)

// maxIntro is how many paragraphs or notes may stand between a bold line and the commands that it names.
const maxIntro = 2

// longTitle is how many words a bold line has at most that names a procedure.
const longTitle = 14

// procedures returns the page with procedures where a bold line is a command, "**Configure the agent**", and a numbered list
// of commands follows. Lines that say how to do something in so many words are procedures already.
func (pl *planner) procedures(p *tree.Page) *tree.Page {
	if !pl.tasks() || pl.kind == reference {
		return p
	}
	blocks := pl.named(p.Blocks)
	if blocks == nil {
		return p
	}
	q := *p
	q.Blocks = blocks
	return &q
}

// named is procedures for a list of blocks, and for those of tabs among them; nil when nothing changes.
func (pl *planner) named(blocks []tree.Block) []tree.Block {
	var out []tree.Block
	change := func(i int) {
		if out == nil {
			out = append(make([]tree.Block, 0, len(blocks)), blocks[:i]...)
		}
	}
	for i := 0; i < len(blocks); i++ {
		switch b := blocks[i].(type) {
		case *tree.Paragraph:
			if end := pl.commandsAfter(blocks, i); end > 0 {
				change(i)
				title, _, _ := boldTitle(b)
				out = append(out, &tree.Procedure{Pos: b.Pos, Title: title, Intro: blocks[i+1 : end], Steps: blocks[end].(*tree.List)})
				i = end
				continue
			}
		case *tree.TabGroup:
			if tabs := pl.namedTabs(b); tabs != nil {
				change(i)
				g := *b
				g.Tabs = tabs
				out = append(out, &g)
				continue
			}
		}
		if out != nil {
			out = append(out, blocks[i])
		}
	}
	return out
}

func (pl *planner) namedTabs(g *tree.TabGroup) []*tree.Tab {
	var out []*tree.Tab
	for i, t := range g.Tabs {
		blocks := pl.named(t.Blocks)
		if blocks == nil {
			continue
		}
		if out == nil {
			out = append([]*tree.Tab{}, g.Tabs...)
		}
		tab := *t
		tab.Blocks = blocks
		out[i] = &tab
	}
	return out
}

// commandsAfter returns the index of the list of commands that the bold line at i names, 0 when there is none.
func (pl *planner) commandsAfter(blocks []tree.Block, i int) int {
	title, rest, ok := boldTitle(blocks[i].(*tree.Paragraph))
	if !ok || rest != nil || i+1 == len(blocks) {
		return 0
	}
	words := strings.TrimSpace(tree.PlainText(title))
	if len(strings.Fields(words)) > longTitle || ends(words) || pl.speech.role(words) != noRole || !pl.speech.isCommand(words) {
		return 0
	}
	for j := i + 1; j < len(blocks) && j <= i+1+maxIntro; j++ {
		switch b := blocks[j].(type) {
		case *tree.List:
			if b.Ordered && b.Start <= 1 && len(b.Items) > 1 && pl.taskable(b) && pl.speech.imperative(b) && !pl.speech.explains(blocks[j-1]) {
				return j
			}
			return 0
		case *tree.Paragraph:
			if _, _, bold := boldLine(b); bold {
				return 0
			}
		case *tree.Admonition:
		default:
			return 0
		}
	}
	return 0
}

// explains reports whether a block leads over to a list that tells what there is or what something does, and not what to
// do: "It has the ability to:", "Here are a few options".
func (s *speech) explains(b tree.Block) bool {
	par, ok := b.(*tree.Paragraph)
	return ok && containsAny(" "+strings.ToLower(strings.ReplaceAll(tree.PlainText(par.Inlines), "’", "'")), s.tells)
}
