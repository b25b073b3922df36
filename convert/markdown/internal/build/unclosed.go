package build

import (
	"fmt"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	gutil "github.com/yuin/goldmark/util"

	"platen/convert/markdown/internal/lex"
	"platen/convert/near"
	"platen/convert/tree"
)

// fenceClosed reports a code fence that ends with what is around it, without a closing line (CommonMark 0.31.2, 4.5: legal,
// and nearly always a mistake).
func (c *Page) fenceClosed(n *ast.FencedCodeBlock) {
	start := n.Pos()
	if start < 0 || start >= len(c.Text) {
		return
	}
	sign := strings.TrimLeft(c.Text[start:], " \t")
	if sign == "" || sign[0] != '`' && sign[0] != '~' {
		return
	}
	size := len(sign) - len(strings.TrimLeft(sign, sign[:1]))
	end := lineEnd(c.Text, start)
	if ls := n.Lines(); ls.Len() > 0 {
		end = max(end, ls.At(ls.Len()-1).Stop)
	}
	for end < len(c.Text) { // empty lines of containers are not among the block's
		next := lineEnd(c.Text, end)
		line := strings.Trim(c.Text[end:next], " \t\r\n>")
		if line != "" {
			behind := strings.TrimLeft(line, sign[:1])
			if len(line)-len(behind) >= size && (behind == "" || behind[0] == '<') { // fence_anchors
				return
			}
			break
		}
		end = next
	}
	c.Report(c.Pos(start), tree.Warning, tree.Unclosed, "the code fence "+sign[:size]+" is not closed: all that follows in this block is code", "end it with a line "+sign[:size])
}

// lineEnd is where the line after the one that holds offset begins.
func lineEnd(s string, offset int) int {
	if i := strings.IndexByte(s[offset:], '\n'); i >= 0 {
		return offset + i + 1
	}
	return len(s)
}

// htmlClosed reports a comment, declaration, script, style or pre that is not closed: the rest of the page is part of it.
func (c *Page) htmlClosed(n *ast.HTMLBlock, s string) {
	var what, by string
	switch n.HTMLBlockType {
	case ast.HTMLBlockType2:
		what, by = "the comment", "-->"
	case ast.HTMLBlockType3:
		what, by = "the processing instruction", "?>"
	case ast.HTMLBlockType5:
		what, by = "the CDATA section", "]]>"
	default:
		return
	}
	if !strings.Contains(s, by) {
		c.Report(c.PosOf(n), tree.Warning, tree.Unclosed, what+" is not closed: the rest of this block is part of it", "end it with "+by)
	}
}

// deadReferences reports what can only be meant as a reference and has no definition: [words][label], [label][] and [^note].
func (c *Page) deadReferences(t *tree.Text) {
	if !strings.Contains(t.S, "][") && !strings.Contains(t.S, "[^") {
		return
	}
	source := c.From(t.Pos)
	for rest := t.S; ; {
		whole, label, note, behind := reference(rest)
		if whole == "" {
			return
		}
		rest = behind
		i := strings.Index(source[:min(len(source), 4*len(t.S))], whole)
		if at := c.Offset(t.Pos) + i; i < 0 || at > 0 && at <= len(c.Text) && c.Text[at-1] == '\\' { // written with escapes
			continue
		}
		p := t.Pos + tree.Pos(i)
		if note && !c.Syntax.Has("footnotes") {
			continue
		}
		if note {
			c.ReportFor(p, len(whole), tree.Warning, tree.DeadReference, fmt.Sprintf("footnote %q is not defined", label), "it stays in the text; add a line [^"+label+"]: …")
			continue
		}
		hint := "it stays in the text; add a line [" + label + "]: address"
		if m := near.Suggest(label, c.labels()); m != "" {
			hint = fmt.Sprintf("did you mean %q?", m)
		}
		c.ReportFor(p, len(whole), tree.Warning, tree.DeadReference, fmt.Sprintf("reference %q is not defined", label), hint)
	}
}

// A definitions is a context that keeps which labels are defined again (CommonMark 0.31.2, 4.7: the first one holds).
type definitions struct {
	parser.Context
	again    []string
	headings *headingLabels // nil: their words are no labels
}

// AddReference implements parser.Context.
func (d *definitions) AddReference(r parser.Reference) {
	if old, ok := d.Context.Reference(gutil.ToLinkReference(r.Label())); ok && string(old.Destination()) != string(r.Destination()) {
		d.again = append(d.again, string(r.Label()))
	}
	d.Context.AddReference(r)
}

// references reports references without a definition, and labels with two of them that differ.
func (c *Page) references() {
	if d, ok := c.Context.(*definitions); ok {
		for i, label := range d.again {
			if i == maxAgain {
				break
			}
			c.definedAgain(label)
		}
	}
	if !strings.Contains(c.Text, "][") && !strings.Contains(c.Text, "[^") {
		return
	}
	seen := map[tree.Pos]bool{} // a contents list has the words of headings again
	for n := range tree.Preorder(c.Tree) {
		if t, ok := n.(*tree.Text); ok && !seen[t.Pos] {
			seen[t.Pos] = true
			c.deadReferences(t)
		}
	}
}

// maxAgain is how many labels of a page are looked for that are defined again.
const maxAgain = 100

// definedAgain reports the second definition of a label where it stands.
func (c *Page) definedAgain(label string) {
	at, found := 0, 0
	for at < len(c.Text) {
		end := lineEnd(c.Text, at)
		line := strings.TrimLeft(c.Text[at:end], " >")
		if len(line) > len(label)+2 && line[0] == '[' && line[1+len(label)] == ']' && line[2+len(label)] == ':' && strings.EqualFold(line[1:1+len(label)], label) {
			if found++; found == 2 {
				p := c.Pos(end - len(line))
				c.ReportFor(p, len(label)+2, tree.Warning, tree.DeadReference, fmt.Sprintf("label %q is defined twice", label), "the first definition holds; remove one of them")
				return
			}
		}
		at = end
	}
}

// labels are those that the page defines, as they are written.
func (c *Page) labels() []string {
	if c.Context == nil {
		return nil
	}
	var out []string
	for _, r := range c.Context.References() {
		out = append(out, string(r.Label()))
	}
	return out
}

// reference is the first [words][label], [label][] or [^note] of s, its label, and what stands behind it.
func reference(s string) (whole, label string, note bool, behind string) {
	for i := 0; i < len(s); i++ {
		if s[i] != '[' {
			continue
		}
		end := strings.IndexAny(s[i+1:], "[]")
		if end < 1 || s[i+1+end] != ']' {
			continue
		}
		words, after := s[i+1:i+1+end], i+end+2
		if words[0] == '^' {
			if label := words[1:]; isNoteLabel(label) && (after >= len(s) || s[after] != '(' && s[after] != '[') {
				return s[i:after], label, true, s[after:]
			}
			continue
		}
		if after >= len(s) || s[after] != '[' || i > 0 && isIndexed(s[i-1]) {
			continue
		}
		end = strings.IndexAny(s[after+1:], "[]")
		if end < 0 || s[after+1+end] != ']' {
			continue
		}
		if label = strings.TrimSpace(s[after+1 : after+1+end]); label == "" {
			label = words
		}
		if strings.HasPrefix(label, "^") || strings.TrimSpace(words) == "" {
			continue
		}
		return s[i : after+end+2], label, false, s[after+end+2:]
	}
	return "", "", false, ""
}

// isNoteLabel reports whether the label of [^label] is no set of characters, as regular expressions have them.
func isNoteLabel(s string) bool {
	if s == "" || len(s) == 3 && s[1] == '-' {
		return false
	}
	return !strings.ContainsFunc(s, func(r rune) bool {
		return r < 0x80 && !lex.IsNameByte(byte(r))
	})
}

// isIndexed reports whether [ behind a byte is an index, as in a[i][j].
func isIndexed(b byte) bool {
	return lex.IsLetter(b) || b >= '0' && b <= '9' || b == '_' || b == ')' || b == ']'
}
