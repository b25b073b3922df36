package ledger

import (
	"cmp"
	"path"
	"strings"
	"unicode"

	"platen/convert/tree"
	"platen/writers/internal/pages"
)

func (t *expectation) inlines(list []tree.Inline) {
	for i := 0; i < len(list); i++ {
		l, ok := list[i].(*tree.Link)
		if !ok || t.marks == nil {
			t.inline(list[i])
			continue
		}
		rest := ""
		if i+1 < len(list) {
			if n, ok := list[i+1].(*tree.Text); ok {
				end := strings.IndexFunc(n.S, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsNumber(r) })
				if end < 0 {
					end = len(n.S)
				}
				if rest = n.S[:end]; rest != "" {
					t.textLink(l, rest)
					t.add(n.S[end:], n.Pos+tree.Pos(end))
					i++
					continue
				}
			}
		}
		t.textLink(l, "")
	}
}

func (t *expectation) inline(n tree.Inline) {
	switch n := n.(type) {
	case *tree.Text:
		if t.dita != nil {
			t.menuText(n)
			break
		}
		t.add(n.S, n.Pos)
	case *tree.Code:
		t.add(n.S, n.Pos)
	case *tree.Math:
		t.formula(n.TeX, n.Drawn, n.Pos, false)
	case *tree.Break:
		t.space()
	case *tree.Link:
		t.linked(n)
	case *tree.Image:
		if t.marks != nil {
			t.textImage(n)
		} else {
			t.image(n)
		}
	case *tree.Strike:
		if t.marks != nil {
			t.glued("~~", n.Pos)
			t.inlines(n.Inlines)
			t.glued("~~", n.Pos)
			break
		}
		t.inlines(n.Inlines)
	case *tree.Sub:
		t.shifted(n.Inlines, "_", "0123456789+-−=()", n.Pos)
	case *tree.Sup:
		t.shifted(n.Inlines, "^", "0123456789+-−=()ni", n.Pos)
	case *tree.NoteRef:
		if !t.xmlNames { // DITA has no place for a reference in some places
			t.space()
		}
		if t.marks != nil {
			from := t.here()
			t.glued("[^"+itoa(n.Note.Number)+"]", n.Pos)
			t.fact(Footnotes, "reference "+itoa(n.Note.Number), n.Pos)
			t.shownBy(from)
			break
		}
		if t.notesApart && !t.refNumbers {
			t.fact(Footnotes, "reference", n.Pos)
			f := &t.facts[len(t.facts)-1]
			f.free, f.may = true, t.narrow || t.link || t.may
			break
		}
		t.fact(Footnotes, "reference "+itoa(n.Note.Number), n.Pos)
	case *tree.Anchor:
	default:
		t.inlines(tree.Inlines(n))
	}
}

// rowOfLinks reports whether a paragraph is links with nothing but commas and words like "and" between them.
func rowOfLinks(par *tree.Paragraph) bool {
	links := 0
	for _, n := range par.Inlines {
		switch n := n.(type) {
		case *tree.Link:
			links++
		case *tree.Break:
		case *tree.Text:
			switch strings.ToLower(strings.Trim(n.S, " ,.;")) {
			case "", "and", "or", "and the", "or the", "the", "&", "und", "et", "y", "e", "en":
			default:
				return false
			}
		default:
			return false
		}
	}
	return links > 0
}

// menuText adds words among which signs may stand for a way through menus, which DITA marks instead.
func (t *expectation) menuText(n *tree.Text) {
	s, from := n.S, 0
	if t.row && !t.link { // between links that a list of links has
		may := t.may
		t.may = true
		t.add(s, n.Pos)
		if strings.Trim(s, " ,.;") != "" {
			t.space()
		}
		t.may = may
		return
	}
	for i := 0; i < len(s); {
		size := 0
		for _, sign := range []string{"->", "=>", ">>", ">", "→", "›", "»", "⇒", "▸", "➔", "|"} {
			if strings.HasPrefix(s[i:], sign) {
				size = len(sign)
				break
			}
		}
		if size == 0 && s[i] == ',' && strings.TrimSpace(s) == "," {
			size = 1
		}
		if size == 0 {
			i++
			continue
		}
		t.add(s[from:i], n.Pos+tree.Pos(from))
		may := t.may
		t.may = true
		t.add(s[i:i+size], n.Pos+tree.Pos(i))
		t.may = may
		i += size
		from = i
	}
	t.add(s[from:], n.Pos+tree.Pos(from))
}

func (t *expectation) linked(n *tree.Link) {
	if n.To.Dead() || t.link || t.ownFile && !t.inFile(&n.To) {
		t.inlines(n.Inlines)
		return
	}
	key := targetKey(&n.To)
	switch {
	case n.To.Guide != nil:
		if key = t.abroadKey(&n.To); key == "" {
			t.inlines(n.Inlines)
			return
		}
	case t.xmlNames:
		key = t.dita.target(&n.To)
	case t.job.One && n.To.URL != "" && !n.To.Whole() && n.To.URL[0] != '/': // seen from the file at the guide's top
		key = urlKey(fromTop(t.page.Path, n.To.URL))
	}
	t.fact(Links, key, n.Pos)
	f := &t.facts[len(t.facts)-1]
	f.free = t.relatedOK
	if t.ownFile && !shows(n.Inlines) { // nothing to click
		f.may, f.own = true, true
	}
	if t.link = true; onlyImage(n.Inlines) {
		t.sole = n
	}
	if t.xmlNames {
		t.titled(n.Inlines, n.Pos, n.To.URL)
	} else {
		t.inlines(n.Inlines)
	}
	t.link, t.sole = false, nil
	if t.job.PageRefs && n.To.Page != nil {
		if t.job.Numbered {
			t.mayAdd("(", n.Pos)
			for i, s := range strings.Split(t.words.SectionOnPage, "%s") {
				if i > 0 {
					t.number(n.Pos)
				}
				t.mayAdd(strings.TrimSpace(s), n.Pos)
			}
			t.mayAdd(")", n.Pos)
		}
		t.mayAdd("("+strings.ToLower(t.words.Page), n.Pos)
		t.number(n.Pos)
		t.mayAdd(")", n.Pos)
	}
}

// fromTop returns an address that is relative to a page's file as one that is relative to the guide's top.
func fromTop(page, address string) string {
	ref := address
	if i := strings.IndexAny(ref, "?#"); i >= 0 {
		ref = ref[:i]
	}
	at := path.Join(path.Dir(page), ref)
	if strings.HasSuffix(ref, "/") {
		at += "/"
	}
	return at + address[len(ref):]
}

// inFile reports whether a link leads somewhere from one file with all pages of a guide, or one page, in it.
func (t *expectation) inFile(to *tree.Target) bool {
	if to.Guide != nil {
		return true
	}
	if to.Page != nil {
		return !t.lone || to.Page == t.page
	}
	s, _, _ := strings.Cut(to.URL, ":")
	switch strings.ToLower(s) {
	case "http", "https", "mailto", "tel":
		return true
	}
	return false
}

// shows reports whether inlines show anything.
func shows(list []tree.Inline) bool {
	for _, n := range list {
		switch n := n.(type) {
		case *tree.Image:
			return true
		default:
			if shows(tree.Inlines(n)) {
				return true
			}
		}
	}
	return strings.TrimSpace(tree.PlainText(list)) != ""
}

func oneImage(list []tree.Inline) (*tree.Image, bool) {
	if len(list) != 1 {
		return nil, false
	}
	n, ok := list[0].(*tree.Image)
	return n, ok
}

// onlyImage reports whether all that inlines show is one image.
func onlyImage(list []tree.Inline) bool {
	n := 0
	var count func(list []tree.Inline) bool
	count = func(list []tree.Inline) bool {
		for _, i := range list {
			switch i := i.(type) {
			case *tree.Image:
				n++
			case *tree.Link:
				if !count(i.Inlines) {
					return false
				}
			case *tree.Anchor, *tree.Break:
			case *tree.Text:
				if strings.TrimSpace(i.S) != "" {
					return false
				}
			default:
				return false
			}
		}
		return true
	}
	return count(list) && n == 1
}

// image tells of an image. Where one cannot be shown its alternative text is among the words instead: see shownAsWords.
func (t *expectation) image(n *tree.Image) {
	t.space()
	key := altKey(n.Alt)
	if key == "" {
		key = anyKey
	}
	if t.ownFile && !t.job.RemoteLinks && hasScheme(n.Src.URL) { // a frame that leads to where it is
		t.fact(Links, urlKey(n.Src.URL), n.Pos)
		f := &t.facts[len(t.facts)-1]
		f.may, f.own = true, true
	}
	alt := n.Alt
	if strings.TrimSpace(alt) == "" {
		switch alt = t.words.Image; {
		case t.xmlNames && n.Decorative:
			alt = ""
		case t.xmlNames && n.Src.Raw != "":
			alt += ": " + path.Base(n.Src.Raw)
		case t.labels && n.Decorative:
			alt = ""
		case t.labels && n.Src.Raw != "" && !strings.HasPrefix(n.Src.Raw, "data:"):
			file, _, _ := strings.Cut(n.Src.Raw, "?")
			alt += " " + path.Base(strings.TrimRight(file, "/"))
		}
	}
	if t.labels && t.sole != nil && strings.TrimSpace(n.Alt) == "" && !n.Decorative { // by where the link leads
		alt = cmp.Or(t.sole.To.URL, t.sole.Title, alt)
	}
	if (t.xmlNames && n.Src.URL == "" || t.labels && !t.alone && !strings.HasPrefix(n.Src.URL, "data:")) && n.Src.Asset == nil && strings.TrimSpace(alt) != "" {
		from := t.here()
		t.mark("["+alt+"]", n.Pos)
		t.fact(Images, key, n.Pos)
		t.shownBy(from)
		return
	}
	if t.job.RemoteLinks && n.Src.Asset == nil && strings.Contains(n.Src.URL, "//") {
		t.remoteLink(n, key)
		return
	}
	t.fact(Images, key, n.Pos)
	if n.Decorative && (t.decor || t.xmlNames && n.Src.Asset == nil && n.Src.URL == "") {
		t.facts[len(t.facts)-1].may = true
	}
}

// remoteLink tells of an image for which there is a link. In a link there is its alternative text.
func (t *expectation) remoteLink(n *tree.Image, key string) {
	if t.link {
		t.fact(Images, anyKey, n.Pos)
		return
	}
	t.fact(Links, urlKey(n.Src.URL), n.Pos)
	t.facts[len(t.facts)-1].own = true
	from := t.here()
	if n.Alt != "" {
		t.mark(n.Alt, n.Pos)
	} else {
		t.mayAdd(pages.Stem(path.Base(n.Src.URL)), n.Pos)
	}
	t.fact(Images, key, n.Pos)
	t.shownBy(from)
}

func altKey(s string) string {
	var c cutter
	c.add(s, 0)
	c.space()
	var b strings.Builder
	for i, w := range c.words {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(w.s)
	}
	return b.String()
}
