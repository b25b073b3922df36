package convert

import (
	"maps"
	"path"
	"strconv"
	"strings"
	"unicode"

	"platen/convert/tree"
)

// mergeMeta returns the metadata of several sources, the first of which wins for each key.
func mergeMeta(sources ...tree.Meta) tree.Meta {
	out := tree.Meta{}
	for i := len(sources) - 1; i >= 0; i-- {
		maps.Copy(out, sources[i])
	}
	return out
}

// language returns a BCP 47 tag from what an author wrote, "" when it is none.
func language(s string) string {
	s = strings.ReplaceAll(strings.TrimSpace(s), "_", "-")
	for i, part := range strings.Split(s, "-") {
		if len(part) < 1 || len(part) > 8 || i == 0 && (len(part) < 2 || len(part) == 4) {
			return ""
		}
		for j := 0; j < len(part); j++ {
			c := part[j]
			letter := c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
			if !letter && (i == 0 || c < '0' || c > '9') {
				return ""
			}
		}
	}
	return s
}

// pageMeta returns a page's metadata for its book: the language is the one that the reader accepted.
func pageMeta(p *tree.Page) tree.Meta {
	m := mergeMeta(p.Meta)
	delete(m, "language")
	delete(m, "lang")
	if p.Lang != "" {
		m["lang"] = p.Lang
	}
	return m
}

// bookLanguage makes Meta["lang"] a language tag, or takes it out.
func bookLanguage(m tree.Meta, place string, report func(tree.Diag)) {
	s := m.String("lang")
	if s == "" {
		s = m.String("language")
	}
	if s == "" {
		delete(m, "lang")
		return
	}
	tag := language(s)
	if tag == "" {
		report(tree.Diag{Path: place, Severity: tree.Warning, Code: tree.BadMetadata,
			Msg: quoteRaw(s) + " is no language tag", Hint: `write one like "en" or "pt-BR"`})
		delete(m, "lang")
		return
	}
	m["lang"] = tag
}

// setTitle finds the page's title, and gives a page without a level-1 heading one.
func setTitle(p *tree.Page, forced, contents []tree.Inline, book string) {
	first := firstHeading(p)
	switch {
	case len(forced) > 0:
		p.Title = forced
	case p.Meta.String("title") != "":
		p.Title = []tree.Inline{&tree.Text{S: p.Meta.String("title")}}
	case first != nil && tree.PlainText(first.Inlines) != "":
		p.Title = titleInlines(first.Inlines)
	case len(contents) > 0:
		p.Title = contents
	default:
		if s := pathTitle(p.Path, book); s != "" {
			p.Title = []tree.Inline{&tree.Text{S: s}}
		}
	}
	if first == nil && len(p.Title) > 0 {
		addHeading(p)
	}
}

// pathTitle is the title of a page that says none: its stem; for an index page its folder's name.
func pathTitle(p, book string) string {
	if p == "-" {
		return ""
	}
	s := stem(path.Base(p))
	if isIndex(p) {
		if dir := path.Dir(p); dir != "." {
			return path.Base(dir)
		}
		if book != "" {
			return book
		}
	}
	return s
}

// firstHeading returns the page's first level-1 heading that stands in Page.Blocks.
func firstHeading(p *tree.Page) *tree.Heading {
	for _, b := range p.Blocks {
		if h, ok := b.(*tree.Heading); ok && h.Level == 1 {
			return h
		}
	}
	return nil
}

// addHeading puts the page's title before its blocks, as a heading with an id of its own.
func addHeading(p *tree.Page) {
	base := slug(tree.PlainText(p.Title))
	if base == "" {
		base = "page"
	}
	id := base
	for n := 1; p.IDs[id] != nil; n++ {
		id = base + "-" + strconv.Itoa(n)
	}
	h := &tree.Heading{Pos: 1, Level: 1, Generated: true, Attr: &tree.Attr{ID: id}, Inlines: p.Title}
	if p.IDs == nil {
		p.IDs = map[string]tree.Node{}
	}
	p.IDs[id] = h
	p.Blocks = append([]tree.Block{h}, p.Blocks...)
}

// titleInlines returns a heading's inlines as they can be shown elsewhere: no anchors, note references
// or links, images as their text. The heading's own slice comes back when there is nothing to leave out.
func titleInlines(in []tree.Inline) []tree.Inline {
	if plain(in) {
		return in
	}
	var out []tree.Inline
	for _, n := range in {
		switch n := n.(type) {
		case *tree.Anchor, *tree.NoteRef:
		case *tree.Link:
			out = append(out, titleInlines(n.Inlines)...)
		case *tree.Span:
			out = append(out, titleInlines(n.Inlines)...)
		case *tree.InlineElement:
			out = append(out, titleInlines(n.Inlines)...)
		case *tree.RawInline:
			out = append(out, titleInlines(n.Inlines)...)
		case *tree.Image:
			if n.Alt != "" {
				out = append(out, &tree.Text{Pos: n.Pos, S: n.Alt})
			}
		case *tree.Break:
			out = append(out, &tree.Text{Pos: n.Pos, S: " "})
		case *tree.Emph:
			out = append(out, &tree.Emph{Pos: n.Pos, Inlines: titleInlines(n.Inlines)})
		case *tree.Strong:
			out = append(out, &tree.Strong{Pos: n.Pos, Inlines: titleInlines(n.Inlines)})
		case *tree.Strike:
			out = append(out, &tree.Strike{Pos: n.Pos, Inlines: titleInlines(n.Inlines)})
		case *tree.Sub:
			out = append(out, &tree.Sub{Pos: n.Pos, Inlines: titleInlines(n.Inlines)})
		case *tree.Sup:
			out = append(out, &tree.Sup{Pos: n.Pos, Inlines: titleInlines(n.Inlines)})
		default:
			out = append(out, n)
		}
	}
	return trimSpace(out)
}

// plain reports that inlines hold nothing that titleInlines would change.
func plain(in []tree.Inline) bool {
	for _, n := range in {
		switch n := n.(type) {
		case *tree.Text, *tree.Code, *tree.Math:
		case *tree.Emph, *tree.Strong, *tree.Strike, *tree.Sub, *tree.Sup:
			if !plain(tree.Inlines(n)) {
				return false
			}
		default:
			return false
		}
	}
	return true
}

// trimSpace drops white space at the ends that left-out nodes had beside them.
func trimSpace(in []tree.Inline) []tree.Inline {
	for len(in) > 0 {
		t, ok := in[0].(*tree.Text)
		if !ok {
			break
		}
		if s := strings.TrimLeft(t.S, " "); s != "" {
			if s != t.S {
				in[0] = &tree.Text{Pos: t.Pos, S: s}
			}
			break
		}
		in = in[1:]
	}
	for len(in) > 0 {
		t, ok := in[len(in)-1].(*tree.Text)
		if !ok {
			break
		}
		if s := strings.TrimRight(t.S, " "); s != "" {
			if s != t.S {
				in[len(in)-1] = &tree.Text{Pos: t.Pos, S: s}
			}
			break
		}
		in = in[:len(in)-1]
	}
	return in
}

// slug returns words as part of a file name or an id: lower case, letters and digits of any script,
// hyphens between words.
func slug(s string) string {
	var b strings.Builder
	gap := false
	for _, r := range s {
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r):
			if gap && b.Len() > 0 {
				b.WriteByte('-')
			}
			gap = false
			b.WriteRune(unicode.ToLower(r))
		case r == '\'' || r == '’':
		default:
			gap = true
		}
	}
	return b.String()
}

// maxName is how long a book's name may get, in bytes.
const maxName = 80

// bookName is the title's slug, else the folder's name; never empty.
func bookName(title, folder string) string {
	s := slug(title)
	for len(s) > maxName {
		cut := strings.LastIndexByte(s, '-')
		if cut <= 0 {
			r := []rune(s)
			s = string(r[:len(r)/2])
			continue
		}
		s = s[:cut]
	}
	if s == "" {
		s = strings.Map(func(r rune) rune {
			if r < 0x20 || r == 0x7f || strings.ContainsRune(`/\:*?"<>|`, r) {
				return -1
			}
			return r
		}, folder)
		s = strings.Trim(s, " .")
	}
	if s == "" {
		s = "book"
	}
	return s
}
