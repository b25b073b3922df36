package ext

import (
	"strings"

	"platen/convert/markdown/internal/build"
	"platen/convert/markdown/internal/lex"
	"platen/convert/tree"
)

var Alerts = build.Extension{
	Name: "alerts", Doc: "GitHub alerts: a quote that starts with [!NOTE]",
	Quote: alert,
}

var Callouts = build.Extension{
	Name: "callouts", Doc: "A quote that starts with [!kind] and maybe a title is a note, whatever the kind (Obsidian)",
	Quote: callout,
	Seen: build.Sign{Starts: ">", Look: func(s *build.Sight) {
		word, rest, ok := mark(string(s.Line))
		if ok && (strings.TrimSpace(rest) != "" || alertKind(word) == "") {
			s.Found()
		}
	}},
}

// mark is the word of a quote's line that begins with [!word], and what stands behind it.
func mark(line string) (word, rest string, ok bool) {
	line, ok = strings.CutPrefix(strings.TrimLeft(strings.TrimPrefix(line, ">"), " "), "[!")
	if !ok {
		return "", "", false
	}
	word, rest, ok = strings.Cut(line, "]")
	if !ok || !isKind(word) || rest != "" && !strings.Contains(" +-\r", rest[:1]) {
		return "", "", false
	}
	return word, rest, true
}

// isKind reports whether a word can name a kind of note.
func isKind(word string) bool {
	return word != "" && lex.IsLetter(word[0]) && !strings.ContainsFunc(word, func(r rune) bool { return r >= 0x80 || !lex.IsNameByte(byte(r)) })
}

// alertKind is the kind of note that one of GitHub's five words names in any case, "" for other words.
func alertKind(word string) string {
	switch kind := strings.ToLower(word); kind {
	case "note", "tip", "important", "warning", "caution":
		return kind
	}
	return ""
}

// bang is the text "[!…" that a quote begins with, and its paragraph; nil when it begins with something else.
func bang(c *build.Page, q *tree.Quote) (*tree.Paragraph, *tree.Text) {
	if len(q.Blocks) == 0 {
		return nil, nil
	}
	p, ok := q.Blocks[0].(*tree.Paragraph)
	if !ok || len(p.Inlines) == 0 {
		return nil, nil
	}
	t, ok := p.Inlines[0].(*tree.Text)
	if !ok || len(t.S) < 4 || t.S[0] != '[' || t.S[1] != '!' {
		return nil, nil
	}
	if at := c.Offset(t.Pos); at > 0 && at <= len(c.Text) && c.Text[at-1] == '\\' { // \[!NOTE] is words
		return nil, nil
	}
	return p, t
}

// alert returns the note that a quote is when it starts with [!NOTE] on a line of its own, else nil.
func alert(c *build.Page, q *tree.Quote) tree.Block {
	p, t := bang(c, q)
	if t == nil {
		return nil
	}
	word, ok := strings.CutSuffix(strings.TrimRight(t.S[2:], " "), "]")
	kind := alertKind(word)
	if kind == "" || !ok || len(p.Inlines) == 1 && len(q.Blocks) == 1 {
		return nil
	}
	a := &tree.Admonition{Pos: q.Pos, Attr: q.Attr, Kind: kind, Blocks: q.Blocks}
	if len(p.Inlines) == 1 {
		a.Blocks = q.Blocks[1:]
		return a
	}
	if _, ok := p.Inlines[1].(*tree.Break); !ok {
		return nil
	}
	p.Inlines = p.Inlines[2:]
	if len(p.Inlines) > 0 {
		p.Pos = p.Inlines[0].Position()
	}
	return a
}

// callout returns the note that a quote is when it starts with [!kind] and maybe a title, nil for others (Obsidian, and
// MkDocs with one of the extensions for it).
func callout(c *build.Page, q *tree.Quote) tree.Block {
	p, t := bang(c, q)
	if t == nil {
		return nil
	}
	word, rest, ok := strings.Cut(t.S[2:], "]")
	if !ok || !isKind(word) {
		return nil
	}
	if rest != "" && (rest[0] == '+' || rest[0] == '-') {
		rest = rest[1:]
	}
	if rest != "" && rest[0] != ' ' {
		return nil
	}
	end := 1
	for end < len(p.Inlines) {
		if _, ok := p.Inlines[end].(*tree.Break); ok {
			break
		}
		end++
	}
	var title []tree.Inline
	if rest = strings.TrimLeft(rest, " "); rest != "" {
		title = append(title, &tree.Text{Pos: t.Pos + tree.Pos(len(t.S)-len(rest)), S: rest})
	}
	title = append(title, p.Inlines[1:end]...)
	a := &tree.Admonition{Pos: q.Pos, Attr: q.Attr, Kind: strings.ToLower(word), Title: title, Blocks: q.Blocks}
	if end+1 >= len(p.Inlines) {
		a.Blocks = q.Blocks[1:]
		return a
	}
	p.Inlines = p.Inlines[end+1:]
	p.Pos = p.Inlines[0].Position()
	return a
}

var QuoteNotes = build.Extension{
	Name: "quote_notes", Doc: "A quote that starts with **Note** is a note (mdBook)",
	Quote: quoteNote,
	Seen: build.Sign{Starts: ">", Look: func(s *build.Sight) {
		word, ok := strings.CutPrefix(strings.TrimLeft(string(s.Line[1:]), " "), "**")
		if word, _, end := strings.Cut(word, "**"); ok && end && noteKind(strings.TrimSuffix(word, ":")) != "" {
			s.Found()
		}
	}},
}

// quoteNote returns the note that a quote is when it starts with **Note** and a colon or a line end, else nil.
func quoteNote(_ *build.Page, q *tree.Quote) tree.Block {
	if len(q.Blocks) == 0 {
		return nil
	}
	p, ok := q.Blocks[0].(*tree.Paragraph)
	if !ok || len(p.Inlines) == 0 || len(p.Inlines) == 1 && len(q.Blocks) == 1 {
		return nil
	}
	s, ok := p.Inlines[0].(*tree.Strong)
	if !ok || len(s.Inlines) != 1 {
		return nil
	}
	t, ok := s.Inlines[0].(*tree.Text)
	if !ok {
		return nil
	}
	kind := noteKind(strings.TrimSuffix(t.S, ":"))
	if kind == "" {
		return nil
	}
	if len(p.Inlines) == 1 {
		return &tree.Admonition{Pos: q.Pos, Attr: q.Attr, Kind: kind, Blocks: q.Blocks[1:]}
	}
	switch n := p.Inlines[1].(type) {
	case *tree.Break:
		p.Inlines = p.Inlines[2:]
	case *tree.Text:
		rest, colon := strings.CutPrefix(n.S, ":")
		if !colon && !strings.HasSuffix(t.S, ":") {
			return nil
		}
		n.S = strings.TrimLeft(rest, " ")
		p.Inlines = p.Inlines[1:]
		if n.S == "" {
			p.Inlines = p.Inlines[1:]
		}
	default:
		return nil
	}
	if p.Inlines = build.Trim(p.Inlines); len(p.Inlines) == 0 {
		q.Blocks = q.Blocks[1:]
	}
	return &tree.Admonition{Pos: q.Pos, Attr: q.Attr, Kind: kind, Blocks: q.Blocks}
}

var DocsifyNotes = build.Extension{
	Name: "docsify_notes", Doc: "A paragraph that starts with !> or ?> is a note (docsify)",
	Paragraph: docsifyNote,
	Seen: build.Sign{Starts: "!?", Look: func(s *build.Sight) {
		if s.Starts("!> ", "?> ") {
			s.Found()
		}
	}},
}

// docsifyNote adds the note that a paragraph is when it starts with !> (important) or ?> (a tip).
func docsifyNote(b *build.Builder, p *tree.Paragraph) bool {
	t, ok := p.Inlines[0].(*tree.Text)
	if !ok || len(t.S) < 3 || t.S[0] != '!' && t.S[0] != '?' || t.S[1:3] != "> " {
		return false
	}
	kind := "tip"
	if t.S[0] == '!' {
		kind = "important"
	}
	a := &tree.Admonition{Pos: p.Pos, Kind: kind, Blocks: []tree.Block{p}}
	words := strings.TrimLeft(t.S[2:], " ")
	t.Pos += tree.Pos(len(t.S) - len(words))
	t.S = words
	p.Pos = t.Pos
	b.AddBlock(a)
	return true
}
